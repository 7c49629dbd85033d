"""Adding, changing and removing one thing by FIELD=VALUE words; the bin, done and snooze."""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from repcockpit.domain.errors import NotFoundError, UsageError
from repcockpit.domain.records import Assignment, assignments, check_required, fields_of
from repcockpit.domain.snooze import checked_snooze
from repcockpit.domain.views.records import BinRow
from repcockpit.domain.words import SNOOZE_TARGETS
from repcockpit.services.decisions.outcomes import done_fields
from repcockpit.services.decisions.reassigning import following, move_within, open_said
from repcockpit.services.decisions.snoozes import put_away, take_back
from repcockpit.services.device import keep_holidays
from repcockpit.services.learning.following import follow_record
from repcockpit.services.lookup import find, find_by_id
from repcockpit.services.record_values import Values, new_values, read_values
from repcockpit.services.records import check_kind, view_of
from repcockpit.services.removing import Leaving, bring_back, folded, hide_all, leaving
from repcockpit.store.reads import records as reads
from repcockpit.store.reads.records_held import columns_of
from repcockpit.store.reads.requests import request_of_task

if TYPE_CHECKING:
    from repcockpit.services.book import Book
    from repcockpit.store.unit import Unit


_OPENED = {
    "request": ("a request is opened by its own command", "repcockpit request open account=… title=…"),
    "qbr": ("a QBR is proposed by its own command", "repcockpit qbr propose account=… due_on=…"),
}
"""Kinds that have a life of their own, and how it begins."""
_ANSWERED = ("an approval is answered, not written", "repcockpit approve ID, repcockpit refuse ID")


class Written(NamedTuple):
    """A record as it stands after a write; `txn` is None where nothing changed."""

    view: Any
    txn: bytes | None


def add_record(book: "Book", kind: str, words: Sequence[str]) -> Written:
    """A new record of `kind` from FIELD=VALUE words.

    Raises UsageError for an unknown field or a missing one, InvalidValueError, NotFoundError or
    AmbiguousError for a value; then nothing is written.
    """
    kind, words = _task_of(kind, words)
    _check_writable(kind)
    if kind in _OPENED:
        raise UsageError(*_OPENED[kind])
    return add_assigned(book, kind, assignments(kind, words))


def add_assigned(book: "Book", kind: str, given: Sequence[Assignment]) -> Written:
    """A new record of `kind` from words that are understood already; raises as `add_record` does."""
    check_required(kind, given)
    values = new_values(book, kind, read_values(book, kind, given, None))
    with book.write(f"add {kind} {_called(given)}".strip()) as unit:
        record_id = unit.insert(reads.table_of(kind), values.columns)
        values.write_sets(unit, record_id)
        follow_record(book, unit, kind, record_id, values.columns)
    return Written(view_of(book, kind, record_id), unit.txn)


def set_record(book: "Book", kind: str, name: str, words: Sequence[str]) -> Written:
    """The record of `kind` that `name` names, changed by FIELD=VALUE words; raises as `add_record` does.

    Another owner of an account takes over what is open there too, unless `open=stay` stands beside it.
    """
    kind, words = _task_of(kind, words)
    _check_writable(kind)
    if not words:
        raise UsageError("what should change?", "write FIELD=VALUE")
    follows, words = open_said(kind, words)
    record_id = find(book, kind, name)
    values: Values = read_values(book, kind, assignments(kind, words), record_id)
    changed = ", ".join(dict.fromkeys(word.partition("=")[0].rstrip("+-") for word in words))
    taker = values.columns.get("owner_id") if kind == "account" else None
    moving = following(book, [record_id], taker) if taker and follows else []
    with book.write(f"set {changed} of {kind} {_title(book, kind, record_id)}") as unit:
        if taker:
            move_within(book, unit, [record_id], taker, moving, follows=follows)
        if kind == "qbr":
            _begin_review(book, unit, record_id)
        if values.columns:
            unit.update(reads.table_of(kind), record_id, values.columns)
        if kind == "rep" and {"country", "region"} & values.columns.keys():
            keep_holidays(book, record_id)
        values.write_sets(unit, record_id)
        follow_record(book, unit, kind, record_id, values.columns)
    return Written(view_of(book, kind, record_id), unit.txn)


def _check_writable(kind: str) -> None:
    if kind == "approval":
        raise UsageError(*_ANSWERED)
    fields_of(kind)


def _begin_review(book: "Book", unit: "Unit", qbr_id: bytes) -> None:
    from repcockpit.services.reviews.writing import pending  # noqa: PLC0415 -- it reads records too

    pending(book, qbr_id, is_open=False).write(unit)


