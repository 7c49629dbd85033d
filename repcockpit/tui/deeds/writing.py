"""A file written beside a list: asked for, counted, stopped by esc, told when it is whole."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from repcockpit.domain.errors import CockpitError
from repcockpit.tui.job import Job
from repcockpit.tui.text import visible
from repcockpit.tui.widgets.bars import Toast

if TYPE_CHECKING:
    from repcockpit.tui.screens.listing import ListScreen

Progress = Callable[[int, int], None]
Stopped = Callable[[], bool]
_STILL = Toast("calm", "Another file is still being written", "esc stops", "muted", stays=True)


def is_writing(screen: "ListScreen") -> bool:
    """Whether a file of this screen is still being written; says so."""
    if screen.export_job is None:
        return False
    screen.show_toast(_STILL)
    return True


def write_beside(
    screen: "ListScreen",
    target: Path,
    work: Callable[[Progress, Stopped], int],
    *,
    folder: str,
    busy: str,
    written: Callable[[int], str],
    going: Callable[[int, int], str],
) -> None:
    """Do `work` in a thread, and keep the folder of the target as the choice `folder`.

    `busy` says at the end of the program what would be lost, `written(answer)` what is there, `going(done, total)`
    how far it is.
    """

    def over() -> None:
        screen.cockpit.busy, screen.export_job = "", None

    def done(answer: int) -> None:
        over()
        screen.cockpit.keep_choice(folder, str(target.parent))
        screen.show_toast(Toast("done", written(answer)))

    def failed(error: CockpitError) -> None:
        over()
        screen.show_error(error)

    def say(count: int, total: int) -> None:
        screen.show_toast(Toast("calm", going(count, total), "esc stops", "muted", stays=True))

    screen.cockpit.busy = f"{busy} {target}"
    screen.export_job = Job(screen, work, done, failed, say)
    screen.export_job.start()


def place_of(target: Path) -> str:
    """The path as it is drawn."""
    return visible(str(target))
