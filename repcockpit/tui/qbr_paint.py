"""How reviews are drawn: a row with its bar, the checklist, why the score stops and what lifts it. Pure."""

from collections.abc import Sequence
from datetime import date

from repcockpit.domain.names import fold
from repcockpit.domain.readiness import BY_NAME
from repcockpit.domain.reviews import OVER_STATES
from repcockpit.domain.views.reviews import QbrList, QbrRow
from repcockpit.tui import words
from repcockpit.tui.glyphs import Glyphs
from repcockpit.tui.parts import section
from repcockpit.tui.qbr_points import ADD, READY, Point
from repcockpit.tui.qbr_steps import step_lines
from repcockpit.tui.sheet import Group, Heading, Sheet
from repcockpit.tui.standing import State
from repcockpit.tui.text import Line, cells, cut, left, line_cells, on_row, right, visible

BAR = 20
"""Cells of the bar; its tick stands where it is ready."""
TWO_FROM = 76
"""The cells from which the checklist stands in two columns."""
_TEXT, _MUST, _WEIGHT = 25, 5, 4
_UNIT = 2 + _TEXT + _MUST + _WEIGHT
_GAP = 3

_STATES = {
    "unlogged": ("slip", "soon", "soon"),
    "late": ("late", "late!", "late!"),
    "at_risk": ("clock", "late", "late"),
    "ready": ("done", "good", "text"),
    "preparing": ("slip", "soon", "soon"),
    "planned": ("planned", "accent", "text"),
    "ask_now": ("slip", "soon", "soon"),
    "asked": ("calm", "muted", "text"),
    "held": ("slip", "soon", "soon"),
    "followed_up": ("calm", "muted", "text"),
    "closed": ("done", "good", "text"),
}


def state_of(row: QbrRow) -> State:
    """Glyph and word of a review."""
    glyph, ink, words_ink = _STATES.get(row.state, ("calm", "muted", "muted"))
    said = "followed" if row.state == "followed_up" else row.words
    return State(glyph, said, ink, words_ink)


def reviews_sheet(view: QbrList, text: str, *, is_airy: bool) -> Sheet[QbrRow]:
    """Those in sight, then those held lately; a filter keeps the rows that hold each of its words."""
    wanted = fold(text).split()
    groups = []
    for title, rows, name in (
        ("IN SIGHT", view.rows, f"ready at {READY}"),
        ("AFTER THE MEETING", view.held, ""),
    ):
        kept = [row for row in rows if all(word in _searched(row) for word in wanted)]
        tally = f"{len(kept):,}" if len(kept) == len(rows) else f"{len(kept):,} of {len(rows):,}"
        groups.append(Group(Heading(title, tally, (" " if name else "", name)), kept))
    return Sheet(groups, is_airy=is_airy)


def _searched(row: QbrRow) -> str:
    return fold(" ".join((row.account_name or "", row.segment or "", row.words, row.owner_name or "")))


def review_line(row: QbrRow, today: date, width: int, glyphs: Glyphs, *, is_here: bool) -> Line:
    """One review in exactly `width` cells: state, account, date, in how many days, the bar, the score."""
    mark, state = glyphs.ellipsis, state_of(row)
    has_bar = width >= TWO_FROM
    day, days = (12, 9) if width >= 56 else (11, 0)
    fixed = 14 + day + days + (_GAP + BAR + 1 if has_bar else 1) + 4 + 1
    line: Line = [
        (glyphs.cursor if is_here else " ", "accent!"),
        (f"{getattr(glyphs, state.glyph)} ", state.glyph_ink),
        (left(state.words, 10, mark) + " ", state.words_ink),
        *_account(row, max(6, width - fixed), mark),
    ]
    said, ink = _when(row, today)
    line.append((left(said, day, mark), ink))
    if days:
        line.append((right(_ahead(row, today), days, mark), "muted"))
    line += [(" " * _GAP, "text"), *_bar(row, glyphs)] if has_bar else [(" ", "text")]
    shown = glyphs.missing if row.readiness is None else str(row.readiness)
    return [*line, (right(shown, 4), "text"), (" ", "text")]


def _account(row: QbrRow, width: int, mark: str) -> Line:
    """The name, and the tier after it; the name is cut, the tier is not."""
    tier = f" {visible(row.segment)}" if row.segment else ""
    name = cut(visible(row.account_name or ""), width - 1 - cells(tier), mark)
    return [(name, "text!"), (left(tier, width - cells(name)), "muted")]


def _when(row: QbrRow, today: date) -> tuple[str, str]:
    on = row.held_on or row.scheduled_on
    if on is not None:
        return (words.full_date(on) if on.year == today.year else words.short_date(on, today)), "text"
    if row.state == "late":
        return "not planned", "soon"
    return (f"due {words.short_date(row.due_on, row.due_on)}" if row.due_on else "no date"), "text"


def _ahead(row: QbrRow, today: date) -> str:
    if row.held_on is not None:
        return words.day_behind(row.held_on, today) if (today - row.held_on).days <= 30 else ""
    if row.state in {"late", "skipped"} or row.days_until is None:
        return ""
    count = row.days_until
    if count < 0:
        return f"{-count} d ago"
    return {0: "today", 1: "tomorrow"}.get(count, f"{count} d")


