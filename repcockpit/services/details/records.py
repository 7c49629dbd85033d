"""The detail of an account and of a contact."""

from collections.abc import Iterable
from datetime import date, timedelta

from repcockpit.domain.cadence import is_key
from repcockpit.domain.dates import format_exact
from repcockpit.domain.errors import NotFoundError
from repcockpit.domain.views.details import Activity, Care, DealLine, Detail, FieldLine, OpenLine
from repcockpit.domain.views.record_requests import Link
from repcockpit.domain.views.records import AccountView, ContactView, DealView
from repcockpit.domain.words import spoken
from repcockpit.services.approvals.asking import asked_about
from repcockpit.services.book import Book
from repcockpit.services.details.around import Around, around
from repcockpit.services.details.cares import NO_CARE, cares, day_of
from repcockpit.services.details.known import known_lines
from repcockpit.services.details.people import people_around, people_of_account
from repcockpit.services.details.requests import request_lines
from repcockpit.services.details.seven import seven_of, standing_words
from repcockpit.services.details.timeline import first_page
from repcockpit.services.scores.heading import index_said
from repcockpit.store.reads import details as reads
from repcockpit.store.reads.records import survivor
from repcockpit.store.reads.records_people import accounts_by_id, contacts_by_id
from repcockpit.store.reads.records_work import deals_by_id
from repcockpit.store.reads.today import touches_since


def account_detail(book: Book, account_id: bytes) -> Detail:
    """An account with its seven lines, people, timeline and work. Raises NotFoundError for one in the bin."""
    record = _shown(book, "account", account_id)
    view = accounts_by_id(book.db, [record])[0]
    of = around(book, "account", record)
    care = cares(book, "account", [record]).get(record, NO_CARE)
    people = people_of_account(book, of.group)
    requests = request_lines(book, reads.request_ids(book.db, of.accounts, ()))
    place = ", ".join(part for part in (view.sector, view.city) if part)
    about = [view.segment or "no segment", place, view.owner.name if view.owner else "nobody's"]
    if view.status and view.status != "customer":
        about.insert(1, spoken(view.status))
    return Detail(
        "account", record, view.name or "", view.segment, _said(about), None, None, view.phone, None, care,
        seven_of(book, of.accounts, care, people, requests), people, open_lines(book, of), requests,
        _deals(book, of), _account_fields(view, asked_about(book, record)), first_page(book, of), touches_of(book, "account", record), book.now(),
        (view.parent,) if view.parent else (), view.status, known=known_lines(book, of.accounts),
        index_said=index_said(book, record),
    )  # fmt: skip


def contact_detail(book: Book, contact_id: bytes) -> Detail:
    """A person with reach, roles, accounts, manager, reports and work. Raises NotFoundError for one in the bin."""
    record = _shown(book, "contact", contact_id)
    view = contacts_by_id(book.db, [record])[0]
    of = around(book, "contact", record)
    care = cares(book, "contact", [record]).get(record, NO_CARE)
    touches = touches_of(book, "contact", record)
    account = reads.account_name(book.db, view.account.id) if view.account else None
    segment = account[1] if account else None
    roles = " · ".join(spoken(role) for role in view.roles)
    where = f"{view.account.name or ''} {segment or ''}".strip() if view.account else "no account"
    about = [where, view.title, roles, spoken(view.status) if view.status not in {None, "active"} else ""]
    return Detail(
        "contact", record, view.name or "", segment, _said(about), view.account, view.role, view.phone, view.email,
        care, person_lines_of(view, care, touches), people_around(book, record, of.group, view.reports_to), open_lines(book, of),
        request_lines(book, reads.request_ids(book.db, of.accounts, of.people)), _deals(book, of),
        _contact_fields(view), first_page(book, of), touches, book.now(), view.accounts,
        view.status, is_key(view.roles),
    )  # fmt: skip


def _shown(book: Book, kind: str, record_id: bytes) -> bytes:
    """The record that stands for `record_id`, not in the bin."""
    record = survivor(book.db, kind, record_id)
    if not reads.is_there(book.db, kind, record):
        raise NotFoundError(f"that {kind} is not there any more", "`B` shows the bin")
    return record


def is_there(book: Book, kind: str, record_id: bytes) -> bool:
    """Whether a record, or the one that it was merged into, is not in the bin."""
    return reads.is_there(book.db, kind, survivor(book.db, kind, record_id))


