"""The index of an account in a few words, above its seven lines."""

from repcockpit.domain.score_words import index_words
from repcockpit.domain.scorecard import index_of
from repcockpit.services.book import Book
from repcockpit.services.scores.avoided import avoided_words, skips_of
from repcockpit.services.scores.cards import index_before
from repcockpit.services.scores.values import values_of
from repcockpit.store.reads.scores import accounts_by_id


def index_said(book: Book, account_id: bytes) -> str:
    """`index 61, was 66`, with the skips of an account that is avoided; blank for one in the bin."""
    found = accounts_by_id(book.db, [account_id])
    if not found:
        return ""
    value, known = index_of(values_of(book, found)[account_id], book.numbers)
    if value is None:
        said = f"too little known, {100 * known:.0f} %"
    else:
        said = index_words(value, index_before(book, found))
    skips = skips_of(book, account_id)
    return f"{said}; {avoided_words(skips)}" if skips else said
