"""Drafts outlive the terminal, and two cockpits do not lose each other's."""

import sys
from pathlib import Path

import pytest

from repcockpit.tui.drafts import Drafts
from tests.tui.book_stage import NOW, Stage


def test_two_cockpits_keep_each_others_drafts(tmp_path: Path) -> None:
    file = tmp_path / "drafts.json"
    one, two = Drafts(file), Drafts(file)
    one.keep("contact:aa", "late sand")
    two.keep("contact:bb", "call jon")
    one.keep("contact:aa", "late sand twice")
    assert Drafts(file).newest_first() == [("contact:aa", "late sand twice"), ("contact:bb", "call jon")]
    two.keep("contact:bb", "")
    assert one.newest_first() == [("contact:aa", "late sand twice")]


def test_without_a_folder_drafts_are_kept_in_memory(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    drafts = Drafts(blocked / "drafts.json")
    drafts.keep("a", "late")
    drafts.keep("b", "sand")
    assert drafts.of("a") == "late"
    assert drafts.newest() == ("b", "sand")


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_a_line_survives_kill_9_beside_another_cockpit(
    database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tests.bench.terminal import Terminal  # noqa: PLC0415 -- not on Windows

    Stage(database).book.close()
    home = tmp_path / "home"
    monkeypatch.setenv("REPCOCKPIT_HOME", str(home))
    command = [sys.executable, "-m", "repcockpit", "--db", str(database), "--now", NOW]
    with Terminal(command, 80, 24) as first, Terminal(command, 80, 24) as second:
        for terminal, line in ((first, "late sand"), (second, "call pat li: sheets")):
            terminal.first_frame("Northglass")
            terminal.type("j" if terminal is second else "")
            terminal.type("l")
            terminal.type(line)
    kept = Drafts(home / "state" / "drafts.json")
    assert {line for _, line in kept.newest_first()} == {"late sand", "call pat li: sheets"}
