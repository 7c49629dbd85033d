"""The lines of a conflict: longer than the screen, it scrolls along with the line of the cursor."""

from collections.abc import Callable

from textual.events import Click
from textual.message import Message

from repcockpit.tui.conflict_paint import Drawn
from repcockpit.tui.text import Line
from repcockpit.tui.widgets.canvas import Canvas

Drawer = Callable[[int], list[Drawn]]
"""cells -> every line."""


class Sides(Canvas):
    """Draws what its screen says; the lines of the field under the cursor are tinted."""

    DEFAULT_CSS = "Sides { width: 1fr; height: 1fr; }"

    class Clicked(Message):
        """A line of a field was clicked."""

        def __init__(self, field: int) -> None:
            super().__init__()
            self.field = field

    def __init__(self, drawer: Drawer) -> None:
        super().__init__()
        self._drawer = drawer
        self.at = 0
        self._first = 0
        self._seen: list[Drawn] = []

    def lines(self, width: int, height: int) -> list[Line]:
        """The part that is in sight; the first field brings what stands above it along."""
        drawn = self._drawer(width)
        here = [number for number, one in enumerate(drawn) if one.field == self.at]
        if here and self.at:
            if here[0] < self._first:
                self._first = here[0]
            elif here[-1] >= self._first + height:
                self._first = min(here[0], here[-1] - height + 1)
        else:
            self._first = 0
        last = max((number for number, one in enumerate(drawn) if one.field is not None), default=0)
        if here and here[-1] == last:  # what stands below the last field comes into sight with it
            self._first = min(here[0], max(self._first, len(drawn) - height))
        self._seen = drawn[self._first : self._first + height]
        return [one.line for one in self._seen]

    def ground_of(self, y: int) -> str:
        """The lines under the cursor."""
        is_here = y < len(self._seen) and self._seen[y].field == self.at
        return "row" if is_here else self.ground

    def on_click(self, event: Click) -> None:
        """Tell the screen which field."""
        if event.y < len(self._seen) and (field := self._seen[event.y].field) is not None:
            self.post_message(self.Clicked(field))
