"""The clock and the chance of a history: what the product reads is told here, by the device that runs."""

import random
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

if TYPE_CHECKING:
    from tests.sync.histories.devices import Device
    from tests.sync.histories.truth import Truth
    from tests.sync.histories.turns import Turn

_MODULES = (
    "repcockpit.clock", "repcockpit.store.unit", "repcockpit.store.database", "repcockpit.store.incarnations",
    "repcockpit.store.erased", "repcockpit.store.roster", "repcockpit.store.backup", "repcockpit.store.newcomers",
    "repcockpit.sync.seal", "repcockpit.sync.introducing", "repcockpit.sync.round", "repcockpit.sync.replicas", "repcockpit.sync.machine",
    "repcockpit.sync.teams", "repcockpit.sync.joining", "repcockpit.sync.erasing", "repcockpit.sync.retiring",
    "repcockpit.sync.ingest", "repcockpit.sync.carriers.publishing", "repcockpit.sync.carriers.names",
    "repcockpit.sync.carriers.files", "repcockpit.sync.carriers.one_file", "repcockpit.sync.carriers.folder",
    "repcockpit.services.undoable", "repcockpit.services.history", "repcockpit.services.merging",
)  # fmt: skip


class Nature:
    """One history's time and dice; `device` is whose program runs in this thread."""

    def __init__(self, seed: int, truth: "Truth") -> None:
        self.dice = random.Random(seed)
        self.truth = truth
        self._running = threading.local()

    @property
    def device(self) -> "Device | None":
        """The device whose program runs now."""
        return getattr(self._running, "device", None)

    @contextmanager
    def on(self, device: "Device") -> Iterator[None]:
        """What runs inside runs on `device`."""
        former = self.device
        self._running.device = device
        try:
            yield
        finally:
            self._running.device = former

    @property
    def turn(self) -> "Turn | None":
        """The sync that runs in this thread."""
        return getattr(self._running, "turn", None)

    @turn.setter
    def turn(self, turn: "Turn") -> None:
        self._running.turn = turn

    @contextmanager
    def aside(self) -> Iterator[None]:
        """What runs inside takes nothing from the history's chance."""
        state = self.dice.getstate()
        yield
        self.dice.setstate(state)

    def wall_ms(self) -> int:
        """The wall clock of the device that runs."""
        return 0 if self.device is None else self.device.wall_ms()

    def random_bytes(self, count: int) -> bytes:
        """Chance that a seed repeats."""
        return self.dice.randbytes(count)

    def folder(self) -> Path:
        """The state folder of the device that runs."""
        assert self.device is not None
        return self.device.folder / "state"

    def machine(self) -> str:
        """The machine that runs."""
        assert self.device is not None
        return self.device.machine

    def seed(self) -> bytes:
        """A founded team's id."""
        return self.dice.randbytes(16)


def _committed(unit: Any) -> None:
    former(unit)
    if unit.txn is not None and NATURE is not None:
        NATURE.truth.committed(unit)


NATURE: Nature | None = None
former: Any = None


def _now() -> Nature:
    assert NATURE is not None
    return NATURE


def _write_noted(place: Path, raw: bytes) -> None:
    pause("note")
    _written(place, raw)


_written: Any = None


def pause(where: str) -> None:
    """A place outside the file layer where a sync can stand still or die."""
    turn = None if NATURE is None else NATURE.turn
    if turn is not None:
        turn.pause(where)


@contextmanager
def installed() -> Iterator[None]:
    """The product reads time and chance from `NATURE`, and its state folder; commits are told to the truth."""
    global former, _written
    unit = import_module("repcockpit.store.unit").Unit
    replicas = import_module("repcockpit.sync.replicas")
    with ExitStack() as stack:
        for name in _MODULES:
            module = import_module(name)
            for word in ("wall_ms", "random_bytes"):
                if hasattr(module, word):
                    stack.enter_context(
                        patch.object(module, word, lambda *given, word=word: getattr(_now(), word)(*given))
                    )
        former, _written = unit._finish, replicas.write_private
        stack.enter_context(patch.object(unit, "_finish", _committed))
        stack.enter_context(patch.object(replicas, "write_private", _write_noted))
        stack.enter_context(patch.object(replicas, "_real", lambda _: "/home/rep/book.db"))
        stack.enter_context(patch.object(replicas, "machine_id", lambda: _now().machine()))
        stack.enter_context(patch("repcockpit.paths.state_folder", lambda: _now().folder()))
        stack.enter_context(patch("repcockpit.sync.teams._founded", lambda: _now().seed()))
        yield


def begin(nature: Nature) -> None:
    """Let `nature` be what the product reads from here on."""
    global NATURE  # noqa: PLW0603 -- one history at a time in a process
    NATURE = nature
