"""Care of the data on this machine: backup, restore, where the files are."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from repcockpit import paths
from repcockpit.clock import Clock, wall_ms
from repcockpit.domain.errors import CorruptError, ExistsError
from repcockpit.domain.views.care import BackupView, PathsView, RestoreView
from repcockpit.services.cloud_folders import cloud_folder
from repcockpit.store import backup as copies
from repcockpit.store.database import meta_value, open_database
from repcockpit.store.encrypted import begins_encrypted, plain_copy, write_encrypted_backup
from repcockpit.store.erased import DUE, erased_rows

if TYPE_CHECKING:
    from collections.abc import Callable

    from repcockpit.services.book import Book


def backup(
    book: "Book", target: Path | None = None, *, force: bool = False, passphrase: str | None = None
) -> BackupView:
    """Copy the database to `target` (a file, or a folder to name one in), else to the default folder.

    With a passphrase the copy is encrypted. Raises ExistsError where the file is there and `force` is not given, BadFileError, ReadOnlyError or
    DiskFullError.
    """
    moment = Clock(book.zone).now()
    place = (target or copies.backup_folder(book.path)).expanduser()
    if target is None or place.is_dir():
        place = (
            place
            / f"{book.path.stem}-{moment:%Y-%m-%d-%H%M%S}{'.db' if passphrase is None else copies.ENCRYPTED}"
        )
    if place.exists() and not force:
        raise ExistsError(f"{place} exists", "choose another name, or give --force")
    if passphrase is None:
        written = copies.write_backup(book.db, place)
    else:
        written = write_encrypted_backup(book.db, book.path, place, passphrase)
    return BackupView(str(written), written.stat().st_size, moment)


def keep_daily_backup(book: "Book") -> Path | None:
    """Today's automatic backup, by the real clock and never by `--now`; None where it is there already.

    It reads through a connection of its own, so that a thread may copy while the book is used. Raises what
    `backup` raises: the caller decides whether that stops anything.
    """
    with closing(open_database(book.path, create=False)) as db:
        if meta_value(db, DUE):  # a process was killed before the files beside the book were blanked
            from repcockpit.sync.scrubbing import scrub  # noqa: PLC0415 -- rare
            from repcockpit.sync.switch import kept_keyring  # noqa: PLC0415 -- the same

            keyring = kept_keyring(db)
            scrub(db, book.path, keyring, keyring)
        return copies.daily_backup(db, book.path, Clock(book.zone).today())


def restore(database: Path, source: Path, passphrase: str | None = None) -> RestoreView:
    """Bring the backup `source` into the database at `database`, which need not exist or be whole.

    What was there before is kept beside the other backups. Other cockpits on it go on with the restored
    data. Raises BadFileError, CorruptError, ForeignError, NewerVersionError, RefusedError (also for a wrong
    passphrase) or LockedError; then nothing has changed.
    """
    with plain_copy(source, database, passphrase) as plain:
        return _restored(database, plain)._replace(source=str(source))


def _restored(database: Path, source: Path) -> RestoreView:
    copies.check_backup(source)
    was_there = database.exists()
    try:
        db = open_database(
            database,
            before_upgrade=lambda live, version: copies.backup_before_upgrade(live, database, version),
        )
    except CorruptError:
        kept = copies.restore_over_damaged(database, source)
        return RestoreView(str(database), str(source), str(kept))
    try:
        kept = copies.restore_backup(db, database, source, _without_the_erased(db))
    finally:
        db.close()
    if not was_there:
        kept.unlink(missing_ok=True)
    return RestoreView(str(database), str(source), str(kept) if was_there else None)


def _without_the_erased(db: sqlite3.Connection) -> "Callable[[sqlite3.Connection], None] | None":
    """What takes out of a copy whom this device has erased since; None where nobody was."""
    rows = erased_rows(db)
    if not rows:
        return None
    from repcockpit.sync.scrubbing import blank_copy  # noqa: PLC0415 -- only where somebody was erased
    from repcockpit.sync.switch import kept_keyring  # noqa: PLC0415 -- the same

    keyring = kept_keyring(db)
    return lambda copy: blank_copy(copy, rows, keyring, keyring)


def is_encrypted_backup(source: Path) -> bool:
    """Whether a restore of `source` needs a passphrase."""
    return begins_encrypted(source)


def backups(database: Path) -> tuple[BackupView, ...]:
    """Every automatic backup of a database, oldest first."""
    found = []
    for path in copies.automatic_backups(database):
        facts = path.stat()
        found.append(
            BackupView(str(path), facts.st_size, datetime.fromtimestamp(facts.st_mtime, UTC).astimezone())
        )
    return tuple(sorted(found, key=lambda one: one.at))


def paths_view(database: Path | None = None) -> PathsView:
    """Where data, settings, state and logs live."""
    place = database or paths.database_file()
    found = cloud_folder(place)
    return PathsView(
        str(place),
        str(copies.backup_folder(place)),
        str(paths.data_folder()),
        str(paths.settings_file()),
        str(paths.state_folder()),
        str(paths.log_folder()),
        found.client if found else None,
    )


def days_since(view: BackupView) -> int:
    """Whole days since a backup was written."""
    return int((wall_ms() / 1000 - view.at.timestamp()) // 86_400)
