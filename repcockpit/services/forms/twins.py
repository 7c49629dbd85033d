"""A word of warning while a new name is typed: somebody of that name is in the book already."""

from typing import TYPE_CHECKING

from repcockpit.domain.duplicates import company, similarity
from repcockpit.domain.forms import Form
from repcockpit.domain.names import fold
from repcockpit.domain.names import words as name_words
from repcockpit.store.reads import forms as reads
from repcockpit.store.reads.directory import BookDirectory

if TYPE_CHECKING:
    from repcockpit.services.book import Book
    from repcockpit.store.reads.forms import Fit

_WATCHED = {"account": ("name",), "contact": ("name", "emails", "accounts")}


def twin_warning(book: "Book", form: Form, name: str) -> str:
    """That an account of this name, or a person of this name or e-mail, is in the book; nothing where none is.

    Only for the fields that tell, and only where they were changed.
    """
    if name not in _WATCHED.get(form.kind, ()) or not form.entry(name).text.strip():
        return ""
    if all(field.name != name for field, _ in form.changed()):
        return ""
    return _account(book, form) if form.kind == "account" else _person(book, form, name)


def _account(book: "Book", form: Form) -> str:
    """By name without its legal form, as `duplicates` compares them."""
    text = form.entry("name").text.strip()
    typed = company(b"", text).name_words
    if not typed:
        return ""
    found = BookDirectory(book.db, book.today()).accounts_like(max(typed, key=len))
    least = book.numbers.duplicate_similarity
    near = (one for one in found if one.id != form.record_id)
    alike = [one for one in near if similarity(typed, company(one.id, one.name).name_words) >= least]
    if not alike:
        return ""
    town = reads.places_of(book.db, (alike[0].id,)).get(alike[0].id)
    return f"{alike[0].name}{f' in {town}' if town else ''} is in the book already"


def _person(book: "Book", form: Form, name: str) -> str:
    if name == "emails":
        first = form.entry("emails").text.partition(",")[0].strip()
        return _told(
            form, reads.reached_by(book.db, first) if "@" in first else [], "has this e-mail already"
        )
    typed = " ".join(name_words(fold(form.entry("name").text)))
    found = reads.called(book.db, typed) if typed else []
    places = fold(form.entry("accounts").text)
    same = [one for one in found if one.about and fold(one.about) in places]
    if same:
        return _told(form, same, "is in the book already")
    return _told(form, found, "is in the book already") if name == "name" else ""


def _told(form: Form, found: "list[Fit]", what: str) -> str:
    others = [one for one in found if one.id != form.record_id]
    if not others:
        return ""
    return f"{others[0].name}{f' at {others[0].about}' if others[0].about else ''} {what}"
