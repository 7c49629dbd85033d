"""Handover: accounts on their way to a colleague with what is missing, and what would be lost if a rep left."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from textual.worker import Worker, WorkerState

from repcockpit.domain.views.handover import ItemView, OnlyYou, OnlyYouNote
from repcockpit.tui.deeds import handing
from repcockpit.tui.desk import Desk
from repcockpit.tui.glyphs import Glyphs
from repcockpit.tui.handover_rows import HandoverLine, account_lines, handover_line, handover_sheet
from repcockpit.tui.screens.listing import ListScreen
from repcockpit.tui.sheet import Sheet
from repcockpit.tui.subject import Subject
from repcockpit.tui.text import Line, visible
from repcockpit.tui.widgets.bars import Fact, Title
from repcockpit.tui.widgets.blank import nothing_fits
from repcockpit.tui.widgets.pane import Speaker

if TYPE_CHECKING:
    from repcockpit.domain.views.handover import AccountHandover, HandoverPage


_WORK = "handover"


class HandoverScreen(ListScreen):
    """The handovers of `about`: an account, or a rep; None is the rep whose book it is."""

    place = "handover"
    view: "HandoverPage"

    def __init__(self, desk: Desk, about: Subject | None = None) -> None:
        self.about = about
        self.opened: set[bytes] = set()
        self.is_looking = False
        super().__init__(desk)
        if len(self.view.underway) + len(self.view.rest) == 1:
            self.opened = {one.id for one in (*self.view.underway, *self.view.rest)}

    def read(self) -> None:
        """The page anew."""
        about, handing = self.about, self.desk.handing
        kind, record_id = (about.kind, about.id) if about is not None else ("rep", handing.rep_id)
        self.is_looking = kind == "rep" and record_id is not None and handing.is_long(record_id)
        if not self.is_looking or record_id is None:
            self.view = handing.page(kind, record_id)
            return
        before = getattr(self, "view", None)
        first = handing.first_page(record_id)
        gone = {one.id for one in first.underway}
        rest = tuple(one for one in before.rest if one.id not in gone) if before is not None else ()
        self.view = first._replace(rest=rest)
        if self.is_attached:
            self._look(record_id)

    def on_mount(self) -> None:
        """Look for what takes long."""
        super().on_mount()
        if self.is_looking and self.view.about is not None:
            self._look(self.view.about.id)

    def _look(self, rep_id: bytes) -> None:
        find = partial(self.desk.handing.page_apart, rep_id)
        self.run_worker(find, thread=True, exit_on_error=False, exclusive=True, name=_WORK)

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """What would be lost is there."""
        if (
            event.worker.name == _WORK
            and event.state is WorkerState.SUCCESS
            and event.worker.result is not None
        ):
            self.is_looking, self.view = False, event.worker.result
            self.fill()
            self.ask_pane()
        else:
            super().on_worker_state_changed(event)

    def sheet(self, text: str, *, is_airy: bool) -> Sheet[Any]:
        """The accounts that the filter keeps."""
        return handover_sheet(self.view, self.opened, text, is_airy=is_airy)

    def key_of(self, row: HandoverLine) -> object:
        """Account and part."""
        return row.key

    def paint(self, row: HandoverLine, width: int, *, is_here: bool) -> Line:
        """One row."""
        today = self.desk.now().date()
        return handover_line(row, width, self.cockpit.glyphs, today, is_here=is_here)

    def subject_of(self, row: HandoverLine) -> Subject | None:
        """The person or the record of the row, else the account."""
        one, part = row.account, row.part
        if isinstance(part, OnlyYou):
            return Subject("contact", part.id, part.id, one.id, part.name, one.name)
        if part is None or isinstance(part, ItemView):
            return Subject("account", one.id, None, one.id, one.name)
        if isinstance(part, OnlyYouNote):
            return Subject("interaction", part.id, None, one.id, one.name, title=part.text)
        kind = {"request": "request", "qbr": "qbr", "meeting": "interaction", "idea": "idea"}.get(
            part.kind, "task"
        )
        return Subject(
            kind, part.id, part.contact.id if part.contact else None, one.id, one.name, title=part.title
        )

    def accounts(self) -> "list[AccountHandover]":
        """The account under the cursor; without a row none."""
        row: HandoverLine | None = self.row
        return [row.account] if row is not None else []

    def title_now(self) -> Title:
        """Whose."""
        about = self.view.about
        whose = visible(about.name or "") if about is not None else "everybody's"
        return Title("", "Handover", (whose,), is_demo=self.cockpit.is_demo)

    def facts(self) -> tuple[Fact, ...]:
        """How many are ready of those that go on; else how many people only one of us knows."""
        if self.is_looking and not self.view.rest:
            return (Fact("calm", "reading what would be lost", "muted"),)
        going = self.view.underway
        if going:
            ready = sum(one.ready for one in going)
            return (
                Fact("done" if ready == len(going) else "slip", f"{ready} of {len(going)} ready", "text"),
            )
        count = sum(len(one.only_you) for one in self.view.rest)
        return (Fact("slip", f"{count:,} known to one", "soon"),) if count else ()

    def speaker(self, row: HandoverLine) -> Speaker | None:
        """The account whole."""
        return partial(_speak, row.account, self.desk)

    def blank_words(self) -> list[Line]:
        """Nothing changes hands."""
        if self.filter.text:
            return nothing_fits(self.filter.text)
        if self.is_looking:
            return [
                [("Reading what would be lost.", "text!")],
                [],
                [("esc", "accent!"), ("  goes back", "text")],
            ]
        return [
            [("No account changes hands.", "text!")],
            [],
            [("K", "accent!"), ("  on an account or a rep begins a handover", "text")],
            [("   The rehearsal of who leaves stands on the page of a rep: 8, enter, K", "muted")],
        ]

    deeds: ClassVar[Mapping[str, Callable[[Any], object]]] = {
        "open": handing.open_row,
        "select": handing.tick,
        "select_all": handing.open_all,
        "new": handing.begin,
        "owner": handing.transfer,
        "remove": handing.give_back,
        "pack": handing.pack,
        "why": handing.explain,
    }


def _speak(one: "AccountHandover", desk: Any, width: int, glyphs: Glyphs) -> list[Line]:
    return account_lines(one, width, glyphs, desk.now().date())
