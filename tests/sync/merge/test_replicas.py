"""What a team knows of its replicas merges like a row; a retired one is kept out and let in again."""

from pathlib import Path

from repcockpit.store.incarnations import own_replica
from repcockpit.store.roster import Retired, announce, change_replica, retire
from repcockpit.store.unit import Unit
from repcockpit.sync.held import held_keys
from tests.sync.merge.devices import Device, meet


def test_a_replica_tells_of_itself(tmp_path: Path) -> None:
    a, b = Device(tmp_path, "a"), Device(tmp_path, "b")
    me = own_replica(a.db).id
    with Unit(a.db, "this device", kind="join") as unit:
        announce(unit, b"r" * 16)
        assert not change_replica(unit, me, {"person_id": b"r" * 16})
    meet(a, b)
    assert b.db.execute("select person_id, reason from replica where id = ?", (me,)).fetchone() == (
        b"r" * 16,
        "new",
    )


def test_a_retired_replica_is_kept_out_and_let_in_again(tmp_path: Path) -> None:
    a, b = Device(tmp_path, "a"), Device(tmp_path, "b")
    me = own_replica(a.db).id
    row = a.insert("task", title="before")
    b.pull(a)
    (key,) = held_keys(a.db)
    late = a.insert("task", title="after")
    a.update("task", row, note="after")
    with Unit(b.db, "retire", kind="join") as unit:
        assert retire(unit, me, Retired(0, key.seq, key.identity))
    meet(a, b)
    for one in (a, b):
        assert one.one("task", row, "title", "note") == ("before", None)
        assert one.one("task", late, "title", "_hidden") in (None, (None, 2))
    with Unit(b.db, "welcome back", kind="join") as unit:
        retire(unit, me, None)
    a.pull(b)  # which seals there: a kill before it settled itself did not matter
    c = Device(tmp_path, "c")
    c.pull(b)
    for one in (a, b, c):
        assert one.one("task", row, "title", "note") == ("before", "after")
        assert one.one("task", late, "title", "_hidden") == ("after", 0)
