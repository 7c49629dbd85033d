"""Who can be named: people and accounts by parts of their folded names, one read each."""

import sqlite3
from datetime import date, timedelta
from typing import Any

from repcockpit.domain.capture import AccountRef, Person
from repcockpit.domain.capture.people import MANY
from repcockpit.store.reads.name_lines import NameLines

_RECENT_DAYS = 30
_MOST = 1_000
_MOST_OF_ACCOUNT = 500
_PERSON = (
    "select x.id, coalesce(x.name, ''), coalesce(x.folded, ''), x.email, coalesce(a.root_id, x.primary_account_id),"
    " coalesce(r.name, a.name), x.role, iif(r.id is null, a.segment, r.segment),"
    " coalesce(x.due_on <= :today, 0) or exists (select 1 from participant p join"
    " interaction i on i.id = p.interaction_id where p.contact_id = x.id and p.occurred_on = :today"
    " and i.status = 'planned' and i._hidden = 0), coalesce(x.last_touch_on >= :recent, 0)"
    " from contact x left join account a on a.id = x.primary_account_id"
    " left join account r on r.id = a.root_id where "
)


class BookDirectory:
    """The directory of an open database on one day.

    `names`: all names in memory, where a line is typed key by key; `rep_id`: whose people come first then.
    """

    def __init__(
        self,
        db: sqlite3.Connection,
        today: date,
        names: NameLines | None = None,
        rep_id: bytes | None = None,
    ) -> None:
        self._db = db
        self._names, self._rep_id = names, rep_id
        self._near: frozenset[int] | None = None
        self._days = {
            "today": today.isoformat(),
            "recent": (today - timedelta(days=_RECENT_DAYS)).isoformat(),
        }

    def people_like(self, words: tuple[str, ...]) -> list[Person]:
        """Everybody whose folded name or e-mail holds each of the words, whole words first, at most a thousand."""
        if self._names is not None:
            found = self._names.find(words, self._near_ones(), MANY)
            inner = ", ".join(map(str, found))
            rows = self._db.execute(f"{_PERSON} x.rowid in ({inner})", self._days).fetchall()
            return [_person(row) for row in rows]
        tests = [
            f"(instr(folded, :w{place}) or instr(lower(coalesce(email, '')), :w{place}))"
            for place in range(len(words))
        ]
        inner = (
            "select id from contact indexed by contact_name where _hidden = 0 and root_id is null and "
            + " and ".join(tests)
            + " order by instr(' ' || folded || ' ', ' ' || :w0 || ' ') = 0, instr(' ' || folded, ' ' || :w0) = 0"
            + f" limit {_MOST}"
        )
        values = self._days | {f"w{place}": word for place, word in enumerate(words)}
        rows = self._db.execute(f"{_PERSON} x.id in ({inner})", values).fetchall()
        return [_person(row) for row in rows]

    def _near_ones(self) -> frozenset[int]:
        """The rep's people who are due, or were touched lately."""
        if self._near is None:
            rows = self._db.execute(
                "select rowid from contact where keeper_id = :rep and due_on <= :today union all"
                " select rowid from contact where keeper_id = :rep and last_touch_on >= :recent",
                self._days | {"rep": self._rep_id},
            ).fetchall()
            self._near = frozenset(row[0] for row in rows)
        return self._near

    def people_of(self, account_id: bytes) -> list[Person]:
        """The people of an account, those last touched first."""
        rows = self._db.execute(
            f"{_PERSON} x.primary_account_id in (select id from account where id = :id or root_id = :id)"
            " and x._hidden = 0 and x.root_id is null"
            f" order by x.last_touch_on desc, x.folded limit {_MOST_OF_ACCOUNT}",
            self._days | {"id": account_id},
        ).fetchall()
        return [_person(row) for row in rows]

    def accounts_like(self, word: str) -> list[AccountRef]:
        """Accounts whose folded name holds `word`, beginnings of words first, at most a thousand."""
        rows = self._db.execute(
            "select id, coalesce(name, ''), folded, segment from account where _hidden = 0 and root_id is null"
            f" and instr(folded, :w) order by instr(' ' || folded, ' ' || :w) = 0 limit {_MOST}",
            {"w": word},
        ).fetchall()
        return [AccountRef(*row) for row in rows]

    def person(self, contact_id: bytes) -> Person | None:
        """One contact."""
        found = "x.id = coalesce((select root_id from contact where id = :id), :id)"
        row = self._db.execute(f"{_PERSON} {found}", self._days | {"id": contact_id}).fetchone()
        return _person(row) if row else None

    def account(self, account_id: bytes) -> AccountRef | None:
        """One account."""
        row = self._db.execute(
            "select id, coalesce(name, ''), coalesce(folded, ''), segment from account"
            " where id = coalesce((select root_id from account where id = :id), :id)",
            {"id": account_id},
        ).fetchone()
        return AccountRef(*row) if row else None


def _person(row: tuple[Any, ...]) -> Person:
    return Person._make((*row[:8], bool(row[8]), bool(row[9])))
