"""Set up: while the book is new, at most three one-key questions a day."""

from datetime import timedelta

from repcockpit.domain.capacity import (
    Load,
    capacity_sentence,
    lowering_sentence,
    lowerings,
    made_per_day,
    promised_per_day,
    window_start,
    working_weekdays,
)
from repcockpit.domain.ids import derived_id
from repcockpit.domain.views.today import Reason, TodayItem
from repcockpit.services.book import Book
from repcockpit.services.segments import proposed_segments
from repcockpit.services.today.standings import Standings
from repcockpit.store.reads import setup as setup_reads
from repcockpit.store.reads import today as reads
from repcockpit.store.reads.today import BookShape


def setup_items(book: Book, standings: Standings) -> list[TodayItem]:
    """The questions that are open in a book that has accounts."""
    shape = reads.book_shape(book.db, book.rep_id)
    found = [_owner(book, shape), _segments(book, shape), _deciders(book), _capacity(book, standings)]
    return [item for item in found if item is not None]


def _item(kind: str, title: str, *reasons: Reason) -> TodayItem:
    return TodayItem(
        "setup", derived_id("setup", kind), "setup", f"setup_{kind}", None, None, None, None, None, None, 0, title,
        None, None, None, None, None, None, None, None, None, reasons,
    )  # fmt: skip


def _owner(book: Book, shape: BookShape) -> TodayItem | None:
    if shape.mine or not shape.owners:
        return None
    names = ", ".join(setup_reads.owners_by_size(book.db)[:5])
    how = Reason("how", None, "repcockpit init --rep NAME, or import again with --me OWNER")
    return _item("owner", "which owner are you?", Reason("owners", None, names), how)


def _segments(book: Book, shape: BookShape) -> TodayItem | None:
    if shape.with_segment:
        return None
    said = [
        Reason("segments", None, f"none of {shape.accounts} accounts has a segment: all are due every 30 d")
    ]
    best = [one.name for one in proposed_segments(book) if one.segment == "A"]
    if best:
        more = f" and {len(best) - 5} more" if len(best) > 5 else ""
        said.append(Reason("by revenue", None, ", ".join(best[:5]) + more))
    said.append(Reason("how", None, "repcockpit set account NAME segment=A"))
    return _item("segments", "which are your A accounts?", *said)


def _deciders(book: Book) -> TodayItem | None:
    missing = setup_reads.accounts_without_key_people(book.db, book.rep_id)
    if not missing:
        return None
    title = f"who decides at {missing[0]}?"
    return _item("deciders", title, Reason("roles", None, f"{len(missing)} accounts without a key person"))


def _capacity(book: Book, standings: Standings) -> TodayItem | None:
    loads = [Load(*row) for row in setup_reads.loads(book.db, book.rep_id)]
    if not loads:
        return None
    calendar = standings.calendar(book.rep_id)
    weekdays = working_weekdays(calendar)
    promised = promised_per_day(loads, weekdays)
    first, days = window_start(calendar, standings.today, book.numbers.capacity_window)
    yesterday = (standings.today - timedelta(days=1)).isoformat()
    touches = reads.touches_made(book.db, book.rep_id, first.isoformat(), yesterday)
    made = made_per_day(touches, days)
    if promised <= max(made or 0.0, book.numbers.capacity_per_day):
        return None
    offers = tuple(
        Reason("lower", None, lowering_sentence(offer)) for offer in lowerings(loads, weekdays)[:3]
    )
    return _item("capacity", capacity_sentence(promised, made), *offers)
