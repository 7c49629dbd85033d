"""What the screens Accounts and Contacts share: a list of any size, its orders, and its saved filters."""

from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any

from textual.worker import Worker, WorkerState

from repcockpit.domain.views.lists import SORTS, ListRow, ListView
from repcockpit.tui.list_rows import (
    SORT_WORDS,
    copied_line,
    list_line,
    list_parts,
    list_sheet,
    list_subject,
)
from repcockpit.tui.panel import panel_lines
from repcockpit.tui.screens.listing import ListScreen
from repcockpit.tui.sheet import Sheet
from repcockpit.tui.standing import standing_state
from repcockpit.tui.subject import Subject
from repcockpit.tui.text import Line, visible
from repcockpit.tui.widgets.bars import Fact, Title, Toast
from repcockpit.tui.widgets.blank import nothing_fits
from repcockpit.tui.widgets.field import Field
from repcockpit.tui.widgets.pane import Speaker

if TYPE_CHECKING:
    from repcockpit.tui.desk import Saved
    from repcockpit.tui.state import PlaceState

_LOADING = "load "


class CatalogScreen(ListScreen):
    """A child says of which kind its rows are, and what stands on an empty screen."""

    kind = ""
    number = ""
    name_of_list = ""
    empty: tuple[Line, ...] = ()
    sort = SORTS[0]
    view: ListView
    _over: int | None = None
    _wanted = b""

    def read(self) -> None:
        """What was written since; the whole list in the background where it is not at hand."""
        lists = self.desk.lists
        lists.refresh(self.kind)
        self._over = lists.count(self.kind, "is:mine is:overdue")
        if self.is_mounted:
            self._load()

    def on_mount(self) -> None:
        """Begin to read the rest after the first frame."""
        self.call_after_refresh(self._load)

    def _load(self) -> None:
        if not self.desk.lists.wants_loading(self.kind):
            return
        name = f"{_LOADING}{self.kind}"
        if not any(worker.name == name and not worker.is_finished for worker in self.workers):
            self.run_worker(
                partial(self.desk.lists.load, self.kind), name=name, thread=True, exit_on_error=False
            )

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Show the whole list once it is here."""
        if event.state is WorkerState.SUCCESS and event.worker.name.startswith(_LOADING):
            self.read_again()

    def sheet(self, text: str, *, is_airy: bool) -> Sheet[Any]:
        """The groups, narrowed."""
        self.view = self.desk.lists.view(self.kind, text, self.sort)
        return list_sheet(self.view, is_airy=is_airy)

    def key_of(self, row: ListRow) -> tuple[str, bytes]:
        """Kind and record."""
        return row.kind, row.id

    def paint(self, row: ListRow, width: int, *, is_here: bool) -> Line:
        """One row in the grid."""
        return list_line(row, self.view.day, width, self.cockpit.glyphs, is_here=is_here)

    def subject_of(self, row: ListRow) -> Subject | None:
        """The account or the person."""
        return list_subject(row)

    def copied(self, row: ListRow) -> str:
        """The row as a line of text."""
        return copied_line(row, self.view.day)

    def rows_shown(self) -> list[bytes]:
        """The ids of the rows that the filter keeps."""
        sheet = self.ledger.sheet
        keys: list[Any] = [sheet.key_at(number, self.key_of) for number in range(sheet.row_count)]
        return [row_id for _, row_id in keys]

    def title_now(self) -> Title:
        """How many, and in which order."""
        parts = list_parts(self.view, is_filtered=bool(self.filter.text))
        return Title(self.number, self.name_of_list, parts, self.cockpit.is_demo)

    def facts(self) -> tuple[Fact, ...]:
        """How many of one's own are over."""
        return (Fact("late", f"{self._over:,} over", "late"),) if self._over else ()

    def speaker(self, row: ListRow) -> Speaker | None:
        """The person or the account; of an account that is as loud as somebody there, because of whom."""
        view = self.desk.details.pane(row.id if row.kind == "contact" else None, row.account_id)
        if view is None:
            return None
        if row.loudest:
            view = view._replace(rule=(f"because of {row.loudest}", *view.rule))
        return partial(panel_lines, view, standing_state(row, self.view.day))

    def has_pane(self) -> bool:
        """Not beside an empty list."""
        return True

    def blank_words(self) -> list[Line]:
        """The filter fits nothing, or there is nothing yet."""
        return nothing_fits(self.filter.text) if self.filter.text else list(self.empty)

    def sort_next(self) -> None:
        """The next order; the cursor stays on its record."""
        self.sort = SORTS[(SORTS.index(self.sort) + 1) % len(SORTS)]
        self.fill()
        self.ask_pane()
        self.show_toast(Toast("calm", f"In order: {SORT_WORDS[self.sort]}", "s next order", ink="muted"))

    def show_views(self) -> None:
        """The saved filters; the chosen one becomes the filter."""
        from repcockpit.tui.dialogs.views import ViewsDialog  # noqa: PLC0415 -- not needed before

        def said(saved: "Saved") -> None:
            self.show_toast(Toast("done", visible(saved.text), "u undoes"))

        def used(text: str | None) -> None:
            if text is not None:
                self.set_filter(Field(text, len(text)))

        self.app.push_screen(ViewsDialog(self.desk.lists, self.kind, self.filter.text, said), used)

    def restore(self, state: "PlaceState") -> None:
        """With the filter, the order and the record of the last run."""
        super().restore(state)
        if state.sort in SORTS:
            self.sort = state.sort
        with suppress(ValueError):
            self._wanted = bytes.fromhex(state.record)

    def fill(self, *, is_done: bool = False) -> None:
        """Lay out the rows; the record of the last run is looked for until the whole list is here."""
        if self._wanted and self.ledger.cursor == 0:
            self.ledger.begin_at((self.kind, self._wanted))
        super().fill(is_done=is_done)
        if self.view.is_whole:
            self._wanted = b""

    def state_now(self) -> "PlaceState":
        """With the order."""
        return super().state_now()._replace(sort=self.sort)
