"""`x` on the team's screens: the days that are shown, of everybody or of one, as a file, beside the screen."""

from pathlib import Path
from typing import TYPE_CHECKING

from repcockpit.tui.deeds.writing import Progress, Stopped, is_writing, place_of, write_beside
from repcockpit.tui.team_span import span_words
from repcockpit.tui.widgets.bars import Toast
from repcockpit.tui.words import counted

if TYPE_CHECKING:
    from repcockpit.tui.screens.team_reading import TeamReading

_WITH_REPS = frozenset((".xlsx", ".html", ".md", ".json"))


def export(screen: "TeamReading") -> None:
    """Ask where to, and write it there."""
    from repcockpit.tui.dialogs.report import ReportDialog  # noqa: PLC0415 -- not needed before the first frame

    if screen.view is None or not screen.view.rows:
        screen.show_toast(Toast("calm", "The team is empty: nothing to export", ink="muted"))
        return
    if is_writing(screen):
        return

    def chosen(target: Path | None) -> None:
        if target is not None:
            _write(screen, target)

    name, span = "team" if screen.rep_id is None else "rep", screen.span
    folder = screen.cockpit.kept_choice("export_folder") or "~"
    place = f"{folder}/{name}-{span.since.isoformat()}-{span.until.isoformat()}.xlsx"
    about = f"{'The team' if name == 'team' else 'One rep'}, {span_words(span, screen.desk.team.today())}"
    screen.app.push_screen(ReportDialog(about, place), chosen)


def _write(screen: "TeamReading", target: Path) -> None:
    team, span, rep_id = screen.desk.team, screen.span, screen.rep_id

    def work(progress: Progress, stopped: Stopped) -> int:
        return team.export(span, rep_id, target, progress, stopped)

    def going(count: int, total: int) -> str:
        return f"Writing {count:,}{f' of {total:,}' if total else ''} rows"

    def written(count: int) -> str:
        if count:
            return f"{counted(count, 'row')} written to {place_of(target)}"
        # Without a week of activity a csv has no row; every other form still tells the numbers of each rep.
        is_bare = target.suffix.casefold() not in _WITH_REPS
        what = "the column names" if is_bare else "the rep's numbers" if rep_id else "each rep's numbers"
        return f"No activity in these days: {what} alone written to {place_of(target)}"

    write_beside(
        screen, target, work, folder="export_folder", busy="an export to", written=written, going=going
    )
