"""A sync that stands still at every file operation and before every database transaction, and goes on when told."""

import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from repcockpit.domain.errors import CockpitError
from repcockpit.sync.round import Outcome
from tests.sync.carriers.faults import FaultyFiles, Killed

if TYPE_CHECKING:
    from tests.sync.histories.devices import Device

_PATIENCE = 60


class HistoryFiles(FaultyFiles):
    """The files of one sync. Their clock is the disk's, which marks bear, as far as this device's is wrong."""

    turn: "Turn | None" = None
    drift = 0
    outcome: Outcome | None = None

    def now_ms(self) -> int:
        """The disk's time with the device's error."""
        return time.time_ns() // 1_000_000 + self.drift + self.skew

    def _step(self, operation: str, path: Path) -> None:
        if operation != "write":
            self.stand_still()
        super()._step(operation, path)

    def write(self, handle: int, block: bytes) -> None:
        """A write that is killed is done in part."""
        self.stand_still()
        super().write(handle, block)

    def stand_still(self) -> None:
        """Wait to be told to go on; where the program is killed, the next operation is its last."""
        if self.turn is not None and not self.is_dead and self.turn.is_killed_at_stop():
            self.kill_at = self.count + 1


class Turn:
    """One program that runs in a thread of its own, step by step."""

    def __init__(self, device: "Device", files: HistoryFiles, action: Callable[[], None]) -> None:
        self.device, self.files, self._action = device, files, action
        self.error: CockpitError | None = None
        self.broken: BaseException | None = None
        self.is_over = self.was_killed = self._kills = False
        self._go, self._stopped = threading.Semaphore(0), threading.Semaphore(0)
        files.turn = self
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def _run(self) -> None:
        self._go.acquire()
        nature = self.device.world.nature
        try:
            with nature.on(self.device):
                nature.turn = self
                if not self._kills:
                    self._action()
        except Killed:
            self.was_killed = True
        except CockpitError as problem:
            self.error = problem
        except BaseException as problem:  # noqa: BLE001 -- told by the history
            self.broken = problem
        finally:
            self.is_over = True
            self._stopped.release()

    def is_killed_at_stop(self) -> bool:
        """Stand still; whether the program is to die here."""
        self._stopped.release()
        if not self._go.acquire(timeout=_PATIENCE):
            raise Killed
        return self._kills

    def pause(self, _where: str) -> None:
        """Stand still outside the file layer; killed, go no further."""
        if self.files.is_dead:
            raise Killed
        if self.is_killed_at_stop():
            self.files.is_dead = True
            raise Killed

    def step(self) -> bool:
        """Let it go on to its next operation; False where it came to its end."""
        if self.is_over:
            return False
        self._go.release()
        if not self._stopped.acquire(timeout=_PATIENCE):
            raise TimeoutError("a sync does not come to its next step")
        return not self.is_over

    def run(self) -> None:
        """All steps to the end."""
        while self.step():
            pass

    def kill(self) -> None:
        """Kill -9 at the next operation: it does not happen, a write perhaps in part."""
        self._kills = True
        self.run()
