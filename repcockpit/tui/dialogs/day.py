"""A day, typed, with what it means under it."""

from collections.abc import Callable
from datetime import date

from repcockpit.tui.dialogs.oneline import OneLine, day_line
from repcockpit.tui.text import Line, visible


class DayDialog(OneLine[date]):
    """Answers the day; `read` raises CockpitError for what is none, or lies on the wrong side of today."""

    def __init__(self, name: str, today: date, read: Callable[[str], date]) -> None:
        super().__init__()
        self.box_title = visible(name)
        self._today, self._read_text = today, read

    def means(self, text: str) -> date | None:
        """The day typed."""
        return self._read_text(text) if text.strip() else None

    def told(self, meant: date, width: int) -> list[Line]:
        """The day in full."""
        del width
        if meant < self._today:
            return [[("on       ", "muted"), (f"{meant:%a} {meant.isoformat()}", "text!")]]
        return [day_line("on", meant, self._today)]

    def hints(self) -> list[Line]:
        """What to type."""
        return [[("a day: fri, 2w, 12/9, 2026-12-08", "muted")]]
