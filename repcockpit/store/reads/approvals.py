"""What waits for an answer, what was answered, and who may be asked."""

import sqlite3
from collections.abc import Sequence
from typing import NamedTuple

from repcockpit.store.reads.records import chunks, marks


class Member(NamedTuple):
    """One of us who has not left."""

    id: bytes
    name: str
    role: str
    manager_id: bytes | None


class Asked(NamedTuple):
    """The newest approval about a record: its state, who answered, the note, who asked and when."""

    id: bytes
    kind: str
    subject_id: bytes
    state: str
    asked: str | None
    by: str | None
    note: str | None
    asked_by_id: bytes | None
    asked_on: str | None


def roster(db: sqlite3.Connection, today: str) -> list[Member]:
    """Everybody who has not left by `today`, by name."""
    rows = db.execute(
        "select id, coalesce(name, '?'), coalesce(role, 'rep'), manager_id from rep"
        " where _hidden = 0 and (left_on is null or left_on > ?) order by name, id",
        (today,),
    ).fetchall()
    return [Member(*row) for row in rows]


def approval_ids(db: sqlite3.Connection) -> list[bytes]:
    """Open ones by the day they were asked and the account, then those answered, the last answer first."""
    rows = db.execute(
        "select id from approval where _hidden = 0 order by state <> 'open',"
        " case when state = 'open' then asked_on end, decided_on desc,"
        " (select folded from account where account.id = account_id), id"
    ).fetchall()
    return [row[0] for row in rows]


def open_count(db: sqlite3.Connection, except_of: bytes | None = None) -> int:
    """How many wait for an answer, without those that a rep asked for themself."""
    row = db.execute(
        "select count(*) from approval where state = 'open' and _hidden = 0 and asked_by_id is not ?",
        (except_of,),
    ).fetchone()
    return int(row[0])


def asked_by(db: sqlite3.Connection, rep_id: bytes | None) -> list[bytes]:
    """The open approvals that a rep asked for, the oldest first."""
    rows = db.execute(
        "select id from approval where state = 'open' and _hidden = 0 and asked_by_id is ? order by asked_on, id",
        (rep_id,),
    ).fetchall()
    return [row[0] for row in rows]


def state_of(db: sqlite3.Connection, approval_id: bytes) -> tuple[str, bool]:
    """(state, whether it was taken back) of an approval."""
    row = db.execute("select state, _hidden from approval where id = ?", (approval_id,)).fetchone()
    return ("open", True) if row is None else (str(row[0] or "open"), bool(row[1]))


def open_about(db: sqlite3.Connection, kind: str, subject_id: bytes) -> bytes | None:
    """The open approval of this kind about a record."""
    row = db.execute(
        "select id from approval where subject_id = ? and kind = ? and state = 'open' and _hidden = 0",
        (subject_id, kind),
    ).fetchone()
    return row[0] if row else None


def newest_about(db: sqlite3.Connection, subjects: Sequence[bytes]) -> dict[bytes, Asked]:
    """The newest approval about each of these records that was asked about at all."""
    found: dict[bytes, Asked] = {}
    for some in chunks(subjects):
        rows = db.execute(
            "select x.id, coalesce(x.kind, ''), x.subject_id, coalesce(x.state, 'open'), x.asked, d.name, x.note,"
            " x.asked_by_id, x.asked_on from approval x left join rep d on d.id = x.decided_by_id"
            f" where x._hidden = 0 and x.subject_id in ({marks(some)}) order by x.asked_on, x.id",
            some,
        ).fetchall()
        found.update((row[2], Asked(*row)) for row in rows)
    return found


def handover_parties(
    db: sqlite3.Connection, ids: Sequence[bytes]
) -> dict[bytes, tuple[str | None, str | None]]:
    """(from, to) by name of each of these handovers."""
    found: dict[bytes, tuple[str | None, str | None]] = {}
    for some in chunks(ids):
        rows = db.execute(
            "select h.id, f.name, t.name from handover h left join rep f on f.id = h.from_id"
            f" left join rep t on t.id = h.to_id where h.id in ({marks(some)})",
            some,
        ).fetchall()
        found.update((row[0], (row[1], row[2])) for row in rows)
    return found


class ReviewRow(NamedTuple):
    """The due day of a review as ISO text, and whether it is left out."""

    due_on: str | None
    is_skipped: bool


def reviews_asked(db: sqlite3.Connection, ids: Sequence[bytes]) -> dict[bytes, ReviewRow]:
    """Those of these reviews that are written and not in the bin."""
    found: dict[bytes, ReviewRow] = {}
    for some in chunks(ids):
        rows = db.execute(
            f"select id, due_on, skip_reason is not null from qbr where _hidden = 0 and id in ({marks(some)})",
            some,
        ).fetchall()
        found.update((row[0], ReviewRow(row[1], bool(row[2]))) for row in rows)
    return found
