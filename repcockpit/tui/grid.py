"""The grid of every list (look.md 4): twelve cells of cursor, glyph and state, then who and context."""

import re
from typing import NamedTuple

from repcockpit.tui.day import Cells
from repcockpit.tui.glyphs import Glyphs
from repcockpit.tui.text import Line, cells, cut, cut_line, left, right

STATE = 9
_BEGUN = 8
"""A last part of a context is begun only where so many cells of it can stand."""
_MORE = re.compile(r" \+\d+$")


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
        return [*line, *_tail(row, at, _room(row, at) + at.who + 1, glyphs), (" ", "text")]
    if not row.context and not row.right and row.number is None:
        return [*line, (left(row.who, width - 15, mark), "text!"), (" ", "text")]
    room = _room(row, at)
    first = cells(row.context.partition(f" {glyphs.dot} ")[0])
    # A long name takes from the context what is not its first part: a name is cut last.
    more = max(0, min(cells(row.who) - at.who, room - first))
    line.append((left(row.who, at.who + more, mark) + " ", "text!"))
    return [*line, *_tail(row, at, room - more, glyphs), (" ", "text")]


def fitted(text: str, room: int, glyphs: Glyphs) -> str:
    """A context in at most `room` cells: a last part that could only begin is left out, `+2` is never cut."""
    if cells(text) <= room:
        return text
    body, more = text, ""
    if found := _MORE.search(text):
        body, more = text[: found.start()], found.group()
        if len(more) >= room:
            return cut(text, room, glyphs.ellipsis)
        room -= len(more)
    dot = f" {glyphs.dot} "
    while cells(body) > room and dot in body:
        kept = body.rpartition(dot)[0]
        if cells(kept) + len(dot) + _BEGUN <= room:
            break
        body = kept
    return cut(body, room, glyphs.ellipsis) + more


def _room(row: Cells, at: Columns) -> int:
    """The cells of the context where the columns beside it say nothing."""
    if row.number is not None and at.number:
        return at.context
    return at.context + at.after_context + (0 if row.right or not at.right else 1 + at.right)


def _tail(row: Cells, at: Columns, room: int, glyphs: Glyphs) -> Line:
    mark, tail = glyphs.ellipsis, Line()
    if (row.number is None or not at.number) and at.right:
        # What stands at the right grows over blanks, never over the context.
        wider = max(0, min(cells(row.right) - at.right, room - cells(row.context) - 1))
        at, room = at._replace(right=at.right + wider), room - wider
    shown_right = cut(row.right, at.right, mark) if at.right else ""
    if row.number is not None and at.number:
        tail.append((right(row.number, at.number, mark) + " " * at.number_gap, "text"))
    if shown_right:
        tail.append((" " + right(shown_right, at.right, mark), row.right_ink))
    elif at.right and row.number is not None:
        tail.append((" " * (1 + at.right), "text"))
    ink = "muted" if row.who else "text"
    return [(left(fitted(row.context, room, glyphs), room), ink), *tail]


def heading_line(title: str, count: str, names: tuple[str, str], width: int, glyphs: Glyphs) -> Line:
    """`DUE  5 of 9  ────  silent      planned`: the names stand above their columns; without a title a hairline."""
    if not title:
        return [(" ", "text"), (glyphs.hairline * max(0, width - 2), "rule"), (" ", "text")]
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
