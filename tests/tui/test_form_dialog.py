import asyncio
from pathlib import Path

from textual.events import Paste

from repcockpit.services.record_edits import set_record
from repcockpit.services.records import view_of
from repcockpit.tui.deeds.editing import edit_of, new_of
from repcockpit.tui.dialogs.form import FormDialog
from repcockpit.tui.dialogs.form_draft import form_drafts
from repcockpit.tui.subject import Subject
from tests.tui.book_stage import Stage
from tests.tui.stage import press, seen, text


def dialog_of(app: object) -> FormDialog:
    screen = app.screen  # type: ignore[attr-defined]
    assert isinstance(screen, FormDialog), screen
    return screen


def line_with(app: object, words: str) -> str:
    return next(line for line in seen(app) if words in line)  # type: ignore[arg-type]


def check_ana(stage: Stage) -> bytes:
    """The person whom the form wrote, field by field."""
    found: bytes = stage.book.db.execute("select id from contact where name = 'Ana Gil'").fetchone()[0]
    view = view_of(stage.book, "contact", found)
    assert (view.account.id, view.role, view.support) == (stage.house, "decision_maker", "mentor")
    assert (view.title, view.phone, view.reports_to.id) == ("QA lead", "12", stage.jon)
    return found


def test_a_new_person_from_the_first_key_to_the_undo(database: Path) -> None:
    stage = Stage(database)
    house = Subject("account", stage.house, None, stage.house, "Northglass")

    async def scenario() -> None:
        app = stage.app()
        async with app.run_test(size=(80, 24)) as pilot:
            new_of(app.base, "contact", house)
            await pilot.pause()
            assert "New contact" in text(app)
            assert "needed" in line_with(app, "▌name")
            assert "Northglass" in line_with(app, "account")
            await press(pilot, *"maria lopez")
            assert "Maria López at Northglass is in the book already" in text(app)
            await press(pilot, "ctrl+u", *"Ana Gil", "tab", *"QA lead", "enter")
            assert dialog_of(app).filling.here.name == "accounts"
            await press(pilot, "down", *"dec")
            assert "decision maker" in text(app)
            await press(pilot, "enter", *"12", "tab")
            assert "short for a phone number" in text(app)
            await press(pilot, *"ana@", "tab")
            assert "is no e-mail" in text(app)
            await press(pilot, "ctrl+s")
            assert dialog_of(app).filling.here.name == "emails"
            await press(pilot, *"x.com", "down", "down", *"jo")
            assert "Jon Park  Northglass" in text(app)
            await press(pilot, "tab", "right")
            assert "mentor" in line_with(app, "towards us")
            await press(pilot, "ctrl+s")
            assert app.screen is app.base
            assert "Added contact Ana Gil" in text(app)
            found = check_ana(stage)
            await press(pilot, "u")
            assert stage.book.db.execute("select _hidden from contact where id = ?", (found,)).fetchone() == (
                1,
            )

    asyncio.run(scenario())


def test_what_was_typed_survives_and_is_dropped_only_on_purpose(database: Path) -> None:
    stage = Stage(database)
    maria = Subject("contact", stage.maria, stage.maria, stage.house, "Maria López", "Northglass")

    async def scenario() -> None:
        app = stage.app()
        async with app.run_test(size=(80, 24)) as pilot:
            edit_of(app.base, maria)
            await pilot.pause()
            await press(pilot, "escape")
            assert app.screen is app.base
            edit_of(app.base, maria)
            await pilot.pause()
            await press(pilot, "tab", *"!")
            await press(pilot, "escape")
            assert "Drop what you typed?" in text(app)
            assert "y drop what you typed" in text(app)
            await press(pilot, "escape")
            assert "drop what you typed" not in text(app)
            (line,) = (form_drafts().newest() or ("", ""))[1:]
            assert "Buyer!" in line
            app.pop_screen()
            set_record(stage.book, "contact", "Maria López", ["title=Head"])
            edit_of(app.base, maria)
            await pilot.pause()
            assert "Typed before and not saved" in text(app)
            assert "Buyer!" in text(app)
            assert "stands there now: Head" in text(app)
            await press(pilot, "escape", "y")
            assert app.screen is app.base
            assert form_drafts().newest() is None

    asyncio.run(scenario())


def test_long_texts_tags_own_fields_and_what_others_changed(database: Path) -> None:
    stage = Stage(database)
    maria = Subject("contact", stage.maria, stage.maria, stage.house, "Maria López", "Northglass")

    async def scenario() -> None:
        app = stage.app()
        async with app.run_test(size=(60, 20)) as pilot:
            edit_of(app.base, maria)
            await pilot.pause()
            assert "more below" in text(app)
            dialog = dialog_of(app)
            dialog.filling.go_to(dialog.filling.form.place("tags"))
            await press(pilot, *"key", "tab", *"Rank: 7", "tab")
            assert dialog.filling.here.name == "note"
            assert "7" in line_with(app, "Rank")
            assert "more above" in text(app)
            await press(pilot, *"tall", "ctrl+j", *"[/red] likes")
            dialog.on_paste(Paste("one\r\ntwo"))
            await pilot.pause()
            assert dialog.filling.form.entry("note").text == "tall\n[/red] likesone\ntwo"
            dialog.filling.go_to(dialog.filling.form.place("title"))
            await press(pilot, *"!")
            set_record(stage.book, "contact", "Maria López", ["title=Head"])
            await press(pilot, "ctrl+s")
            assert "job title of Maria López changed meanwhile" in text(app)
            assert "stands there now: Head" in text(app)
            await press(pilot, "ctrl+s")
            view = view_of(stage.book, "contact", stage.maria)
            assert (view.title, view.tags, view.custom) == ("Buyer!", ("key",), {"Rank": "7"})
            assert view.note == "tall\n[/red] likesone\ntwo"
            assert "Saved Maria López" in text(app)

    asyncio.run(scenario())


def test_the_mouse_and_the_small_list_of_kinds(database: Path) -> None:
    stage = Stage(database)

    async def scenario() -> None:
        app = stage.app()
        async with app.run_test(size=(140, 40)) as pilot:
            await press(pilot, "n")
            assert "somebody who works there" in text(app)
            await press(pilot, "down", "up", "t")
            dialog = dialog_of(app)
            assert dialog.filling.form.kind == "task"
            assert any(name in line_with(app, "person") for name in ("Maria López", "Pat Li"))
            at = next(number for number, line in enumerate(seen(app)) if "priority" in line)
            await pilot.click(offset=(70, at))
            await pilot.pause()
            assert dialog.filling.here.name == "priority"
            await press(pilot, *"h")
            row = next(number for number, line in enumerate(seen(app)) if "▌ high" in line)
            await pilot.click(offset=(70, row))
            await pilot.pause()
            assert dialog.filling.form.entry("priority").text == "high"
            dialog.filling.go_to(0)
            await press(pilot, *"call", "tab", "tab", *"fri")
            assert "2026-11-27 Fri" in text(app)
            await press(pilot, "ctrl+s")
            assert "Added task call" in text(app)
            await press(pilot, "e")
            assert dialog_of(app).filling.form.record_id is not None
            await press(pilot, "escape")

    asyncio.run(scenario())
