"""A form drawn: labels left, values right, what is to be said under the field, candidates under the one being typed."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from repcockpit.domain.forms import Entry, Form, FormField
from repcockpit.tui.glyphs import Glyphs
from repcockpit.tui.text import Line, cells, cut, cut_line, left, line_cells, on_row, visible, wrap
from repcockpit.tui.widgets.field import Field, field_lines, tail_line

if TYPE_CHECKING:
    from repcockpit.services.forms import Fit
    from repcockpit.tui.desks.forms import Said

MOST_LONG_LINES = 6
"""Lines of a long text while it is being written."""


class Drawn(NamedTuple):
    """A line of the form; `target` is the field, or the candidate, that a click on it means."""

    line: Line
    target: tuple[str, int] | None = None


class FormLook(NamedTuple):
    """All that is drawn.

    `at` is the number of the field under the cursor, `field` its text and caret, `fits` its candidates, `fit_at`
    the number of the chosen one (-1: none); `is_roomy` gives the labels air.
    """

    form: Form
    at: int
    field: Field
    said: "Mapping[str, Said]"
    fits: "Sequence[Fit]" = ()
    fit_at: int = -1
    is_roomy: bool = False


def label_width(form: Form, width: int, *, is_roomy: bool = False) -> int:
    """The cells of the labels: the longest one and some air, within what the box has room for."""
    air, most = (4, 24) if is_roomy else (2, 18 if width >= 60 else 16)
    return min(most, max(cells(visible(field.label)) for field in form.fields) + air)


def form_lines(look: FormLook, width: int, glyphs: Glyphs) -> list[Drawn]:
    """Every field of the form, with what is to be said about it."""
    lines: list[Drawn] = []
    label = label_width(look.form, width, is_roomy=look.is_roomy)
    for number, (field, entry) in enumerate(zip(look.form.fields, look.form.entries, strict=True)):
        is_here = number == look.at
        said = look.said.get(field.name)
        value = (
            _focused(look, field, width - label - 1, glyphs)
            if is_here
            else [_resting(field, entry, said, width - label - 1, glyphs)]
        )
        target = ("field", number)
        for at, line in enumerate(value):
            head = _label(field, label, glyphs, is_here=is_here) if at == 0 else [(" " * (label + 1), "text")]
            drawn = cut_line([*head, *line], width, glyphs.ellipsis)
            lines.append(Drawn(on_row(drawn, width) if is_here else drawn, target))
        lines += [Drawn(line, target) for line in _said_lines(said, label + 1, width, glyphs)]
        if is_here:
            lines += _fit_lines(look, label + 1, width, glyphs)
    return lines


def _label(field: FormField, width: int, glyphs: Glyphs, *, is_here: bool) -> Line:
    mark = glyphs.cursor if is_here else " "
    name = left(visible(field.label), width - 1, glyphs.ellipsis)
    return [(mark, "accent!"), (name + " ", "text!" if is_here else "muted")]


def _focused(look: FormLook, field: FormField, width: int, glyphs: Glyphs) -> list[Line]:
    said = look.said.get(field.name)
    if field.control == "long":
        return long_lines(look.field, width)
    if not look.field.text:
        return [[(" ", "caret"), *_hint(field)]]
    echo = _echo(said, glyphs)
    line = tail_line(look.field, max(12, width - line_cells(echo)))
    return [[*line, *echo]]


def _hint(field: FormField) -> Line:
    """What to write, while nothing stands there."""
    hints = [field.hint] if field.hint else []
    if field.choices and len(field.choices) > 1:
        hints = hints or ["left and right choose, or type"]
    if field.control == "link" and not hints:
        hints = ["type a part of the name"]
    if field.control == "long" and not hints:
        hints = ["ctrl+e writes it in your editor"]
    if field.is_needed:
        hints.insert(0, "needed")
    return [(f" {'; '.join(hints)}", "muted")] if hints else []


def _resting(field: FormField, entry: Entry, said: "Said | None", width: int, glyphs: Glyphs) -> Line:
    text = entry.text
    if not text.strip():
        if field.is_needed:
            return [("needed", "soon")]
        return [(glyphs.missing, "muted")]
    first, _, more = text.strip().partition("\n")
    echo = _echo(said, glyphs)
    room = width - line_cells(echo)
    shown = visible(first) + (f" {glyphs.ellipsis}" if more.strip() else "")
    return [(cut(shown, max(8, room), glyphs.ellipsis), "text"), *echo]


def _echo(said: "Said | None", glyphs: Glyphs) -> Line:
    """What will be saved, where the text does not say it itself."""
    if said is None or not said.checked.shown:
        return []
    return [(f"  {glyphs.next} {visible(said.checked.shown)}", "muted")]


def _said_lines(said: "Said | None", indent: int, width: int, glyphs: Glyphs) -> list[Line]:
    if said is None:
        return []
    told = [
        (said.checked.problem, glyphs.refused, "late"),
        (said.twin, glyphs.slip, "soon"),
        (said.checked.warning, glyphs.slip, "soon"),
    ]
    lines: list[Line] = []
    for words, glyph, ink in told:
        for at, piece in enumerate(wrap(visible(words), max(8, width - indent - 2)) if words else []):
            lines.append([(" " * indent + (f"{glyph} " if at == 0 else "  "), ink), (piece, ink)])
    return lines


def _fit_lines(look: FormLook, indent: int, width: int, glyphs: Glyphs) -> list[Drawn]:
    """The candidates, the chosen one tinted; each says where it belongs."""
    lines: list[Drawn] = []
    for number, one in enumerate(look.fits):
        is_here = number == look.fit_at
        name = cut(visible(one.name), max(8, width - indent - 2), glyphs.ellipsis)
        line: Line = [
            (" " * indent, "text"),
            (f"{glyphs.cursor if is_here else ' '} ", "accent!"),
            (name, "text!" if is_here else "text"),
        ]
        if one.about:
            line.append((f"  {visible(one.about)}", "muted"))
        line = cut_line(line, width, glyphs.ellipsis)
        lines.append(Drawn(on_row(line, width) if is_here else line, ("fit", number)))
    return lines


def long_lines(field: Field, width: int) -> list[Line]:
    """A text of several lines with its caret: those around the caret where there are many."""
    lines: list[Line] = []
    start, at = 0, 0
    for paragraph in field.text.split("\n"):
        end = start + len(paragraph)
        drawn = field_lines(
            Field(paragraph, field.caret - start if start <= field.caret <= end else -1), width
        )
        if start <= field.caret <= end:
            at = len(lines) + next(
                (number for number, line in enumerate(drawn) if any(ink == "caret" for _, ink in line)), 0
            )
        lines += drawn
        start = end + 1
    first = max(0, min(at - MOST_LONG_LINES + 1, len(lines) - MOST_LONG_LINES))
    return lines[first : first + MOST_LONG_LINES]


def window(lines: Sequence[Drawn], at: int, first: int, height: int) -> int:
    """From which line on the form is shown: the field under the cursor with all that is said below it in sight."""
    own = [number for number, one in enumerate(lines) if one.target == ("field", at) or _is_fit(one)]
    if not own or len(lines) <= height:
        return 0
    top, bottom = own[0], own[-1]
    first = min(first, top)
    first = max(first, bottom - height + 1)
    return max(0, min(first, top, len(lines) - height))


def _is_fit(one: Drawn) -> bool:
    return one.target is not None and one.target[0] == "fit"
