"""Settling: a write in place of every value that was shown, in one transaction that undo takes back."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from repcockpit.domain.errors import (
    AmbiguousError,
    Candidate,
    InvalidValueError,
    NotFoundError,
    RefusedError,
    UsageError,
)
from repcockpit.domain.records import FIELDS, Assignment
from repcockpit.domain.views.conflicts import Cell, Choice, ConflictView, FieldConflict, Settled
from repcockpit.services.conflicts.flag_settling import settle_flag
from repcockpit.services.conflicts.views import conflict_count, conflicts_view
from repcockpit.services.conflicts.wording import single_field
from repcockpit.services.record_values import read_values
from repcockpit.store.reads import conflicts as reads
from repcockpit.store.schema import COMPOSITES

if TYPE_CHECKING:
    from repcockpit.services.book import Book
    from repcockpit.store.unit import Unit

_FEWEST_DIGITS = 6
_NAMED = 3


class _Write(NamedTuple):
    """One row as it is to be settled."""

    table: str
    row_id: bytes
    columns: dict[str, Any]
    dots: bytes | None


def settle(
    book: "Book", conflict: str | bytes, *, keep: int | None = None, value: str | None = None
) -> Settled:
    """Settle the line (or all lines of the conflict) of this id, or of an id that begins so (6 digits or more).

    Raises NotFoundError, AmbiguousError; UsageError where not exactly one of `keep` and `value` is said;
    InvalidValueError for a number or a value that there is not; RefusedError where it was settled meanwhile.
    """
    lines = _named(book, conflict.hex() if isinstance(conflict, bytes) else conflict)
    return settle_lines(book, [Choice(line, keep, value) for line in lines])


def settle_lines(book: "Book", choices: Sequence[Choice]) -> Settled:
    """Settle several lines in one transaction; raises as `settle` does, and then nothing is written."""
    if not choices:
        raise UsageError("nothing is chosen", "choose a side for a line")
    writes = _writes(book, [one for one in choices if _checked(one).line.form == "field"])
    flags = [one for one in choices if one.line.form != "field"]
    label = _label([one.line for one in choices])
    with book.write(label, kind="settle") as unit:
        _refuse_settled(book, [one.line for one in choices if one.line.form == "field"])
        for write in writes:
            _write(unit, write)
        for one in flags:
            settle_flag(book, unit, one)
    return Settled(choices[0].line.id, label, unit.txn, conflict_count(book))


def _named(book: "Book", text: str) -> tuple[FieldConflict, ...]:
    digits = text.strip().lower()
    if len(digits) < _FEWEST_DIGITS or set(digits) - set("0123456789abcdef"):
        raise NotFoundError(
            f"{text!r} is no conflict", "give 6 or more digits of an id that `repcockpit conflicts` shows"
        )
    views = conflicts_view(book)
    found: dict[bytes, tuple[FieldConflict, ...]] = {}
    for view in views:
        if view.id.hex().startswith(digits):
            found[view.id] = view.fields
        found |= {line.id: (line,) for line in view.fields if line.id.hex().startswith(digits)}
    if not found:
        raise NotFoundError(f"there is no conflict {text}", "`repcockpit conflicts` lists them")
    if len(found) > 1:
        known = tuple(
            Candidate(key, f"{lines[0].label} of {lines[0].record.title}") for key, lines in found.items()
        )
        raise AmbiguousError(f"{len(found)} conflicts begin with {text}", "give more digits", known)
    return next(iter(found.values()))


def _checked(one: Choice) -> Choice:
    if (one.keep is None) == (one.value is None):
        raise UsageError("what should stay?", "say --keep N, the number of a value, or --value V")
    if one.keep is not None and not 1 <= one.keep <= len(one.line.values):
        raise InvalidValueError(
            f"there is no value {one.keep}", f"the values of {one.line.label} are 1 to {len(one.line.values)}"
        )
    if one.value is not None and not one.line.can_type:
        raise InvalidValueError(
            f"{one.line.label} takes one of the values shown",
            f"say a number from 1 to {len(one.line.values)}",
        )
    return one


def _writes(book: "Book", choices: Sequence[Choice]) -> list[_Write]:
    """What to write, the lines of one row together."""
    followers = reads.followers(book.db, [one.line.cell for one in choices])
    found: dict[tuple[str, bytes], _Write] = {}
    for one in choices:
        line = one.line
        key = (line.cell.table, line.cell.row_id)
        if key not in found:
            found[key] = _Write(*key, {}, line.dots)
        if one.keep is None:
            found[key].columns.update(_typed(book, line, one.value or ""))
            continue
        kept = line.values[one.keep - 1]
        found[key].columns.update(_columns(line.cell, kept.raw))
        for follower, heads in followers.get(line.cell, {}).items():
            beside = next((head for head in heads if head.dot == kept.dot), heads[0])
            found[key].columns[follower] = beside.value
    return list(found.values())


def _columns(cell: Cell, value: Any) -> dict[str, Any]:
    members = COMPOSITES.get(cell.table, {}).get(cell.field)
    if members is None:
        return {cell.field: value}
    return dict(zip(members, value or [None] * len(members), strict=True))


def _typed(book: "Book", line: FieldConflict, text: str) -> dict[str, Any]:
    """A typed value by the rules of the field's form."""
    table, row_id, field = line.cell
    words = _assignments(table, field, text)
    if not words:
        return {field: text.strip() or None}
    return read_values(book, table, words, row_id).columns


def _assignments(table: str, field: str, text: str) -> list[Assignment]:
    members = COMPOSITES.get(table, {}).get(field, (field,))
    known = {one.column: one for one in FIELDS.get(table, ()) if not one.is_many}
    if field in ("turnover", "value") and len(members) > 1:
        number, _, currency = text.strip().partition(" ")
        return [
            Assignment(known[name], "=", part) for name, part in zip(members, (number, currency), strict=True)
        ]
    if field == "moment":
        return [Assignment(known["occurred_on"], "=", text)]
    single = single_field(table, field)
    return [Assignment(single, "=", text.strip())] if single is not None else []


def _refuse_settled(book: "Book", lines: Iterable[FieldConflict]) -> None:
    """Inside the transaction: raise where nothing of what was shown is left to settle."""
    for line in lines:
        if line.dots is not None and not reads.is_open(book.db, line.cell, line.dots):
            raise RefusedError(
                f"{line.label} of {line.record.title or 'the record'} was settled meanwhile",
                "look at what stands there now",
            )


def _write(unit: "Unit", one: _Write) -> None:
    """Replace every head shown; what is in the bin is taken out for it and put back."""
    is_binned = reads.is_binned(unit.db, one.table, one.row_id)
    if is_binned:
        unit.unhide(one.table, one.row_id)
    unit.settle(one.table, one.row_id, one.columns, one.dots)
    if is_binned:
        unit.hide(one.table, one.row_id)


def _label(lines: Sequence[FieldConflict]) -> str:
    labels = list(dict.fromkeys(line.label for line in lines))
    more = len(labels) - _NAMED
    what = ", ".join(labels[:_NAMED]) + (f" and {more} more" if more > 0 else "")
    titles = list(dict.fromkeys(line.record.id for line in lines))
    whose = f"{len(titles):,} records" if len(titles) > 1 else lines[0].record.title
    if whose and all(line.form != "field" for line in lines):
        return f"Settled {whose}: {what}"
    return f"Settled {what}" + (f" of {whose}" if whose else "")


def line_of(view: ConflictView, line_id: bytes) -> FieldConflict | None:
    """The line of this id."""
    return next((one for one in view.fields if one.id == line_id), None)
