"""Snapshots: what is loaded, with the frames that come later, is what all frames alone give."""

import random
import shutil
from pathlib import Path

import pytest

from repcockpit.services.book import open_book
from repcockpit.services.syncing import join_team
from repcockpit.store import log
from repcockpit.store.database import immediate
from repcockpit.store.erased import ErasedRow, erased_rows
from repcockpit.store.incarnations import own_replica
from repcockpit.store.log import Names
from repcockpit.store.roster import Retired, retire
from repcockpit.store.unit import Unit
from repcockpit.sync.blanks import MATCH, erased_name
from repcockpit.sync.container import FileHeader, file_chunks, scan
from repcockpit.sync.erasing import Erasing
from repcockpit.sync.frames import SNAPSHOT, FrameError, make_frame, plain_body
from repcockpit.sync.held import held_frames, held_keys
from repcockpit.sync.ingest import catch_up, ingest
from repcockpit.sync.merge.proof import differences
from repcockpit.sync.merge.records import Replicas
from repcockpit.sync.merge.replaying import rebuild_rows
from repcockpit.sync.merge.rows import Rows
from repcockpit.sync.retiring import settle_retired
from repcockpit.sync.seal import seal
from repcockpit.sync.snapshots import keeping, loading, making
from repcockpit.sync.snapshots.covers import cover_of, kept_frames
from repcockpit.sync.snapshots.loading import load
from repcockpit.sync.snapshots.making import make
from repcockpit.sync.snapshots.taking import check, take
from tests.sync.members import Member, until_quiet
from tests.sync.merge.devices import TEAM, Device, meet
from tests.sync.snapshots import history, same, snapshot_of, take_all, told


@pytest.fixture
def team(tmp_path: Path) -> tuple[Device, Device]:
    """Two devices with conflicts, deletes, a row brought back, a composite, an interaction."""
    one, other = Device(tmp_path, "one"), Device(tmp_path, "other")
    ids = [one.insert("account", name=f"Account {no}", street=f"Calle {no}", city="León") for no in range(6)]
    person = one.insert("contact", name="Ana", primary_account_id=ids[0], phone="1")
    one.insert(
        "interaction",
        account_id=ids[0],
        type="visit",
        status="completed",
        occurred_on="2026-01-05",
        note="Talked",
    )
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
    other.update(
        "account",
        other.db.execute("select id from account where name = 'New name'").fetchone()[0],
        name="Newer",
    )
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


def test_a_device_with_frames_takes_none(team: tuple[Device, Device], tmp_path: Path) -> None:
    """Nor one whose replica the snapshot knows, and a snapshot is taken once."""
    one, other = team
    frames = snapshot_of(one)
    with pytest.raises(FrameError, match="knows this device"):
        check(other.db, TEAM, frames)
    fresh = Device(tmp_path, "fresh")
    fresh.insert("account", name="Own")
    seal(fresh.db, TEAM)
    assert not take(fresh.db, check(fresh.db, TEAM, frames))
    late = Device(tmp_path, "late")
    take_all(late, frames)
    assert not take(late.db, check(late.db, TEAM, frames))


