import re
from typing import Any

import pytest

from repcockpit.tui.cockpit import Cockpit
from tests.tui.invented import FakeDesk, invented_day
from tests.tui.stage import cockpit

TO_MARIA = ["j", "j", "j", "j"]
SIZES = [(80, 24), (120, 34)]


@pytest.fixture
def still_compare(snap_compare: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """snap_compare without the numbers that change from run to run."""
    plain = Cockpit.export_screenshot

    def export(self: Cockpit, **options: Any) -> str:
        return re.sub(r"terminal-\d+", "terminal", plain(self, **options))

    monkeypatch.setattr(Cockpit, "export_screenshot", export)
    return snap_compare


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_today(still_compare: Any, size: tuple[int, int]) -> None:
    assert still_compare(cockpit(), press=TO_MARIA, terminal_size=size)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_empty(still_compare: Any, size: tuple[int, int]) -> None:
    desk = FakeDesk(invented_day((), is_empty=True, counts={}))
    assert still_compare(cockpit(desk), terminal_size=size)


@pytest.mark.parametrize("theme", ["light", "high-contrast", "ansi"])
def test_themes(still_compare: Any, theme: str) -> None:
    assert still_compare(cockpit(theme=theme), press=TO_MARIA, terminal_size=(80, 24))


def test_no_color(still_compare: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    assert still_compare(cockpit(), press=TO_MARIA, terminal_size=(80, 24))


@pytest.mark.parametrize("key", ["w", "question_mark", "a"])
def test_over_the_list(still_compare: Any, key: str) -> None:
    assert still_compare(cockpit(), press=[*TO_MARIA, key], terminal_size=(80, 24))


def test_log(still_compare: Any) -> None:
    async def type_line(pilot: Any) -> None:
        await pilot.press(*TO_MARIA, "l")
        pilot.app.screen.take_paste(
            "visit 45m: late sand twice +r emergency pallet by fri +p certificate by thu"
        )
        await pilot.pause()

    assert still_compare(cockpit(), run_before=type_line, terminal_size=(80, 24))
