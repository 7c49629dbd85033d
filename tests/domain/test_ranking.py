from datetime import UTC, date, datetime
from itertools import count
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from repcockpit.domain.cadence import Cadence
from repcockpit.domain.ranking import (
    SCORED_GROUPS,
    Standing,
    best_role,
    explain,
    fold,
    late_text,
    never_text,
    one_row_per_account,
    score,
    silence_ratio,
    silence_text,
    sort_key,
    stands_alone,
    task_ratio,
    weights,
)
from repcockpit.domain.settings import rule_numbers
from repcockpit.domain.views.today import GROUPS, Reason, TodayItem

BY = weights()
NUMBERS = count()
MORNING = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)


def item(group: str = "due", account: bytes | None = b"acme", **fields: Any) -> TodayItem:
    plain: dict[str, Any] = dict.fromkeys(TodayItem._fields)
    plain |= {
        "subject_kind": "contact",
        "subject_id": str(next(NUMBERS)).encode(),
        "group": group,
        "kind": "contact_overdue",
        "account_id": account,
        "others": 0,
        "title": "somebody",
        "score": 10.0,
        "reasons": (),
    }
    return TodayItem(**(plain | fields))


def test_the_parts_of_a_score() -> None:
    row = Standing(
        1.4,
        "A",
        is_key=True,
        risk=0.5,
        is_reachable=True,
        silence_text=silence_text(42, 1.4),
        role="decision_maker",
        risk_text="QBR at risk",
        reachable_text="09:12 there",
    )
    assert explain(row, BY) == (
        73.67,
        (
            Reason("silence", 18.67, "42 d, 1.4 times the target"),
            Reason("segment", 25, "A"),
            Reason("role", 15, "decision maker"),
            Reason("risk", 5, "QBR at risk"),
            Reason("reachable", 10, "09:12 there"),
        ),
    )


def test_what_is_unknown_is_said() -> None:
    points, reasons = explain(Standing(0.5), BY)
    assert points == 14.17
    assert [reason.text for reason in reasons] == [
        "0.5 times the target",
        "no segment",
        "no role known",
        "none known",
        "hours unknown",
    ]
    assert explain(Standing(0.5, is_reachable=False), BY)[1][4] == Reason(
        "reachable", 0, "outside working hours"
    )
    assert explain(Standing(0.5, is_reachable=True), BY)[1][4] == Reason("reachable", 10, "in working hours")


@pytest.mark.parametrize(
    ("ratio", "segment", "points"),
    [(3, "A", 65), (9, "B", 55), (1.5, "C", 27.5), (0, "D", 2.5), (-1, "D", 2.5), (0, None, 7.5)],
)
def test_the_weight_of_silence_and_segment(ratio: float, segment: str | None, points: float) -> None:
    assert score(ratio, segment, is_key=False, risk=0, is_reachable=None, by=BY) == points


@given(
    st.floats(0, 50),
    st.sampled_from(["A", "B", "C", "D", None]),
    st.booleans(),
    st.sampled_from([0.0, 0.3, 1.0]),
    st.sampled_from([True, False, None]),
)
def test_the_score_and_its_reasons_agree(
    ratio: float, segment: str | None, is_key: bool, risk: float, is_reachable: bool | None
) -> None:
    by = weights(rule_numbers({"rank.tier.B": 0.33, "rank.segment": 17}))
    points = score(ratio, segment, is_key=is_key, risk=risk, is_reachable=is_reachable, by=by)
    explained, reasons = explain(Standing(ratio, segment, is_key, risk, is_reachable), by)
    assert points == explained
    assert points == round(sum(reason.points or 0 for reason in reasons), 2)
    assert 0 <= points <= 100


def test_the_never_contacted_count_as_full_silence_at_good_accounts() -> None:
    never = Cadence("never_contacted", ratio=1.2)
    assert silence_ratio(never, "A") == 3
    assert silence_ratio(never, "C") == 1.2
    assert silence_ratio(never._replace(is_catch_up=True), "A") == 1.2
    assert silence_ratio(Cadence("overdue", ratio=1.4), "A") == 1.4
    assert silence_ratio(Cadence(None), "A") == 0


