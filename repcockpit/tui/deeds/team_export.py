"""`x` on the team's screens: the days that are shown, of everybody or of one, as a file, beside the screen."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from repcockpit.domain.errors import CockpitError
from repcockpit.tui.job import Job
from repcockpit.tui.team_span import span_words
from repcockpit.tui.text import visible
from repcockpit.tui.widgets.bars import Toast
from repcockpit.tui.words import counted

if TYPE_CHECKING:
    from repcockpit.tui.screens.team_reading import TeamReading


def export(screen: "TeamReading") -> None:
    """Ask where to, and write it there."""
    from repcockpit.tui.dialogs.report import ReportDialog  # noqa: PLC0415 -- not needed before the first frame

    if screen.view is None or not screen.view.rows:
        screen.show_toast(Toast("calm", "The team is empty: nothing to export", ink="muted"))
        return

    def chosen(target: Path | None) -> None:
        if target is not None:
            _write(screen, target)

    name, span = _whose(screen)
    folder = screen.cockpit.kept_choice("export_folder") or "~"
    place = f"{folder}/{name}-{span.since.isoformat()}-{span.until.isoformat()}.xlsx"
    about = f"{'The team' if name == 'team' else 'One rep'}, {span_words(span, screen.desk.team.today())}"
    screen.app.push_screen(ReportDialog(about, place), chosen)


def _whose(screen: "TeamReading") -> tuple[str, Any]:
    """What the file is called, and which days."""
    return ("team" if screen.rep_id is None else "rep"), screen.span


def _write(screen: "TeamReading", target: Path) -> None:
    team, span, rep_id = screen.desk.team, screen.span, screen.rep_id

    def work(progress: Any, stopped: Any) -> int:
        return team.export(span, rep_id, target, progress, stopped)

    def done(count: int) -> None:
        screen.cockpit.busy = ""
        screen.export_job = None
        screen.cockpit.keep_choice("export_folder", str(target.parent))
        screen.show_toast(Toast("done", f"{counted(count, 'row')} written to {visible(str(target))}"))

    def say(count: int, total: int) -> None:
        of = f" of {total:,}" if total else ""
        screen.show_toast(Toast("calm", f"Writing {count:,}{of} rows", "esc stops", "muted", stays=True))

    def failed(error: CockpitError) -> None:
        screen.cockpit.busy = ""
        screen.export_job = None
        screen.show_error(error)

    screen.cockpit.busy = f"an export to {target}"
    screen.export_job = Job(screen, work, done, failed, say)
    screen.export_job.start()
