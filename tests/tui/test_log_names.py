"""Names completed while they are typed, offers taken by one key, and the next row logged at once."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from repcockpit.tui.cockpit import Cockpit
from repcockpit.tui.deeds import undoing
from repcockpit.tui.deeds.capturing import log_with
from repcockpit.tui.dialogs.log import LogDialog
from repcockpit.tui.subject import Subject
from repcockpit.tui.widgets.bars import Toast
from tests.tui.book_stage import Stage
from tests.tui.stage import press, seen, text

Scene = Callable[[Cockpit, Pilot[Any], Stage], Awaitable[None]]


def play(database: Path, scene: Scene, size: tuple[int, int] = (80, 24)) -> None:
    async def scenario() -> None:
        stage = Stage(database)
        stage.desk.capturing.warm()
        app = stage.app()
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            await scene(app, pilot, stage)

    asyncio.run(scenario())


def dialog(app: Cockpit) -> LogDialog:
    assert isinstance(app.screen, LogDialog)
    return app.screen


def maria(stage: Stage) -> Subject:
    return Subject("contact", stage.maria, stage.maria, stage.house, "Maria López", "Northglass")


async def typed(pilot: Pilot[Any], app: Cockpit, line: str) -> None:
    """All but the last character at once, the last one by its key."""
    dialog(app).take_paste(line[:-1])
    await press(pilot, {" ": "space", ":": "colon"}.get(line[-1], line[-1]))


def test_names_are_completed_by_tab_and_chosen_by_the_arrows(database: Path) -> None:
    async def scene(app: Cockpit, pilot: Pilot[Any], stage: Stage) -> None:
        log_with(app.base, None)
        await pilot.pause()
        await typed(pilot, app, "call par")
        assert "tab takes    Jon Park" in text(app)
        await press(pilot, "tab")
        assert dialog(app).field.text == "call Jon Park "
        assert "tab takes" not in text(app)
        await press(pilot, "ctrl+u")
        await typed(pilot, app, "call pa")
        names = [one.name for one in dialog(app).reading.offers]
        assert names[:2] == ["Jon Park", "Pat Li"]
        await press(pilot, "down", "down", "up", "down")
        assert "enter takes  Pat Li" in text(app)
        await press(pilot, "enter")
        assert dialog(app).field.text == "call Pat Li "
        await press(pilot, "ctrl+u")
        await typed(pilot, app, "call @kan")
        await press(pilot, "tab")
        assert dialog(app).field.text == "call @Kan-code "

    play(database, scene)


def test_the_list_never_steals_enter_and_escape_closes_it_first(database: Path) -> None:
    async def scene(app: Cockpit, pilot: Pilot[Any], stage: Stage) -> None:
        log_with(app.base, maria(stage))
        await pilot.pause()
        await typed(pilot, app, "meeting maria lopez, j")
        assert "tab takes    Jon Park" in text(app)
        await press(pilot, "escape")
        assert isinstance(app.screen, LogDialog)
        assert "tab takes" not in text(app)
        await press(pilot, "o")
        assert "tab takes    Jon Park" in text(app)
        await press(pilot, "enter")
        assert "√ Logged meeting with Maria López, Jon Park" in seen(app)[-1]
        app.base.perform("undo")
        await pilot.pause()

    play(database, scene)


def test_unclear_names_no_answer_and_slips_are_offered(database: Path) -> None:
    async def scene(app: Cockpit, pilot: Pilot[Any], stage: Stage) -> None:
        log_with(app.base, None)
        await pilot.pause()
        await typed(pilot, app, "call zoe quill: late")
        assert "not saved" in text(app)
        assert "tab takes    new Zoe Quill" in text(app)
        await press(pilot, "tab")
        assert dialog(app).field.text == "call new Zoe Quill: late"
        assert "Zoe Quill, new" in text(app)
        await press(pilot, "ctrl+u")
        await typed(pilot, app, "call jon park: no answer +p ring by firday")
        assert "tab takes    na" in text(app)
        await press(pilot, "tab")
        assert dialog(app).field.text == "call jon park na: no answer +p ring by firday"
        assert "tab takes    friday" in text(app)
        await press(pilot, "tab", "enter")
        assert "Logged call (no answer) with Jon Park, 1 promise" in seen(app)[-1]

    play(database, scene)


def test_ctrl_n_saves_and_logs_the_next_row(database: Path) -> None:
    async def scene(app: Cockpit, pilot: Pilot[Any], stage: Stage) -> None:
        stage.seed.contact("Rita Reed", stage.other, tracking="2026-01-01")
        stage.seed.met("2026-01-02", stage.other, stage.pat)
        app.base.read_again()
        await press(pilot, "g", "l")
        first = dialog(app).subject
        await typed(pilot, app, "late sand")
        await press(pilot, "ctrl+n")
        assert dialog(app).subject not in (None, first)
        assert dialog(app).field.text == ""
        await press(pilot, "escape")
        toast = seen(app)[-1]
        assert "√ Logged call with" in toast
        assert f"next {app.base.subject.name}" in toast  # type: ignore[union-attr]

    play(database, scene, (100, 24))


def test_a_click_takes_an_offer_and_goes_to_a_field(database: Path) -> None:
    async def scene(app: Cockpit, pilot: Pilot[Any], stage: Stage) -> None:
        log_with(app.base, None)
        await pilot.pause()
        await typed(pilot, app, "call pa")
        row = next(at for at, line in enumerate(seen(app)) if "│  " in line and "Pat Li" in line)
        await pilot.click(offset=(20, row))
        await pilot.pause()
        assert dialog(app).field.text == "call Pat Li "
        await press(pilot, "tab")
        row = next(at for at, line in enumerate(seen(app)) if "│  account" in line)
        await pilot.click(offset=(20, row))
        await pilot.pause()
        form = dialog(app).form
        assert form is not None
        assert form.slot.name == "account"
        await press(pilot, *"nor")
        row = next(at for at, line in enumerate(seen(app)) if "tab takes    Northglass" in line)
        await pilot.click(offset=(20, row))
        await pilot.pause()
        assert dialog(app).field.text == "call Pat Li @Northglass"

    play(database, scene)


def test_hostile_names_are_shown_and_taken_as_text(database: Path) -> None:
    async def scene(app: Cockpit, pilot: Pilot[Any], stage: Stage) -> None:
        stage.seed.contact("Zed [/red] \x1b[31m, Jr. \u202e", stage.house)
        log_with(app.base, None)
        await pilot.pause()
        await typed(pilot, app, "call zed")
        assert "Zed [/red] \\x1b[31m, Jr. U+202E" in text(app)
        await press(pilot, "tab")
        assert "with         Zed [/red]" in text(app)
        await press(pilot, "enter")
        assert "Logged call with Zed [/red]" in seen(app)[-1]

    play(database, scene)


def test_a_line_begun_elsewhere_is_a_draft_only_once_changed(database: Path) -> None:
    async def scene(app: Cockpit, pilot: Pilot[Any], stage: Stage) -> None:
        log_with(app.base, maria(stage), "visit maria lopez: ")
        await pilot.pause()
        assert "Maria López" in text(app)
        await press(pilot, "escape")
        assert app.drafts.newest() is None
        log_with(app.base, maria(stage), "visit maria lopez: ")
        await press(pilot, "x", "escape")
        assert app.drafts.newest() is not None
        log_with(app.base, Subject("account", stage.other, None, stage.other, "Kan-code"))
        await pilot.pause()
        assert "takes the draft for Maria López: visit maria lopez: x" in text(app)
        await press(pilot, "up")
        assert dialog(app).subject.name == "Maria López"  # type: ignore[union-attr]
        assert dialog(app).field.text == "visit maria lopez: x"
        await press(pilot, "enter")
        assert app.drafts.newest() is None

    play(database, scene)


def test_an_appointment_of_today_says_its_type(database: Path) -> None:
    stage = Stage(database)
    stage.seed.met("2026-11-24", stage.house, stage.maria, type="visit", status="planned")

    async def scenario() -> None:
        app = stage.app()
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            await press(pilot, "slash", *"visit", "enter", "l")
            assert dialog(app).field.text == "visit "
            await press(pilot, *"late", "enter")
            assert stage.book.db.execute(
                "select status, note from interaction where type = 'visit'"
            ).fetchall() == [("completed", "late")]
            assert not app.drafts.newest_first()

    asyncio.run(scenario())


def test_taking_back_a_whole_import_says_so_first(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(undoing, "UNDO_ROWS", 0)
    monkeypatch.setattr(undoing, "LONG_ROWS", 1)

    async def scene(app: Cockpit, pilot: Pilot[Any], stage: Stage) -> None:
        said: list[Toast] = []
        monkeypatch.setattr(app.base, "show_toast", said.append)
        await press(pilot, "a", "n", "u", "y")
        await pilot.pause(0.15)
        assert [one.words.split(":")[0] for one in said[1:]] == ["Taking back 2 records", "Taken back"]

    play(database, scene)
