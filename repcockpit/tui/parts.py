"""Pieces that the pane and the why dialog share: sections, the parts of a score, the contact bar, rows."""

from collections.abc import Sequence
from datetime import date

from repcockpit.domain.fatigue import contact_bar as contact_bar_of
from repcockpit.domain.views.today import Reason, TouchRow
from repcockpit.tui import words
from repcockpit.tui.glyphs import Glyphs
from repcockpit.tui.text import Line, cells, cut, left, line_cells, right, visible, wrap

MOST = {"silence": 40, "segment": 25, "role": 15, "risk": 10, "reachable": 10}
"""The most points a part can give (rules.md 2.4)."""


def section(title: str, note: str, width: int, glyphs: Glyphs) -> Line:
    """`LAST THREE  ─────`."""
    line: Line = [(title, "head"), ("  ", "text")]
    if note:
        line += [(cut(note, max(0, width - cells(title) - 4), glyphs.ellipsis), "muted"), ("  ", "text")]
    room = width - line_cells(line)
    return [*line, (glyphs.hairline * max(0, room), "rule")]


def bar(value: float, most: float, size: int, glyphs: Glyphs) -> str:
    """A bar of `size` cells, filled as far as `value` goes towards `most`."""
    share = 0.0 if most <= 0 else max(0.0, min(1.0, value / most))
    filled = round(share * size)
    return glyphs.full * filled + glyphs.empty * (size - filled)


def parts_lines(
    reasons: tuple[Reason, ...], width: int, glyphs: Glyphs, *, exact: bool = False
) -> list[Line]:
    """The parts of a score: what, why, a bar where there is room, and the points."""
    bar_size = _bar_size(reasons, width, exact=exact)
    digits = 1 if exact else 0
    points_size = 5 if exact else 3
    tail = points_size + (6 if bar_size else 0)
    middle = width - 11 - tail - (bar_size + 2 if bar_size else 0) - 1
    lines: list[Line] = []
    for reason in reasons:
        line: Line = [(left(words.plain(reason.part), 10, glyphs.ellipsis) + " ", "muted")]
        if reason.points is None:
            told = wrap(visible(reason.text), max(8, width - 11))[:3]
            lines.append([*line, (told[0], "text")])
            lines += [[(" " * 11 + more, "text")] for more in told[1:]]
            continue
        most = MOST.get(reason.part, 0)
        line.append((left(visible(reason.text), middle, glyphs.ellipsis) + " ", "text"))
        if bar_size:
            drawn = bar(reason.points, most, bar_size, glyphs) if most else " " * bar_size
            line.append((drawn + "  ", "muted"))
        line.append((right(f"{reason.points:.{digits}f}", points_size), "text"))
        if bar_size:
            line.append((f" of {most}" if most else "", "muted"))
        lines.append(line)
    return lines


def _bar_size(reasons: tuple[Reason, ...], width: int, *, exact: bool) -> int:
    """Bars are as long as the longest reason lets them be, 4 cells at least; none where there is no room."""
    if width < 48:
        return 0
    longest = max((cells(visible(reason.text)) for reason in reasons if reason.points is not None), default=0)
    return max(4, min(14 if exact else 10, width - longest - (25 if exact else 23)))


def contact_target(interval_days: int | None) -> tuple[int, int]:
    """The two ends of the target: seven touches a year and what the cadence asks for, the lower first."""
    bar = contact_bar_of(0, interval_days, None)
    return bar.low, bar.high


def span_words(low: int, high: int) -> str:
    """`7 to 12`; one number where both ends are the same."""
    return f"{low} to {high}" if low != high else str(low)


def contact_bar(touches: int, interval_days: int | None, glyphs: Glyphs) -> Line:
    """27 cells between too little and too much, with ticks at the two ends of the target."""
    low, high = contact_target(interval_days)
    unit = 27 / contact_bar_of(touches, interval_days, None).full
    filled = max(0, min(27, round(touches * unit)))
    inside = low <= touches <= high
    line: Line = []
    for at in range(27):
        if at in (round(low * unit), round(high * unit)):
            line.append((glyphs.wall, "text"))
        line.append((glyphs.full, "muted" if inside else "soon") if at < filled else (glyphs.empty, "muted"))
    return line


def contact_words(
    touches: int, interval_days: int | None, last_touch_on: date | None, today: date, glyphs: Glyphs
) -> Line:
    """The sentence under the bar; the next one is needed 52 days after the last touch (rules.md 2.4)."""
    low, high = contact_target(interval_days)
    if touches > high:
        return [
            (f"{glyphs.slip} {touches} so far", "soon"),
            (f", the target is {span_words(low, high)}", "muted"),
        ]
    if touches >= low:
        return [(f"{glyphs.done} ", "good"), (f"{touches} so far", "text")]
    due = contact_bar_of(touches, interval_days, last_touch_on).needs_by or today
    by = f"by {words.short_date(due, today)}" if due > today else "now"
    return [(f"{glyphs.slip} {touches} so far", "soon"), (f", needs one {by}", "muted")]


def touch_line(
    row: TouchRow, today: date, width: int, glyphs: Glyphs, *, said: str, kind_size: int = 5
) -> Line:
    """`  13 Oct  visit  wants a sand forecast`; `kind_size` is the width of the type's column."""
    when = words.day_ahead(row.on, today) if row.on > today else words.short_date(row.on, today)
    kind = words.kind_word(row.type)
    size = max(8, min(11, cells(when)))
    line: Line = [
        (right(when, size) + "  ", "muted"),
        (left(kind, kind_size, glyphs.ellipsis) + "  ", "text"),
    ]
    return [*line, (cut(visible(said), width - line_cells(line), glyphs.ellipsis), "muted")]


def kind_column(rows: Sequence[TouchRow]) -> int:
    """The width in which each type stands whole, 8 cells at most."""
    return max((min(8, cells(words.kind_word(row.type))) for row in rows), default=5)
