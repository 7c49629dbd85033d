"""The lines under a list that belong to the row under its cursor, with a cursor of their own."""

from collections.abc import Callable

from textual.events import Click
from textual.message import Message

from repcockpit.tui.text import Line
from repcockpit.tui.widgets.canvas import Canvas

Drawer = Callable[[int, int], list[Line]]
"""(cells, lines) -> what stands there."""


class Checklist(Canvas):
    """Draws what its screen says; a click tells the screen where."""

    DEFAULT_CSS = "Checklist { height: 1; }"

    class Clicked(Message):
        """A cell of it was clicked."""

        def __init__(self, x: int, y: int) -> None:
            super().__init__()
            self.x, self.y = x, y

    def __init__(self, drawer: Drawer) -> None:
        super().__init__()
        self._drawer = drawer

    def lines(self, width: int, height: int) -> list[Line]:
        """What the screen says."""
        return self._drawer(width, height)

    def on_click(self, event: Click) -> None:
        """Tell the screen."""
        self.post_message(self.Clicked(event.x, event.y))
