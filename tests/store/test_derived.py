"""What is maintained with each write equals what a slow computation says; so does the rebuild."""

import sqlite3
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from repcockpit.domain.errors import NothingToUndoError
from repcockpit.domain.ids import derived_id
from repcockpit.store import derived
from repcockpit.store.database import immediate, open_database
from repcockpit.store.unit import Unit
from tests.store.guard import guard
from tests.store.naive import differences
from tests.store.rows import agrees, insert, one, undo, update

REPS = [b"r" * 15 + bytes([number]) for number in range(2)]
ACCOUNTS = [b"a" * 15 + bytes([number]) for number in range(3)]
CONTACTS = [b"c" * 15 + bytes([number]) for number in range(4)]
MET = [b"i" * 15 + bytes([number]) for number in range(6)]
DAYS = [None, *(f"2026-11-{day:02}" for day in range(1, 30, 3))]


def _some(values: list[Any]) -> st.SearchStrategy[Any]:
    return st.sampled_from(values)


def _op(*parts: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.tuples(*parts)


_MEETING = st.fixed_dictionaries(
    {},
    optional={
        "type": _some(["call", "email", "message", "email", "note"]),
        "status": _some(["completed", "completed", "planned", "not_held"]),
        "outcome": _some([None, "connected", "no_answer", "busy"]),
        "direction": _some([None, "inbound", "outbound"]),
        "occurred_on": _some(DAYS),
        "account_id": _some([None, *ACCOUNTS]),
    },
)
_PERSON = st.fixed_dictionaries(
    {},
    optional={
        "role": _some([None, "champion", "end_user", "procurement"]),
        "status": _some(["active", "left", "lead"]),
        "do_not_contact": _some([None, 0, 1]),
        "interval_days": _some([None, 14]),
        "owner_id": _some([None, *REPS]),
        "primary_account_id": _some([None, *ACCOUNTS]),
        "merged_into": _some([None, None, *CONTACTS, b"?" * 16]),
        "tracking_started_on": _some([None, "2026-10-01"]),
        "name": _some(["Ána", "Bo", None]),
    },
)
_HOUSE = st.fixed_dictionaries(
    {},
    optional={
        "segment": _some([None, "A", "C", "D"]),
        "status": _some(["customer", "prospect", "former"]),
        "interval_days": _some([None, 20]),
        "owner_id": _some([None, *REPS]),
        "merged_into": _some([None, None, *ACCOUNTS]),
        "tracking_started_on": _some([None, "2026-10-01"]),
    },
)
_IDS = {"interaction": MET, "contact": CONTACTS, "account": ACCOUNTS}
OPERATIONS = st.one_of(
    _op(st.just("interaction"), _some(MET), _MEETING),
    _op(st.just("interaction"), _some(MET), _MEETING),
    _op(st.just("contact"), _some(CONTACTS), _PERSON),
    _op(st.just("account"), _some(ACCOUNTS), _HOUSE),
    _op(st.just("met"), _some(MET), _some(CONTACTS)),
    _op(st.just("met"), _some(MET), _some(CONTACTS)),
    _op(st.just("moved"), _some(MET), _some(CONTACTS)),
    _op(st.just("unmet"), _some(MET), _some(CONTACTS)),
    _op(st.just("hide"), _some(["interaction", "contact", "account"]), _some([0, 1, 2])),
    _op(st.just("unhide"), _some(["interaction", "contact", "account"]), _some([0, 1, 2])),
    _op(st.just("role"), _some(CONTACTS), _some(["champion", "decision_maker", "end_user"])),
    _op(st.just("setting"), _some(["touch.reply_days", "cadence.segment.A"]), _some(["2", "12"])),
    _op(st.just("leave"), _some(REPS), _some(DAYS[1:])),
    _op(st.just("undo"), st.none(), st.none()),
)


def _apply(unit: Unit, operation: tuple[Any, ...]) -> None:
    kind, first, second = operation
    if kind in _IDS:
        unit.insert(kind, {"id": first, **second})
    elif kind in ("met", "unmet", "moved"):
        link = derived_id(first, second)
        if kind != "unmet":
            unit.insert("participant", {"id": link, "interaction_id": first, "contact_id": second})
        if kind == "unmet":
            unit.hide("participant", link)
        if kind == "moved":
            unit.update("participant", link, {"contact_id": CONTACTS[0]})
    elif kind == "hide":
        unit.hide(first, _IDS[first][second])
    elif kind == "unhide":
        unit.unhide(first, _IDS[first][second])
    elif kind == "role":
        unit.insert("contact_role", {"id": derived_id(first, second), "contact_id": first, "role": second})
    elif kind == "setting":
        unit.insert("setting", {"id": derived_id(first), "name": first, "value": second})
    else:
        unit.insert("leave", {"id": derived_id(first, second), "rep_id": first, "since": second})


def _seeded(db: sqlite3.Connection) -> None:
    with Unit(db, "seed") as unit:
        unit.insert_many("rep", [{"id": row_id, "name": "Rep"} for row_id in REPS])
        unit.insert_many("account", [{"id": row_id, "name": "Acme", "segment": "A"} for row_id in ACCOUNTS])
        unit.insert_many(
            "contact",
            [{"id": row_id, "name": "Ana", "primary_account_id": ACCOUNTS[0]} for row_id in CONTACTS],
        )
        unit.insert_many(
            "interaction",
            [{"id": row_id, "type": "email", "status": "completed"} for row_id in MET],
        )


def _run(groups: list[list[tuple[Any, ...]]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        db = guard(open_database(Path(folder) / "book.db"))
        db.execute("pragma synchronous = off")
        _seeded(db)
        for group in groups:
            if group[0][0] == "undo":
                try:
                    undo(db)
                except NothingToUndoError:
                    continue
            else:
                with Unit(db, "write") as unit:
                    for operation in group:
                        if operation[0] != "undo":
                            _apply(unit, operation)
            assert differences(db) == []
        with immediate(db):
            derived.rebuild(db)
        assert differences(db) == []
        assert agrees(db)
        db.close()


_GROUPS = st.lists(st.lists(OPERATIONS, min_size=1, max_size=4), min_size=1, max_size=8)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(groups=_GROUPS)
def test_each_write_keeps_what_a_slow_computation_says(groups: list[list[tuple[Any, ...]]]) -> None:
    _run(groups)


@pytest.mark.slow
@settings(
    max_examples=1_500, deadline=None, suppress_health_check=list(HealthCheck), phases=(Phase.generate,)
)
@given(groups=_GROUPS)
def test_many_writes_keep_what_a_slow_computation_says(groups: list[list[tuple[Any, ...]]]) -> None:
    _run(groups)


def _mail(db: sqlite3.Connection, day: str, direction: str, person: bytes, **more: object) -> bytes:
    with Unit(db, "mail") as unit:
        row = unit.insert(
            "interaction",
            {"type": "email", "status": "completed", "direction": direction, "occurred_on": day, **more},
        )
        unit.insert("participant", {"interaction_id": row, "contact_id": person})
    return row


def test_a_mail_loses_its_touch_when_the_answer_moves_away(db: sqlite3.Connection) -> None:
    person = insert(db, "contact", name="Ana")
    asked = _mail(db, "2026-11-02", "outbound", person)
    answer = _mail(db, "2026-11-04", "inbound", person)
    assert one(db, "interaction", asked, "is_touch") == 1
    update(db, "interaction", answer, occurred_on="2026-12-24")
    assert one(db, "interaction", asked, "is_touch") == 0
    assert one(db, "contact", person, "last_touch_on", "last_mail_on") == (None, "2026-12-24")
    undo(db)
    assert one(db, "interaction", asked, "is_touch") == 1
    update(db, "interaction", answer, type="note")
    assert one(db, "interaction", asked, "is_touch") == 0


def test_an_interaction_moved_to_another_account_leaves_the_first(db: sqlite3.Connection) -> None:
    first, second = insert(db, "account", name="Acme"), insert(db, "account", name="Bolt")
    call = insert(
        db, "interaction", type="call", status="completed", occurred_on="2026-11-02", account_id=first
    )
    assert one(db, "account", first, "last_touch_on") == "2026-11-02"
    update(db, "interaction", call, account_id=second)
    assert one(db, "account", first, "last_touch_on") is None
    assert one(db, "account", second, "last_touch_on") == "2026-11-02"


def test_merges_in_a_circle_keep_one_that_is_shown(db: sqlite3.Connection) -> None:
    rows = [insert(db, "account", name=name) for name in "ABC"]
    for row, target in zip(rows, (rows[1], rows[2], rows[0]), strict=True):
        update(db, "account", row, merged_into=target)
    shown = db.execute("select id from account where root_id is null").fetchall()
    assert shown == [(min(rows),)]
    assert db.execute("select distinct root_id from account where root_id is not null").fetchall() == shown
    assert differences(db) == []


def test_merged_into_something_that_is_not_here_stands_for_itself(db: sqlite3.Connection) -> None:
    missing = b"z" * 16
    row = insert(db, "account", name="Acme", merged_into=missing)
    assert one(db, "account", row, "root_id") is None
    insert(db, "account", id=missing, name="Acme Ltd")
    assert one(db, "account", row, "root_id") == missing


def test_another_reply_window_counts_every_mail_anew(db: sqlite3.Connection) -> None:
    person = insert(db, "contact", name="Ana")
    asked = _mail(db, "2026-11-02", "outbound", person)
    _mail(db, "2026-11-06", "inbound", person)
    assert one(db, "interaction", asked, "is_touch") == 1
    insert(db, "setting", name="touch.reply_days", value="2")
    assert one(db, "interaction", asked, "is_touch") == 0
    assert one(db, "contact", person, "last_touch_on") is None
    undo(db)
    assert one(db, "interaction", asked, "is_touch") == 1
