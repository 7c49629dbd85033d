"""Backups come back exactly; the automatic ones are fourteen; nothing is lost by a restore."""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from repcockpit.clock import Clock
from repcockpit.domain.errors import (
    BadFileError,
    CorruptError,
    ExistsError,
    ForeignError,
    LockedError,
    NewerVersionError,
    ReadOnlyError,
    RefusedError,
)
from repcockpit.services.book import Book, open_book
from repcockpit.services.care import backup, backups, keep_daily_backup, paths_view, restore
from repcockpit.services.history import history, undo
from repcockpit.store import backup as copies
from repcockpit.store.database import open_database
from repcockpit.sync.merge.proof import differences
from tests.services.seeding import fresh_book


@pytest.fixture
def book(database: Path) -> Iterator[Book]:
    opened = fresh_book(database)
    yield opened
    opened.close()


def _add(book: Book, name: str) -> bytes:
    with book.write(f"add {name}") as unit:
        return unit.insert("account", {"name": name})


def _names(book: Book) -> list[str]:
    return [row[0] for row in book.db.execute("select name from account where _hidden = 0 order by name")]


def test_a_backup_and_back(book: Book, tmp_path: Path) -> None:
    _add(book, "Acme")
    view = backup(book, tmp_path / "copy.db")
    assert view.bytes == (tmp_path / "copy.db").stat().st_size
    assert (tmp_path / "copy.db").stat().st_mode & 0o777 == 0o600
    _add(book, "Bolt")
    restored = restore(book.path, tmp_path / "copy.db")
    assert _names(book) == ["Acme"]
    assert list(differences(book.db)) == []
    assert restored.kept is not None
    restore(book.path, Path(restored.kept))
    assert _names(book) == ["Acme", "Bolt"]


def test_a_restored_device_writes_under_a_new_replica(book: Book, tmp_path: Path) -> None:
    _add(book, "Acme")
    backup(book, tmp_path / "copy.db")
    restore(book.path, tmp_path / "copy.db")
    _add(book, "Bolt")
    rows = book.db.execute("select no, reason, successor_of from replica order by no").fetchall()
    first = book.db.execute("select id from replica where no = 1").fetchone()[0]
    assert rows == [(1, "new", None), (2, "restore", first)]
    assert book.db.execute("select replica_no, n from txn order by no desc").fetchone() == (2, 1)
    assert undo(book).undone
    assert undo(book).undone
    assert _names(book) == []
    assert list(differences(book.db)) == []


def test_where_no_path_is_given_and_where_a_folder_is(book: Book, tmp_path: Path) -> None:
    assert Path(backup(book).path).parent == book.path.parent / "backups"
    assert Path(backup(book, tmp_path).path).parent == tmp_path
    assert len(backups(book.path)) == 1


def test_an_existing_file_is_not_overwritten_without_force(book: Book, tmp_path: Path) -> None:
    target = tmp_path / "copy.db"
    target.write_text("precious")
    with pytest.raises(ExistsError):
        backup(book, target)
    assert target.read_text() == "precious"
    backup(book, target, force=True)
    copies.check_backup(target)


