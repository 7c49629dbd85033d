"""The Textual application: theme, glyphs, and which screen stands where."""

import gc
from collections.abc import Callable, Iterable
from functools import partial
from importlib import import_module
from itertools import chain
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import App
from textual.screen import Screen

from repcockpit.tui import glyphs, theme
from repcockpit.tui.desk import Desk
from repcockpit.tui.drafts import Drafts
from repcockpit.tui.ink import Ink
from repcockpit.tui.keymap import keymap_of
from repcockpit.tui.screens.frame import FrameScreen
from repcockpit.tui.screens.today import TodayScreen
from repcockpit.tui.state import State
from repcockpit.tui.subject import Subject
from repcockpit.tui.syncer import Syncer
from repcockpit.tui.taste import Taste
from repcockpit.tui.text import visible
from repcockpit.tui.widgets.bars import Toast

if TYPE_CHECKING:
    from repcockpit.domain.views.today import TodayView

_SCREENS = {
    "accounts": "accounts:AccountsScreen",
    "contacts": "contacts:ContactsScreen",
    "qbrs": "qbrs:QbrsScreen",
    "requests": "requests:RequestsScreen",
    "coverage": "coverage:CoverageScreen",
    "team": "team:TeamScreen",
    "team_rep": "team_rep:TeamRepScreen",
    "team_rows": "team_rows:TeamRowsScreen",
    "orgchart": "orgchart:OrgChartScreen",
    "brief": "brief:BriefScreen",
    "training": "training:TrainingScreen",
    "news": "news:NewsScreen",
    "ideas": "ideas:IdeasScreen",
    "scorecard": "scorecard:ScorecardScreen",
    "detail": "detail:DetailScreen",
    "history": "history:HistoryScreen",
    "bin": "bin:BinScreen",
    "duplicates": "duplicates:DuplicatesScreen",
    "settings": "settings:SettingsScreen",
    "importing": "importing:ImportingScreen",
    "conflicts": "conflicts:ConflictsScreen",
    "conflict": "conflict:ConflictScreen",
    "sync": "syncing:SyncScreen",
    "inbox": "inbox:InboxScreen",
    "handover": "handover:HandoverScreen",
}
_KEPT = ("detail", "orgchart")
"""Screens over others that are kept, and become another record's."""
_WARMED = (
    "deeds.capturing",
    "deeds.looking",
    "deeds.moving",
    "deeds.going",
    "deeds.undoing",
    "dialogs.log",
    "dialogs.log_form_lines",
    "dialogs.why",
    "dialogs.help",
    "dialogs.palette",
)
LOOK_SECONDS, CLOCK_SECONDS, WARM_SECONDS, CAUTION_SECONDS = 1.0, 60.0, 0.4, 2.0


def _collect_again() -> None:
    """Let the garbage collector work from here on, but not on what was imported."""
    if not gc.isenabled():
        gc.freeze()
        gc.enable()


def _nothing() -> None:
    """Today is whole already."""


def _caution(cockpit: "Cockpit") -> None:
    """Say what is wrong with this machine, once the screen stands."""
    if cockpit.screen_stack:
        from repcockpit.tui.deeds.cautioning import caution  # noqa: PLC0415 -- not before the first frame

        caution(cockpit)


def _load_rest(desk: Desk, then: Callable[[], object]) -> None:
    """Import what the next keys need, so that the first of a kind is as quick as the next, then what writing needs."""
    try:
        for name in _WARMED:
            import_module(f"repcockpit.tui.{name}")
        desk.warm()
        then()
    finally:
        _collect_again()


def _screen_class(place: str) -> Callable[..., FrameScreen]:
    module, _, name = _SCREENS[place].partition(":")
    found: Callable[..., FrameScreen] = getattr(import_module(f"repcockpit.tui.screens.{module}"), name)
    return found


