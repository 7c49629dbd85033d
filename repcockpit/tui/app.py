"""The door to the cockpit: `run` reads the day while Textual is being imported."""

import gc
import os
from threading import Thread
from typing import TYPE_CHECKING

from repcockpit.tui.desk import Desk

if TYPE_CHECKING:
    from repcockpit.domain.views.today import TodayView


class _FirstRead(Thread):
    """Today read beside the imports; what went wrong is raised where it is asked for."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(name="first-read", daemon=True)
        self._desk = desk
        self._day: TodayView | None = None
        self.version: int | None = None
        self._error: BaseException | None = None

    def run(self) -> None:
        """Read."""
        try:
            self.version = self._desk.data_version()
            self._day = self._desk.first_day()
        except BaseException as error:  # noqa: BLE001 -- the boundary of a thread: handed on, not swallowed
            self._error = error

    def day(self) -> "TodayView":
        """Today, or the error that came instead."""
        self.join()
        if self._error is not None:
            raise self._error
        assert self._day is not None  # noqa: S101 -- one of the two is always there
        return self._day


def _set_terminal() -> None:
    """What Textual reads from the environment when it is imported; what a person has set stays.

    An escape key is known by the silence after it: 50 ms, as editors wait, not the 100 of Textual. A size that
    a shell exported would beat the window's own for ever.
    """
    os.environ.setdefault("ESCDELAY", "50")
    for name in ("COLUMNS", "LINES"):
        os.environ.pop(name, None)


def run(desk: Desk, *, demo: bool = False) -> int:
    """Open the cockpit on `desk` and return the exit code; the desk is closed at the end.

    Raises CockpitError where the day cannot be read: then no screen was opened. The garbage collector rests
    until the first frame: nothing of what is imported is garbage, and looking takes a tenth of the start.
    """
    gc.disable()
    _set_terminal()
    first = _FirstRead(desk)
    first.start()
    from repcockpit.tui.cockpit import Cockpit  # noqa: PLC0415 -- 200 ms, while the day is read
    from repcockpit.tui.state import State  # noqa: PLC0415 -- the same
    from repcockpit.tui.taste import read_taste  # noqa: PLC0415 -- the same

    try:
        state = State.load(None if demo else desk.database)
        app = Cockpit(desk, read_taste(), day=first.day(), version=first.version, is_demo=demo, state=state)
        result = app.run()
        if app.crash is not None:
            from repcockpit.tui import crash  # noqa: PLC0415 -- only after a crash

            return crash.report(app.crash)
        return result or 0
    finally:
        gc.enable()
        desk.close()
