import asyncio
from collections.abc import Iterator

import pytest
from rich.cells import cell_len
from textual.geometry import Size

from repcockpit.tui.actions import footer_of
from repcockpit.tui.desk import Undoable
from tests.tui.invented import FakeDesk, invented_day, invented_items
from tests.tui.stage import cockpit, reset, resize, seen, tap, text, today, until

SIZES = [(60, 20), (80, 24), (100, 30), (140, 40), (200, 50), (45, 12)]
OPENERS = [(), ("j", "l"), ("w",), ("question_mark",), ("a",), ("slash", "n"), ("u",)]


def states(lines: list[str]) -> Iterator[str]:
    for line in lines:
        yield line[1:12].strip()


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_no_line_is_wider_than_the_screen_and_no_key_is_cut(size: tuple[int, int]) -> None:
    async def scenario() -> None:
        desk = FakeDesk()
        desk.done, desk.last = [invented_items()[5]], Undoable("import of a file", 400, 9e5, False)
        app = cockpit(desk)
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            for opener in OPENERS:
                await tap(pilot, *opener)
                lines = seen(app)
                assert len(lines) == size[1]
                assert {cell_len(line) for line in lines} == {size[0]}
                if opener == ():
                    footer = lines[-1].split("   ")
                    verbs = {verb for _, verb in footer_of("today")}
                    assert all(part.split()[1] in verbs for part in footer if part.strip())
                    assert lines[-1].rstrip().endswith("? help")
                reset(app)

    asyncio.run(scenario())


def test_from_60_columns_all_six_keys_are_there() -> None:
    async def scenario() -> None:
        app = cockpit()
        async with app.run_test(size=(60, 20)) as pilot:
            await pilot.pause()
            assert seen(app)[-1].split() == [
                "l",
                "log",
                "a",
                "attempt",
                "w",
                "why",
                "/",
                "filter",
                "u",
                "undo",
                "?",
                "help",
            ]

    asyncio.run(scenario())


def test_a_changed_size_is_filled_anew() -> None:
    async def scenario() -> None:
        app = cockpit()
        async with app.run_test(size=(80, 24)) as pilot:
            await tap(pilot, "j", "j", "j", "j")
            await resize(pilot, 140, 40)
            assert app.size == Size(140, 40)
            await until(pilot, "WHY IT IS HERE")
            assert seen(app)[1][:85].strip() == ""
            await resize(pilot, 60, 20)
            assert "WHY IT IS HERE" not in text(app)
            assert today(app).row == invented_items()[4]
            assert "Maria López" in text(app)

    asyncio.run(scenario())


def test_each_state_has_a_glyph_and_a_word_in_both_sets() -> None:
    async def scenario(glyphs: str) -> list[str]:
        app = cockpit(glyphs=glyphs)
        async with app.run_test(size=(80, 30)) as pilot:
            await pilot.pause()
            return seen(app)

    wanted = [
        "1h20 left",
        "due today",
        "14:30",
        "12 d over",
        "1 d over",
        "never",
        "7 months",
        "Wed 10:00",
        "expired",
    ]
    for glyphs, signs in (("unicode", "▲◄□●○○·□◊"), ("ascii", "!<+*oo.+?")):
        lines = asyncio.run(scenario(glyphs))
        found = list(states(lines))
        for word, sign in zip(wanted, signs, strict=True):
            assert any(state.startswith(sign) and state.endswith(word) for state in found), (word, sign)
        if glyphs == "ascii":
            assert not set("".join(lines)) & set("▲◄□●○·◊─│▌…–→↑√")


def test_an_airy_screen_is_one_of_36_lines() -> None:
    async def scenario() -> None:
        app = cockpit(FakeDesk(invented_day()))
        async with app.run_test(size=(80, 36)) as pilot:
            await pilot.pause()
            assert seen(app)[1].strip() == ""
            assert seen(app)[2].startswith(" NOW")

    asyncio.run(scenario())
