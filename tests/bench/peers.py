"""The same changes in two libraries of merging documents, beside ours; they keep no tables, no history of who and when.

pycrdt and loro are not needed by the program or its tests: `pip install pycrdt loro` in an environment of the
benchmark's own; where they are missing, that is said.
"""

import importlib
import statistics
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Protocol

from tests.bench.measure import Figure, milliseconds

Row = dict[str, object]
Batch = tuple[Sequence[Row], Sequence[tuple[bytes, Row]]]
_HUNDRED = 100


class Peer(Protocol):
    """A document that takes rows and changes, and gives and takes updates."""

    name: str

    def write(self, batch: Batch) -> None:
        """One transaction."""

    def whole(self) -> bytes:
        """Everything, for a newcomer."""

    def mark(self) -> Any:
        """Where the document stands."""

    def since(self, mark: Any) -> bytes:
        """What was written after a mark."""

    def take(self, update: bytes) -> None:
        """Merge."""


class Pycrdt:
    """Yjs in Rust: a map of maps."""

    name = "pycrdt"

    def __init__(self) -> None:
        self._lib = importlib.import_module("pycrdt")
        self._doc = self._lib.Doc()
        self._rows = self._doc.get("rows", type=self._lib.Map)

    def write(self, batch: Batch) -> None:
        """One transaction."""
        inserts, updates = batch
        with self._doc.transaction():
            for row in inserts:
                self._rows[_key(row["id"])] = self._lib.Map(_fields(row))
            for row_id, change in updates:
                held = self._rows[row_id.hex()]
                for field, value in _fields(change).items():
                    held[field] = value

    def whole(self) -> bytes:
        """Everything."""
        return bytes(self._doc.get_update())

    def mark(self) -> Any:
        """The state vector."""
        return self._doc.get_state()

    def since(self, mark: Any) -> bytes:
        """What was written after it."""
        return bytes(self._doc.get_update(mark))

    def take(self, update: bytes) -> None:
        """Merge."""
        self._doc.apply_update(update)


class Loro:
    """Loro: a map of maps, with its operations kept."""

    name = "loro"

    def __init__(self) -> None:
        self._lib = importlib.import_module("loro")
        self._doc = self._lib.LoroDoc()
        self._rows = self._doc.get_map("rows")

    def write(self, batch: Batch) -> None:
        """One transaction."""
        inserts, updates = batch
        for row in inserts:
            held = self._rows.insert_container(_key(row["id"]), self._lib.LoroMap())
            for field, value in _fields(row).items():
                held.insert(field, value)
        for row_id, change in updates:
            held = self._rows.get_or_create_container(row_id.hex(), self._lib.LoroMap())
            for field, value in _fields(change).items():
                held.insert(field, value)
        self._doc.commit()

    def whole(self) -> bytes:
        """Everything."""
        return bytes(self._doc.export(self._lib.ExportMode.Snapshot()))

    def mark(self) -> Any:
        """The version vector."""
        return self._doc.state_vv

    def since(self, mark: Any) -> bytes:
        """What was written after it."""
        return bytes(self._doc.export(self._lib.ExportMode.Updates(mark)))

    def take(self, update: bytes) -> None:
        """Merge."""
        self._doc.import_(update)


def _key(value: object) -> str:
    return value.hex() if isinstance(value, bytes) else str(value)


def _fields(row: Row) -> Row:
    return {
        name: value.hex() if isinstance(value, bytes) else value
        for name, value in row.items()
        if name != "id"
    }


def peer_figures(
    batches: Sequence[Batch],
    hundreds: Sequence[Sequence[tuple[bytes, Row]]],
    changes: int,
    plain_ms: tuple[float, float],
) -> Iterator[Figure]:
    """Each library beside plain SQLite: `plain_ms` for writing all batches, and for 100 single changes, in ms."""
    for make in (Pycrdt, Loro):
        try:
            yield from _figures(make, batches, hundreds, changes, plain_ms)
        except ImportError:
            yield Figure(f"{make.name}: not installed (pip install {make.name})", 0, 0, 0, unit="")


def _figures(
    make: Callable[[], Peer],
    batches: Sequence[Batch],
    hundreds: Sequence[Sequence[tuple[bytes, Row]]],
    changes: int,
    plain_ms: tuple[float, float],
) -> Iterator[Figure]:
    peer, other = make(), make()
    written = milliseconds(lambda: [peer.write(batch) for batch in batches])  # type: ignore[func-returns-value]
    whole = peer.whole()
    taken = milliseconds(lambda: other.take(whole))
    bulk, single = plain_ms
    yield _figure(peer, "writing, 1,000 records a transaction, in memory", written / bulk)
    yield _figure(peer, "first sync, against plain SQLite", taken / bulk)
    yield Figure(
        f"{peer.name}: bytes per field change, everything", *_same(len(whole) / changes), None, None, "B"
    )
    sealed: list[float] = []
    merged: list[float] = []
    sizes: list[int] = []
    for changes_of in hundreds:
        mark = peer.mark()
        for change in changes_of:
            peer.write(((), (change,)))
        held: list[bytes] = []
        sealed.append(milliseconds(lambda at=mark, found=held: found.append(peer.since(at))))  # type: ignore[misc]
        merged.append(milliseconds(lambda found=held: other.take(found[0])))  # type: ignore[misc]
        sizes.append(len(held[0]))
    yield Figure(f"{peer.name}: update of 100 single changes", *_spread(sealed), None, None, "ms")
    yield _figure(peer, "merge of those 100, against plain SQLite", statistics.median(merged) / single)
    yield Figure(
        f"{peer.name}: bytes per field change, updates of 100",
        *_same(statistics.median(sizes) / _HUNDRED),
        None,
        None,
        "B",
    )


def _figure(peer: Peer, words: str, ratio: float) -> Figure:
    return Figure(f"{peer.name}: {words}", ratio, ratio, ratio)


def _spread(values: Sequence[float]) -> tuple[float, float, float]:
    return statistics.median(values), min(values), max(values)


def _same(value: float) -> tuple[float, float, float]:
    return value, value, value
