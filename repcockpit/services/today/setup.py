"""Set up: while the book is new, at most three one-key questions a day.

Each row carries what answers it from a shell as its `how`; the keys that answer it on the screen are made by
`services.decisions.questions`.
"""

from datetime import timedelta

from repcockpit.domain.capacity import (
    Load,
    Lowering,
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
from repcockpit.services.segments import Proposal, proposed_segments
from repcockpit.services.today.standings import Standings
from repcockpit.store.reads import decisions as asked_reads
from repcockpit.store.reads import setup as setup_reads
from repcockpit.store.reads import today as reads
from repcockpit.store.reads.decisions import Undecided
from repcockpit.store.reads.today import BookShape

_NAMED = 5
_FEW = 10
"""One account in so many with a segment, and the question is not asked any more."""


def setup_items(book: Book, standings: Standings) -> list[TodayItem]:
    """The questions that are open, and not put off, in a book that has accounts."""
    shape = reads.book_shape(book.db, book.rep_id)
    found = [_owner(book, shape), _segments(book, shape), _deciders(book), _capacity(book, standings)]
    items = [item for item in found if item is not None]
    resting = asked_reads.put_off(book.db, [item.subject_id for item in items], _today(book))
    return [item for item in items if item.subject_id not in resting]


def retention_items(book: Book) -> list[TodayItem]:
    """One line about the people who are due to be erased, where there are any and it was not put off."""
    from repcockpit.services.retention import due_for_erasure  # noqa: PLC0415 -- only where a rule is set

    due = due_for_erasure(book)
    if not due:
        return []
    names = ", ".join(one.name for one in due[:_NAMED])
    more = f" and {len(due) - _NAMED} more" if len(due) > _NAMED else ""
    count = f"{len(due):,} people are" if len(due) > 1 else "1 person is"
    item = _item(
        book,
        "retention",
        f"{count} due to be erased",
        Reason("people", None, names + more),
        Reason("how", None, "repcockpit erase person NAME"),
    )
    return [] if asked_reads.put_off(book.db, [item.subject_id], _today(book)) else [item]


def question_id(book: Book, kind: str, account_id: bytes = b"") -> bytes:
    """The id of a question of this book's rep: owner, segments, deciders (of an account), capacity, retention."""
    return derived_id("setup", kind, book.rep_id or b"", account_id)


def _today(book: Book) -> str:
    return book.today().isoformat()


def _item(book: Book, kind: str, title: str, *reasons: Reason, account: Undecided | None = None) -> TodayItem:
    account_id = account.id if account else None
    return TodayItem(
        "setup", question_id(book, kind, account_id or b""), "setup", f"setup_{kind}", account_id,
        account.name if account else None, account.segment if account else None, None, None, None, 0, title,
        None, None, None, None, None, None, None, None, None, reasons,
    )  # fmt: skip


def _owner(book: Book, shape: BookShape) -> TodayItem | None:
    if shape.mine or not shape.owners:
        return None
    names = ", ".join(setup_reads.owners_by_size(book.db)[:_NAMED])
    how = Reason("how", None, "repcockpit init --rep NAME, or import again with --me OWNER")
    return _item(book, "owner", "which owner are you?", Reason("owners", None, names), how)


def best_accounts(book: Book) -> list[Proposal]:
    """The accounts without a segment that the rules would give an A, the largest first."""
    best = [one for one in proposed_segments(book) if one.segment == "A"]
    held = asked_reads.segments_of(book.db, [one.account_id for one in best])
    return [one for one in best if held.get(one.account_id) is None]


def asks_for_segments(shape: BookShape) -> bool:
    """Whether so few accounts have a segment that nobody has gone through them."""
    return shape.with_segment * _FEW < shape.accounts


def _segments(book: Book, shape: BookShape) -> TodayItem | None:
    if not asks_for_segments(shape):
        return None
    best = [one.name for one in best_accounts(book)]
    if shape.with_segment and not best:
        return None
    how_many = f"{shape.with_segment} of {shape.accounts} accounts have a segment"
    if not shape.with_segment:
        how_many = f"none of {shape.accounts} accounts has a segment: all are due every 30 d"
    said = [Reason("segments", None, how_many)]
    title = "which are your A accounts?"
    if best:
        more = f" and {len(best) - _NAMED} more" if len(best) > _NAMED else ""
        said.append(Reason("by revenue", None, ", ".join(best[:_NAMED]) + more))
        title = (
            f"are these {len(best)} your A accounts?" if len(best) > 1 else f"is {best[0]} your A account?"
        )
    said.append(Reason("how", None, "repcockpit set account NAME segment=A"))
    return _item(book, "segments", title, *said)


def undecided(book: Book) -> tuple[Undecided | None, int]:
    """The first account without a key person whose question does not rest, and how many there are in all."""
    waiting = asked_reads.undecided_accounts(book.db, book.rep_id)
    ids = {one.id: question_id(book, "deciders", one.id) for one in waiting}
    resting = asked_reads.put_off(book.db, list(ids.values()), _today(book))
    return next((one for one in waiting if ids[one.id] not in resting), None), len(waiting)


def _deciders(book: Book) -> TodayItem | None:
    account, missing = undecided(book)
    if account is None:
        return None
    people = asked_reads.people_at(book.db, account.id)
    accounts = "account" if missing == 1 else "accounts"
    return _item(
        book,
        "deciders",
        f"who decides at {account.name}?",
        Reason("roles", None, f"{missing} {accounts} without a key person"),
        Reason("people", None, ", ".join(name for _, name, _ in people[:_NAMED])),
        Reason("how", None, "repcockpit set contact NAME role=decision_maker"),
        account=account,
    )


def easings(book: Book, standings: Standings) -> tuple[str, tuple[Lowering, ...]] | None:
    """What the cadences promise against what is made, and what could be lowered; None where it fits."""
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
    return capacity_sentence(promised, made), lowerings(loads, weekdays)


def _capacity(book: Book, standings: Standings) -> TodayItem | None:
    found = easings(book, standings)
    if found is None:
        return None
    title, offers = found
    said = [Reason("lower", None, lowering_sentence(offer)) for offer in offers[:3]]
    if offers:
        how = f"repcockpit set setting {offers[0].number} value={offers[0].longer_days}"
        said.append(Reason("how", None, how))
    return _item(book, "capacity", title, *said)
