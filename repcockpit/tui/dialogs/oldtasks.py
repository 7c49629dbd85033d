"""The one decision on imported tasks that were late for long when they came in."""

from datetime import date

from repcockpit.domain.dates import format_date
from repcockpit.domain.views.decisions import Choice, OldTask, OldTasksView
from repcockpit.tui import words
from repcockpit.tui.dialogs.setup import SetupDialog
from repcockpit.tui.text import Line, cut, left, visible, wrap

_WHO = 18
_DAY = 12


class OldTasksDialog(SetupDialog):
    """Answers close, keep_a or keep; None where it was left."""

    def __init__(self, view: OldTasksView, today: date) -> None:
        count = len(view.tasks)
        super().__init__(
            "Old tasks",
            f"{words.counted(count, 'task')} came in more than {view.days} days late",
            (),
            _choices(view),
        )
        self._view, self._today = view, today

    def known(self, width: int) -> list[Line]:
        """What keeping means, and the tasks, the oldest first."""
        first = (
            "" if self._view.first_day is None else f" from {format_date(self._view.first_day, self._today)}"
        )
        said = f"What you keep is due again, {self._view.a_day} a working day{first}. Closed ones stay in the book."
        lines: list[Line] = [[(line, "muted")] for line in wrap(said, width)]
        return [*lines, [], *(self._task_line(each, width) for each in self._view.tasks)]

    def _task_line(self, each: OldTask, width: int) -> Line:
        mark = self.app.glyphs.ellipsis  # type: ignore[attr-defined]
        who = visible(each.name) + (f" {each.segment}" if each.segment else "")
        room = max(0, width - _DAY - _WHO - 1)
        return [
            (left(words.short_date(each.due_on, self._today), _DAY, mark), "muted"),
            (left(who, _WHO, mark) + " ", "text"),
            (cut(visible(each.title), room, mark), "muted"),
        ]


def _choices(view: OldTasksView) -> tuple[Choice, ...]:
    count = len(view.tasks)
    close = Choice("c", f"close {count:,}", "close")
    keep = Choice("k", f"keep {count:,}", "keep")
    if not 0 < view.of_a < count:
        return close, keep
    some = Choice("a", f"keep {view.of_a:,} of A accounts, close {count - view.of_a:,}", "keep_a")
    return close, some, keep
