"""How each row of an org chart is drawn, in exactly the list's width (look.md 4)."""

from datetime import date
from typing import NamedTuple

from repcockpit.domain.coverage_flags import FLAG_WORDS
from repcockpit.domain.views.chart import ChartChange, ChartPerson
from repcockpit.domain.views.coverage import Flag, Gap, PersonCoverage, Seat
from repcockpit.tui import words
from repcockpit.tui.chart_rows import NOT_MAPPED, ChartRow, SeatPair, role_words, roles_shown
from repcockpit.tui.glyphs import Glyphs
from repcockpit.tui.parts import bar
from repcockpit.tui.standing import State
from repcockpit.tui.text import Line, cells, cut, cut_line, left, line_cells, right, visible

NAME, ROLE, DEPTH, LAST = 22, 15, 11, 9
TITLE_FROM, LAST_FROM, ROLE_FROM = 76, 56, 44
"""The cells of a list from which a column is there."""
LEAST_NAME = 10
"""So many cells of a name are always there, however deep it stands."""
_SEAT = 38
_FLAG, _FACT, _ACTION = 17, 28, 26
"""The cells of what a flag is called, of what is so, and those that what to do keeps beside it."""
_LOUD = frozenset(("no_decision_maker", "champion_left"))


class Branches(NamedTuple):
    """The signs of the tree."""

    line: str
    fork: str
    end: str


_UNICODE, _ASCII = Branches("│", "├", "└"), Branches("|", "|", "`")


def branches(glyphs: Glyphs) -> Branches:
    """The tree's signs of a set of glyphs."""
    return _ASCII if glyphs.is_ascii else _UNICODE


