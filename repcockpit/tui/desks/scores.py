"""The desk's part for scorecards."""

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from repcockpit.services.book import book_apart
from repcockpit.tui.desks.part import Part, guarded, until_stopped

if TYPE_CHECKING:
    from repcockpit.domain.views.details import Why
    from repcockpit.domain.views.scores import IndexRow, Scorecard
    from repcockpit.services.book import Book

LARGE = 120
"""So many customers are scored beside the screen."""


class Sheets(NamedTuple):
    """A scorecard, and of a rep or the team the index of every customer."""

    card: "Scorecard"
    customers: "tuple[IndexRow, ...]" = ()


class Scores(Part):
    """Scorecards, down to the rows."""

    @guarded
    def of_account(self, account_id: bytes) -> Sheets:
        """One account's."""
        from repcockpit.services.scores.cards import account_scorecard  # noqa: PLC0415 -- with the first one

        return Sheets(account_scorecard(self.book, account_id))

    @guarded
    def is_large(self, rep_id: bytes | None) -> bool:
        """Whether scoring the customers of a rep (None: of all) takes longer than a key may wait."""
        from repcockpit.services.scores.values import customer_count  # noqa: PLC0415 -- with the first one

        return customer_count(self.book, rep_id) > LARGE

    @guarded
    def of_rep(self, rep_id: bytes | None) -> Sheets:
        """A rep's (None: the team's), with every customer."""
        return _sheets(self.book, rep_id, lambda _done, _total: None)

    def of_rep_apart(
        self, rep_id: bytes | None, progress: Callable[[int, int], None], stopped: Callable[[], bool]
    ) -> Sheets:
        """The same by a connection of its own, for another thread. Raises StoppedError once `stopped()`."""
        with book_apart(self.book) as apart:
            return _sheets(apart, rep_id, until_stopped(stopped, progress))

    @property
    def rep_id(self) -> bytes | None:
        """Whose day it is; None for everybody's."""
        return self.book.rep_id

    @guarded
    def why(self, sheets: Sheets, kind: str, name: str) -> "Why":
        """Everything behind one row: `kind` is part, axis, sand, survey, skips or index."""
        from repcockpit.services.scores import why  # noqa: PLC0415 -- with the first one

        card = sheets.card
        if kind == "part":
            return why.why_part(self.book, card, name, sheets.customers)
        makers = {"axis": why.why_axis, "sand": why.why_sand, "survey": why.why_survey}
        if kind in makers:
            return makers[kind](self.book, card, name)
        return why.why_skips(self.book, card) if kind == "skips" else why.why_index(self.book, card)


def _sheets(book: "Book", rep_id: bytes | None, progress: Callable[[int, int], object]) -> Sheets:
    from repcockpit.services.scores.cards import rep_sheets  # noqa: PLC0415 -- with the first one

    card, customers = rep_sheets(book, rep_id, progress)
    return Sheets(card, tuple(customers))
