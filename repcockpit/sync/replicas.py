"""Whether this database is still the one that wrote under its replica, and going on as a new one where not.

What tells is the *state file*: it lies outside the database, one per real database path, and says which
replica was last used there and how far. A copied, restored or rolled back database does not agree with it.
"""

import os
import sqlite3
from pathlib import Path
from typing import NamedTuple

from repcockpit import paths
from repcockpit.domain.errors import ReadOnlyError
from repcockpit.store.database import immediate, meta_value, set_meta
from repcockpit.store.incarnations import new_incarnation, own_replica
from repcockpit.sync.machine import machine_id
from repcockpit.sync.private_files import write_private

__all__ = [
    "SelfNote",
    "doubt",
    "is_sure",
    "new_incarnation",
    "note_self",
    "own_note",
    "settle_self",
]

_MARK = "sync_self"
_FORM = 1


class SelfNote(NamedTuple):
    """What the state file says: whose database lies at `path` of `machine`, and the newest it had written.

    `seq` and `identity` are of the newest own frame (0 and empty before the first), `n` of the newest own
    transaction.
    """

    db_id: bytes
    path: str
    machine: str
    replica: bytes
    seq: int
    identity: bytes
    n: int


def state_file(path: Path) -> Path:
    """Where the state file of the database at `path` lies."""
    import hashlib  # noqa: PLC0415 -- loads OpenSSL, which a write of a book without a team does without

    name = hashlib.sha256(os.fsencode(_real(path))).hexdigest()[:24]
    return paths.state_folder() / "sync" / f"{name}.json"


def own_note(db: sqlite3.Connection, path: Path) -> SelfNote:
    """What the state file should say now, by the database."""
    me = own_replica(db)
    newest = db.execute(
        "select seq, identity from sync_frame where stream = 0 and replica = ? order by seq desc limit 1",
        (me.id,),
    ).fetchone()
    db_id = meta_value(db, "db_id")
    seq, identity = newest or (0, b"")
    return SelfNote(
        db_id if isinstance(db_id, bytes) else b"",
        _real(path),
        machine_id(),
        me.id,
        seq,
        identity,
        _newest(db, me.no),
    )


def doubt(db: sqlite3.Connection, path: Path) -> str | None:
    """Why this may not be the database that wrote under its replica: `copy` or `restore`; None where it is.

    One that never sealed a frame and was never noted is not in doubt.
    """
    place = state_file(path)
    note = _read(place)
    if note is None or note.db_id != meta_value(db, "db_id"):
        return "copy" if _was_noted(db) else None
    if note.path != _real(path) or note.machine != machine_id():
        return "copy"
    return "restore" if _is_ahead(db, note) else None


def settle_self(db: sqlite3.Connection, path: Path, *, is_write: bool = False) -> str | None:
    """Go on as a new incarnation where there is doubt, and note where this database stands; the reason or None.

    For a sync the state file must be writable (ReadOnlyError); a mere write (`is_write`) goes on without it, as
    a new replica with every command would be worse than a fork, which sync repairs.
    """
    try:
        reason = doubt(db, path)
        if reason is not None:
            write_private(state_file(path).with_suffix(".probe"), b"")
            with immediate(db):
                reason = doubt(db, path)  # another process may have been first
                if reason is not None:
                    new_incarnation(db, reason)
        note_self(db, path)
    except OSError as problem:
        if is_write:
            return None
        raise ReadOnlyError(
            f"the state folder cannot be used: {problem.strerror}",
            f"let {paths.state_folder()} be written; it tells a copied database from its original",
        ) from problem
    return reason


def note_self(db: sqlite3.Connection, path: Path) -> None:
    """Write the state file, whole or not at all, and remember it in the database. Raises OSError."""
    place = state_file(path)
    note = own_note(db, path)
    if _read(place) != note:
        _write(place, note)
    mark = _mark(path, place)
    if mark is not None and meta_value(db, _MARK) != mark:
        with immediate(db):
            set_meta(db, _MARK, mark)


def is_sure(db: sqlite3.Connection, path: Path) -> bool:
    """Whether nothing about this database's place has changed since it was noted: one look at two files."""
    mark = meta_value(db, _MARK)
    if not isinstance(mark, bytes):
        return not _was_noted(db)
    return mark == _mark(path, Path(os.fsdecode(mark.split(b"\0")[1])))


def _was_noted(db: sqlite3.Connection) -> bool:
    if meta_value(db, _MARK) is not None:
        return True
    row = db.execute(
        "select 1 from sync_frame f join replica r on r.id = f.replica"
        " where r.no = (select value from meta where key = 'replica_no') limit 1"
    ).fetchone()
    return row is not None


def _is_ahead(db: sqlite3.Connection, note: SelfNote) -> bool:
    """Whether more was written under the noted replica than the database holds."""
    known = db.execute("select no from replica where id = ?", (note.replica,)).fetchone()
    if known is None:
        return True
    me = own_replica(db)
    if me.id != note.replica:
        # Restored meanwhile: nothing was written under the new one that the file could know of.
        return False
    if note.n > _newest(db, me.no):
        return True
    if note.seq == 0:
        return False
    held = db.execute(
        "select 1 from sync_frame where stream = 0 and replica = ? and seq = ? and identity = ?",
        (note.replica, note.seq, note.identity),
    ).fetchone()
    return held is None


def _newest(db: sqlite3.Connection, replica_no: int) -> int:
    """The number of the newest transaction that a replica has here; 0 where there is none."""
    row = db.execute("select coalesce(max(n), 0) from txn where replica_no = ?", (replica_no,)).fetchone()
    return int(row[0])


def _real(path: Path) -> str:
    return os.path.realpath(path)


def _mark(path: Path, place: Path) -> bytes | None:
    """What `is_sure` compares: the real path, the state file and what the system says of it."""
    try:
        facts = place.stat()
    except OSError:
        return None
    return os.fsencode(f"{_real(path)}\0{place}\0{facts.st_size} {facts.st_mtime_ns} {facts.st_ino}")


def _read(place: Path) -> SelfNote | None:
    import json  # noqa: PLC0415 -- only where a team is

    try:
        found = json.loads(place.read_text("utf-8"))
        if found["form"] != _FORM:
            return None
        return SelfNote(
            bytes.fromhex(found["db_id"]), str(found["path"]), str(found["machine"]),
            bytes.fromhex(found["replica"]), int(found["seq"]), bytes.fromhex(found["identity"]),
            int(found["n"]),
        )  # fmt: skip
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _write(place: Path, note: SelfNote) -> None:
    import json  # noqa: PLC0415 -- as above

    said = {
        name: value.hex() if isinstance(value, bytes) else value for name, value in note._asdict().items()
    }
    write_private(place, json.dumps({"form": _FORM, **said}, indent=1).encode())
