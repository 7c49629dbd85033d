"""A form with what stands in it at the start: sensible defaults, or the record as it is."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from repcockpit.domain.errors import NotFoundError, UsageError
from repcockpit.domain.form_checks import held_entry
from repcockpit.domain.forms import (
    Entry,
    Form,
    blank_own_field,
    form_fields,
    form_kinds,
    opened,
    own_field,
    table_kind,
    takes_own_fields,
)
from repcockpit.domain.names import fold
from repcockpit.domain.words import spoken
from repcockpit.services.records import views_of
from repcockpit.store.reads.forms import dots_of
from repcockpit.store.reads.records import table_of, titles_of

if TYPE_CHECKING:
    from repcockpit.services.book import Book

_OWNED = frozenset({"account", "task", "promise", "deal"})
_OF_ONE_OF_US = frozenset({"leave", "target"})
_SAID = {
    "account": {"status": "customer"},
    "contact": {"status": "active"},
    "interaction": {"type": "call", "occurred_on": "today"},
    "task": {"kind": "task"},
    "deal": {"stage": "open"},
    "idea": {"status": "new"},
    "training": {"given_on": "today", "kind": "initial"},
    "info": {"brought_on": "today"},
    "share": {"brought_on": "today"},
    "feedback": {"kind": "nps", "asked_on": "today"},
    "fact": {"on": "today"},
    "rate": {"on": "today"},
}
"""What a new record holds where the rep says nothing else; `today` becomes the day."""


def new_form(
    book: "Book",
    kind: str,
    *,
    contact_id: bytes | None = None,
    account_id: bytes | None = None,
    owner_id: bytes | None = None,
    said: Mapping[str, str] | None = None,
) -> Form:
    """A form for a new record of `kind`, which belongs to the person and the account in context.

    `owner_id` is whose it is, this device's rep where nobody is said. `said` is what is known already, by field. Raises UsageError for a kind without a form.
    """
    check_form_kind(kind)
    if kind == "request":
        raise UsageError("a request has a line of its own", "r opens one; +r does in the log line")
    fields = form_fields(kind)
    held = {name: Entry(_day(book, text)) for name, text in _SAID.get(kind, {}).items()}
    held |= _context(book, kind, contact_id, account_id, owner_id or book.author_id)
    held |= {name: Entry(text) for name, text in (said or {}).items()}
    if takes_own_fields(kind):
        fields = (*fields[:-1], blank_own_field(kind), fields[-1])
    form = opened(kind, f"New {spoken(kind)}", fields, held)
    if not said:
        return form
    blank = tuple(
        Entry() if field.name in said else now for field, now in zip(fields, form.first, strict=True)
    )
    return form._replace(first=blank)


def check_form_kind(kind: str) -> None:
    """Raise UsageError for a kind without a form."""
    if kind not in form_kinds():
        raise UsageError(f"a {spoken(kind)} has no form", "kinds: " + ", ".join(form_kinds()))


def _day(book: "Book", text: str) -> str:
    return book.today().isoformat() if text == "today" else text


def _context(
    book: "Book", kind: str, contact_id: bytes | None, account_id: bytes | None, owner_id: bytes | None
) -> dict[str, Entry]:
    """Who it is about, and whose it is."""
    names = {field.name for field in form_fields(kind)}
    held: dict[str, Entry] = {}
    home = next((name for name in ("account", "accounts") if name in names), "")
    if account_id is not None and home and kind not in ("holiday", "target"):
        held[home] = _link(book, "account", account_id)
    if contact_id is not None and "contact" in names:
        held["contact"] = _link(book, "contact", contact_id)
    if contact_id is not None and "contacts" in names:
        held["contacts"] = _link(book, "contact", contact_id)
    if owner_id is not None and kind in _OWNED:
        held["owner"] = _link(book, "rep", owner_id)
    if owner_id is not None and kind in _OF_ONE_OF_US:
        held["rep"] = _link(book, "rep", owner_id)
    return held


def _link(book: "Book", kind: str, record_id: bytes) -> Entry:
    name = titles_of(book.db, kind, [record_id]).get(record_id, "")
    return Entry(name, ((name, record_id),)) if name else Entry()


def edit_form(book: "Book", kind: str, record_id: bytes) -> Form:
    """A form with the record as it stands, and the dots it was read with.

    Raises UsageError for a kind without a form, NotFoundError where there is no such record.
    """
    check_form_kind(kind)
    table = table_kind(kind)
    dots = dots_of(book.db, table_of(table), record_id)
    views = views_of(book, table, [record_id])
    if not views:
        raise NotFoundError(f"there is no such {spoken(kind)} any more", "it may be in the bin")
    (view,) = views
    if table == "task" and view.kind == "promise":
        kind = "promise"
    if table == "info" and view.brought_on is None:
        kind = "item"
    fields, held = form_fields(kind), dict[str, Entry]()
    for field in fields:
        held[field.name] = held_entry(field, getattr(view, field.name, None))
    if kind == "interaction" and view.occurred_at is not None:
        when = next(field for field in fields if field.name == "occurred_on")
        held["occurred_on"] = held_entry(when, view.occurred_at)
    if takes_own_fields(kind):
        own = tuple(own_field(kind, name) for name in sorted(view.custom, key=fold))
        held |= {field.name: Entry(view.custom[field.custom]) for field in own}
        fields = (*fields[:-1], *own, blank_own_field(kind), fields[-1])
    name = titles_of(book.db, table, [record_id]).get(record_id, "")
    return opened(kind, name or spoken(kind), fields, held)._replace(record_id=record_id, dots=dots)
