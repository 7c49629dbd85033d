"""An import before it is written: files with their sums, columns, owners, rejected rows; choices act at once."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from repcockpit.domain.errors import CockpitError
from repcockpit.tui import importing_rows
from repcockpit.tui.deeds import importing as deeds
from repcockpit.tui.desk import Desk
from repcockpit.tui.importing_about import about_lines
from repcockpit.tui.importing_rows import ColumnRow, FileRow, ImportRow, import_sheet
from repcockpit.tui.job import Job
from repcockpit.tui.screens.listing import ListScreen
from repcockpit.tui.sheet import Sheet
from repcockpit.tui.subject import Subject
from repcockpit.tui.text import Line
from repcockpit.tui.widgets.bars import Fact, KeyHint, Title, Toast
from repcockpit.tui.widgets.pane import EDGE, Speaker, pane_width
from repcockpit.tui.words import counted

if TYPE_CHECKING:
    from repcockpit.domain.views.importing import ImportPreview, ImportReport
    from repcockpit.services.importing.options import Said


class ImportingScreen(ListScreen):
    """What the files hold, and what would be written; nothing is until ctrl+s."""

    place = "importing"
    deeds: ClassVar[Any] = deeds.DEEDS

    def __init__(self, desk: Desk, paths: tuple[Path, ...], preview: "ImportPreview") -> None:
        super().__init__(desk)
        self.paths, self.preview = paths, preview
        self.choices: dict[str, Said] = {}
        self.is_open = _first_open(preview)
        self.was_warned = False
        self.job: Job[ImportPreview] | Job[ImportReport] | None = None

    def on_mount(self) -> None:
        """Begin at what must be decided."""
        self.go_to_open_question()

    def on_unmount(self) -> None:
        """What still runs may stop."""
        if self.job is not None:
            self.job.stop()

    def go_to_open_question(self) -> bool:
        """Put the cursor on the first thing to decide; False where nothing is open."""
        asked = self._open_question()
        if asked is None:
            return False
        number, row_key = asked
        if number != self.is_open:
            self.is_open = number
            self.fill()
        for at in range(self.ledger.sheet.row_count):
            if importing_rows.key_of(self.ledger.sheet.row(at)) == row_key:
                self.ledger.go_to(at)
                break
        return True

    def _open_question(self) -> tuple[int, object] | None:
        for number, table in enumerate(self.preview.tables):
            if table.is_unknown:
                return self.is_open, ("file", number)
        for number, table in enumerate(self.preview.tables):
            if table.unclear:
                return number, ("column", number, table.unclear[0].name)
        return None

    def sheet(self, text: str, *, is_airy: bool) -> Sheet[Any]:
        """The groups of the preview."""
        del text
        width = self.app.size.width
        beside = pane_width(width)
        return import_sheet(
            self.preview, self.is_open, width - (beside + EDGE if beside else 0), is_airy=is_airy
        )

    def key_of(self, row: ImportRow) -> object:
        """What makes it the same one after a choice."""
        return importing_rows.key_of(row)

    def paint(self, row: ImportRow, width: int, *, is_here: bool) -> Line:
        """One row."""
        return importing_rows.paint(row, width, self.app.glyphs, is_here=is_here)  # type: ignore[attr-defined]

    def subject_of(self, row: ImportRow) -> Subject | None:
        """No record yet: only what help and footer name."""
        return Subject("import", bytes(16), name=importing_rows.name_of(row))

    def title_now(self) -> Title:
        """What this is, and that nothing is written."""
        return Title("", "Import", ("nothing is written yet",))

    def facts(self) -> tuple[Fact, ...]:
        """How many rows of how many files."""
        totals = self.preview.report.totals
        said = f"{counted(len(self.preview.tables), 'file')}, {counted(totals.rows, 'row')}"
        found = [Fact("refused", f"{totals.rejected:,} rejected", "late")] if totals.rejected else []
        return (*found, Fact("calm", said, "muted"))

    def speaker(self, row: ImportRow) -> Speaker | None:
        """The row in full."""
        return partial(about_lines, row, self.preview)

    def stamp_now(self) -> object:
        """What others write changes nothing here."""
        return None

    def usual_keys(self) -> tuple[KeyHint, ...]:
        """What acts here; the number of rows stands in the verb."""
        if self.job is not None:
            return (KeyHint("esc", "stops", "back"),)
        totals = self.preview.report.totals
        row = self.row
        count = totals.created + totals.updated
        keys = [KeyHint("ctrl+s", f"import {count:,}", "bring")] if count else []
        keys.append(KeyHint("enter", _verb(row), "open"))
        if isinstance(row, FileRow):
            keys.append(KeyHint("e", "its kind", "column"))
        if totals.rejected:
            keys.append(KeyHint("x", "save rejects", "rejects"))
        return (*keys, KeyHint("esc", "cancel", "back"), KeyHint("?", "help", "help"))

    def show_pane(self) -> None:
        """The pane and the footer follow the cursor."""
        super().show_pane()
        self.draw_bars()

    def work(self, job: "Job[Any]", busy: str = "") -> None:
        """Begin what takes long, one at a time; `busy` says what leaving would lose."""
        self.job = job
        self.cockpit.busy = busy
        job.start()
        self.draw_bars()

    def rest(self) -> None:
        """Nothing runs any more."""
        if self.job is not None:
            self.job.stop()
            self.job = None
        self.cockpit.busy = ""
        self.clear_toast()
        self.draw_bars()

    def say(self, said: str) -> None:
        """How far it is, in the footer's place."""
        hint = "" if said.startswith("Writing") else "esc stops"  # what is being written is written whole
        self.show_toast(Toast("calm", said, hint, ink="muted"))

    def fail(self, error: CockpitError) -> None:
        """Say what went wrong; what was shown stays."""
        self.rest()
        if error.code == "interrupted":
            self.show_toast(Toast("calm", "Stopped; nothing was written", ink="muted"))
        else:
            self.show_error(error)


def _verb(row: ImportRow | None) -> str:
    """What enter does with a row."""
    if isinstance(row, FileRow):
        return "choose" if row.table.is_unknown else "columns"
    return "choose" if isinstance(row, ColumnRow) else "read"


def _first_open(preview: "ImportPreview") -> int:
    """The table whose columns are shown first: one with a question, else the one with most rows."""
    tables = preview.tables
    asked = [number for number, table in enumerate(tables) if table.unclear or table.is_unknown]
    if asked:
        return asked[0]
    return max(range(len(tables)), key=lambda number: tables[number].sums.rows, default=0)
