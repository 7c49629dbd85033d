"""The detail of an account or of a person: one list of sections, the pane beside it, opened over any screen."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from repcockpit.domain.errors import CockpitError
from repcockpit.domain.views.details import Activity, FieldLine, Happened, PersonLine
from repcockpit.domain.views.record_requests import Link
from repcockpit.tui.desk import Desk
from repcockpit.tui.detail_paint import paint_row
from repcockpit.tui.detail_record import DetailRecord
from repcockpit.tui.detail_rows import DetailRow, copied, subject_of
from repcockpit.tui.list_rows import is_code
from repcockpit.tui.panel import panel_lines
from repcockpit.tui.screens.listing import ListScreen
from repcockpit.tui.sheet import Sheet
from repcockpit.tui.subject import Subject, detailed
from repcockpit.tui.text import Line, visible
from repcockpit.tui.widgets.bars import Fact, Title, Toast
from repcockpit.tui.widgets.pane import Speaker

if TYPE_CHECKING:
    from repcockpit.domain.views.details import Why


class DetailScreen(ListScreen):
    """Everything about one account or one person; the cursor walks over all of it."""

    place = "detail"

    def __init__(self, desk: Desk, subject: Subject) -> None:
        self.record = DetailRecord(desk.details, *detailed(subject))
        self._opened_for = subject
        self._is_gone = False
        super().__init__(desk)

    def on_mount(self) -> None:
        """Begin on the record that was opened, where it has a row here."""
        self._go_to_opened()

    def become(self, subject: Subject) -> None:
        """Show another account or person; may raise CockpitError, and then nothing has changed."""
        before = self.record
        self.record = DetailRecord(self.desk.details, *detailed(subject))
        try:
            self.look_anew()
        except CockpitError:
            self.record = before
            raise
        self._opened_for, self._is_gone = subject, False
        self._go_to_opened()

    def _go_to_opened(self) -> None:
        if self._opened_for.kind in {"account", "contact"}:
            return
        sheet = self.ledger.sheet
        for number in range(sheet.row_count):
            if sheet.row(number).key[1] == self._opened_for.id:
                self.ledger.go_to(number)
                return

    def read(self) -> None:
        """The record anew, as far back as was read before."""
        self.record.read()

    def read_again(self, *, is_done: bool = False) -> None:
        """Read anew; where the record went to the bin, go back to where one came from."""
        if self.record.is_there:
            super().read_again(is_done=is_done)
        elif not self._is_gone:
            self._is_gone = True
            self.dismiss(None)

    def show_toast(self, toast: Toast) -> None:
        """Say it here; on the screen below where this one is gone."""
        if self._is_gone:
            self.app.call_later(self._say_below, toast)
        else:
            super().show_toast(toast)

    def _say_below(self, toast: Toast) -> None:
        below = self.app.screen
        if isinstance(below, ListScreen) and below is not self:
            below.show_toast(toast)

    def sheet(self, text: str, *, is_airy: bool) -> Sheet[Any]:
        """All sections; with a filter the rows of the whole timeline that fit it."""
        return self.record.sheet(text, is_airy=is_airy)

    def show_pane(self) -> None:
        """Let the pane follow the cursor, and read on where it comes near the end of what was read."""
        super().show_pane()
        if not self.filter.text and self.record.wants_more(self.ledger.sheet, self.ledger.cursor):
            self.call_after_refresh(self._read_on)

    def _read_on(self) -> None:
        self.attempt_to(self.record.read_on)
        self.fill()

    def key_of(self, row: DetailRow) -> object:
        """Section, kind and id."""
        return row.section, row.key

    def paint(self, row: DetailRow, width: int, *, is_here: bool) -> Line:
        """One row of its section."""
        return paint_row(row, self.record.view, width, self.cockpit.glyphs, is_here=is_here)

    def subject_of(self, row: DetailRow) -> Subject | None:
        """The person, the record, or the account itself."""
        return subject_of(row, self.record.about, self.record.view.account)

    def copied(self, row: DetailRow) -> str:
        """The row as text."""
        return copied(row)

    def title_now(self) -> Title:
        """Name, then tier, place, owner."""
        return Title(
            "",
            visible(self.record.view.name),
            tuple(visible(part) for part in self.record.view.about if not is_code(part)),
            self.cockpit.is_demo,
        )

    def facts(self) -> tuple[Fact, ...]:
        """The next step."""
        step = self.record.next_step()
        return (Fact("next", visible(step) or "nothing planned", "accent" if step else "muted"),)

    def speaker(self, row: DetailRow) -> Speaker | None:
        """The person of the row, else the account; what a row of the timeline says in full."""
        subject = self.subject_of(row)
        if subject is None:
            return None
        if isinstance(row.item, Happened) and row.item.kind == "interaction":
            from repcockpit.tui.dialogs.record import reading_lines  # noqa: PLC0415 -- needed only here

            return partial(reading_lines, self.desk.details.reading("interaction", row.item.id))
        contact = subject.contact_id
        if (
            contact is None
            and self.record.kind == "account"
            and isinstance(row.item, Activity)
            and self.record.view.people
        ):
            contact = self.record.view.people[0].id
        has_seven = self.record.kind == "contact"
        view = self.desk.details.pane(contact, subject.account_id, has_seven=has_seven)
        if view is None:
            return None
        return partial(panel_lines, view, None)

    def why_view(self) -> "Why | None":
        """Why the row under the cursor says what it says."""
        row: DetailRow | None = self.row
        if row is None:
            return None
        if isinstance(row.item, Activity) and self.record.kind == "account":
            return self.desk.details.why(f"seven_{row.item.name}", self.record.id)
        subject = self.subject_of(row)
        return self.desk.details.why_of(subject) if subject is not None else None

    def open_row(self) -> None:
        """Open the person or account of the row; a record is read, a field too."""
        row: DetailRow | None = self.row
        if row is None:
            return
        subject = self.subject_of(row)
        if isinstance(row.item, PersonLine | Link) and subject is not None:
            self.cockpit.open_detail(subject)
            return
        from repcockpit.tui.dialogs.record import open_record, read_field  # noqa: PLC0415 -- needed only here

        if isinstance(row.item, FieldLine):
            read_field(self, row.item)
        elif isinstance(row.item, Activity):
            is_chart = row.item.name == "network" and self.record.kind == "account"
            self.perform("chart" if is_chart else "why")
        elif subject is not None:
            open_record(self, subject)

    deeds: ClassVar[Mapping[str, Callable[[Any], object]]] = {"open": open_row}
