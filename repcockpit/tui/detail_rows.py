"""The rows of a detail: the overview lines, people, what is open, timeline, requests, deals, fields.

Pure: a Detail in, a sheet of rows out, and each row as a line of exactly the list's width.
"""

from collections.abc import Sequence
from typing import NamedTuple

from repcockpit.domain.names import fold
from repcockpit.domain.views.details import (
    Activity,
    DealLine,
    Detail,
    FieldLine,
    Happened,
    OpenLine,
    PersonLine,
    RequestLine,
)
from repcockpit.domain.views.record_requests import Link
from repcockpit.tui.sheet import Group, Heading, Sheet
from repcockpit.tui.subject import Subject
from repcockpit.tui.words import plain

Item = Activity | PersonLine | Link | OpenLine | Happened | RequestLine | DealLine | FieldLine


class DetailRow(NamedTuple):
    """A row with the section it stands in and what makes it the same one after a refill."""

    section: str
    key: tuple[str, object]
    item: Item


def rows_of(section: str, kind: str, items: Sequence[Item]) -> list[DetailRow]:
    """Rows of one section; what has no id of its own is known by its place."""
    rows = []
    for number, item in enumerate(items):
        record: object = getattr(item, "id", None)
        rows.append(DetailRow(section, (kind, record if record is not None else number), item))
    return rows


def happened_rows(items: Sequence[Happened]) -> list[DetailRow]:
    """Rows of the timeline."""
    return [DetailRow("timeline", (f"timeline {item.kind}", item.id), item) for item in items]


def detail_sheet(
    detail: Detail, timeline: Sequence[Happened], tally: str, *, is_airy: bool
) -> Sheet[DetailRow]:
    """The sections in their order, those with rows."""
    overview = "SEVEN ACTIVITIES" if detail.kind == "account" else "OVERVIEW"
    groups = [
        Group(Heading(overview, detail.index_said), rows_of("overview", "line", detail.seven)),
        *_accounts(detail),
        _counted(
            "PEOPLE" if detail.kind == "account" else "AROUND", rows_of("people", "person", detail.people)
        ),
        _counted("OPEN", rows_of("open", "task", detail.open)),
        _counted("KNOWN", rows_of("known", "known", detail.known)),
        Group(Heading("TIMELINE", tally), happened_rows(timeline)),
        _counted("REQUESTS", rows_of("requests", "request", detail.requests)),
        _counted("DEALS", rows_of("deals", "deal", detail.deals)),
        Group(Heading("FIELDS", ""), rows_of("fields", "field", detail.fields)),
    ]
    return Sheet(groups, is_airy=is_airy)


def _accounts(detail: Detail) -> list[Group[DetailRow]]:
    if not detail.accounts:
        return []
    title = "ACCOUNT" if len(detail.accounts) == 1 else "ACCOUNTS"
    return [Group(Heading(title, ""), rows_of("accounts", "account", detail.accounts))]


def _counted(title: str, rows: list[DetailRow]) -> Group[DetailRow]:
    return Group(Heading(title, f"{len(rows):,}"), rows)


def filtered_sheet(rows: Sequence[tuple[Happened, str]], text: str) -> Sheet[DetailRow]:
    """The rows of the timeline whose folded text holds each word of the filter."""
    wanted = fold(text).split()
    kept = [row for row, there in rows if all(word in there for word in wanted)]
    return Sheet([Group(Heading("TIMELINE", f"{len(kept):,} of {len(rows):,}"), happened_rows(kept))])


def subject_of(row: DetailRow, about: Subject, account: Link | None) -> Subject:
    """What a row is about; overview and fields are about the account or person itself."""
    item = row.item
    match item:
        case PersonLine():
            place = item.account or account
            return Subject(
                "contact", item.id, item.id, place.id if place else about.account_id, item.name,
                (place.name or "") if place else "", item.phone or item.email or "", item.title,
            )  # fmt: skip
        case Link():
            return Subject("account", item.id, None, item.id, item.name or "")
        case OpenLine():
            person = item.contact
            where = item.account.id if item.account else about.account_id
            who = person.id if person else about.contact_id
            name = (person.name or "") if person else about.name
            return Subject("task", item.id, who, where, name, about.place, "", item.title)
        case RequestLine() | DealLine():
            kind = "request" if isinstance(item, RequestLine) else "deal"
            title = item.title if isinstance(item, RequestLine) else item.name
            who = item.contact.id if item.contact else about.contact_id
            name = (item.contact.name or "") if item.contact else about.name
            return Subject(kind, item.id, who, about.account_id, name, about.place, "", title)
        case Happened():
            who = about.contact_id or item.contact_id
            name = about.name if about.contact_id else item.who or about.name
            return Subject(item.kind, item.id, who, about.account_id, name, about.place, "", item.text)
        case FieldLine() if item.reach:
            return about._replace(phone=item.value)
        case Activity() if item.name in {"phone", "e-mail"} and item.fact:
            return about._replace(phone=item.fact)
    return about


def copied(row: DetailRow) -> str:
    """A row as one line of text."""
    item = row.item
    match item:
        case Activity():
            parts = (item.name, item.words, item.fact)
        case PersonLine():
            parts = (item.name, item.title, plain(item.role))
        case Link():
            parts = (item.name or "", "", "")
        case OpenLine():
            parts = (item.kind, item.title, item.due_on.isoformat() if item.due_on else "")
        case Happened():
            parts = (item.on.isoformat(), item.who, f"{item.type}: {item.text}" if item.text else item.type)
        case RequestLine():
            parts = (item.priority, item.title, plain(item.status))
        case DealLine():
            parts = (item.name, item.stage, item.closed_on.isoformat() if item.closed_on else "")
        case FieldLine():
            return item.value
    return ", ".join(part for part in parts if part)
