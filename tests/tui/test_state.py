import json
import os
import stat
from pathlib import Path

import pytest

from repcockpit import paths
from repcockpit.tui.state import KEPT_FILES, PlaceState, State

HERE = PlaceState("silent>60", "name", "A accounts", "ab" * 16, is_pane_open=False)


def kept_file() -> Path:
    (file,) = paths.state_folder().glob("screens-*.json")
    return file


def test_a_screen_comes_back_as_it_was(tmp_path: Path) -> None:
    state = State.load(tmp_path / "a.db")
    assert state.of("accounts") == PlaceState()
    state.keep("accounts", HERE)
    state.screen, state.choices["export"] = "accounts", "csv"
    state.save()
    again = State.load(tmp_path / "a.db")
    assert (again.of("accounts"), again.screen, again.choices) == (HERE, "accounts", {"export": "csv"})
    assert State.load(tmp_path / "b.db").of("accounts") == PlaceState()
    assert stat.S_IMODE(kept_file().stat().st_mode) == 0o600


def test_the_same_database_by_another_path_is_the_same(tmp_path: Path) -> None:
    state = State.load(tmp_path / "a.db")
    state.keep("today", HERE)
    state.save()
    (tmp_path / "a.db").touch()
    (tmp_path / "link.db").symlink_to(tmp_path / "a.db")
    assert State.load(tmp_path / "link.db").of("today") == HERE


def test_two_cockpits_keep_what_the_other_wrote(tmp_path: Path) -> None:
    one, other = State.load(tmp_path / "a.db"), State.load(tmp_path / "a.db")
    one.keep("accounts", HERE)
    one.save()
    other.keep("contacts", HERE._replace(filter="maria"))
    other.screen = "contacts"
    other.save()
    one.save()
    found = State.load(tmp_path / "a.db")
    assert found.of("accounts") == HERE
    assert found.of("contacts").filter == "maria"
    assert found.screen == "contacts"


@pytest.mark.parametrize(
    "content",
    [
        "",
        "[1]",
        "{",
        "\x00",
        '{"places": 3, "choices": [], "screen": 7}',
        '{"places": {"today": "x"}}',
        "[" * 9999,
    ],
)
def test_what_cannot_be_read_counts_as_not_there(tmp_path: Path, content: str) -> None:
    state = State.load(tmp_path / "a.db")
    state.keep("today", HERE)
    state.save()
    kept_file().write_text(content, "utf-8")
    found = State.load(tmp_path / "a.db")
    assert (found.of("today"), found.screen, found.choices) == (PlaceState(), "", {})
    found.keep("today", HERE)
    found.save()
    assert State.load(tmp_path / "a.db").of("today") == HERE


def test_a_field_of_another_kind_is_left_out(tmp_path: Path) -> None:
    state = State.load(tmp_path / "a.db")
    state.keep("today", HERE)
    state.save()
    found = json.loads(kept_file().read_text("utf-8"))
    found["places"]["today"] |= {"filter": 3, "is_pane_open": "no", "of_a_later_version": 1}
    kept_file().write_text(json.dumps(found), "utf-8")
    assert State.load(tmp_path / "a.db").of("today") == HERE._replace(filter="", is_pane_open=True)


def test_nothing_is_written_without_a_change_nor_for_a_sample_book(tmp_path: Path) -> None:
    State.load(tmp_path / "a.db").save()
    sample = State.load(None)
    sample.keep("today", HERE)
    sample.save()
    assert sample.of("today") == HERE
    assert not paths.state_folder().exists()


def test_a_folder_that_cannot_be_written_is_no_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REPCOCKPIT_HOME", "/dev/null")
    state = State.load(tmp_path / "a.db")
    state.keep("today", HERE._replace(filter="\ud800" + "x" * 9_999))
    state.save()
    assert len(state.of("today").filter) == 2_000


def test_only_the_databases_used_last_are_remembered(tmp_path: Path) -> None:
    for number in range(KEPT_FILES + 3):
        state = State.load(tmp_path / f"{number}.db")
        state.keep("today", HERE)
        state.save()
        held = paths.state_folder().glob("screens-*.json")
        os.utime(max(held, key=lambda one: one.stat().st_mtime_ns), (number, number))
    assert len(list(paths.state_folder().iterdir())) == KEPT_FILES
    assert State.load(tmp_path / "2.db").of("today") == PlaceState()
    assert State.load(tmp_path / f"{KEPT_FILES + 2}.db").of("today") == HERE
