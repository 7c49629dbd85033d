"""A box of text: longer than the screen, it scrolls."""

from collections.abc import Callable

from textual.events import Key

from repcockpit.tui.dialogs.box import Dialog
from repcockpit.tui.text import Line, cut
from repcockpit.tui.widgets.bars import KeyHint

_FAR = 1_000_000


class Reading(Dialog[None]):
    """Shows `lines_of(width)`; esc closes."""

    widest = 76

    def __init__(self, title: str, lines_of: Callable[[int], list[Line]]) -> None:
        super().__init__()
        self.box_title = title
        self._lines_of = lines_of
        self._scroll = 0

    def content(self, width: int) -> list[Line]:
        """The text."""
        return self._lines_of(width)

    def shown(self, width: int, height: int) -> list[Line]:
        """The part of the text that is in sight."""
        lines = self.content(width)
        room = max(1, height - 2)
        self._scroll = max(0, min(self._scroll, len(lines) - room))
        seen = lines[self._scroll : self._scroll + room]
        below = len(lines) - self._scroll - room
        if below > 0:
            seen[-1] = [(cut(f"{below + 1:,} more lines below", width), "muted")]
        return [*seen, *(Line() for _ in range(room - len(seen))), [], self.key_line(width)]

    def keys(self) -> tuple[KeyHint, ...]:
        """Move and close."""
        return KeyHint("j k", "move", "j"), KeyHint("esc", "close", "escape")

    def take_key(self, event: Key) -> None:
        """Scroll, or close."""
        page = max(1, self.box.size.height - 6)
        steps = {"j": 1, "down": 1, "k": -1, "up": -1, "pagedown": page, "pageup": -page}
        steps |= {
            "ctrl+d": page // 2,
            "ctrl+u": -(page // 2),
            "g": -_FAR,
            "home": -_FAR,
            "G": _FAR,
            "end": _FAR,
        }
        step = steps.get(event.key) or steps.get(event.character or "")
        if step:
            self._scroll = max(0, self._scroll + step)
            self.box.redraw()
        elif event.key in {"escape", "enter", "q"}:
            self.dismiss(None)
