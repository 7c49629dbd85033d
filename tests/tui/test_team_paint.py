"""The table of the team, the numbers of a rep, what stands below: drawn from values made by hand."""

from datetime import date, datetime

import pytest

from repcockpit.domain.errors import InvalidValueError
from repcockpit.domain.team import days_between, this_month, this_quarter, this_week
from repcockpit.domain.team_talk import talk_about
from repcockpit.domain.views.team import QbrPipeline, Share, TeamFigures, TierCounts
from repcockpit.tui.glyphs import ASCII, UNICODE
from repcockpit.tui.team_figures import PLAN, figure_line, figure_rows, paint_figure
from repcockpit.tui.team_paint import team_line
from repcockpit.tui.team_pane import rep_lines, synced_words
from repcockpit.tui.team_rows import team_sheet
from repcockpit.tui.team_span import next_kind, parse_span, span_of, span_words
from repcockpit.tui.team_table import bars, head_line, shown_of, table_line
from repcockpit.tui.text import Line, line_cells
from tests.tui.team_views import DAY, FULL, NOW, row, team
from tests.tui.test_hostile import HOSTILE

JAKUB = row(1, "Jakub Nowak")
INES = row(2, "Inês Costa", figures=FULL._replace(callbacks=Share(0, 0), requests=Share(3, 4)))


def said(line: Line) -> str:
    return "".join(text for text, _ in line)


def drawn(view_row: object, width: int = 80, **more: object) -> str:
    view = team(JAKUB, INES)._replace(**more)  # type: ignore[arg-type]
    return said(table_line(view_row, shown_of(view), width, UNICODE, is_here=False))  # type: ignore[arg-type]


def test_a_row_says_each_number_as_a_share_of_what_was_due() -> None:
    assert drawn(
        JAKUB
    ) == " ● Jakub Nowak ████▅▅▃▂▂   2  31 of 160    81 %    3 of 6   1 of 4   29 %   71 % ".replace(
        "████▅▅▃▂▂", "███▅▅▄▃▃"
    )
    assert "3 of 4  none due" in drawn(INES), "a percentage of fewer than five is said as n of m"


def test_what_is_not_read_yet_is_no_nought() -> None:
    first = row(1, "Ana", figures=FULL._replace(qbrs=None, broad=None, kept=None, callbacks=Share(0, 0)))
    assert drawn(first, is_whole=False, help=()).split()[-3:] == ["…", "…", "…"]
    assert drawn(first).split()[-3:] == ["–", "–", "–"]
    assert drawn(first, is_whole=False, help=()).startswith(" … ")


def test_a_stale_row_says_since_when_and_nothing_is_red_or_nought_for_it() -> None:
    old = row(3, "Tomás Vidal", stale=True, as_of_sync=datetime(2026, 11, 16, 17, tzinfo=NOW.tzinfo))
    assert drawn(old).startswith(" ◊ Tomás Vidal as of 16 Nov ")
    assert drawn(old._replace(as_of_sync=None, trend=(0,) * 8)).startswith(" ◊ Tomás Vidal never synced")
    assert drawn(row(3, "Lena", left_on=date(2026, 11, 3))).startswith(" · Lena        left 3 Nov  ")
    assert drawn(row(3, "Lena", away_until=date(2026, 11, 25))).startswith(" · Lena ")
    assert "not known here" in synced_words(old, DAY)
    assert figure_line(old, "touches", is_whole=True).change == ""
    assert bars((1, 0, None), 4, UNICODE) == "▃▁–"
    assert (
        bars((1, 0, None), 4, ASCII) == ".__".replace("__", "_-") or bars((1, 0, None), 4, ASCII)[-1] == "-"
    )


def test_the_line_of_the_team_is_the_ruler_and_not_judged() -> None:
    view = team(JAKUB, INES)
    line = table_line(view.total, shown_of(view), 80, UNICODE, is_here=False, is_all=True)
    assert said(line).startswith("   team        ")
    assert {ink for text, ink in line if text.strip()} == {"text", "muted"}


