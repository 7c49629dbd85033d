"""Our own exports as JSON, but for `all`: records under the columns of the same list as csv."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from repcockpit.domain.errors import BadFileError
from repcockpit.exchange.cells import joined
from repcockpit.exchange.readers.table import BadRow, Row, Table

_WHATS: Final = {"interactions": "activity"}
"""The WHAT of a list whose records stand under another word."""
_SIGNS: Final = (
    ("parts", "seats", "coverage"),
    ("attainment_capped", "catch_up", "team"),
    ("product_revenue", "age_days", "ideas"),
)
_EXTRA: Final = frozenset({"products", "reps_left_out"})
Value = Any  # what json gives


def is_listed(document: Value) -> bool:
    """Whether a document is a list that repcockpit wrote or printed."""
    return (
        isinstance(document, dict)
        and isinstance(document.get("schema_version"), int)
        and document.get("export") != "all"
        and not isinstance(document.get("records"), list)
    )


def read_listed(path: Path, encoding: str, document: dict[str, Value]) -> list[Table]:
    """The one table of a list; raises `BadFileError` for what is no list of records."""
    names = [name for name, value in document.items() if isinstance(value, list) and name not in _EXTRA]
    if "as_of" not in document or len(names) != 1:
        raise BadFileError(
            f"{path} is what repcockpit showed, and no list that comes back",
            "`repcockpit export all --format json` holds everything",
        )
    records = document[names[0]]
    what = str(document.get("export") or _what(names[0], records))
    header: dict[str, None] = {}
    rows = [_flat(record) if isinstance(record, dict) else None for record in records]
    for cells in rows:
        header.update(dict.fromkeys(cells or ()))
    columns = tuple(header)
    warnings = [] if records else ["no records"]
    read = _rows(records, rows, columns)
    return [Table(path, what, "listed", encoding, None, columns, read, warnings, has_header=True)]


def _what(name: str, records: list[Value]) -> str:
    first = next((record for record in records if isinstance(record, dict)), {})
    for *signs, what in _SIGNS:
        if first.keys() >= set(signs):
            return what
    return _WHATS.get(name, name)


def _rows(
    records: list[Value], rows: list[dict[str, str] | None], columns: tuple[str, ...]
) -> Iterator[Row | BadRow]:
    for number, (record, cells) in enumerate(zip(records, rows, strict=True), start=1):
        if cells is None:
            yield BadRow(number, "is no record", (str(record),))
        else:
            yield Row(number, tuple(cells.get(name, "") for name in columns))


def _flat(record: dict[str, Value]) -> dict[str, str]:
    """The cells of a record; a link is two, a list of links too, a part of a record is named behind its whole."""
    cells: dict[str, str] = {}
    for name, value in record.items():
        if isinstance(value, dict):
            if name == "custom":
                cells |= {f"custom.{one}": _text(said) for one, said in value.items()}
            else:
                cells |= {
                    name if part == "name" else f"{name}_{part}": _text(said) for part, said in value.items()
                }
        elif isinstance(value, list):
            cells |= _several(name, value)
        else:
            cells[name] = _text(value)
    return cells


def _several(name: str, values: list[Value]) -> dict[str, str]:
    if not any(isinstance(one, dict) for one in values):
        return {name: joined(_text(one) for one in values)}
    linked = [one for one in values if isinstance(one, dict) and one.keys() >= {"id", "name"}]
    if len(linked) != len(values):
        return {}
    return {
        f"{name.removesuffix('s')}_ids": joined(_text(one["id"]) for one in linked),
        name: joined(_text(one["name"]) for one in linked),
    }


def _text(value: Value) -> str:
    if value is None or isinstance(value, dict | list):
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return value
    return repr(value)
