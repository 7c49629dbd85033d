"""What every list has: the virtual list, filter, chosen rows, the pane beside it, and what stands where no row stands."""

from typing import Any

from textual.app import ComposeResult
from textual.events import Key, Resize, ScreenResume
from textual.geometry import Size

from repcockpit.domain.errors import CockpitError
from repcockpit.tui.desk import Desk
from repcockpit.tui.job import Job
from repcockpit.tui.screens.paned import PanedScreen
from repcockpit.tui.state import PlaceState
from repcockpit.tui.subject import Subject
from repcockpit.tui.text import Line
from repcockpit.tui.today_bars import filter_keys, filter_line
from repcockpit.tui.widgets.bars import KeyHint
from repcockpit.tui.widgets.blank import Blank, nothing_fits
from repcockpit.tui.widgets.field import Field
from repcockpit.tui.widgets.ledger import Ledger

AIRY_FROM = 36
"""The rows of the screen from which a blank line stands above each group."""


class ListScreen(PanedScreen):
    """A screen that is one list. A child says what the rows are, how they are painted, and what they are about."""

    DEFAULT_CSS = "ListScreen.-blank Ledger { display: none; } ListScreen.-blank Blank { display: block; }"

    def __init__(self, desk: Desk, *, stamp: object = None) -> None:
        """`stamp` is `stamp_now()` of just before the rows were read; without it they are read at once."""
        super().__init__(desk)
        self.chosen: dict[Any, Subject] = {}
        self.ledger: Ledger = Ledger(self.key_of, self._paint, self.show_pane)
        self.blank = Blank()
        self._filled_at: Size | None = None
        self._seen_stamp = stamp
        self.export_job: Job[int] | None = None
        if stamp is None:
            self._seen_stamp = self.stamp_now()
            self.read()

    @property
    def subject(self) -> Subject | None:
        """What the row under the cursor is about."""
        return self.subject_of(self.row) if self.row is not None else None

    def subjects(self) -> list[Subject]:
        """The chosen rows, else the one under the cursor."""
        return list(self.chosen.values()) or super().subjects()

    def compose(self) -> ComposeResult:
        """Header, list, pane, footer."""
        self._fit(self.app.size)
        self.fill()
        yield self.header
        yield self.pane
        yield self.footer  # above the pane, where an error needs two lines
        yield self.ledger
        yield self.blank

    def on_mount(self) -> None:
        """Let the pane speak after the first frame."""
        self.call_after_refresh(self.first_pane)

    def take_key(self, event: Key) -> None:
        """One key; one typed before the screen stood finds its rows all the same. Esc stops an export first."""
        if self._filled_at is None:
            self.fill()
        if event.key == "escape" and self.export_job is not None and not self.is_filtering:
            self.export_job.ask_to_stop()
            return
        super().take_key(event)

    def on_resize(self, event: Resize) -> None:
        """Give the pane its share, and air to the groups of a tall screen."""
        if event.size != self._filled_at:
            self._fit(event.size)
            self.fill()
            self.ask_pane()

    def _paint(self, row: Any, width: int, is_here: bool) -> Line:  # noqa: FBT001 -- the painter's signature
        line = self.paint(row, width, is_here=is_here)
        if self.chosen and self.key_of(row) in self.chosen:
            return [(self.app.glyphs.full, "accent!"), *line[1:]]  # type: ignore[attr-defined]
        return line

    def fill(self, *, is_done: bool = False) -> None:
        """Lay out the rows anew; the cursor stays on its record, or goes on where that is done."""
        sheet = self.sheet(self.filter.text, is_airy=self.app.size.height >= AIRY_FROM)
        self.ledger.show(sheet, is_done=is_done)
        self.set_class(not sheet.row_count, "-blank")
        if not sheet.row_count:
            self.blank.show(self.blank_words())
        self.draw_bars()
        self._filled_at = self.app.size

    def read_again(self, *, is_done: bool = False) -> None:
        """Read and fill; what cannot be read is said, and what was shown stays."""
        try:
            stamp = self.stamp_now()
            self.read()
            self._seen_stamp = stamp
        except CockpitError as error:
            self.show_error(error)
            return
        self.chosen = {} if is_done else still_there(self)
        self._fit(self.app.size)
        self.fill(is_done=is_done)
        self.ask_pane()

    def look_anew(self) -> None:
        """Read and show other rows from the top, without filter and without chosen rows; may raise CockpitError."""
        stamp = self.stamp_now()
        self.read()
        self._seen_stamp = stamp
        self.filter, self.is_filtering, self.prefix = Field(), False, ""
        self.chosen.clear()
        self.clear_toast()
        self.ledger.begin_at(None)
        self.fill()
        self.show_pane()

    def stamp_now(self) -> object:
        """What changes when anything was written, here or by another process."""
        return self.desk.data_version()

    def look_for_others(self) -> None:
        """Read again where something was written since."""
        try:
            stamp = self.stamp_now()
        except CockpitError:
            return
        if self._seen_stamp != stamp:
            self.read_again()
            self._seen_stamp = stamp

    def on_screen_resume(self, event: ScreenResume) -> None:
        """With what was written meanwhile."""
        del event
        if self._filled_at is not None:
            self.look_for_others()

    def blank_words(self) -> list[Line]:
        """What stands where no row stands."""
        return nothing_fits(self.filter.text)

    def draw_bars(self) -> None:
        """Say in header and footer what holds now."""
        self.header.title_now = self.title_now()
        self.header.facts = self.facts()
        self.header.filter = filter_line(self.filter, self.app.size.width, is_open=self.is_filtering)
        self.header.redraw()
        if self.prefix or self.is_filtering:
            self.clear_toast()
        super().draw_bars()

    def footer_now(self) -> tuple[str, tuple[KeyHint, ...]]:
        """The keys of the field while the filter is typed; else how many rows are chosen, and the usual ones."""
        if self.is_filtering:
            return "", filter_keys()
        lead, hints = super().footer_now()
        return (f" {len(self.chosen):,} chosen  " if self.chosen else lead), hints

    def on_ledger_opened(self) -> None:
        """A click on the row of the cursor opens it."""
        self.perform("open")

    def state_now(self) -> PlaceState:
        """The filter and the record under the cursor."""
        subject = self.subject
        return PlaceState(filter=self.filter.text, record=subject.id.hex() if subject else "")

    def restore(self, state: PlaceState) -> None:
        """With the filter of the last run."""
        self.filter = Field(state.filter, len(state.filter))


def still_there(screen: ListScreen) -> dict[Any, Subject]:
    """The chosen rows that the list still has, whatever its filter shows; all of them while it is being read."""
    if not screen.chosen:
        return {}
    whole = screen.sheet("", is_airy=False)
    if not getattr(getattr(screen, "view", None), "is_whole", True):
        return screen.chosen
    return {
        key: subject for key, subject in screen.chosen.items() if whole.find(key, screen.key_of) is not None
    }
