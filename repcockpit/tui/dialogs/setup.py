"""A question of Set up with its one-key answers."""

from collections.abc import Sequence

from textual.events import Key

from repcockpit.domain.views.decisions import Choice
from repcockpit.tui.dialogs.box import Dialog
from repcockpit.tui.text import Line, cut, cut_line, justify, line_cells, visible, wrap
from repcockpit.tui.widgets.bars import KeyHint

_CHROME = 8
"""Lines of border, key line, and air around the answers."""


class SetupDialog(Dialog[str]):
    """Answers the word of a choice, by its key, by enter or by the mouse; None where it was left."""

    widest = 76

    def __init__(self, title: str, question: str, lines: Sequence[str], choices: Sequence[Choice]) -> None:
        super().__init__()
        self.box_title = title
        self._question, self._lines, self._choices = question, lines, choices
        self._at = 0
        self._begin = 0

    def content(self, width: int) -> list[Line]:
        """The question, what is known, the answers."""
        glyphs = self.app.glyphs  # type: ignore[attr-defined]
        lines: list[Line] = [[(line, "text!")] for line in wrap(visible(self._question), width)[:3]]
        room = self.app.size.height - _CHROME - len(lines) - len(self._choices)
        known = self.known(width)
        if len(known) > room > 0:
            left_out = len(known) - room + 1
            known = [*known[: room - 1], [(f"{glyphs.ellipsis} {left_out} more lines", "muted")]]
        lines += known[: max(0, room)]
        lines.append([])
        self._begin = len(lines)
        lines += [
            self._choice_line(each, width, is_here=at == self._at) for at, each in enumerate(self._choices)
        ]
        return [cut_line(line, width, glyphs.ellipsis) for line in lines]

    def known(self, width: int) -> list[Line]:
        """What is known about the question."""
        return [[(line, "muted")] for said in self._lines for line in wrap(visible(said), width)]

    def _choice_line(self, each: Choice, width: int, *, is_here: bool) -> Line:
        glyphs = self.app.glyphs  # type: ignore[attr-defined]
        start: Line = [
            (glyphs.cursor if is_here else " ", "accent!"),
            (f"{each.key}  ", "accent!"),
            (visible(each.label), "text!" if is_here else "text"),
        ]
        room = width - line_cells(start) - 2
        about = visible(each.about)
        end: Line = [(cut(about, room, glyphs.ellipsis), "muted")] if about and room > 4 else []
        line = justify(start, end, width, glyphs.ellipsis)
        return [(text, f"{token}@row") for text, token in line] if is_here else line

    def keys(self) -> tuple[KeyHint, ...]:
        """Answer or leave."""
        return KeyHint("enter", "answer", "enter"), KeyHint("esc", "not now", "escape")

    def take_key(self, event: Key) -> None:
        """An answer's own key, or move and answer."""
        typed = event.character or event.key
        chosen = next((each for each in self._choices if each.key == typed), None)
        if chosen is not None:
            self.dismiss(chosen.answer)
            return
        match event.key:
            case "escape" | "q":
                self.dismiss(None)
            case "enter":
                self.dismiss(self._choices[self._at].answer)
            case "down" | "j":
                self._go(self._at + 1)
            case "up" | "k":
                self._go(self._at - 1)

    def _go(self, at: int) -> None:
        self._at = max(0, min(at, len(self._choices) - 1))
        self.redraw()

    def clicked(self, y: int) -> None:
        """A click on an answer chooses it, a second one gives it."""
        at = y - self._begin
        if 0 <= at < len(self._choices):
            if at == self._at:
                self.dismiss(self._choices[at].answer)
            else:
                self._go(at)
