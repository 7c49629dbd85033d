"""Snooze: until when and why, in one line."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from repcockpit.domain.dates import format_date
from repcockpit.tui.dialogs.oneline import OneLine, day_line
from repcockpit.tui.text import Line, visible

if TYPE_CHECKING:
    from repcockpit.domain.snooze import Snooze

_EXAMPLES = (
    ("2w on holiday", "two weeks, and the reason"),
    ("fri waits for the audit", "back on Friday"),
    ("2026-12-08 on leave", "back on that day"),
)


BACK = "now"
"""What is typed to end a snooze."""


class Away(NamedTuple):
    """Until when and why; `until_on` None ends it."""

    until_on: date | None
    reason: str = ""


class SnoozeDialog(OneLine[Away]):
    """Answers the day and the reason, or that it is back; None where it was left."""

    def __init__(
        self, name: str, today: date, read: "Callable[[str], Snooze]", former: "Snooze | None" = None
    ) -> None:
        """`name` is who or how many; `read` makes a day and a reason of the text; `former` holds now."""
        super().__init__()
        self.box_title = f"Snooze {visible(name)}"
        self.verb = "snooze" if "rows" not in name else f"snooze {name}"
        self._today, self._read_text, self._former = today, read, former

    def head(self, width: int) -> list[Line]:
        """The snooze that holds."""
        del width
        if self._former is None:
            return []
        away = f"away until {format_date(self._former.until_on, self._today)}: {visible(self._former.reason)}"
        return [[(away, "text")], [(f"{BACK} brings it back at once", "muted")], []]

    def means(self, text: str) -> Away | None:
        """A day and a reason; both are needed."""
        said = text.strip()
        if self._former is not None and said.casefold() == BACK:
            return Away(None)
        return Away(*self._read_text(text)) if said else None

    def told(self, meant: Away, width: int) -> list[Line]:
        """When it is back, and why it was away."""
        del width
        if meant.until_on is None:
            return [[("back on Today as soon as it is due", "text!")]]
        back = day_line("back on", meant.until_on, self._today)
        return [back, [(f"{'because':<9}", "muted"), (visible(meant.reason), "text")]]

    def hints(self) -> list[Line]:
        """Examples."""
        return [[(f"{said:<26}", "text"), (about, "muted")] for said, about in _EXAMPLES]
