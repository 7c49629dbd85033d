"""Moved: the new day of an appointment, a task or a promise."""

from collections.abc import Callable
from datetime import date

from repcockpit.tui.dialogs.oneline import OneLine, day_line
from repcockpit.tui.text import Line, visible


class MovedDialog(OneLine[date]):
    """Answers the day; nothing typed means the next working day. None where it was left."""

    def __init__(self, name: str, today: date, usual: date | None, read: Callable[[str], date]) -> None:
        """`name` is what moves; `usual` the day of an empty line; `read` makes a day of the text."""
        super().__init__()
        self.box_title = f"Move {visible(name)}"
        self.verb = "move" if "rows" not in name else f"move {name}"
        self._today, self._usual, self._read_text = today, usual, read

    def means(self, text: str) -> date | None:
        """The day typed, else the usual one."""
        return self._read_text(text) if text.strip() else self._usual

    def told(self, meant: date, width: int) -> list[Line]:
        """The day in full; examples while it is the usual one."""
        del width
        lines = [day_line("to", meant, self._today)]
        if not self.field.text.strip():
            lines.append([("or type a day: fri, 2w, 12/9, 2026-12-08", "muted")])
        return lines

    def hints(self) -> list[Line]:
        """Where no day is the usual one."""
        return [[("a day: fri, 2w, 12/9, 2026-12-08", "muted")]]