def _task_of(kind: str, words: Sequence[str]) -> tuple[str, list[str]]:
    """A promise is a task whose kind is said."""
    check_kind(kind)
    if kind != "promise":
        return kind, list(words)
    return "task", [*words, "kind=promise"]


def _called(given: Sequence[Assignment]) -> str:
    return next((one.text for one in given if one.field.name in ("name", "title", "topic", "order")), "")


def _title(book: "Book", kind: str, record_id: bytes) -> str:
    return reads.titles_of(book.db, kind, [record_id]).get(record_id, "")


def remove_record(
    book: "Book", kind: str, name: str, agreed: Callable[[Leaving], bool] | None = None
) -> Written:
    """The record that `name` names, moved to the bin with what belongs to it, in one transaction.

    `agreed` is asked before more than `removing.MANY` records go; without its yes nothing is written.
    """
    check_kind(kind)
    if kind == "approval":
        raise UsageError(*_ANSWERED)
    record_id = find(book, kind, name)
    view = view_of(book, kind, record_id)
    wanted = {kind: [record_id]}
    if agreed is not None and (found := leaving(book, wanted)).is_many and not agreed(found):
        return Written(view, None)
    with book.write(f"remove {kind} {_title(book, kind, record_id)}") as unit:
        hide_all(unit, leaving(book, wanted).keys)
    return Written(view, unit.txn)


def bin_rows(book: "Book") -> list[BinRow]:
    """What lies in the bin, newest first; what went with another record is counted there."""
    rows = reads.binned(book.db)
    under = folded(book, [(reads.table_of(row[0]), row[1]) for row in rows])
    counts = Counter(under.values())
    return [
        BinRow(kind, record_id, title, None if at is None else book.local(at), counts[kind, record_id])
        for kind, record_id, title, at in rows
        if (kind, record_id) not in under
    ]


def restore_record(book: "Book", id_text: str) -> Written:
    """The removed record whose id begins so (or that is called exactly so), taken out of the bin.

    What the same transaction deleted with it comes back too.
    """
    kind, record_id = _removed(book, id_text)
    with book.write(f"restore {kind} {_title(book, kind, record_id)}") as unit:
        bring_back(book, unit, [(reads.table_of(kind), record_id)])
    return Written(view_of(book, kind, record_id), unit.txn)


def _removed(book: "Book", text: str) -> tuple[str, bytes]:
    for kind in reads.BINNED:
        record_id = find_by_id(book.db, kind, text, hidden=True)
        if record_id is not None:
            return kind, record_id
    named = [row for row in reads.binned(book.db) if row[2] == text]
    if len(named) != 1:
        raise NotFoundError(f"nothing in the bin has the id {text!r}", "`repcockpit bin` lists what is there")
    return named[0][0], named[0][1]


def finish_task(book: "Book", name: str, outcome: str | None) -> Written:
    """The task that `name` names, done today; finishing it again changes only the outcome.

    The call-back of a request ends with its outcome, as `request callback` would (rules.md 2.22).
    """
    record_id = find(book, "task", name)
    asked = request_of_task(book.db, record_id)
    if asked is not None:
        from repcockpit.services.requests.callbacks import call_back  # noqa: PLC0415 -- only for a call-back

        written = call_back(book, asked, outcome)
        return Written(view_of(book, "task", record_id), written.txn)
    done_on, title = columns_of(book.db, "task", ("done_on", "title"), record_id)
    changes = done_fields(book, outcome) | ({"done_on": done_on} if done_on else {})
    with book.write(f"done: {title}") as unit:
        unit.update("task", record_id, changes)
        follow_record(book, unit, "task", record_id, changes)
    return Written(view_of(book, "task", record_id), unit.txn)


def snooze_record(book: "Book", kind: str, name: str, until: str | None, reason: str | None) -> Written:
    """The account, contact or task hidden from Today until a day, with a reason; `until` empty ends it."""
    if kind not in SNOOZE_TARGETS:
        raise UsageError(f"a {kind} cannot be snoozed", "kinds: " + ", ".join(SNOOZE_TARGETS))
    record_id = find(book, kind, name)
    if until == "":
        with book.write(f"wake {kind} {_title(book, kind, record_id)}") as unit:
            take_back(book, unit, record_id)
        return Written(view_of(book, kind, record_id), unit.txn)
    from repcockpit.services.local_dates import read_day  # noqa: PLC0415 -- not needed to wake

    snooze = checked_snooze(read_day(book, until, "forward") if until else None, reason, book.today())
    with book.write(f"snooze {kind} {_title(book, kind, record_id)}") as unit:
        put_away(book, unit, record_id, snooze)
    return Written(view_of(book, kind, record_id), unit.txn)
