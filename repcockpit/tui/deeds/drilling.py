"""Trying the newest backup from the settings: what it holds, whether it is well; the book is not touched."""

from typing import TYPE_CHECKING

from repcockpit.tui.job import Job
from repcockpit.tui.text import Line, visible, wrap
from repcockpit.tui.widgets.bars import Toast

if TYPE_CHECKING:
    from repcockpit.domain.errors import CockpitError
    from repcockpit.domain.views.care import DrillView
    from repcockpit.tui.screens.settings import SettingsScreen


def try_backup(screen: "SettingsScreen") -> None:
    """Open the newest backup beside the others, in a thread, and say what was found."""
    from repcockpit.tui.dialogs.reading import Reading  # noqa: PLC0415 -- not needed before the first frame

    def done(view: "DrillView | None") -> None:
        screen.cockpit.busy = ""
        screen.clear_toast()
        if view is None:
            screen.show_toast(Toast("calm", "There is no backup yet", "repcockpit backup makes one"))
            return
        screen.app.push_screen(Reading("The newest backup", lambda width: drill_lines(view, width)))

    def say(_done: int, _total: int) -> None:
        screen.show_toast(Toast("calm", "Trying the newest backup", ink="muted"))

    def failed(error: "CockpitError") -> None:
        screen.cockpit.busy = ""
        screen.show_error(error)

    screen.cockpit.busy = "a backup that is being tried"
    Job(screen, lambda _progress, _stopped: screen.desk.numbers.drill(), done, failed, say).start()


def drill_lines(view: "DrillView", width: int) -> list[Line]:
    """Verdict, age, what is not well, and the rows by kind, each line at most `width` cells."""
    verdict = ("It is whole and well.", "text!") if view.ok else ("It is not well.", "late!")
    lines: list[Line] = [[verdict]]
    lines += [[(line, "muted")] for line in wrap(visible(view.source), width)]
    if view.last_at is not None:
        days = "today" if not view.age_days else f"{view.age_days} day{'s' if view.age_days != 1 else ''} ago"
        lines.append([(f"Last written {view.last_at:%Y-%m-%d %H:%M}, {days}.", "text")])
    for one in view.checks:
        if not one.ok:
            lines += [[(line, "soon")] for line in wrap(f"{one.name}: {visible(one.detail)}", width)]
    lines.append([])
    lines += [[(f"{count:>9,}", "text"), (f"  {kind}", "muted")] for kind, count in view.rows.items()]
    return lines
