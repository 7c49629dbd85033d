"""Long work beside the screen: in a thread, counted, stopped by a person, said only once it takes a while."""

from collections.abc import Callable
from threading import Event
from time import monotonic
from typing import Any, Generic, TypeVar

from textual.screen import Screen
from textual.timer import Timer

from repcockpit.domain.errors import CockpitError

Answer = TypeVar("Answer")
SAID_AFTER = 0.15
"""Seconds of work before anything is said about it."""
_STEP = 500
"""The importer counts so many rows at a time."""


class Job(Generic[Answer]):
    """One piece of work of a screen.

    `work` gets `progress(done, total)` and `stopped()`, and runs in a thread; `done` or `failed` are called
    on the interface's thread, neither after `stop`. `say` is called now and then with the count so far.
    """

    def __init__(
        self,
        screen: Screen[Any],
        work: Callable[[Callable[[int, int], None], Callable[[], bool]], Answer],
        done: Callable[[Answer], object],
        failed: Callable[[CockpitError], object],
        say: Callable[[int, int], None],
    ) -> None:
        self._screen, self._work = screen, work
        self._done, self._failed, self._say = done, failed, say
        self._stop = Event()
        self._counts = (0, 0)
        self._began = monotonic()
        self._timer: Timer | None = None
        self.is_over = False

    def start(self) -> None:
        """Begin."""
        self._timer = self._screen.set_interval(0.1, self._tick)
        self._screen.run_worker(self._run, thread=True, exit_on_error=False, name="job")

    def stop(self) -> None:
        """Let go: the work ends at its next count, and nobody hears of it."""
        self._stop.set()
        self._end()

    def ask_to_stop(self) -> None:
        """End at the next count; `failed` or `done` is still called, for what is over may have been written."""
        self._stop.set()

    def _progress(self, done: int, total: int) -> None:
        self._counts = done, total

    def _run(self) -> None:
        """In the thread."""
        try:
            answer = self._work(self._progress, self._stop.is_set)
        except CockpitError as error:
            problem = error
            self._screen.call_later(lambda: self._over(self._failed, problem))
        except BaseException:
            self._screen.call_later(self._end)
            raise
        else:
            self._screen.call_later(lambda: self._over(self._done, answer))

    def _over(self, call: Callable[[Any], object], answer: object) -> None:
        if not self.is_over:
            self._end()
            call(answer)

    def _end(self) -> None:
        self.is_over = True
        if self._timer is not None:
            self._timer.stop()

    def _tick(self) -> None:
        if not self.is_over and monotonic() - self._began >= SAID_AFTER:
            self._say(*self._counts)


def counted_work(verb: str, done: int, total: int) -> str:
    """How far an import or a preview is: first rows are read, then planned, at the end written."""
    if not total:
        return f"Reading {done:,} rows" if done else verb
    if verb == "Importing" and done + _STEP > total:
        return f"Writing {total:,} rows"
    return f"{verb} {done:,} of {total:,}"
