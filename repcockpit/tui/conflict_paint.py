"""One conflict in lines: the sentence, the two sides, each field with both values and what it was. Pure."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from repcockpit.domain.views.conflicts import ConflictValue, ConflictView, FieldConflict
from repcockpit.tui.conflict_values import (
    Pick,
    author,
    differing,
    heads_of,
    moment,
    said,
    side_words,
    was_words,
    wrapped,
)
from repcockpit.tui.glyphs import Glyphs
from repcockpit.tui.parts import section
from repcockpit.tui.text import Line, cut, cut_line, left, line_cells, visible, wrap
from repcockpit.tui.words import counted

LABEL, GLYPH = 12, 2
START = 1 + LABEL + GLYPH
"""The cells before the values."""
BESIDE_FROM = 76
"""The cells from which yours and theirs stand beside each other."""
WIDEST = 100
SIDE = 8
NEAR = 24
"""How far before the difference a long text begins."""
MOST_LINES = 4
NOTHING_LOST = "Nothing is lost: the other value stays in the history."

Picks = Mapping[bytes, Pick]


class Drawn(NamedTuple):
    """A line, and which field it belongs to (None: to none)."""

    line: Line
    field: int | None = None


class Look(NamedTuple):
    """What is needed to draw: the conflict, the choices by line, the line of the cursor, the day, the signs."""

    view: ConflictView
    picks: Picks
    at: int
    today: date
    glyphs: Glyphs


def conflict_lines(look: Look, width: int) -> list[Drawn]:
    """The whole conflict, whether it fits or not."""
    width = min(width, WIDEST)
    drawn = [Drawn(line) for line in _head(look, width)]
    for number in range(len(look.view.fields)):
        drawn += [*_field(look, number, width), Drawn([])]
    drawn += [Drawn(line) for line in _same(look, width)]
    return [one._replace(line=cut_line(one.line, width, look.glyphs.ellipsis)) for one in drawn]


def is_beside(view: ConflictView, width: int) -> bool:
    """Whether the two sides stand beside each other: there is room, and no line has more than two values."""
    return width >= BESIDE_FROM and all(len(field.values) == 2 for field in view.fields)


def _head(look: Look, width: int) -> list[Line]:
    """The sentence, and over the values who wrote them and when."""
    view = look.view
    told = (view.says or f"{view.subject.title or 'This record'} was changed in two ways").rstrip(".") + "."
    if view.form == "field" and "Pick" not in told:
        told += " Pick a side for each line." if len(view.fields) > 1 else " Pick a side."
    lines: list[Line] = [[]]
    lines += [[(" " + piece, "text")] for piece in wrap(visible(told), width - 2)]
    lines += [[(" " + piece, "muted")] for piece in wrap(NOTHING_LOST, width - 2)]
    lines.append([])
    if is_beside(view, width):
        lines += _sides(look, width)
    elif _is_shared(view):
        lines += [_side_line(look, value, width) for value in view.fields[0].values]
    lines.append([(" ", "text"), (look.glyphs.hairline * (width - 2), "rule")])
    return lines


def _sides(look: Look, width: int) -> list[Line]:
    """YOURS and THEIRS, the author beside it, the time below it."""
    half, mark = _half(width), look.glyphs.ellipsis
    first = look.view.fields[0]
    names: Line = [(" " * START, "text")]
    times: Line = [(" " * START, "text")]
    for head, value in zip(heads_of(first), first.values, strict=True):
        names += [(head, "accent!"), ("  ", "text")]
        names.append((left(author(value), half - len(head) - 2, mark), "muted"))
        times.append((left(moment(value.at, look.today), half, mark), "muted"))
    return [names, times]


def _is_shared(view: ConflictView) -> bool:
    """Whether the same people wrote the values of every line, in the same order and at the same times."""
    return (
        len({tuple((author(one), one.at, one.is_own) for one in field.values) for field in view.fields}) == 1
    )


def _side_line(look: Look, value: ConflictValue, width: int) -> Line:
    """`yours   Ana, laptop, Mon 23 Nov 18:02`, over values that stand below each other."""
    about = ", ".join(part for part in (author(value), moment(value.at, look.today)) if part)
    side = left(side_words(value, look.view.fields[0]), SIDE, look.glyphs.ellipsis)
    return [
        (" ", "text"),
        (side, "accent!"),
        (cut(about, max(0, width - SIDE - 2), look.glyphs.ellipsis), "muted"),
    ]


def _half(width: int) -> int:
    return (width - START - 1) // 2


def _field(look: Look, number: int, width: int) -> list[Drawn]:
    """One field; the lines of the cursor have the bar."""
    view, glyphs = look.view, look.glyphs
    field = view.fields[number]
    pick = look.picks.get(field.id)
    body = _beside(field, pick, width, glyphs) if is_beside(view, width) else _below(look, field, pick, width)
    if pick is not None and pick.text is not None:
        body.append(_typed(pick.text, width, glyphs))
    body += _was(field, width, glyphs)
    is_here = number == look.at
    lines = []
    for at, line in enumerate(body):
        bar: Line = [(glyphs.cursor if is_here else " ", "accent!" if is_here else "text")]
        name = _label(field) if not at else _record(view, field) if at == 1 else ""
        ink = "text!" if is_here and not at else "muted"
        bar.append((left(name, LABEL, glyphs.ellipsis), ink))
        is_open = pick is None and not at
        bar.append((f"{glyphs.settle} " if is_open else "  ", "soon"))
        lines.append(Drawn([*bar, *line], number))
    return lines


def _label(field: FieldConflict) -> str:
    """The field; what was deleted or merged is called by its name."""
    return visible(field.label if field.form in {"field", "steps"} else field.record.title or field.label)


def _record(view: ConflictView, field: FieldConflict) -> str:
    """Of several records, whose field it is."""
    is_other = field.record.id != view.subject.id and field.form in {"field", "steps"}
    return visible(field.record.title) if is_other else ""


def _spans(field: FieldConflict, value: ConflictValue, pick: Pick | None) -> Line:
    """A value: bright with what differs in bold while it may still be chosen, grey once another one was."""
    is_let_go = pick is not None and pick.n != value.n
    others = [one for one in field.values if one.n != value.n]
    if len(others) != 1:
        return [(said(value), "muted" if is_let_go else "text!" if pick is not None else "text")]
    line = differing(said(value), said(others[0]), "text")
    return [(text, "muted") for text, _ in line] if is_let_go else line


def _near(line: Line, room: int, ellipsis: str) -> Line:
    """A text too long to be shown, from shortly before what differs on."""
    if len(line) < 2 or line[0][1].endswith("!") or sum(len(text) for text, _ in line) <= room:
        return line
    begun = line[0][0]
    at = begun.rfind(" ", 0, max(0, len(begun) - NEAR)) + 1
    return [(ellipsis + begun[at:], line[0][1]), *line[1:]] if at > NEAR else line


def _mark(value: ConflictValue, pick: Pick | None, glyphs: Glyphs) -> tuple[str, str]:
    return (f"{glyphs.done} ", "good") if pick is not None and pick.n == value.n else ("  ", "text")


def _beside(field: FieldConflict, pick: Pick | None, width: int, glyphs: Glyphs) -> list[Line]:
    """Both values in one line, as many lines as the longer one needs."""
    half = _half(width)
    room, mark = half - 3, glyphs.ellipsis
    spans = [_near(_spans(field, value, pick), room * MOST_LINES, mark) for value in field.values]
    sides = [wrapped(line, room, MOST_LINES, mark) for line in spans]
    lines = []
    for at in range(max(map(len, sides))):
        line: Line = []
        for value, side in zip(field.values, sides, strict=True):
            line.append(_mark(value, pick, glyphs) if not at else ("  ", "text"))
            kept = side[at] if at < len(side) else []
            line += [*kept, (" " * max(0, half - 2 - line_cells(kept)), "text")]
        lines.append(line)
    return lines


def _below(look: Look, field: FieldConflict, pick: Pick | None, width: int) -> list[Line]:
    """One value below the other, each with its side; who wrote it and when stands under it."""
    glyphs = look.glyphs
    room = max(8, width - START - 2 - SIDE - 1)
    lines = []
    for value in field.values:
        spans = _near(_spans(field, value, pick), room * MOST_LINES, glyphs.ellipsis)
        pieces = wrapped(spans, room, MOST_LINES, glyphs.ellipsis)
        side = left(side_words(value, field), SIDE, glyphs.ellipsis)
        for at, piece in enumerate(pieces):
            start = [_mark(value, pick, glyphs), (side, "accent")] if not at else [(" " * (SIDE + 2), "text")]
            lines.append([*start, *piece])
        about = ", ".join(part for part in (author(value), moment(value.at, look.today)) if part)
        if about and not _is_shared(look.view):
            lines.append([(" " * (SIDE + 2), "text"), (cut(about, room, glyphs.ellipsis), "muted")])
    return lines


def _typed(text: str, width: int, glyphs: Glyphs) -> Line:
    """A third value."""
    room = width - START - 2 - 14
    shown = cut(visible(text) or "(empty)", max(8, room), glyphs.ellipsis)
    return [(f"{glyphs.done} ", "good"), (shown, "text!"), ("  typed here", "muted")]


def _was(field: FieldConflict, width: int, glyphs: Glyphs) -> list[Line]:
    """What it was before; once where all sides replaced the same."""
    told = list(dict.fromkeys(words for value in field.values if (words := was_words(value)) is not None))
    room = width - START - 6 - 1
    if len(told) == 1:
        return [[("was  ", "muted"), (cut(told[0], room, glyphs.ellipsis), "muted")]]
    lines: list[Line] = []
    for value in field.values if told else ():
        words = was_words(value)
        if words is not None:
            side = f"{side_words(value, field)} was  "
            lines.append([(side, "muted"), (cut(words, room - len(side), glyphs.ellipsis), "muted")])
    return lines


def _same(look: Look, width: int) -> list[Line]:
    """What both sides changed and nobody has to settle."""
    same = look.view.same_fields
    if not same:
        return []
    note = f"{counted(len(same), 'field')}, merged without asking"
    lines: list[Line] = [[(" ", "text"), *section("SAME ON BOTH SIDES", note, width - 2, look.glyphs)]]
    indent = START if width >= BESIDE_FROM else 3
    named = wrap(visible(", ".join(same)), width - indent - 1)[:MOST_LINES]
    return [*lines, *([(" " * indent, "text"), (piece, "muted")] for piece in named)]


def value_lines(field: FieldConflict, today: date, width: int, glyphs: Glyphs) -> list[Line]:
    """Each value of a line whole, with who wrote it where and when, and what it replaced."""
    lines: list[Line] = [[(piece, "text!")] for piece in wrap(visible(field.label), width)]
    if field.record.title:
        lines += [[(piece, "muted")] for piece in wrap(visible(field.record.title), width)]
    for value in field.values:
        note = moment(value.at, today)
        who = author(value) or "nobody known"
        now = ", stands there now" if value.is_current else ""
        lines += [[], section(side_words(value, field).upper(), note, width, glyphs)]
        lines += [[(piece, "text")] for piece in wrap(said(value), width)]
        lines += [[(piece, "muted")] for piece in wrap(f"{who}{now}", width)]
        if words := was_words(value):
            lines += [[(piece, "muted")] for piece in wrap(f"was {words}", width)]
    return lines
