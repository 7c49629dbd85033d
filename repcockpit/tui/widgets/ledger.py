"""The virtual list: one widget for any number of rows, drawn line by line."""

from collections.abc import Callable
from typing import Any, ClassVar

from textual.events import Click
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.scrollbar import ScrollBarRender
from textual.strip import Strip

from repcockpit.tui.grid import heading_line
from repcockpit.tui.sheet import Heading, Sheet
from repcockpit.tui.text import Line
from repcockpit.tui.widgets.painted import Painted

FOLLOWERS = 20
"""How many rows below a finished one are looked for."""


class _WholeCells(ScrollBarRender):
    VERTICAL_BARS: ClassVar[list[str]] = [" "] * 8


Painter = Callable[[Any, int, bool], Line]
"""(row, width, is under the cursor) -> its line."""


class Ledger(Painted, ScrollView, can_focus=False):
    """A grouped list with a cursor that skips headings and stays on its record."""

    DEFAULT_CSS = """
    Ledger { width: 1fr; height: 1fr; overflow-x: hidden; overflow-y: auto; scrollbar-size: 1 1; }
    """

    class Opened(Message):
        """A row was clicked a second time."""

    def __init__(
        self, key_of: Callable[[Any], object], painter: Painter, moved: Callable[[], None] = lambda: None
    ) -> None:
        """`moved` is called at once, not by a message, so that what follows the cursor is in the same frame."""
        super().__init__()
        self._moved = moved
        self.sheet: Sheet[Any] = Sheet(())
        self.cursor = 0
        self._key: object | None = None
        self._key_of = key_of
        self._painter = painter

    @property
    def current(self) -> Any | None:
        """The row under the cursor."""
        return self.sheet.row(self.cursor) if self.sheet.row_count else None

    def on_mount(self) -> None:
        """A scrollbar without fractions of a cell where the terminal may not have them."""
        if self.app.glyphs.is_ascii:  # type: ignore[attr-defined]
            self.vertical_scrollbar.renderer = _WholeCells  # type: ignore[misc]

    def show(self, sheet: Sheet[Any], *, is_done: bool = False) -> None:
        """Fill the list; the cursor stays on its record, else on its line, else on the last row.

        With `is_done` the record was just worked on: where it left its group, the cursor goes to the row that
        followed it, which is the next piece of work.
        """
        before, key = self.sheet, self._key
        self.sheet = sheet
        found = sheet.find(key, self._key_of) if key is not None else 0
        if is_done and key is not None and found is not None:
            has_left = sheet.title_of(found) != before.title_of(self.cursor)
            found = self._find_follower(before) if has_left else found
        self.cursor = max(0, min(self.cursor if found is None else found, sheet.row_count - 1))
        self._remember()
        self.virtual_size = Size(0, sheet.line_count)
        self.refresh()
        self._keep_in_sight()

    def begin_at(self, key: object) -> None:
        """Put the cursor on the record with this key when the list is next filled."""
        self._key = key

    def _find_follower(self, before: Sheet[Any]) -> int | None:
        last = min(before.row_count, self.cursor + 1 + FOLLOWERS)
        keys = (before.key_at(number, self._key_of) for number in range(self.cursor + 1, last))
        followers = (self.sheet.find(key, self._key_of) for key in keys)
        return next((number for number in followers if number is not None), None)

    def _remember(self) -> None:
        """Keep the key of the row under the cursor: the rows themselves may change before they are shown again."""
        self._key = self.sheet.key_at(self.cursor, self._key_of) if self.sheet.row_count else None

    def go_to(self, number: int) -> None:
        """Put the cursor on a row; numbers outside mean the nearest row."""
        number = max(0, min(number, self.sheet.row_count - 1))
        if number == self.cursor or not self.sheet.row_count:
            self._keep_in_sight()
            return
        before, self.cursor = self.cursor, number
        self._remember()
        for row in (before, number):
            self.refresh_line(self.sheet.line_of(row))
        self._keep_in_sight()
        self._moved()

    def move(self, count: int) -> None:
        """Move the cursor by `count` rows."""
        self.go_to(self.cursor + count)

    def page(self, share: float) -> None:
        """Move by a share of the visible lines; negative is up."""
        count = max(1, int(self.size.height * abs(share)))
        self.move(count if share > 0 else -count)

    def cursor_y(self) -> int:
        """The line of the cursor, counted from the top of the widget."""
        return self.sheet.line_of(self.cursor) - self.scroll_offset.y if self.sheet.row_count else 0

    def _keep_in_sight(self) -> None:
        if not self.sheet.row_count or not self.size.height:
            return
        line = self.sheet.line_of(self.cursor)
        top = 0 if self.cursor == 0 else line - (1 if self.sheet.is_first_of_group(self.cursor) else 0)
        seen = self.scroll_offset.y
        if top < seen:
            self.scroll_to(y=top, animate=False, force=True, immediate=True)
        elif line >= seen + self.size.height:
            self.scroll_to(y=line - self.size.height + 1, animate=False, force=True, immediate=True)

    def on_resize(self) -> None:
        """Keep the cursor visible in the new size."""
        self._keep_in_sight()

    def on_click(self, event: Click) -> None:
        """A click moves the cursor; on the row that has it already, it opens."""
        at = self.sheet.at(event.y + self.scroll_offset.y)
        if not isinstance(at, int):
            return
        if at == self.cursor:
            self.post_message(self.Opened())
        self.go_to(at)

    def render_line(self, y: int) -> Strip:
        """One visible line."""
        width = self.outer_size.width
        ink = self.app.ink_of(self.screen)  # type: ignore[attr-defined]
        at = self.sheet.at(y + self.scroll_offset.y)
        if at is None:
            line, ground = Line(), "background"
        elif isinstance(at, Heading):
            line, ground = heading_line(*at, width, self.app.glyphs), "background"  # type: ignore[attr-defined]
        else:
            is_here = at == self.cursor
            line = self._painter(self.sheet.row(at), width, is_here)
            ground = "row" if is_here else "background"
        strip: Strip = ink.strip(line, width, ground)
        return strip.crop(0, self.size.width)
