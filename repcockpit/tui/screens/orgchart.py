"""The org chart of an account: flags, the tree with its holes, seats, what changed; edited by keys."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from textual.events import Key

from repcockpit.domain.errors import CockpitError
from repcockpit.domain.views.chart import ChartPerson
from repcockpit.domain.views.coverage import PersonCoverage
from repcockpit.tui.chart_paint import paint_row
from repcockpit.tui.chart_pane import pane_lines
from repcockpit.tui.chart_rows import ChartRow, chart_sheet, copied, filtered_sheet, subject_of
from repcockpit.tui.deeds import charting
from repcockpit.tui.desk import Desk
from repcockpit.tui.screens.listing import ListScreen
from repcockpit.tui.sheet import Sheet
from repcockpit.tui.subject import Subject
from repcockpit.tui.text import Line, visible
from repcockpit.tui.widgets.bars import Fact, KeyHint, Title
from repcockpit.tui.widgets.pane import Speaker, pane_width
from repcockpit.tui.words import counted

if TYPE_CHECKING:
    from repcockpit.domain.views.details import Why
    from repcockpit.tui.desks.chart import ChartSheet

_BANDS = {"broad": ("done", "good"), "partial": ("slip", "soon"), "thin": ("slip", "soon")}


class OrgChartScreen(ListScreen):
    """The people of one account as a tree; the cursor walks over all of it."""

    place = "orgchart"

    def __init__(self, desk: Desk, subject: Subject) -> None:
        """`subject` has an account; the cursor begins on its person where it has one."""
        assert subject.account_id is not None  # noqa: S101 -- `charting.chart` sees to it
        self._account_id = subject.account_id
        self.shown: ChartSheet
        self.known: dict[bytes, PersonCoverage] = {}
        self.held: ChartPerson | None = None
        """Whom a move has taken up and not yet put down."""
        super().__init__(desk)
        self._begin(subject.contact_id)

    def _begin(self, contact_id: bytes | None) -> None:
        people = self.shown.view.people
        here = contact_id if any(one.id == contact_id for one in people) else None
        first = here or (people[0].id if people else None)
        if first is not None:
            self.ledger.begin_at(("people", first))

    def become(self, subject: Subject) -> None:
        """Show the chart of another account; may raise CockpitError, and then nothing has changed."""
        assert subject.account_id is not None  # noqa: S101 -- `charting.chart` sees to it
        before, self._account_id = self._account_id, subject.account_id
        try:
            self.look_anew()
        except CockpitError:
            self._account_id = before
            raise
        self.held = None
        self._begin(subject.contact_id)
        self.fill()

    def read(self) -> None:
        """The chart anew."""
        self.shown = self.desk.chart.sheet(self._account_id)
        self.known = {one.contact_id: one for one in self.shown.coverage.coverage.people}

    @property
    def about(self) -> Subject:
        """The account, for what is begun where no row is."""
        account = self.shown.view.account
        return Subject("account", account.id, None, account.id, account.name or "")

    def put_cursor(self, row_id: bytes) -> None:
        """Put the cursor on a person or a hole of the tree."""
        found = self.ledger.sheet.find(("people", row_id), self.key_of)
        if found is not None:
            self.ledger.go_to(found)

    def sheet(self, text: str, *, is_airy: bool) -> Sheet[Any]:
        """All sections; with a filter only people and holes that fit it."""
        if text.strip():
            return filtered_sheet(self.shown, self.known, text)
        width = self.app.size.width
        room = width - pane_width(width) - 1 if pane_width(width) else width
        return chart_sheet(self.shown, room, is_airy=is_airy)

    def key_of(self, row: ChartRow) -> object:
        """Section and record."""
        return row.section, row.key

    def paint(self, row: ChartRow, width: int, *, is_here: bool) -> Line:
        """One row of its section."""
        today = self.shown.view.today
        return paint_row(row, self.known, today, width, self.cockpit.glyphs, is_here=is_here)

    def subject_of(self, row: ChartRow) -> Subject | None:
        """The person, the empty seat, or the account."""
        return subject_of(row, self.shown)

    def copied(self, row: ChartRow) -> str:
        """The row as text."""
        return copied(row)

    def title_now(self) -> Title:
        """The account."""
        return Title("", visible(self.shown.view.account.name or ""), ("org chart",), self.cockpit.is_demo)

    def facts(self) -> tuple[Fact, ...]:
        """How broadly it is covered, by how many threads, how many flags."""
        covered = self.shown.coverage.coverage
        threads = Fact("calm", counted(covered.threads, "thread"), "text")
        if covered.index is None or covered.band is None:
            return Fact("hole", "not mapped", "muted"), threads
        glyph, ink = _BANDS.get(covered.band, ("slip", "soon"))
        band = Fact(glyph, f"{covered.band} {covered.index:.0f}", ink)
        return band, threads, Fact("calm", counted(len(covered.flags), "flag"), "text")

    def speaker(self, row: ChartRow) -> Speaker | None:
        """The person or hole of the row; of other rows the index."""
        subject = self.subject_of(row)
        who = subject.id if subject is not None else None
        one = next((each for each in self.shown.view.people if each.id == who), None)
        return partial(pane_lines, self.shown, one, self.known.get(one.id) if one is not None else None)

    def why_view(self) -> "Why | None":
        """Why the person is where they are; of flags, seats and gaps why the index is what it is."""
        row: ChartRow | None = self.row
        if row is None or not isinstance(row.item, ChartPerson) or row.item.is_seat:
            return self.desk.coverage.why(self.shown.view.account.id)
        return super().why_view()

    def blank_words(self) -> list[Line]:
        """An account without anybody."""
        if self.filter.text:
            return super().blank_words()
        return [
            [("Nobody is known at this account yet.", "text!")],
            [],
            [("n", "accent!"), ("  Name, Title", "text")],
        ]

    def take_key(self, event: Key) -> None:
        """While somebody is in hand, enter puts them down and esc lets go."""
        if self.held is not None and not self.is_filtering and not self.prefix:
            if event.key in {"enter", "m"}:
                self.attempt_to(lambda: charting.put_down(self))
                return
            if event.key == "escape":
                self.held = None
                self.draw_bars()
                return
        super().take_key(event)

    def footer_now(self) -> tuple[str, tuple[KeyHint, ...]]:
        """What enter does while somebody is in hand."""
        if self.held is None or self.is_filtering:
            return super().footer_now()
        name = visible(self.held.name)[:24]
        return f" {name} in hand  ", (
            KeyHint("enter", "put under this row", "open"),
            KeyHint("esc", "let go", "back"),
        )

    deeds: ClassVar[Mapping[str, Callable[[Any], object]]] = {
        "open": charting.open_row,
        "new": charting.new,
        "remove": charting.remove,
        "export": charting.export,
    }
