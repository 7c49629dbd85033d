"""The benchmarks: `python -m tests.bench` prints every figure of the speed table beside its limits.

python -m tests.bench [--only write,bytes] [--keep FOLDER] [--runs N]
"""

import argparse
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.bench import writing
from tests.bench.measure import Figure, line_of


def write_figures(folder: Path, runs: int) -> Iterator[Figure]:
    """What the log costs in time."""
    yield writing.time_figure(folder, writing.DEAL, writing.DEFINED_RUNS, is_single=False, limits=(3, 2))
    yield writing.time_figure(folder, writing.DEAL, runs * 20, is_single=True, limits=(4, 3))
    yield writing.time_figure(folder, writing.CONTACT, runs, is_single=False)
    yield writing.time_figure(folder, writing.CONTACT, runs * 20, is_single=True)


def byte_figures(folder: Path, runs: int) -> Iterator[Figure]:
    """What the log costs in bytes."""
    for name, transactions, records, fields, limits in (
        ("bulk", 20, 1_000, 8, (90, 70)),
        ("single", 5_000, 1, 6, (145, 90)),
    ):
        size = writing.bytes_per_change(folder, writing.DEAL, transactions, records, fields)
        yield Figure(f"database bytes per field change, {name}", size, size, size, *limits, "B")


PARTS = {"write": write_figures, "bytes": byte_figures}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--only", default=",".join(PARTS))
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--runs", type=int, default=25)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="repcockpit-bench-") as folder:
        for name in options.only.split(","):
            for figure in PARTS[name](Path(folder), options.runs):
                print(line_of(figure), flush=True)


if __name__ == "__main__":
    main()
