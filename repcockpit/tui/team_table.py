"""The table of the team: which columns stand at which width, a rep's line, the line of all. Pure."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import NamedTuple

from repcockpit.domain.team import has_left, row_state
from repcockpit.domain.views.team import FEWEST, HelpLine, Share, TeamFigures, TeamRow, TeamView
from repcockpit.tui.glyphs import UNICODE, Glyphs
from repcockpit.tui.list_rows import is_code
from repcockpit.tui.text import Line, cells, cut, left, line_cells, right, visible
from repcockpit.tui.words import full_date, short_date

BARS = "▁▂▃▄▅▆▇█"
BARS_ASCII = "_..-=+*#"
SPARK = 8
WIDE_FROM = 76
"""The cells from which the table has all its shares; below it keeps those that a call is due for."""
_LEAST_NAME, _EDGE = 9, 4


class Limits(NamedTuple):
    """Percentages below which a share is red, and below which it is amber."""

    red: int
    amber: int


IN_TIME, KEPT, BROAD = Limits(85, 90), Limits(75, 80), Limits(0, 30)


class Shown(NamedTuple):
    """What a line of the table needs beside its row: the scale of the bars, what waits for help, what is read.

    `widths` are the cells that the numbers of each column need; a number is never cut.
    """

    most: int
    help: tuple[HelpLine, ...]
    is_whole: bool
    today: date
    has_plan: bool = True
    widths: tuple[int, ...] = ()

    def needs(self, row: TeamRow, *kinds: str) -> bool:
        """Whether one of these kinds of help is needed there."""
        return any(one.rep_id == row.id and one.kind in kinds for one in self.help)


Cell = Callable[[TeamRow, Shown, Glyphs], Line]


class Column(NamedTuple):
    """A column: its name, its cells, the table's cells from which it stands, what it says."""

    name: str
    width: int
    from_width: int
    cell: Cell


def shown_of(view: TeamView, *, has_plan: bool = True) -> Shown:
    """The scale is one for all reps, so that their bars can be compared with their own weeks only by height."""
    most = max((count for row in view.rows for count in row.trend if count is not None), default=0)
    shown = Shown(most, view.help, view.is_whole, view.as_of.date(), has_plan)
    rows = (*view.rows, view.total)
    return shown._replace(
        widths=tuple(
            max(line_cells(one.cell(row, shown, UNICODE)) + _gap(one) for row in rows) for one in COLUMNS
        )
    )


def _gap(one: Column) -> int:
    """The first column begins at its left edge, and the blank of the one beside it parts them."""
    return 0 if one.cell is trend_cell else 1


def columns_at(width: int, shown: Shown) -> tuple[list[tuple[Column, int]], int]:
    """The columns of a table of so many cells with their widths, and the cells of the name."""
    chosen = [
        (one, max(one.width, need))
        for one, need in zip(COLUMNS, shown.widths, strict=True)
        if width >= one.from_width and (shown.has_plan or one.cell is not plan_cell)
    ]
    name = width - _EDGE - sum(size for _, size in chosen)
    while chosen and name < _LEAST_NAME:
        name += chosen.pop()[1]
    return chosen, max(0, name)


def head_line(width: int, shown: Shown) -> Line:
    """The names above their columns."""
    chosen, name = columns_at(width, shown)
    line: Line = [(" " * (3 + name), "text")]
    for one, size in chosen:
        line.append((left(one.name, size) if one.cell is trend_cell else right(one.name, size), "muted"))
    return line


def table_line(
    row: TeamRow, shown: Shown, width: int, glyphs: Glyphs, *, is_here: bool, is_all: bool = False
) -> Line:
    """One rep, or with `is_all` the whole team, in exactly `width` cells."""
    chosen, name = columns_at(width, shown)
    glyph, ink = (" ", "text") if is_all else mark_of(row, shown, glyphs)
    who = "team" if is_all else visible(row.name) or glyphs.missing
    line: Line = [
        (glyphs.cursor if is_here else " ", "accent!"),
        (f"{glyph} ", ink),
        (left(_cut_name(who, name - 1, glyphs), name), "muted" if is_all else "text!"),
    ]
    own = (
        shown._replace(most=max((one for one in row.trend if one is not None), default=0))
        if is_all
        else shown
    )
    for one, size in chosen:
        cell = one.cell(row, own, glyphs)
        if is_all:  # the ruler is not judged
            cell = [(text, "muted" if ink == "muted" else "text") for text, ink in cell]
        gap = " " * max(0, size - line_cells(cell))
        line += [*cell, (gap, "text")] if one.cell is trend_cell else [(gap, "text"), *cell]
    return [*line, (" ", "text")]


