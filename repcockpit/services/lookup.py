"""From the words a person types to one record: exact name, first digits of the id, then the nearest names."""

import re
import sqlite3
from typing import TYPE_CHECKING

from repcockpit.domain.errors import AmbiguousError, Candidate, InvalidValueError, NotFoundError
from repcockpit.domain.names import fold, match_class
from repcockpit.store.reads import records as reads
from repcockpit.store.reads.records import Found

if TYPE_CHECKING:
    from repcockpit.services.book import Book

_DIGITS = re.compile(r"[0-9a-fA-F]{6,32}")
_SHOWN = 10


def find(book: "Book", kind: str, text: str, *, account: str | None = None) -> bytes:
    """The id of the record of `kind` that `text` names.

    The exact name first, then 6 or more hex digits of its id, then the best class of names that fit
    (product.md "The capture line").

    `account`, a name, decides between people of one name. Raises InvalidValueError for empty text,
    NotFoundError, or AmbiguousError with the candidates.
    """
    if kind == "qbr" and text.strip():
        from repcockpit.services.reviews.finding import find_qbr  # noqa: PLC0415 -- it looks up an account here

        return find_qbr(book, text.strip())[0]
    if not text.strip():
        raise InvalidValueError(f"which {kind}?", "give its name or the first digits of its id")
    if kind == "rep" and text.casefold() == "me" and book.author_id is not None:
        return book.author_id
    exact = _narrowed(reads.exactly_named(book.db, kind, text.strip()), account)
    if exact:
        return _only(book.db, kind, text, exact)
    by_id = find_by_id(book.db, kind, text)
    if by_id is not None:
        return by_id
    found = _nearest(book.db, kind, text) or reads.formerly_named(book.db, kind, text.strip())
    return _only(book.db, kind, text, _narrowed(found, account))


def find_by_id(
    db: sqlite3.Connection, kind: str, text: str, *, hidden: bool = False, merged: bool = False
) -> bytes | None:
    """The id that begins with these 6 to 32 hex digits; None where there is none. Raises AmbiguousError.

    For a merged record it is the one that stands for it, with `merged` its own.
    """
    if not _DIGITS.fullmatch(text):
        return None
    low, high = bytes.fromhex(text.ljust(32, "0")), bytes.fromhex(text.ljust(32, "f"))
    found = reads.with_id_between(db, kind, low, high, hidden=hidden)
    if merged and len(found) == 1:
        return found[0].id
    return _only(db, kind, text, found) if found else None


def _nearest(db: sqlite3.Connection, kind: str, text: str) -> list[Found]:
    wanted = fold(text)
    best: int | None = None
    found: list[Found] = []
    for one in reads.names_of(db, kind):
        rank = match_class(wanted, fold(one.name), one.email)
        if rank is None or (best is not None and rank > best):
            continue
        if best is None or rank < best:
            best, found = rank, []
        found.append(one)
    return found


def _narrowed(found: list[Found], account: str | None) -> list[Found]:
    if account is None or len(found) < 2:
        return found
    return [one for one in found if one.account == account] or found


def _only(db: sqlite3.Connection, kind: str, text: str, found: list[Found]) -> bytes:
    if not found:
        raise NotFoundError(f"no {kind} is called {text!r}", f"`repcockpit search {text}` looks everywhere")
    if len(found) > 1:
        shown = found[:_SHOWN]
        more = f", the first {_SHOWN} shown" if len(found) > _SHOWN else ""
        raise AmbiguousError(
            f"{len(found)} {kind}s fit {text!r}{more}",
            "give more of the name, or the first digits of the id",
            tuple(Candidate(one.id, one.name, one.account) for one in shown),
        )
    return reads.survivor(db, kind, found[0].id)
