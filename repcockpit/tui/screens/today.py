"""Today: one ranked list, the pane beside it, and what the keys do there."""

from functools import cached_property
from typing import TYPE_CHECKING, Any

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.events import Key, Paste, Resize
from textual.geometry import Size
from textual.screen import Screen

from repcockpit.domain.errors import CockpitError, NothingToUndoError
from repcockpit.domain.views.today import TodayItem, TodayView
from repcockpit.tui import keymap
from repcockpit.tui.actions import ATTEMPT_LETTERS
from repcockpit.tui.day import key_of, row_cells
from repcockpit.tui.desk import Desk
from repcockpit.tui.drafts import Drafts
from repcockpit.tui.grid import row_line
from repcockpit.tui.screens import today_deeds
from repcockpit.tui.text import Line, visible
from repcockpit.tui.today_sheet import header_facts, searched_texts, today_sheet
from repcockpit.tui.widgets.bars import Footer, Header, KeyHint, Title, Toast, usual_keys
from repcockpit.tui.widgets.blank import Blank
from repcockpit.tui.widgets.field import Field, tail_line
from repcockpit.tui.widgets.ledger import Ledger
from repcockpit.tui.widgets.pane import EDGE, Pane, pane_width
from repcockpit.tui.words import full_date

if TYPE_CHECKING:
    from textual.timer import Timer

TOAST_SECONDS = 5.0


