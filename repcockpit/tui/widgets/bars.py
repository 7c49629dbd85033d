"""The header line and the footer line."""

from typing import NamedTuple

from textual.events import Click
from textual.message import Message

from repcockpit.tui.actions import DIGITS, action, shown_key
from repcockpit.tui.glyphs import Glyphs
from repcockpit.tui.text import Line, cells, cut, justify, line_cells, wrap
from repcockpit.tui.widgets.canvas import Canvas

TOAST_LINES = 3
_WORDS_CELLS = 48
"""So much of a sentence is enough where its hint needs the rest of the line."""
TABS_FROM = 120
"""The columns from which the header names the screens."""


class Fact(NamedTuple):
    """One of the at most three facts at the right of the header."""

    glyph: str
    words: str
    ink: str


class Toast(NamedTuple):
    """A sentence in the footer's place: glyph by name, words, and a hint at the right."""

    glyph: str
    words: str
    hint: str = ""
    ink: str = "good"
    stays: bool = False


class Title(NamedTuple):
    """The header's left side, most important first; the last parts are left out where room is short."""

    number: str
    name: str
    parts: tuple[str, ...]
    is_demo: bool = False


def tabs_line(here: str) -> tuple[Line, list[tuple[int, int, str]]]:
    """The screens that a digit opens, the present one in bold, and which cells run which action."""
    line: Line = []
    places: list[tuple[int, int, str]] = []
    for each in map(action, DIGITS):
        start = line_cells(line)
        number, name = shown_key(each.keys[0]), each.title.rpartition(" ")[2]
        line += [(number + " ", "accent!"), (name, "text!" if number == here else "muted"), ("  ", "text")]
        places.append((start, line_cells(line) - 2, each.id))
    return line, places


def header_line(title: Title, facts: tuple[Fact, ...], filter: Line, width: int, glyphs: Glyphs) -> Line:
    """The header in exactly `width` cells: facts are dropped before they are cut."""
    start = _header_start(title, width)
    gap = 2 if width < 76 else 3
    shown = [fact for fact in facts if fact.words][: 2 if width < 76 else 3]
    must = line_cells(start) + (line_cells(filter) + 2 if filter else 0)
    while shown and must + _facts_cells(shown, gap) + 3 > width:
        shown.pop()
    end: Line = []
    for fact in shown:
        end += [(" " * gap if end else "", "text"), (f"{getattr(glyphs, fact.glyph)} {fact.words}", fact.ink)]
    end.append((" ", "text"))
    if filter:
        start += [("  ", "text"), *filter]
    room = width - line_cells(start) - line_cells(end) - 3
    said = ""
    for part in title.parts:
        longer = f"{said} {glyphs.dot} {part}" if said else part
        if cells(longer) <= room:
            said = longer
        elif not said:
            is_alone = width < TABS_FROM  # beside the screens half a date says nothing
            said = cut(part, room, glyphs.ellipsis) if room > 6 and is_alone else ""
            break
        else:
            break
    return justify([*start, ("  " + said, "muted")], end, width, glyphs.ellipsis)


def _header_start(title: Title, width: int) -> Line:
    start: Line = [(" ", "text")]
    if title.is_demo:
        start.append(("DEMO  ", "soon!"))
    if width >= TABS_FROM:
        start += tabs_line(title.number)[0]
        return start if title.number else [*start, (" ", "text"), (title.name, "text!")]
    start += [(title.number + " ", "accent!")] if title.number else []
    return [*start, (title.name, "text!")]


def _facts_cells(facts: list[Fact], gap: int) -> int:
    return sum(2 + cells(fact.words) for fact in facts) + gap * (len(facts) - 1)


class KeyHint(NamedTuple):
    """A key in the footer, its verb, and the action that a click runs."""

    key: str
    verb: str
    action: str


def fitting(hints: tuple[KeyHint, ...], width: int) -> tuple[KeyHint, ...]:
    """The hints that fit whole: where room is short, the one before the last goes first."""
    kept = list(hints)
    while len(kept) > 1 and _keys_cells(kept, 3) + 2 > width:
        kept.pop(-2)
    return tuple(kept)


def _keys_cells(hints: list[KeyHint], gap: int) -> int:
    return sum(cells(hint.key) + 1 + cells(hint.verb) for hint in hints) + gap * (len(hints) - 1)


