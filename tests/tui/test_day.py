from datetime import timedelta
from typing import Any

import pytest

from repcockpit.domain.views.today import Reason
from repcockpit.tui.day import key_of, row_cells, state_of
from tests.tui.invented import DAY, ago, at, invented_day, make_item, silence

VIEW = invented_day()


def state(group: str, kind: str, **fields: Any) -> tuple[str, str, str]:
    found = state_of(make_item(1, group, kind, **fields), VIEW)
    assert len(found.words) <= 9
    return found.glyph, found.words, found.words_ink


@pytest.mark.parametrize(
    ("group", "kind", "fields", "expected"),
    [
        ("now", "clock", {"due_at": at(10, 32)}, ("clock", "1h20 left", "chip")),
        ("now", "clock", {"due_at": at(9, 0)}, ("clock", "breached", "late!")),
        ("now", "clock", {"due_at": at(10, 32), "at": at(8, 50)}, ("calm", "1h20 left", "muted")),
        ("now", "clock", {"due_at": at(23, 20), "at": at(8)}, ("calm", "14 h left", "muted")),
        ("now", "clock", {"due_at": at(9, 0, 4), "at": at(8)}, ("calm", "95 h left", "muted")),
        ("now", "clock", {}, ("calm", "paused", "muted")),
        ("today", "meeting", {"at": at(14, 30, -4), "days_over": 4}, ("slip", "4 d ago", "soon")),
        ("week", "never_contacted", {"due_on": ago(-2), "days_over": 3}, ("planned", "Thu", "text")),
        ("catch_up", "never_contacted", {"title": "mail only"}, ("calm", "mail only", "muted")),
        ("now", "callback", {"due_on": DAY}, ("callback", "due today", "soon")),
        ("now", "callback", {"due_on": ago(1), "days_over": 1}, ("callback", "1 d late", "late!")),
        ("now", "callback", {"due_on": ago(-2)}, ("callback", "due Thu", "soon")),
        ("today", "meeting", {"at": at(14, 30)}, ("planned", "14:30", "text")),
        ("week", "meeting", {"at": at(9, 30, 3)}, ("planned", "Fri 09:30", "text")),
        ("week", "meeting", {"at": at(9, 30, 15)}, ("planned", "Wed 9 Dec", "text")),
        ("week", "qbr", {"due_on": ago(-16)}, ("planned", "10 Dec", "text")),
        (
            "due",
            "contact_overdue",
            {"days_over": 8, "interval_days": 30, "is_red": True},
            ("late", "8 d over", "late!"),
        ),
        ("due", "contact_overdue", {"days_over": 7, "interval_days": 30}, ("slip", "7 d over", "soon")),
        ("due", "account_overdue", {"days_over": 0, "due_on": DAY}, ("slip", "due today", "soon")),
        (
            "due",
            "account_overdue",
            {"days_over": 4000, "interval_days": 30, "is_red": True},
            ("late", "10 y over", "late!"),
        ),
        (
            "due",
            "contact_overdue",
            {"days_over": 1, "interval_days": 30, "cadence_status": "critical", "is_red": True},
            ("late", "1 d over", "late!"),
        ),
        ("due", "never_contacted", {"account_segment": "A"}, ("slip", "never", "soon")),
        ("due", "never_contacted", {"account_segment": "C"}, ("hole", "never", "muted")),
        ("due", "promise", {"due_on": DAY}, ("slip", "due today", "soon")),
        ("due", "promise", {"due_on": ago(1), "days_over": 1}, ("late", "1 d over", "late!")),
        ("due", "task", {"due_on": ago(9), "days_over": 9}, ("slip", "9 d over", "soon")),
        ("due", "task", {"due_on": ago(10), "days_over": 10}, ("late", "10 d over", "late!")),
        ("week", "task", {"due_on": ago(-2), "days_over": -2}, ("planned", "Thu", "text")),
        ("catch_up", "contact_overdue", {"last_touch_on": ago(215)}, ("calm", "7 months", "muted")),
        ("catch_up", "contact_overdue", {"last_touch_on": ago(20)}, ("calm", "20 days", "muted")),
        ("catch_up", "contact_overdue", {"last_touch_on": ago(1200)}, ("calm", "3 years", "muted")),
        ("catch_up", "never_contacted", {}, ("calm", "never", "muted")),
        ("catch_up", "task", {"due_on": ago(100)}, ("calm", "3 months", "muted")),
        ("gaps", "gap_single_threaded", {}, ("hole", "1 thread", "muted")),
        ("gaps", "gap_something_entirely_new", {}, ("hole", "something", "muted")),
        ("gaps", "training", {}, ("hole", "expired", "muted")),
        ("gaps", "info", {}, ("hole", "no news", "muted")),
        ("setup", "setup_segment", {}, ("hole", "to answer", "muted")),
    ],
)
def test_states(group: str, kind: str, fields: dict[str, Any], expected: tuple[str, str, str]) -> None:
    assert state(group, kind, **fields) == expected


