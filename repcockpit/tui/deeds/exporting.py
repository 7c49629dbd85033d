"""`x`: what is on the screen, into a file, in the background."""

from pathlib import Path
from typing import TYPE_CHECKING

from repcockpit.domain.errors import CockpitError
from repcockpit.tui.job import Job
from repcockpit.tui.text import visible
from repcockpit.tui.widgets.bars import Toast
from repcockpit.tui.words import counted

if TYPE_CHECKING:
    from repcockpit.tui.screens.listing import ListScreen

_NOUNS = {
    "today": "row", "accounts": "account", "contacts": "contact", "requests": "request", "qbrs": "review",
    "coverage": "account", "ideas": "idea",
}  # fmt: skip
_COMES_BACK = frozenset(("accounts", "contacts"))
"""Lists that an import reads again."""


def export(screen: "ListScreen") -> None:
    """Ask where to, and write the rows that the filter shows."""
    from repcockpit.tui.dialogs.export import ExportDialog  # noqa: PLC0415 -- not needed before the first frame

    rows = list(screen.rows_shown())
    if not rows:
        screen.show_toast(Toast("calm", "The list is empty: nothing to export", ink="muted"))
        return

    def chosen(target: Path | None) -> None:
        if target is not None:
            _write(screen, rows, target)

    day = screen.desk.now().date().isoformat()
    folder = screen.cockpit.kept_choice("export_folder") or "~"
    place = f"{folder}/{screen.place}-{day}.csv"
    subject = counted(len(rows), _NOUNS[screen.place])
    form = "as CSV, for any spreadsheet" + ("; it imports again" if screen.place in _COMES_BACK else "")
    screen.app.push_screen(ExportDialog(subject, place, form), chosen)


def _write(screen: "ListScreen", rows: list[object], target: Path) -> None:
    exports = screen.desk.exports

    def work(_progress: object, _stopped: object) -> int:
        if screen.place == "today":
            return exports.write_day(rows, target, force=True)  # type: ignore[arg-type]
        return exports.write(screen.place, rows, target, force=True)  # type: ignore[arg-type]

    def done(count: int) -> None:
        screen.cockpit.busy = ""
        screen.cockpit.keep_choice("export_folder", str(target.parent))
        said = f"{counted(count, _NOUNS[screen.place])} written to {visible(str(target))}"
        screen.show_toast(Toast("done", said))

    def say(_done: int, _total: int) -> None:
        screen.show_toast(Toast("calm", f"Writing {len(rows):,} rows", ink="muted"))

    def failed(error: CockpitError) -> None:
        screen.cockpit.busy = ""
        screen.show_error(error)

    screen.cockpit.busy = f"an export to {target}"
    Job(screen, work, done, failed, say).start()
