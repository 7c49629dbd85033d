"""What Today knows of holes: risks in the network, reviews to ask for, trainings that ran out, nothing to bring."""

from collections.abc import Container, Iterable, Sequence
from datetime import date
from itertools import chain, zip_longest
from typing import TYPE_CHECKING, NamedTuple

from repcockpit.domain.ranking import fold, sort_key
from repcockpit.domain.views.today import TodayItem
from repcockpit.services.today.kept_gaps import keep_gaps, kept_gaps, kept_parts
from repcockpit.store.reads.catalog_changes import newest_txn
from repcockpit.store.reads.gaps import is_anybody_mapped, is_training_changed

if TYPE_CHECKING:
    from repcockpit.services.book import Book
    from repcockpit.services.coverage.worst import Networks
    from repcockpit.services.today.kept_parts import State
    from repcockpit.store.reads.today import PlannedRow


_MEMORY = "today.gaps"
TRAININGS = "today.trainings"


class Gaps(NamedTuple):
    """The rows that are shown, in order, and how many accounts have a gap."""

    items: list[TodayItem]
    found: int


def gaps_of(
    book: "Book",
    reviews: Iterable[TodayItem],
    planned: "Sequence[PlannedRow]",
    away: Container[bytes | None],
    day: date,
) -> Gaps:
    """One row per account, the worst of each kind in turn, so that the few that are shown are not all of one kind.

    `reviews` are those to ask for, `planned` the appointments of the days to come, `away` the accounts put off.
    """
    state = (newest_txn(book.db), book.today(), day, book.rep_id)
    kept = book.memory.get(_MEMORY)
    if isinstance(kept, tuple) and kept[0] == state:
        return Gaps(list(kept[1]), kept[2])
    stored = kept_gaps(book, state)
    if stored is not None:
        found = Gaps(*stored)
    else:
        from repcockpit.services.today import kept_parts as parts  # noqa: PLC0415 -- not where they were kept
        from repcockpit.services.today.learning import info_items  # noqa: PLC0415 -- the same

        is_first = kept is None
        if is_first:
            parts.recall_parts(book, kept_parts(book))
        trainings = _trainings(book, parts.State(*state))
        found = _found(book, (reviews, trainings, info_items(book, day, planned)), away)
        keep_gaps(book, state, found.items, found.found, parts.parts_text(book) if is_first else None)
    book.memory[_MEMORY] = (state, tuple(found.items), found.found)
    return found


def _trainings(book: "Book", state: "State") -> list[TodayItem]:
    """The rows of training, kept until something is written that they are made of."""
    kept = book.memory.get(TRAININGS)
    if (
        not isinstance(kept, tuple)
        or kept[0]._replace(txn_no=state.txn_no) != state
        or is_training_changed(book.db, kept[0].txn_no, state.txn_no)
    ):
        from repcockpit.services.today.learning import training_items  # noqa: PLC0415 -- not where they were kept

        kept = (state, training_items(book))
    book.memory[TRAININGS] = (state, kept[1])
    found: list[TodayItem] = kept[1]
    return found


def _found(book: "Book", rows: Iterable[Iterable[TodayItem]], away: Container[bytes | None]) -> Gaps:
    kinds = [[one for one in some if one.account_id not in away] for some in rows]
    networks = _networks(book)
    if networks is None:
        folded = _folded([], *kinds)
        return Gaps(sorted(folded[: book.numbers.today_gaps], key=sort_key), len(folded))
    return _with_networks(book, networks, kinds, away)


def _networks(book: "Book") -> "Networks | None":
    if not is_anybody_mapped(book.db):
        return None
    from repcockpit.services.coverage.worst import Networks  # noqa: PLC0415 -- nothing of it where nothing is mapped

    return Networks(book)


def _with_networks(
    book: "Book", networks: "Networks", kinds: Sequence[list[TodayItem]], away: Container[bytes | None]
) -> Gaps:
    """The same with the flags; threads, which are dear to count, only of accounts where they tell something."""
    from repcockpit.services.today.network import network_item  # noqa: PLC0415 -- as above

    limit = book.numbers.today_gaps
    quiet = {one.id for one in networks.quiet if one.id not in away}
    flagged = [network_item(row, flag) for row, flag in networks.worst if row.id not in away]
    if len(flagged) < limit:
        flagged += [network_item(row, flag) for row, flag in networks.worst_of_threads(quiet)]
        quiet = set()
    folded = _folded(flagged, *kinds)
    shown = folded[:limit]
    elsewhere = {one.account_id for one in folded}
    # What stands behind the rows that are shown is counted only: no flag of threads comes so far up.
    silent = quiet - elsewhere
    threads = {
        row.id for row, _ in networks.worst_of_threads(silent | (quiet & {one.account_id for one in shown}))
    }
    shown = [one._replace(others=one.others + (one.account_id in threads)) for one in shown]
    return Gaps(sorted(shown, key=sort_key), len(folded) + len(threads & silent))


def _folded(*kinds: Sequence[TodayItem]) -> list[TodayItem]:
    """One row per account, in the order of what they are worth; the others of an account are counted."""
    every = [item for item in chain.from_iterable(zip_longest(*kinds)) if item is not None]
    return [
        first._replace(others=first.others + len(more))
        for first, *more in fold(every, lambda item: item.account_id)
    ]
