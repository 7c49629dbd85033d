from datetime import date

import pytest
from rich.cells import cell_len

from repcockpit.domain.coverage_flags import FLAG_WORDS
from repcockpit.domain.views.chart import ChartPerson
from repcockpit.domain.views.coverage import Flag, Gap, Seat
from repcockpit.tui.chart_paint import depth_state, paint_row, tree_prefix
from repcockpit.tui.chart_rows import ChartRow, Item, SeatPair, copied, roles_shown
from repcockpit.tui.glyphs import ASCII, UNICODE
from repcockpit.tui.text import line_cells

TODAY = date(2026, 11, 24)


def person(level: int, **more: object) -> ChartPerson:
    one = ChartPerson("contact", b"x" * 16, "Ana Gil", "QA", "", (), level, None, True, (True,) * level, 0)
    return one._replace(**more)  # type: ignore[arg-type]


def test_two_cells_a_level_and_a_number_where_it_is_too_deep() -> None:
    assert [tree_prefix(person(level), 12, UNICODE) for level in (0, 1, 2, 6)] == [
        "", "└ ", "│ └ ", "│ │ │ │ │ └ ",
    ]  # fmt: skip
    assert tree_prefix(person(7), 12, UNICODE) == "7… │ │ │ └ "
    assert tree_prefix(person(21, is_last=False), 12, UNICODE) == "21… │ │ │ ├ "
    assert tree_prefix(person(2), 12, ASCII) == "| ` "
    assert all(cell_len(tree_prefix(person(level), 12, UNICODE)) <= 12 for level in (9, 99, 999, 4999))


@pytest.mark.parametrize("width", [30, 44, 56, 60, 76, 80, 84, 120])
@pytest.mark.parametrize(
    "item",
    [
        person(0),
        person(40, name="Bundesanstalt für Materialforschung", roles=("executive_sponsor", "champion")),
        person(3, name="株式会社日本材料試験研究所", title="所長", flag="missing", note="manager unknown"),
        person(1, kind="seat", name="(unknown)", opened_on=date(2025, 9, 2)),
        SeatPair(Seat("decision_maker", None, None, "unknown", 0, 25, 0)),
        Flag("one_of_us", (), "bring Tomás on Friday", "only Ana holds a thread"),
        Gap("function", "quality", "nobody reached", "ask Maria"),
    ],
)
def test_every_row_fills_its_width_and_keeps_the_name(item: Item, width: int) -> None:
    for glyphs in (UNICODE, ASCII):
        line = paint_row(ChartRow("x", 1, item), {}, TODAY, width, glyphs, is_here=True)
        assert line_cells(line) == width
        if isinstance(item, ChartPerson):
            text = "".join(part for part, _ in line)
            assert item.name[:2] in text
    assert copied(ChartRow("x", 1, item))


def test_depth_is_glyph_word_and_colour() -> None:
    assert [depth_state(word)[:3] for word in ("in_depth", "multiple", "brief", "no_contact", "unknown")] == [
        ("done", "in depth", "good"), ("done", "multiple", "good"), ("slip", "brief", "soon"),
        ("slip", "no contact", "soon"), ("hole", "unknown", "muted"),
    ]  # fmt: skip
    assert depth_state("no_contact", is_key=False).words_ink == "muted"


def test_words_fit_their_columns() -> None:
    assert roles_shown(("executive_sponsor", "champion")) == "exec sponsor +1"
    assert roles_shown(()) == ""
    assert all(FLAG_WORDS.values())
