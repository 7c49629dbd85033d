"""The detail pane: one hairline, no box."""

from repcockpit.domain.views.today import TodayView, WhyView
from repcockpit.tui.panel import panel_lines
from repcockpit.tui.text import Line
from repcockpit.tui.widgets.canvas import Canvas

EDGE = 3
"""Cells of the hairline and the blanks beside it."""


def pane_width(width: int) -> int:
    """The cells of the pane's text on a screen of `width`; 0 below 100 columns, where there is none."""
    if width < 100:
        return 0
    return min(64, width - EDGE - (60 + (width - 100) * 3 // 5))


class Pane(Canvas):
    """Who, why, contact, last three, open: of the row under the cursor."""

    DEFAULT_CSS = "Pane { height: 1fr; display: none; }"
    view: WhyView | None = None
    day: TodayView | None = None

    def show(self, view: WhyView | None, day: TodayView) -> None:
        """Speak of another row, or of none."""
        self.view, self.day = view, day
        self.redraw()

    def lines(self, width: int, height: int) -> list[Line]:
        """The hairline at every line, the words beside it."""
        glyphs = self.app.glyphs  # type: ignore[attr-defined]
        words: list[Line] = []
        if self.view is not None and self.day is not None:
            words = panel_lines(self.view, self.day, width - EDGE, glyphs)
        blank = 1 if height >= 34 else 0
        words = [[], *words] if blank else words
        edge = [(" ", "text"), (glyphs.wall, "rule"), (" ", "text")]
        return [[*edge, *(words[at] if at < len(words) else [])] for at in range(height)]
