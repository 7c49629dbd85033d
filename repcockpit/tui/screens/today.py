"""Today: one ranked list, the pane beside it, and what the keys do there."""

import gc
from functools import partial
from importlib import import_module

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.events import Key, Resize
from textual.geometry import Size

from repcockpit.domain.errors import CockpitError
from repcockpit.domain.views.today import TodayItem, TodayView
from repcockpit.tui.day import key_of, row_cells
from repcockpit.tui.desk import Desk
from repcockpit.tui.drafts import Drafts
from repcockpit.tui.grid import row_line
from repcockpit.tui.screens import today_deeds
from repcockpit.tui.screens.frame import FrameScreen
from repcockpit.tui.text import Line
from repcockpit.tui.today_bars import attempt_keys, day_title, filter_keys, filter_line, header_facts
from repcockpit.tui.today_sheet import searched_texts, today_sheet
from repcockpit.tui.widgets.bars import Footer, KeyHint, Toast, usual_keys
from repcockpit.tui.widgets.blank import Blank
from repcockpit.tui.widgets.field import Field
from repcockpit.tui.widgets.ledger import Ledger
from repcockpit.tui.widgets.pane import EDGE, Pane, pane_width


def _collect_again() -> None:
    """Let the garbage collector work from here on, but not on what was imported."""
    if not gc.isenabled():
        gc.freeze()
        gc.enable()


def _load_rest(desk: Desk) -> None:
    """Import the dialogs, so that their first key is as quick as the next, then what writing needs."""
    for name in ("log", "why", "help"):
        import_module(f"repcockpit.tui.dialogs.{name}")
    desk.warm()


