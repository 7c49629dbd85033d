"""The record of an open detail: what was read of it, how far its timeline was read, its sheet."""

from typing import TYPE_CHECKING

from repcockpit.domain.views.details import Detail, Happened, Place
from repcockpit.tui.detail_rows import DetailRow, detail_sheet, filtered_sheet
from repcockpit.tui.sheet import Sheet
from repcockpit.tui.subject import Subject
from repcockpit.tui.words import day_ahead, kind_word

if TYPE_CHECKING:
    from repcockpit.tui.desks.details import Details

READ_AHEAD = 15
"""Rows before the end of what was read of the timeline at which more is read."""


class DetailRecord:
    """One account or person, read through the desk by `read`; its timeline in pages."""

    def __init__(self, desk: "Details", kind: str, record_id: bytes) -> None:
        self._desk = desk
        self.kind, self.id = kind, record_id
        self.timeline: list[Happened] = []
        self.after: Place | None = None
        self._whole: tuple[tuple[Happened, str], ...] | None = None
        self.view: Detail

    @property
    def about(self) -> Subject:
        """The account or person itself, as a subject."""
        view = self.view
        if view.kind == "account":
            return Subject("account", view.id, None, view.id, view.name, "", view.phone or "")
        account = view.account
        return Subject(
            "contact", view.id, view.id, account.id if account else None, view.name,
            (account.name or "") if account else "", view.phone or view.email or "",
        )  # fmt: skip

    @property
    def is_there(self) -> bool:
        """Whether it is not in the bin."""
        return self._desk.is_there(self.kind, self.id)

    def read(self) -> None:
        """The record anew, as far back as was read before. Raises NotFoundError where it is in the bin."""
        self.view = self._desk.detail(self.kind, self.id)
        self.id = self.view.id
        before = len(self.timeline)
        self.timeline, self.after = list(self.view.timeline.rows), self.view.timeline.after
        while self.after is not None and len(self.timeline) < before:
            self.read_on()
        self._whole = None

    def read_on(self) -> None:
        """The next page of the timeline, where there is one."""
        if self.after is not None:
            page = self._desk.page(self.kind, self.id, self.after)
            self.timeline += page.rows
            self.after = page.after

    def sheet(self, text: str, *, is_airy: bool) -> Sheet[DetailRow]:
        """All sections; with a filter the rows of the whole timeline that fit it."""
        if text:
            if self._whole is None:
                self._whole = self._desk.whole_timeline(self.kind, self.id)
            return filtered_sheet(self._whole, text)
        count = f"{len(self.timeline):,}"
        tally = count if self.after is None else f"newest {count}, more below"
        return detail_sheet(self.view, self.timeline, tally, is_airy=is_airy)

    def wants_more(self, sheet: Sheet[DetailRow], cursor: int) -> bool:
        """Whether the cursor is near the end of what was read of the timeline."""
        if self.after is None:
            return False
        number = 0
        for group in sheet.groups:
            first, number = number, number + len(group.rows)
            if group.heading.title == "TIMELINE":
                return max(first, number - 1 - READ_AHEAD) <= cursor < number
        return False

    def next_step(self) -> str:
        """What is planned next with the account or person, or that nothing is."""
        people = self.view.people if self.kind == "account" else ()
        cares = [self.view.care, *(one.care for one in people)]
        plans = [(care.planned_on, care.planned_type) for care in cares if care.planned_on is not None]
        if not plans:
            return ""
        on, kind = min(plans, key=lambda plan: plan[0])
        return f"{kind_word(kind or 'visit')} {day_ahead(on, self.view.now.date())}"
