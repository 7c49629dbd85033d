"""Lines below a list that speak of the row under the cursor, where no pane stands beside it."""

from collections.abc import Callable

from repcockpit.tui.text import Line
from repcockpit.tui.widgets.canvas import Canvas


class Foot(Canvas):
    """As many lines as it is given room for."""

    DEFAULT_CSS = "Foot { height: 7; display: none; }"

    def __init__(self, said: Callable[[int], list[Line]]) -> None:
        """`said` gives the lines for a width."""
        super().__init__()
        self._said = said

    def lines(self, width: int, height: int) -> list[Line]:
        """What fits."""
        return self._said(width)[:height]
