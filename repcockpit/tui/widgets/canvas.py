"""A widget that draws lines of spans: no markup, no child widgets."""

from textual.strip import Strip

from repcockpit.tui.ink import Ink
from repcockpit.tui.text import Line
from repcockpit.tui.widgets.painted import Painted


class Canvas(Painted):
    """Draws what `lines` says, each line on the ground named by `ground`."""

    DEFAULT_CSS = "Canvas { width: 1fr; height: 1fr; }"
    ground = "background"
    _drawn: tuple[tuple[int, int], list[Line]] | None = None

    def ink(self) -> Ink:
        """The styles of now: dimmed behind a dialog."""
        return self.app.ink_of(self.screen)  # type: ignore[attr-defined,no-any-return]

    def lines(self, width: int, height: int) -> list[Line]:
        """The lines to draw in that many cells."""
        raise NotImplementedError

    def ground_of(self, y: int) -> str:
        """The ground of one line."""
        del y
        return self.ground

    def redraw(self) -> None:
        """Forget what was drawn."""
        self._drawn = None
        self.refresh()

    def drawn_lines(self) -> list[Line]:
        """The lines at the present size."""
        size = (self.size.width, self.size.height)
        if self._drawn is None or self._drawn[0] != size:
            self._drawn = size, self.lines(*size)
        return self._drawn[1]

    def render_line(self, y: int) -> Strip:
        """One line as the terminal gets it."""
        lines = self.drawn_lines()
        line = lines[y] if y < len(lines) else []
        return self.ink().strip(line, self.size.width, self.ground_of(y))
