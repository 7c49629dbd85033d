"""The line as a form: fields by tab, each change rewrites the line, the note in an editor."""

from pathlib import Path
from typing import Any

import pytest
from textual.app import App
from textual.events import Key

from repcockpit.domain.capture.compose import Form, form_of
from repcockpit.domain.errors import LockedError
from repcockpit.tui.deeds.capturing import log_with
from repcockpit.tui.dialogs.log_form import LogForm, Slot, slots_of, value_of, with_value
from repcockpit.tui.dialogs.log_form_lines import foot_lines, form_lines, row_of, slot_at
from repcockpit.tui.editor import Edited
from repcockpit.tui.glyphs import UNICODE
from tests.domain.capture import book as b
from tests.tui.stage import press, seen, text
from tests.tui.test_log_names import dialog, maria, play, typed


def press_form(form: LogForm, *keys: str) -> None:
    for key in keys:
        form.press(Key(key, key if len(key) == 1 else {"space": " ", "comma": ","}.get(key)))


def drawn(form: LogForm, width: int = 74) -> list[str]:
    lines = [*form_lines(form, None, b.TODAY, width, UNICODE), *foot_lines(form, width, UNICODE)]
    return ["".join(piece for piece, _ in line) for line in lines]


def test_every_capture_has_a_field_and_every_kind_one() -> None:
    form = form_of("late +p one +p two +n 8", b.context(b.MARIA))
    slots = slots_of(form)
    assert [slot.label for slot in slots].count("promise") == 2
    assert [value_of(form, slot) for slot in slots if slot.letter == "p"] == ["one", "two"]
    assert value_of(form, Slot("captures", "idea", "i")) == ""
    assert with_value(form, Slot("captures", "idea", "i"), "bags").of("i") == ("bags",)
    assert with_value(Form(), Slot("note", "note"), "late").note == "late"


def test_typing_in_a_field_rewrites_the_line() -> None:
    form = LogForm("late sand", b.context(b.MARIA))
    press_form(form, *"visit")
    assert form.line == "visit: late sand"
    press_form(form, "tab", *"luis")
    assert [one.name for one in form.offers] == ["Luis Prado"]
    press_form(form, "tab")
    assert form.line == "visit Luis Prado: late sand"
    assert form.slot.name == "who"
    press_form(form, "tab", *"kone", "down", "enter")
    assert form.line == "visit Luis Prado @Konex: late sand"
    press_form(form, "shift+tab", "comma", "space", *"may", "space", *"lee")
    assert not form.offers
    press_form(form, "ctrl+w", "ctrl+w", *"sandra")
    assert [one.name for one in form.offers] == ["Sandra Meyer"]
    press_form(form, "escape", "tab", "tab", *"nosh", "tab")
    assert form.line == "visit Luis Prado, sandra @Konex noshow: late sand"


def test_a_field_that_is_wrong_holds_the_caret_and_says_why() -> None:
    form = LogForm("late sand", b.context(b.MARIA))
    press_form(form, *"vist", "tab")
    assert form.slot.name == "type"
    assert form.line == "late sand"
    assert "one of call, visit" in "\n".join(drawn(form))
    press_form(form, "ctrl+u", "tab")
    assert form.slot.name == "who"
    assert form.line == "late sand"


def test_a_second_promise_gets_a_field_of_its_own() -> None:
    form = LogForm("late +p one", b.context(b.MARIA))
    while form.slot.label != "promise":
        press_form(form, "tab")
    for word in ("space", "+", "p", "space", "t", "w", "o"):
        press_form(form, word)
    press_form(form, "tab")
    assert form.line == "late +p one +p two"
    assert [slot.label for slot in form.slots].count("promise") == 2


@pytest.mark.parametrize("width", [54, 74, 100])
def test_every_row_fits(width: int) -> None:
    form = LogForm("visit luis @konex ok in mon 14:30 25m: late +p one +n 8 +c 4 > fri check", b.context())
    for place in range(len(form.slots)):
        form.go(place)
        assert slot_at(form, row_of(form)) is not None
        assert all(len(line) <= width for line in drawn(form, width))
    assert "25m" in "\n".join(drawn(form, width))
    assert slot_at(form, 99) is None


def test_the_form_in_the_dialog(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    notes: list[str] = []

    def edited(app: App[Any], note: str) -> Edited:
        notes.append(note)
        return Edited("first line\n> second\nthird")

    monkeypatch.setattr("repcockpit.tui.editor.edit_text", edited)

    async def scene(app: Any, pilot: Any, stage: Any) -> None:
        log_with(app.base, maria(stage))
        await pilot.pause()
        await typed(pilot, app, "visit 45m: late sand +p drawing by thu")
        await press(pilot, "tab")
        shown = text(app)
        assert "who          Maria López" in shown
        assert "promise      drawing by thu" in shown
        await press(pilot, "tab", *"jon")
        assert "tab takes    Jon Park" in text(app)
        await press(pilot, "tab", "tab", "tab")
        assert dialog(app).field.text == "visit Jon Park 45m: late sand +p drawing by thu"
        assert app.drafts.newest()[1] == dialog(app).field.text
        await press(pilot, "escape")
        assert "with         Jon Park" in text(app)
        await press(pilot, "ctrl+e")
        assert notes == ["late sand"]
        assert "visit Jon Park 45m: first line¶> second¶third +p drawing by thu" in text(app)
        assert "3 lines" in text(app)
        await press(pilot, "tab", "shift+tab", "ctrl+s")
        assert "√ Logged visit with Jon Park, 1 promise" in seen(app)[-1]
        found = stage.book.db.execute("select note, minutes from interaction order by rowid desc").fetchone()
        assert found == ("first line\n> second\nthird", 45)

    play(database, scene)


def test_a_missing_editor_keeps_the_note(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VISUAL", "no-such-editor-here")

    async def scene(app: Any, pilot: Any, stage: Any) -> None:
        log_with(app.base, maria(stage))
        await pilot.pause()
        await typed(pilot, app, "late sand")
        await press(pilot, "ctrl+e")
        assert "no-such-editor-here is not there" in text(app)
        assert dialog(app).field.text == "late sand"

    play(database, scene)


def test_what_the_book_refuses_is_shown_and_the_line_stays(
    database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def scene(app: Any, pilot: Any, stage: Any) -> None:
        log_with(app.base, maria(stage))
        await pilot.pause()
        await typed(pilot, app, "late sand")

        def refuses(_subject: object) -> None:
            raise LockedError("the book is busy", "press the key again")

        monkeypatch.setattr(stage.desk.capturing, "context", refuses)
        await press(pilot, "tab")
        assert "the book is busy" in text(app)
        monkeypatch.undo()
        await press(pilot, "tab")
        assert "note         late sand" in text(app)

    play(database, scene)
