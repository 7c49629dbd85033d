"""The restore drill: a backup is opened in a place of its own and looked at whole; the live book is not touched."""

import shutil
import sqlite3
import tempfile
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from repcockpit.clock import wall_ms
from repcockpit.domain.views.care import DrillView
from repcockpit.services.care import backups
from repcockpit.services.doctor import SERIOUS, database_checks
from repcockpit.store import backup as copies
from repcockpit.store.database import open_database
from repcockpit.store.encrypted import begins_encrypted, plain_copy
from repcockpit.store.reads.whole import held_counts, last_written_ms
from repcockpit.store.schema import SYNCED


def restore_drill(database: Path, source: Path, passphrase: str | None = None) -> DrillView:
    """What `restore` of `source` would bring back, and whether it is well: the whole doctor looks at a copy of it.

    The copy lies beside the other backups of `database` and is gone at the end. Raises what `restore` raises.
    """
    size, is_encrypted = source.stat().st_size if source.exists() else 0, begins_encrypted(source)
    with plain_copy(source, database, passphrase) as plain:
        copies.check_backup(plain)
        folder = copies.backup_folder(database)
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        place = Path(tempfile.mkdtemp(prefix=".drill-", dir=folder))
        try:
            return _looked_at(plain, place / "drill.db", str(source), size, is_encrypted=is_encrypted)
        finally:
            shutil.rmtree(place, ignore_errors=True)


def drill_newest(database: Path) -> DrillView | None:
    """The drill of the newest backup that needs no passphrase; None where there is none. Raises as `restore_drill`."""
    held = [one for one in backups(database) if not begins_encrypted(Path(one.path))]
    return restore_drill(database, Path(held[-1].path)) if held else None


def _looked_at(plain: Path, copy: Path, source: str, size: int, *, is_encrypted: bool) -> DrillView:
    copies.copy_backup(plain, copy)
    checks = tuple(database_checks(copy))
    rows: dict[str, int] = {}
    last = None
    try:
        with closing(open_database(copy, create=False)) as db:
            rows = {kind: count for kind, count in held_counts(db, SYNCED).items() if count}
            last = last_written_ms(db)
    except sqlite3.Error:  # the checks say it
        pass
    at = None if last is None else datetime.fromtimestamp(last / 1000, UTC).astimezone()
    age = None if last is None else max(0, int((wall_ms() - last) // 86_400_000))
    ok = all(one.ok for one in checks if one.name in SERIOUS)
    return DrillView(source, size, is_encrypted, ok, at, age, rows, checks)
