"""The benchmarks: `python -m tests.bench` prints every figure of the speed table beside its limits.

`python -m tests.bench [--only PART,PART] [--keep FOLDER] [--runs N] [--small]`

The big book (25 reps, 10,000 accounts, 50,000 contacts, 2,000,000 interactions; about six minutes and 1.6 GB) is built
once in FOLDER and found there the next time; without `--keep` it goes to a temporary folder and is built
each time. PARTS: write, bytes, import, list, chart, sync, quiet, sync-keys, overdue, whole, coverage, scorecard, today, log, frame, screens, second, thousand, and
on a second such book of a team of 40 reps: team, exports. `--small` takes a book of a twentieth, to see that all parts run. `--runs` is the number of pairs
of each figure (default 15). Every figure is a median of pairs taken in turn, with its smallest and largest.
"""

import argparse
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.bench import (
    charts,
    covering,
    exports,
    gathering,
    importing,
    reading,
    scoring,
    screens,
    starting,
    syncing,
    syncing_keys,
    team,
    writing,
)
from tests.bench.activities import write_activities
from tests.bench.big import FULL, Size, big_book
from tests.bench.measure import Figure, line_of
from tests.bench.team_book import TEAM, team_book

_SMALL = Size(25, 1_000, 5_000, 100_000)
_SMALL_TEAM = _SMALL._replace(reps=40)


def write_figures(folder: Path, runs: int) -> Iterator[Figure]:
    """What the log costs in time: the table of the definition, then the one with the most derived columns."""
    yield writing.time_figure(folder, writing.DEAL, writing.DEFINED_RUNS, is_single=False, limits=(3, 2))
    yield writing.time_figure(folder, writing.DEAL, runs * 30, is_single=True, limits=(4, 3))
    yield writing.time_figure(folder, writing.CONTACT, runs, is_single=False)
    yield writing.time_figure(folder, writing.CONTACT, runs * 30, is_single=True)


def byte_figures(folder: Path, runs: int) -> Iterator[Figure]:
    """What the log costs in bytes: 1,000 records of eight fields a transaction, one record of six."""
    for name, transactions, records, fields, limits in (
        ("bulk", 50, 1_000, 8, (90, 70)),
        ("single", 10_000, 1, 6, (145, 90)),
    ):
        size = writing.bytes_per_change(folder, writing.DEAL, transactions, records, fields)
        yield Figure(f"database bytes per field change, {name}", size, size, size, *limits, "B")


def _one(figure: Callable[[Path, int], Figure]) -> Callable[[Path, int], Iterator[Figure]]:
    def taken(place: Path, runs: int) -> Iterator[Figure]:
        yield figure(place, runs)

    return taken


ALONE = {
    "write": write_figures,
    "bytes": byte_figures,
    "import": _one(importing.import_figure),
    "list": screens.list_figures,
    "chart": charts.chart_figures,
    "sync": syncing.sync_figures,
    "quiet": syncing.quiet_figures,
    "sync-keys": syncing_keys.syncing_key_figures,
}
"""Parts that make their own databases in a folder."""
ON_THE_BIG_BOOK = {
    "overdue": reading.overdue_figures,
    "whole": gathering.whole_figures,
    "coverage": _one(covering.coverage_figure),
    "scorecard": _one(scoring.scorecard_figure),
    "today": _one(starting.today_figure),
    "log": _one(starting.log_figure),
    "frame": starting.frame_figures,
    "screens": screens.switch_figures,
    "second": screens.first_second_figures,
    "thousand": screens.thousand_figures,
}
ON_THE_TEAM_BOOK = {"team": team.team_figures, "exports": exports.export_figures}


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def main() -> None:
    """Take the figures that were asked for."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.bench", description=(__doc__ or "").partition("\n")[0]
    )
    parser.add_argument(
        "--only", default=",".join([*ALONE, *ON_THE_BIG_BOOK, *ON_THE_TEAM_BOOK]), metavar="PARTS"
    )
    parser.add_argument("--keep", type=Path, metavar="FOLDER")
    parser.add_argument("--runs", type=int, default=15)
    parser.add_argument("--small", action="store_true")
    options = parser.parse_args()
    # As a person's Python does, those that are started keep what they compile: the first pair is not counted.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    parts = options.only.split(",")
    with tempfile.TemporaryDirectory(prefix="repcockpit-bench-") as name:
        folder = Path(name)
        kept = options.keep or folder
        kept.mkdir(parents=True, exist_ok=True)
        places = _places(kept, set(parts), is_small=options.small) | dict.fromkeys(ALONE, folder)
        for part in parts:
            take = (ALONE | ON_THE_BIG_BOOK | ON_THE_TEAM_BOOK)[part]
            for figure in take(places[part], options.runs):
                print(line_of(figure), flush=True)


def _places(kept: Path, parts: set[str], *, is_small: bool) -> dict[str, Path]:
    """Where each part's book is; those that are needed are built."""
    name = "small" if is_small else "big"
    book, other = kept / f"{name}.db", kept / f"{name}-team.db"
    if not parts.isdisjoint(ON_THE_BIG_BOOK):
        big_book(book, _SMALL if is_small else FULL, _say)
        write_activities(book, _say)
    if not parts.isdisjoint(ON_THE_TEAM_BOOK):
        team_book(other, _SMALL_TEAM if is_small else TEAM, _say)
    return dict.fromkeys(ON_THE_BIG_BOOK, book) | dict.fromkeys(ON_THE_TEAM_BOOK, other)


if __name__ == "__main__":
    main()