def _bar(row: QbrRow, glyphs: Glyphs) -> Line:
    """Twenty cells of five points each, with the tick before the seventeenth."""
    filled = min(BAR, (row.readiness or 0) // 5)
    ink = "late" if row.state == "at_risk" else "muted"
    tick = READY * BAR // 100
    drawn: Line = []
    for start, end in ((0, tick), (tick, BAR)):
        full = max(0, min(filled, end) - start)
        drawn += [(glyphs.full * full, ink), (glyphs.empty * (end - start - full), "muted")]
        drawn += [(glyphs.wall, "text")] if end == tick else []
    return drawn


def heading_words(row: QbrRow) -> tuple[str, str]:
    """`KONEX, WED 25 NOV` and `65 points, held at 59`."""
    name = visible(row.account_name or "").upper()
    if row.state in OVER_STATES:
        on = row.held_on
        return (f"{name}, HELD {words.full_date(on).upper()}" if on else name), row.words
    on = row.scheduled_on
    title = f"{name}, {words.full_date(on).upper()}" if on is not None else name
    if row.is_capped:
        return title, f"{row.points} points, held at {row.readiness}"
    return title, f"{row.points} points, " + ("ready" if row.is_ready else f"ready at {READY}")


def point_lines(
    points: Sequence[Point], at: int, width: int, glyphs: Glyphs, *, is_inside: bool, most: int = 99
) -> list[Line]:
    """The checklist, in two columns where there is room; at most so many lines, those around the cursor."""
    is_two = _is_two(points, width)
    if is_two:
        half = (len(points) + 1) // 2
        rows = [[number, number + half] for number in range(half)]
    else:
        rows = [[number] for number in range(len(points))]
    mine = at % len(rows) if rows else 0
    first = max(0, min(mine - most // 2, len(rows) - most))
    lines = []
    for row in rows[first : first + most]:
        line: Line = []
        for number in row:
            if number < len(points):
                line += [(" " * (_GAP - 1), "text")] if line else []
                size = _UNIT if is_two else min(width - 2, 76)
                line += _unit(points[number], size, glyphs, is_here=number == at, is_inside=is_inside)
        lines.append(line)
    return lines


def checklist_lines(
    row: QbrRow,
    points: Sequence[Point],
    at: int,
    size: tuple[int, int],
    glyphs: Glyphs,
    *,
    is_inside: bool,
    decider: str = "",
) -> list[Line]:
    """Heading, checklist and sentences in at most `size` (cells, lines); the first cell is the cursor's."""
    width, height = size
    steps = step_lines(row, points, width - 2, glyphs, decider)[: max(1, height - 3)]
    whole = (len(points) + 1) // 2 if _is_two(points, width - 1) else len(points)
    airy = height >= whole + len(steps) + 3
    most = max(1, height - 1 - len(steps) - (2 if airy else 0))
    title, note = heading_words(row)
    head = section(cut(title, max(10, width - cells(note) - 8), glyphs.ellipsis), note, width - 2, glyphs)
    blank: list[Line] = [[]] if airy else []
    shown = point_lines(points, at, width - 1, glyphs, is_inside=is_inside, most=most)
    told: list[Line] = [[(" ", "text"), *line] for line in steps]
    return [*blank, [(" ", "text"), *head], *shown, *blank, *told]


def point_at(count: int, x: int, y: int, lines: Sequence[Line]) -> int | None:
    """The number of the line of the checklist that was clicked; None beside it."""
    begins = next((number + 1 for number, line in enumerate(lines) if line), 0)
    two = count > 0 and any(line_cells(line) > _UNIT + _GAP + 4 for line in lines[begins : begins + 1])
    half = (count + 1) // 2 if two else count
    row = y - begins
    if not 0 <= row < half:
        return None
    at = row + half if two and x > _UNIT + 1 else row
    return at if at < count else None


def _is_two(points: Sequence[Point], width: int) -> bool:
    """Whether they stand in two columns: the items do where there is room, actions need the width."""
    return width >= TWO_FROM and bool(points) and points[0].key in BY_NAME


def _unit(point: Point, size: int, glyphs: Glyphs, *, is_here: bool, is_inside: bool) -> Line:
    """One line of it: the cursor's cell, glyph, words, must, weight; done grey, open bright."""
    ink = "muted" if point.is_met else "text"
    glyph = (glyphs.done, "good") if point.is_met else (glyphs.refused, "late")
    if point.key == ADD:
        glyph = (glyphs.next, "accent")
    is_item = point.key in BY_NAME
    must = right("must", _MUST) if is_item and point.is_must else " " * _MUST if is_item else ""
    tail = right(point.tail, _WEIGHT if is_item else 10)
    room = size - 2 - cells(must) - cells(tail)
    line: Line = [
        (f"{glyph[0]} ", glyph[1]),
        (left(point.words, room, glyphs.ellipsis), ink),
        (must, "muted" if point.is_met else "late!"),
        (tail, ink if point.is_met or is_item or not point.is_must else "soon"),
    ]
    if not is_here:
        return [(" ", "text"), *line]
    cursor = (glyphs.cursor, "accent!" if is_inside else "muted")
    return [cursor, *(on_row(line, size) if is_inside else line)]
