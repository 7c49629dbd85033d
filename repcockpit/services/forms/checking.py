"""What is said about a field as it is typed, and the records that a typed name could mean."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from repcockpit.domain.form_checks import Checked, check_entry
from repcockpit.domain.forms import OWN_FIELD, Entry, Form, FormField, fitting_choices, pieces, settled
from repcockpit.domain.names import SUBSTRING, fold, match_class
from repcockpit.domain.names import words as name_words
from repcockpit.domain.words import spoken
from repcockpit.services.local_dates import read_day, read_moment
from repcockpit.store.reads import forms as reads
from repcockpit.store.reads.forms import Fit
from repcockpit.store.reads.records_held import names_in
from repcockpit.store.reads.subjects import accounts_with, contacts_with

if TYPE_CHECKING:
    from repcockpit.services.book import Book

SHOWN = 6
_LOOKED_AT = 60


def check_field(book: "Book", form: Form, name: str) -> Checked:
    """What is to be said about one field of a form as it stands."""
    field, entry = form.fields[form.place(name)], form.entry(name)
    if field.control not in ("link", "links"):
        return check_entry(
            field,
            entry,
            lambda text, direction: read_day(book, text, direction),
            lambda text: read_moment(book, text, "back"),
        )
    if not entry.text.strip():
        return Checked()
    shown = []
    for piece in _pieces(field, entry):
        if isinstance(piece, bytes):
            continue
        found = _meant(book, form, field, piece)
        if len(found) != 1:
            return Checked(_unclear(field, piece, len(found)))
        shown.append(f"{found[0].name}, {found[0].about}" if found[0].about else found[0].name)
    return Checked(shown="; ".join(shown))


def _unclear(field: FormField, text: str, count: int) -> str:
    what = spoken(field.field.target)
    what = {"contact": "person", "rep": "one of us"}.get(what, what)
    if not count:
        return f"no {what} is called {text!r}" if what != "one of us" else f"none of us is called {text!r}"
    return f"{count} fit {text!r}: choose one"


def _pieces(field: FormField, entry: Entry) -> list[str | bytes]:
    """The names in a field; a single link is one name, commas or not."""
    text = entry.text.strip()
    known = dict(entry.picked)
    if text in known:
        return [known[text]]
    return pieces(entry) if field.control == "links" else [text]


def settle(book: "Book", form: Form, name: str) -> Form:
    """The form with the field written out as it will be saved: begun choices, and names that mean one record."""
    field, entry = form.fields[form.place(name)], form.entry(name)
    if field.control not in ("link", "links"):
        return form.put(name, settled(field, entry))
    if not entry.text.strip():
        return form.put(name, Entry())
    named: list[tuple[str, bytes]] = []
    back = {key: text for text, key in entry.picked}
    for piece in _pieces(field, entry):
        if isinstance(piece, bytes):
            named.append((back[piece], piece))
            continue
        found = _meant(book, form, field, piece)
        if len(found) != 1:
            return form
        named.append((found[0].name, found[0].id))
    return form.put(name, Entry(", ".join(text for text, _ in named), tuple(named)))


def _meant(book: "Book", form: Form, field: FormField, text: str) -> list[Fit]:
    """The records of the best class of names; people of the account on the form before others."""
    wanted = fold(text)
    if field.field.target == "rep" and wanted == "me":
        return [one for one in _offered(book, form, field) if one.id == book.author_id]
    ranked = [(_rank(wanted, one), one) for one in _candidates(book, form, field, text)]
    if not ranked:
        return []
    best = min(rank for rank, _ in ranked)
    found = list({one.id: one for rank, one in ranked if rank == best}.values())
    if len(found) > 1 and field.field.target == "contact":
        near = {one.id for one in _near(book, form)}
        found = [one for one in found if one.id in near] or found
    return found


def _rank(wanted: str, one: Fit) -> int:
    """The class of a name; who was found without it was found by e-mail, which is a part."""
    rank = match_class(wanted, fold(one.name))
    return SUBSTRING if rank is None else rank


def fits(book: "Book", form: Form, name: str) -> tuple[Fit, ...]:
    """What the text that is being typed in a field could become, the likeliest first.

    For a choice its words (their ids are empty), for a link records, for tags those in use.
    """
    field, entry = form.fields[form.place(name)], form.entry(name)
    text = typed_piece(field, entry)
    if field.choices:
        words = field.choices if not text else fitting_choices(field.choices, text)
        return tuple(Fit(b"", word, None) for word in words)
    if field.name in ("tags", OWN_FIELD):
        return _words_in_use(book, field, text)
    if field.control not in ("link", "links"):
        return ()
    if not text:
        return tuple(_offered(book, form, field)[:SHOWN])
    wanted = fold(text)
    found = {one.id: one for one in _candidates(book, form, field, text)}.values()
    return tuple(sorted(found, key=lambda one: _rank(wanted, one))[:SHOWN])


def typed_piece(field: FormField, entry: Entry) -> str:
    """The part of the text that is being typed: of a list what follows its last comma."""
    if field.control in ("list", "links") and dict(entry.picked).get(entry.text.strip()) is None:
        return entry.text.rpartition(",")[2].strip()
    return entry.text.strip()


def _words_in_use(book: "Book", field: FormField, text: str) -> tuple[Fit, ...]:
    """Tags, or names of own fields, that are in use already."""
    if not text or (field.name == OWN_FIELD and ":" in text):
        return ()
    table = "tag" if field.name == "tags" else "custom_field"
    known = names_in(book.db, table)
    wanted = fold(text)
    found = sorted((rank, name) for _, name in known if (rank := match_class(wanted, fold(name))) is not None)
    return tuple(Fit(b"", name, None) for _, name in found[:SHOWN])


def _offered(book: "Book", form: Form, field: FormField) -> list[Fit]:
    """Who is likely before a letter is typed: the people of the account, us, the teams."""
    target = field.field.target
    if target == "contact":
        return [one for one in _near(book, form) if one.id != form.record_id]
    readers: dict[str, Callable[[], list[Fit]]] = {
        "rep": lambda: reads.reps(book.db),
        "team": lambda: reads.teams(book.db),
        "request": lambda: reads.requests_of(book.db, _account_id(form)),
    }
    return readers[target]() if target in readers else []


def _near(book: "Book", form: Form) -> list[Fit]:
    account_id = _account_id(form)
    return reads.people_of(book.db, account_id) if account_id is not None else []


def _account_id(form: Form) -> bytes | None:
    """The account that stands on the form, the first one of several."""
    for name in ("account", "accounts"):
        entry = form.entry(name)
        known = dict(entry.picked).get(entry.text.strip())
        first = known if known is not None else next(iter(pieces(entry)), None)
        if isinstance(first, bytes):
            return first
    return None


def _candidates(book: "Book", form: Form, field: FormField, text: str) -> list[Fit]:
    words = name_words(fold(text))
    if not words:
        return []
    if field.field.target == "account":
        found = accounts_with(book.db, words, _LOOKED_AT)
        return [Fit(one.id, one.name, one.place or None) for one in found if one.id != form.record_id]
    if field.field.target == "contact":
        near = [one for one in _near(book, form) if match_class(fold(text), fold(one.name)) is not None]
        people = [
            Fit(one.id, one.name, one.place or None) for one in contacts_with(book.db, words, _LOOKED_AT)
        ]
        mailed = reads.reached_by(book.db, text.strip()) if "@" in text else []
        by_id = {one.id: one for one in (*mailed, *people)}
        first = [by_id.pop(one.id, one) for one in near]
        return [one for one in (*first, *by_id.values()) if one.id != form.record_id]
    wanted = fold(text)
    return [one for one in _offered(book, form, field) if match_class(wanted, fold(one.name)) is not None]