class TodayScreen(Screen[None]):
    """The screen of the day; `perform` runs an action of the registry."""

    AUTO_FOCUS = ""
    DEFAULT_CSS = "TodayScreen.-blank Ledger { display: none; } TodayScreen.-blank Blank { display: block; }"

    def __init__(
        self, desk: Desk, day: TodayView | None, *, is_demo: bool = False, complaint: str = ""
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
        self.ledger: Ledger = Ledger(key_of, self._paint)
        self.pane, self.header, self.footer, self.blank = Pane(), Header(), Footer(), Blank()
        self._seen_version: int | None = None
        self._toast_timer: Timer | None = None
        self._filled_at: Size | None = None
        self._is_pane_asked = False
        self._texts: tuple[TodayView, tuple[str, ...]] | None = None

    @cached_property
    def _actions(self) -> dict[str, str]:
        return keymap.by_key()

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
        self.set_interval(1.0, self._look_for_others)
        self.set_interval(60.0, self.read_again)
        self.set_timer(0.4, self._warm)
        if self.complaint:
            self.show_toast(Toast("refused", self.complaint, "esc closes", "late", stays=True))

    def _warm(self) -> None:
        self.run_worker(self.desk.warm, thread=True, exit_on_error=False, name="warm")

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

    def fill(self) -> None:
        """Lay out the day anew; the cursor stays on its record."""
        texts = self._texts_of(self.day) if self.filter.text else None
        sheet = today_sheet(self.day, self.filter.text, is_airy=self.app.size.height >= 36, texts=texts)
        self.ledger.show(sheet)
        self.set_class(not sheet.row_count, "-blank")
        self.blank.show(self.day, self.filter.text)
        self.draw_bars()
        self._filled_at = self.app.size

    def _texts_of(self, day: TodayView) -> tuple[str, ...]:
        if self._texts is None or self._texts[0] is not day:
            self._texts = day, searched_texts(day)
        return self._texts[1]

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
        day = (
            f"{full_date(self.day.day)}, next working day" if self.day.is_day_off else full_date(self.day.day)
        )
        rep = (visible(self.day.rep_name),) if self.day.rep_name else ()
        new = self.day.is_empty and not self.is_demo
        parts = ("nothing here yet",) if new else (day, *rep)
        self.header.title_now = Title(
            "" if new else "1", "repcockpit" if new else "Today", parts, self.is_demo
        )
        self.header.facts = header_facts(self.day)
        self.header.filter = self._filter_line()
        self.header.redraw()
        self.footer.lead, self.footer.hints = self._hints()
        self.footer.redraw()

    def _filter_line(self) -> Line:
        if self.is_filtering:
            room = max(8, min(30, self.app.size.width // 3))
            return [
                ("/", "accent!"),
                *((text, "accent" if ink == "text" else ink) for text, ink in tail_line(self.filter, room)),
            ]
        return [("/" + visible(self.filter.text), "accent!")] if self.filter.text else []

    def _hints(self) -> tuple[str, tuple[KeyHint, ...]]:
        if self.is_attempting:
            hints = [KeyHint(letter, said, f"attempt_{letter}") for letter, said in ATTEMPT_LETTERS.items()]
            lead = " attempt: " if self.app.size.width >= 72 else ""
            return lead, (*hints, KeyHint("esc", "back", "back"))
        if self.is_filtering:
            return "", (KeyHint("enter", "keep the filter", "enter"), KeyHint("esc", "show all", "back"))
        return "", usual_keys()

    def read_again(self) -> None:
        """Read the day and fill the screen; what cannot be read is said and the old day stays."""
        try:
            self.day = self.desk.today()
        except CockpitError as error:
            self.show_error(error)
            return
        self._fit(self.app.size.width)
        self.fill()
        self.ask_pane()

    def _look_for_others(self) -> None:
        try:
            version = self.desk.data_version()
        except CockpitError:
            return
        if self._seen_version not in (None, version):
            self.read_again()
        self._seen_version = version

    def show_toast(self, toast: Toast) -> None:
        """Put a sentence in the footer's place: for five seconds, or until a key."""
        self.footer.toast = toast
        self.footer.redraw()
        if self._toast_timer is not None:
            self._toast_timer.stop()
        self._toast_timer = None if toast.stays else self.set_timer(TOAST_SECONDS, self.clear_toast)

    def show_error(self, error: CockpitError) -> None:
        """Say what happened and what to do, until esc."""
        said = f"{error.message}; {error.hint}" if error.hint else error.message
        self.show_toast(Toast("refused", visible(said), "esc closes", "late", stays=True))

    def clear_toast(self) -> None:
        """Show the keys again."""
        if self.footer.toast is not None:
            self.footer.toast = None
            self.footer.redraw()

    def perform(self, action_id: str) -> None:
        """Run an action; an error of the desk becomes a toast."""
        try:
            today_deeds.DEEDS[action_id](self)
        except NothingToUndoError as error:
            self.show_toast(Toast("calm", visible(error.message), ink="muted"))
        except CockpitError as error:
            self.show_error(error)

    def take_key(self, event: Key) -> None:
        """One key: into the filter, after an attempt's `a`, or an action of the registry."""
        if self.footer.toast is not None and (not self.footer.toast.stays or event.key == "escape"):
            was_error = self.footer.toast.stays
            self.clear_toast()
            if was_error:
                return
        if self.is_filtering:
            today_deeds.type_filter(self, event)
        elif self.is_attempting:
            today_deeds.choose_attempt(self, event)
        elif found := self._actions.get(event.key) or self._actions.get(event.character or ""):
            self.perform(found)

    def on_key(self, event: Key) -> None:
        """Hand the key to the screen on top, so that fast typing stays in order."""
        if event.key in {"ctrl+q", "tab", "shift+tab"}:
            return
        event.stop()
        event.prevent_default()
        top: Any = self.app.screen
        top.take_key(event)

    def on_paste(self, event: Paste) -> None:
        """A paste goes into the field that is open."""
        event.stop()
        top: Any = self.app.screen
        if top is not self:
            top.take_paste(event.text)
        elif self.is_filtering:
            today_deeds.set_filter(self, self.filter.typed(event.text))

    def on_ledger_moved(self) -> None:
        """The pane follows the cursor."""
        self.ask_pane()

    def on_ledger_opened(self) -> None:
        """A click on the row of the cursor asks why."""
        self.perform("why")

    def on_footer_pressed(self, event: Footer.Pressed) -> None:
        """A click on a footer key is that key."""
        if event.action == "enter":
            today_deeds.end_filter(self)
        else:
            self.perform(event.action)

    def on_screen_suspend(self) -> None:
        """Go grey behind a dialog."""
        self._recolour()

    def on_screen_resume(self) -> None:
        """Come back in colour."""
        self._recolour()

    def _recolour(self) -> None:
        for widget in (self.header, self.ledger, self.blank, self.pane, self.footer):
            widget.refresh()
