"""Every mistake has a code, an exit status, a message, a hint, and no traceback."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from repcockpit.cli import errors as errors_of_cli
from repcockpit.cli.errors import STATUS, as_cockpit_error, exit_status
from repcockpit.domain import errors
from tests.cli.conftest import Book, Run

CODES = {
    1: {"corrupt", "newer_version", "foreign", "read_only", "disk_full", "internal"},
    2: {
        "usage",
        "not_found",
        "ambiguous",
        "invalid_value",
        "bad_file",
        "refused",
        "nothing_to_undo",
        "exists",
    },
    3: {"locked", "unreachable"},
    130: {"interrupted"},
}


def test_every_code_has_its_status() -> None:
    assert {code: status for status, codes in CODES.items() for code in codes} == STATUS
    kinds = [
        one for one in vars(errors).values() if isinstance(one, type) and issubclass(one, errors.CockpitError)
    ]
    assert {one.code for one in kinds} == set(STATUS)
    assert all(exit_status(one("what happened")) == STATUS[one.code] for one in kinds)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["nonsense"], "usage"),
        (["accounts", "--nonsense"], "usage"),
        (["accounts", "--limit", "many"], "usage"),
        (["accounts", "--limit", "-1"], "usage"),
        (["show", "account"], "usage"),
        (["show", "unicorn", "x"], "usage"),
        (["show", "account", "nobody"], "not_found"),
        (["show", "account", " "], "invalid_value"),
        (["show", "contact", "jon"], "ambiguous"),
        (["add", "account"], "usage"),
        (["add", "account", "name=X", "colour=red"], "usage"),
        (["add", "account", "name=X", "just words"], "usage"),
        (["set", "account", "Kan-code", "name+=x"], "usage"),
        (["set", "account", "Kan-code", "segment=Z"], "invalid_value"),
        (["set", "account", "Kan-code", "interval_days=0"], "invalid_value"),
        (["set", "account", "Kan-code", "timezone=Mars/Olympus"], "invalid_value"),
        (["set", "account", "Kan-code", "owner=Nobody"], "not_found"),
        (["set", "account", "Kan-code", "parent=Kan-code"], "invalid_value"),
        (["set", "account", "Kan-code"], "usage"),
        (["accounts", "--since", "someday"], "invalid_value"),
        (["accounts", "--since", "2026-02-30"], "invalid_value"),
        (["accounts", "--since", "today", "--until", "2026-01-01"], "usage"),
        (["--now", "whenever", "accounts"], "invalid_value"),
        (["--now", "0001-01-01", "today"], "invalid_value"),
        (["--now", "9999-12-31", "today"], "invalid_value"),
        (["--rep", "Nobody", "accounts"], "not_found"),
        (["snooze", "rep", "Ana", "until=2w", "reason=x"], "usage"),
        (["snooze", "account", "Kan-code", "until=2w"], "invalid_value"),
        (["snooze", "account", "Kan-code", "until=2020-01-01", "reason=x"], "invalid_value"),
        (["bin", "empty"], "usage"),
        (["bin", "restore", "ffffff"], "not_found"),
        (["completion", "dos"], "usage"),
        (["search", " "], "invalid_value"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else value,
)
def test_a_mistake_writes_nothing_and_says_what_to_do(book: Book, words: list[str], code: str) -> None:
    before = book.transactions()
    result = book.run(*words, "--json")
    assert result.code == STATUS[code]
    assert result.stderr == ""
    document = result.document
    assert document["schema_version"] == 1
    assert document["error"]["code"] == code
    assert document["error"]["message"]
    assert document["error"]["hint"]
    assert book.transactions() == before


@pytest.mark.parametrize("words", [["nonsense"], ["show", "contact", "jon"], ["accounts", "--limit", "x"]])
def test_without_json_a_mistake_goes_to_standard_error(book: Book, words: list[str]) -> None:
    plain = book.run(*words)
    assert plain.code == 2
    assert plain.stdout == ""
    assert plain.stderr.startswith("repcockpit: ")
    assert "Traceback" not in plain.stderr


def test_an_ambiguous_name_lists_its_candidates(book: Book) -> None:
    found = book.run("show", "contact", "jon", "--json").document["error"]["candidates"]
    assert {(one["name"], one["account"]) for one in found} == {
        ("Jon Park", "Kan-code"),
        ("Jon Etxea", "Northglass A"),
    }
    assert all(len(one["id"]) == 32 for one in found)


def test_candidates_are_told_apart_by_the_digits_that_are_printed(book: Book) -> None:
    assert errors_of_cli.distinct_ids([b"\x01" * 16, b"\x02" * 16]) == ["01" * 6, "02" * 6]
    twins = [bytes.fromhex("01a203db55aa" + "0" * 19 + last) for last in "12"]
    assert errors_of_cli.distinct_ids(twins) == [one.hex() for one in twins]
    digits = [line.split()[0] for line in book.run("show", "contact", "jon").stderr.splitlines()[1:3]]
    for one in digits:
        assert book.run("show", "contact", one).code == 0


def test_the_hint_for_an_unknown_field_lists_the_fields(book: Book) -> None:
    hint = book.run("set", "contact", "Maria", "shoe_size=9", "--json").document["error"]["hint"]
    assert {"title", "reports_to", "emails", "custom.NAME"} <= set(hint.replace(",", "").split())


def test_a_foreign_file_is_left_alone(run: Run, database: Path) -> None:
    database.parent.mkdir()
    database.write_text("dear diary")
    result = run("accounts", "--json")
    assert (result.code, result.document["error"]["code"]) == (1, "foreign")
    assert database.read_text() == "dear diary"


def test_a_foreign_database_is_left_alone(run: Run, database: Path) -> None:
    database.parent.mkdir()
    with sqlite3.connect(database) as other:
        other.execute("create table mine (x)")
    other.close()
    result = run("accounts", "--json")
    assert (result.code, result.document["error"]["code"]) == (1, "foreign")


def test_a_folder_is_no_database(run: Run, database: Path) -> None:
    database.mkdir(parents=True)
    assert run("accounts").code == 2


def test_a_newer_database_is_left_alone(book: Book, database: Path) -> None:
    with sqlite3.connect(database) as db:
        db.execute("pragma user_version = 999")
    db.close()
    result = book.run("accounts", "--json")
    assert (result.code, result.document["error"]["code"]) == (1, "newer_version")


def test_a_truncated_database_is_no_traceback(book: Book, database: Path) -> None:
    for beside in database.parent.glob("*-wal"):
        beside.unlink()
    content = database.read_bytes()
    database.write_bytes(content[: len(content) // 2])
    result = book.run("contacts", "--json")
    assert result.code == 1
    assert "Traceback" not in result.stderr


def test_no_home_folder(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    blocked = tmp_path / "blocked"
    blocked.write_text("a file, not a folder")
    monkeypatch.setenv("REPCOCKPIT_HOME", str(blocked / "home"))
    result = subprocess.run(
        [sys.executable, "-m", "repcockpit", "accounts"],
        capture_output=True, encoding="utf-8", check=False, env=dict(os.environ),
    )  # fmt: skip
    assert result.returncode in (1, 3)
    assert "Traceback" not in result.stderr


def test_what_the_system_says_becomes_an_error() -> None:
    assert getattr(as_cockpit_error(OSError(28, "No space left")), "code", "") == "disk_full"
    assert getattr(as_cockpit_error(PermissionError(13, "no", "x")), "code", "") == "read_only"
    assert getattr(as_cockpit_error(FileNotFoundError(2, "no", "x")), "code", "") == "unreachable"
    assert getattr(as_cockpit_error(IsADirectoryError(21, "no", "x")), "code", "") == "usage"
    assert as_cockpit_error(ValueError("ours")) is None
    crowded = sqlite3.OperationalError("disk I/O error")
    crowded.sqlite_errorname = "SQLITE_IOERR_SHMSIZE"
    assert getattr(as_cockpit_error(crowded), "code", "") == "disk_full", "no room for the file of locks"
    crowded.sqlite_errorname = "SQLITE_IOERR_READ"
    assert getattr(as_cockpit_error(crowded), "code", "") == "corrupt"


def test_a_fault_of_ours_leaves_a_report_and_no_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from repcockpit.cli import machine, main, output  # noqa: PLC0415

    def broken(_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setitem(machine.COMMANDS, "paths", (machine.COMMANDS["paths"][0], broken))
    monkeypatch.setattr(output, "prepare_streams", lambda: None)
    assert main.main(["paths"]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert "Traceback" not in said.err
    report = Path(os.environ["REPCOCKPIT_HOME"]) / "log" / "crash.txt"
    assert "ZeroDivisionError" in report.read_text()


@pytest.mark.slow
def test_a_locked_database_is_a_reason_to_try_again(book: Book) -> None:
    other = sqlite3.connect(book.path, isolation_level=None)
    other.execute("begin immediate")
    try:
        result = book.run("add", "idea", "title=bags", "--json")
        assert (result.code, result.document["error"]["code"]) == (3, "locked")
        assert book.run("ideas", "--json").code == 0, "reading goes on"
    finally:
        other.close()


def test_an_interrupt_leaves_nothing_behind(book: Book) -> None:
    before = book.transactions()
    words = ["--db", str(book.path), "log", "-"]
    script = (
        "import signal, sys; signal.signal(signal.SIGINT, signal.default_int_handler);"  # ignored in a background job
        " from repcockpit.cli.main import main;"
        f" print('ready', file=sys.stderr, flush=True); sys.exit(main({words!r}))"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", script],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8",
    )  # fmt: skip
    assert process.stdin is not None
    assert process.stderr is not None
    assert process.stderr.readline() == "ready\n"
    process.stdin.write("call maria: one\n")
    process.stdin.flush()
    time.sleep(0.5)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=20)
    assert process.returncode == 130
    assert "Traceback" not in said
    assert book.transactions() == before


def test_an_option_may_stand_between_the_words(book: Book) -> None:
    opened = book.run("request", "open", "--json", "account=Kan-code", "title=a --json").document
    assert opened["title"] == "a --json"
    assert book.run("request", "--json", "ack", "a --json").document["id"] == opened["id"]
    assert book.run("scorecard", "account", "--now", "2026-11-24T12:00", "--json", "Kan-code").code == 0
    assert book.run("show", "account", "--rep=all", "--json", "Kan-code").document["name"] == "Kan-code"
    assert book.run("request", "open", "--shout", "account=Kan-code", "title=x", "--json").code == 2
    assert book.run("request", "open", "account=Kan-code", "title=x", "--now").code == 2
