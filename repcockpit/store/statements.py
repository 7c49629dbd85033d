"""The SQL texts of the write path, made once per shape of a write and kept for the transaction."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

INDEXED_NOTES = ("subject", "note")
_MARKS = (100, 10, 1)
"""Lengths of lists of ids: few, so that each text is compiled once."""


class Statements:
    """Prepared texts for rows, marks and the history index, and the search index that follows the rows."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._texts: dict[tuple[str, ...], str] = {}

    def existing(self, table: str, ids: Sequence[bytes]) -> set[bytes]:
        """Those of `ids` that the table holds, hidden ones included."""
        found: set[bytes] = set()
        (highest,) = self._db.execute(f"select max(id) from {table}").fetchone()
        # Ids are mostly ordered by time: those above all others need no search.
        for marks, some in listed_marks([row_id for row_id in ids if row_id <= (highest or b"")]):
            rows = self._db.execute(f"select id from {table} where id in ({marks})", some).fetchall()
            found.update([row[0] for row in rows])
        return found

    def insert(self, table: str, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
        """Insert rows of [id, _dots, *columns]."""
        key = ("insert", table, *columns)
        text = self._texts.get(key)
        if text is None:
            names = ", ".join(("id", "_dots", *columns))
            text = f"insert into {table} ({names}) values ({', '.join('?' * (len(columns) + 2))})"
            self._texts[key] = text
        before = self._last_row(table) if table == "interaction" else 0
        self._db.executemany(text, rows)
        if table == "interaction" and _is_indexed(columns):
            self._db.execute(
                "insert into note_index (rowid, subject, note) select rowid, subject, note from interaction"
                " where rowid > ? and (note is not null or subject is not null)",
                (before,),
            )

    def _last_row(self, table: str) -> int:
        return int(self._db.execute(f"select coalesce(max(rowid), 0) from {table}").fetchone()[0])

    def row(self, table: str, columns: Sequence[str], row_id: bytes) -> tuple[Any, ...] | None:
        """(_dots, _hidden, *columns) of one row, or None."""
        key = ("row", table, *columns)
        text = self._texts.get(key)
        if text is None:
            text = f"select {', '.join(('_dots', '_hidden', *columns))} from {table} where id = ?"
            self._texts[key] = text
        found: tuple[Any, ...] | None = self._db.execute(text, (row_id,)).fetchone()
        return found

    def rows(self, table: str, columns: Sequence[str], ids: Sequence[bytes]) -> list[tuple[Any, ...]]:
        """(id, _dots, *columns) of each row that exists."""
        names = ", ".join(("id", "_dots", *columns))
        found: list[tuple[Any, ...]] = []
        for marks, some in listed_marks(ids):
            found += self._db.execute(f"select {names} from {table} where id in ({marks})", some).fetchall()
        return found

    def update(self, table: str, columns: Sequence[str], rows: list[list[Any]]) -> None:
        """Write rows of [_dots, *columns, id]."""
        notes = [(row[-1],) for row in rows] if table == "interaction" and _is_indexed(columns) else []
        if notes:
            self._unindex(notes)
        key = ("update", table, *columns)
        text = self._texts.get(key)
        if text is None:
            assignments = ", ".join(f"{name} = ?" for name in ("_dots", *columns))
            text = f"update {table} set {assignments} where id = ?"
            self._texts[key] = text
        self._db.executemany(text, rows)
        if notes:
            self._index(notes)

    def _unindex(self, ids: list[tuple[bytes]]) -> None:
        self._db.executemany(
            "insert into note_index (note_index, rowid, subject, note) select 'delete', rowid, subject, note"
            " from interaction where id = ? and (note is not null or subject is not null)",
            ids,
        )

    def _index(self, ids: list[tuple[bytes]]) -> None:
        self._db.executemany(
            "insert into note_index (rowid, subject, note) select rowid, subject, note"
            " from interaction where id = ? and (note is not null or subject is not null)",
            ids,
        )

    def mark(self, table: str, row_id: bytes, dots: bytes, *, hidden: int) -> None:
        """Write the dots and whether the row is in the bin."""
        self._db.execute(f"update {table} set _dots = ?, _hidden = ? where id = ?", (dots, hidden, row_id))


def _is_indexed(columns: Iterable[str]) -> bool:
    return any(name in columns for name in INDEXED_NOTES)


def listed_marks(ids: Sequence[Any]) -> Iterator[tuple[str, Sequence[Any]]]:
    """Question marks and ids for `in (...)`, the longest lists first."""
    start = 0
    for length in _MARKS:
        marks = ",".join("?" * length)
        while start + length <= len(ids):
            yield marks, ids[start : start + length]
            start += length
