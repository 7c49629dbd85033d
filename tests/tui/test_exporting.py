"""`x` on the screens of the seven activities, and a calendar through the screen of an import."""

import asyncio
import csv
from datetime import timedelta
from pathlib import Path
from threading import Event
from typing import Any

from textual.pilot import Pilot

from repcockpit.tui.cockpit import Cockpit
from repcockpit.tui.widgets.field import Field
from tests.tui.stage import book_desk, cockpit, press, text


async def _rest(pilot: Pilot[Any]) -> None:
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()
    await pilot.pause()


async def _written(pilot: Pilot[Any], path: Path) -> list[dict[str, str]]:
    """What `x` writes to the path."""
    await press(pilot, "x")
    screen: Any = pilot.app.screen
    screen.type(Field(str(path), len(str(path))))
    await press(pilot, "enter")
    await _rest(pilot)
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_what_stands_on_a_screen_is_what_is_written(tmp_path: Path) -> None:
    async def scenario() -> None:
        with book_desk(tmp_path) as desk:
            app = cockpit(desk)
            async with app.run_test(size=(100, 30)) as pilot:
                for key, what, column in (("4", "qbrs", "readiness"), ("5", "requests", "priority"), ("6", "coverage", "flags")):  # fmt: skip
                    await press(pilot, key)
                    await _rest(pilot)
                    shown = list(app.screen.rows_shown())  # type: ignore[attr-defined]
                    rows = await _written(pilot, tmp_path / f"{what}.csv")
                    assert sorted(row["id"] for row in rows) == sorted(one.hex() for one in shown), what
                    assert column in rows[0]

    asyncio.run(scenario())


def test_tab_turns_the_form_and_the_end_of_the_name_decides(tmp_path: Path) -> None:
    async def scenario() -> None:
        with book_desk(tmp_path) as desk:
            app = cockpit(desk)
            async with app.run_test(size=(100, 30)) as pilot:
                for key, end, begins in (("3", ".xlsx", b"PK"), ("1", ".html", b"<!doctype html>"), ("2", ".md", b"# Accounts")):  # fmt: skip
                    await press(pilot, key)
                    await _rest(pilot)
                    await press(pilot, "x")
                    screen: Any = app.screen
                    path = tmp_path / "list.csv"
                    screen.type(Field(str(path), len(str(path))))
                    while not screen.field.text.endswith(end):
                        await press(pilot, "tab")
                    await press(pilot, "enter")
                    await _rest(pilot)
                    assert path.with_suffix(end).read_bytes().startswith(begins)

    asyncio.run(scenario())


def test_esc_stops_an_export_and_leaves_no_file(tmp_path: Path) -> None:
    async def scenario() -> None:
        with book_desk(tmp_path) as desk:
            app = cockpit(desk)
            begun, go_on = Event(), Event()
            write = desk.exports.write

            def slow(*given: Any) -> int:
                begun.set()
                go_on.wait(10)
                return write(*given)

            desk.exports.write = slow  # type: ignore[method-assign, assignment]
            async with app.run_test(size=(100, 30)) as pilot:
                await press(pilot, "3")
                await _rest(pilot)
                await press(pilot, "x")
                screen: Any = app.screen
                path = tmp_path / "people.csv"
                screen.type(Field(str(path), len(str(path))))
                await press(pilot, "enter")
                begun.wait(10)
                assert app.busy.endswith("people.csv")
                await press(pilot, "x")
                assert "still being written" in text(app)
                await press(pilot, "escape")
                go_on.set()
                await _rest(pilot)
                assert "export was stopped" in text(app)
                assert not app.busy
                assert not list(tmp_path.glob("*people*"))

    asyncio.run(scenario())


def _calendar(app: Cockpit, path: Path) -> None:
    """A meeting of yesterday with somebody of the book, and one with strangers."""
    book = app.desk.book  # type: ignore[attr-defined]
    mail = book.db.execute(
        "select email from contact where email is not null and _hidden = 0 and primary_account_id is not null"
        " group by email having count(*) = 1 order by id limit 1"
    ).fetchone()[0]
    day = book.today() - timedelta(days=1)
    events = "".join(
        f"BEGIN:VEVENT\r\nUID:{who}\r\nDTSTART:{day:%Y%m%d}T050000Z\r\nSUMMARY:Talk [/red]\r\n"
        f"ATTENDEE:mailto:{who}\r\nEND:VEVENT\r\n"
        for who in (mail, "who@nowhere.example")
    )
    path.write_bytes(f"BEGIN:VCALENDAR\r\n{events}END:VCALENDAR\r\n".encode())


def test_a_calendar_is_shown_before_it_comes_in(tmp_path: Path) -> None:
    async def scenario() -> None:
        with book_desk(tmp_path) as desk:
            app = cockpit(desk)
            path = tmp_path / "week.ics"
            async with app.run_test(size=(100, 30)) as pilot:
                _calendar(app, path)
                before = desk.book.db.execute("select count(*) from interaction").fetchone()[0]
                await press(pilot, "i")
                app.screen.take_paste(str(path))  # type: ignore[attr-defined]
                await pilot.pause()
                await press(pilot, "enter")
                await _rest(pilot)
                assert "week.ics" in text(app)
                assert "calendar" in text(app).lower()
                await press(pilot, "ctrl+s")
                await _rest(pilot)
                after = desk.book.db.execute("select count(*) from interaction").fetchone()[0]
                assert after == before + 1
                assert (
                    "Talk [/red]"
                    in desk.book.db.execute(
                        "select subject from interaction where source = 'calendar'"
                    ).fetchone()
                )

    asyncio.run(scenario())
