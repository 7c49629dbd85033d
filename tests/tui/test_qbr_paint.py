"""How reviews are drawn: every line as wide as it may be, the tick at 80, the sentence, the checklist."""

from datetime import date

import pytest

from repcockpit.domain.readiness import ITEMS
from repcockpit.domain.views.record_requests import Link
from repcockpit.domain.views.records import TaskView
from repcockpit.domain.views.reviews import QbrItemView, QbrList, QbrRow
from repcockpit.tui.glyphs import ASCII, UNICODE
from repcockpit.tui.qbr_paint import checklist_lines, heading_words, point_at, review_line, reviews_sheet
from repcockpit.tui.qbr_points import first_open, points_of
from repcockpit.tui.qbr_steps import step_lines
from repcockpit.tui.text import line_cells
from tests.tui.hostile import BAD

TODAY = date(2026, 11, 24)
_TASK = TaskView(b"1" * 16, "qbr_action", "send the sheet", *(None,) * (len(TaskView._fields) - 3))


def _row(*open_items: str, name: str = "Konex", **more: object) -> QbrRow:
    """A review on Wednesday with every item met but these."""
    items = tuple(
        QbrItemView(one.name, one.weight, one.name not in open_items, one.must, ()) for one in ITEMS
    )
    points = sum(one.weight for one in items if one.met)
    has_must = any(one.must and not one.met for one in items)
    score = min(points, 59) if has_must else points
    row = QbrRow(
        b"q", b"a", name, "A", b"r", "Ana Ruiz", "preparing", "preparing", "scheduled", date(2026, 11, 25),
        date(2026, 11, 25), None, None, 1, points, score, score < points, score >= 80, score < 60, items,
    )  # fmt: skip
    return row._replace(**more)  # type: ignore[arg-type]


def _said(lines: list[list[tuple[str, str]]]) -> list[str]:
    return ["".join(text for text, _ in line).rstrip() for line in lines]


@pytest.mark.parametrize("width", [40, 55, 60, 76, 80, 84])
@pytest.mark.parametrize("name", ["Konex", *BAD])
def test_a_row_is_as_wide_as_the_list(width: int, name: str) -> None:
    for glyphs in (UNICODE, ASCII):
        for row in (
            _row("decisions", name=name),
            _row(name=name, segment=None, scheduled_on=None, state="late"),
        ):
            assert line_cells(review_line(row, TODAY, width, glyphs, is_here=True)) == width


def test_the_bar_has_its_tick_at_eighty() -> None:
    line = "".join(text for text, _ in review_line(_row("decisions"), TODAY, 80, UNICODE, is_here=False))
    assert "■" * 16 + "│" + "■■··" in line
    assert line.endswith("  94 ")
    assert "Wed 25 Nov" in line
    assert "tomorrow" in line
    late = _row(state="late", words="9 d late", scheduled_on=None, days_until=-9, readiness=0)
    line = "".join(text for text, _ in review_line(late, TODAY, 80, UNICODE, is_here=False))
    assert "● 9 d late" in line
    assert "not planned" in line


def test_the_sentence_says_why_the_score_stops_and_what_lifts_it() -> None:
    row = _row("customer_accepted", "decisions")
    said = " ".join(_said(step_lines(row, points_of(row, (), None, TODAY), 78, UNICODE, "Luis Prado")))
    assert "A must is open (decision maker accepted): held at 59." in said
    assert "→ have Luis Prado accept  +12 lifts it to 94, ready" in said
    row = _row("customer_accepted", "decisions", "pre_call", "scorecard_built")
    said = " ".join(_said(step_lines(row, points_of(row, (), None, TODAY), 78, UNICODE, "Li")))
    assert "→ have Li accept  +12 lifts it to 76; scorecard built: 86, ready" in said
    row = _row("customer_accepted", "challenges", "date_agreed")
    said = " ".join(_said(step_lines(row, points_of(row, (), None, TODAY), 78, UNICODE)))
    assert "3 musts open (date agreed, 2 more)" in said
    assert "still 59" in said
    assert (
        "Everything is done" in _said(step_lines(_row(), points_of(_row(), (), None, TODAY), 78, UNICODE))[0]
    )


@pytest.mark.parametrize("size", [(40, 9), (60, 12), (80, 12), (80, 24), (53, 22)])
@pytest.mark.parametrize("name", ["Konex", BAD[0], BAD[3], BAD[11]])
def test_the_checklist_fits_its_place(size: tuple[int, int], name: str) -> None:
    row = _row("customer_accepted", "pre_call", name=name)
    points = points_of(row, (), None, TODAY)
    for at in range(len(points)):
        lines = checklist_lines(row, points, at, size, UNICODE, is_inside=True, decider="")
        assert len(lines) <= size[1]
        assert all(line_cells(line) <= size[0] for line in lines)
        assert any(text == "▌" for line in lines for text, _ in line)


def test_two_columns_and_the_click_on_them() -> None:
    row = _row("customer_accepted", "industry_item")
    points = points_of(row, (), None, TODAY)
    lines = checklist_lines(row, points, 1, (80, 12), UNICODE, is_inside=False)
    said = _said(lines)
    assert said[1].startswith(" KONEX, WED 25 NOV  83 points, held at 59")
    assert said[2] == " √ date agreed               must   8   √ satisfaction figure fresh        6"
    assert said[3] == "▌× decision maker accepted   must  12   √ their challenges updated  must  10"
    assert [point_at(14, 5, 3, lines), point_at(14, 50, 4, lines), point_at(14, 5, 1, lines)] == [1, 9, None]
    assert first_open(points, row) == 1


def test_after_the_meeting_stand_minutes_and_actions() -> None:
    row = _row(state="held", words="held", held_on=date(2026, 11, 20))
    ana = _TASK._replace(owner=Link(b"r", "Ana Ruiz"), due_on=date(2026, 12, 1))
    points = points_of(row, (ana, _TASK), None, TODAY)
    assert [one.words for one in points] == [
        "minutes to send", "Ana Ruiz: send the sheet", "nobody: send the sheet", "add an action",
    ]  # fmt: skip
    assert heading_words(row) == ("KONEX, HELD FRI 20 NOV", "held")
    said = " ".join(_said(step_lines(row, points, 78, UNICODE)))
    assert said == "After the meeting: the minutes are not sent, 1 action without owner or date."


def test_a_filter_keeps_what_holds_its_words() -> None:
    rows = (_row(name="Konex"), _row(name="Söhne & Co."))
    view = QbrList(TODAY, None, None, rows, (), 0, 1)
    assert reviews_sheet(view, "sohne prep", is_airy=False).row_count == 1
    assert reviews_sheet(view, "", is_airy=False).row_count == 2
