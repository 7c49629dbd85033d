"""Standard streams that are full, closed or cut: what was asked is done, and no traceback."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import NOW, Book


def _shell(database: Path, words: str) -> subprocess.CompletedProcess[str]:
    command = f'"$PYTHON" -m repcockpit --db "$DATABASE" --now {NOW} {words}'
    return subprocess.run(
        ["/bin/sh", "-c", command],
        stdin=subprocess.DEVNULL, capture_output=True, encoding="utf-8", check=False, timeout=60,
        env={**os.environ, "PYTHON": sys.executable, "DATABASE": str(database)},
    )  # fmt: skip


pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a POSIX shell")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize("words", ["contacts", "contacts --json", "--help", "--version"])
def test_a_full_output_is_said_and_is_a_failure(book: Book, words: str) -> None:
    result = _shell(book.path, words + " >/dev/full")
    assert result.returncode == 1
    assert "no space is left" in result.stderr
    assert "Traceback" not in result.stderr
    assert "Exception ignored" not in result.stderr


@pytest.mark.parametrize("words", ["today", "contacts --json", "log 'call maría: hello'", "export all"])
def test_a_closed_output_stops_nothing(book: Book, words: str) -> None:
    result = _shell(book.path, words + " >&-")
    assert (result.returncode, "Traceback" in result.stderr, "inside" in result.stderr) == (0, False, False)


def test_what_is_logged_without_an_output_is_saved(book: Book) -> None:
    before = book.transactions()
    assert _shell(book.path, "log 'call maría: hello' >&- 2>&-").returncode == 0
    assert book.transactions() == before + 1


def test_lines_from_a_closed_input_are_a_usage_error(book: Book) -> None:
    result = _shell(book.path, "log - --json <&-")
    assert result.returncode == 2
    assert '"usage"' in result.stdout


def test_the_report_of_a_fault_names_the_command_and_nobody(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from repcockpit.cli import machine, main, output  # noqa: PLC0415

    def broken(_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setitem(machine.COMMANDS, "paths", (machine.COMMANDS["paths"][0], broken))
    monkeypatch.setattr(output, "prepare_streams", lambda: None)
    assert main.main(["--rep", "Ana Ruiz", "--json", "paths"]) == 1
    assert '"internal"' in capsys.readouterr().out
    report = (Path(os.environ["REPCOCKPIT_HOME"]) / "log" / "crash.txt").read_text()
    assert report.splitlines()[0].endswith(" paths")
    assert "Ana" not in report.splitlines()[0]