def keys_line(hints: tuple[KeyHint, ...], width: int) -> tuple[Line, list[tuple[int, int, str]]]:
    """The footer's keys, and which cells run which action."""
    kept = fitting(hints, width)
    gap = 4 if width >= 120 else 3
    line: Line = [(" ", "text")]
    places: list[tuple[int, int, str]] = []
    for hint in kept:
        if len(line) > 1:
            line.append((" " * gap, "text"))
        start = line_cells(line)
        line += [(hint.key, "accent!"), (" " + hint.verb if hint.verb else "", "muted")]
        places.append((start, line_cells(line), hint.action))
    return line, places


def toast_lines(toast: Toast, width: int, glyphs: Glyphs) -> list[Line]:
    """The sentence with its hint at the right; what stays is never cut but goes on below."""
    ink = "text" if toast.ink == "good" else toast.ink
    key, _, rest = toast.hint.partition(" ")
    end: Line = [(key, "accent!"), (" " + rest + " ", "muted")] if toast.hint else []
    if not toast.stays:
        start: Line = [(f" {getattr(glyphs, toast.glyph)} ", toast.ink), (toast.words, ink)]
        is_short = line_cells(start) + line_cells(end) < width
        # How to take it back counts more than the end of a long sentence, where a good part of it is left.
        end = end if is_short or width - line_cells(end) >= _WORDS_CELLS else []
        return [justify(start, end, width, glyphs.ellipsis)]
    pieces = wrap(toast.words, max(8, width - 4 - line_cells(end)))
    if len(pieces) > TOAST_LINES:
        pieces[TOAST_LINES - 1] = cut(" ".join(pieces[TOAST_LINES - 1 :]), width - 4, glyphs.ellipsis)
    first: Line = [(f" {getattr(glyphs, toast.glyph)} ", toast.ink), (pieces[0], ink)]
    lines = [justify(first, end, width, glyphs.ellipsis)]
    return [*lines, *([("   ", "text"), (piece, ink)] for piece in pieces[1:TOAST_LINES])]


class Header(Canvas):
    """The first line of a screen."""

    DEFAULT_CSS = "Header { dock: top; height: 1; }"
    ground = "panel"
    title_now = Title("", "", ())
    facts: tuple[Fact, ...] = ()
    filter: Line = []  # noqa: RUF012 -- replaced, never changed

    class Pressed(Message):
        """The name of a screen was clicked."""

        def __init__(self, action: str) -> None:
            super().__init__()
            self.action = action

    def on_click(self, event: Click) -> None:
        """Go to the screen under the mouse."""
        if self.size.width < TABS_FROM:
            return
        first = 1 + (cells("DEMO  ") if self.title_now.is_demo else 0)
        for start, end, each in tabs_line(self.title_now.number)[1]:
            if start <= event.x - first < end:
                self.post_message(self.Pressed(each))

    def lines(self, width: int, height: int) -> list[Line]:
        """One line."""
        del height
        return [header_line(self.title_now, self.facts, self.filter, width, self.app.glyphs)]  # type: ignore[attr-defined]


class Footer(Canvas):
    """The last line of a screen: keys, or what was just done."""

    DEFAULT_CSS = "Footer { dock: bottom; height: 1; }"
    ground = "panel"
    hints: tuple[KeyHint, ...] = ()
    lead = ""
    toast: Toast | None = None

    class Pressed(Message):
        """A key of the footer was clicked."""

        def __init__(self, action: str) -> None:
            super().__init__()
            self.action = action

    def lines(self, width: int, height: int) -> list[Line]:
        """The keys in one line, or the toast."""
        del height
        if self.toast is not None:
            return toast_lines(self.toast, width, self.app.glyphs)  # type: ignore[attr-defined]
        return [[*self._lead(), *keys_line(self.hints, width - cells(self.lead))[0]]]

    def _lead(self) -> Line:
        return [(self.lead, "muted")] if self.lead else []

    def say(self, toast: Toast | None) -> None:
        """Show a toast, as high as its sentence needs, or the keys again."""
        self.toast = toast
        needs = len(toast_lines(toast, self.size.width, self.app.glyphs)) if toast is not None else 1  # type: ignore[attr-defined]
        if needs != self.size.height and self.size.height:
            self.styles.height = needs
        self.redraw()

    def on_click(self, event: Click) -> None:
        """Run the key under the mouse."""
        at = event.x - cells(self.lead)
        for start, end, each in keys_line(self.hints, self.size.width - cells(self.lead))[1]:
            if start <= at < end and self.toast is None:
                self.post_message(self.Pressed(each))
