"""Which days: two of them, a week, a month, a quarter; what is meant stands under the field as it is typed."""

from typing import TYPE_CHECKING

from repcockpit.domain.dates import format_exact
from repcockpit.domain.views.team import TeamSpan
from repcockpit.tui.dialogs.oneline import OneLine
from repcockpit.tui.team_span import HINTS, parse_span, span_words
from repcockpit.tui.text import Line
from repcockpit.tui.words import counted

if TYPE_CHECKING:
    from repcockpit.tui.desks.team import Team


class SpanDialog(OneLine[TeamSpan]):
    """Answers the days; None where it was left."""

    box_title = "Which days"
    verb = "show them"
    prompt = "> "

    def __init__(self, desk: "Team") -> None:
        super().__init__()
        self._desk = desk

    def means(self, text: str) -> TeamSpan | None:
        """The days. Raises InvalidValueError for what means none."""
        if not text.strip():
            return None
        return parse_span(text, self._desk.today(), self._desk.read_day)

    def told(self, meant: TeamSpan, width: int) -> list[Line]:
        """From when to when, and how many days."""
        del width
        days = (meant.until - meant.since).days + 1
        return [
            [(span_words(meant, self._desk.today()), "text!"), (f"  {counted(days, 'day')}", "muted")],
            [(f"{format_exact(meant.since)} to {format_exact(meant.until)}", "muted")],
        ]

    def hints(self) -> list[Line]:
        """What can be typed."""
        return [[(hint, "muted")] for hint in HINTS]
