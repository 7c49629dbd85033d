"""What you can do now: typing filters, enter runs, and each action says what it would act on."""

from textual.events import Key

from repcockpit.domain.names import fold
from repcockpit.domain.views.today import TodayItem
from repcockpit.tui.actions import ACTIONS, Action, shown_key
from repcockpit.tui.dialogs.box import Dialog
from repcockpit.tui.text import Line, cut, justify, left, line_cells, visible
from repcockpit.tui.widgets.bars import KeyHint
from repcockpit.tui.widgets.field import Field, tail_line

HEAD = 5
"""Lines above the list."""


def valid_actions(item: TodayItem | None) -> tuple[Action, ...]:
    """The actions that mean something with this row under the cursor."""
    return tuple(each for each in ACTIONS if item is not None or each.target != "row" or each.id == "log")


def object_of(each: Action, item: TodayItem | None) -> str:
    """What an action would act on, in words."""
    if each.target != "row" or item is None:
        return ""
    name = visible(item.contact_name or item.account_name or "")
    if each.id == "log":
        return f"with {name}"
    if each.id == "copy_reach" and item.phone:
        return visible(item.phone)
    return name


class HelpDialog(Dialog[str]):
    """Answers the id of the action to run, or None."""

    box_title = "Help: what you can do now"
    widest = 76

    def __init__(self, item: TodayItem | None) -> None:
        super().__init__()
        self._item = item
        self._all = valid_actions(item)
        self._field = Field()
        self._at = 0
        self._first = 0

    def found(self) -> tuple[Action, ...]:
        """The actions that hold each word typed."""
        wanted = fold(self._field.text).split()
        return tuple(each for each in self._all if all(word in _searched(each) for word in wanted))

    def content(self, width: int) -> list[Line]:
        """Two sentences, the filter, the actions."""
        glyphs = self.app.glyphs  # type: ignore[attr-defined]
        found = self.found()
        tally = f"{len(found)} of {len(self._all)} actions"
        lines: list[Line] = [
            [("Today is one ranked list: clocks first, then silence, then plans.", "text")],
            [("Every line says why it is here. Do the top one first.", "muted")],
            [],
            justify(
                [("/ ", "accent!"), *tail_line(self._field, max(8, width - len(tally) - 4))],
                [(tally, "muted")],
                width,
            ),
            [(glyphs.hairline * width, "rule")],
        ]
        room = self._room()
        self._first = max(min(self._first, self._at), self._at - room + 1)
        for number, each in enumerate(found[self._first : self._first + room], self._first):
            lines.append(self._action_line(each, width, is_here=number == self._at))
        if not found:
            lines.append([("No action holds these words.", "muted")])
        filled = len(lines) - HEAD
        return lines + [Line() for _ in range(min(room, len(self._all)) - filled)]

    def _room(self) -> int:
        return max(1, min(len(self._all), self.app.size.height - HEAD - 6))

    def _action_line(self, each: Action, width: int, *, is_here: bool) -> Line:
        glyphs = self.app.glyphs  # type: ignore[attr-defined]
        shown = " ".join(shown_key(part) for part in each.keys[0].split(" "))
        ink = "text!" if is_here else "text"
        start: Line = [
            (glyphs.cursor if is_here else " ", "accent!"),
            (left(shown, 6) + " ", "accent!"),
            (each.title, ink),
        ]
        about = object_of(each, self._item)
        room = width - line_cells(start) - 2
        end: Line = [(cut(about, room, glyphs.ellipsis), "muted")] if about and room > 4 else []
        line = justify(start, end, width, glyphs.ellipsis)
        return [(text, f"{token}@row") for text, token in line] if is_here else line

    def keys(self) -> tuple[KeyHint, ...]:
        """Run or close."""
        return (
            KeyHint("enter", "do it", "enter"),
            KeyHint("esc", "close", "escape"),
        )

    def take_key(self, event: Key) -> None:
        """Move, type, run, close."""
        found = self.found()
        match event.key:
            case "escape" | "f1":
                self.dismiss(None)
            case "enter":
                if found:
                    self.dismiss(found[self._at].id)
            case "down" | "ctrl+n":
                self._go(self._at + 1)
            case "up" | "ctrl+p":
                self._go(self._at - 1)
            case "pagedown":
                self._go(self._at + self._room())
            case "pageup":
                self._go(self._at - self._room())
            case _:
                self._type(self._field.pressed(event.key, event.character))

    def take_paste(self, text: str) -> None:
        """Into the filter."""
        self._type(self._field.typed(text))

    def _type(self, field: Field | None) -> None:
        if field is not None:
            self._field, self._at, self._first = field, 0, 0
            self.box.redraw()

    def _go(self, at: int) -> None:
        self._at = max(0, min(at, len(self.found()) - 1))
        self.box.redraw()

    def clicked(self, y: int) -> None:
        """A click on an action chooses it, a second one runs it."""
        at = self._first + y - HEAD
        found = self.found()
        if y >= HEAD and 0 <= at < len(found):
            if at == self._at:
                self.dismiss(found[at].id)
            else:
                self._go(at)


def _searched(each: Action) -> str:
    return fold(f"{each.title} {each.help} {each.group} {' '.join(map(shown_key, each.keys))} {each.verb}")
