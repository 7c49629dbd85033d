"""Leaving: what stays on the machine when the program is removed, and deleting a book where somebody says so."""

import re
import sqlite3
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from repcockpit import paths
from repcockpit.domain.errors import CockpitError, RefusedError
from repcockpit.domain.views.leaving import DeletedView, LeavingView, Remains
from repcockpit.services.book import Book, open_book
from repcockpit.services.installation import installation
from repcockpit.services.sync_counts import sync_counts, sync_target
from repcockpit.store import backup as copies
from repcockpit.store.reads.leaving import own_replicas, record_counts, team_id

_BACKUP = r"-(\d{4}-\d\d-\d\d|before-|damaged-)"
"""Behind the name of the book: the day, or why it was kept. Another book's name may begin with this one's."""


def leaving_view(database: Path) -> LeavingView:
    """What stays; of a database that cannot be opened its files alone. Changes nothing."""
    book: Book | None = None
    with suppress(CockpitError, sqlite3.Error):
        book = open_book(database, create=False) if database.exists() else None
    program = installation()
    counts: tuple[int | None, int | None] = (None, None)
    unsynced, target = 0, None
    keys: tuple[str, ...] = ()
    if book is not None:
        with book:
            counts = record_counts(book.db)
            unsynced, target = sync_counts(book)[0], sync_target(book)
            keys = _keys(book)
    return LeavingView(
        str(database), database.exists(), *counts, unsynced, target,
        program.by, program.place, program.remove, _remains(database, target), keys,
    )  # fmt: skip


def _keys(book: Book) -> tuple[str, ...]:
    """The names of the secrets that are kept here for the book's team and its replicas."""
    from repcockpit.sync.crypto.keys import secret  # noqa: PLC0415 -- msgspec and the keyring

    team = team_id(book.db)
    names = [f"team-{team.hex()}", f"seed-{team.hex()}"] if team else []
    names += [f"sign-{one.hex()}" for one in own_replicas(book.db)]
    return tuple(name for name in names if secret(name) is not None)


def _remains(database: Path, target: str | None) -> tuple[Remains, ...]:
    state, log = paths.state_folder(), paths.log_folder()
    lines = [
        _line("book", str(database), _book_files(database), "everything you entered and imported"),
        _line("backups", str(copies.backup_folder(database)), _backups(database), "copies of the book"),
        _line(
            "settings", str(paths.settings_file()), [paths.settings_file()], "theme, keys, how often to sync"
        ),
        _line("state", str(state), _below(state), "what the screens remember, drafts, keys of the team"),
        _line("log", str(log), log.glob("crash*.txt"), "crash reports"),
    ]
    if target:
        lines.append(Remains("team", target, 0, 0, "the team's: it stays, for the others too"))
    return tuple(lines)


def _line(name: str, path: str, files: Iterable[Path], about: str) -> Remains:
    sizes = []
    for file in files:
        with suppress(OSError):
            sizes.append(file.stat().st_size)
    return Remains(name, path, len(sizes), sum(sizes), about)


def _book_files(database: Path) -> list[Path]:
    return [database, *(database.with_name(database.name + end) for end in ("-wal", "-shm", "-journal"))]


def _backups(database: Path) -> list[Path]:
    form = re.compile(re.escape(database.stem) + _BACKUP)
    return [one for one in copies.automatic_backups(database) if form.match(one.name)]


def _below(folder: Path) -> list[Path]:
    return [one for one in folder.rglob("*") if one.is_file()] if folder.is_dir() else []


def delete_book(database: Path) -> DeletedView:
    """Delete a book, its backups and the keys of its team; the default one's settings, state and reports too.

    Files that this program did not make stay, and so does the team's file. Raises RefusedError where another
    cockpit has the book open.
    """
    view = leaving_view(database)
    _closed(database)
    is_default = database.resolve() == paths.database_file().resolve()
    files = [*_book_files(database), *_backups(database), *_own_state(database, view.keys, whole=is_default)]
    _drop_keys(view.keys)
    deleted, failed = [], []
    for file in dict.fromkeys(files):
        if not file.exists():
            continue
        try:
            file.unlink()
        except OSError as problem:
            failed.append(f"{file}: {problem.strerror}")
        else:
            deleted.append(str(file))
    folders = [copies.backup_folder(database)]
    if is_default:
        state = paths.state_folder()
        folders += [
            paths.log_folder(),
            state / "sync",
            state / "secrets",
            state,
            paths.settings_file().parent,
        ]
        folders.append(paths.data_folder())
    for folder in folders:
        with suppress(OSError):  # what is not empty holds something that is not ours
            folder.rmdir()
            deleted.append(str(folder))
    return DeletedView(tuple(deleted), tuple(failed))


def _closed(database: Path) -> None:
    """Raise RefusedError where somebody else has the file open: in write-ahead mode only a lone user may leave it."""
    if not database.exists():
        return
    with suppress(sqlite3.DatabaseError):
        db = sqlite3.connect(database, isolation_level=None, timeout=0)
        try:
            (mode,) = db.execute("pragma journal_mode = delete").fetchone()
        except sqlite3.OperationalError as problem:
            if "locked" not in str(problem):
                return
            mode = "wal"
        finally:
            db.close()
        if mode != "delete":
            raise RefusedError(f"{database} is open in another cockpit", "close it there first")


def _own_state(database: Path, keys: Iterable[str], *, whole: bool) -> list[Path]:
    """The state file of the sync and the keys' files; with `whole` everything of this program in its folders."""
    from repcockpit.sync.replicas import state_file  # noqa: PLC0415 -- OpenSSL

    state = paths.state_folder()
    found = [state_file(database), *(state / "secrets" / name for name in keys)]
    if whole:
        found += [paths.settings_file(), *paths.log_folder().glob("crash*.txt")]
        found += [*state.glob("screens-*.json"), *state.glob("drafts*.json"), state / "machine-id"]
    return found


def _drop_keys(keys: Iterable[str]) -> None:
    from repcockpit.sync.crypto.keys import drop_secret  # noqa: PLC0415 -- as above

    for name in keys:
        with suppress(OSError):
            drop_secret(name)
