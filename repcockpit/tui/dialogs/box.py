"""The box of every dialog: a border of one line, the title in it, its own key line at the bottom."""

from typing import Any, TypeVar

from textual.app import ComposeResult
from textual.events import Click, Key, Paste
from textual.screen import ModalScreen

from repcockpit.tui.glyphs import Glyphs
from repcockpit.tui.text import Line, cells, cut, cut_line, line_cells
from repcockpit.tui.widgets.bars import KeyHint, keys_line
from repcockpit.tui.widgets.canvas import Canvas

Answer = TypeVar("Answer")
WIDEST = 80
EDGE = 3
"""Cells of border and padding at each side."""


class Box(Canvas):
    """Draws the dialog that it stands in."""

    DEFAULT_CSS = "Box { width: 80; height: 10; }"
    ground = "panel"

    def lines(self, width: int, height: int) -> list[Line]:
        """Border, content, key line."""
        dialog: Dialog[Any] = self.screen  # type: ignore[assignment]
        glyphs: Glyphs = self.app.glyphs  # type: ignore[attr-defined]
        inner = width - 2 * EDGE
        top_left, top_right, low_left, low_right = tuple(glyphs.corners)
        title = f" {cut(dialog.box_title, inner, glyphs.ellipsis)} "
        rest = glyphs.hairline * (width - 3 - cells(title))
        lines: list[Line] = [
            [(top_left + glyphs.hairline, "muted"), (title, "text!"), (rest + top_right, "muted")]
        ]
        for content in dialog.shown(inner, height - 2):
            kept = cut_line(content, inner, glyphs.ellipsis)
            gap = " " * (inner - line_cells(kept))
            lines.append([(glyphs.wall + "  ", "muted"), *kept, (gap, "text"), ("  " + glyphs.wall, "muted")])
        lines.append([(low_left + glyphs.hairline * (width - 2) + low_right, "muted")])
        return lines

    def ground_of(self, y: int) -> str:
        """The chosen line of a dialog is tinted inside the border."""
        del y
        return self.ground

    def on_click(self, event: Click) -> None:
        """A click on a key of the key line is that key; elsewhere it is a line of the content."""
        dialog: Dialog[Any] = self.screen  # type: ignore[assignment]
        if event.y == self.size.height - 2:
            for start, end, key in keys_line(dialog.keys(), self.size.width - 2 * EDGE + 1)[1]:
                if start - 1 <= event.x - EDGE < end - 1:
                    dialog.press(key)
        elif 0 < event.y < self.size.height - 1:
            dialog.clicked(event.y - 1)


class Dialog(ModalScreen[Answer]):
    """A dialog: a title, `content` in lines, `keys`, and what a key does in `take_key`."""

    AUTO_FOCUS = ""
    box_title = ""
    widest = WIDEST

    def __init__(self) -> None:
        super().__init__()
        self.box = Box()

    def compose(self) -> ComposeResult:
        """The box alone."""
        self.place()
        yield self.box

    def content(self, width: int) -> list[Line]:
        """The lines between border and key line, each at most `width` cells."""
        raise NotImplementedError

    def keys(self) -> tuple[KeyHint, ...]:
        """The key line; `action` is the key to press."""
        raise NotImplementedError

    def take_key(self, event: Key) -> None:
        """One key."""
        raise NotImplementedError

    def take_paste(self, text: str) -> None:
        """A paste; a dialog without a field ignores it."""
        del text

    def clicked(self, y: int) -> None:
        """A click on a line of the content."""
        del y

    def press(self, key: str) -> None:
        """A key of the key line, clicked."""
        self.take_key(Key(key, None))

    def top(self, height: int) -> int:
        """The line of the screen at which the box begins."""
        return max(0, (self.app.size.height - height) // 2)

    def shown(self, width: int, height: int) -> list[Line]:
        """The content and the key line in exactly `height` lines; the end falls off first."""
        lines = self.content(width)
        room = max(0, height - 2)
        lines = lines[:room] + [Line() for _ in range(room - len(lines))]
        return [*lines, [], self.key_line(width)][:height]

    def key_line(self, width: int) -> Line:
        """The keys, from the left edge of the content on."""
        return keys_line(self.keys(), width + 1)[0][1:]

    def place(self) -> None:
        """Size the box to its content and put it in its place."""
        screen = self.app.size
        width = min(self.widest, screen.width)
        height = min(len(self.content(width - 2 * EDGE)) + 4, screen.height)
        styles = self.box.styles
        styles.width, styles.height = width, height
        styles.margin = (self.top(height), 0, 0, (screen.width - width) // 2)

    def redraw(self) -> None:
        """Draw anew, with another height where the content has another."""
        self.place()
        self.box.redraw()

    def on_resize(self) -> None:
        """Fit the new screen."""
        self.redraw()

    def on_key(self, event: Key) -> None:
        """Every key is the dialog's, or that of the dialog above."""
        if event.key == "ctrl+q":
            return
        event.stop()
        event.prevent_default()
        top: Any = self.app.screen
        top.take_key(event)

    def on_paste(self, event: Paste) -> None:
        """A paste is the dialog's."""
        event.stop()
        self.take_paste(event.text)
