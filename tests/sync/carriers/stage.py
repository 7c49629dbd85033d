"""Several devices on one share, one operation at a time, in an order that a test chooses."""

import threading
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

VISIBLE = frozenset(
    {"list_folder", "read", "create", "close", "rename", "hard_link", "remove", "rename_no_replace"}
)

PATIENCE = 30.0  # seconds: a test that stands still fails


class Choice(NamedTuple):
    enabled: tuple[int, ...]
    chosen: int


class Actor:
    """One device in a thread of its own that stands still before each operation others can notice."""

    def __init__(self, work: Callable[[], None], done: threading.Semaphore) -> None:
        self.go, self.done, self.is_over = threading.Semaphore(0), done, False
        self.error: BaseException | None = None
        self.thread = threading.Thread(target=self._run, args=(work,), daemon=True)

    def _run(self, work: Callable[[], None]) -> None:
        assert self.go.acquire(timeout=PATIENCE)
        try:
            work()
        except BaseException as error:  # noqa: BLE001 -- told to the test
            self.error = error
        self.is_over = True
        self.done.release()

    def gate(self, _: int, operation: str, __: Path) -> None:
        """For `FaultyFiles.gate`."""
        if operation in VISIBLE:
            self.done.release()
            assert self.go.acquire(timeout=PATIENCE)


class Stage:
    """Runs actors by the first choices given; after them whoever runs goes on, then the next in line."""

    def __init__(self) -> None:
        self.done = threading.Semaphore(0)
        self.actors: list[Actor] = []

    def add(self, work: Callable[[], None]) -> Actor:
        self.actors.append(Actor(work, self.done))
        return self.actors[-1]

    def play(
        self, first: Sequence[int] = (), pick: Callable[[Sequence[int]], int] | None = None
    ) -> list[Choice]:
        """All choices that were there; raises what an actor raised."""
        for actor in self.actors:
            actor.thread.start()
        trace: list[Choice] = []
        while enabled := tuple(at for at, actor in enumerate(self.actors) if not actor.is_over):
            step = len(trace)
            if step < len(first) and first[step] in enabled:
                chosen = first[step]
            elif pick is not None:
                chosen = pick(enabled)
            else:
                chosen = trace[-1].chosen if trace and trace[-1].chosen in enabled else enabled[0]
            trace.append(Choice(enabled, chosen))
            self.actors[chosen].go.release()
            assert self.done.acquire(timeout=PATIENCE)
        for actor in self.actors:
            actor.thread.join()
            if actor.error is not None:
                raise actor.error
        return trace


def preemptions(trace: Sequence[Choice]) -> int:
    """How often somebody had to stop who could have gone on."""
    pairs = pairwise(trace)
    return sum(before.chosen in after.enabled and after.chosen != before.chosen for before, after in pairs)


def every_order(play: Callable[[Sequence[int]], list[Choice]], bound: int) -> Iterator[list[Choice]]:
    """All orders of the actors' operations with at most `bound` preemptions; `play` runs one from its beginning."""
    waiting: list[list[int]] = [[]]
    while waiting:
        first = waiting.pop()
        trace = play(first)
        yield trace
        for at in range(len(first), len(trace)):
            head = [choice.chosen for choice in trace[:at]]
            for other in trace[at].enabled:
                branch = [*trace[:at], Choice(trace[at].enabled, other)]
                if other != trace[at].chosen and preemptions(branch) <= bound:
                    waiting.append([*head, other])
