"""Programs as a person starts them on the big book: the cockpit, `today --json`, `log`."""

import json
import statistics
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.bench.big import NOW
from tests.bench.measure import Figure, in_turn, ratio_figure
from tests.bench.terminal import Terminal

_HELLO = (sys.executable, str(Path(__file__).with_name("hello.py")))
_WALK = ("jjjjjjjjjj", "G", "g", "w", "\x1b", "l", "call ", "\x1b", "?", "\x1b")
"""What is pressed before memory is read: a walk, why, the log dialog (which loads what a write needs), help."""

_PANE = "WHY IT IS HERE"
"""What the pane says of every row of Today."""


def command(path: Path, *words: str) -> list[str]:
    """The command line of the cockpit, or of a command, on the big book."""
    return [sys.executable, "-m", "repcockpit", "--db", str(path), "--now", NOW, *words]


def run_command(command: Sequence[str]) -> bytes:
    """What it prints. Raises CalledProcessError where it fails."""
    quiet = subprocess.DEVNULL
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, stdin=quiet, stderr=quiet).stdout


def today_figure(path: Path, runs: int) -> Figure:
    """`today --json` against a bare `import sqlite3`."""
    ours, plain = command(path, "today", "--json"), [sys.executable, "-c", "import sqlite3"]
    times = in_turn(lambda: run_command(ours), lambda: run_command(plain), runs)
    return ratio_figure("today --json, process, against import sqlite3", *times, 8, 6)


def log_figure(path: Path, runs: int) -> Figure:
    """`log` of one call against a bare `import sqlmodel`."""
    line = f"call {name_on_today(path)}: late sand twice, wants a forecast"
    ours, plain = command(path, "log", line, "--yes", "--json"), [sys.executable, "-c", "import sqlmodel"]
    times = in_turn(lambda: run_command(ours), lambda: run_command(plain), runs)
    return ratio_figure("log, process, against import sqlmodel", *times, 1.6, 1.4)


def names_on_today(path: Path) -> list[str]:
    """The contacts of Today's rows; the rows of requests and reviews say the account's name alone."""
    found = json.loads(run_command(command(path, "today", "--json")))
    return [str(item["contact"]["name"]) for item in found["items"] if item["contact"]]


def name_on_today(path: Path) -> str:
    """A contact of Today."""
    return names_on_today(path)[0]


def frame_figures(path: Path, runs: int) -> Iterator[Figure]:
    """Start to the first frame with a contact's name, then to the pane's, against the smallest program; peak memory."""
    names = names_on_today(path)
    ours, panes, plain, peaks = list[float](), list[float](), list[float](), list[float]()
    for run in range(runs + 1):
        with Terminal(command(path)) as cockpit:
            frame, pane = cockpit.first_frame(*names), cockpit.first_frame(_PANE)
            if run == runs:
                for keys in _WALK:
                    cockpit.type(keys)
        with Terminal(_HELLO) as hello:
            empty = hello.first_frame("yardstick")
        peaks.append(cockpit.peak_mib)
        if run:
            ours.append(frame)
            panes.append(pane)
            plain.append(empty)
    yield ratio_figure("first frame with a contact's name, against hello", ours, plain, 2.0, 1.7)
    yield ratio_figure("  and with what the pane says of the first row", panes, plain, None, None)
    walked = peaks.pop()
    note = f"at the first frame {statistics.median(peaks):.0f} MiB"
    yield Figure("peak memory of the cockpit, after a walk", walked, walked, walked, 120, 90, "MiB", note)
