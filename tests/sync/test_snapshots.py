"""Snapshots: what is loaded, with the frames that come later, is what all frames alone give."""

import sqlite3
from pathlib import Path
from typing import Any

import pytest

from repcockpit.services.book import open_book
from repcockpit.services.syncing import join_team
from repcockpit.store import log
from repcockpit.store.schema import SYNCED, table_shape
from repcockpit.sync.frames import Frame, FrameError
from repcockpit.sync.held import held_frames
from repcockpit.sync.ingest import catch_up, ingest
from repcockpit.sync.merge.proof import differences
from repcockpit.sync.seal import seal
from repcockpit.sync.snapshots import keeping
from repcockpit.sync.snapshots.covers import cover_of
from repcockpit.sync.snapshots.loading import load
from repcockpit.sync.snapshots.making import make
from repcockpit.sync.snapshots.taking import check, take
from tests.sync.members import Member, until_quiet
from tests.sync.merge.devices import TEAM, Device, meet


def snapshot_of(device: Device) -> list[Frame]:
    """The frames of a snapshot made on a device."""
    seal(device.db, TEAM)
    made = make(device.db, TEAM)
    assert made is not None
    return made.frames


def take_all(device: Device, frames: list[Frame]) -> None:
    """Take a snapshot whole."""
    found = check(device.db, TEAM, frames)
    assert take(device.db, found)
    assert load(device.db, decoded=found.decoded)
    catch_up(device.db)


def told(db: sqlite3.Connection) -> dict[str, Any]:
    """Everything that the rows say and keep, in words that mean the same on every device."""
    words = {no: name for no, name in db.execute("select no, name from table_name")}
    ids = dict(db.execute("select no, id from replica").fetchall())
    found: dict[str, Any] = {}
    for table in SYNCED:
        shape = table_shape(db, table)
        columns = ", ".join((*shape.columns, *sorted(shape.derived)))
        rows = db.execute(f"select id, _dots, _hidden, {columns} from {table} where _dots is not x'80'")
        found[table] = sorted((row_id, _dotted(dots, ids), *row) for row_id, dots, *row in rows.fetchall())
    for table in ("sync_head", "sync_unknown"):  # names of dots met long ago differ by the order of merging
        more = {"sync_head": ", value, differs", "sync_unknown": ", value"}[table]
        rows = db.execute(
            f"select table_no, field_no, replica_no, row_id, stamp{more} from {table} where field_no > 0"
        )
        found[table] = sorted(
            (words[one], words[field], ids[by], *row) for one, field, by, *row in rows.fetchall()
        )
    rows = db.execute("select table_no, replica_no, row_id, stamp, dots, is_open from sync_delete").fetchall()
    found["sync_delete"] = sorted(
        (words[one], ids[by], row_id, stamp, sorted((at, ids[no]) for at, no in log.decode(dots)), is_open)
        for one, by, row_id, stamp, dots, is_open in rows
    )
    return found


def _dotted(packed: bytes, ids: dict[int, bytes]) -> str:
    dots = log.decode_dots(packed)
    return repr(
        sorted(
            (name, sorted((stamp, ids[no]) for stamp, no in zip(flat[::2], flat[1::2], strict=True)))
            for name, flat in dots.items()
            if name not in ("*", "_alive")
        )
        and sorted(dots.get("*", ()))[-1:]
    )


def history(db: sqlite3.Connection) -> tuple[Any, ...]:
    """The transactions, and which rows they touched."""
    txns = db.execute("select id, n, at, zone, author_id, kind, label, undoes, stamp from txn order by id")
    touched = db.execute("select o.row_id, t.id from touched o join txn t on t.no = o.txn_no order by 1, 2")
    return txns.fetchall(), touched.fetchall()


def same(one: Device, other: Device) -> None:
    """Both tell the same, and their rows are what their frames say."""
    assert told(one.db) == told(other.db)
    assert list(differences(one.db)) == []
    assert list(differences(other.db)) == []


@pytest.fixture
def team(tmp_path: Path) -> tuple[Device, Device]:
    """Two devices with conflicts, deletes, a row brought back, a composite, an interaction."""
    one, other = Device(tmp_path, "one"), Device(tmp_path, "other")
    ids = [one.insert("account", name=f"Account {no}", street=f"Calle {no}", city="León") for no in range(6)]
    person = one.insert("contact", name="Ana", primary_account_id=ids[0], phone="1")
    one.insert("interaction", account_id=ids[0], type="visit", status="completed", occurred_on="2026-01-05", note="Talked")
    meet(one, other)
    one.update("contact", person, phone="2")
    other.update("contact", person, phone="3")
    one.update("account", ids[1], name="New name", revenue=5.0, currency="EUR")
    one.hide("account", ids[2])
    other.update("account", ids[2], city="Oviedo")
    other.hide("account", ids[3])
    other.hide("account", ids[4])
    other.unhide("account", ids[4])
    meet(one, other)
    return one, other


def test_a_snapshot_gives_what_all_frames_give(team: tuple[Device, Device], tmp_path: Path) -> None:
    """Rows before any frame has come; afterwards also history."""
    one, other = team
    frames = snapshot_of(one)
    fresh, slow = Device(tmp_path, "fresh"), Device(tmp_path, "slow")
    take_all(fresh, frames)
    assert told(fresh.db) == told(one.db)
    assert list(differences(fresh.db)) == []
    other.insert("account", name="Later")
    other.update("account", other.db.execute("select id from account where name = 'New name'").fetchone()[0], name="Newer")
    fresh.pull(other)
    slow.pull(other)
    same(fresh, slow)
    assert history(fresh.db) == history(slow.db)
    assert cover_of(fresh.db) is None
    assert fresh.db.execute("select count(*) from sync_frame where state <> 0").fetchone() == (0,)


def test_a_third_device_begins_with_a_snapshot(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Over a folder: the second device makes none, the third shows what the first two wrote."""
    monkeypatch.setattr(keeping, "WORTH_BYTES", 200)
    target = tmp_path / "share" / "team.rcsync.d"
    target.parent.mkdir()
    first = Member(tmp_path, "Ana", target)
    for no in range(20):
        first.add(f"Account {no}", f"city=Town {no}")
    first.sync()
    assert len(list(target.glob("*.rcsnap"))) == 1
    monkeypatch.setattr(keeping, "WORTH_BYTES", 8 << 20)
    second = Member(tmp_path, "Ben", target, team=None)
    second.join("Ben")
    second.set("Account 3", "city=Elsewhere")
    second.sync()
    third = Member(tmp_path, "Cem", target, team=None)
    seen: list[tuple[int, int, str]] = []
    with open_book(third.path) as book:
        report = join_team(book, str(target), "Cem", progress=lambda *step: seen.append(step))
    assert {words for *_, words in seen} == {"a snapshot", "frames"}
    assert report.sync.warnings == ()
    assert third.meta("sync_snapshot") is None
    until_quiet(first, second, third)
    assert third.read(lambda db: list(differences(db))) == []
    assert "Elsewhere" in third.ask("select city from account where name = 'Account 3'")
    assert len(list(target.glob("*.rcsnap"))) == 1
