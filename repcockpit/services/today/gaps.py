"""What Today knows of holes: risks in the network, trainings that ran out, nothing to bring."""

from datetime import date
from typing import TYPE_CHECKING

from repcockpit.domain.views.today import TodayItem
from repcockpit.services.today.learning import learning_items

if TYPE_CHECKING:
    from repcockpit.services.book import Book
    from repcockpit.services.today.standings import Standings


def gap_items(book: "Book", standings: "Standings", day: date) -> list[TodayItem]:
    """The rows of gaps, the worst first; an account may have several."""
    del standings
    return learning_items(book, day)
