"""Screen 6: accounts ranked by risk, what the pane says, who decides by keys, the sum."""

import asyncio
from pathlib import Path

from repcockpit.services.book import Book
from repcockpit.tui.book_desk import BookDesk
from repcockpit.tui.cockpit import Cockpit
from repcockpit.tui.coverage_paint import coverage_cells, pane_lines
from repcockpit.tui.dialogs.roles import RolesDialog
from repcockpit.tui.dialogs.why import WhyDialog
from repcockpit.tui.glyphs import ASCII
from repcockpit.tui.screens.coverage import CoverageScreen
from repcockpit.tui.taste import Taste
from repcockpit.tui.text import line_cells
from tests.domain.networks import ANA, mapped, network, person
from tests.services.seeding import Seed, fresh_book
from tests.tui.stage import seen, tap, text, until_gone
from tests.tui.test_hostile import HOSTILE


def fill(seed: Seed) -> None:
    north = seed.account("Northglass")
    maria = seed.contact("Maria Sand", north, title="Plant director", role_confirmed_on="2026-11-24")
    seed.met("2026-11-20", north, maria, type="visit")
    dark = seed.account("Dark Mine")
    seed.contact("Bo Lind", dark, None, title="CEO")
    seed.account("Empty")


def here(app: Cockpit) -> str:
    screen = app.screen_stack[0]
    assert isinstance(screen, CoverageScreen)
    return screen.row.name if screen.row is not None else ""


def test_ranked_by_risk_and_mapped_by_keys(tmp_path: Path) -> None:
    book: Book = fresh_book(tmp_path / "book.db")
    fill(Seed(book))
    desk = BookDesk(book)

    async def scenario() -> None:
        app = Cockpit(desk, Taste("dark", "unicode"))
        async with app.run_test(size=(140, 40)) as pilot:
            await tap(pilot, "6")
            await pilot.pause()
            lines = seen(app)
            assert "3 accounts" in lines[0]
            assert "1 at risk" in lines[0]
            assert "2 not mapped" in lines[0]
            assert "AT RISK  1" in text(app)
            assert "1 thread" in next(line for line in lines if "▌" in line)
            assert "R confirms a role" in next(line for line in lines if "Dark Mine" in line)
            assert "n adds a person" in next(line for line in lines if "Empty" in line)
            assert here(app) == "Northglass"
            assert "only Maria Sand" in text(app)
            await tap(pilot, "w")
            assert isinstance(app.screen, WhyDialog)
            assert "seats" in text(app)
            await tap(pilot, "escape", "slash", *"dark", "enter")
            assert here(app) == "Dark Mine"
            await until_gone(pilot, "Northglass")
            await tap(pilot, "R", "enter")
            assert isinstance(app.screen, RolesDialog)
            await tap(pilot, "enter")
            assert "u undoes" in text(app)
            assert "no decision maker" not in text(app)
            assert "thin" in text(app)
            await tap(pilot, "escape", "u")
            assert "2 not mapped" in seen(app)[0]
            await tap(pilot, "V", "enter", *"s wants us", "enter")
            assert "u undoes" in text(app)

    asyncio.run(scenario())
    desk.close()


def test_an_empty_book_says_what_belongs_here(tmp_path: Path) -> None:
    desk = BookDesk(fresh_book(tmp_path / "book.db"))

    async def scenario() -> None:
        app = Cockpit(desk, Taste("dark", "unicode"))
        async with app.run_test(size=(80, 24)) as pilot:
            await tap(pilot, "6")
            assert "Your customers stand here" in text(app)
            await tap(pilot, "R", "w", "y")
            assert app.crash is None

    asyncio.run(scenario())
    desk.close()


def test_pane_and_row_never_pass_their_width_whatever_the_names() -> None:
    for name in HOSTILE:
        people = (
            person("A", "champion", depth="in_depth", department=name, title=name)._replace(name=name),
            person("B", "procurement", status="left", level="exec", department="Finance"),
        )
        for found in (mapped(*people, name=name), network(*people, name=name), network()):
            for width in (37, 53):
                for line in pane_lines(found, {ANA: name}, width, ASCII):
                    assert line_cells(line) <= width
            cells = coverage_cells(found, ASCII)
            assert len(cells.state.words) <= 9
            assert "\x1b" not in cells.who + cells.context