def tree_prefix(row: ChartPerson, room: int, glyphs: Glyphs) -> str:
    """What stands before a name: two cells a level, and where it is too deep the level's number first.

    It takes at most `room` cells.
    """
    if not row.level:
        return ""
    signs = branches(glyphs)
    end = (signs.end if row.is_last else signs.fork) + " "
    guides = [signs.line + " " if more else "  " for more in row.lines[1:]]
    if 2 * row.level <= room:
        return "".join(guides) + end
    number = f"{row.level}{glyphs.ellipsis} "
    kept = max(0, (room - len(number) - 2) // 2)
    return number + "".join(guides[len(guides) - kept :]) + end


def depth_state(depth: str, *, is_key: bool = True) -> State:
    """A depth of coverage: glyph, word and colour; without a buying role nobody is missed."""
    match depth:
        case "in_depth" | "multiple":
            return State("done", words.plain(depth), "good", "text")
        case "brief" | "no_contact":
            ink = "soon" if is_key else "muted"
            return State("slip", words.plain(depth), ink, ink)
    return State("hole", "unknown", "muted", "muted")


def paint_row(
    row: ChartRow,
    known: dict[bytes, PersonCoverage],
    today: date,
    width: int,
    glyphs: Glyphs,
    *,
    is_here: bool,
) -> Line:
    """One row; the first span is the cursor's cell."""
    start: Line = [(glyphs.cursor if is_here else " ", "accent!" if is_here else "text")]
    match row.item:
        case ChartPerson() as item:
            line = _person(item, known.get(item.id), today, width, glyphs)
        case SeatPair() as item:
            line = _seats(item, width, glyphs)
        case ChartChange() as item:
            line = _change(item, today, width, glyphs)
        case Flag() | Gap() as item:
            line = _flag(item, width, glyphs)
    kept = cut_line([*start, *line], width - 1, glyphs.ellipsis)
    return [*kept, (" " * (width - line_cells(kept)), "text")]


def _person(
    one: ChartPerson, covered: PersonCoverage | None, today: date, width: int, glyphs: Glyphs
) -> Line:
    mark = glyphs.ellipsis
    has_title, has_last, has_role = width >= TITLE_FROM, width >= LAST_FROM, width >= ROLE_FROM
    tail = 2 + DEPTH + (LAST if has_last else 0) + (ROLE if has_role else 0) + 1
    room = width - 1 - tail
    line: Line = []
    said, ink = _said(one)
    role, role_ink = visible(roles_shown(one.roles)), "text"
    if has_title:
        # A title grows over a role that is not there, a name over what the title does not need.
        room += 0 if role else ROLE
        line += _name(one, NAME + max(0, room - NAME - 1 - cells(said)), NAME, glyphs)
        line.append((left(said, room - 1 - line_cells(line), mark) + " ", ink))
        has_role = bool(role)
    else:
        line += _name(one, room, room, glyphs)
        role, role_ink = (visible(one.note), "soon") if one.flag and not role else (role, "text")
    if has_role:
        line.append((left(role, ROLE - 1, mark) + " ", role_ink))
    state = depth_state(_depth(one, covered), is_key=bool(one.roles))
    line += [(getattr(glyphs, state.glyph) + " ", state.glyph_ink)]
    line.append((left(state.words, DEPTH, mark), state.words_ink))
    if has_last:
        line.append((right(_last(one, covered, today), LAST, mark), "muted"))
    return line


def _name(one: ChartPerson, most: int, least: int, glyphs: Glyphs) -> Line:
    """Branches, name and a blank in at least `least` cells, up to `most` where the name needs them."""
    prefix = tree_prefix(one, max(0, least - LEAST_NAME), glyphs)
    flag = glyphs.settle + " " if one.flag in {"self", "cycle", "missing"} else ""
    name = visible(one.name)
    size = max(least, min(most, cells(prefix) + cells(flag) + cells(name) + 1))
    shown = cut(name, size - cells(prefix) - cells(flag) - 1, glyphs.ellipsis)
    gap = " " * (size - cells(prefix) - cells(flag) - cells(shown))
    line: Line = [(prefix, "rule")] if prefix else []
    if flag:
        line.append((flag, "soon"))
    return [*line, (shown, "muted" if one.is_seat else "text!"), (gap, "text")]


def _said(one: ChartPerson) -> tuple[str, str]:
    """What stands beside the name: what is odd, else the title."""
    if one.flag:
        return visible(one.note), "soon"
    title = visible(one.title or one.department)
    return (f"{title}, {one.note}" if title and one.note else title or one.note), "muted"


def _depth(one: ChartPerson, covered: PersonCoverage | None) -> str:
    return covered.depth if covered is not None and not one.is_seat else "unknown"


def _last(one: ChartPerson, covered: PersonCoverage | None, today: date) -> str:
    if one.is_seat:
        return _day(one.opened_on, today) if one.opened_on is not None else ""
    if covered is None or covered.last_touch_on is None:
        return "never"
    return _day(covered.last_touch_on, today)


def _day(on: date, today: date) -> str:
    shown = words.day_behind(on, today)
    return shown if len(shown) < LAST else f"{words.MONTHS[on.month - 1]} {on.year}"


def _flag(item: Flag | Gap, width: int, glyphs: Glyphs) -> Line:
    """`○ one of us       only Ana holds a thread    → bring Tomás`; of a gap its name says what is so."""
    mark = glyphs.ellipsis
    glyph, ink, said = _risk(item)
    line: Line = [(getattr(glyphs, glyph) + " ", ink), (left(visible(said), _FLAG, mark) + " ", ink)]
    fact = visible(item.fact) if isinstance(item, Flag) else ""
    action = visible(item.next_action)
    room = width - _FLAG - 5 - (4 if action else 0)
    if action and room - _ACTION < LEAST_NAME:
        fact = ""
    if fact and action:
        line.append((left(fact, min(_FACT, max(0, room - _ACTION)), mark) + "  ", "text"))
    elif fact:
        line.append((cut(fact, room, mark), "text"))
    return [*line, (glyphs.next + " ", "accent"), (action, "text")] if action else line


def _risk(item: Flag | Gap) -> tuple[str, str, str]:
    """Glyph, ink and words at the left."""
    if isinstance(item, Gap):
        said = role_words(item.name) if item.kind == "seat" else f"no {role_words(item.name)}"
        return "hole", "muted", said
    if item.flag == NOT_MAPPED.flag:
        return "hole", "muted", "not mapped"
    said = FLAG_WORDS.get(item.flag, words.plain(item.flag))
    return ("late", "late", said) if item.flag in _LOUD else ("slip", "soon", said)


def _seats(pair: SeatPair, width: int, glyphs: Glyphs) -> Line:
    if pair.second is not None or (width >= 2 * _SEAT and width < 84):
        line = [*_seat(pair.first, 0, glyphs), ("  ", "text")]
        return [*line, *_seat(pair.second, 0, glyphs)] if pair.second is not None else line
    return _seat(pair.first, max(0, min(25, width - _SEAT - 6)), glyphs)


def _seat(seat: Seat, most: int, glyphs: Glyphs) -> Line:
    state = depth_state(seat.depth)
    line: Line = [
        (left(role_words(seat.role), ROLE - 1, glyphs.ellipsis) + " ", "text"),
        (getattr(glyphs, state.glyph) + " ", state.glyph_ink),
        (left(state.words, DEPTH, glyphs.ellipsis), state.words_ink),
    ]
    if most >= 10:
        size = round(seat.weight * most / 25)
        drawn = bar(seat.points, seat.weight, size, glyphs)
        line.append((" " + left(drawn, most) + "  ", "muted"))
    return [*line, (right(f"{seat.points:.1f} of {seat.weight:.0f}", 10), "text")]


def _change(item: ChartChange, today: date, width: int, glyphs: Glyphs) -> Line:
    size = 15 if width >= TITLE_FROM else 13
    return [
        (right(words.short_date(item.on, today), 11) + "  ", "muted"),
        (left(visible(item.who), size, glyphs.ellipsis) + " ", "text!"),
        (visible(item.said), "muted"),
    ]
