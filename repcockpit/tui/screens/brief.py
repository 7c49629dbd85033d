"""The brief: what to know before a meeting, on one screen; it ends with three things to ask."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from repcockpit.tui import words
from repcockpit.tui.brief_rows import BriefRow, brief_line, rows_of, subject_of
from repcockpit.tui.deeds.briefing import print_brief
from repcockpit.tui.desk import Desk
from repcockpit.tui.screens.listing import ListScreen
from repcockpit.tui.sheet import Group, Heading, Sheet
from repcockpit.tui.subject import Subject
from repcockpit.tui.text import Line, visible
from repcockpit.tui.widgets.bars import Fact, Title

if TYPE_CHECKING:
    from repcockpit.domain.views.brief import BriefView


def open_row(screen: "BriefScreen") -> None:
    """Open the person; read the record of any other line."""
    subject = screen.subject
    if subject is None:
        return
    if subject.kind in {"contact", "account"}:
        screen.cockpit.open_detail(subject)
        return
    from repcockpit.tui.dialogs.record import open_record  # noqa: PLC0415 -- needed only here

    open_record(screen, subject)


class BriefScreen(ListScreen):
    """The few minutes before a meeting with one customer."""

    place = "brief"
    view: "BriefView"

    def __init__(self, desk: Desk, about: Subject) -> None:
        self.about = about
        super().__init__(desk)

    def read(self) -> None:
        """Everything anew."""
        self.view = self.desk.briefs.brief(self.about)

    def sheet(self, text: str, *, is_airy: bool) -> Sheet[Any]:
        """All parts, as many lines of each as the screen holds."""
        del text, is_airy
        room = max(9, self.app.size.height - 3)
        return Sheet([Group(Heading(self._heading(), self._tally()), rows_of(self.view, room))])

    def _heading(self) -> str:
        meeting = self.view.meeting
        if meeting is None:
            return "NO APPOINTMENT"
        day = words.day_ahead(meeting.on, self.view.now.date())
        hour = f" {words.hour(meeting.at)}" if meeting.at else ""
        return f"{words.kind_word(meeting.type)} {day}{hour}".upper()

    def _tally(self) -> str:
        return visible(self.view.meeting.subject) if self.view.meeting else "in the next two weeks"

    def key_of(self, row: BriefRow) -> object:
        """Part and place in it."""
        return row.part, getattr(row.item, "id", row.number)

    def paint(self, row: BriefRow, width: int, *, is_here: bool) -> Line:
        """One line."""
        return brief_line(row, self.view, width, self.cockpit.glyphs, is_here=is_here)

    def subject_of(self, row: BriefRow) -> Subject | None:
        """The person, the record, the account."""
        return subject_of(row, self.view)

    def title_now(self) -> Title:
        """Whom it is for, and on which day it was read."""
        name = visible(self.view.account.name or "")
        about = tuple(visible(part) for part in self.view.about)
        return Title("", f"Brief  {name}", about, self.cockpit.is_demo)

    def facts(self) -> tuple[Fact, ...]:
        """The next appointment."""
        meeting = self.view.meeting
        if meeting is None:
            return ()
        when = words.day_ahead(meeting.on, self.view.now.date())
        if meeting.at is not None:
            when = words.hour(meeting.at) if when == "today" else f"{when} {words.hour(meeting.at)}"
        return (Fact("planned", when, "accent"),)

    def has_pane(self) -> bool:
        """The whole width is the brief's."""
        return False

    deeds: ClassVar[Mapping[str, Callable[[Any], object]]] = {"open": open_row, "pack": print_brief}
