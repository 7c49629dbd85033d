"""What sync costs against the same rows written plainly (sync.md section 15)."""

import shutil
import sqlite3
import statistics
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from repcockpit.services.book import open_book
from repcockpit.services.device import init_device
from repcockpit.services.syncing import sync_now
from repcockpit.store.database import meta_value, open_database
from repcockpit.store.incarnations import own_replica
from repcockpit.sync.bodies import decode_body
from repcockpit.sync.carriers.choose import carrier_for
from repcockpit.sync.carriers.memory import loaded
from repcockpit.sync.container import FileHeader, file_chunks, scan
from repcockpit.sync.frames import Frame, plain_body
from repcockpit.sync.held import held_frames, held_keys
from repcockpit.sync.ingest import catch_up, ingest
from repcockpit.sync.packs import pack
from repcockpit.sync.packs import runs as pack_runs
from repcockpit.sync.round import Round
from repcockpit.sync.seal import seal
from repcockpit.sync.snapshots.loading import load
from repcockpit.sync.snapshots.making import make
from repcockpit.sync.snapshots.taking import check, take
from tests.bench.measure import Figure, milliseconds, ratio_figure
from tests.bench.peers import peer_figures
from tests.bench.writing import DEAL, DEFINED_RUNS, INSERTS, UPDATES, Rows, write_logged, write_plain
from tests.sync.carriers.faults import FaultyFiles

TEAM = b"T" * 16
_FIRST_ROWS = 2_000
_CHANGES_A_RUN = INSERTS * 8 + UPDATES
_HUNDRED = 100
Batch = tuple[list[dict[str, object]], list[tuple[bytes, dict[str, object]]]]


