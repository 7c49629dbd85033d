"""A question before what is old, large or cannot be undone: it names the object, its default is no."""

from textual.events import Key

from repcockpit.tui.dialogs.box import Dialog
from repcockpit.tui.text import Line, wrap
from repcockpit.tui.widgets.bars import KeyHint


class Question(Dialog[bool]):
    """Answers True for `y` alone."""

    widest = 64

    def __init__(self, title: str, subject: str, about: str, verb: str) -> None:
        super().__init__()
        self.box_title = title
        self._subject, self._about, self._verb = subject, about, verb

    def content(self, width: int) -> list[Line]:
        """The object in bold, and what is known about it."""
        lines: list[Line] = [[(line, "text!")] for line in wrap(self._subject, width)]
        return lines + [[(line, "muted")] for line in wrap(self._about, width)]

    def keys(self) -> tuple[KeyHint, ...]:
        """Yes has to be meant; everything else is no."""
        return (
            KeyHint("y", self._verb, "y"),
            KeyHint("enter", "leave it", "enter"),
            KeyHint("esc", "leave it", "escape"),
        )

    def take_key(self, event: Key) -> None:
        """`y` is yes; enter, esc, n and q are no."""
        if event.key == "y":
            self.dismiss(True)  # noqa: FBT003 -- the answer of the screen
        elif event.key in {"enter", "escape", "n", "q"}:
            self.dismiss(False)  # noqa: FBT003 -- the answer of the screen