@pytest.mark.parametrize("width", [20, 28, 40, 57, 60, 75, 76, 80, 88, 99, 110, 140, 200])
@pytest.mark.parametrize("glyphs", [UNICODE, ASCII], ids=["unicode", "ascii"])
def test_every_line_has_the_width_of_the_list(width: int, glyphs: object) -> None:
    view = team(
        JAKUB,
        INES,
        row(3, "株式会社日本材料試験研究所", stale=True),
        bad="株式会社日本材料試験研究所東京営業所",
    )
    sheet = team_sheet(view, "", is_airy=False)
    for number in range(sheet.row_count):
        line = team_line(sheet.row(number), shown_of(view), width, glyphs, is_here=True)  # type: ignore[arg-type]
        assert line_cells(line) == width, said(line)
        if glyphs is ASCII:
            assert not set(said(line)) & set("▲●○□√·→▌…–─│■▁▂▃▄▅▆▇█")
    assert line_cells(head_line(width, shown_of(team(JAKUB)))) < width
    for group in figure_rows(JAKUB, is_whole=True, has_plan=True):
        for one in group:
            assert line_cells(paint_figure(one, width, glyphs, "text", is_here=False)) == width  # type: ignore[arg-type]


def test_columns_come_with_the_room_and_numbers_are_never_cut() -> None:
    names = {width: said(head_line(width, shown_of(team(JAKUB)))).split() for width in (60, 80, 88, 120)}
    assert names[60] == ["8", "weeks", "overdue", "call-back"]
    assert names[80][-2:] == ["broad", "kept"]
    assert names[88][-1] == "plan"
    assert names[120][-3:] == ["plan", "touches", "synced"]
    assert "12   -3" in drawn(JAKUB, 120), "the difference to the days before"


def test_a_number_too_long_for_its_column_takes_room_from_the_name_and_then_from_the_last_column() -> None:
    many = FULL._replace(overdue=TierCounts(A=13_102), overdue_of=124_000)
    view = team(row(1, "Jakub Nowak-Wiśniewski", figures=many, trend=(12_345,) * 8))
    for width in (60, 80, 140):
        line = said(table_line(view.rows[0], shown_of(view), width, UNICODE, is_here=False))
        assert "13,102 of 124,000" in line
        assert "12,345" in line
        assert len(line) == width


