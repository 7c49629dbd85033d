"""What a conflict's values replaced, since when that stood there, and what merged without asking."""

from typing import TYPE_CHECKING, Any

from repcockpit.domain.conflicts import FOLLOWS
from repcockpit.domain.dates import format_near
from repcockpit.domain.views.conflicts import Cell, ConflictValue, ConflictView, FieldConflict
from repcockpit.services.conflicts.wording import field_label, ids_in, shown_value
from repcockpit.services.conflicts.writers import Writers
from repcockpit.services.history import past_of
from repcockpit.store.reads.conflicts import Writer
from repcockpit.store.reads.keeping import names_by_id
from repcockpit.store.record_kinds import INSERT

if TYPE_CHECKING:
    from repcockpit.services.book import Book
    from repcockpit.store.heads import Dot
    from repcockpit.sync.merge.state import Record

_MOST_ROWS = 20
"""Rows of which the past is looked up; of more nothing is said."""
_RESTORE = 3


def with_past(book: "Book", view: ConflictView) -> ConflictView:
    """The same conflict with what its values replaced and what else both sides changed; some milliseconds a record."""
    rows = {line.cell.row_id for line in view.fields}
    if view.form != "field" or not 0 < len(rows) <= _MOST_ROWS:
        return view
    known = _Known(book, view)
    return view._replace(
        fields=tuple(line._replace(values=known.values(line)) for line in view.fields),
        same_fields=known.same(),
    )


class _Known:
    """The records of the rows of one conflict."""

    def __init__(self, book: "Book", view: ConflictView) -> None:
        self._book, self._view = book, view
        self._rows = {line.cell.row_id: line.cell.table for line in view.fields}
        from repcockpit.sync.past import values_set  # noqa: PLC0415 -- what others wrote is read here only

        records = past_of(book).records(self._rows.keys())
        self._records: dict[tuple[bytes, Dot], Record] = {(one.row_id, one.dot): one for one in records}
        self._values = values_set(records)
        self._writers = Writers(book, self._rows)

    def values(self, line: FieldConflict) -> tuple[ConflictValue, ...]:
        """The values of a line with what they replaced."""
        former = {one.n: self._former(line.cell, one) for one in line.values}
        table, _, field = line.cell
        held = [found[0] for found in former.values() if found is not None]
        names = names_by_id(self._book.db, ids_in(table, field, held))
        return tuple(
            one._replace(was=shown_value(self._book, table, field, found[0], names), origin=found[1])
            if (found := former[one.n]) is not None
            else one
            for one in line.values
        )

    def _former(self, cell: Cell, one: ConflictValue) -> tuple[Any, str] | None:
        """The value that was replaced, and since when it stood there; None where the log does not tell."""
        record = self._records.get((cell.row_id, one.dot))
        if record is None or record.kind > _RESTORE:
            return None
        replaced = sorted(record.replaced.get(cell.field, ()), reverse=True)
        for dot in replaced:
            if (cell.row_id, cell.field, dot) in self._values:
                writer = self._writers.of(cell.row_id, dot)
                return self._values[cell.row_id, cell.field, dot], _origin(self._book, writer)
        is_known = all((cell.row_id, dot) in self._records for dot in replaced)
        return (None, "") if is_known and record.kind != INSERT else None

    def same(self) -> tuple[str, ...]:
        """The labels of the other fields that these transactions changed in these records."""
        asked = {(line.cell.row_id, line.cell.field) for line in self._view.fields}
        txns = {one.txn for line in self._view.fields for one in line.values}
        found: dict[str, None] = {}
        for (row_id, dot), record in self._records.items():
            writer = self._writers.of(row_id, dot)
            if record.kind == INSERT or writer is None or writer.txn not in txns:
                continue
            table = self._rows[row_id]
            for field in record.new:
                lead = FOLLOWS.get((table, field), field)
                if (row_id, lead) not in asked and not field.startswith("_"):
                    found[field_label(table, lead)] = None
        return tuple(found)


def _origin(book: "Book", writer: Writer | None) -> str:
    if writer is None:
        return ""
    day = format_near(book.local(writer.at).date(), book.today())
    if writer.kind == "import":
        return f"from the import of {day}"
    return f"since {day}, {writer.by}" if writer.by else f"since {day}"
