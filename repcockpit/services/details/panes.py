"""What the pane says about a person or an account: read by indexes, so that it follows the cursor."""

from datetime import date, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from repcockpit.domain.touches import why_not
from repcockpit.domain.views.details import Activity, Care, PaneView
from repcockpit.domain.views.today import TodayItem, TouchRow
from repcockpit.domain.words import spoken
from repcockpit.services.book import Book
from repcockpit.services.details.around import Around, around
from repcockpit.services.details.cares import NO_CARE, cares
from repcockpit.services.details.people import people_of_account
from repcockpit.services.details.records import open_lines, touches_of
from repcockpit.services.details.requests import request_lines
from repcockpit.services.details.rules import rule_lines
from repcockpit.services.details.seven import seven_of
from repcockpit.store.reads import details as reads
from repcockpit.store.reads import timeline as rows
from repcockpit.store.reads.details_timeline import InteractionRow, interactions_page, until_day

PANE_ROWS = 3


def pane_view(book: Book, contact_id: bytes | None, account_id: bytes | None) -> PaneView | None:
    """The pane of a person, or of an account where no person is named; None for neither."""
    if contact_id is None and account_id is None:
        return None
    kind, record = ("contact", contact_id) if contact_id is not None else ("account", account_id)
    assert record is not None  # noqa: S101 -- one of the two is there
    of = around(book, kind, record)
    care = cares(book, kind, [record]).get(record, NO_CARE)
    account = account_id if account_id is not None else next(iter(of.accounts), None)
    requests = request_lines(book, reads.request_ids(book.db, of.accounts, of.people, only_open=True))
    name, about, phone, email, segment = _who(book, kind, record, account)
    return PaneView(
        kind, record, name, about, phone, email, _there(book, account), care,
        rule_lines(book, kind, record, account, care), None, (), last_touches(book, of, PANE_ROWS),
        open_lines(book, of), requests, touches_of(book, kind, record), _seven(book, account), book.now(), segment,
    )  # fmt: skip


def pane_of_item(book: Book, item: TodayItem) -> PaneView | None:
    """The pane of a row of Today, with its score and its reasons."""
    contact = item.contact_id if item.subject_kind != "account" else None
    view = pane_view(book, contact or (None if item.account_id else item.contact_id), item.account_id)
    if view is None:
        return None
    if contact is None and item.contact_name and item.contact_id:
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


def _who(
    book: Book, kind: str, record: bytes, account_id: bytes | None
) -> tuple[str, str, str | None, str | None, str | None]:
    """Name, the grey line under it, phone, mail, segment."""
    account = rows.account_row(book.db, account_id) if account_id else None
    place = f"{account.name} {account.segment or ''}".strip() if account else ""
    segment = account.segment if account else None
    if kind == "account":
        return (
            (account.name if account else ""),
            place.partition(account.name)[2].strip() if account else "",
            (account.phone if account else None),
            None,
            segment,
        )
    person = rows.person_row(book.db, record)
    if person is None:
        return "", place, None, None, segment
    parts = (person.title or "", spoken(person.role or ""), place)
    about = " · ".join(part for part in parts if part)
    return (
        person.name or "",
        about,
        person.phone or (account.phone if account else None),
        person.email,
        segment,
    )


def _there(book: Book, account_id: bytes | None) -> datetime | None:
    """The local time at an account whose zone is known and is another than ours."""
    zone, _ = reads.zones_of(book.db, account_id) if account_id else (None, None)
    if not zone:
        return None
    try:
        return book.now().astimezone(ZoneInfo(zone))
    except (ZoneInfoNotFoundError, ValueError):
        return None


def _seven(book: Book, account_id: bytes | None) -> tuple[Activity, ...]:
    if account_id is None:
        return ()
    group = reads.group_ids(book.db, "account", account_id)
    care: Care = cares(book, "account", [account_id]).get(account_id, NO_CARE)
    requests = request_lines(book, reads.request_ids(book.db, group, ()))
    return seven_of(book, group, care, people_of_account(book, group), requests, is_brief=True)
