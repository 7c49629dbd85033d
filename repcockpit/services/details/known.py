"""What is known of an account, as rows of its detail: needs, expectations, wants, competitors, strengths and the rest."""

from collections.abc import Sequence

from repcockpit.domain.views.details import Happened
from repcockpit.domain.words import spoken
from repcockpit.services.book import Book
from repcockpit.services.learning.known import known_of


def known_lines(book: Book, accounts: Sequence[bytes]) -> tuple[Happened, ...]:
    """The notes of a kind, by kind, each with its day and who said it."""
    return tuple(
        Happened(
            "interaction",
            one.id,
            one.on,
            spoken(one.kind),
            (one.contact.name or "") if one.contact else "",
            0,
            one.contact.id if one.contact else None,
            one.text,
        )
        for one in known_of(book, accounts)
    )
