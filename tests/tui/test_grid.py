import pytest

from repcockpit.tui.day import Cells
from repcockpit.tui.glyphs import ASCII, UNICODE
from repcockpit.tui.grid import columns, fitted, heading_line, row_line
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


@pytest.mark.parametrize(
    ("room", "shown"),
    [
        (40, "Kan-code A · champion · Rotterdam +2"),
        (33, "Kan-code A · champion +2"),
        (24, "Kan-code A · champion +2"),
        (18, "Kan-code A +2"),
        (8, "Kan-… +2"),
        (2, "K…"),
    ],
)
def test_a_context_loses_whole_parts_first(room: int, shown: str) -> None:
    assert fitted("Kan-code A · champion · Rotterdam +2", room, UNICODE) == shown


def test_what_stands_at_the_right_grows_over_blanks_only() -> None:
    due = State("slip", "4 d over", "soon", "soon")
    row = Cells(due, "Sergio Cano", "price list", None, "Vidrieras del Nalón")
    assert said(row_line(row, 80, UNICODE, is_here=False)).endswith(" Vidrieras del Nalón ")
    long = row._replace(context="price list for the whole of next year")
    assert said(row_line(long, 80, UNICODE, is_here=False)).endswith(
        " price list for the whole of next year Vidrieras … "
    )


def test_a_name_alone_has_the_whole_row() -> None:
    row = Cells(State("next", "works at", "accent", "muted"), "Vidrieras del Nalón", "")
    assert said(row_line(row, 80, UNICODE, is_here=False)).startswith(" →  works at  Vidrieras del Nalón  ")


def test_a_name_is_cut_after_the_context() -> None:
    row = Cells(STATE, "Abigail Andersson-Smith", "Kan-code A · champion", "42 d", "visit Fri")
    assert "  Abigail Andersson-Smith Kan-code A " in said(row_line(row, 80, UNICODE, is_here=False))
    assert line_cells(row_line(row, 80, UNICODE, is_here=False)) == 80
    wide = row._replace(who="株式会社" * 9)
    assert line_cells(row_line(wide, 80, UNICODE, is_here=False)) == 80
    assert "…  Kan-code A " in said(row_line(wide, 80, UNICODE, is_here=False))