def sync_figures(folder: Path, runs: int) -> Iterator[Figure]:
    """First sync, seal and merge of a hundred small transactions, bytes on the wire."""
    rows = Rows(DEAL)
    batches: list[Batch] = [(rows.inserts(_FIRST_ROWS), [])]
    batches += [(rows.inserts(INSERTS), rows.updates(UPDATES)) for _ in range(DEFINED_RUNS)]
    origin = open_database(folder / "origin.db")
    for batch in batches:
        write_logged(origin, DEAL.name, *batch)
    seal(origin, TEAM)
    changes = _FIRST_ROWS * 8 + DEFINED_RUNS * _CHANGES_A_RUN
    found: dict[str, float] = {}
    yield from _first_sync(folder, origin, batches, changes, max(2, runs // 5), found)
    yield from _from_snapshot(folder, origin, batches, changes, max(2, runs // 5))
    yield from _hundred(folder, origin, rows, runs, found)
    yield from _wire(folder, origin, rows, changes)
    origin.close()
    hundreds = [rows.updates(_HUNDRED) for _ in range(min(runs, 9))]
    yield from peer_figures(batches, hundreds, changes, (found["bulk"], found["single"]))
    for file in folder.glob("*.db*"):
        file.unlink()


def _first_sync(
    folder: Path,
    origin: sqlite3.Connection,
    batches: list[Batch],
    changes: int,
    runs: int,
    found: dict[str, float],
) -> Iterator[Figure]:
    ours: list[float] = []
    plain: list[float] = []
    for _ in range(runs):
        frames = list(held_frames(origin))
        fresh = open_database(folder / "fresh.db")
        ours.append(milliseconds(partial(ingest, fresh, TEAM, frames)))
        fresh.close()
        plain.append(_plainly(folder, batches))
        for file in folder.glob("fresh.db*"):
            file.unlink()
    found["bulk"] = statistics.median(plain)
    figure = ratio_figure("first sync from frames, against the same rows plainly", ours, plain, 2.2, 1.5)
    yield figure._replace(note=f"{figure.note}; {changes:,} field changes")


def _from_snapshot(
    folder: Path, origin: sqlite3.Connection, batches: list[Batch], changes: int, runs: int
) -> Iterator[Figure]:
    """The rows alone, ready to be looked at; their history comes after them."""
    made = make(origin, TEAM)
    if made is None:
        return
    file = b"".join(file_chunks(FileHeader(TEAM, "bench"), made.frames))
    ours: list[float] = []
    plain: list[float] = []
    for _ in range(runs):
        fresh = open_database(folder / "fresh.db")
        ours.append(milliseconds(partial(_take, fresh, file)))
        fresh.close()
        plain.append(_plainly(folder, batches))
        for one in folder.glob("fresh.db*"):
            one.unlink()
    yield ratio_figure("first sync from a snapshot, against the same rows plainly", ours, plain, 0.3, 0.2)
    yield _wire_figure("snapshot", len(file) / changes, 9, 8)


def _take(db: sqlite3.Connection, file: bytes) -> None:
    found = check(db, TEAM, scan(file).frames)
    take(db, found)
    load(db, decoded=found.decoded)
    catch_up(db)


def _plainly(folder: Path, batches: list[Batch]) -> float:
    """Milliseconds of the same rows and changes by plain statements."""
    open_database(folder / "plain.db").close()
    db = sqlite3.connect(folder / "plain.db", isolation_level=None)
    db.execute("pragma synchronous = full")
    took = milliseconds(partial(_write_all, db, batches))
    db.close()
    for file in folder.glob("plain.db*"):
        file.unlink()
    return took


def _write_all(db: sqlite3.Connection, batches: list[Batch]) -> None:
    for batch in batches:
        write_plain(db, DEAL.name, *batch)


def _hundred(
    folder: Path, origin: sqlite3.Connection, rows: Rows, runs: int, found: dict[str, float]
) -> Iterator[Figure]:
    """A hundred transactions of one record, sealed here, pulled and merged there."""
    other = open_database(folder / "other.db")
    ingest(other, TEAM, held_frames(origin))
    plain = sqlite3.connect(folder / "sheet.db", isolation_level=None)
    plain.close()
    shutil.copy(folder / "other.db", folder / "sheet.db")
    plain = sqlite3.connect(folder / "sheet.db", isolation_level=None)
    plain.execute("pragma synchronous = full")
    sealed: list[float] = []
    merged: list[float] = []
    written: list[float] = []
    for _ in range(runs):
        known = held_keys(origin)
        updates = rows.updates(_HUNDRED)
        for update in updates:
            write_logged(origin, DEAL.name, [], [update])
        sealed.append(milliseconds(lambda: seal(origin, TEAM)))
        frames = list(held_frames(origin, held_keys(origin) - known))
        merged.append(milliseconds(partial(ingest, other, TEAM, frames)))
        written.append(milliseconds(partial(write_plain, plain, DEAL.name, [], updates)))
    other.close()
    plain.close()
    found["single"] = statistics.median(written)
    yield Figure(
        "seal 100 one-record transactions",
        statistics.median(sealed),
        min(sealed),
        max(sealed),
        2,
        1,
        "ms",
        "fsync included",
    )
    yield ratio_figure("pull and merge those 100, against the same rows plainly", merged, written, 3.5, 2)


def _wire(folder: Path, origin: sqlite3.Connection, rows: Rows, changes: int) -> Iterator[Figure]:
    size = _bytes(origin)
    known = held_keys(origin)
    yield _wire_figure("bulk", size / changes, 21, 20)
    for name, each, count, must, beyond in (
        ("frames of 100", 100, 20, 30, 28),
        ("frames of 4", 4, 200, 110, 104),
    ):
        for _ in range(count):
            for update in rows.updates(each):
                write_logged(origin, DEAL.name, [], [update])
            seal(origin, TEAM)
        fresh = held_keys(origin) - known
        known |= fresh
        frames = list(held_frames(origin, fresh))
        yield _wire_figure(name, sum(len(one.raw) for one in frames) / _changes_in(frames), must, beyond)
    packs = [pack(run) for run in pack_runs(frames)]
    yield _wire_figure("packs of those", sum(len(one.raw) for one in packs) / _changes_in(frames), 29, 27)


def _wire_figure(name: str, value: float, must: float, beyond: float) -> Figure:
    return Figure(f"wire bytes per field change, {name}", value, value, value, must, beyond, "B")


def _bytes(db: sqlite3.Connection) -> int:
    return sum(len(one.raw) for one in held_frames(db))


def _changes_in(frames: list[Frame]) -> int:
    """Field changes; an update that would change nothing was not written."""
    bodies = (decode_body(plain_body(frame)) for frame in frames)
    return sum(len(record[4]) for body in bodies for txn in body.transactions for record in txn[10])


def quiet_figures(folder: Path, runs: int) -> Iterator[Figure]:
    """A sync with nothing new, of a team of five whose file holds 10,000 changes: time, bytes, file operations."""
    (folder / "quiet").mkdir()
    target = folder / "quiet" / "team.rcsync"
    with open_book(folder / "quiet.db") as book:
        init_device(book, "Ana Ruiz", team="North")
        for number in range(100):
            with book.write("notes") as unit:
                unit.insert_many("tag", [{"name": f"{number} {some}"} for some in range(100)])
        sync_now(book, str(target))
        sync_now(book)
        before = target.stat()
        times, counts = list[float](), list[int]()
        for _ in range(runs * 4):
            files = FaultyFiles(real_fsync=True)
            noted = meta_value(book.db, "sync_memory")
            memory = loaded(noted if isinstance(noted, bytes) else None)
            carrier = carrier_for(str(target), own_replica(book.db).id, files, memory)
            times.append(milliseconds(lambda held=carrier: Round(book.db, book.path, held).run()))  # type: ignore[misc]
            counts.append(files.count)
        after = target.stat()
    written = 0 if (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns) else after.st_size
    yield Figure("sync with nothing new", statistics.median(times), min(times), max(times), 1, 0.5, "ms")
    yield Figure(
        "file operations of it on the share",
        statistics.median(counts),
        min(counts),
        max(counts),
        8,
        7,
        "",
        "bytes written: " + str(written),
    )
