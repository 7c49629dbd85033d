"""Undo after do is the identity, whatever was done; the log always rebuilds the rows."""

import sqlite3
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from repcockpit.domain.errors import NothingToUndoError
from repcockpit.store import derived
from repcockpit.store.database import open_database
from repcockpit.store.unit import Unit
from tests.store.guard import guard
from tests.store.rows import agrees, redo, undo, visible

IDS = [bytes([number]) * 16 for number in range(1, 6)]
TEXT = st.one_of(st.none(), st.sampled_from(["a", "b", "ç"]))
CHANGES = st.fixed_dictionaries(
    {}, optional={"title": TEXT, "note": TEXT, "owner_id": st.sampled_from([None, b"o" * 16])}
)
PLACES = st.fixed_dictionaries({}, optional={"street": TEXT, "city": TEXT, "country": TEXT, "phone": TEXT})
WRITES = st.lists(
    st.one_of(
        st.tuples(st.just("insert"), st.sampled_from(IDS), CHANGES),
        st.tuples(st.just("update"), st.sampled_from(IDS), CHANGES),
        st.tuples(st.just("place"), st.sampled_from(IDS), PLACES),
        st.tuples(st.just("hide"), st.sampled_from(IDS), st.just({})),
        st.tuples(st.just("unhide"), st.sampled_from(IDS), st.just({})),
    ),
    min_size=1,
    max_size=6,
)
Write = tuple[str, bytes, dict[str, Any]]


def _write(db: sqlite3.Connection, unit: Unit, write: Write) -> None:
    kind, row_id, values = write
    if kind == "insert":
        unit.insert("task", {"id": row_id, **values})
    elif kind == "place":
        unit.insert("account", {"id": row_id, **values})
    elif not db.execute("select 1 from task where id = ?", (row_id,)).fetchone():
        return
    elif kind == "update":
        # A person cannot edit what is in the bin.
        if not db.execute("select _hidden from task where id = ?", (row_id,)).fetchone()[0]:
            unit.update("task", row_id, values)
    elif kind == "hide":
        unit.hide("task", row_id)
    else:
        unit.unhide("task", row_id)


def _everything(db: sqlite3.Connection) -> dict[bytes, tuple[Any, ...]]:
    """(hidden, columns) of every row, those in the bin too."""
    columns = "id, _hidden, title, note, owner_id"
    rows = db.execute(f"select {columns} from task").fetchall()
    rows += db.execute("select id || 'a', _hidden, street, city, country, phone from account").fetchall()
    return {row[0]: row[1:] for row in rows}


class UndoMachine(RuleBasedStateMachine):
    """The rows after each write are remembered; undo must give the former ones, redo the later ones."""

    @initialize()
    def open(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name) / "book.db"
        self.db = guard(open_database(self.path))
        self.db.execute("pragma synchronous = off")
        self.states = [visible(self.db)]
        self.undone: list[dict[tuple[str, bytes], tuple[Any, ...]]] = []

    def teardown(self) -> None:
        if hasattr(self, "db"):
            self.db.close()
            self.folder.cleanup()

    @rule(writes=WRITES)
    def write(self, writes: list[Write]) -> None:
        before = _everything(self.db)
        with Unit(self.db, "write") as unit:
            for one in writes:
                _write(self.db, unit, one)
        if unit.txn is not None:
            self.undone = []
        after = _everything(self.db)
        if any(before[key] != row if key in before else not row[0] for key, row in after.items()):
            self.states.append(visible(self.db))

    @rule()
    def undo(self) -> None:
        if len(self.states) == 1:
            with pytest.raises(NothingToUndoError):
                undo(self.db)
            return
        assert undo(self.db) == []
        self.undone.append(self.states.pop())

    @rule()
    def redo(self) -> None:
        if not self.undone:
            with pytest.raises(NothingToUndoError):
                redo(self.db)
            return
        assert redo(self.db) == []
        self.states.append(self.undone.pop())

    @precondition(lambda self: hasattr(self, "db"))
    @rule()
    def reopen(self) -> None:
        self.db.close()
        self.db = guard(open_database(self.path))
        self.db.execute("pragma synchronous = off")

    @invariant()
    def rows_are_as_remembered(self) -> None:
        if hasattr(self, "db"):
            assert visible(self.db) == self.states[-1]
            assert agrees(self.db)


def _run(examples: int, steps: int) -> None:
    run_state_machine_as_test(
        UndoMachine,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            phases=(Phase.generate,),
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_any_sequence_of_writes_undos_and_redos() -> None:
    _run(12, 12)


@pytest.mark.slow
def test_any_long_sequence_of_writes_undos_and_redos() -> None:
    _run(150, 30)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(first=WRITES, second=WRITES)
def test_undo_after_do_is_the_identity(
    db: sqlite3.Connection, first: list[Write], second: list[Write]
) -> None:
    for writes in (first, second):
        before = visible(db)
        with Unit(db, "write") as unit:
            for one in writes:
                _write(db, unit, one)
        after = visible(db)
        if after != before:
            assert undo(db) == []
            assert visible(db) == before
            assert redo(db) == []
            assert visible(db) == after


@pytest.mark.slow
def test_an_import_sized_transaction_goes_and_comes(db: sqlite3.Connection) -> None:
    derived_before = None
    with Unit(db, "import", kind="import") as unit:
        accounts = unit.insert_many("account", [{"name": f"Acme {n}"} for n in range(300)])
        people = unit.insert_many(
            "contact",
            [
                {
                    "name": f"P {n}",
                    "primary_account_id": accounts[n % 300],
                    "tracking_started_on": "2026-01-05",
                }
                for n in range(2500)
            ],
        )
        unit.update_many("contact", [(row_id, {"title": "Buyer"}) for row_id in people])
    full = visible(db)
    derived_before = db.execute("select id, due_on, folded from contact order by id").fetchall()
    assert undo(db) == []
    assert visible(db) == {}
    assert agrees(db)
    assert redo(db) == []
    assert visible(db) == full
    assert db.execute("select id, due_on, folded from contact order by id").fetchall() == derived_before
    db.execute("begin")
    derived.rebuild(db)
    assert db.execute("select id, due_on, folded from contact order by id").fetchall() == derived_before
    db.execute("rollback")
