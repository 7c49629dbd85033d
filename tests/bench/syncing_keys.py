"""Whether the screen stays quick while a small team's changes come in (sync.md section 15)."""

import random
import shutil
import statistics
import time
from collections.abc import Iterator
from pathlib import Path

from repcockpit.services.book import open_book
from repcockpit.services.device import init_device
from repcockpit.services.syncing import join_team, sync_now
from tests.bench.measure import Figure
from tests.bench.screens import many_accounts
from tests.bench.starting import command
from tests.bench.terminal import Terminal

REPS, CHANGES = 5, 10_000
_ACCOUNTS = 2_000
_SECONDS = 5.0
_QUIET = 0.04


def syncing_key_figures(folder: Path, runs: int) -> Iterator[Figure]:
    """Keys while five reps' 10,000 changes are merged by the sync that the cockpit starts by itself."""
    target = str(folder / "team" / "team.rcsync")
    own = _team(folder, target)
    still: list[float] = []
    busy: list[float] = []
    for _ in range(max(2, runs // 5)):
        still += _keys(folder, own, None)
        busy += _keys(folder, own, target)
    quiet, loud = _p95(still), _p95(busy)
    note = f"p95 {loud:.1f} ms against {quiet:.1f} ms, median {statistics.median(busy):.1f}, {len(busy)} keys"
    yield Figure(
        "keys while 10,000 changes come in, 95th percentile, against none",
        loud / quiet,
        loud / quiet,
        loud / quiet,
        2,
        1.5,
        note=note,
    )


def _team(folder: Path, target: str) -> Path:
    """Our book, synced once before the others wrote theirs."""
    (folder / "team").mkdir()
    own = folder / "own.db"
    many_accounts(own, _ACCOUNTS)
    with open_book(own) as book:
        init_device(book, "Ana Ruiz", team="North")
        sync_now(book, target)
    shutil.copy(own, folder / "before.db")
    for number in range(1, REPS):
        path = folder / f"rep{number}.db"
        with open_book(path) as book:
            join_team(book, target, f"Rep {number}")
            chance = random.Random(number)
            ids = [row[0] for row in book.db.execute("select id from account").fetchall()]
            for turn in range(CHANGES // REPS // 10):
                with book.write("changes") as unit:
                    unit.update_many(
                        "account",
                        ((chance.choice(ids), {"note": f"{number} {turn} {some}"}) for some in range(10)),
                    )
            sync_now(book)
    return own


def _keys(folder: Path, own: Path, target: str | None) -> list[float]:
    """The latency of keys pressed for a few seconds after the first frame."""
    place = folder / "run.db"
    for file in folder.glob("run.db*"):
        file.unlink()
    shutil.copy(folder / "before.db", place)
    with open_book(place) as book:
        book.db.execute("delete from meta where key = 'target'" if target is None else "select 1")
    times: list[float] = []
    with Terminal(command(place)) as cockpit:
        cockpit.first_frame("Ana Ruiz", "accounts")
        cockpit.type("2")
        time.sleep(1.6)  # the cockpit starts its sync once no key was pressed for a while
        until = time.perf_counter() + _SECONDS
        while time.perf_counter() < until:
            took = cockpit.key("jk"[len(times) % 2], quiet=_QUIET)
            if took is not None:
                times.append(took)
    return times


def _p95(values: list[float]) -> float:
    return sorted(values)[int(len(values) * 0.95)]
