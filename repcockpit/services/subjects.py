"""What a contact or an account is called wherever it is only named: one read by its key."""

from typing import TYPE_CHECKING, NamedTuple

from repcockpit.store.reads.subjects import (
    account_named,
    accounts_with,
    contact_named,
    contacts_with,
    reaches,
)

if TYPE_CHECKING:
    from repcockpit.services.book import Book


class SubjectView(NamedTuple):
    """A contact or account by name: `place` is the account beside a person."""

    kind: str
    id: bytes
    contact_id: bytes | None
    account_id: bytes | None
    name: str
    place: str
    phone: str
    title: str


def subject_view(book: "Book", kind: str, record_id: bytes) -> SubjectView | None:
    """The record that is there; None where it is in the bin, was merged, or is of another kind."""
    if kind == "account":
        found = account_named(book.db, record_id)
        return found and SubjectView(kind, record_id, None, record_id, found.name, "", found.phone, "")
    if kind == "contact":
        person = contact_named(book.db, record_id)
        return person and SubjectView(
            kind,
            record_id,
            record_id,
            person.account_id,
            person.name,
            person.account_name,
            person.phone,
            person.title,
        )
    return None


def reach_of(book: "Book", contact_id: bytes | None, account_id: bytes | None) -> str:
    """The phone of the person, else their e-mail; without a person the account's phone; empty where none is known."""
    return next(iter(reaches(book.db, contact_id, account_id)), "")


def find_subjects(book: "Book", text: str, most: int) -> list[SubjectView]:
    """Accounts, then people, whose folded names hold each word of `text`; beginnings of names first."""
    words = tuple(text.split())
    accounts = [
        SubjectView("account", found.id, None, found.id, found.name, "", found.phone, found.place)
        for found in accounts_with(book.db, words, most)
    ]
    people = [
        SubjectView("contact", one.id, one.id, one.account_id, one.name, one.place, one.phone, "")
        for one in contacts_with(book.db, words, most)
    ]
    first = words[0] if words else ""
    return sorted([*accounts, *people], key=lambda one: not one.name.casefold().startswith(first))[:most]
