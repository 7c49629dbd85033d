"""A database that is not the one it was is noticed before it writes."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from repcockpit import paths
from repcockpit.domain.errors import ReadOnlyError
from repcockpit.services.book import open_book
from repcockpit.services.care import restore
from repcockpit.store.backup import write_backup
from repcockpit.store.database import immediate, open_database, set_meta
from repcockpit.store.incarnations import own_replica
from repcockpit.sync import replicas


@pytest.fixture
def db(database: Path) -> Iterator[sqlite3.Connection]:
    with closing(open_database(database)) as opened:
        yield opened


def write(path: Path, name: str) -> None:
    with open_book(path) as book, book.write(f"Enter {name}") as unit:
        unit.insert("account", {"name": name})


def seal(db: sqlite3.Connection, seq: int) -> None:
    """A stand-in for a sealed frame: its key alone."""
    me = own_replica(db)
    db.execute(
        "insert into sync_frame (stream, replica, seq, identity, state) values (0, ?, ?, ?, 0)",
        (me.id, seq, bytes([seq]) * 32),
    )


def copied(database: Path, name: str) -> Path:
    other = database.with_name(name)
    shutil.copyfile(database, other)
    return other


def test_before_anything_was_sealed_nothing_is_in_doubt(db: sqlite3.Connection, database: Path) -> None:
    assert replicas.doubt(db, database) is None
    assert replicas.is_sure(db, database)
    assert not replicas.state_file(database).exists()


def test_the_state_file_says_where_the_database_stands(db: sqlite3.Connection, database: Path) -> None:
    write(database, "Northglass")
    seal(db, 1)
    assert replicas.settle_self(db, database) == "copy", "sealed, and no state file"
    seal(db, 1)
    replicas.note_self(db, database)
    note = replicas.own_note(db, database)
    assert (note.seq, note.identity, note.replica) == (1, b"\1" * 32, own_replica(db).id)
    assert replicas.settle_self(db, database) is None
    assert replicas.is_sure(db, database)
    assert oct(replicas.state_file(database).stat().st_mode & 0o777) == "0o600"


def noted(db: sqlite3.Connection, database: Path) -> bytes:
    seal(db, 1)
    replicas.note_self(db, database)
    assert replicas.settle_self(db, database) is None
    return own_replica(db).id


def test_a_copy_at_another_path_goes_on_as_a_new_replica(db: sqlite3.Connection, database: Path) -> None:
    first = noted(db, database)
    db.execute("pragma wal_checkpoint(truncate)")
    other = copied(database, "copy.db")
    with closing(open_database(other)) as clone:
        assert not replicas.is_sure(clone, other)
        assert replicas.settle_self(clone, other) == "copy"
        me = own_replica(clone)
        assert me.id != first
        row = clone.execute("select reason, successor_of from replica where no = ?", (me.no,)).fetchone()
        assert row == ("copy", first)
        assert replicas.settle_self(clone, other) is None
    assert replicas.settle_self(db, database) is None


def test_another_machine_is_noticed(
    db: sqlite3.Connection, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    noted(db, database)
    monkeypatch.setattr(replicas, "machine_id", lambda: "another")
    assert replicas.doubt(db, database) == "copy"
    assert replicas.settle_self(db, database) == "copy"
    assert replicas.doubt(db, database) is None


def test_a_database_set_back_by_hand_is_behind_its_state_file(db: sqlite3.Connection, database: Path) -> None:
    noted(db, database)
    db.execute("pragma wal_checkpoint(truncate)")
    yesterday = copied(database, "yesterday.db")
    seal(db, 2)
    replicas.note_self(db, database)
    db.execute("pragma wal_checkpoint(truncate)")
    db.close()
    shutil.copyfile(yesterday, database)
    with closing(open_database(database)) as back:
        assert not replicas.is_sure(back, database)
        assert replicas.settle_self(back, database) == "restore"
        assert replicas.settle_self(back, database) is None


@pytest.mark.parametrize("damage", [None, b"", b"{", b"[]", b'{"form": 9}', b"\xff\xfe"])
def test_a_state_file_that_cannot_be_read_is_a_doubt(
    db: sqlite3.Connection, database: Path, damage: bytes | None
) -> None:
    noted(db, database)
    place = replicas.state_file(database)
    place.unlink() if damage is None else place.write_bytes(damage)
    assert replicas.settle_self(db, database) == "copy"
    assert replicas.settle_self(db, database) is None


def test_the_note_of_another_database_at_this_path_is_replaced(
    db: sqlite3.Connection, database: Path
) -> None:
    noted(db, database)
    db.close()
    for end in ("", "-wal", "-shm"):
        Path(f"{database}{end}").unlink(missing_ok=True)
    with closing(open_database(database)) as other:
        assert replicas.settle_self(other, database) is None
        assert replicas.own_note(other, database).seq == 0
        assert replicas.is_sure(other, database)


def test_a_restored_backup_writes_as_a_new_replica_once(db: sqlite3.Connection, database: Path) -> None:
    first = noted(db, database)
    kept = write_backup(db, database.with_name("kept.db"))
    db.close()
    restore(database, kept)
    with closing(open_database(database)) as back:
        fresh = own_replica(back)
        assert fresh.id != first
        assert back.execute("select reason from replica where no = ?", (fresh.no,)).fetchone() == ("restore",)
        assert replicas.settle_self(back, database) is None
        assert own_replica(back) == fresh


def test_the_first_write_of_a_copied_team_book_is_a_new_replicas(
    db: sqlite3.Connection, database: Path
) -> None:
    with immediate(db):
        set_meta(db, "team_id", b"t" * 16)
    first = noted(db, database)
    write(database, "Northglass")
    db.execute("pragma wal_checkpoint(truncate)")
    other = copied(database, "copy.db")
    write(other, "Kan-code")
    write(other, "Zenit")
    with closing(open_database(other)) as clone:
        made = clone.execute("select replica_no, n from txn order by no").fetchall()
        assert made == [(1, 1), (2, 1), (2, 2)]
    assert own_replica(db).id == first


def test_a_state_folder_that_cannot_be_written_stops_a_sync_and_no_write(
    db: sqlite3.Connection, database: Path
) -> None:
    noted(db, database)
    shutil.rmtree(paths.state_folder() / "sync")
    (paths.state_folder() / "sync").write_text("a file in the way")
    with pytest.raises(ReadOnlyError):
        replicas.settle_self(db, database)
    assert replicas.settle_self(db, database, is_write=True) is None
    assert own_replica(db).no == 1


def test_the_machine_has_one_name(monkeypatch: pytest.MonkeyPatch) -> None:
    from repcockpit.sync import machine  # noqa: PLC0415 -- its parts are replaced

    assert machine.machine_id() == machine.machine_id()
    monkeypatch.setattr(machine, "_of_system", lambda: None)
    assert len(machine.machine_id()) == 32
    assert machine.machine_id() == machine.machine_id()
