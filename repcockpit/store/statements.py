"""The SQL texts of the write path, made once per shape of a write and kept for the transaction."""

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from repcockpit.store.values import Value

INDEXED_NOTES = ("subject", "note")


class Statements:
    """Prepared texts for rows, marks and the history index, and the search index that follows the rows."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._texts: dict[tuple[str, ...], str] = {}

    def existing(self, table: str, ids: Sequence[bytes]) -> set[bytes]:
        """Those of `ids` that the table holds, hidden ones included."""
        found: set[bytes] = set()
        for start in range(0, len(ids), 500):
            some = ids[start : start + 500]
            marks = ",".join("?" * len(some))
            found.update(
                row[0] for row in self._db.execute(f"select id from {table} where id in ({marks})", some)
            )
        return found

    def insert(self, table: str, columns: Sequence[str], rows: list[list[Any]]) -> None:
        """Insert rows of [id, _dots, *columns]."""
        key = ("insert", table, *columns)
        text = self._texts.get(key)
        if text is None:
            names = ", ".join(("id", "_dots", *columns))
            text = f"insert into {table} ({names}) values ({', '.join('?' * (len(columns) + 2))})"
            self._texts[key] = text
        before = self._last_row(table) if table == "interaction" else 0
        self._db.executemany(text, rows)
        if table == "interaction" and any(name in columns for name in INDEXED_NOTES):
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

    def update(self, table: str, row_id: bytes, values: Mapping[str, Value], dots: bytes) -> None:
        """Write columns and dots of one row."""
        if table == "interaction" and any(name in values for name in INDEXED_NOTES):
            self._unindex(row_id)
        key = ("update", table, *values)
        text = self._texts.get(key)
        if text is None:
            assignments = ", ".join(f"{name} = ?" for name in ("_dots", *values))
            text = f"update {table} set {assignments} where id = ?"
            self._texts[key] = text
        self._db.execute(text, (dots, *values.values(), row_id))
        if table == "interaction" and any(name in values for name in INDEXED_NOTES):
            self._index(row_id)

    def _unindex(self, row_id: bytes) -> None:
        self._db.execute(
            "insert into note_index (note_index, rowid, subject, note) select 'delete', rowid, subject, note"
            " from interaction where id = ? and (note is not null or subject is not null)",
            (row_id,),
        )

    def _index(self, row_id: bytes) -> None:
        self._db.execute(
            "insert into note_index (rowid, subject, note) select rowid, subject, note"
            " from interaction where id = ? and (note is not null or subject is not null)",
            (row_id,),
        )

    def mark(self, table: str, row_id: bytes, dots: bytes, *, hidden: int) -> None:
        """Write the dots and whether the row is in the bin."""
        self._db.execute(f"update {table} set _dots = ?, _hidden = ? where id = ?", (dots, hidden, row_id))

    def touch(self, txn_no: int, ids: Iterable[bytes]) -> None:
        """Enter rows in the history index."""
        self._db.executemany(
            "insert or ignore into touched (row_id, txn_no) values (?, ?)",
            [(row_id, txn_no) for row_id in ids],
        )
