"""What happens to disks, to devices and to the share, and is nobody's wish."""

import errno
from collections.abc import Callable
from typing import TYPE_CHECKING

from repcockpit.sync.erasing import Erasing
from repcockpit.sync.held import held_frames
from repcockpit.sync.ingest import ingest
from tests.sync.carriers.faults import posix_error, windows_error
from tests.sync.histories.devices import TEAM
from tests.sync.histories.share_accidents import ShareAccidents
from tests.sync.histories.turns import HistoryFiles

if TYPE_CHECKING:
    from tests.sync.histories.devices import Device
    from tests.sync.histories.world import World

_OPERATIONS = (
    "read",
    "create",
    "write",
    "fsync",
    "rename",
    "hard_link",
    "remove",
    "list_folder",
    "stat",
    "close",
)
_ERRORS = (
    posix_error(errno.EIO), posix_error(errno.ESTALE), posix_error(errno.ENOENT), posix_error(errno.EINVAL),
    posix_error(errno.ENOSPC), posix_error(errno.EACCES), windows_error(5), windows_error(32), windows_error(33),
)  # fmt: skip


class Accidents:
    """Draws from the history's dice."""

    def __init__(self, world: "World") -> None:
        self.world, self.dice = world, world.dice
        self.share = ShareAccidents(world)

    def files(self) -> HistoryFiles:
        """The files of a sync; of one in four something fails."""
        dice = self.dice
        files = HistoryFiles(dice.randrange(1 << 30), links=dice.random() < 0.9)
        if dice.random() < 0.25:
            which = dice.randrange(4)
            if which == 0:
                files.spoil_write(dice.randrange(1, 4), dice.choice(("short", "zeroed")))
            elif which == 1:
                files.room = dice.randrange(1, 4000)
            else:
                times = dice.choice((1, 1, 3))
                files.fail(dice.choice(_OPERATIONS), dice.choice(_ERRORS), dice.randrange(1, 6), times)
        return files

    def happen(self, device: "Device") -> str:
        """One accident; its name."""
        choices: list[Callable[[Device], str | None]] = [
            *([self.clone, self.restore] if self.world.has_clones else []), self.kill, self.kill, self.clock, self.upgrade, self.prove,
        ]  # fmt: skip
        if not self.world.founds:
            choices += [self.mail] * 2
        if not self.world.is_calm:
            choices += [self.carrier] * 6
        action = self.dice.choice(choices)
        return f"{device.name} {action.__name__}: {action(device) or ''}"

    def clone(self, device: "Device") -> None:
        """The database, or the whole machine, goes on elsewhere."""
        if len(self.world.devices) < 5:
            self.world.clone(device, with_state=self.dice.random() < 0.5)

    def restore(self, device: "Device") -> str:
        """A backup is made, or takes the place of what is there."""
        world = self.world
        if device.saved is None:
            device.save(with_state=self.dice.random() < 0.5)
            return "saved"
        world.kill_all(device)
        device.go_back()
        return "gone back"

    def kill(self, _: "Device") -> None:
        """Kill -9 in the middle of a sync."""
        if self.world.turns:
            self.world.kill(self.dice.choice(self.world.turns))

    def clock(self, device: "Device") -> None:
        """A clock stands still, goes on, or is set."""
        which = self.dice.randrange(3)
        if which == 0:
            device.frozen_at = device.wall_ms()
        elif which == 1:
            device.frozen_at = None
        else:
            device.error_ms += self.dice.choice((-3_600_000, 3_600_000, 86_400_000))

    def upgrade(self, device: "Device") -> None:
        """A newer version of the program comes to a device: it knows a column more."""
        if not device.is_newer:
            self.world.kill_all(device)
            device.db.execute("alter table task add column future text")

    def prove(self, device: "Device") -> None:
        """The rows of a device are what its frames and its log tell, at any moment."""
        self.world.check.proof(device)

    def mail(self, device: "Device") -> str:
        """Some frames come another way, in no order: what they follow may be missing."""
        sender = self.dice.choice(self.world.devices)
        frames = list(held_frames(sender.db))
        some = [frame for frame in frames if self.dice.random() < 0.5]
        with self.world.nature.on(device):
            for frame in self.dice.sample(some, len(some)):
                ingest(device.db, TEAM, [frame], erasing=Erasing(device.db))
        return f"{len(some)} of {len(frames)} frames of {sender.name}"

    def carrier(self, _: "Device") -> str:
        """Something happens to the share."""
        return self.share.happen()
