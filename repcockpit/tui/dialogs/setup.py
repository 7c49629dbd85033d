"""A question of Set up with its one-key answers."""

from collections.abc import Sequence

from textual.events import Key

from repcockpit.domain.views.decisions import Choice
from repcockpit.tui.dialogs.rows import RowsDialog
from repcockpit.tui.text import Line, cut, cut_line, justify, line_cells, visible, wrap
from repcockpit.tui.widgets.bars import KeyHint

_CHROME = 8
"""Lines of border, key line, and air around the answers."""


class SetupDialog(RowsDialog[Choice, str]):
    """Answers the word of a choice, by its key, by enter or by the mouse; None where it was left."""

    widest = 76

    def __init__(self, title: str, question: str, lines: Sequence[str], choices: Sequence[Choice]) -> None:
        super().__init__()
        self.box_title = title
        self._question, self._lines, self._choices = question, lines, choices

    @property
    def rows(self) -> Sequence[Choice]:
        """The answers."""
        return self._choices

    def choose(self, row: Choice) -> None:
        """Give it."""
        self.dismiss(row.answer)

    def content(self, width: int) -> list[Line]:
        """The question, what is known, the answers."""
        glyphs = self.app.glyphs  # type: ignore[attr-defined]
        asked = wrap(visible(self._question), width)[:3] if self._question else []
        lines: list[Line] = [[(line, "text!")] for line in asked]
        room = self.app.size.height - _CHROME - len(lines) - len(self._choices)
        known = self.known(width)
        if len(known) > room > 0:
            left_out = len(known) - room + 1
            known = [*known[: room - 1], [(f"{glyphs.ellipsis} {left_out} more lines", "muted")]]
        lines += known[: max(0, room)]
        lines += [[]] if lines else []
        self.rows_from = len(lines)
        lines += self.row_lines(width)
        return [cut_line(line, width, glyphs.ellipsis) for line in lines]

    def known(self, width: int) -> list[Line]:
        """What is known about the question."""
        return [[(line, "muted")] for said in self._lines for line in wrap(visible(said), width)]

    def drawn_row(self, row: Choice, width: int, *, is_here: bool) -> list[Line]:
        """The key, the answer, and what is known of it at the right."""
        glyphs = self.app.glyphs  # type: ignore[attr-defined]
        start: Line = [
            (glyphs.cursor if is_here else " ", "accent!"),
            (f"{row.key}  ", "accent!"),
            (visible(row.label), "text!" if is_here else "text"),
        ]
        room = width - line_cells(start) - 2
        about = visible(row.about)
        end: Line = [(cut(about, room, glyphs.ellipsis), "muted")] if about and room > 4 else []
        return [justify(start, end, width, glyphs.ellipsis)]

    def keys(self) -> tuple[KeyHint, ...]:
        """Answer or leave."""
        return KeyHint("enter", "answer", "enter"), KeyHint("esc", "not now", "escape")

    def take_key(self, event: Key) -> None:
        """An answer's own key, or move and answer."""
        typed = event.character or event.key
        chosen = next((each for each in self._choices if each.key == typed), None)
        if chosen is not None:
            self.choose(chosen)
        elif event.key in {"escape", "q"}:
            self.dismiss(None)
        elif event.key == "enter":
            self.choose(self._choices[self.at])
        else:
            self.walked(event)
