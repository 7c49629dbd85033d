"""The tier of accounts, set by hand: a letter, one up, one down, or none."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from repcockpit.domain.errors import InvalidValueError, UsageError
from repcockpit.domain.words import SEGMENTS
from repcockpit.services.decisions.chosen import Chosen, Decided, accounts_of, is_or_are, named
from repcockpit.store.reads import decisions as reads

if TYPE_CHECKING:
    from repcockpit.services.book import Book

_USUAL = "C"
"""What an account without a tier counts as: the same interval, the same weight."""


def set_tier(book: "Book", subjects: Sequence[Chosen], letter: str | None) -> Decided:
    """The accounts of these rows get the tier; None takes it away.

    Raises InvalidValueError for another letter, UsageError where no row has an account.
    """
    if letter is not None and letter not in SEGMENTS:
        raise InvalidValueError(f"there is no tier {letter!r}", "A, B, C, D, or none")
    return _change(book, subjects, lambda _: letter)


def raise_tier(book: "Book", subjects: Sequence[Chosen]) -> Decided:
    """One up for each account; A stays A, no tier counts as C."""
    return _change(book, subjects, lambda letter: _next(letter, -1))


def lower_tier(book: "Book", subjects: Sequence[Chosen]) -> Decided:
    """One down for each account; D stays D, no tier counts as C."""
    return _change(book, subjects, lambda letter: _next(letter, 1))


def _next(letter: str | None, step: int) -> str:
    at = SEGMENTS.index(letter or _USUAL) + step
    return SEGMENTS[max(0, min(at, len(SEGMENTS) - 1))]


def _change(book: "Book", subjects: Sequence[Chosen], change: Callable[[str | None], str | None]) -> Decided:
    wanted = accounts_of(subjects)
    held = reads.segments_of(book.db, wanted)
    if not held:
        raise UsageError("only an account has a tier", "move to a row with an account")
    given = {row_id: change(letter) for row_id, letter in held.items()}
    by_hand = reads.segment_sources_of(book.db, list(given))
    changed = [row_id for row_id, letter in given.items() if letter != held[row_id]]
    settled = [
        row_id for row_id in given if row_id not in changed and by_hand.get(row_id) != _source(given[row_id])
    ]
    said = changed or list(given)
    text = _sentence(book, said, {given[row_id] for row_id in said})
    with book.write(text) as unit:
        unit.update_many(
            "account",
            [
                (row_id, {"segment": given[row_id], "segment_by": _source(given[row_id])})
                for row_id in (*changed, *settled)
            ],
        )
    return Decided(text, unit.txn)


def _source(letter: str | None) -> str | None:
    return "hand" if letter else None


def _sentence(book: "Book", ids: Sequence[bytes], letters: set[str | None]) -> str:
    who = named(book, "account", ids)
    if len(letters) > 1:
        return f"Another tier for {who}"
    letter = next(iter(letters))
    if letter is None:
        return f"{who} {'has' if len(ids) == 1 else 'have'} no tier now"
    return f"{who} {is_or_are(len(ids))} {letter} now"
