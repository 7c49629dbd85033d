"""Every screen and dialog in every size, also in ASCII and without colour: nothing is cut that a person must read."""

import asyncio
import re
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from repcockpit.tui.actions import footer_of, shown_key
from repcockpit.tui.cockpit import Cockpit
from repcockpit.tui.glyphs import UNICODE
from repcockpit.tui.screens.listing import ListScreen
from tests.tui.hostile import check
from tests.tui.stage import book_desk, cockpit, resize
from tests.tui.tour import PLACES, loaded, stand, tour

SIZES = [(60, 20), (80, 24), (100, 30), (140, 40), (200, 50)]
STATE = re.compile(r"^[▌ ]?\S{1,2} +(\S.*)$")


def footer_is_whole(lines: list[str], place: str) -> bool:
    """The keys that the footer shows are shown with their verbs, help is among them, and none is cut."""
    shown = [part for part in re.split(r"  +", lines[-1].strip()) if part]
    wanted = {f"{shown_key(each.keys[0])} {verb}" for each, verb in footer_of(place)}
    return set(shown) <= wanted and "? help" in shown


@pytest.mark.slow
@pytest.mark.parametrize("glyphs", ["unicode", "ascii"])
def test_every_screen_and_dialog_in_every_size(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, glyphs: str
) -> None:
    if glyphs == "ascii":
        monkeypatch.setenv("NO_COLOR", "1")
    foreign = set("▲◄□●○◊─│▌…–→↑√■┌┐└┘") if glyphs == "ascii" else set[str]()

    async def scenario() -> None:
        with book_desk(tmp_path) as desk:
            app = cockpit(desk, glyphs=glyphs)
            async with app.run_test(size=(20, 5)) as pilot:
                await loaded(app, pilot)
                for size in [(20, 5), *SIZES]:
                    await resize(pilot, *size)
                    walk = tour(app, pilot) if size in {(20, 5), (80, 24), (140, 40)} else screens(app, pilot)
                    async for where in walk:
                        lines = check(app, size, f"{where} {size}")
                        assert not [line for line in lines if set(line) & foreign], (where, size)
                        if where in PLACES and size != (20, 5):
                            at_rest(app, lines, where, size)

    asyncio.run(scenario())


async def screens(app: Cockpit, pilot: Pilot[Any]) -> Any:
    for place in PLACES:
        await stand(app, pilot, place)
        yield place


def at_rest(app: Cockpit, lines: list[str], place: str, size: tuple[int, int]) -> None:
    """The footer is whole; the first row is in sight with the cursor on it, and its state has a sign and a word."""
    screen = app.screen
    if place == "conflict":  # no list, and words of its own in the footer: test_conflicts looks at every size
        return
    assert isinstance(screen, ListScreen)
    assert footer_is_whole(lines, place), (place, size, lines[-1])
    if not screen.ledger.sheet.row_count:
        return
    assert screen.ledger.cursor == 0
    assert screen.ledger.scroll_y == 0
    top = screen.ledger.region.y + screen.ledger.sheet.line_of(0)
    assert lines[top].startswith((UNICODE.cursor, app.glyphs.cursor)), (place, size, lines[top])
    if place in {"today", "accounts", "contacts"}:
        for number in range(min(screen.ledger.sheet.row_count, 8)):
            y = screen.ledger.region.y + screen.ledger.sheet.line_of(number)
            state = lines[y][1:12] if y < size[1] - 1 else "x word"
            found = STATE.match(state)
            assert found, (place, size, lines[y])
            assert not found[1].endswith(app.glyphs.ellipsis), (place, size, lines[y])
