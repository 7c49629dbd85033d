"""What the oracle takes for private to a device."""

from pathlib import Path

from repcockpit.store.database import immediate, open_database, set_meta
from repcockpit.store.unit import Unit
from repcockpit.sync.joining import PENDING
from tests.sync.histories.truth import Truth


def test_what_a_killed_join_has_not_sent_stays_on_its_device(tmp_path: Path) -> None:
    db = open_database(tmp_path / "own.db")
    with Unit(db, "before the team") as unit:
        unit.insert("task", {"title": "Mine"})
    assert not Truth().private(db)
    with immediate(db):
        set_meta(db, PENDING, "Nia")
    assert Truth().private(db) == {unit.txn}
    db.close()