def test_a_killed_load_goes_on(
    team: tuple[Device, Device], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each commit holds rows and how far it came; what a person writes in between stays."""
    one, _ = team
    monkeypatch.setattr(making, "_PLAIN_BYTES", 300)
    monkeypatch.setattr(loading, "_COMMIT_BYTES", 1)
    frames = snapshot_of(one)
    assert len(frames) > 3
    fresh = Device(tmp_path, "fresh")
    assert take(fresh.db, check(fresh.db, TEAM, frames))
    written: bytes | None = None
    for _ in frames:
        with pytest.raises(KeyboardInterrupt):
            load(fresh.db, progress=_killed)
        row = fresh.db.execute("select id from account where _hidden = 0").fetchone()
        if row is not None and written is None:
            written = row[0]
            fresh.update("account", written, phone="600")
    assert not load(fresh.db)
    catch_up(fresh.db)
    assert list(differences(fresh.db)) == []
    assert written is not None
    fresh.pull(one)
    one.pull(fresh)
    assert one.one("account", written, "phone") == "600"
    same(one, fresh)


def _killed(done: int, total: int, words: str) -> None:
    raise KeyboardInterrupt


def test_own_rows_of_the_same_ids_are_merged(team: tuple[Device, Device], tmp_path: Path) -> None:
    """A device may know a row of the team before it comes: both values stand."""
    one, _ = team
    fresh = Device(tmp_path, "fresh")
    source = one.insert("source", id=b"s" * 16, name="One")
    fresh.insert("source", id=source, name="Fresh")
    one.insert("tag", id=b"t" * 16, name="vip")
    fresh.insert("tag", id=b"t" * 16, name="vip")
    take_all(fresh, snapshot_of(one))
    assert list(differences(fresh.db)) == []
    one.pull(fresh)
    fresh.pull(one)
    same(one, fresh)
    assert len(fresh.db.execute("select * from sync_head where differs = 1").fetchall()) == 2


def test_frames_may_come_in_any_order(team: tuple[Device, Device], tmp_path: Path) -> None:
    """One by one, the newest first: the rows are right all the time, and history is whole at the end."""
    one, other = team
    frames = snapshot_of(one)
    other.update("account", other.db.execute("select min(id) from account").fetchone()[0], name="Later")
    one.pull(other)
    fresh = Device(tmp_path, "fresh")
    take_all(fresh, frames)
    for frame in reversed(list(held_frames(one.db))):
        assert cover_of(fresh.db) is not None
        ingest(fresh.db, TEAM, [frame])
        assert list(differences(fresh.db)) == []
    assert cover_of(fresh.db) is None
    same(one, fresh)
    assert history(one.db) == history(fresh.db)


def test_a_fork_that_nobody_knew_waits_for_what_is_covered(tmp_path: Path) -> None:
    """A copied book seals a transaction again: it is applied once, whichever frame comes first."""
    one, other = Device(tmp_path, "one"), Device(tmp_path, "other")
    row = one.insert("account", name="First")
    seal(one.db, TEAM)
    one.update("account", row, name="Second")
    one.db.execute("pragma wal_checkpoint(truncate)").fetchall()
    shutil.copy(one.path, tmp_path / "twin.db")
    twin = Device(tmp_path, "twin")
    one.update("account", row, name="Third")
    other.pull(one)
    twin.insert("account", name="Of the twin")
    seal(twin.db, TEAM)
    frames = snapshot_of(other)
    fresh = Device(tmp_path, "fresh")
    take_all(fresh, frames)
    ingest(fresh.db, TEAM, held_frames(twin.db))
    assert fresh.one("account", row, "name") == "Third"
    assert fresh.db.execute("select count(*) from account").fetchone() == (1,)
    fresh.pull(other)
    other.pull(twin)
    same(fresh, other)
    assert fresh.db.execute("select count(*) from account").fetchone() == (2,)
    again = Device(tmp_path, "again")
    take_all(again, snapshot_of(other))
    again.pull(other)
    same(again, other)


def test_a_row_is_built_anew_beside_a_snapshot(team: tuple[Device, Device], tmp_path: Path) -> None:
    """A state record asks for all records of its row: the snapshot stands for those that have not come."""
    one, _ = team
    fresh, late = Device(tmp_path, "fresh"), Device(tmp_path, "late")
    take_all(fresh, snapshot_of(one))
    (row,) = one.db.execute("select id from account where name = 'New name'").fetchone()
    names, replicas = Names(fresh.db), Replicas(fresh.db)
    rows = Rows(fresh.db, names, replicas.order)
    before = told(fresh.db)
    with immediate(fresh.db):
        rebuild_rows(fresh.db, rows, replicas, {"account": {row}})
    assert told(fresh.db) == before
    frames = list(held_frames(one.db))
    ingest(fresh.db, TEAM, frames[: len(frames) // 2])
    with immediate(fresh.db):
        rebuild_rows(fresh.db, rows, replicas, {"account": {row}})
    assert told(fresh.db) == before
    late.pull(one)
    fresh.pull(one)
    same(late, fresh)


def test_damage_anywhere_is_found(team: tuple[Device, Device], tmp_path: Path) -> None:
    """A flipped or missing byte leaves a device without rows, never with wrong ones."""
    one, _ = team
    raw = b"".join(file_chunks(FileHeader(TEAM, "Iberia"), snapshot_of(one)))
    chance = random.Random(7)
    fresh = Device(tmp_path, "fresh")
    for _ in range(150):
        at = chance.randrange(len(raw))
        bad = raw[:at] + bytes([raw[at] ^ 1 << chance.randrange(8)]) + raw[at + 1 :]
        found = scan(chance.choice((bad, raw[:at])))
        if found.damages or not found.is_complete:
            continue
        with pytest.raises(FrameError):
            check(fresh.db, TEAM, found.frames)
    assert fresh.db.execute("select count(*) from sync_frame").fetchone() == (0,)


def test_what_says_something_odd_is_not_taken(team: tuple[Device, Device], tmp_path: Path) -> None:
    """Another team's, a newer schema's, part of one, plain frames."""
    one, _ = team
    frames = snapshot_of(one)
    fresh = Device(tmp_path, "fresh")
    with pytest.raises(FrameError, match="another team"):
        check(fresh.db, b"U" * 16, frames)
    with pytest.raises(FrameError, match="empty"):
        check(fresh.db, TEAM, [])
    with pytest.raises(FrameError, match="no snapshot"):
        check(fresh.db, TEAM, list(held_frames(one.db)))
    one.db.execute("update meta set value = value + 1 where key = 'schema'")
    with pytest.raises(FrameError, match="newer"):
        check(fresh.db, TEAM, snapshot_of(one))
    one.db.execute("update meta set value = value - 1 where key = 'schema'")


@pytest.mark.parametrize("hurt", ["place", "writer", "short", "column", "kind", "names"])
def test_a_part_that_does_not_add_up_is_refused(
    hurt: str, team: tuple[Device, Device], tmp_path: Path
) -> None:
    """Whatever a frame says of rows is checked before it is believed."""
    one, _ = team
    (frame,) = snapshot_of(one)
    raw = log.decode(plain_body(frame))
    part = raw[7]
    table = part[4][0]
    if hurt == "place":
        table[5][0][0] = 999
    elif hurt == "writer":
        part[3][0] = 77
    elif hurt == "short":
        table[2] = table[2][:-1]
    elif hurt == "column":
        table[3][0].pop()
    elif hurt == "kind":
        table[3][0][0] = [[1]]
    else:
        raw[3][table[1][0]] = "due_on"
    changed = make_frame(
        team=TEAM,
        replica=frame.header.replica,
        seq=1,
        schema=frame.header.schema,
        plain=log.encode(raw),
        flags=SNAPSHOT,
    )
    with pytest.raises(FrameError):
        check(Device(tmp_path, "fresh").db, TEAM, [changed])


def test_nobody_makes_one_of_what_he_cannot_read(team: tuple[Device, Device]) -> None:
    """Frames that wait, unsealed changes, a newer version's records."""
    one, _ = team
    assert make(one.db, TEAM) is not None
    one.insert("account", name="Unsealed")
    assert make(one.db, TEAM) is None
    seal(one.db, TEAM)
    assert make(one.db, TEAM) is not None
    one.db.execute("update sync_frame set state = 1 where no = 1")
    assert make(one.db, TEAM) is None
    one.db.execute("update sync_frame set state = 0 where no = 1")
    one.db.execute("insert into sync_unknown values (1, x'00', 0, 1, 1, null)")
    assert make(one.db, TEAM) is None


def test_an_erase_reaches_what_a_snapshot_brought(team: tuple[Device, Device], tmp_path: Path) -> None:
    """The snapshot is older than the erase, and frames are missing: the value goes from all there is."""
    one, _ = team
    frames = snapshot_of(one)
    (person,) = one.db.execute("select id from contact").fetchone()
    everything = list(held_frames(one.db))
    fresh, slow = Device(tmp_path, "fresh"), Device(tmp_path, "slow")
    take_all(fresh, frames)
    erased = ErasedRow("contact", person, frozenset({"name", "phone"}), None, b"m" * 32)
    with Unit(one.db, "", kind="erase") as unit:
        erasing = Erasing(unit.db, names=unit.names)
        erasing.take([erased])
        erasing.finish()
        number = unit.names.number
        new = {number("name"): None, number("phone"): None, number(MATCH): erased.match}
        unit.journal.add("contact", [[5, number("contact"), person, 0, new, {}, []]], [None])
    seal(one.db, TEAM)
    last = list(held_frames(one.db, held_keys(one.db) - {frame.key for frame in everything}))
    for device in (fresh, slow):
        ingest(device.db, TEAM, last, erasing=Erasing(device.db))
    assert fresh.one("contact", person, "name", "phone") == (erased_name(person), None)
    kept = b"".join(plain_body(frame) for frame in kept_frames(fresh.db))
    assert kept
    assert b"Ana" not in kept
    for device in (fresh, slow):
        ingest(device.db, TEAM, everything, erasing=Erasing(device.db))
    same(fresh, slow)
    third = Device(tmp_path, "third")
    take_all(third, snapshot_of(fresh))
    assert len(erased_rows(third.db)) == 1
    assert told(third.db) == told(fresh.db)


def test_who_was_retired_meanwhile_counts_no_more(tmp_path: Path) -> None:
    """The snapshot holds what the team retired after it: once all has come, the rows are without it."""
    one, other, boss = (Device(tmp_path, name) for name in ("one", "other", "boss"))
    row = one.insert("account", name="First")
    meet(one, other)
    other.update("account", row, name="By who leaves")
    meet(one, other, boss)
    frames = snapshot_of(one)
    gone = own_replica(other.db).id
    with Unit(boss.db, "retire", kind="join") as unit:
        retire(unit, gone, Retired(0, 0, b""))
    with immediate(boss.db):
        settle_retired(boss.db, [gone])
    assert boss.one("account", row, "name") == "First"
    for is_early in (True, False):
        fresh = Device(tmp_path, f"fresh {is_early}")
        take_all(fresh, frames)
        seal(boss.db, TEAM)
        every = list(held_frames(boss.db))
        last = [frame for frame in every if frame.header.replica == own_replica(boss.db).id]
        for some in (last, every) if is_early else (every, last):
            ingest(fresh.db, TEAM, some)
        same(fresh, boss)
        assert fresh.one("account", row, "name") == "First"
