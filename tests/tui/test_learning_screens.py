import asyncio
from pathlib import Path

from repcockpit.services.interactions import read_line, save_draft
from repcockpit.services.learning.ideas import move_idea
from repcockpit.services.learning.sharing import add_item
from repcockpit.tui.screens.ideas import IdeasScreen
from repcockpit.tui.screens.news import NewsScreen
from repcockpit.tui.screens.training import TrainingScreen
from tests.tui.book_stage import Stage
from tests.tui.stage import press, seen, text


def test_a_cell_is_planned_given_asked_about_and_taken_back(database: Path) -> None:
    stage = Stage(database)
    for title, months in (("Seals [/b]", 12), ("Alpha", None), ("Beta", None), ("Gamma", 6), ("Delta", None)):
        stage.seed.row("topic", {"title": title, "valid_months": months})

    async def scenario() -> None:
        app = stage.app()
        async with app.run_test(size=(80, 24)) as pilot:
            await press(pilot, "2", "slash", *"north", "enter", "T")
            screen = app.screen
            assert isinstance(screen, TrainingScreen)
            assert "Training  Northglass" in text(app)
            assert "PEOPLE  2" in text(app)
            assert "never" in text(app)
            await press(pilot, "right", "right", "right", "right", "right", "right")
            assert screen.topic() == "Seals [/b]"
            assert "SEALS [/B]" in text(app)
            assert "12 months, 5 of 5" in text(app)
            await press(pilot, "enter", *"planned for", "enter", *"2026-12-09", "enter")
            assert "Planned training Seals [/b] for Jon Park" in text(app)
            assert "Wed 9 Dec" in text(app)
            await press(pilot, "h")
            assert "given to Jon Park" in text(app)
            assert "valid" in text(app)
            await press(pilot, "enter", *"usage 2", "enter")
            assert "used" in text(app)
            await press(pilot, "w")
            assert "usage 2 of 3: used" in text(app)
            assert "holds until 2027-11-24" in text(app)
            await press(pilot, "escape", "u", "u", "u")
            assert "never" in seen(app)[2]

    asyncio.run(scenario())


def test_several_are_trained_at_once_and_a_topic_is_added(database: Path) -> None:
    stage = Stage(database)
    stage.seed.row("topic", {"title": "Seals", "valid_months": 12})

    async def scenario() -> None:
        app = stage.app()
        async with app.run_test(size=(80, 24)) as pilot:
            await press(pilot, "2", "slash", *"north", "enter", "T")
            screen = app.screen
            assert isinstance(screen, TrainingScreen)
            await press(pilot, "asterisk", "enter")
            assert "2 people" in text(app)
            await press(pilot, *"given on", "enter", *"2025-10-01", "enter")
            assert "expired" in text(app)
            await press(pilot, "d")
            assert "Nothing is planned here" in text(app)
            await press(pilot, "escape", "n", *"Zeta", "ctrl+s")
            assert "Added topic Zeta" in text(app)
            assert len(screen.view.topics) == 2
            await press(pilot, "e")
            assert app.screen is not screen
            await press(pilot, "escape", "escape")
            assert app.screen is not screen

    asyncio.run(scenario())


def test_news_is_brought_once_and_kept_with_its_reaction(database: Path) -> None:
    stage = Stage(database)
    add_item(stage.book, "Silica [limit]", "/papers/silica.pdf", "study")
    add_item(stage.book, "Plan", writer_id=stage.book.author_id)

    async def scenario() -> None:
        app = stage.app()
        async with app.run_test(size=(80, 24)) as pilot:
            await press(pilot, "2", "slash", *"north", "enter", "N")
            screen = app.screen
            assert isinstance(screen, NewsScreen)
            assert "TO BRING  1" in text(app)
            assert "TO WRITE  1" in text(app)
            assert "2 people  Silica [limit]" in text(app)
            await press(pilot, "space", *"maria", "enter", *"useful", "enter")
            assert "Brought Silica [limit] to Maria López" in text(app)
            assert "1 people  Silica [limit]" in text(app) or "1 got it" in text(app)
            await press(pilot, "space", *"maria", "enter")
            assert "Maria López had it 24 Nov" in text(app)
            await press(pilot, "enter")
            assert "Bring it again" not in text(app)
            await press(pilot, "enter")
            assert "/papers/silica.pdf" in text(app)
            assert "useful" in text(app)
            await press(pilot, "escape", "N")
            assert "for everybody" in text(app)
            await press(pilot, "space", *"pat", "enter", "enter")
            assert "Brought Silica [limit] to Pat Li" in text(app)
            await press(pilot, "n", *"A new line", "ctrl+s")
            assert "A new line" in text(app)
            assert any(row.item.title == "A new line" for row in screen.view.rows)
            await press(pilot, "u", "G", "space")
            assert "still to be written" in text(app)
            await press(pilot, "escape", "escape")
            assert app.screen is not screen

    asyncio.run(scenario())


def test_an_idea_moves_on_until_its_customer_was_told(database: Path) -> None:
    stage = Stage(database)
    logged, _ = save_draft(stage.book, read_line(stage.book, "call maria: hello +i bigger [bags]"))
    move_idea(stage.book, logged.idea_ids[0], "planned")

    async def scenario() -> None:
        app = stage.app()
        async with app.run_test(size=(140, 40)) as pilot:
            await press(pilot, "I")
            screen = app.screen
            assert isinstance(screen, IdeasScreen)
            assert "PLANNED  1" in text(app)
            await pilot.pause(0.05)
            assert "no won deal in 12 months" in text(app)
            await press(pilot, "plus")
            assert "a task says to tell the customer" in text(app)
            assert "TO TELL  1" in text(app)
            await press(pilot, "h", "enter")
            assert "TOLD  1" in text(app)
            assert stage.book.db.execute("select status from idea").fetchone() == ("customer_told",)
            assert stage.book.db.execute("select done_on from task where kind = 'tell'").fetchone() == (
                "2026-11-24",
            )
            await press(pilot, "h")
            assert "this idea is finished" in text(app)
            await press(pilot, "m", *"declined", "enter")
            assert "TO TELL  1" in text(app)
            await press(pilot, "w")
            assert "declined since 2026-11-24" in text(app)
            await press(pilot, "escape", "n", "escape", "enter", "escape", "escape")
            assert app.screen is not screen

    asyncio.run(scenario())
