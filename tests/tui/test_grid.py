import pytest

from repcockpit.tui.day import Cells
from repcockpit.tui.glyphs import ASCII, UNICODE
from repcockpit.tui.grid import columns, heading_line, row_line
from repcockpit.tui.standing import State
from repcockpit.tui.text import Line, line_cells

STATE = State("late", "12 d over", "late!", "late!")
MARIA = Cells(STATE, "Maria López", "Northglass A · decision maker", "42 d", "visit Fri")


def said(line: Line) -> str:
    return "".join(text for text, _ in line)


def test_the_row_of_the_pictures() -> None:
    at_80 = "▌● 12 d over  Maria López     Northglass A · decision maker   42 d    visit Fri "
    at_60 = "▌● 12 d over  Maria López   Northglass A · decisio…    42 d "
    assert said(row_line(MARIA, 80, UNICODE, is_here=True)) == at_80
    assert said(row_line(MARIA, 60, UNICODE, is_here=True)) == at_60
    assert said(row_line(MARIA, 60, ASCII, is_here=True)).startswith(
        ">* 12 d over  Maria López   Northglass A"
    )


def test_the_context_takes_the_place_of_a_missing_number() -> None:
    row = MARIA._replace(number=None, context="call back: do the new pumps work?", right="Luis Prado")
    assert "call back: do the new pumps work?      Luis Prado " in said(
        row_line(row, 80, UNICODE, is_here=False)
    )


@pytest.mark.parametrize("width", range(30, 201))
def test_every_row_fills_its_width_and_cuts_no_number(width: int) -> None:
    for row in (
        MARIA,
        MARIA._replace(number=None),
        MARIA._replace(right="", number="–"),
        MARIA._replace(number=None, right=""),
    ):
        line = row_line(row, width, UNICODE, is_here=False)
        assert line_cells(line) == width
        assert "12 d over" in said(line)
        if row.number and columns(width).number:
            assert row.number in said(line)


@pytest.mark.parametrize("width", range(20, 201, 3))
def test_headings_fill_their_width(width: int) -> None:
    for names in (("", ""), ("silent", "planned")):
        line = heading_line("CATCH-UP", "best 2 of 371, silent before you began", names, width, UNICODE)
        assert line_cells(line) == width


def test_column_names_stand_above_their_columns() -> None:
    heading = said(heading_line("DUE", "5 of 9", ("silent", "planned"), 80, UNICODE))
    row = said(row_line(MARIA, 80, UNICODE, is_here=False))
    assert heading.index("silent") + 6 == row.index("42 d") + 4
    assert heading.index("planned") + 7 == row.index("visit Fri") + 9


def test_the_running_clock_is_the_only_filled_block() -> None:
    chip = MARIA._replace(state=State("clock", "1h20 left", "chip", "chip"))
    inks = {ink for _, ink in row_line(chip, 80, UNICODE, is_here=False)}
    assert "chip" in inks
    assert "chip" not in {ink for _, ink in row_line(MARIA, 80, UNICODE, is_here=True)}
