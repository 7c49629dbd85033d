"""The keys that walk: over the rows of a dialog, or over the lines of a text longer than its box."""

from typing import Generic, TypeVar

from textual.events import Key

from repcockpit.tui.dialogs.box import Dialog
from repcockpit.tui.text import Line, cut

FAR = 1_000_000
_ARROWS = {"down": 1, "up": -1}
_TYPING = {**_ARROWS, "ctrl+n": 1, "ctrl+p": -1}
_LETTERS = {
    **_ARROWS,
    "j": 1,
    "k": -1,
    "g": -FAR,
    "home": -FAR,
    "G": FAR,
    "end": FAR,
    "tab": 1,
    "shift+tab": -1,
}

Answer = TypeVar("Answer")


def step_of(event: Key, page: int, *, is_typing: bool = False) -> int:
    """How far a key goes, `page` lines at most but to the ends; 0 where it goes nowhere.

    While a field is typed in, letters and the keys of the caret are the field's.
    """
    pages = {"pagedown": page, "pageup": -page}
    if is_typing:
        return {**_TYPING, **pages}.get(event.key, 0)
    steps = {**_LETTERS, **pages, "ctrl+d": max(1, page // 2), "ctrl+u": -max(1, page // 2)}
    return steps.get(event.key) or steps.get(event.character or "", 0)


class Scrolling(Dialog[Answer], Generic[Answer]):
    """A dialog whose content may be longer than the screen; it says how much is below."""

    def __init__(self) -> None:
        super().__init__()
        self.scroll = 0

    def shown(self, width: int, height: int) -> list[Line]:
        """The part of the content that is in sight."""
        lines = self.content(width)
        room = max(1, height - 2)
        self.scroll = max(0, min(self.scroll, len(lines) - room))
        seen = lines[self.scroll : self.scroll + room]
        below = len(lines) - self.scroll - room
        if below > 0:
            mark = self.app.glyphs.ellipsis  # type: ignore[attr-defined]
            seen[-1] = [(cut(f"{below + 1:,} more lines below", width, mark), "muted")]
        return [*seen, *(Line() for _ in range(room - len(seen))), [], self.key_line(width)]

    @property
    def page(self) -> int:
        """The lines that pgdn goes on."""
        return max(1, self.box.size.height - 6)

    def scrolled(self, event: Key) -> bool:
        """Whether the key scrolled."""
        step = step_of(event, self.page)
        if step:
            self.scroll = max(0, self.scroll + step)
            self.box.redraw()
        return bool(step)