def _cut_name(who: str, room: int, glyphs: Glyphs) -> str:
    """A name is cut at its end; what another system calls somebody at its beginning, where they are all alike."""
    if not is_code(who) or cells(who) <= room or not who.isascii():
        return cut(who, room, glyphs.ellipsis)
    return glyphs.ellipsis + who[len(who) - room + 1 :] if room > 1 else ""


def mark_of(row: TeamRow, shown: Shown, glyphs: Glyphs) -> tuple[str, str]:
    """Glyph and ink of where a rep stands."""
    is_away = row.away_until is not None or has_left(row.left_on, shown.today)
    match row_state(row.id, shown.help, is_away=is_away):
        case "away":
            return glyphs.calm, "muted"
        case "now":
            return glyphs.late, "late!"
        case "soon":
            return glyphs.slip, "soon"
    if row.stale:
        return glyphs.hole, "muted"
    return (glyphs.done, "good") if shown.is_whole else (glyphs.ellipsis, "muted")


def bars(trend: Sequence[int | None], most: int, glyphs: Glyphs) -> str:
    """A cell for each week; a week that is not known is a dash, never an empty one."""
    steps = BARS_ASCII if glyphs.is_ascii else BARS
    return "".join(
        glyphs.missing if one is None else steps[min(7, round(7 * one / most))] if most else steps[0]
        for one in trend
    )


def as_of_words(row: TeamRow, today: date) -> str:
    """`as of 18 Nov`, `never synced`; nothing where it is of today."""
    if row.as_of_sync is None:
        return "never synced"
    on = row.as_of_sync.date()
    return "" if on == today else f"as of {short_date(on, today)}"


def trend_cell(row: TeamRow, shown: Shown, glyphs: Glyphs) -> Line:
    """Eight weeks and the last number; of a stale row since when nothing is known."""
    if row.left_on is not None and has_left(row.left_on, shown.today):
        return [(f"left {short_date(row.left_on, shown.today)}", "muted")]
    if row.stale and not (row.as_of_sync is None and any(row.trend)):
        return [(as_of_words(row, shown.today), "muted")]
    if not row.trend:
        return [(left(glyphs.ellipsis, SPARK + 4), "muted")]
    drawn = bars(row.trend[-SPARK:], shown.most, glyphs)
    last = row.trend[-1]
    ink = "late" if shown.needs(row, "overdue") else "muted"
    said = glyphs.missing if last is None else f"{last:,}"
    return [(right(drawn, SPARK), ink), (right(said, max(4, cells(said) + 1)), "text")]


def _waits(glyphs: Glyphs) -> Line:
    return [(glyphs.ellipsis, "muted")]


def overdue_cell(row: TeamRow, shown: Shown, glyphs: Glyphs) -> Line:
    """`31 of 160`."""
    over, of = row.figures.overdue, row.figures.overdue_of
    if over is None or of is None:
        return _unknown(row, shown, glyphs)
    if not of:
        return [(glyphs.missing, "muted")]
    ink = "late!" if shown.needs(row, "overdue") else "text"
    return [(f"{over.all:,}", ink), (f" of {of:,}", "muted")]


def share_cell(share: Share | None, limits: Limits, glyphs: Glyphs, empty: str = "") -> Line:
    """`96 %`, of fewer than five `3 of 4`; `empty` where nothing was due."""
    if share is None:
        return _waits(glyphs)
    if not share.whole:
        return [(empty or glyphs.missing, "muted")]
    percent = share.percent or 0
    ink = "text"
    if share.whole >= FEWEST:
        ink = "late" if percent < limits.red else "soon" if percent < limits.amber else "text"
    return [(share.said, ink)]


def in_time_cell(row: TeamRow, shown: Shown, glyphs: Glyphs) -> Line:
    """Requests that ended in time."""
    if row.figures.requests is None:
        return _unknown(row, shown, glyphs)
    return share_cell(row.figures.requests, IN_TIME, glyphs)


