"""Snooze: until when and why, in one line."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from repcockpit.tui.dialogs.oneline import OneLine, day_line
from repcockpit.tui.text import Line, visible

if TYPE_CHECKING:
    from repcockpit.domain.snooze import Snooze

_EXAMPLES = (
    ("2w on holiday", "two weeks, and the reason"),
    ("fri waits for the audit", "back on Friday"),
    ("2026-12-08 on leave", "back on that day"),
)


class SnoozeDialog(OneLine["Snooze"]):
    """Answers the day and the reason; None where it was left."""

    def __init__(self, name: str, today: date, read: "Callable[[str], Snooze]") -> None:
        """`name` is who or how many; `read` makes a day and a reason of the text."""
        super().__init__()
        self.box_title = f"Snooze {visible(name)}"
        self.verb = "snooze" if "rows" not in name else f"snooze {name}"
        self._today, self._read_text = today, read

    def means(self, text: str) -> "Snooze | None":
        """A day and a reason; both are needed."""
        return self._read_text(text) if text.strip() else None

    def told(self, meant: "Snooze") -> list[Line]:
        """When it is back, and why it was away."""
        back = day_line("back on", meant.until_on, self._today)
        return [back, [(f"{'because':<9}", "muted"), (visible(meant.reason), "text")]]

    def hints(self) -> list[Line]:
        """Examples."""
        return [[(f"{said:<26}", "text"), (about, "muted")] for said, about in _EXAMPLES]