def test_the_bold_word_is_a_person_where_the_row_is_about_one() -> None:
    cells = row_cells(silence(1, "Jon Park", "Kan-code", "A", "champion", 8, others=2), VIEW)
    assert (cells.who, cells.context, cells.number) == ("Jon Park", "Kan-code A · champion +2", "38 d")
    assert (cells.right, cells.right_ink) == ("not planned", "soon")


def test_an_account_alone_says_its_cadence() -> None:
    item = make_item(
        1,
        "due",
        "account_overdue",
        account_name="Kan-code",
        account_segment="A",
        interval_days=10,
        days_over=1,
    )
    cells = row_cells(item, VIEW)
    assert (cells.who, cells.context, cells.number) == ("Kan-code", "A · every 10 d", "–")


def test_what_is_planned_stands_at_the_right() -> None:
    item = silence(1, "Jon Park", "Kan-code", "A", "champion", 8, planned_on=DAY, planned_type="call")
    assert row_cells(item, VIEW).right == "call today"
    later = item._replace(planned_on=DAY + timedelta(days=15))
    assert row_cells(later, VIEW).right == "call 9 Dec"


def test_kinds_are_words_in_the_sentence() -> None:
    promise = make_item(
        1, "due", "promise", account_name="Inity", contact_name="Rita", title="certificate", due_on=DAY
    )
    assert row_cells(promise, VIEW)[1:3] == ("Rita", "promise: certificate")
    assert row_cells(promise._replace(title="promise: certificate"), VIEW).context == "promise: certificate"
    meeting = make_item(
        1, "today", "meeting", account_name="Inity", contact_name="Rita", title="visit", at=at(9)
    )
    assert row_cells(meeting, VIEW)[1:3] == ("Inity", "visit Rita")
    bare = make_item(1, "due", "task", title="write the plan")
    assert row_cells(bare, VIEW).who == "write the plan"


def test_a_meeting_names_who_comes_and_says_when_nobody_logged_it() -> None:
    meeting = make_item(
        1, "today", "meeting", account_name="Inity", contact_name="Rita", title="visit: pumps", at=at(9)
    )
    assert row_cells(meeting, VIEW).context == "visit Rita: pumps"
    past = row_cells(meeting._replace(at=at(9, 0, -4), days_over=4), VIEW)
    assert (past.right, past.right_ink) == ("not logged", "soon")


def test_a_question_takes_the_place_of_the_who() -> None:
    cells = row_cells(make_item(1, "setup", "setup_owner", title="which owner are you?"), VIEW)
    assert (cells.who, cells.context) == ("", "which owner are you?")


def test_a_row_to_be_tried_again_says_so() -> None:
    item = silence(1, "Owen Reed", "Treequote", "B", "budget_holder", 3)._replace(
        group="week", title="try again"
    )
    cells = row_cells(item, VIEW)
    assert cells.context == "Treequote B · budget holder · try again"
    assert (cells.number, cells.right) == (None, "")


def test_a_clock_of_another_day_names_the_day() -> None:
    item = make_item(1, "now", "clock", account_name="Konex", title="P2 pumps", due_at=at(12, 0, 2))
    assert row_cells(item, VIEW).right == "by Thu"


def test_a_row_is_known_by_kind_and_subject() -> None:
    one, other = make_item(1, "due", "task"), make_item(1, "gaps", "info")
    assert key_of(one) != key_of(other)
    assert key_of(one) == key_of(one._replace(group="catch_up"))


def test_a_gap_names_the_person_or_the_hole_first() -> None:
    said = {"account_name": "Hatfan", "contact_name": "Pat Li"}
    training = make_item(1, "gaps", "training", title="Pat Li: seals for somebody new", **said)
    news = make_item(2, "gaps", "info", title="bring a study to the visit Fri", **said)
    hole = Reason("network", None, "only Pat Li knows us")
    network = make_item(
        3, "gaps", "gap_single_threaded", account_name="Hatfan", title="ask for a name", reasons=(hole,)
    )
    rows = [row_cells(one, VIEW) for one in (training, news, network)]
    assert [(row.who, row.context, row.right) for row in rows] == [
        ("Pat Li", "training: seals for somebody new", "Hatfan"),
        ("Hatfan", "news: a study to the visit Fri", ""),
        ("Hatfan", "network: only Pat Li knows us · ask for a name", ""),
    ]


def test_a_clock_that_ends_another_week_says_its_day_in_full() -> None:
    item = make_item(1, "now", "clock", account_name="Hatfan", title="bags", due_at=at(10, 32, 7))
    assert row_cells(item, VIEW).right == "by 1 Dec"
