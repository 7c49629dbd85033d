"""Syncing beside the screens: one at a time, in a thread that the end of the program does not wait for."""

from collections.abc import Callable
from contextlib import suppress
from contextvars import copy_context
from threading import Thread
from time import monotonic
from typing import TYPE_CHECKING, Any, NamedTuple

from repcockpit.domain.errors import CockpitError

if TYPE_CHECKING:
    from datetime import datetime

    from repcockpit.domain.views.syncing import SyncReport
    from repcockpit.tui.cockpit import Cockpit

START_SECONDS, LOOK_SECONDS, QUIET_SECONDS = 1.5, 20.0, 1.0
LEAVE_SECONDS = 5.0
"""How long the last sync may hold up leaving."""


class Ended(NamedTuple):
    """How the last sync of this run ended: with a report or an error, by the real clock."""

    at: "datetime"
    report: "SyncReport | None" = None
    error: CockpitError | None = None


class Syncer:
    """What runs, how the last one ended, when the next one is due; `over` hears of every end on the interface's thread."""

    def __init__(self, cockpit: "Cockpit") -> None:
        self.cockpit = cockpit
        self.is_running = False
        self.is_asked = False
        self.ended: Ended | None = None
        self.over: list[Callable[[Ended], object]] = []
        self._last_try = 0.0
        self._leaving: Callable[[], object] | None = None

    @property
    def problem(self) -> CockpitError | None:
        """Why the last sync failed."""
        return self.ended.error if self.ended is not None else None

    def begin(self) -> None:
        """Sync once the first frame is quiet, then on the timer."""
        self.cockpit.set_timer(START_SECONDS, self._first)
        self.cockpit.set_interval(LOOK_SECONDS, self._tick)

    def _first(self) -> None:
        if monotonic() - self.cockpit.last_key_at < QUIET_SECONDS:
            self.cockpit.set_timer(START_SECONDS, self._first)
        elif self._minutes():
            self._sync_quietly()

    def _tick(self) -> None:
        minutes = self._minutes()
        if minutes and self._last_try and monotonic() - self._last_try >= minutes * 60:
            self._sync_quietly()

    def _minutes(self) -> int:
        """Every so many minutes; 0 for never."""
        return int(self.cockpit.taste.sync_minutes)

    def _sync_quietly(self) -> None:
        self._last_try = monotonic()
        if self.has_target():
            self.start(is_asked=False)

    def has_target(self) -> bool:
        """Whether this book was synced before; the sample book never is."""
        desk = self.cockpit.desk
        if desk.database is None or self.cockpit.is_demo:
            return False
        try:
            return desk.syncing.target() is not None
        except CockpitError:
            return False

    def start(self, work: "Callable[[], SyncReport] | None" = None, *, is_asked: bool = True) -> bool:
        """Begin a sync, or `work` that ends in one; False where one runs, which is then as good as asked for."""
        self.is_asked = self.is_asked or is_asked
        if self.is_running:
            return False
        self.is_running, self.is_asked = True, is_asked
        self._last_try = monotonic()
        work = work or self.cockpit.desk.syncing.sync_apart
        Thread(target=copy_context().run, args=(self._run, work), name="sync", daemon=True).start()
        return True

    def _run(self, work: "Callable[[], SyncReport]") -> None:
        """In the thread."""
        report: SyncReport | None = None
        problem: CockpitError | None = None
        try:
            report = work()
        except CockpitError as error:
            problem = error
        finally:
            if report is None and problem is None:
                problem = CockpitError("the sync stopped", "nothing is lost; what was read so far is kept")
            ended = self._end_of(report, problem)
            with suppress(RuntimeError):  # the cockpit was left meanwhile
                self.cockpit.call_later(self._over, ended)

    def _end_of(self, report: "SyncReport | None", problem: CockpitError | None) -> Ended:
        from repcockpit.tui.sync_words import real_now  # noqa: PLC0415 -- not before the first frame

        return Ended(real_now(self.cockpit.desk.now()), report, problem)

    def _over(self, ended: Ended) -> None:
        self.is_running, self.ended = False, ended
        was_asked, self.is_asked = self.is_asked, False
        if self._leaving is not None:
            self._leaving()
            return
        for hear in tuple(self.over):
            hear(ended)
        _say(self.cockpit, ended, was_asked=was_asked)

    def leave(self, then: Callable[[], object]) -> bool:
        """Sync a last time and go on with `then`, after a few seconds at most; False where there is nothing to send."""
        if self._leaving is not None or not self._minutes() or self.problem is not None:
            return False
        try:
            if not self.has_target() or not self.cockpit.desk.syncing.unsynced():
                return False
        except CockpitError:
            return False
        self._leaving = then
        self.start(is_asked=False)
        self.cockpit.set_timer(LEAVE_SECONDS, then)
        return True


def _say(cockpit: "Cockpit", ended: Ended, *, was_asked: bool) -> None:
    """Say how it ended where somebody asked, or where something came; a quiet failure stands in the header alone."""
    from repcockpit.tui.screens.frame import FrameScreen  # noqa: PLC0415 -- a cycle
    from repcockpit.tui.sync_words import has_news, report_words  # noqa: PLC0415 -- not before the first frame
    from repcockpit.tui.widgets.bars import Toast  # noqa: PLC0415 -- the same

    frames: list[Any] = [screen for screen in cockpit.screen_stack if isinstance(screen, FrameScreen)]
    for screen in frames:
        screen.draw_bars()
    top: FrameScreen = frames[-1]
    if top is cockpit.screen:  # what came is there before it is said
        top.look_for_others()
    if ended.error is not None:
        if was_asked:
            top.show_error(ended.error)
        return
    report = ended.report
    if report is not None and report.recovery_key is not None:
        from repcockpit.tui.deeds.syncing import show_recovery_key  # noqa: PLC0415 -- once in a team's life

        show_recovery_key(top, report.recovery_key)
    if report is None or not (was_asked or has_news(report)):
        return
    if top.footer.toast is None or was_asked:
        glyph = "settle" if report.conflicts_new else "done"
        top.show_toast(Toast(glyph, report_words(report, ended.at, cockpit.glyphs)))
