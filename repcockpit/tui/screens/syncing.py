"""The sync panel: where the team syncs, what is worth a look, who has what; it fills in while a sync runs."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from repcockpit.tui.deeds.syncing import open_row
from repcockpit.tui.glyphs import Glyphs
from repcockpit.tui.screens.listing import ListScreen
from repcockpit.tui.sheet import Sheet
from repcockpit.tui.subject import Subject
from repcockpit.tui.sync_rows import Now, PanelRow, about_lines, paint_row, panel_sheet
from repcockpit.tui.sync_words import real_now
from repcockpit.tui.text import Line, visible
from repcockpit.tui.widgets.bars import Fact, Title
from repcockpit.tui.widgets.pane import Speaker

if TYPE_CHECKING:
    from repcockpit.domain.views.syncing import SyncStatus
    from repcockpit.tui.syncer import Ended


class SyncScreen(ListScreen):
    """How the sync of this device stands."""

    place = "sync"
    status: "SyncStatus"

    def read(self) -> None:
        """From the book alone: nothing waits for the share."""
        self.status = self.desk.syncing.status()

    def on_mount(self) -> None:
        """Hear of the end of every sync."""
        self.cockpit.syncer.over.append(self._ended)

    def on_unmount(self) -> None:
        """Nobody looks any more."""
        over = self.cockpit.syncer.over
        if self._ended in over:
            over.remove(self._ended)

    def _ended(self, ended: "Ended") -> None:
        del ended
        self.read_again()

    def now(self) -> Now:
        """The time, and what runs."""
        syncer, taste = self.cockpit.syncer, self.cockpit.taste
        at = real_now(self.desk.now())
        return Now(at, syncer.is_running, syncer.problem, int(taste.sync_minutes))

    def sheet(self, text: str, *, is_airy: bool) -> Sheet[Any]:
        """All of it: it is short."""
        del text
        return panel_sheet(self.status, self.now(), is_airy=is_airy)

    def key_of(self, row: PanelRow) -> tuple[str, str]:
        """Kind and key."""
        return row.kind, row.key

    def paint(self, row: PanelRow, width: int, *, is_here: bool) -> Line:
        """One row."""
        return paint_row(row, width, self.cockpit.glyphs, is_here=is_here)

    def subject_of(self, row: PanelRow) -> Subject | None:
        """No record stands behind a row."""
        del row
        return None

    def title_now(self) -> Title:
        """The team and its digits."""
        status = self.status
        team = " ".join(part for part in (visible(status.team_name or ""), status.team_digits or "") if part)
        return Title("", "Sync", (team or "this device alone",), is_demo=self.cockpit.is_demo)

    def facts(self) -> tuple[Fact, ...]:
        """Running, unsynced, to settle."""
        status, found = self.status, []
        if self.cockpit.syncer.is_running:
            found.append(Fact("calm", "syncing", "muted"))
        if status.conflicts:
            found.append(Fact("settle", f"{status.conflicts:,} to settle", "soon"))
        if status.unsynced and status.target:
            found.append(Fact("unsent", f"{status.unsynced:,} unsynced", "muted"))
        return tuple(found)

    def speaker(self, row: PanelRow) -> Speaker | None:
        """All of it."""
        return partial(_speak, row)

    deeds: ClassVar[Mapping[str, Callable[[Any], object]]] = {"open": open_row}


def _speak(row: PanelRow, width: int, glyphs: Glyphs) -> list[Line]:
    del glyphs
    return about_lines(row, width)
