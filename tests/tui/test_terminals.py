"""Real terminals: the cockpit in tmux, tiny windows, keys that belong to the shell."""

import asyncio
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from rich.cells import cell_len

from repcockpit.tui import glyphs
from tests.tui.stage import book_desk, cockpit, press, resize, seen, tap

ROOT = Path(__file__).parents[2]
OPENERS = (
    ("1",),
    ("2",),
    ("3",),
    ("2", "enter"),
    ("comma",),
    ("B",),
    ("M",),
    ("H",),
    ("l",),
    ("w",),
    ("question_mark",),
    ("ctrl+p",),
    ("slash", "n"),
    ("z",),
    ("E",),
    ("f",),
)


@pytest.mark.slow
@pytest.mark.parametrize("size", [(20, 5), (10, 4)], ids=lambda size: f"{size[0]}x{size[1]}")
def test_a_tiny_window_stops_nothing(tmp_path: Path, size: tuple[int, int]) -> None:
    async def scenario() -> None:
        with book_desk(tmp_path) as desk:
            app = cockpit(desk)
            async with app.run_test(size=size) as pilot:
                await pilot.pause()
                for keys in OPENERS:
                    await tap(pilot, *keys)
                    lines = seen(app)
                    assert len(lines) == size[1]
                    assert {cell_len(line) for line in lines} == {size[0]}
                    while len(app.screen_stack) > 1:
                        app.pop_screen()
                    await tap(pilot, "escape")
                await resize(pilot, 80, 24)

    asyncio.run(scenario())


def test_ctrl_z_does_not_leave_a_raw_terminal(tmp_path: Path) -> None:
    async def scenario() -> None:
        with book_desk(tmp_path) as desk:
            app = cockpit(desk)
            async with app.run_test(size=(80, 24)) as pilot:
                await pilot.pause()
                before = seen(app)
                await press(pilot, "ctrl+z")
                assert seen(app) == before
                assert app.is_running

    asyncio.run(scenario())


@pytest.mark.parametrize(
    ("environment", "is_ascii"),
    [
        ({"TERM": "linux"}, True),
        ({"TERM": "vt100"}, True),
        ({"LC_ALL": "ja_JP.UTF-8"}, True),
        ({"LC_ALL": "de_DE.ISO-8859-1"}, True),
        ({"LC_ALL": "de_DE.UTF-8"}, False),
        ({"LC_ALL": "", "LANG": "zh_CN.UTF-8"}, True),
        ({"TERM": "tmux-256color", "LC_ALL": "C.UTF-8"}, False),
    ],
)
def test_signs_are_ascii_where_the_terminal_needs_it(environment: dict[str, str], is_ascii: bool) -> None:
    code = "from repcockpit.tui import glyphs; print(glyphs.choose().is_ascii)"
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8", **environment},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == str(is_ascii)
    assert glyphs.ASCII.is_ascii


class Tmux:
    """A tmux server of the test's own with one window."""

    def __init__(self, folder: Path) -> None:
        self._command = ["tmux", "-S", str(folder / "socket"), "-f", "/dev/null"]

    def call(self, *words: str) -> str:
        done = subprocess.run([*self._command, *words], capture_output=True, encoding="utf-8", check=True)
        return done.stdout

    def shown(self) -> str:
        return self.call("capture-pane", "-p", "-t", "rep")

    def await_text(self, is_there: Callable[[str], bool]) -> str:
        end = time.monotonic() + 20
        shown = self.shown()
        while not is_there(shown) and time.monotonic() < end:
            time.sleep(0.05)
            shown = self.shown()
        assert is_there(shown), shown
        return shown


@pytest.fixture
def tmux(tmp_path: Path) -> Iterator[Tmux]:
    made = Tmux(tmp_path)
    yield made
    subprocess.run([*made._command, "kill-server"], capture_output=True, check=False)


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("tmux") is None, reason="needs tmux")
def test_a_session_in_tmux(tmp_path: Path, tmux: Tmux) -> None:
    with book_desk(tmp_path) as desk:
        place = desk.book.path
    # A size in the environment would stand above the window's.
    command = f"env -u COLUMNS -u LINES {sys.executable} -m repcockpit --db {place} --now 2026-11-24T09:12; echo left $?; stty -a | head -1; cat"
    environment = [
        "-e",
        f"PYTHONPATH={ROOT}",
        "-e",
        f"REPCOCKPIT_HOME={tmp_path / 'home'}",
        "-e",
        "LC_ALL=C.UTF-8",
    ]
    tmux.call("new-session", "-d", "-s", "rep", "-x", "80", "-y", "24", *environment, command)
    first = tmux.await_text(lambda shown: "? help" in shown)
    assert "1 Today" in first.splitlines()[0]
    tmux.call("resize-window", "-t", "rep", "-x", "20", "-y", "5")
    tmux.call("resize-window", "-t", "rep", "-x", "120", "-y", "40")
    tmux.await_text(lambda shown: "3 Contacts" in shown.splitlines()[0])
    tmux.call("send-keys", "-t", "rep", "j", "l")
    tmux.await_text(lambda shown: "┌─ Log" in shown)
    tmux.call("send-keys", "-t", "rep", "Escape")
    tmux.await_text(lambda shown: "┌─ Log" not in shown)
    tmux.call("send-keys", "-t", "rep", "C-z")
    tmux.call("send-keys", "-t", "rep", "y")
    tmux.await_text(lambda shown: "Copied by tmux" in shown)
    assert tmux.call("show-buffer").strip()
    tmux.call("send-keys", "-t", "rep", "q")
    left = tmux.await_text(lambda shown: "rows 40" in shown)
    assert "left 0" in left
