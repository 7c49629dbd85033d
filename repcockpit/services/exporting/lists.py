"""Accounts and contacts as json (the shapes of cli.md), as contact cards and as rows."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, BinaryIO, Final, NamedTuple

from repcockpit.domain.views.plain import as_json
from repcockpit.domain.views.records import AccountView, ContactView
from repcockpit.exchange.writers.json import write_json_records
from repcockpit.exchange.writers.sheets import Column, Report, Sheet
from repcockpit.exchange.writers.values import Cell
from repcockpit.exchange.writers.vcard import write_vcards
from repcockpit.services.exporting.cells import key, name
from repcockpit.services.exporting.columns import typed
from repcockpit.services.exporting.order import ExportOrder
from repcockpit.services.exporting.removed import taken_away
from repcockpit.services.exporting.spans import span_words
from repcockpit.services.exporting.watch import Watch
from repcockpit.services.records import views_of
from repcockpit.store.reads.records import listed_ids
from repcockpit.store.reads.whole import custom_names

if TYPE_CHECKING:
    from repcockpit.services.book import Book

_VIEWS_AT_ONCE = 2_000


class _Table(NamedTuple):
    """A table: its columns, fixed for ever, and the cells of one view."""

    kind: str
    columns: tuple[str, ...]
    cells: Callable[[Any], tuple[Cell, ...]]


def _account(view: AccountView) -> tuple[Cell, ...]:
    return (
        *view[:13], key(view.parent), name(view.parent), key(view.owner), name(view.owner), *view[15:22], view.tags,
        *view[24:],
    )  # fmt: skip


def _contact(view: ContactView) -> tuple[Cell, ...]:
    others = [one for one in view.accounts if one != view.account]
    return (
        *view[:7], view.roles, *view[8:13], view.email, view.emails, view.phone, view.phones, key(view.account),
        name(view.account), [one.id.hex() for one in others], [one.name or "" for one in others],
        key(view.reports_to), name(view.reports_to), *view[20:25], view.do_not_contact or None,
        view.do_not_mail or None, view.interval_days, key(view.owner), name(view.owner),
        view.birthday, view.note, view.tags, *view[33:38],
    )  # fmt: skip


TABLES: Final = {
    "accounts": _Table(
        "account",
        (
            "id", "name", "segment", "segment_by", "status", "sector", "street", "city", "postal_code", "region",
            "country", "timezone", "hours", "parent_id", "parent", "owner_id", "owner", "interval_days", "revenue", "currency",
            "potential", "phone", "website", "note", "tags", "source_created_on", "tracking_started_on",
            "last_touch_on", "due_on", "cadence_status",
        ),
        _account,
    ),
    "contacts": _Table(
        "contact",
        (
            "id", "name", "first_name", "last_name", "title", "department", "role", "roles", "support",
            "support_on", "support_note", "level", "role_confirmed_on", "email", "emails", "phone", "phones", "account_id", "account", "further_account_ids", "further_accounts", "reports_to_id",
            "reports_to", "status", "left_on", "new_employer", "preferred_channel", "preferred_hours", "do_not_contact", "do_not_mail", "interval_days", "owner_id", "owner", "birthday",
            "note", "tags", "source_created_on", "tracking_started_on", "last_touch_on", "due_on", "cadence_status",
        ),
        _contact,
    ),
}  # fmt: skip
"""The tables by WHAT; a custom field follows as a column `custom.NAME`."""


def list_json(book: "Book", order: ExportOrder, out: BinaryIO) -> int:
    """The list as one document with `as_of` and `total`; gives the number of rows."""
    ids = _ids(book, order)
    head = {"schema_version": 1, "as_of": as_json(book.now()), "total": len(ids)}
    kind = TABLES[order.what].kind
    views = (order.watch or Watch()).rows(_views(book, kind, ids), len(ids))
    write_json_records(head, (as_json(view) for view in views), out, key=order.what)
    return len(ids)


def list_report(book: "Book", order: ExportOrder) -> Report:
    """The list as rows under the fixed columns, custom fields behind."""
    sheet = list_sheet(book, order)
    lines = (span_words(order),) if order.since or order.until else ()
    gone = taken_away(book, order, TABLES[order.what].kind)
    return Report(sheet.title.capitalize(), book.now(), (sheet,), lines, left_out=gone)


def list_sheet(book: "Book", order: ExportOrder) -> Sheet:
    """The accounts or contacts of the order."""
    table, ids = TABLES[order.what], _ids(book, order)
    names = custom_names(book.db, table.kind)
    columns = (*typed(table.columns), *(Column(f"custom.{one}") for one in names))
    return Sheet(
        order.what,
        columns,
        lambda: (
            (*table.cells(view), *(view.custom.get(one) for one in names))
            for view in _views(book, table.kind, ids)
        ),
        len(ids),
    )


def list_vcf(book: "Book", order: ExportOrder, out: BinaryIO) -> int:
    """A contact card for each person of the list; gives their number."""
    return write_vcards(_views(book, "contact", _ids(book, order)), out)


def _ids(book: "Book", order: ExportOrder) -> list[bytes]:
    kind = TABLES[order.what].kind
    ids = listed_ids(book.db, kind, since=order.since, until=order.until, rep_id=order.rep_id)
    return ids if order.only is None else [one for one in ids if one in order.only]


def _views(book: "Book", kind: str, ids: list[bytes]) -> Iterator[Any]:
    for start in range(0, len(ids), _VIEWS_AT_ONCE):
        yield from views_of(book, kind, ids[start : start + _VIEWS_AT_ONCE])
