"""Whom something can be brought to."""

from typing import TYPE_CHECKING

from repcockpit.domain.views.record_requests import Link
from repcockpit.services.lookup import find
from repcockpit.store.reads import learning as reads
from repcockpit.store.reads.details import group_ids
from repcockpit.store.reads.records import titles_of

if TYPE_CHECKING:
    from repcockpit.services.book import Book


def people_at(book: "Book", account_id: bytes) -> list[Link]:
    """The active people of an account, A to Z."""
    rows = reads.people_rows(book.db, group_ids(book.db, "account", account_id))
    return [Link(one.id, one.name) for one in rows if (one.status or "active") == "active"]


def person_named(book: "Book", text: str) -> tuple[Link, str]:
    """The one person that a name means, and where they work. Raises NotFoundError or AmbiguousError."""
    contact = find(book, "contact", text)
    name = titles_of(book.db, "contact", [contact]).get(contact, "")
    return Link(contact, name), reads.work_of(book.db, contact).account_name or ""
