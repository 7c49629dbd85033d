"""New rows of one table worked out in memory, column by column: what the table takes and what the log takes.

Reads and writes nothing itself: Unit gives it the rows.
"""

from collections.abc import Mapping, Sequence
from itertools import chain, repeat
from typing import Any, NamedTuple

from repcockpit.store.log import Names
from repcockpit.store.record_kinds import INSERT
from repcockpit.store.schema import TableShape
from repcockpit.store.updates import known_field
from repcockpit.store.values import Value, stored_column


class Inserts(NamedTuple):
    """New rows by column, and their records; `values` holds one list per column, in the order of the rows."""

    ids: Sequence[bytes]
    columns: list[str]
    values: list[list[Value]]
    records: list[list[Any]]


def inserts(
    shape: TableShape, names: Names, ids: Sequence[bytes], rows: Sequence[Mapping[str, object]]
) -> Inserts:
    """The rows ready to be written. Raises InvalidValueError for an unknown name and what `stored` refuses."""
    columns = [name for name in dict.fromkeys(chain.from_iterable(rows)) if name != "id"]
    fields = {known_field(shape, name): None for name in columns}
    values = [stored_column(_column(rows, name), name, shape.types.get(name, "")) for name in columns]
    by_name = dict(zip(columns, values, strict=True))
    numbers = [names.number(field) for field in fields]
    logged = [
        by_name[field] if field not in shape.members else _composite(by_name, shape.members[field], len(rows))
        for field in fields
    ]
    table_no = names.number(shape.name)
    news = _by_row(numbers, logged, len(rows))
    nothing: dict[int, Any] = {}
    records = [[INSERT, table_no, row_id, 0, new, nothing] for row_id, new in zip(ids, news, strict=True)]
    return Inserts(ids, columns, values, records)


def _column(rows: Sequence[Mapping[str, object]], name: str) -> list[Any]:
    try:
        return [row[name] for row in rows]  # most columns are whole, and this is twice as fast
    except KeyError:
        return [row.get(name) for row in rows]


def _composite(
    by_name: Mapping[str, list[Value]], members: Sequence[str], count: int
) -> list[list[Value] | None]:
    """Several columns as one field; None where none of them says anything."""
    nothing: list[Value] = [None] * count
    groups = zip(*[by_name.get(name, nothing) for name in members], strict=True)
    return [list(group) if any(value is not None for value in group) else None for group in groups]


def _by_row(
    numbers: Sequence[int], logged: Sequence[Sequence[object]], count: int
) -> list[dict[int, object]]:
    """What each row sets, by the numbers of fields; what is not set is left out."""
    full = [None not in column for column in logged]
    if all(full) and logged:
        return list(map(dict, map(zip, repeat(numbers), zip(*logged, strict=True))))
    news: list[dict[int, object]] = [{} for _ in range(count)]
    for number, column in zip(numbers, logged, strict=True):
        for new, value in zip(news, column, strict=True):
            if value is not None:
                new[number] = value
    return news
