"""A list whose rows take long to find in a large book: there a thread looks, and the screen fills when it is done."""

from collections.abc import Callable
from typing import Any

from textual.worker import Worker, WorkerState

from repcockpit.tui.desk import Desk
from repcockpit.tui.screens.listing import ListScreen
from repcockpit.tui.text import Line

_WORK = "apart"


class ApartScreen(ListScreen):
    """`rows` is None while they are looked for the first time; later the old ones stay until the new are there."""

    looking = ""

    def __init__(self, desk: Desk) -> None:
        self.rows: tuple[Any, ...] | None = None
        super().__init__(desk)

    def find_now(self) -> tuple[Any, ...]:
        """The rows, by the desk's own connection."""
        raise NotImplementedError

    def finder(self) -> Callable[[], tuple[Any, ...]]:
        """What finds them in a thread, by a connection of its own."""
        raise NotImplementedError

    def takes_long(self) -> bool:
        """Whether finding the rows takes longer than a key may wait."""
        return self.desk.keeping.is_large()

    def read(self) -> None:
        """At once in a small book."""
        if not self.takes_long():
            self.rows = self.find_now()
        elif self.is_attached:
            self._look()

    def on_mount(self) -> None:
        """Begin to look where that takes long."""
        if self.rows is None:
            self._look()

    def _look(self) -> None:
        self.run_worker(self.finder(), thread=True, exit_on_error=False, exclusive=True, name=_WORK)

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """The rows are there."""
        if event.worker.name == _WORK and event.state is WorkerState.SUCCESS:
            self.rows = event.worker.result
            self.fill()
            self.ask_pane()

    def nothing_words(self) -> list[Line]:
        """What is said where there is no row at all."""
        raise NotImplementedError

    def blank_words(self) -> list[Line]:
        """Still looking, nothing there, or nothing fits."""
        if self.rows is None:
            return [[(self.looking, "text!")], [], [("esc", "accent!"), ("  goes back", "text")]]
        return super().blank_words() if self.filter.text else self.nothing_words()
