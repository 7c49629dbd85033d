"""`x`: what is on the screen, into a file of the form that its end says, in the background; esc stops it."""

from pathlib import Path
from typing import TYPE_CHECKING

from repcockpit.tui.deeds.writing import Progress, Stopped, is_writing, place_of, write_beside
from repcockpit.tui.widgets.bars import Toast
from repcockpit.tui.words import counted

if TYPE_CHECKING:
    from repcockpit.tui.screens.listing import ListScreen

_NOUNS = {
    "today": "row", "accounts": "account", "contacts": "contact", "requests": "request", "qbrs": "review",
    "coverage": "account", "ideas": "idea",
}  # fmt: skip
_COMES_BACK = frozenset(("accounts", "contacts", "requests", "ideas"))
"""Lists that an import reads again."""


def export(screen: "ListScreen") -> None:
    """Ask where to, and write the rows that the filter shows."""
    from repcockpit.tui.dialogs.report import ReportDialog  # noqa: PLC0415 -- not needed before the first frame

    rows = list(screen.rows_shown())
    if not rows:
        screen.show_toast(Toast("calm", "The list is empty: nothing to export", ink="muted"))
        return
    if is_writing(screen):
        return

    def chosen(target: Path | None) -> None:
        if target is not None:
            _write(screen, rows, target)

    day = screen.desk.now().date().isoformat()
    folder = screen.cockpit.kept_choice("export_folder") or "~"
    place = f"{folder}/{screen.place}-{day}.csv"
    subject = counted(len(rows), _NOUNS[screen.place])
    screen.app.push_screen(ReportDialog(subject, place, _forms(screen.place)), chosen)


def _forms(place: str) -> dict[str, str]:
    """The forms of a list, the first one proposed."""
    back = "; it imports again" if place in _COMES_BACK else ""
    forms = {
        ".csv": f"CSV, for any spreadsheet{back}",
        ".xlsx": f"a workbook{back}",
        ".html": "one HTML file, for a browser or to print",
        ".md": "Markdown, to edit or to mail",
    }
    if place == "contacts":
        forms[".vcf"] = "contact cards, for a phone"
    if place != "today":
        forms[".json"] = "JSON, for programs"
    return forms


def _write(screen: "ListScreen", rows: list[object], target: Path) -> None:
    exports = screen.desk.exports

    def work(progress: Progress, stopped: Stopped) -> int:
        if screen.place == "today":
            return exports.write_day(rows, target, progress, stopped)  # type: ignore[arg-type]
        return exports.write(screen.place, rows, target, progress, stopped)  # type: ignore[arg-type]

    def going(count: int, total: int) -> str:
        of = f"{count:,} of {total or len(rows):,}" if count else f"{len(rows):,}"
        return f"Writing {of} rows"

    def written(count: int) -> str:
        return f"{counted(count, _NOUNS[screen.place])} written to {place_of(target)}"

    write_beside(
        screen, target, work, folder="export_folder", busy="an export to", written=written, going=going
    )
