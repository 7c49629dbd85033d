import asyncio
from collections.abc import Callable
from typing import Any

import pytest
from textual.pilot import Pilot

from repcockpit.domain.errors import CockpitError
from repcockpit.domain.views.details import OpenLine
from repcockpit.tui import glyphs, words
from repcockpit.tui.panel import panel_lines
from repcockpit.tui.parts import contact_bar, contact_target, kind_column, span_words
from repcockpit.tui.screens import toasting
from repcockpit.tui.text import line_cells
from repcockpit.tui.widgets.bars import Toast, toast_lines
from tests.tui.invented import DAY, FakeDesk, invented_items, pane_view
from tests.tui.stage import cockpit, press, seen, today


async def until(pilot: Pilot[Any], comes_true: Callable[[], bool]) -> None:
    """Wait for what a timer or a thread does, at most ten seconds."""
    for _ in range(200):
        if comes_true():
            return
        await pilot.pause(0.05)


def test_a_toast_goes_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(toasting, "TOAST_SECONDS", 0.6)

    async def scenario() -> None:
        app = cockpit()
        async with app.run_test(size=(80, 24)) as pilot:
            await press(pilot, "u")
            assert "Nothing to undo" in seen(app)[-1]
            await until(pilot, lambda: "l log" in seen(app)[-1])
            assert "l log" in seen(app)[-1]

    asyncio.run(scenario())


def test_an_error_of_two_lines_stands_above_the_pane() -> None:
    said = CockpitError(
        "the book in the folder of this computer is being written by another process", "wait a moment"
    )

    async def scenario() -> None:
        app = cockpit()
        async with app.run_test(size=(110, 24)) as pilot:
            await pilot.pause()
            app.base.show_error(said)
            await pilot.pause()
            shown = " ".join(" ".join(seen(app)[-2:]).split())
            assert f"being written by another process; {said.hint}" in shown

    asyncio.run(scenario())


def test_what_fails_in_the_background_is_said_and_the_cockpit_lives() -> None:
    class Broken(FakeDesk):
        def warm(self) -> None:
            raise OSError("no")

    async def scenario() -> None:
        app = cockpit(Broken())
        async with app.run_test(size=(80, 24)) as pilot:
            await until(pilot, lambda: "stopped" in seen(app)[-1])
            assert "work in the background stopped (OSError)" in seen(app)[-1]
            await press(pilot, "a")
            assert "n no answer" in seen(app)[-1]
            await press(pilot, "n")
            assert "Logged an attempt" in seen(app)[-1]

    asyncio.run(scenario())


def test_the_desk_is_warmed_after_the_first_frame() -> None:
    desk = FakeDesk()

    async def scenario() -> None:
        app = cockpit(desk)
        async with app.run_test(size=(80, 24)) as pilot:
            await until(pilot, lambda: desk.is_warm)

    asyncio.run(scenario())
    assert desk.is_warm


@pytest.mark.parametrize("width", [37, 53, 64])
@pytest.mark.parametrize("number", range(16))
def test_the_pane_fits_its_width(width: int, number: int) -> None:
    lines = panel_lines(pane_view(invented_items()[number]), None, width, glyphs.UNICODE)
    assert max(line_cells(line) for line in lines) <= width


def test_the_pane_says_what_is_open_and_how_late() -> None:
    days = (
        ("promise", "a", DAY.replace(day=26)),
        ("task", "b", DAY),
        ("next_step", "c", DAY.replace(day=20)),
    )
    work = tuple(OpenLine(b"o" * 16, kind, title, on, None, None) for kind, title, on in days)
    view = pane_view(invented_items()[4])._replace(open=(*work, work[0]._replace(due_on=None, title="d")))
    said = ["".join(text for text, _ in line) for line in panel_lines(view, None, 53, glyphs.UNICODE)]
    assert "· due Thu    promise    a" in said
    assert "○ due today  task       b" in said
    assert "● 4 d over   next step  c" in said
    assert "· open       promise    d" in said
    assert "· 14 h left  request    P2 sample bags, new line" in said


def test_the_pane_says_their_time_and_the_seven_at_the_bottom() -> None:
    view = pane_view(invented_items()[4])
    said = ["".join(text for text, _ in line) for line in panel_lines(view, None, 53, glyphs.UNICODE)]
    assert any("there" in line for line in said[:4])
    assert "Contact" in said[-4]
    assert "QBR" in said[-4]
    assert "Requests" in said[-3]


