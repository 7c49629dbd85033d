"""Where every account and person with a cadence stands on a day; shared by Today, `overdue` and why."""

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from repcockpit.domain.businesstime import Calendar
from repcockpit.domain.cadence import Cadence, cadence, due_on, is_key
from repcockpit.domain.ranking import best_role
from repcockpit.domain.touches import Retry, retry_on
from repcockpit.services.book import Book
from repcockpit.store.calendars import Calendars
from repcockpit.store.reads import today as reads
from repcockpit.store.reads.today import CadenceRow

_NO_RETRY = Retry(None)


class Standing(NamedTuple):
    """One account or person with its cadence on the day; `last_touch_on` is as known then."""

    row: CadenceRow
    cadence: Cadence
    last_touch_on: date | None
    role: str | None
    is_key: bool
    planned: tuple[date, str] | None
    retry: Retry
    snoozed_until: date | None


_parsed: Callable[[str], date] = lru_cache(maxsize=4096)(date.fromisoformat)


def _day(text: str | None) -> date | None:
    return _parsed(text) if text else None


class Standings:
    """Reads once what all rows need, then judges each row by the domain's rules."""

    def __init__(self, book: Book, today: date) -> None:
        self.book = book
        self.today = today
        self.calendars = Calendars(book.db)
        self._now_ms = int(book.now().timestamp() * 1000)
        self._snoozes = reads.snoozes(book.db, today.isoformat())
        self._planned: dict[bytes, tuple[str, str]] = {}
        self._retries: dict[tuple[int, str | None, bytes | None], Retry] = {}
        self._roles = reads.key_people(book.db)

    @property
    def put_off(self) -> Collection[bytes]:
        """Accounts, people and work that are snoozed on the day."""
        return self._snoozes.keys()

    def of(self, rep_id: bytes | None, horizon: date) -> list[Standing]:
        """Everything of the rep (None: of all) that is due by `horizon` or was never contacted."""
        return self.of_rows(
            reads.cadence_rows(self.book.db, rep_id, self.today.isoformat(), horizon.isoformat())
        )

    def of_rows(self, rows: Sequence[CadenceRow]) -> list[Standing]:
        """The standings of given rows; rows without a cadence on the day are left out."""
        for kind in ("account", "contact"):
            ids = [row.id for row in rows if row.kind == kind]
            if ids:
                self._planned |= reads.planned_days(self.book.db, kind, ids, self.today.isoformat())
        found = (self._judge(row) for row in rows)
        return [one for one in found if one is not None]

    def of_row(self, row: CadenceRow) -> Standing | None:
        """The standing of one row, or None where it has no due day."""
        return next(iter(self.of_rows([row])), None)

    def _judge(self, row: CadenceRow) -> Standing | None:
        """One row on the day, or None where it has no due day."""
        touched, due = _day(row.last_touch_on), _day(row.due_on)
        if touched is not None and touched > self.today:
            touched, due = self._as_known(row)
        tracking = _day(row.tracking_started_on) or self.today
        if due is None:
            return None
        snooze = self._snoozes.get(row.id) or (self._snoozes.get(row.account_id) if row.account_id else None)
        snoozed_until = _day(snooze[0]) if snooze else None
        planned = self._planned.get(row.id)
        numbers = self.book.numbers
        found = cadence(
            touched,
            tracking,
            row.interval_days,
            self.today,
            due,
            planned_on=_day(planned[0]) if planned else None,
            snoozed_until=snoozed_until,
            numbers=numbers,
        )
        roles = [row.role] if row.role else []
        roles += self._roles.get(row.id, ())
        retry = self._retry(row) if row.attempts else _NO_RETRY
        return Standing(
            row,
            found,
            touched,
            best_role(roles) if roles else None,
            row.kind == "account" or is_key(roles),
            (_parsed(planned[0]), planned[1]) if planned else None,
            retry,
            snoozed_until,
        )

    def _retry(self, row: CadenceRow) -> Retry:
        """When to try again; many rows share an answer."""
        key = (row.attempts, row.last_attempt_on, row.keeper_id)
        found = self._retries.get(key)
        if found is None:
            calendar = self.calendar(row.keeper_id)
            found = retry_on(row.attempts, _day(row.last_attempt_on), calendar, self.book.numbers)
            self._retries[key] = found
        return found

    def _as_known(self, row: CadenceRow) -> tuple[date | None, date | None]:
        """Last touch and due day as they were known on a day before the last touch."""
        known = reads.last_touch_by(self.book.db, row.kind, row.id, self.today.isoformat(), self._now_ms)
        base = _day(known) or _day(row.tracking_started_on) or self.today
        return _day(known), due_on(base, row.interval_days, self.calendar(row.keeper_id))

    def calendar(self, rep_id: bytes | None) -> Calendar:
        """The calendar of a rep."""
        return self.calendars.of_rep(rep_id if rep_id is not None else self.book.rep_id)

    def touches_365(self, standings: Iterable[Standing]) -> dict[bytes, int]:
        """Touches of the last 365 days, by account or person."""
        since, until = (self.today - timedelta(days=365)).isoformat(), self.today.isoformat()
        ids: dict[str, list[bytes]] = {"account": [], "contact": []}
        for one in standings:
            ids[one.row.kind].append(one.row.id)
        found: dict[bytes, int] = {}
        for kind, some in ids.items():
            found.update(reads.touches_since(self.book.db, kind, some, since, until))
        return found
