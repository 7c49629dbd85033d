"""The cockpit's keys as a person presses them, each to the last byte painted."""

import statistics
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from repcockpit.store import derived
from repcockpit.store.database import immediate, open_database
from repcockpit.store.unit import Unit
from tests.bench.measure import Figure
from tests.bench.starting import command, name_on_today
from tests.bench.terminal import Terminal

_TWO_SCREENS = (sys.executable, str(Path(__file__).with_name("two_screens.py")))
_PLACES = ("Gijón", "León", "Bilbao", "Lyon", "Porto", "Ulm", "Brno", "Turku")
_TRADES = ("Glassworks", "Foundry", "Pump Works", "Bakery", "Sawmill", "Dairy", "Brewery", "Quarry")
_FILTER = "/pump"
_SETTLED = 1.5
"""Seconds without output after which the program has done what it does after its first frame."""


def many_accounts(path: Path, count: int) -> None:
    """A book of `count` accounts of one rep and nothing else."""
    db = open_database(path)
    with Unit(db, "accounts", zone="Europe/Madrid", kind="import", defer_derived=True) as unit:
        rep = unit.insert("rep", {"name": "Ana Ruiz", "role": "rep", "timezone": "Europe/Madrid"})
    for first in range(0, count, 10_000):
        rows = [_account(number, rep) for number in range(first, min(count, first + 10_000))]
        with Unit(db, "accounts", zone="Europe/Madrid", kind="import", defer_derived=True) as unit:
            unit.insert_many("account", rows)
    with immediate(db):
        derived.rebuild(db)
        db.execute("insert or replace into meta values ('rep_id', ?)", (rep,))
    db.execute("pragma wal_checkpoint(truncate)")
    db.close()


def _account(number: int, rep: bytes) -> dict[str, object]:
    return {
        "name": f"{_TRADES[number * 7 % 8]} {number:06}",
        "city": _PLACES[number % 8],
        "segment": "ABCD"[number % 4],
        "status": "customer",
        "owner_id": rep,
        "tracking_started_on": "2026-01-05",
    }


def _median(values: Sequence[float | None]) -> float:
    return statistics.median(_painted(values))


def _painted(values: Sequence[float | None]) -> list[float]:
    """The keys that were answered. Raises ValueError where none was: then the cockpit is not there."""
    painted = [value for value in values if value is not None]
    if not painted:
        raise ValueError("no key was answered by a painting")
    return painted


def _figure(name: str, values: Sequence[float | None], must: float | None, beyond: float | None) -> Figure:
    painted = _painted(values)
    note = f"{len(painted)} keys"
    return Figure(name, statistics.median(painted), min(painted), max(painted), must, beyond, "ms", note)


def list_figures(folder: Path, runs: int) -> Iterator[Figure]:
    """A list of 100,000 accounts: cursor, page and filter key; the filter key again on 1,000."""
    del runs
    medians = {}
    for count in (1_000, 100_000):
        place = folder / f"accounts-{count}.db"
        many_accounts(place, count)
        with Terminal(command(place)) as cockpit:
            cockpit.first_frame("Today")
            cockpit.type("", _SETTLED)
            cockpit.type("2", _SETTLED)
            moves = [cockpit.key("j") for _ in range(40)]
            pages = [cockpit.key("\x1b[6~") for _ in range(15)]
            filters = []
            for _ in range(5):
                cockpit.type("/")
                filters += [cockpit.key(letter) for letter in _FILTER[1:]]
                cockpit.type("\x1b")
                cockpit.type("\x1b")
        medians[count] = _median(filters)
        if count > 1_000:
            yield _figure(f"list of {count:,}: cursor", moves, 16, None)
            yield _figure(f"list of {count:,}: page", pages, 16, None)
            yield _figure(f"list of {count:,}: filter key", filters, 50, 30)
    ratio = medians[100_000] / medians[1_000]
    note = f"{medians[100_000]:.1f} ms against {medians[1_000]:.1f} ms"
    yield Figure("filter key at 100,000 against 1,000", ratio, ratio, ratio, 2, None, "x", note)


def switch_figures(path: Path, runs: int) -> Iterator[Figure]:
    """Any screen by its digit, any detail by enter, against switching two empty Textual screens, in turn."""
    with Terminal(command(path)) as cockpit, Terminal(_TWO_SCREENS) as plain:
        cockpit.first_frame(name_on_today(path))
        plain.first_frame("first screen")
        cockpit.type("", _SETTLED)
        for key in "23121":
            cockpit.type(key, 0.5)
        times: dict[str, list[float | None]] = {"1": [], "2": [], "3": [], "enter": []}
        empty = []
        for _ in range(runs):
            for key in "231":
                times[key].append(cockpit.key(key))
                empty.append(plain.key("2"))
                empty.append(plain.key("1"))
            cockpit.type("2")
            times["enter"].append(cockpit.key("\r"))
            cockpit.type("\x1b")
            cockpit.type("1")
    base = _median(empty)
    for key, values in times.items():
        ratio = _median(values) / base
        painted = _painted(values)
        note = f"{_median(values):.1f} ms against {base:.1f} ms"
        low, high = min(painted) / base, max(painted) / base
        yield Figure(f"screen by {key}, against two empty screens", ratio, low, high, 2, 1.5, "x", note)


def first_second_figures(path: Path, runs: int) -> Iterator[Figure]:
    """Keys pressed in the first second after the first frame: the 95th percentile."""
    token = name_on_today(path)
    times: list[float] = []
    for run in range(max(3, runs // 3)):
        with Terminal(command(path)) as cockpit:
            cockpit.first_frame(token)
            until = time.perf_counter() + 1.0
            while time.perf_counter() < until:
                took = cockpit.key("jk"[len(times) % 2], quiet=0.03)
                if run and took is not None:
                    times.append(took)
    times.sort()
    p95 = times[int(len(times) * 0.95)]
    note = f"{len(times)} keys, median {statistics.median(times):.1f} ms"
    yield Figure("keys in the first second, 95th percentile", p95, times[0], times[-1], 50, 25, "ms", note)


def thousand_figures(path: Path, runs: int) -> Iterator[Figure]:
    """1,000 screen switches: what the program holds after 100 and after 1,100."""
    del runs
    with Terminal(command(path)) as cockpit:
        cockpit.first_frame(name_on_today(path))
        cockpit.type("", _SETTLED)
        for number in range(100):
            cockpit.key("2\r31"[number % 4], quiet=0.01)
        before = cockpit.resident_mib()
        for number in range(1_000):
            cockpit.key("2\r31"[number % 4], quiet=0.01)
        after = cockpit.resident_mib()
    note = f"{before:.1f} MiB after 100, {after:.1f} MiB after 1,100"
    yield Figure(
        "memory after 1,000 more screen switches", after / before, 1, after / before, 1.1, None, "x", note
    )
