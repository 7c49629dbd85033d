"""Help, version, paths, keys, completion, pipes: the command line around the commands."""

import os
import pty
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from repcockpit import __version__
from repcockpit.cli.arguments import parse
from repcockpit.cli.examples import EXAMPLES
from repcockpit.cli.registry import all_commands
from tests.cli.conftest import NOW, Book, Run


def test_version(run: Run) -> None:
    assert run("--version") == (f"repcockpit {__version__}\n", "", 0)


def test_help_names_every_command(run: Run) -> None:
    found = run("--help")
    assert found.code == 0
    words = found.stdout.split()
    assert all(command.name in words for command in all_commands())


@pytest.mark.parametrize("name", [command.name for command in all_commands()])
def test_every_command_has_its_help(run: Run, name: str) -> None:
    found = run(name, "--help")
    assert (found.code, found.stderr) == (0, "")
    assert f"usage: repcockpit {name}" in found.stdout
    assert "--json" in found.stdout
    assert all(f"\n  repcockpit {one}\n" in f"{found.stdout}\n" for one in EXAMPLES[name])


def test_every_example_is_understood() -> None:
    assert set(EXAMPLES) == {one.name for one in all_commands()}
    for name, examples in EXAMPLES.items():
        assert examples
        for words in map(shlex.split, examples):
            assert parse(words).command == name == words[0]


def test_paths_follow_the_option(run: Run, database: Path) -> None:
    assert run("paths", "--json").document["db"] == str(database)
    assert os.environ["REPCOCKPIT_HOME"] in run("paths").stdout


def test_keys_come_from_the_registry(run: Run) -> None:
    rows = run("keys", "--json").document["keys"]
    assert {"id", "keys", "title", "help"} <= rows[0].keys()
    assert "l" in {key for row in rows for key in row["keys"]}


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell"])
def test_completion_knows_the_commands(run: Run, shell: str) -> None:
    found = run("completion", shell)
    assert found.code == 0
    assert "interactions" in found.stdout


def test_a_closed_pipe_is_quiet(book: Book) -> None:
    process = subprocess.run(
        ["bash", "-o", "pipefail", "-c", f"{sys.executable} -m repcockpit --db {book.path} completion bash | head -1"],  # noqa: S607
        capture_output=True, check=False, encoding="utf-8",
    )  # fmt: skip
    assert (process.returncode, process.stderr) == (0, "")


def _on_a_terminal(*words: str, **environment: str) -> str:
    """What the command prints where its output is a terminal 60 columns wide."""
    near, far = pty.openpty()
    done = subprocess.Popen(
        [sys.executable, "-m", "repcockpit", *words],
        stdout=far, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL,
        env={**os.environ, "TERM": "xterm", "COLUMNS": "60", **environment},
    )  # fmt: skip
    os.close(far)
    parts = []
    while True:
        try:
            part = os.read(near, 65536)
        except OSError:
            break
        if not part:
            break
        parts.append(part)
    done.wait(timeout=30)
    os.close(near)
    return b"".join(parts).decode()


def test_a_terminal_gets_its_width_and_no_colour_when_asked(book: Book) -> None:
    book.run("set", "contact", "Jon Park", f"title={'Head of everything ' * 8}")
    shown = _on_a_terminal("--db", str(book.path), "contacts")
    assert "\x1b[1m" in shown
    assert "…" in shown
    plain = _on_a_terminal("--db", str(book.path), "contacts", NO_COLOR="1")
    assert "\x1b" not in plain
    assert max(len(line) for line in plain.splitlines()) <= 60
    assert '\n  "total"' in _on_a_terminal("--db", str(book.path), "contacts", "--json").replace("\r", "")


def test_the_environment_names_database_and_day(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REPCOCKPIT_DB", str(book.path))
    monkeypatch.setenv("REPCOCKPIT_NOW", "2026-11-30")
    done = subprocess.run(
        [sys.executable, "-m", "repcockpit", "accounts", "--json"],
        capture_output=True, check=True, encoding="utf-8",
    )  # fmt: skip
    assert '"as_of": "2026-11-30T09:00:00+01:00"' in done.stdout
    assert "Kan-code" in done.stdout


def test_the_database_is_made_on_first_use_and_only_its_owner_reads_it(run: Run, database: Path) -> None:
    assert run("accounts").code == 0
    assert database.stat().st_mode & 0o777 == 0o600
    assert database.parent.stat().st_mode & 0o777 == 0o700


def test_a_fork_says_what_a_process_of_its_own_says(book: Book) -> None:
    for words in (
        ("today",),
        ("show", "contact", "Jon"),
        ("log", "call @maría: ok", "--dry-run"),
        ("nothing",),
    ):
        command = [sys.executable, "-m", "repcockpit", "--db", str(book.path), "--now", NOW, *words]
        done = subprocess.run(command, input="", capture_output=True, encoding="utf-8", check=False)
        assert book.run(*words) == (done.stdout, done.stderr, done.returncode), words
