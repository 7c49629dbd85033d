"""A history: devices, a share, what happens to them by a seed; every step is drawn from its dice."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

from repcockpit.services.syncing import retire_replica
from repcockpit.store.database import immediate, meta_value, set_meta
from repcockpit.store.incarnations import new_incarnation, own_replica
from repcockpit.sync.held import held_frames
from repcockpit.sync.ingest import ingest
from repcockpit.sync.replicas import note_self
from repcockpit.sync.seal import seal
from tests.sync.histories import nature as natures
from tests.sync.histories.accidents import Accidents
from tests.sync.histories.check import Check
from tests.sync.histories.devices import TEAM, Device
from tests.sync.histories.nature import Nature
from tests.sync.histories.people import People, base_rows
from tests.sync.histories.truth import Truth
from tests.sync.histories.turns import Turn

START = 1_795_000_000_000
YEAR = 365 * 86_400_000
STEPS = 45
_ERRORS = (0, 0, 0, -100_000, 100_000, 10 * YEAR, -10 * YEAR)
_MEMORY = Path("/dev/shm")  # noqa: S108 -- memory, where there is such a place
ROOM = _MEMORY if _MEMORY.is_dir() else None


class World:
    """One history; `bad` are the sentences of what went wrong."""

    def __init__(
        self, seed: int, folder: Path, *, has_clones: bool = True, has_replicas: bool = True
    ) -> None:
        self.seed, self.folder, self.has_clones = seed, folder, has_clones
        self.truth = Truth(has_replicas=has_replicas)
        self.nature = Nature(seed, self.truth)
        self.dice = self.nature.dice
        self.now, self._number = START, 0
        self.bad: dict[str, None] = {}
        self.story: list[str] = []
        self.turns: list[Turn] = []
        dice = self.dice
        self.is_calm = dice.random() < 0.4
        self.founds = self.is_calm and dice.random() < 0.3
        self.is_choppy = dice.random() < 0.25
        self.share = folder / "share"
        self.share.mkdir()
        is_folder = dice.random() < 0.4
        self.target = self.share / ("team.rcsync.d" if is_folder else "team.rcsync")
        self.people, self.accidents, self.check = People(self), Accidents(self), Check(self)
        natures.begin(self.nature)
        self.devices = [self._device() for _ in range(dice.randrange(2, 5))]
        for device in self.devices:
            device.found()
        self.strangers: list[Device] = []
        if not self.founds:
            self._meet()
        if has_clones and not self.founds and dice.random() < 0.2:
            stranger = self._device()
            stranger.found(None)
            with self.nature.on(stranger):
                for _ in range(dice.randrange(20)):
                    self.people.act_alone(stranger)
            self.strangers.append(stranger)

    def _device(self) -> Device:
        dice = self.dice
        grain = dice.choice((1, 1, 1, 10_000))
        return Device(self, f"d{self.next_number()}", dice.choice(_ERRORS), grain)

    def _meet(self) -> None:
        """All are in one team and have its first rows."""
        for device in self.devices:
            with immediate(device.db):
                set_meta(device.db, "team_id", TEAM)
                set_meta(device.db, "team_is_provisional", 0)
        first = self.devices[0]
        with self.nature.on(first), first.write("base") as unit:
            base_rows(unit, self.truth.secret("pii-00000@x"))
        seal(first.db, TEAM)
        with self.nature.on(first):
            note_self(first.db, first.path)
        for device in self.devices[1:]:
            with self.nature.on(device):
                ingest(device.db, TEAM, held_frames(first.db))

    def next_number(self) -> int:
        """A number that was not given before."""
        self._number += 1
        return self._number

    def tell(self, sentence: str) -> None:
        """Something went wrong."""
        self.bad[sentence] = None

    def run(self, steps: int = STEPS) -> dict[str, None]:
        """The whole history; what went wrong."""
        for _ in range(steps):
            self.step()
            if self.bad:
                break
        self.end()
        return self.bad

    def step(self) -> None:
        """One step, drawn by chance."""
        dice = self.dice
        self.now += dice.choice((0, 0, 1, 50))
        device, draw = dice.choice(self.devices), dice.random()
        if self.strangers and dice.random() < 0.2:
            self.stranger_acts(self.strangers[0])
        elif draw < 0.45:
            with self.nature.on(device):
                self.story.append(f"{device.name} {self.people.act(device)}")
        elif draw < 0.53:
            self.begin_sync(device)
        elif draw < 0.62:
            self.story.append(self.accidents.happen(device))
        elif self.turns:
            for _ in range(dice.randrange(1, 14)):
                self.step_sync(dice.randrange(len(self.turns)))
                if not self.turns:
                    break

    def stranger_acts(self, device: Device) -> None:
        """Somebody with a book of their own goes on with it, and some day comes into the team."""
        if self.dice.random() < 0.8:
            with self.nature.on(device):
                self.people.act_alone(device)
            return
        turn = device.sync(joins="Nia")
        for _ in range(self.dice.choice((1000, 1000, 40, 20))):
            if not turn.step():
                break
        turn.kill()
        self.story.append(f"{device.name} joins {turn.error or turn.broken or ''}")
        if turn.broken is not None:
            self.finished(turn)
        if meta_value(device.db, "team_id") is not None:
            self.strangers.remove(device)
            self.devices.append(device)

    def begin_sync(self, device: Device) -> None:
        """A sync begins; it goes on step by step beside everything else."""
        turn = device.sync(self.accidents.files())
        self.turns.append(turn)
        self.story.append(f"{device.name} begins a sync")
        if self.dice.random() < 0.6:
            turn.run()
            self.finished(turn)

    def step_sync(self, which: int) -> None:
        """One operation of a running sync."""
        turn = self.turns[which]
        if not turn.step():
            self.finished(turn)

    def finished(self, turn: Turn, *, is_last: bool = False) -> None:
        """A sync came to its end, or was ended."""
        if turn in self.turns:
            self.turns.remove(turn)
        self.check.after_sync(turn, is_last=is_last)
        self.story.append(f"{turn.device.name} ends a sync {turn.error or turn.broken or ''}")

    def kill(self, turn: Turn) -> None:
        """Kill -9."""
        turn.kill()
        self.finished(turn)

    def kill_all(self, device: Device) -> None:
        """The machine is switched off."""
        for turn in [one for one in self.turns if one.device is device]:
            self.kill(turn)

    def clone(self, device: Device, *, with_state: bool) -> None:
        """Another machine goes on with a copy."""
        copy = self._device()
        copy.copy_of(device, with_state=with_state)
        self.devices.append(copy)

    def end(self) -> None:
        """What still runs dies or ends; a laptop is lost; everybody syncs three times; then everything is looked at."""
        while self.turns:
            turn = self.turns[0]
            if self.dice.random() < 0.5:
                self.kill(turn)
            else:
                turn.run()
                self.finished(turn)
        self.check.promises()
        if len(self.devices) > 2 and self.dice.random() < 0.3:
            self.devices.pop(self.dice.randrange(len(self.devices)))
        self.accidents.share.before_end()
        self.check.before_end()
        self.meet()
        if self.take_back():
            self.meet()
        if not self.bad:
            self.check.at_end()

    def meet(self) -> None:
        """Everybody syncs three times."""
        for _ in range(3):
            for device in self.devices:
                turn = device.sync()
                turn.run()
                self.finished(turn, is_last=True)

    def take_back(self) -> bool:
        """Whoever was retired is taken back, so that all is applied; whether anybody was."""
        rows = (
            self.devices[0]
            .db.execute("select id from replica where retired is not null order by id")
            .fetchall()
        )
        retired = [replica for (replica,) in rows]
        if not retired:
            return False
        free = [one for one in self.devices if own_replica(one.db).id not in retired]
        device = (free or self.devices)[0]
        with self.nature.on(device):
            if not free:
                new_incarnation(device.db, "restore")
            for replica in retired:
                retire_replica(device.book(), replica, is_back=True)
        return True

    def close(self) -> None:
        """Let go of everything."""
        for device in self.devices:
            device.close()


@contextmanager
def history(seed: int, *, has_clones: bool = True, has_replicas: bool = True) -> Iterator[World]:
    """A history in a folder of its own, which is gone after it.

    Without replicas a dot is told by its stamp alone, and without clones no device has a copy or goes back.
    """
    folder = Path(tempfile.mkdtemp(prefix="repcockpit-history-", dir=ROOM))
    try:
        world = World(seed, folder, has_clones=has_clones, has_replicas=has_replicas)
        chop = 300 if world.is_choppy else 640 << 10
        with (
            patch("repcockpit.sync.seal._PLAIN_BYTES", chop),
            patch("repcockpit.sync.seal._ALONE_BYTES", chop // 2),
            patch("repcockpit.sync.carriers.packing.OWN_SEGMENTS", 3 if world.is_choppy else 64),
        ):
            yield world
        world.close()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def run_seed(seed: int, *, has_clones: bool = True, has_replicas: bool = True) -> list[str]:
    """What goes wrong in the history of a seed; nothing where all is well."""
    with history(seed, has_clones=has_clones, has_replicas=has_replicas) as world:
        try:
            return list(world.run())
        except Exception as problem:  # noqa: BLE001 -- whatever breaks is a failure of the history
            return [f"it broke: {type(problem).__name__}: {problem}"]
