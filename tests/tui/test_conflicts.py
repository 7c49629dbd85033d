"""Conflicts: the list by account, both sides of one, choosing, a third value, settling."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from repcockpit.domain.views.conflicts import ConflictView
from repcockpit.tui.cockpit import Cockpit
from repcockpit.tui.conflict_paint import Look, conflict_lines
from repcockpit.tui.conflict_values import Pick, alike, differing, wrapped
from repcockpit.tui.glyphs import ASCII, UNICODE
from repcockpit.tui.screens.conflict import ConflictScreen
from repcockpit.tui.text import Line, line_cells
from tests.tui.conflict_views import THEIRS, HandMade, of_the_picture, several, with_conflicts
from tests.tui.hostile import BAD, check
from tests.tui.stage import book_desk, cockpit, resize, seen, tap, text, until

Scene = Callable[[Cockpit, Pilot[Any], HandMade], Awaitable[None]]
PICTURE = """\
 Both of you changed Maria López while apart. Pick a side for each line.
 Nothing is lost: the other value stays in the history.

               YOURS  Ana, laptop              THEIRS  Tomás
               Mon 23 Nov 18:02                Mon 23 Nov 19:40
 ──────────────────────────────────────────────────────────────────────────────
▌phone         √ +34 942 555 018                 +34 942 555 081
▌              was  +34 942 555 010, from the import of 2 Mar

 title           Plant director                √ Operations director
               was  Plant manager, since 2024

 reports to  ≠   Elena Sanz                      (empty)
               was  (empty)

 SAME ON BOTH SIDES  6 fields, merged without asking  ─────────────────────────
               e-mail, role, support, birthday, 2 notes, 3 touches"""


def play(scene: Scene, folder: Path, views: tuple[ConflictView, ...], glyphs: str = "unicode") -> None:
    async def scenario() -> None:
        with book_desk(folder) as desk:
            made = with_conflicts(desk, views)
            app = cockpit(desk, glyphs=glyphs)
            async with app.run_test(size=(80, 24)) as pilot:
                await pilot.pause()
                await scene(app, pilot, made)

    asyncio.run(scenario())


def shown(view: ConflictView, width: int, picks: dict[bytes, Pick], *, is_ascii: bool = False) -> list[str]:
    look = Look(view, picks, 0, THEIRS.date().replace(day=24), ASCII if is_ascii else UNICODE)
    return ["".join(text for text, _ in one.line).rstrip() for one in conflict_lines(look, width)]


def test_it_stands_as_it_was_drawn() -> None:
    view = of_the_picture()
    phone, title, _ = (field.id for field in view.fields)
    lines = shown(view, 80, {phone: Pick(1), title: Pick(2)})
    assert "\n".join(lines[1:]) == PICTURE


def test_only_what_differs_is_bold_and_what_was_let_go_is_grey() -> None:
    assert differing("+34 942 555 018", "+34 942 555 081", "text") == [
        ("+34 942 555 0", "text"),
        ("18", "text!"),
    ]
    assert differing("Plant director", "Operations director", "text")[1:] == [(" director", "text")]
    assert differing("Elena", "", "text") == [("Elena", "text!")]
    assert differing("cafe", "cafe\u0301", "text") == [("cafe", "text!")]
    assert alike("aaa", "aaaa") == (3, 0)
    view = of_the_picture()
    look = Look(view, {view.fields[0].id: Pick(2)}, 1, THEIRS.date(), UNICODE)
    spans = next(one.line for one in conflict_lines(look, 80) if one.field == 0)
    assert ("18", "muted") in spans
    assert ("81", "text!") in spans


@pytest.mark.slow
@pytest.mark.parametrize("width", [24, 60, 76, 140])
@pytest.mark.parametrize("bad", range(1, len(BAD), 2))
def test_no_line_is_wider_than_its_cells(width: int, bad: int) -> None:
    hostile = [_made_bad(view, BAD[bad]) for view in several()]
    for view in (*several(), *hostile):
        for picks in ({}, {view.fields[0].id: Pick(2)}, {view.fields[0].id: Pick(0, BAD[bad])}):
            look = Look(view, picks, 0, THEIRS.date(), ASCII)
            for one in conflict_lines(look, width):
                assert line_cells(one.line) <= width, (view.form, one.line)


def _made_bad(view: ConflictView, bad: str) -> ConflictView:
    fields = tuple(
        field._replace(
            label=bad,
            record=field.record._replace(title=bad),
            values=tuple(
                one._replace(value=f"{one.n}{bad}", by=bad, device=bad, was=bad, origin=bad)
                for one in field.values
            ),
        )
        for field in view.fields
    )
    about = view.subject._replace(title=bad)
    return view._replace(
        subject=about, account=about, fields=fields, says=bad, same_fields=(bad, bad), record_count=3
    )


def test_text_broken_into_lines_keeps_its_inks() -> None:
    line: Line = [("one two ", "text"), ("three", "text!"), (" four", "text")]
    lines = wrapped(line, 8, 4, "…")
    assert ["".join(text for text, _ in one) for one in lines] == ["one two", "three", "four"]
    assert lines[1] == [("three", "text!")]
    assert wrapped(line, 8, 2, "…")[-1][0][0].startswith("three")


def test_choosing_settling_and_the_next_one(tmp_path: Path) -> None:
    async def scene(app: Cockpit, pilot: Pilot[Any], made: HandMade) -> None:
        await tap(pilot, "C")
        assert "≠ 9 to settle" in text(app)
        assert "NORTHGLASS  3" in text(app)
        await tap(pilot, "enter")
        assert "Conflict 1 of 7  Maria López, Northglass" in text(app)
        await tap(pilot, "ctrl+s")
        assert "Choose a value first" in text(app)
        await tap(pilot, "left", "j", "right", "escape")
        assert not made.settled
        await tap(pilot, "enter")
        assert "√ +34 942 555 018" in text(app)  # what was chosen is still chosen
        assert "√ Operations director" in text(app)
        await tap(pilot, "left")
        assert "√ +34 942 555 018" not in text(app)  # the same key once more lets go
        await tap(pilot, "left", "ctrl+s")
        assert "Settled 2 of Maria López" in text(app)
        assert {pick.n for pick in made.settled[0].values()} == {1, 2}
        assert "Conflict 1 of 7" in text(app)  # one line is left
        await tap(pilot, "right", "ctrl+s")
        assert "Conflict 1 of 6  Northglass" in text(app)

    play(scene, tmp_path, several())


def test_more_than_two_values_stand_below_each_other(tmp_path: Path) -> None:
    async def scene(app: Cockpit, pilot: Pilot[Any], made: HandMade) -> None:
        await tap(pilot, "C")
        assert isinstance(app.screen, ConflictScreen)  # the only one is opened at once
        assert "→ value below" in text(app)
        await tap(pilot, "right", "right")
        assert "√ 2       Cologne" in text(app)
        await tap(pilot, "right", "right", "left", "right")
        assert "√ 3       Colonia" in text(app)
        await tap(pilot, "ctrl+s")
        assert not isinstance(app.screen, ConflictScreen)
        await until(pilot, "Settled 1 of Northglass")
        assert [pick.n for pick in made.settled[0].values()] == [3]

    play(scene, tmp_path, several()[1:2])


def test_a_value_of_ones_own(tmp_path: Path) -> None:
    async def scene(app: Cockpit, pilot: Pilot[Any], made: HandMade) -> None:
        await tap(pilot, "C", "e")
        assert "phone: another value" in text(app)
        await tap(pilot, *"5", "enter")
        assert "√ +34 942 555 0185  typed here" in text(app)
        await tap(pilot, "ctrl+s")
        assert [*made.settled[0].values()] == [Pick(0, "+34 942 555 0185")]

    play(scene, tmp_path, several()[:1])


def test_the_form_says_what_a_value_cannot_be(tmp_path: Path) -> None:
    from repcockpit.domain.errors import InvalidValueError  # noqa: PLC0415 -- here alone
    from repcockpit.tui.desks.conflicts import Conflicts  # noqa: PLC0415 -- the same

    with book_desk(tmp_path) as desk:
        part = Conflicts(desk.book, desk.wrote, desk.forms)
        row = next(item for item in desk.today().items if item.contact_id is not None)
        assert row.contact_id is not None
        field = of_the_picture().fields[0]
        field = field._replace(record=field.record._replace(id=row.contact_id), field="birthday")
        assert part.check(field, "1975-04-21") == "1975-04-21"
        with pytest.raises(InvalidValueError):
            part.check(field._replace(field="reports_to"), "zzqq")
        assert part.check(field._replace(field="no such"), "x") == "x"


@pytest.mark.parametrize(("number", "words"), [(2, "delete it"), (3, "delete it all"), (4, "keep that")])
def test_deletes_and_circles_have_two_choices_and_no_third(tmp_path: Path, number: int, words: str) -> None:
    async def scene(app: Cockpit, pilot: Pilot[Any], made: HandMade) -> None:
        await tap(pilot, "C")
        assert f"→ {words}" in text(app)
        assert "e other value " not in seen(app)[-1]
        await tap(pilot, "e")
        assert "one of the two sides" in text(app)
        await tap(pilot, "right", "ctrl+s")
        assert len(made.settled) == 1

    play(scene, tmp_path, several()[number : number + 1])


@pytest.mark.slow
@pytest.mark.parametrize("glyphs", ["unicode", "ascii"])
def test_every_size_shows_both_sides_and_no_line_is_too_wide(tmp_path: Path, glyphs: str) -> None:
    async def scene(app: Cockpit, pilot: Pilot[Any], made: HandMade) -> None:
        bad = [_made_bad(several()[number % 2], text) for number, text in enumerate(BAD)]
        made.given = (*several(), *(view._replace(id=bytes([99, at]) * 8) for at, view in enumerate(bad)))
        for size in ((80, 24), (60, 20), (100, 30), (140, 40)):
            while len(app.screen_stack) > 1:
                app.pop_screen()
            await resize(pilot, *size)
            await tap(pilot, "C")
            check(app, size, "the list")
            await tap(pilot, "enter")
            for _ in made.given:
                await tap(pilot, "right")
                drawn = "\n".join(check(app, size, "one conflict"))
                assert glyphs == "unicode" or not set("√≠▌←─…") & set(drawn)
                await tap(pilot, "tab")
            assert "Conflict 1 of" in text(app)
            assert "settle" in text(app)
            await tap(pilot, "w")
            check(app, size, "both values")

    play(scene, tmp_path, several(), glyphs)


def test_nothing_to_settle_is_said(tmp_path: Path) -> None:
    async def scene(app: Cockpit, pilot: Pilot[Any], made: HandMade) -> None:
        del made
        await tap(pilot, "C")
        assert "Nothing is to be settled." in text(app)

    play(scene, tmp_path, ())