def test_the_contact_bar_of_the_pictures() -> None:
    drawn = "".join(text for text, _ in contact_bar(5, 30, glyphs.UNICODE))
    assert drawn == "■■■■■■■■■····│·········│·····"
    assert contact_target(30) == (7, 12)
    assert "".join(text for text, _ in contact_bar(500, 30, glyphs.UNICODE)).count("■") == 27
    for interval in (None, 1, 7, 52, 90, 365, 4000):
        assert line_cells(contact_bar(3, interval, glyphs.UNICODE)) in (28, 29)


def test_words_of_time() -> None:
    assert [words.span(seconds) for seconds in (59, 2400, 3600, 4800, 50_000, 200_000)] == [
        "0m",
        "40m",
        "1h",
        "1h20",
        "13 h",
        "2 d",
    ]
    assert words.day_behind(DAY, DAY) == "today"
    assert words.day_behind(DAY.replace(day=18), DAY) == "6 d ago"
    assert words.day_behind(DAY.replace(month=10, day=13), DAY) == "13 Oct"
    assert words.day_ahead(DAY.replace(month=12, day=9), DAY) == "Wed 9 Dec"
    assert words.day_ahead(DAY.replace(year=2027, month=1, day=9), DAY) == "9 Jan 2027"
    assert words.ago(3) == "just now"
    assert words.kind_word("qbr") == "QBR"
    assert kind_column(()) == 5


def test_ascii_is_chosen_where_glyphs_would_not_be_one_cell(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    for name in ("LC_ALL", "LC_CTYPE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")

    def chosen(**environment: str) -> bool:
        with monkeypatch.context() as patch:
            for name, value in environment.items():
                patch.setenv(name, value)
            return glyphs.needs_ascii()

    class Out:
        encoding = "utf-8"

    monkeypatch.setattr("sys.__stdout__", Out())
    assert not chosen(LANG="de_DE.UTF-8")
    assert chosen(LANG="ja_JP.UTF-8")
    assert chosen(LANG="de_DE.ISO-8859-1")
    assert chosen(LANG="de_DE.UTF-8", TERM="linux")
    assert glyphs.needs_ascii("ascii")
    assert not glyphs.needs_ascii("unicode")
    monkeypatch.setattr("sys.__stdout__", type("Old", (), {"encoding": "cp1252"})())
    assert chosen(LANG="de_DE.UTF-8")


def test_each_ascii_glyph_is_one_ascii_character() -> None:
    for name, sign in zip(glyphs.ASCII._fields, glyphs.ASCII, strict=True):
        if isinstance(sign, str):
            assert sign.isascii()
            assert len(sign) == (4 if name == "corners" else 1)


def test_the_footer_of_a_wide_screen_is_clicked_where_it_is_drawn() -> None:
    async def scenario() -> None:
        app: Any = cockpit()
        async with app.run_test(size=(140, 40)) as pilot:
            await pilot.pause()
            await pilot.click(offset=(seen(app)[-1].index("/ filter"), 39))
            await pilot.pause()
            assert today(app).is_filtering
            await pilot.click(offset=(seen(app)[-1].index("esc show"), 39))
            await pilot.pause()
            assert not today(app).is_filtering

    asyncio.run(scenario())


def test_a_toast_too_long_for_a_line_goes_on_below() -> None:
    said = "There is nothing planned and nothing to do on this row; appointments, tasks and promises can"
    lines = toast_lines(Toast("refused", said, "esc closes", "late", stays=True), 80, glyphs.UNICODE)
    told = ["".join(part for part, _ in line) for line in lines]
    assert told[0].startswith(" × There is nothing planned")
    assert told[0].endswith("esc closes ")
    assert " ".join(piece.replace("esc closes", "").strip(" ×") for piece in told) == said
    assert all(line_cells(line) <= 80 for line in lines)
    assert len(toast_lines(Toast("refused", "word " * 200, stays=True), 40, glyphs.UNICODE)) == 3


def test_a_target_with_one_end_is_one_number() -> None:
    assert (span_words(7, 12), span_words(7, 7)) == ("7 to 12", "7")


def test_timers_that_ring_while_the_cockpit_closes_find_nothing_to_do() -> None:
    app = cockpit()
    assert not app.screen_stack
    app._look()
    app._tick()
    app._warm()
