import base64
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from repcockpit.domain.errors import RefusedError
from repcockpit.tui.clipboard import LIMIT, copy


@pytest.fixture(autouse=True)
def _no_multiplexer(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("TMUX", "STY", "WSL_DISTRO_NAME"):
        monkeypatch.delenv(name, raising=False)


def stand_in(folder: Path, name: str, *, exit_code: int = 0) -> None:
    tool = folder / name
    tool.write_text(
        f'#!/bin/sh\necho "$@" > {folder}/words\n/bin/cat > {folder}/copied\nexit {exit_code}\n', "utf-8"
    )
    tool.chmod(0o700)


def test_without_a_tool_it_goes_through_the_terminal() -> None:
    sent: list[str] = []
    assert copy("x", sent.append) == "Sent to the terminal's clipboard"
    assert sent == ["x"]


@pytest.mark.skipif(sys.platform == "win32", reason="shell scripts stand in for the tool")
def test_the_machines_own_tool_is_first_but_not_over_ssh(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = "pbcopy" if sys.platform == "darwin" else "xclip"
    stand_in(tmp_path, name)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("DISPLAY", ":0")
    sent: list[str] = []
    assert copy("López \ud800", sent.append) == f"Copied by {name}"
    assert (tmp_path / "copied").read_text("utf-8") == "López ?"
    monkeypatch.setenv("SSH_TTY", "/dev/pts/1")
    assert copy("x", sent.append).startswith("Sent")
    assert sent == ["x"]


@pytest.mark.skipif(sys.platform == "win32", reason="shell scripts stand in for the tool")
def test_a_tool_that_fails_is_not_believed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in(tmp_path, "pbcopy" if sys.platform == "darwin" else "xclip", exit_code=1)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("DISPLAY", ":0")
    sent: list[str] = []
    assert copy("x", sent.append).startswith("Sent")


@pytest.mark.skipif(sys.platform == "win32", reason="shell scripts stand in for the tool")
def test_inside_tmux_tmux_is_asked_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMUX", "socket,1,0")
    monkeypatch.setenv("SSH_TTY", "/dev/pts/1")
    monkeypatch.setenv("PATH", str(tmp_path))
    stand_in(tmp_path, "tmux")
    assert copy("López", print).startswith("Copied by tmux")
    assert (tmp_path / "words").read_text("utf-8").split() == ["load-buffer", "-w", "-"]
    stand_in(tmp_path, "tmux", exit_code=1)
    written: list[str] = []
    assert copy("López", print, written.append) == "Sent through tmux to the terminal's clipboard"
    encoded = base64.b64encode("López".encode()).decode()
    assert written == [f"\x1bPtmux;\x1b\x1b]52;c;{encoded}\x07\x1b\\"]


def test_inside_screen_it_is_passed_on_in_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STY", "1.tty")
    written: list[str] = []
    assert copy("x" * 2_000, print, written.append) == "Sent through screen to the terminal's clipboard"
    pieces = written[0].removesuffix("\x1b\\").split("\x1b\\")
    assert all(piece.startswith("\x1bP") and len(piece) <= 768 for piece in pieces)
    whole = "".join(piece.removeprefix("\x1bP") for piece in pieces)
    assert base64.b64decode(whole.partition(";c;")[2].rstrip("\x07")) == b"x" * 2_000


def test_what_cannot_arrive_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(RefusedError, match="too many for the terminal's clipboard"):
        copy("x" * (LIMIT + 1), print)
    monkeypatch.setenv("TERM", "linux")
    with pytest.raises(RefusedError, match="no clipboard"):
        copy("x", print)


@pytest.mark.skipif(shutil.which("tmux") is None, reason="needs tmux")
def test_a_real_tmux_has_it_in_its_buffer(tmp_path: Path) -> None:
    code = "from repcockpit.tui.clipboard import copy; open('said', 'w').write(copy('López ✓', print))"
    socket = ["tmux", "-S", str(tmp_path / "socket"), "-f", "/dev/null"]
    environment = {name: value for name, value in os.environ.items() if name not in {"TMUX", "SSH_TTY"}}
    environment["PYTHONPATH"] = str(Path(__file__).parents[2])
    command = f"{sys.executable} -X utf8 -c {code!r}; sleep 20"
    subprocess.run([*socket, "new-session", "-d", "-c", str(tmp_path), command], check=True, env=environment)
    try:
        end = time.monotonic() + 15
        while not (tmp_path / "said").exists() and time.monotonic() < end:
            time.sleep(0.05)
        time.sleep(0.1)
        said = (tmp_path / "said").read_text("utf-8")
        held = subprocess.run([*socket, "show-buffer"], capture_output=True, check=True).stdout.decode()
    finally:
        subprocess.run([*socket, "kill-server"], check=False)
    assert said.startswith("Copied by tmux")
    assert held == "López ✓"
