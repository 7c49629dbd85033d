"""The brief on screen, its paper, and whether all is well."""

import asyncio
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from repcockpit.tui.deeds.briefing import brief
from repcockpit.tui.subject import Subject
from tests.tui.stage import book_desk, cockpit, press, text


def test_the_brief_before_and_all_well_after(tmp_path: Path) -> None:
    async def scenario() -> None:
        with book_desk(tmp_path) as desk:
            app = cockpit(desk)
            async with app.run_test(size=(80, 24)) as pilot:
                await press(pilot, "slash", *"maria", "enter", "b")
                shown = text(app)
                assert "Brief  Northglass" in shown
                assert "VISIT FRI 09:30" in shown
                assert shown.splitlines()[0].endswith("□ Fri 09:30 ")
                for part in ("People", "Promised", "Requests", "Bring", "Known", "Last", "Ask"):
                    assert part in shown
                assert "María López, comes" in shown
                assert len([line for line in shown.splitlines() if line.strip()]) <= 24
                target = tmp_path / "brief.md"
                await press(pilot, "p", "ctrl+u", *str(target), "enter")
                assert "Brief written" in text(app)
                assert "# Northglass A" in target.read_text(encoding="utf-8")
                await press(pilot, "enter")
                assert app.screen.place == "detail"  # type: ignore[attr-defined]
                await press(pilot, "escape", "L")
                assert "Is all well with María López?" in text(app)
                await press(pilot, "y")
                assert "Logged call with María López" in text(app)
                await press(pilot, "L", "d")
                assert "New request: María López" in text(app)
                await press(pilot, *"12 pallets of the wrong grade", "enter")
                found = desk.book.db.execute("select type, via from request order by rowid desc limit 1")
                assert found.fetchone() == ("wrong_delivery", "call")
                await press(pilot, "u", "u")
                found = desk.book.db.execute(
                    "select count(*) from request where via = 'call' and _hidden = 0"
                )
                assert found.fetchone()[0] == 0

    asyncio.run(scenario())


def test_a_question_about_an_account_is_briefed_as_the_account() -> None:
    opened: list[Subject] = []
    shown: list[Any] = []
    screen: Any = SimpleNamespace(
        subject=Subject("setup", b"s", None, b"a", "who decides?", "Northglass"),
        cockpit=SimpleNamespace(open_place=lambda _place, subject: opened.append(subject)),
        show_toast=shown.append,
    )
    brief(screen)
    assert opened == [Subject("account", b"a", None, b"a", "Northglass")]
    screen.subject = Subject("setup", b"s", title="which are your A accounts?")
    brief(screen)
    assert [toast.words for toast in shown] == ["This row belongs to no account"]