class TodayScreen(FrameScreen):
    """The screen of the day; `perform` runs an action of the registry."""

    DEFAULT_CSS = "TodayScreen.-blank Ledger { display: none; } TodayScreen.-blank Blank { display: block; }"
    deeds = today_deeds.DEEDS

    def __init__(
        self,
        desk: Desk,
        day: TodayView | None,
        *,
        version: int | None = None,
        is_demo: bool = False,
        complaint: str = "",
    ) -> None:
        super().__init__()
        self.desk = desk
        self.day = day if day is not None else desk.today()
        self.is_demo = is_demo or self.day.is_demo
        self.complaint = complaint
        self.filter = Field()
        self.is_filtering = False
        self.is_attempting = False
        self.drafts = Drafts()
        self.ledger: Ledger = Ledger(key_of, self._paint, self.show_pane)
        self.pane, self.blank = Pane(), Blank()
        self._seen_version = version
        self._filled_at: Size | None = None
        self._is_pane_asked = False
        self._texts: tuple[TodayView, tuple[str, ...]] | None = None

    @property
    def item(self) -> TodayItem | None:
        """The row under the cursor."""
        found: TodayItem | None = self.ledger.current
        return found

    def compose(self) -> ComposeResult:
        """Header, list, pane, footer."""
        self._fit(self.app.size.width)
        self.fill()
        yield self.header
        yield self.footer
        yield Horizontal(self.ledger, self.blank, self.pane)

    def on_mount(self) -> None:
        """Let the pane speak after the first frame, watch for other writers, read the clocks each minute."""
        self.call_after_refresh(self.show_pane)
        self.call_after_refresh(_collect_again)
        self.set_interval(1.0, self._look_for_others)
        self.set_interval(60.0, self.read_again)
        self.set_timer(0.4, self._warm)
        if self.complaint:
            self.show_toast(Toast("refused", self.complaint, "esc closes", "late", stays=True))

    def _warm(self) -> None:
        work = partial(_load_rest, self.desk)
        self.run_worker(work, thread=True, exit_on_error=False, name="warm")

    def on_resize(self, event: Resize) -> None:
        """Give the pane its share, and air to the groups of a tall screen."""
        if event.size != self._filled_at:
            self._fit(event.size.width)
            self.fill()
            self.ask_pane()

    def _fit(self, width: int) -> None:
        wide = pane_width(width)
        self.pane.styles.display = "block" if wide and not self.day.is_empty else "none"
        self.pane.styles.width = wide + EDGE

    def _paint(self, item: TodayItem, width: int, is_here: bool) -> Line:  # noqa: FBT001 -- the painter's signature
        glyphs = self.app.glyphs  # type: ignore[attr-defined]
        return row_line(row_cells(item, self.day, glyphs), width, glyphs, is_here=is_here)

    def fill(self, *, is_done: bool = False) -> None:
        """Lay out the day anew; the cursor stays on its record, or goes on where that is done."""
        if self.filter.text and (self._texts is None or self._texts[0] is not self.day):
            self._texts = self.day, searched_texts(self.day)
        texts = self._texts[1] if self.filter.text and self._texts else None
        sheet = today_sheet(self.day, self.filter.text, is_airy=self.app.size.height >= 36, texts=texts)
        self.ledger.show(sheet, is_done=is_done)
        self.set_class(not sheet.row_count, "-blank")
        self.blank.show(self.day, self.filter.text)
        self.draw_bars()
        self._filled_at = self.app.size

    def ask_pane(self) -> None:
        """Let the pane speak after the next frame: once, however many rows the cursor passes until then."""
        if not self._is_pane_asked:
            self._is_pane_asked = True
            self.call_after_refresh(self.show_pane)

    def show_pane(self) -> None:
        """Let the pane speak of the row under the cursor."""
        self._is_pane_asked = False
        if self.pane.styles.display == "none":
            return
        try:
            view = self.desk.pane(self.item) if self.item is not None else None
        except CockpitError as error:
            self.show_error(error)
            view = None
        self.pane.show(view, self.day)

    def draw_bars(self) -> None:
        """Say in header and footer what holds now."""
        self.header.title_now = day_title(self.day, is_demo=self.is_demo)
        self.header.facts = header_facts(self.day)
        self.header.filter = filter_line(self.filter, self.app.size.width, is_open=self.is_filtering)
        self.header.redraw()
        if self.is_attempting or self.is_filtering:
            self.clear_toast()
        self.footer.lead, self.footer.hints = self._hints()
        self.footer.redraw()

    def _hints(self) -> tuple[str, tuple[KeyHint, ...]]:
        if self.is_attempting:
            return (" attempt: " if self.app.size.width >= 72 else ""), attempt_keys()
        return "", filter_keys() if self.is_filtering else usual_keys()

    def read_again(self, *, is_done: bool = False) -> None:
        """Read the day and fill the screen; what cannot be read is said and the old day stays."""
        try:
            self.day = self.desk.today()
        except CockpitError as error:
            self.show_error(error)
            return
        self._fit(self.app.size.width)
        self.fill(is_done=is_done)
        self.ask_pane()

    def _look_for_others(self) -> None:
        try:
            version = self.desk.data_version()
        except CockpitError:
            return
        if self._seen_version not in (None, version):
            self.read_again()
        self._seen_version = version

    def take_key(self, event: Key) -> None:
        """One key: into the filter, after an attempt's `a`, or an action of the registry."""
        if self.is_swallowed_by_toast(event):
            return
        if self.is_filtering:
            today_deeds.type_filter(self, event)
        elif self.is_attempting:
            today_deeds.choose_attempt(self, event)
        else:
            super().take_key(event)

    def take_paste(self, text: str) -> None:
        """A paste goes into the filter while it is open."""
        if self.is_filtering:
            today_deeds.set_filter(self, self.filter.typed(text))

    def on_ledger_opened(self) -> None:
        """A click on the row of the cursor asks why."""
        self.perform("why")

    def on_footer_pressed(self, event: Footer.Pressed) -> None:
        """A click on a footer key is that key."""
        if event.action == "enter":
            today_deeds.end_filter(self)
        else:
            self.perform(event.action)