def _said(parts: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(part for part in parts if part)


def touches_of(book: Book, kind: str, record_id: bytes) -> int:
    """Touches of the last 365 days."""
    today = book.today()
    since = (today - timedelta(days=365)).isoformat()
    return touches_since(book.db, kind, [record_id], since, today.isoformat()).get(record_id, 0)


def open_lines(book: Book, of: Around) -> tuple[OpenLine, ...]:
    """Open tasks and promises, the first due first."""
    return tuple(
        OpenLine(
            row.id,
            row.kind,
            row.title,
            day_of(row.due_on),
            Link(row.contact_id, row.contact_name) if row.contact_id else None,
            Link(row.account_id, row.account_name) if row.account_id else None,
        )
        for row in reads.open_tasks(book.db, of.accounts, of.people)
    )


def person_lines_of(view: ContactView, care: Care, touches: int) -> tuple[Activity, ...]:
    """The overview of a person: standing, pace, phones, mails, accounts."""
    tone, words = standing_words(care)
    every = (
        f"every {care.interval_days} d, {care.rule}" if care.interval_days else care.rule or "no cadence set"
    )
    right = spoken(care.planned_type or "visit") if care.planned_on else ""
    if not right and tone in {"late", "slip"}:
        right = "not planned"
    lines = [Activity("contact", tone, words, every, care.planned_on or care.last_touch_on, right, "")]
    lines.append(Activity("pace", "calm", f"{touches} in 12 mo", "touches of the last 365 d"))
    phones, mails = view.phones, view.emails
    lines += [Activity("phone", "", "", phone) for phone in phones] or [
        Activity("phone", "hole", "unknown", "")
    ]
    lines += [Activity("e-mail", "", "", mail) for mail in mails] or [
        Activity("e-mail", "hole", "unknown", "")
    ]
    if view.do_not_contact or view.do_not_mail:
        lines.append(Activity("do not", "refused", "refused", _refusals(view)))
    return tuple(lines)


def _deals(book: Book, of: Around) -> tuple[DealLine, ...]:
    views = deals_by_id(book.db, reads.deal_ids(book.db, of.accounts, of.people))
    return tuple(_deal(view) for view in views)


def _deal(view: DealView) -> DealLine:
    return DealLine(
        view.id, view.name or "", view.stage or "", view.stage_name or "", view.amount, view.currency,
        view.closed_on, view.contact,
    )  # fmt: skip


def _account_fields(view: AccountView, asked: str) -> tuple[FieldLine, ...]:
    town = " ".join(part for part in (view.postal_code, view.city) if part)
    address = ", ".join(part for part in (view.street, town, view.region, view.country) if part)
    money = _money(view.revenue, view.currency)
    rows: list[tuple[str, object, str]] = [
        ("phone", view.phone, "phone"),
        ("website", view.website, "web"),
        ("address", address, ""),
        ("status", spoken(view.status or ""), ""),
        ("sector", view.sector, ""),
        ("tier", f"{view.segment}, by {view.segment_by or 'hand'}" if view.segment else "", ""),
        ("asked", asked, ""),
        ("potential", view.potential, ""),
        ("revenue", money, ""),
        ("owner", view.owner.name if view.owner else "", ""),
        ("cadence", _every(view.interval_days), ""),
        ("time zone", view.timezone, ""),
        ("tags", ", ".join(view.tags), ""),
        *((name, value, "") for name, value in view.custom.items()),
        ("note", view.note, ""),
        *_dates(view.source_created_on, view.tracking_started_on),
    ]
    return _fields(rows)


def _contact_fields(view: ContactView) -> tuple[FieldLine, ...]:
    rows: list[tuple[str, object, str]] = [
        ("title", view.title, ""),
        ("department", view.department, ""),
        ("roles", ", ".join(spoken(role) for role in view.roles), ""),
        ("support", spoken(view.support or ""), ""),
        ("status", spoken(view.status or ""), ""),
        ("do not", _refusals(view), ""),
        ("owner", view.owner.name if view.owner else "", ""),
        ("cadence", _every(view.interval_days), ""),
        ("birthday", view.birthday, ""),
        ("tags", ", ".join(view.tags), ""),
        *((name, value, "") for name, value in view.custom.items()),
        ("note", view.note, ""),
        *_dates(view.source_created_on, view.tracking_started_on),
    ]
    return _fields(rows)


def _refusals(view: ContactView) -> str:
    return " and ".join(
        word for word, is_said in (("contact", view.do_not_contact), ("mail", view.do_not_mail)) if is_said
    )


def _every(days: int | None) -> str:
    return f"every {days} d, set here" if days else ""


def _money(amount: float | None, currency: str | None) -> str:
    return "" if amount is None else f"{amount:,.0f} {currency or ''}".strip()


def _dates(created: date | None, tracked: date | None) -> list[tuple[str, object, str]]:
    return [
        ("in the source since", format_exact(created) if created else "", ""),
        ("tracked since", format_exact(tracked) if tracked else "", ""),
    ]


def _fields(rows: Iterable[tuple[str, object, str]]) -> tuple[FieldLine, ...]:
    return tuple(
        FieldLine(label, str(value), reach) for label, value, reach in rows if value not in (None, "")
    )
