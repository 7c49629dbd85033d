"""The detail pane: one hairline, no box."""

from collections.abc import Callable

from repcockpit.tui.glyphs import Glyphs
from repcockpit.tui.text import Line
from repcockpit.tui.widgets.canvas import Canvas

EDGE = 3
"""Cells of the hairline and the blanks beside it."""

Speaker = Callable[[int, Glyphs], list[Line]]
"""(cells of the text, glyphs) -> what the pane says."""


def pane_width(width: int) -> int:
    """The cells of the pane's text on a screen of `width`; 0 below 100 columns, where there is none."""
    if width < 100:
        return 0
    return min(64, width - EDGE - (60 + (width - 100) * 3 // 5))


class Pane(Canvas):
    """Who, why, contact, last three, open: of the row under the cursor."""

    DEFAULT_CSS = "Pane { dock: right; margin: 1 0 0 0; display: none; }"
    speaker: Speaker | None = None

    def show(self, speaker: Speaker | None) -> None:
        """Speak of another row, or of none."""
        self.speaker = speaker
        self.redraw()

    def lines(self, width: int, height: int) -> list[Line]:
        """The hairline at every line, the words beside it."""
        glyphs = self.app.glyphs  # type: ignore[attr-defined]
        words = self.speaker(width - EDGE - 1, glyphs) if self.speaker is not None else []
        blank = 1 if height >= 34 else 0
        words = [[], *words] if blank else words
        edge = [(" ", "text"), (glyphs.wall, "rule"), (" ", "text")]
        return [[*edge, *(words[at] if at < len(words) else [])] for at in range(height)]
