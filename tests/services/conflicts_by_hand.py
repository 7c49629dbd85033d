"""Conflicts without a share: writes of another device, made in the same file with what it had seen."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING

from repcockpit.services.book import Book
from repcockpit.store.unit import Unit

if TYPE_CHECKING:
    from repcockpit.domain.views.conflicts import ConflictView


def person(book: Book, name: str) -> bytes:
    """A colleague."""
    with book.write(f"add rep {name}") as unit:
        return unit.insert("rep", {"name": name, "role": "rep"})


class Other:
    """Another device: `person_id` writes there under a replica of its own."""

    def __init__(self, book: Book, person_id: bytes, device: str = "laptop") -> None:
        self.book, self.person_id = book, person_id
        self.replica = device.encode().ljust(16, b".")[:16]
        (count,) = book.db.execute("select max(no) from replica").fetchone()
        self.no = int(count) + 1
        book.db.execute(
            "insert into replica (no, id, person_id, device_name, reason) values (?, ?, ?, ?, 'new')",
            (self.no, self.replica, person_id, device),
        )

    @contextmanager
    def write(self, label: str, *, kind: str = "edit") -> Iterator[Unit]:
        """A transaction of that device, its records kept as one's own would be."""
        db = self.book.db
        (mine,) = db.execute("select value from meta where key = 'replica_no'").fetchone()
        db.execute("update meta set value = ? where key = 'replica_no'", (self.no,))
        try:
            with Unit(db, label, author_id=self.person_id, kind=kind) as unit:
                yield unit
        finally:
            db.execute("update meta set value = ? where key = 'replica_no'", (mine,))

    def set(self, table: str, row_id: bytes, values: Mapping[str, object], seen: bytes) -> bytes:
        """Change a row as it was seen; the transaction."""
        with self.write(f"set {', '.join(values)}") as unit:
            unit.update(table, row_id, values, seen=seen)
        return unit.txn or b""


def dots(book: Book, table: str, row_id: bytes) -> bytes:
    """The dots of a row as they are now."""
    found: bytes = book.db.execute(f"select _dots from {table} where id = ?", (row_id,)).fetchone()[0]
    return found


def mine(book: Book, table: str, row_id: bytes, seen: bytes | None = None, **values: object) -> bytes:
    """Change a row on this device; the transaction."""
    with book.write(f"set {', '.join(values)}") as unit:
        unit.update(table, row_id, values, seen=seen)
    return unit.txn or b""


def texts(view: "ConflictView") -> dict[str, list[str]]:
    """The values of each line."""
    return {line.label: [one.value for one in line.values] for line in view.fields}
