import asyncio
import os
import stat
import sys
from contextlib import nullcontext
from pathlib import Path

import pytest

from repcockpit.services.records import view_of
from repcockpit.tui import editor
from repcockpit.tui.deeds.editing import edit_of
from repcockpit.tui.dialogs.form import FormDialog
from repcockpit.tui.editor import Edited, edit_text, editor_command, run_editor
from repcockpit.tui.subject import Subject
from tests.tui.book_stage import Stage
from tests.tui.stage import press, text


def script(folder: Path, body: str) -> Path:
    """An editor that does what `body` says with `path`."""
    place = folder / "fake editor.py"
    place.write_text(f"#!{sys.executable}\nimport sys, pathlib\npath = pathlib.Path(sys.argv[-1])\n{body}\n")
    place.chmod(0o700)
    return place


def test_what_the_editor_writes_comes_back(tmp_path: Path) -> None:
    seen = tmp_path / "seen"
    body = (
        "import os, stat\n"
        f"pathlib.Path({str(seen)!r}).write_text(oct(stat.S_IMODE(os.stat(path).st_mode)) + str(path))\n"
        "path.write_text(path.read_text('utf-8') + ' and ünicode\\n', 'utf-8')"
    )
    fake = script(tmp_path, body)
    assert run_editor([str(fake)], "late\nsand") == Edited("late\nsand and ünicode")
    mode, _, name = seen.read_text().partition("/")
    assert mode == oct(stat.S_IRUSR | stat.S_IWUSR)
    assert not Path("/" + name).exists()


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("sys.exit(3)", "ended with 3"),
        ("pass", "came back at once"),
        ("path.write_bytes(b'\\xff\\xfe')", "did not work: UnicodeDecodeError"),
        ("path.unlink()", "did not work: FileNotFoundError"),
    ],
)
def test_whatever_goes_wrong_the_text_is_kept(
    tmp_path: Path, body: str, told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(editor, "AT_ONCE_SECONDS", 60)
    edited = run_editor([str(script(tmp_path, body))], "late sand")
    assert edited.text == "late sand"
    assert told in edited.problem


def test_an_editor_that_took_its_time_and_changed_nothing_is_fine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(editor, "AT_ONCE_SECONDS", 0)
    assert run_editor([str(script(tmp_path, "pass"))], "late") == Edited("late")


def test_which_editor(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EDITOR", "vim -u NONE")
    monkeypatch.delenv("VISUAL", raising=False)
    assert editor_command() == ["vim", "-u", "NONE"]
    monkeypatch.setenv("VISUAL", "'my editor' --wait")
    assert editor_command() == ["my editor", "--wait"]
    monkeypatch.setenv("VISUAL", "odd ' quote")
    assert editor_command() == ["odd ' quote"]
    monkeypatch.delenv("VISUAL")
    monkeypatch.delenv("EDITOR")
    monkeypatch.setattr(
        "repcockpit.tui.editor.shutil.which", lambda name: "/bin/vi" if name == "vi" else None
    )
    assert editor_command() == ["vi"]
    monkeypatch.setattr("repcockpit.tui.editor.shutil.which", lambda _name: None)
    assert editor_command() == []


def test_a_note_is_written_in_the_editor_and_saved(
    database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage = Stage(database)
    fake = script(tmp_path, "path.write_text('one\\ntwo\\n')")
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", f"'{fake}'")
    maria = Subject("contact", stage.maria, stage.maria, stage.house, "Maria López", "Northglass")

    async def scenario() -> None:
        app = stage.app()
        async with app.run_test(size=(80, 24)) as pilot:
            edit_of(app.base, maria)
            await pilot.pause()
            dialog = app.screen
            assert isinstance(dialog, FormDialog)
            dialog.filling.go_to(dialog.filling.form.place("note"))
            await press(pilot, "ctrl+e")
            assert "cannot be lent to an editor" in text(app)
            monkeypatch.setattr(app, "suspend", nullcontext)
            monkeypatch.setenv("EDITOR", os.fspath(tmp_path / "nothing-here"))
            await press(pilot, *"x", "ctrl+e")
            assert "is not there" in text(app)
            assert edit_text(app, "x").text == "x"
            monkeypatch.setenv("EDITOR", f"'{fake}'")
            await press(pilot, "ctrl+e")
            assert "two" in text(app)
            await press(pilot, "enter")
            assert view_of(stage.book, "contact", stage.maria).note == "one\ntwo"

    asyncio.run(scenario())
