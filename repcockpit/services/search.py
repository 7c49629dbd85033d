"""Finding text anywhere in the book: names and notes, accents and case ignored."""

from typing import TYPE_CHECKING

from repcockpit.domain.errors import InvalidValueError
from repcockpit.domain.names import fold, words
from repcockpit.domain.views.records import Hit
from repcockpit.store.reads import records as reads
from repcockpit.store.reads.records_search import notes_with, texts_with

if TYPE_CHECKING:
    from repcockpit.services.book import Book

SEARCHED = ("account", "contact", "task", "request", "deal", "idea", "training", "info", "feedback", "rep")
_AROUND = 40


def search(book: "Book", text: str) -> list[Hit]:
    """Every record that holds all the words of `text`, by kind, interactions last and newest first.

    Raises InvalidValueError for text without a word.
    """
    wanted = fold(text).split()
    if not wanted:
        raise InvalidValueError("what should be looked for?", "give a part of a name or a note")
    hits: list[Hit] = []
    for kind in SEARCHED:
        hits += [
            Hit(kind, row.id, row.title, snippet(row.text, wanted))
            for row in texts_with(book.db, kind, wanted)
        ]
    tokens = [token for word in wanted for token in words(word)]
    found = [(row, snippet(row.text, wanted)) for row in notes_with(book.db, tokens)]
    titles = reads.titles_of(book.db, "interaction", [row.id for row, _ in found])
    return hits + [Hit("interaction", row.id, titles.get(row.id), part) for row, part in found]


def snippet(text: str, wanted: list[str]) -> str:
    """The part of `text` around the first of the folded words, cut with … at both ends."""
    kept = " ".join(text.split())
    folded = fold(kept)
    places = [folded.find(word) for word in wanted]
    # Folding may change the length; the place is then near enough for a snippet.
    place = max(0, min((one for one in places if one >= 0), default=0) - _AROUND)
    part = kept[place : place + 3 * _AROUND]
    return ("…" if place else "") + part.strip() + ("…" if place + 3 * _AROUND < len(kept) else "")
