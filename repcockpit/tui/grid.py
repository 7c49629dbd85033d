"""The grid of every list (look.md 4): twelve cells of cursor, glyph and state, then who and context."""

from typing import NamedTuple

from repcockpit.tui.day import Cells
from repcockpit.tui.glyphs import Glyphs
from repcockpit.tui.text import Line, cells, cut, cut_line, left, right

STATE = 9


class Columns(NamedTuple):
    """The widths at one width of the list; `right` 0 means that the column is not there."""

    who: int
    context: int
    number: int
    number_gap: int
    right: int

    @property
    def after_context(self) -> int:
        """Cells between the context and the right column."""
        return self.number + self.number_gap


def columns(width: int) -> Columns:
    """The columns of a list of `width` cells, margin included."""
    if width >= 76:
        return Columns(15, max(0, width - 51), 7, 1, 11)
    who = 13 if width >= 60 else 10
    context = width - 14 - (who + 1) - 8 - 1
    if context < 8:
        return Columns(who, max(0, context + 8), 0, 0, 0)
    return Columns(who, context, 8, 0, 0)


def row_line(row: Cells, width: int, glyphs: Glyphs, *, is_here: bool, at: Columns | None = None) -> Line:
    """One row in exactly `width` cells; `at` are its columns where they are not the usual ones."""
    at = at or columns(width)
    mark = glyphs.ellipsis
    bar = "accent!" if is_here else "text"
    glyph = getattr(glyphs, row.state.glyph)
    line: Line = [(glyphs.cursor if is_here else " ", bar)]
    if row.state.glyph_ink == "chip":
        line += [(f"{glyph} {right(row.state.words, STATE, mark)} ", "chip"), (" ", "text")]
    else:
        line += [
            (f"{glyph} ", row.state.glyph_ink),
            (right(row.state.words, STATE, mark) + "  ", row.state.words_ink),
        ]
    if not row.who:
        return [*line, *_tail(row, at, mark, at.who + 1), (" ", "text")]
    line.append((left(row.who, at.who, mark) + " ", "text!"))
    return [*line, *_tail(row, at, mark), (" ", "text")]


def _tail(row: Cells, at: Columns, mark: str, more: int = 0) -> Line:
    room, tail = at.context + more, Line()
    shown_right = cut(row.right, at.right, mark) if at.right else ""
    if row.number is None or not at.number:
        room += at.after_context
        if at.right and not shown_right:
            room += 1 + at.right
    else:
        tail.append((right(row.number, at.number, mark) + " " * at.number_gap, "text"))
    if shown_right:
        tail.append((" " + right(shown_right, at.right, mark), row.right_ink))
    elif at.right and row.number is not None:
        tail.append((" " * (1 + at.right), "text"))
    return [(left(row.context, room, mark), "text" if more else "muted"), *tail]


def heading_line(title: str, count: str, names: tuple[str, str], width: int, glyphs: Glyphs) -> Line:
    """`DUE  5 of 9  ────  silent      planned`: the names stand above their columns."""
    start: Line = [(" ", "text"), (title, "head"), ("  ", "text")]
    if count:
        start += [(count, "muted"), ("  ", "text")]
    ends = ""
    if names[0]:
        at = columns(width)
        ends = "  " + names[0] if at.number else ""
        if at.right:
            ends += " " * at.number_gap + " " + right(names[1], at.right)
    start = cut_line(start, max(0, width - 1), glyphs.ellipsis)
    used = sum(cells(text) for text, _ in start)
    hairline = width - 1 - used - len(ends)
    if hairline < 1:
        return [*start, (" " * (width - used), "text")]
    return [*start, (glyphs.hairline * hairline, "rule"), (ends, "muted"), (" ", "text")]