def test_a_task_counts_a_tenth_a_day() -> None:
    assert task_ratio(0) == 1
    assert task_ratio(5) == 1.5


def test_the_words_of_silence() -> None:
    assert never_text(80) == "never contacted, 80 d since tracking began"
    assert never_text(80, "3 Nov") == "mail only, last 3 Nov"
    assert late_text("next_step", 3) == "next step 3 d over"
    assert late_text("promise", 0) == "promise due today"


def test_the_role_a_row_names() -> None:
    assert best_role(["influencer", "champion"]) == "champion"
    assert best_role(["unknown", "influencer", "end_user"]) == "influencer"
    assert best_role(["unknown"]) is None


def test_the_order_of_the_day() -> None:
    day = date(2026, 11, 24)
    rows = [
        item("now", None, kind="clock", due_at=MORNING),
        item("now", None, kind="callback", due_on=day),
        item("today", None, at=MORNING),
        item("today", None, due_on=None),
        item("due", None, score=80.0, contact_name="Zoe"),
        item("due", None, score=70.0, contact_name="Ana", due_on=day),
        item("due", None, score=70.0, contact_name="bea", due_on=day),
        item("due", None, score=70.0, contact_name="Bea", due_on=day),
        item("catch_up", None, score=90.0),
        item("catch_up", None, score=None),
        item("week", None, score=99.0, at=MORNING),
        item("week", None, account_name="Acme", due_on=day),
    ]
    rows_backwards = list(reversed(rows))
    assert sorted(rows_backwards, key=sort_key) == rows


def test_one_row_per_account() -> None:
    best = item(score=50.0)
    visit = item("week", kind="meeting", at=MORNING)
    clock = item("now", kind="clock", due_at=MORNING)
    other = item(account=b"other", score=40.0)
    rows = [item(score=20.0), item("catch_up", score=90.0, others=2), visit, best, clock, other]
    assert one_row_per_account(rows) == (clock, best._replace(others=4), other, visit)


def test_an_account_names_its_best_person() -> None:
    account = item(subject_kind="account", kind="account_overdue", score=50.0)
    task = item(kind="task", score=45.0)
    maria = item(score=40.0, contact_id=b"m", contact_name="Maria", contact_role="champion", phone="1")
    jon = item(score=30.0, contact_id=b"j", contact_name="Jon")
    (row,) = one_row_per_account([jon, maria, task, account])
    assert (row.subject_id, row.contact_name, row.contact_role, row.phone, row.others) == (
        account.subject_id,
        "Maria",
        "champion",
        "1",
        3,
    )
    (row,) = one_row_per_account([task, account])
    assert (row.contact_id, row.others) == (None, 1)
    (row,) = one_row_per_account([maria, jon])
    assert (row.contact_name, row.others) == ("Maria", 1)


ITEMS = st.lists(
    st.builds(
        item,
        st.sampled_from(GROUPS),
        st.sampled_from([None, b"a", b"b", b"c"]),
        kind=st.sampled_from(["contact_overdue", "task", "callback"]),
        score=st.none() | st.floats(0, 100),
        at=st.none() | st.just(MORNING),
    )
)


@given(ITEMS)
def test_folding_loses_nobody(rows: list[TodayItem]) -> None:
    folded = one_row_per_account(rows)
    assert sum(1 + row.others for row in folded) == len(rows)
    assert one_row_per_account(folded) == folded
    assert list(folded) == sorted(folded, key=sort_key)
    accounts = [row.account_id for row in folded if not stands_alone(row)]
    assert len(accounts) == len(set(accounts))


def test_light_tuples_are_folded_too() -> None:
    rows = [(3, b"a"), (2, None), (1, b"a"), (0, None)]
    assert fold(rows, lambda row: row[1]) == [[(3, b"a"), (1, b"a")], [(2, None)], [(0, None)]]


def test_only_due_and_catch_up_are_scored() -> None:
    assert set(GROUPS) >= SCORED_GROUPS == {"due", "catch_up"}