def callback_cell(row: TeamRow, shown: Shown, glyphs: Glyphs) -> Line:
    """`10 of 11`, `none due`."""
    share = row.figures.callbacks
    if share is None:
        return _unknown(row, shown, glyphs)
    if not share.whole:
        return [("none due", "muted")]
    return [(f"{share.part:,} of {share.whole:,}", "late" if shown.needs(row, "callback") else "text")]


def qbr_cell(row: TeamRow, shown: Shown, glyphs: Glyphs) -> Line:
    """Ready of those in sight."""
    qbrs = row.figures.qbrs
    if qbrs is None:
        return _unknown(row, shown, glyphs)
    if not qbrs.due:
        return [("none", "muted")]
    ink = "late" if qbrs.late else "soon" if qbrs.at_risk else "text"
    return [(f"{qbrs.ready:,} of {qbrs.due:,}", "text" if row.id == b"" else ink)]


def broad_cell(row: TeamRow, shown: Shown, glyphs: Glyphs) -> Line:
    """Customers that are broadly covered, of those mapped."""
    share = broad_of(row.figures)
    return _unknown(row, shown, glyphs) if share is None else share_cell(share, BROAD, glyphs)


def kept_cell(row: TeamRow, shown: Shown, glyphs: Glyphs) -> Line:
    """Promises kept of those due."""
    share = kept_of(row.figures)
    return _unknown(row, shown, glyphs) if share is None else share_cell(share, KEPT, glyphs)


def plan_cell(row: TeamRow, shown: Shown, glyphs: Glyphs) -> Line:
    """Touches against plan, each target counted up to its plan."""
    value = row.figures.attainment_capped
    if value is None:
        return [(glyphs.missing, "muted")] if shown.is_whole else _waits(glyphs)
    expected = row.figures.expected
    is_behind = expected is not None and value < expected - 0.05
    return [(f"{100 * value:.0f} %", "soon" if is_behind and row.id else "text")]


def touches_cell(row: TeamRow, shown: Shown, glyphs: Glyphs) -> Line:
    """Touches of the span and how many more or fewer than in the one before."""
    now, before = row.figures.touches, row.previous.touches
    if now is None:
        return _unknown(row, shown, glyphs)
    said: Line = [(f"{now:,}", "text")]
    return said if before is None or row.stale else [*said, (right(difference(now - before), 5), "muted")]


def synced_cell(row: TeamRow, shown: Shown, glyphs: Glyphs) -> Line:
    """Since when nothing newer is known of them."""
    del glyphs
    if row.id == b"" or row.as_of_sync is None:
        return [("" if row.id == b"" else "never", "muted")]
    on = row.as_of_sync.date()
    return [("today" if on == shown.today else full_date(on)[4:], "muted")]


def difference(count: float, unit: str = "") -> str:
    """`+3`, `-2`, `=`."""
    said = f"{count:+,.0f}"
    return f"{said}{unit}" if said not in {"+0", "-0"} else "="


def broad_of(figures: TeamFigures) -> Share | None:
    """As a share; None until it is read."""
    if figures.broad is None or figures.mapped is None:
        return None
    return Share(figures.broad, figures.mapped)


def kept_of(figures: TeamFigures) -> Share | None:
    """As a share; None until it is read."""
    if figures.kept is None or figures.promises_due is None:
        return None
    return Share(figures.kept, figures.promises_due)


def _unknown(row: TeamRow, shown: Shown, glyphs: Glyphs) -> Line:
    """A number that is being read, or that nobody knows."""
    del row
    return [(glyphs.missing, "muted")] if shown.is_whole else _waits(glyphs)


COLUMNS = (
    Column("8 weeks", SPARK + 4, 0, trend_cell),
    Column("overdue", 11, 0, overdue_cell),
    Column("in time", 8, WIDE_FROM, in_time_cell),
    Column("call-back", 10, 0, callback_cell),
    Column("QBRs", 9, WIDE_FROM, qbr_cell),
    Column("broad", 7, WIDE_FROM, broad_cell),
    Column("kept", 7, WIDE_FROM, kept_cell),
    Column("plan", 7, 88, plan_cell),
    Column("touches", 11, 98, touches_cell),
    Column("synced", 8, 110, synced_cell),
)
"""In the order in which they stand; the last ones go first."""
