"""What the pane says about a person or an account: read by indexes, so that it follows the cursor."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from repcockpit.domain.asks import Ask
from repcockpit.domain.cadence import is_key
from repcockpit.domain.ranking import best_role
from repcockpit.domain.touches import why_not
from repcockpit.domain.views.details import Activity, Care, PaneView, PersonLine, RequestLine
from repcockpit.domain.views.today import TodayItem, TouchRow
from repcockpit.domain.words import INACTIVE_CONTACT_STATUSES, spoken
from repcockpit.services.book import Book
from repcockpit.services.coverage.reading import coverage_of_accounts
from repcockpit.services.details.around import Around, around
from repcockpit.services.details.asking import asks_of
from repcockpit.services.details.cares import NO_CARE, cares
from repcockpit.services.details.people import people_of_account
from repcockpit.services.details.records import open_lines, touches_of
from repcockpit.services.details.requests import request_lines
from repcockpit.services.details.rules import rule_lines
from repcockpit.services.details.seven import seven_of
from repcockpit.services.learning.known import known_of
from repcockpit.services.scores.contact_bars import guard_words
from repcockpit.store.reads import details as reads
from repcockpit.store.reads import parties as rows
from repcockpit.store.reads.details_timeline import InteractionRow, interactions_page, until_day
from repcockpit.store.reads.records_links import further_roles_of

PANE_ROWS = 3


def pane_view(
    book: Book, contact_id: bytes | None, account_id: bytes | None, *, has_seven: bool = True
) -> PaneView | None:
    """The pane of a person, or of an account where no person is named; None for neither.

    Without `has_seven` neither the lines nor the people of the account are read.
    """
    if contact_id is None and account_id is None:
        return None
    kind, record = ("contact", contact_id) if contact_id is not None else ("account", account_id)
    assert record is not None  # noqa: S101 -- one of the two is there
    of = around(book, kind, record)
    care = cares(book, kind, [record]).get(record, NO_CARE)
    account = account_id if account_id is not None else next(iter(of.accounts), None)
    requests = request_lines(book, reads.request_ids(book.db, of.accounts, of.people, only_open=True))
    who = _who(book, kind, record, account)
    seven: tuple[Activity, ...] = ()
    asks: tuple[Ask, ...] = ()
    people: tuple[PersonLine, ...] = ()
    if has_seven and account is not None:
        if kind == "account":
            people = people_of_account(book, of.group, has_touches=False)
            seven = _seven(book, of.group, care, people)
        else:
            seven = _seven_of_another(book, account)
        asks = _asks(book, reads.group_ids(book.db, "account", account), requests)
    return PaneView(
        kind, record, who.name, who.about, who.phone, who.email, _there(book, account), care,
        rule_lines(book, kind, record, account, care), None, (), last_touches(book, of, PANE_ROWS),
        open_lines(book, of), requests, touches_of(book, kind, record), seven, book.now(),
        who.segment, who.status, who.is_key, tuple(one for one in people if one.status not in INACTIVE_CONTACT_STATUSES),
        guard_words(book, record) if kind == "contact" else "", asks,
    )  # fmt: skip


def _asks(book: Book, group: list[bytes], requests: Sequence[RequestLine]) -> tuple[Ask, ...]:
    """What to ask at the account; nothing at one that is no customer any more or not yet."""
    covered = next(iter(coverage_of_accounts(book, group[:1])), None)
    return asks_of(book, group, covered, known_of(book, group), requests) if covered is not None else ()


def pane_of_item(book: Book, item: TodayItem) -> PaneView:
    """The pane of a row of Today, with its score and its reasons; of a question only those."""
    contact = item.contact_id if item.subject_kind != "account" else None
    view = pane_view(book, contact or (None if item.account_id else item.contact_id), item.account_id)
    if view is None:
        return PaneView(
            item.subject_kind, item.subject_id, item.title, "", None, None, None, NO_CARE, (), item.score,
            item.reasons, (), (), (), 0, (), book.now(),
        )  # fmt: skip
    if contact is None and item.contact_name:
        view = view._replace(phone=view.phone or item.phone)
    return view._replace(score=item.score, reasons=item.reasons)


def last_touches(book: Book, of: Around, count: int) -> tuple[TouchRow, ...]:
    """The last interactions up to today, each with whether it counts and why."""
    found = interactions_page(book.db, of.kind, of.group, until_day(book.today().isoformat()), count + 2)
    past = [row for row in found if row.status != "planned"][:count]
    return tuple(touch_row(row) for row in past)


def touch_row(row: InteractionRow) -> TouchRow:
    """An interaction as evidence."""
    because = "" if row.is_touch else why_not(row.type, row.status, row.outcome, row.direction)
    counts = "touch, counts" if row.is_touch else f"{because or 'no customer took part'}, does not count"
    note = " ".join(part for part in (row.subject, row.note) if part)
    on = date.fromisoformat(row.on)
    return TouchRow(row.id, on, row.type, row.outcome, row.status, note, bool(row.is_touch), counts)


class _Who(NamedTuple):
    name: str
    about: str
    phone: str | None
    email: str | None
    segment: str | None
    status: str | None
    is_key: bool


def _who(book: Book, kind: str, record: bytes, account_id: bytes | None) -> _Who:
    """Name, the grey line under it, how to reach, and what a standing is judged with."""
    account = rows.account_row(book.db, account_id) if account_id else None
    name = account.name or "" if account else ""
    segment, phone = (account.segment, account.phone) if account else (None, None)
    if kind == "account":
        place = reads.place_of(book.db, record)
        about = " · ".join(part for part in (segment, *place) if part)
        return _Who(name, about, phone, None, segment, account.status if account else None, is_key=True)
    person = rows.person_row(book.db, record)
    if person is None:
        return _Who("", name, None, None, segment, None, is_key=False)
    roles = [role for role in (person.role, *further_roles_of(book.db, [record]).get(record, ())) if role]
    role = best_role(roles) if roles else None
    parts = (person.title or "", spoken(role or ""), f"{name} {segment or ''}".strip())
    about = " · ".join(part for part in parts if part)
    return _Who(
        person.name or "", about, person.phone or phone, person.email, segment, person.status, is_key(roles)
    )


def _there(book: Book, account_id: bytes | None) -> datetime | None:
    """The local time at an account where it is known and is another than ours."""
    zone, _ = reads.zones_of(book.db, account_id) if account_id else (None, None)
    if not zone:
        return None
    now = book.now()
    try:
        there = now.astimezone(ZoneInfo(zone))
    except (ZoneInfoNotFoundError, ValueError):
        return None
    return there if there.utcoffset() != now.utcoffset() else None


def _seven_of_another(book: Book, account_id: bytes) -> tuple[Activity, ...]:
    """The seven of the account of a person."""
    group = reads.group_ids(book.db, "account", account_id)
    care = cares(book, "account", [account_id]).get(account_id, NO_CARE)
    return _seven(book, group, care, people_of_account(book, group, has_touches=False))


def _seven(
    book: Book, group: Sequence[bytes], care: Care, people: Sequence[PersonLine]
) -> tuple[Activity, ...]:
    requests = request_lines(book, reads.request_ids(book.db, group, ()))
    return seven_of(book, group, care, people, requests, is_brief=True)