def test_a_backup_that_cannot_be_written_leaves_nothing(book: Book, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(ReadOnlyError):
        backup(book, tmp_path / "file" / "copy.db")
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["file"]


def test_once_a_day_and_fourteen_kept(book: Book) -> None:
    first = date(2026, 11, 1)
    for number in range(20):
        day = first + timedelta(days=number)
        assert copies.daily_backup(book.db, book.path, day) is not None
        assert copies.daily_backup(book.db, book.path, day) is None
    held = [path.name for path in copies.automatic_backups(book.path)]
    assert held == [f"repcockpit-2026-11-{day:02}.db" for day in range(7, 21)]


def test_a_clock_that_was_ahead_does_not_cost_todays_backup(book: Book) -> None:
    for number in range(14):
        copies.daily_backup(book.db, book.path, date(2036, 1, 1) + timedelta(days=number))
    written = copies.daily_backup(book.db, book.path, date(2026, 11, 24))
    assert written is not None
    assert written.exists()
    assert len(copies.automatic_backups(book.path)) == 14


def test_the_daily_backup_ignores_now_and_a_demo(book: Book) -> None:
    written = keep_daily_backup(book)
    assert written is not None
    assert written.name == f"repcockpit-{Clock(book.zone).today()}.db"
    assert keep_daily_backup(book) is None
    written.unlink()
    book.db.execute("insert into meta values ('is_demo', 1)")
    assert keep_daily_backup(book) is None


def test_what_is_no_backup_is_refused_and_nothing_changes(book: Book, tmp_path: Path) -> None:
    _add(book, "Acme")
    good = Path(backup(book, tmp_path / "good.db").path)
    text, foreign, newer, cut, flipped = (
        tmp_path / name for name in ("text.db", "foreign.db", "newer.db", "cut.db", "flipped.db")
    )
    text.write_text("not a database, but long enough to look like a file" * 9)
    with sqlite3.connect(foreign) as other:
        other.execute("create table t (x)")
    other.close()
    shutil.copy(good, newer)
    with sqlite3.connect(newer) as later:
        later.execute("pragma user_version = 999")
    later.close()
    raw = good.read_bytes()
    cut.write_bytes(raw[: len(raw) // 2])
    flipped.write_bytes(raw[:6000] + bytes(byte ^ 255 for byte in raw[6000:9000]) + raw[9000:])
    before = list(book.path.parent.rglob("*"))
    for path, error in (
        (tmp_path / "absent.db", BadFileError),
        (tmp_path, BadFileError),
        (text, BadFileError),
        (foreign, ForeignError),
        (newer, NewerVersionError),
        (cut, (CorruptError, BadFileError)),
        (flipped, (CorruptError, BadFileError)),
        (book.path, RefusedError),
    ):
        with pytest.raises(error):
            restore(book.path, path)
    assert _names(book) == ["Acme"]
    assert [path for path in before if not path.exists()] == []


def test_a_restore_waits_for_a_writer_and_then_gives_up(
    book: Book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _add(book, "Acme")
    good = Path(backup(book, tmp_path / "good.db").path)
    _add(book, "Bolt")
    monkeypatch.setattr(copies, "BUSY_SECONDS", 0.2)
    writer = sqlite3.connect(book.path, isolation_level=None)
    writer.execute("begin immediate")
    live = open_database(book.path, busy_seconds=0.1)
    with pytest.raises(LockedError):
        copies.restore_backup(live, book.path, good)
    live.close()
    writer.execute("rollback")
    writer.close()
    assert _names(book) == ["Acme", "Bolt"]
    assert not list((book.path.parent / "backups").glob(".*"))


def test_another_cockpit_goes_on_with_the_restored_data(book: Book, tmp_path: Path) -> None:
    _add(book, "Acme")
    good = Path(backup(book, tmp_path / "good.db").path)
    _add(book, "Bolt")
    with open_book(book.path) as other:
        assert _names(other) == ["Acme", "Bolt"]
        restore(book.path, good)
        assert _names(other) == ["Acme"]
        _add(other, "Coil")
    assert _names(book) == ["Acme", "Coil"]
    assert list(differences(book.db)) == []


def test_restoring_the_oldest_of_many_kept_copies_does_not_cost_it(book: Book, tmp_path: Path) -> None:
    _add(book, "Acme")
    good = Path(backup(book, tmp_path / "good.db").path)
    oldest = Path(restore(book.path, good).kept or "")
    for _ in range(16):
        restore(book.path, oldest)
    kept = list((book.path.parent / "backups").glob("*-before-restore-*"))
    assert oldest in kept
    assert len(kept) == copies.DAILY_KEPT
    assert _names(book) == ["Acme"]


def test_a_restore_where_there_is_no_database_yet(book: Book, tmp_path: Path) -> None:
    _add(book, "Acme")
    good = Path(backup(book, tmp_path / "good.db").path)
    fresh = tmp_path / "new" / "book.db"
    assert restore(fresh, good).kept is None
    with open_book(fresh) as other:
        assert _names(other) == ["Acme"]
        assert len(history(other)) == len(history(book))


def test_a_damaged_database_is_moved_aside_and_kept(book: Book, tmp_path: Path) -> None:
    _add(book, "Acme")
    good = Path(backup(book, tmp_path / "good.db").path)
    book.db.execute("pragma wal_checkpoint(truncate)")
    book.close()
    raw = book.path.read_bytes()
    book.path.write_bytes(raw[: len(raw) // 2])
    with pytest.raises(CorruptError, match="cut short"):
        open_book(book.path)
    kept = restore(book.path, good).kept
    assert kept is not None
    assert Path(kept).read_bytes() == raw[: len(raw) // 2]
    with open_book(book.path) as again:
        assert _names(again) == ["Acme"]


def test_an_older_backup_is_upgraded_on_its_way(
    book: Book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _add(book, "Acme")
    good = Path(backup(book, tmp_path / "good.db").path)
    book.close()
    from repcockpit.store import database as databases  # noqa: PLC0415 -- its steps are replaced
    from repcockpit.store.migrations import SCHEMA, STEPS  # noqa: PLC0415 -- the same

    def later(db: sqlite3.Connection) -> None:
        db.execute("create table later (x)")

    monkeypatch.setattr(databases, "STEPS", (*STEPS, later))
    monkeypatch.setattr(databases, "SCHEMA", SCHEMA + 1)
    monkeypatch.setattr(copies, "SCHEMA", SCHEMA + 1)
    restore(book.path, good)
    with sqlite3.connect(book.path) as raw:
        assert raw.execute("pragma user_version").fetchone() == (SCHEMA + 1,)
        assert raw.execute("select count(*) from later").fetchone() == (0,)
    raw.close()
    assert list((book.path.parent / "backups").glob(f"*-before-upgrade-from-{SCHEMA}.db"))


def test_paths_and_rights(book: Book) -> None:
    view = paths_view(book.path)
    assert view.db == str(book.path)
    assert Path(view.backups) == book.path.parent / "backups"
    assert view.settings.startswith(os.environ["REPCOCKPIT_HOME"])
    keep_daily_backup(book)
    modes = {path.stat().st_mode & 0o777 for path in book.path.parent.rglob("*") if path.is_file()}
    assert modes == {0o600}
    assert book.path.parent.stat().st_mode & 0o777 == 0o700
    assert (book.path.parent / "backups").stat().st_mode & 0o777 == 0o700
