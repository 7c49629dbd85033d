"""Filters kept under a name: records like any other, so that undo takes them back and a team shares them."""

from typing import NamedTuple

from repcockpit.domain.errors import ExistsError, InvalidValueError, NotFoundError
from repcockpit.domain.ids import derived_id
from repcockpit.domain.names import fold
from repcockpit.services.book import Book
from repcockpit.store.reads.saved_filters import filters_named

LONGEST = 60
BUILT_IN = {
    "account": (
        ("A accounts", "tier:a"),
        ("Overdue", "is:overdue"),
        ("Never contacted", "is:never"),
        ("No next step", "is:unplanned"),
        ("Prospects", "status:prospect"),
        ("Mine", "is:mine"),
    ),
    "contact": (
        ("Key people", "is:key"),
        ("Overdue", "is:overdue"),
        ("Never contacted", "is:never"),
        ("No next step", "is:unplanned"),
        ("People of A accounts", "tier:a"),
        ("Mine", "is:mine"),
    ),
}
"""Filters that every book has: (name, text)."""


class Kept(NamedTuple):
    """A filter with its name; `id` None where it is built in."""

    name: str
    text: str
    id: bytes | None = None


def kept_filters(book: Book, kind: str) -> list[Kept]:
    """The filters of a list: a person's own A to Z, then the built-in ones."""
    own = [Kept(name, text, row_id) for row_id, name, text in filters_named(book.db, _prefix(kind))]
    return [*own, *(Kept(name, text) for name, text in BUILT_IN[kind])]


def save_filter(book: Book, kind: str, name: str, text: str) -> bytes | None:
    """Keep `text` under a name, in place of the one that had it; the transaction, None where nothing changed.

    Raises InvalidValueError for no name, one too long, or a filter that says nothing.
    """
    shown, said = _checked_name(name), " ".join(text.split())
    if not said:
        raise InvalidValueError(
            "there is no filter to keep", "type one first: / and words, tier:a, is:overdue"
        )
    held = _of_name(book, kind, shown)
    with book.write(f"save filter {shown}") as unit:
        row_id = held.id if held is not None and held.id else _id(kind, shown)
        unit.insert("setting", {"id": row_id, "name": _prefix(kind) + shown, "value": said})
    return unit.txn


def rename_filter(book: Book, kind: str, name: str, new: str) -> bytes | None:
    """Give a filter another name. Raises NotFoundError, ExistsError and InvalidValueError."""
    held, shown = _own(book, kind, name), _checked_name(new)
    other = _of_name(book, kind, shown)
    if other is not None and other.id != held.id:
        raise ExistsError(f"there is a filter {other.name!r} already", "give another name")
    with book.write(f"rename filter {held.name} to {shown}") as unit:
        assert held.id is not None  # noqa: S101 -- an own filter is a record
        unit.update("setting", held.id, {"name": _prefix(kind) + shown})
    return unit.txn


def remove_filter(book: Book, kind: str, name: str) -> bytes | None:
    """Move a filter to the bin. Raises NotFoundError; a built-in one cannot be removed (InvalidValueError)."""
    held = _own(book, kind, name)
    with book.write(f"remove filter {held.name}") as unit:
        assert held.id is not None  # noqa: S101 -- an own filter is a record
        unit.hide("setting", held.id)
    return unit.txn


def _prefix(kind: str) -> str:
    return f"filter.{kind}s."


def _id(kind: str, name: str) -> bytes:
    return derived_id("setting", _prefix(kind) + fold(name))


def _checked_name(name: str) -> str:
    shown = " ".join(name.split())
    if not shown:
        raise InvalidValueError("a filter needs a name", "such as: A accounts in Gijón")
    if len(shown) > LONGEST:
        raise InvalidValueError("the name of a filter is too long", f"at most {LONGEST} characters")
    return shown


def _of_name(book: Book, kind: str, name: str) -> Kept | None:
    wanted = fold(name)
    return next((one for one in kept_filters(book, kind) if one.id and fold(one.name) == wanted), None)


def _own(book: Book, kind: str, name: str) -> Kept:
    held = _of_name(book, kind, name)
    if held is None:
        if any(fold(name) == fold(own) for own, _ in BUILT_IN[kind]):
            raise InvalidValueError(f"{name!r} is built in", "only filters of your own can be changed")
        raise NotFoundError(f"there is no filter {name!r}", "v lists them")
    return held
