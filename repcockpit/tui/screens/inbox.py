"""The inbox: what the rules ask a manager for; a rep sees what they asked and what became of it."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import ComposeResult
from textual.geometry import Size

from repcockpit.tui.deeds import approving
from repcockpit.tui.desk import Desk
from repcockpit.tui.glyphs import Glyphs
from repcockpit.tui.inbox_rows import inbox_line, inbox_lines, inbox_sheet
from repcockpit.tui.screens.listing import ListScreen
from repcockpit.tui.sheet import Sheet
from repcockpit.tui.subject import Subject
from repcockpit.tui.text import Line
from repcockpit.tui.widgets.bars import Fact, Title
from repcockpit.tui.widgets.blank import nothing_fits
from repcockpit.tui.widgets.foot import Foot
from repcockpit.tui.widgets.pane import Speaker, pane_width

if TYPE_CHECKING:
    from repcockpit.domain.views.managing import Inbox, InboxRow


_FOOT = 10
_TALL = 22
"""From so many rows of the screen on the row under the cursor is told whole below the list."""


class InboxScreen(ListScreen):
    """What waits for an answer, then what was answered."""

    place = "inbox"
    view: "Inbox"

    def __init__(self, desk: Desk) -> None:
        self.foot = Foot(self._said)
        super().__init__(desk)

    def compose(self) -> ComposeResult:
        """The row whole below the list, where no pane stands beside it."""
        yield from super().compose()
        yield self.foot

    def _fit(self, size: Size) -> None:
        super()._fit(size)
        is_shown = not pane_width(size.width) and size.height >= _TALL
        self.foot.styles.display = (
            "block" if is_shown and (self.view.waiting or self.view.answered) else "none"
        )
        self.foot.styles.height = _FOOT

    def _said(self, width: int) -> list[Line]:
        row: InboxRow | None = self.row
        if row is None:
            return []
        glyphs, today = self.cockpit.glyphs, self.desk.now().date()
        lines = inbox_lines(row, width - 2, today=today, glyphs=glyphs, is_short=True)
        return [
            [(" ", "text"), (glyphs.hairline * (width - 2), "rule")],
            *([(" ", "text"), *line] for line in lines),
        ]

    def draw_bars(self) -> None:
        """With the foot."""
        super().draw_bars()
        self.foot.redraw()

    def show_pane(self) -> None:
        """The foot follows the cursor too."""
        super().show_pane()
        self.foot.redraw()

    def read(self) -> None:
        """The approvals anew."""
        self.view = self.desk.managing.inbox()

    def sheet(self, text: str, *, is_airy: bool) -> Sheet[Any]:
        """Those that the filter keeps."""
        return inbox_sheet(self.view, text, is_airy=is_airy)

    def key_of(self, row: "InboxRow") -> bytes:
        """Its id."""
        return row.view.id

    def paint(self, row: "InboxRow", width: int, *, is_here: bool) -> Line:
        """One of them."""
        return inbox_line(row, width, self.cockpit.glyphs, is_here=is_here)

    def subject_of(self, row: "InboxRow") -> Subject | None:
        """The review, the handover or the account that it is about."""
        view = row.view
        account = view.account
        name = (account.name or "") if account else row.what
        account_id = account.id if account else None
        if view.subject is not None and view.subject.kind == "qbr":
            return Subject("qbr", view.subject.id, None, account_id, name, title=row.what)
        if account_id is None:
            return None
        return Subject("account", account_id, None, account_id, name, title=row.what)

    def chosen_rows(self) -> "list[InboxRow]":
        """The chosen ones, else the one under the cursor."""
        every = (*self.view.waiting, *self.view.answered)
        found = [row for row in every if row.view.id in self.chosen]
        return found or ([self.row] if self.row is not None else [])

    def copied(self, row: "InboxRow") -> str:
        """Who asks for what."""
        by = f"{row.view.asked_by.name}: " if row.view.asked_by else ""
        return f"{by}{row.what}, {row.view.state}"

    def title_now(self) -> Title:
        """Whose it is."""
        whom = "approvals" if self.view.may_decide else "what you asked for, and the others"
        return Title("", "Inbox", (whom,), is_demo=self.cockpit.is_demo)

    def facts(self) -> tuple[Fact, ...]:
        """How many there are to answer."""
        count = sum(not row.is_own for row in self.view.waiting)
        if not count:
            return ()
        return (
            Fact("slip", f"{count:,} to answer" if self.view.may_decide else f"{count:,} waiting", "soon"),
        )

    def speaker(self, row: "InboxRow") -> Speaker | None:
        """All that is needed to decide."""
        return partial(_speak, row, self.desk)

    def blank_words(self) -> list[Line]:
        """Nothing was asked."""
        if self.filter.text:
            return nothing_fits(self.filter.text)
        return [
            [("Nothing waits for an answer.", "text!")],
            [],
            [("     What the rules ask a manager for stands here: a QBR to skip,", "muted")],
            [("     a tier that the rules propose, a handover that is not ready.", "muted")],
        ]

    deeds: ClassVar[Mapping[str, Callable[[Any], object]]] = {
        "open": approving.open_subject,
        "why": approving.explain,
    }


def _speak(row: "InboxRow", desk: Any, width: int, glyphs: Glyphs) -> list[Line]:
    return inbox_lines(row, width, today=desk.now().date(), glyphs=glyphs)
