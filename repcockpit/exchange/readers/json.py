"""JSON to tables: record trees and plans of Salesforce, arrays, maps of arrays, lines, and our own export."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from repcockpit.domain.errors import BadFileError
from repcockpit.exchange.readers.charset import charset_of
from repcockpit.exchange.readers.listed import is_listed, read_listed
from repcockpit.exchange.readers.table import BadRow, ReadOptions, Row, Table
from repcockpit.exchange.readers.xlsx import number_text

_SIZE_LIMIT = 1 << 29
_DEPTH = 8
_PLAIN_KEYS = frozenset({"records", "results", "data", "items", "value", "rows"})
_OWN_HEAD = re.compile(r'\{(?=.*"schema_version":)(?=.*"export": *"all").*"records": *\[')
Value = Any  # what json gives; narrowed where it is used


def read_json(path: Path, options: ReadOptions) -> list[Table]:
    """The tables of a JSON file, one for each type of record; a Salesforce plan opens the files it names.

    Raises `BadFileError` where the file is no JSON or holds no records.
    """
    charset = charset_of(path, options.encoding)
    with path.open(encoding=charset.encoding, errors=charset.errors) as file:
        if _OWN_HEAD.fullmatch(file.readline(1 << 12).strip()):
            return [_own(path, charset.encoding, _own_lines(path, charset.encoding))]
    if path.stat().st_size > _SIZE_LIMIT:
        raise BadFileError(f"{path} is larger than 512 MB", "split it into several files")
    document = _load(path, path.read_text(encoding=charset.encoding, errors=charset.errors))
    if _is_plan(document):
        return [table for name in _plan_files(path, document) for table in read_json(name, options)]
    if (
        isinstance(document, dict)
        and document.get("export") == "all"
        and isinstance(document.get("records"), list)
    ):
        return [_own(path, charset.encoding, _own_records(document["records"]))]
    if is_listed(document):
        return read_listed(path, charset.encoding, document)
    found: dict[str | None, list[Value]] = {}
    _collect(document, None, found, 0)
    if (
        not any(isinstance(record, dict) for records in found.values() for record in records)
        and document != []
    ):
        raise BadFileError(
            f"{path} holds no records", "a list of objects is expected, or objects in `records`"
        )
    warnings = [charset.warning] if charset.warning else []
    return [
        _table(path, charset.encoding, sheet, records, list(warnings)) for sheet, records in found.items()
    ]


def _load(path: Path, text: str) -> Value:
    try:
        return json.loads(text)
    except RecursionError:
        raise BadFileError(f"{path} is nested too deeply", "a list of objects is expected") from None
    except ValueError as error:
        lines = [line for line in text.splitlines() if line.strip()]
        if len(lines) > 1 and lines[0].lstrip().startswith("{"):
            try:
                return [json.loads(line) for line in lines]
            except (ValueError, RecursionError):
                pass
        raise BadFileError(f"{path} is not JSON: {error}", "export it again, or as CSV") from None


def _is_plan(document: Value) -> bool:
    return (
        isinstance(document, list)
        and bool(document)
        and all(
            isinstance(step, dict) and "sobject" in step and isinstance(step.get("files"), list)
            for step in document
        )
    )


def _plan_files(path: Path, plan: list[dict[str, Value]]) -> list[Path]:
    names = [path.parent / str(name) for step in plan for name in step["files"]]
    for name in names:
        if not name.is_file():
            raise BadFileError(
                f"{path} names {name.name}, which is not beside it", "put the files of the plan together"
            )
        if _is_plan(_load(name, name.read_text(encoding="utf-8-sig", errors="replace"))):
            raise BadFileError(f"{path} names another plan", "give the files themselves")
    return list(dict.fromkeys(names))


def _own(path: Path, encoding: str, rows: Iterator[Row | BadRow]) -> Table:
    return Table(path, None, "own", encoding, None, ("record",), rows, [], has_header=True)


def _own_records(records: list[Value]) -> Iterator[Row | BadRow]:
    for number, record in enumerate(records, start=1):
        text = json.dumps(record, ensure_ascii=False)
        yield Row(number, (text,)) if isinstance(record, dict) else BadRow(number, "is no record", (text,))


def _own_lines(path: Path, encoding: str) -> Iterator[Row | BadRow]:
    """The records of our own export, line by line; raises `BadFileError` at the end of a file cut short."""
    with path.open(encoding=encoding) as file:
        file.readline()
        for number, line in enumerate(file, start=2):
            text = line.strip()
            if text.startswith("]"):
                return
            text = text.removesuffix(",")
            try:
                sound = isinstance(json.loads(text), dict)
            except (ValueError, RecursionError):
                sound = False
            yield Row(number, (text,)) if sound else BadRow(number, "is no record", (text,))
    raise BadFileError(f"{path} ends in the middle of the records", "export it again")


def _collect(document: Value, sheet: str | None, found: dict[str | None, list[Value]], depth: int) -> None:
    """Sorts the records of a document by their type, else by the key they stand under."""
    if isinstance(document, list):
        for record in document:
            _collect_record(record, sheet, found, depth)
        if not document:
            found.setdefault(sheet, [])
    elif isinstance(document, dict):
        lists = {key: value for key, value in document.items() if _is_records(value)}
        inner = [value for value in document.values() if isinstance(value, dict)]
        for key, value in lists.items():
            _collect(value, sheet if key in _PLAIN_KEYS else key, found, depth)
        if not lists and depth < 3 and len(inner) == 1 and any(_is_records(v) for v in inner[0].values()):
            _collect(inner[0], sheet, found, depth + 1)
        elif not lists and document and depth == 0:
            _collect_record(document, sheet, found, depth)


def _is_records(value: Value) -> bool:
    return isinstance(value, list) and all(isinstance(record, dict) for record in value)


def _collect_record(
    record: Value, sheet: str | None, found: dict[str | None, list[Value]], depth: int
) -> None:
    """Adds a record; records nested in it (`Contacts: {records: […]}`) become their own with a link to it."""
    attributes = record.get("attributes") if isinstance(record, dict) else None
    kind = attributes.get("type") if isinstance(attributes, dict) else None
    name = str(kind) if kind else sheet
    mine = found.setdefault(name, [])
    if not isinstance(record, dict) or depth > _DEPTH:
        mine.append(record)
        return
    nested = {
        key: value["records"]
        for key, value in record.items()
        if isinstance(value, dict) and _is_records(value.get("records"))
    }
    mine.append({key: value for key, value in record.items() if key not in nested})
    reference = attributes.get("referenceId") if isinstance(attributes, dict) else None
    link = f"@{reference}" if reference else record.get("Id")
    for key, children in nested.items():
        for child in children:
            linked = {f"{kind}Id": link, **child} if kind and link else child
            _collect_record(linked, key, found, depth + 1)


def _table(path: Path, encoding: str, sheet: str | None, records: list[Value], warnings: list[str]) -> Table:
    header: dict[str, None] = {}
    for record in records:
        if isinstance(record, dict):
            header.update(dict.fromkeys(_flat(record)))
    names = tuple(header)
    if not records:
        warnings.append("no records")
    rows = _rows(records, names)
    return Table(path, sheet, "json", encoding, None, names, rows, warnings, has_header=True)


def _rows(records: list[Value], header: tuple[str, ...]) -> Iterator[Row | BadRow]:
    for number, record in enumerate(records, start=1):
        if isinstance(record, dict):
            cells = _flat(record)
            yield Row(number, tuple(cells.get(name, "") for name in header))
        else:
            yield BadRow(number, "is no object", (_text(record),))


def _flat(record: dict[str, Value], prefix: str = "", depth: int = 0) -> dict[str, str]:
    cells: dict[str, str] = {}
    for key, value in record.items():
        if isinstance(value, dict) and depth < _DEPTH:
            cells.update(_flat(value, f"{prefix}{key}.", depth + 1))
        else:
            cells[f"{prefix}{key}"] = _text(value)
    return cells


def _text(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return number_text(value) if value == value and abs(value) != float("inf") else ""  # noqa: PLR0124 -- NaN
    if isinstance(value, str):
        return value.replace("\0", "").encode("utf-8", "replace").decode("utf-8")
    if isinstance(value, list) and not any(isinstance(item, dict | list) for item in value):
        return "; ".join(_text(item) for item in value)
    return json.dumps(value, ensure_ascii=False)
