"""Reading a file at once, for tests."""

from pathlib import Path
from typing import NamedTuple

from repcockpit.exchange.readers import BadRow, ReadOptions, Row, Table, open_tables

AS_FOUND = ReadOptions()


class Read(NamedTuple):
    table: Table
    rows: list[Row]
    bad: list[BadRow]

    @property
    def cells(self) -> list[tuple[str, ...]]:
        return [row.cells for row in self.rows]

    @property
    def records(self) -> list[dict[str, str]]:
        return [dict(zip(self.table.header, row.cells, strict=True)) for row in self.rows]


def read_all(path: Path, options: ReadOptions = AS_FOUND) -> list[Read]:
    read = []
    for table in open_tables(path, options):
        rows = list(table.rows)
        good = [row for row in rows if isinstance(row, Row)]
        assert all(len(row.cells) == len(table.header) for row in good)
        read.append(Read(table, good, [row for row in rows if isinstance(row, BadRow)]))
    return read


def read_one(path: Path, options: ReadOptions = AS_FOUND) -> Read:
    [read] = read_all(path, options)
    return read


def read_bytes(folder: Path, content: bytes, name: str = "file.csv", options: ReadOptions = AS_FOUND) -> Read:
    path = folder / name
    path.write_bytes(content)
    return read_one(path, options)


def read_text(folder: Path, content: str, name: str = "file.csv", options: ReadOptions = AS_FOUND) -> Read:
    return read_bytes(folder, content.encode(), name, options)
