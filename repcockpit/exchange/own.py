"""One row of ours as a record of `export all`, and back; reads no file and no database.

A record is flat: `kind` (the table), `id` (32 hex), the set fields in the table's order, then `removed` for a
row in the bin. A column that is itself called `kind`, `id` or `removed` is written `TABLE_COLUMN`
(`task_kind`). Bytes are hex; unset fields are left out.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from repcockpit.domain.errors import InvalidValueError

Value = str | int | float | bytes | None
RESERVED = frozenset({"kind", "id", "removed"})


class OwnRow(NamedTuple):
    """A row of one table; `values` holds the set columns only."""

    kind: str
    id: bytes
    is_removed: bool
    values: dict[str, Any]


def member_of(kind: str, column: str) -> str:
    """The name under which a column of the table `kind` stands in a record."""
    return f"{kind}_{column}" if column in RESERVED else column


def column_of(kind: str, member: str) -> str:
    """The column of the table `kind` that a member of a record is for."""
    column = member.removeprefix(f"{kind}_")
    return column if column in RESERVED else member


def own_record(
    kind: str, members: Sequence[str], row_id: bytes, hidden: int, values: Iterable[Value]
) -> dict[str, Any]:
    """The record of a row; `members` are the names of `values`, made once per table by `member_of`."""
    record: dict[str, Any] = {"kind": kind, "id": row_id.hex()}
    for name, value in zip(members, values, strict=True):
        if value is not None:
            record[name] = value.hex() if isinstance(value, bytes) else value
    if hidden:
        record["removed"] = True
    return record


def own_id(text: str) -> bytes | None:
    """The id of ours that 32 hex digits spell; None for anything else."""
    try:
        found = bytes.fromhex(text)
    except ValueError:
        return None
    return found if len(found) == 16 else None


def own_row(record: Mapping[str, Any], columns: Collection[str], blobs: Collection[str]) -> OwnRow:
    """The row of a record; `columns` are the logged columns of its table, `blobs` those that hold bytes.

    Raises InvalidValueError for an id that is none, a field the table lacks, and a value that is no text and
    no number.
    """
    kind = str(record.get("kind"))
    values: dict[str, Any] = {}
    for name, value in record.items():
        if name in RESERVED or value is None:
            continue
        column = column_of(kind, name)
        if column not in columns:
            raise InvalidValueError(f"{kind} has no field {name!r}", "update repcockpit, then import again")
        values[column] = _bytes(name, value) if column in blobs else _plain(name, value)
    row_id = _bytes("id", record.get("id"))
    if len(row_id) != 16:
        raise InvalidValueError("an id has 32 hex digits", "export it again")
    return OwnRow(kind, row_id, bool(record.get("removed")), values)


def _bytes(name: str, value: object) -> bytes:
    try:
        return bytes.fromhex(str(value))
    except ValueError:
        raise InvalidValueError(f"{name} {value!r} is not hex", "export it again") from None


def _plain(name: str, value: object) -> Value:
    if isinstance(value, str | int | float):
        return value
    raise InvalidValueError(f"{name} cannot hold a {type(value).__name__}", "export it again")
