"""How far the cadences of accounts and their key people were kept in the last 90 days."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from repcockpit.domain.cadence import due_on
from repcockpit.domain.score_parts import Kept, cadence_value, kept_share
from repcockpit.domain.scorecard import Finding
from repcockpit.services.book import Book
from repcockpit.store.calendars import Calendars
from repcockpit.store.reads.records_cadence import Standing, key_contacts, standings
from repcockpit.store.reads.today import touches_since


class Member(NamedTuple):
    """An account or one of its key people, and how its cadence was kept."""

    kind: str
    id: bytes
    kept: Kept


def members_of(book: Book, accounts: Sequence[bytes]) -> dict[bytes, list[Member]]:
    """By account: itself first, then its key people whom we may contact."""
    people: dict[bytes, list[bytes]] = {}
    for account, person in key_contacts(book.db, accounts):
        people.setdefault(account, []).append(person)
    everybody = [one for some in people.values() for one in some]
    own = _kept(book, "account", accounts)
    theirs = _kept(book, "contact", everybody)
    return {
        account: [
            *([Member("account", account, own[account])] if account in own else []),
            *(Member("contact", one, theirs[one]) for one in people.get(account, ()) if one in theirs),
        ]
        for account in accounts
    }


def _kept(book: Book, kind: str, ids: Sequence[bytes]) -> dict[bytes, Kept]:
    if not ids:
        return {}
    today = book.today()
    since = today - timedelta(days=book.numbers.score_touch_days)
    touches = touches_since(book.db, kind, list(ids), since.isoformat(), today.isoformat())
    judge = _CatchUp(book, today)
    return {
        one.id: Kept(one.cadence_days, touches.get(one.id, 0), judge(one))
        for one in standings(book.db, kind, ids, today)
        if not one.is_do_not_contact
    }


class _CatchUp:
    """Whether somebody was late already when the record came in, or is new (rules.md 2.4)."""

    def __init__(self, book: Book, today: date) -> None:
        self._today, self._calendars = today, Calendars(book.db)
        self._days: dict[bytes | None, dict[date, date | None]] = {}

    def __call__(self, one: Standing) -> bool:
        tracked = one.tracking_started_on or self._today
        due = one.due_on
        if due is None and one.cadence_days:
            memo = self._days.setdefault(one.keeper_id, {})
            base = one.last_touch_on or tracked
            due = due_on(base, one.cadence_days, self._calendars.of_rep(one.keeper_id), memo)
        if due is None:
            return False
        if one.last_touch_on is None:
            return self._today < due
        return due < tracked and due < self._today


def cadence_values(book: Book, accounts: Sequence[bytes]) -> dict[bytes, float | None]:
    """The part of each of these accounts."""
    found = members_of(book, accounts)
    numbers = book.numbers
    return {
        account: cadence_value((one.kept for one in members), numbers) for account, members in found.items()
    }


def cadence_finding(book: Book, members: Sequence[Member], names: dict[bytes, str]) -> Finding:
    """The part of one account: the next touch is the one that its mean gains most by."""
    numbers = book.numbers
    value = cadence_value((one.kept for one in members), numbers)
    shares = [(kept_share(one.kept, numbers), one) for one in members]
    low = [(share, one) for share, one in shares if share is not None and share < 100]
    if value is None:
        late = next((one for one in members if one.kept.is_catch_up), None)
        return Finding(
            None, f"reach {names.get(late.id, '')}, one touch ends catch-up" if late else "set a cadence"
        )
    if not low:
        return Finding(value)
    share, lowest = min(low, key=lambda pair: pair[0])
    more = kept_share(lowest.kept._replace(touches_90=lowest.kept.touches_90 + 1), numbers) or 0.0
    known = sum(one is not None for one, _ in shares)
    asked = round(numbers.score_touch_days / (lowest.kept.interval_days or numbers.score_touch_days), 1)
    said = f"{lowest.kept.touches_90} of {asked:g} touches in {numbers.score_touch_days} d"
    return Finding(value, f"reach {names.get(lowest.id, '')}: {said}", value + (more - share) / known)
