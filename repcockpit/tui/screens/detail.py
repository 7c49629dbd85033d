"""The detail of an account or of a person: one list of sections, the pane beside it, opened over any screen."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from repcockpit.domain.views.details import Activity, FieldLine, Happened, PersonLine
from repcockpit.domain.views.records import Link
from repcockpit.tui.desk import Desk
from repcockpit.tui.detail_paint import paint_row
from repcockpit.tui.detail_rows import DetailRow, copied, detail_sheet, filtered_sheet, subject_of
from repcockpit.tui.panel import panel_lines
from repcockpit.tui.screens.listing import ListScreen
from repcockpit.tui.sheet import Sheet
from repcockpit.tui.subject import Subject
from repcockpit.tui.text import Line, visible
from repcockpit.tui.widgets.bars import Fact, Title, Toast
from repcockpit.tui.widgets.pane import Speaker
from repcockpit.tui.words import day_ahead, kind_word

if TYPE_CHECKING:
    from repcockpit.domain.views.details import Detail, Place, Why

READ_AHEAD = 15
"""Rows before the end of what was read of the timeline at which more is read."""


def detailed(subject: Subject) -> tuple[str, bytes]:
    """Which detail a row opens: a person's or an account's own, else that of its account, else its person."""
    if subject.kind in {"account", "contact"}:
        return subject.kind, subject.id
    if subject.account_id is not None:
        return "account", subject.account_id
    return ("contact", subject.contact_id) if subject.contact_id is not None else ("account", subject.id)


class DetailScreen(ListScreen):
    """Everything about one account or one person; the cursor walks over all of it."""

    place = "detail"
    detail: "Detail"

    def __init__(self, desk: Desk, subject: Subject) -> None:
        self.kind, self.record_id = detailed(subject)
        self.timeline: list[Happened] = []
        self._after: Place | None = None
        self._whole: tuple[tuple[Happened, str], ...] | None = None
        self._opened_for = subject
        self._is_gone = False
        super().__init__(desk)

    @property
    def about(self) -> Subject:
        """The account or person itself, as a subject."""
        detail = self.detail
        if detail.kind == "account":
            return Subject("account", detail.id, None, detail.id, detail.name, "", detail.phone or "")
        account = detail.account
        return Subject(
            "contact", detail.id, detail.id, account.id if account else None, detail.name,
            (account.name or "") if account else "", detail.phone or detail.email or "",
        )  # fmt: skip

    def on_mount(self) -> None:
        """Begin on the record that was opened, where it has a row here."""
        if self._opened_for.kind not in {"account", "contact"}:
            self.call_after_refresh(self._go_to, self._opened_for.id)

    def _go_to(self, record_id: bytes) -> None:
        sheet = self.ledger.sheet
        for number in range(sheet.row_count):
            if sheet.row(number).key[1] == record_id:
                self.ledger.go_to(number)
                return

    def read(self) -> None:
        """The record anew, as far back as was read before."""
        self.detail = self.desk.details.detail(self.kind, self.record_id)
        self.record_id = self.detail.id
        before = len(self.timeline)
        self.timeline, self._after = list(self.detail.timeline.rows), self.detail.timeline.after
        while self._after is not None and len(self.timeline) < before:
            self._read_page()
        self._whole = None

    def read_again(self, *, is_done: bool = False) -> None:
        """Read anew; where the record went to the bin, go back to where one came from."""
        if self.desk.details.is_there(self.kind, self.record_id):
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

    def _read_page(self) -> None:
        if self._after is not None:
            page = self.desk.details.page(self.kind, self.record_id, self._after)
            self.timeline += page.rows
            self._after = page.after

    def sheet(self, text: str, *, is_airy: bool) -> Sheet[Any]:
        """All sections; with a filter the rows of the whole timeline that fit it."""
        if text:
            if self._whole is None:
                self._whole = self.desk.details.whole_timeline(self.kind, self.record_id)
            return filtered_sheet(self._whole, text)
        count = f"{len(self.timeline):,}"
        tally = count if self._after is None else f"newest {count}, older ones as you go down"
        return detail_sheet(self.detail, self.timeline, tally, is_airy=is_airy)

    def show_pane(self) -> None:
        """Let the pane follow the cursor, and read on where it comes near the end of what was read."""
        super().show_pane()
        if self._after is None or self.filter.text or self.row is None or self.row.section != "timeline":
            return
        if self.ledger.cursor >= self._last_of_timeline() - READ_AHEAD:
            self.call_after_refresh(self._read_on)

    def _last_of_timeline(self) -> int:
        number = 0
        for group in self.ledger.sheet.groups:
            number += len(group.rows)
            if group.heading.title == "TIMELINE":
                return number - 1
        return number

    def _read_on(self) -> None:
        if self._after is not None:
            self.attempt_to(self._read_page)
            self.fill()

    def key_of(self, row: DetailRow) -> object:
        """Section, kind and id."""
        return row.section, row.key

    def paint(self, row: DetailRow, width: int, *, is_here: bool) -> Line:
        """One row of its section."""
        return paint_row(row, self.detail, width, self.cockpit.glyphs, is_here=is_here)

    def subject_of(self, row: DetailRow) -> Subject | None:
        """The person, the record, or the account itself."""
        return subject_of(row, self.about, self.detail.account)

    def copied(self, row: DetailRow) -> str:
        """The row as text."""
        return copied(row)

    def title_now(self) -> Title:
        """Name, then tier, place, owner."""
        return Title(
            "", visible(self.detail.name), tuple(map(visible, self.detail.about)), self.cockpit.is_demo
        )

    def facts(self) -> tuple[Fact, ...]:
        """The next step."""
        care = self.detail.care
        plans = [
            (one.care.planned_on, one.care.planned_type)
            for one in self.detail.people
            if one.care.planned_on and not one.relation
        ]
        if care.planned_on is not None:
            plans.append((care.planned_on, care.planned_type))
        if not plans:
            return (Fact("next", "nothing planned", "muted"),)
        on, kind = min(plans, key=lambda plan: plan[0])
        return (
            Fact("next", f"{kind_word(kind or 'visit')} {day_ahead(on, self.detail.now.date())}", "accent"),
        )

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
            and self.kind == "account"
            and isinstance(row.item, Activity)
            and self.detail.people
        ):
            contact = self.detail.people[0].id
        view = self.desk.details.pane(contact, subject.account_id)
        if view is None:
            return None
        return partial(panel_lines, view, None, with_seven=self.kind == "contact")

    def why_view(self) -> "Why | None":
        """Why the row under the cursor says what it says."""
        row: DetailRow | None = self.row
        if row is None:
            return None
        if isinstance(row.item, Activity) and self.kind == "account":
            return self.desk.details.why(f"seven_{row.item.name}", self.record_id)
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
            self.perform("why")
        elif subject is not None:
            open_record(self, subject)

    deeds: ClassVar[Mapping[str, Callable[[Any], object]]] = {"open": open_row}