class Cockpit(App[int]):
    """The cockpit on one desk; `day` is Today where it has been read already, `version` the data's just before."""

    CSS_PATH: ClassVar[Any] = Path(__file__).with_name("styles") / "cockpit.tcss"
    ENABLE_COMMAND_PALETTE = False
    TITLE = "repcockpit"
    BINDINGS: ClassVar[list[Any]] = []

    def __init__(
        self,
        desk: Desk,
        taste: Taste,
        *,
        day: "TodayView | None" = None,
        version: int | None = None,
        is_demo: bool = False,
        state: State | None = None,
    ) -> None:
        self.tokens = theme.choose(taste.theme)
        super().__init__()
        self.animation_level = "none"
        chosen = theme.textual_theme(self.tokens)
        self.register_theme(chosen)
        self.theme = chosen.name
        self.stylesheet.set_variables(self.get_css_variables())
        self.crash: Exception | None = None
        self.desk = desk
        self.home: Desk | None = None
        self.taste = taste
        self.glyphs = glyphs.choose(taste.glyphs)
        keys = keymap_of(taste.keys)
        self.changed_keys = dict(keys.changed)
        self._complaint = taste.complaint or keys.complaint
        self.drafts = Drafts()
        self.is_demo = is_demo
        self.state = state or State(None)
        self.last_key_at = 0.0
        self.syncer = Syncer(self)
        self.busy = ""
        """What still runs and would be lost, in words; empty where nothing does."""
        self._lists: dict[str, FrameScreen] = {}
        self._over: dict[str, list[FrameScreen]] = {place: [] for place in _KEPT}
        self._inks = {False: Ink(self.tokens), True: Ink(self.tokens, dimmed=True)}
        today = TodayScreen(desk, day, stamp=version, is_demo=is_demo)
        self._when_warm = partial(self.call_later, today.read_soon) if day is not None else _nothing
        """What the first frame left out is shown as soon as it is known."""
        self._keep("today", today)

    def _handle_exception(self, error: Exception) -> None:
        """Keep what broke for the crash report, and leave without painting it over the terminal."""
        if self.crash is None:
            self.crash = error
        if self.is_headless:
            super()._handle_exception(error)
            return
        self._return_code = 1
        self._close_messages_no_wait()

    def ink_of(self, screen: Screen[Any]) -> Ink:
        """The styles for a screen: dimmed while another one stands before it."""
        return self._inks[screen is not self.screen]

    def get_default_screen(self) -> Screen[Any]:
        """Today."""
        screen = self._lists["today"]
        screen._push_result_callback(self, None)  # noqa: SLF001 -- `switch_screen` takes one away, and a first screen gets none
        return screen

    def _keep(self, place: str, screen: FrameScreen) -> FrameScreen:
        self._lists[place] = screen
        self.install_screen(screen, place)
        return screen

    def on_mount(self) -> None:
        """Look for other writers, read the clocks each minute, import the rest when the first frame stands."""
        self.set_interval(LOOK_SECONDS, self._look)
        self.set_interval(CLOCK_SECONDS, self._tick)
        self.set_timer(WARM_SECONDS, self._warm)
        self.set_timer(CAUTION_SECONDS, partial(_caution, self))
        self.syncer.begin()
        if self._complaint:
            self.base.show_toast(Toast("refused", visible(self._complaint), "esc closes", "late", stays=True))

    @property
    def base(self) -> FrameScreen:
        """The list at the bottom."""
        found: Any = self.screen_stack[0]
        return found  # type: ignore[no-any-return]

    def _look(self) -> None:
        if self.screen_stack and isinstance(self.screen, FrameScreen):
            self.screen.look_for_others()

    def _tick(self) -> None:
        self.keep_state()
        if self.screen_stack and isinstance(self.screen, TodayScreen):
            self.screen.read_again()

    def _warm(self) -> None:
        if not self.screen_stack:
            return
        if monotonic() - self.last_key_at < WARM_SECONDS:  # imports and keys would share one interpreter
            self.set_timer(WARM_SECONDS, self._warm)
            return
        work = partial(_load_rest, self.desk, self._when_warm)
        self.base.run_worker(work, thread=True, exit_on_error=False, name="warm")

    def go(self, place: str) -> FrameScreen:
        """Show one of the lists that a digit opens; what stood over the present one is closed."""
        self.keep_state()
        while len(self.screen_stack) > 1:
            self.pop_screen()
        screen = self._lists.get(place)
        if screen is None:
            screen = self._keep(place, _screen_class(place)(self.desk))
            screen.restore(self.state.of(place))
        if self.screen is not screen:
            self.switch_screen(screen)
        return screen

    def kept_screens(self) -> Iterable[FrameScreen]:
        """The lists and details that have been shown, also those that are not open now."""
        return (*self._lists.values(), *chain.from_iterable(self._over.values()))

    def keep_state(self) -> None:
        """Write what the lists look like, for the next run."""
        for place, screen in self._lists.items():
            if place != "today":
                self.state.keep(place, screen.state_now())
        self.state.save()

    def keep_choice(self, name: str, value: str) -> None:
        """Remember what was chosen last under a name."""
        self.state.choices[name] = value
        self.state.save()

    def kept_choice(self, name: str) -> str:
        """What was chosen last under a name, or nothing."""
        return self.state.choices.get(name, "")

    def open_place(self, place: str, *about: Any) -> None:
        """Open a screen over the present one; `about` is what its constructor takes after the desk.

        Those that change what they are about are opened on a screen of before where one is free.
        """
        kept = self._over.get(place, [])
        free: Any = next((screen for screen in kept if screen not in self.screen_stack), None)
        if free is not None:
            free.become(*about)
            self.push_screen(free)
            return
        made = _screen_class(place)(self.desk, *about)
        if place in _KEPT:
            kept.append(made)
            self.install_screen(made, f"{place}-{len(kept)}")
        self.push_screen(made)

    def open_detail(self, subject: Subject) -> None:
        """Open the account or the person of a subject."""
        self.open_place("detail", subject)

    def use_desk(self, desk: Desk, *, is_demo: bool) -> None:
        """Work on another book from here on; every screen begins anew."""
        self.keep_state()
        while len(self.screen_stack) > 1:
            self.pop_screen()
        before, self._lists = [*self.kept_screens()], {}
        self._over = {place: [] for place in _KEPT}
        self.desk, self.is_demo = desk, is_demo
        self.state = State(None) if is_demo else State.load(desk.database)
        fresh = TodayScreen(desk, is_demo=is_demo)
        self.switch_screen(fresh)
        for screen in before:
            self.uninstall_screen(screen)
            screen.remove()
        self._keep("today", fresh)

    async def action_quit(self) -> None:
        """Quit by ctrl+q, which asks what its key asks."""
        self.leave()

    def leave(self) -> None:
        """Quit with 0; out of the sample book it leads home first, and while something runs it asks."""
        from repcockpit.tui.deeds.bringing import come_home  # noqa: PLC0415 -- not before the first frame
        from repcockpit.tui.dialogs.question import Question  # noqa: PLC0415 -- the same

        def answered(is_meant: bool | None) -> None:  # noqa: FBT001 -- the callback of a screen
            if is_meant:
                self.busy = ""
                self.leave()

        if self.busy:
            subject = visible(f"{self.busy[0].upper()}{self.busy[1:]} is still running")
            self.push_screen(Question("Quit", subject, "It would stop.", "quit"), answered)
        elif not come_home(self):
            self.keep_state()
            if self.syncer.leave(partial(self.exit, 0)):
                top: Any = next(one for one in reversed(self.screen_stack) if isinstance(one, FrameScreen))
                top.show_toast(Toast("unsent", "Syncing; q again leaves", ink="muted", stays=True))
            else:
                self.exit(0)
