"""What Today knows of holes: risks in the network, reviews to ask for, trainings that ran out, nothing to bring."""

from collections.abc import Sequence
from datetime import date
from itertools import chain, zip_longest
from typing import TYPE_CHECKING

from repcockpit.domain.views.today import TodayItem
from repcockpit.services.today.learning import learning_items
from repcockpit.services.today.network import network_items

if TYPE_CHECKING:
    from repcockpit.services.book import Book


def gap_items(book: "Book", reviews: Sequence[TodayItem], day: date) -> list[TodayItem]:
    """The rows of gaps, the worst first, of each kind in turn; an account may have several.

    `reviews` are those to ask for. In turn, so that the few that are shown are not all of one kind.
    """
    learning = learning_items(book, day)
    kinds = (
        network_items(book),
        reviews,
        [one for one in learning if one.kind == "training"],
        [one for one in learning if one.kind != "training"],
    )
    return [item for item in chain.from_iterable(zip_longest(*kinds)) if item is not None]