@pytest.mark.parametrize("bad", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_names_act_on_nothing(bad: str) -> None:
    view = team(row(1, bad, cover_name=bad, away_until=DAY), row(2, bad), bad=bad)._replace(left_out=(bad,))
    sheet = team_sheet(view, "", is_airy=False)
    lines = [
        team_line(sheet.row(at), shown_of(view), 88, UNICODE, is_here=False) for at in range(sheet.row_count)
    ]
    for line in [*lines, *rep_lines(view, view.rows[0], None, 49, UNICODE, has_plan=True)]:
        assert not [char for char in said(line) if ord(char) < 32 or 0x7F <= ord(char) < 0xA0]
        assert not set(said(line)) & set("\u202e\u2066\u2028")


def test_reps_stand_as_they_come_and_a_filter_keeps_names() -> None:
    view = team(INES, JAKUB)
    names = [group.heading.title for group in team_sheet(view, "", is_airy=True).groups]
    assert names == [
        "", "", "WHERE HELP IS NEEDED", "QBRS IN SIGHT", "LEAST TOUCHED", "A ACCOUNTS WITHOUT A NEXT STEP", "GOOD TO KNOW",
    ]  # fmt: skip
    kept = team_sheet(view, "jakub", is_airy=False)
    assert [kept.row(number).section for number in range(kept.row_count)] == ["reps"]
    found = team_sheet(view, "ines finhigh", is_airy=False)
    assert {found.row(number).section for number in range(found.row_count)} == {
        "help",
        "qbrs",
        "least",
        "next",
    }


def test_a_number_says_what_it_was_and_by_how_much_it_differs() -> None:
    assert figure_line(JAKUB, "touches", is_whole=True)[1:] == ("12", "their own", "15", "-3")
    over = figure_line(JAKUB, "overdue", is_whole=True)
    assert over[1:] == ("31 of 160", "A 9, B 12, C 10", "5 of 160", "+26")
    assert figure_line(JAKUB, "qbrs", is_whole=True).said == "1 late, 1 at risk"
    assert figure_line(JAKUB, "flags", is_whole=True).said == "1 thread: 3"
    bare = FULL._replace(
        requests=Share(0, 0), callbacks=Share(0, 0), broad=0, mapped=0, qbrs=QbrPipeline(0, 0, 0, 0)
    )
    nothing = [
        figure_line(row(3, "Kofi", figures=bare), one, is_whole=True).value
        for one in ("requests", "callbacks", "coverage", "qbrs")
    ]
    assert nothing == ["none ended", "none due", "none mapped", "none due"]
    ended = figure_line(row(3, "Kofi", figures=bare, previous=bare), "requests", is_whole=True)
    assert said(paint_figure(ended, 80, UNICODE, "text", is_here=False)).rstrip().endswith("was none")
    assert figure_line(JAKUB._replace(figures=TeamFigures()), "kept", is_whole=False).value == "…"
    some = [one.figure for group in figure_rows(JAKUB, is_whole=True, has_plan=False) for one in group]
    assert not set(PLAN) & set(some)
    assert {"touches", "overdue", "handed", "snoozed"} <= set(some)


def test_what_to_talk_about_never_takes_silence_of_a_device_for_idleness() -> None:
    view = team(JAKUB)
    talk = talk_about(JAKUB, view.help)
    assert talk[0] == "Who waits for a call: Finhigh 3 d."
    assert any("tier A" in one for one in talk)
    old = talk_about(JAKUB._replace(stale=True), ())
    assert old[0] == "Nothing came from their device lately: does it sync?"
    assert not any("Touches fell" in one for one in old)
    good = JAKUB._replace(figures=FULL._replace(kept=7, overdue=None), trend=(5,) * 8)
    assert talk_about(good, ()) == ("All 7 promises were kept: say so.",)


def read(text: str) -> date:
    if text == "3/11":
        return date(2026, 11, 3)
    if text == "20/11":
        return date(2026, 11, 20)
    raise InvalidValueError(f"{text!r} is no date", "")


@pytest.mark.parametrize(
    ("text", "words", "since", "until"),
    [
        ("3/11 20/11", "3 Nov to 20 Nov", date(2026, 11, 3), date(2026, 11, 20)),
        ("20/11 to 3/11", "3 Nov to 20 Nov", date(2026, 11, 3), date(2026, 11, 20)),
        ("3 nov 20 nov", "3 Nov to 20 Nov", date(2026, 11, 3), date(2026, 11, 20)),
        ("3/11..3/11", "3 Nov", date(2026, 11, 3), date(2026, 11, 3)),
        ("november", "November", date(2026, 11, 1), date(2026, 11, 30)),
        ("dec", "December 2025", date(2025, 12, 1), date(2025, 12, 31)),
        ("2026-02", "February", date(2026, 2, 1), date(2026, 2, 28)),
        ("q4", "Q4 2026", date(2026, 10, 1), date(2026, 12, 31)),
        ("Q1 2025", "Q1 2025", date(2025, 1, 1), date(2025, 3, 31)),
        ("w45", "week 45", date(2026, 11, 2), date(2026, 11, 8)),
        ("2026-W53", "week 53", date(2026, 12, 28), date(2027, 1, 3)),
    ],
)
def test_days_are_read_as_a_person_writes_them(text: str, words: str, since: date, until: date) -> None:
    span = parse_span(text, DAY, read)
    assert (span_words(span, DAY).replace(" of 2026", ""), span.since, span.until) == (words, since, until)


@pytest.mark.parametrize("text", ["w54 2026", "2026-13", "soon", "3/11", "31 feb 20/11", "3/11 x", "a b c"])
def test_what_is_no_range_is_refused(text: str) -> None:
    with pytest.raises(InvalidValueError):
        parse_span(text, DAY, read)


def test_one_key_turns_from_week_to_month_to_quarter() -> None:
    assert [next_kind(kind, has_days=False) for kind in ("week", "month", "quarter")] == [
        "month",
        "quarter",
        "week",
    ]
    assert next_kind("quarter", has_days=True) == "range"
    days = days_between(DAY, DAY)
    made = [span_of(kind, DAY, 0, days) for kind in ("week", "month", "quarter", "range")]
    assert made == [this_week(DAY), this_month(DAY), this_quarter(DAY), days]
    assert [span_words(one, DAY) for one in made] == ["week 48", "November", "Q4 2026", "24 Nov"]
