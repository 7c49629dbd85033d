"""What happens to a share, to disks and to devices, and is nobody's wish."""

import errno
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from repcockpit.store.incarnations import new_incarnation
from repcockpit.sync.container import FileHeader, file_chunks, scan
from repcockpit.sync.erasing import Erasing
from repcockpit.sync.held import held_frames
from repcockpit.sync.ingest import ingest
from tests.sync.carriers.faults import posix_error, windows_error
from tests.sync.histories.devices import TEAM
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
        self.old: list[dict[str, bytes]] = []

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
                if ingest(device.db, TEAM, [frame], erasing=Erasing(device.db)).forked:
                    new_incarnation(device.db, "fork")
        return f"{len(some)} of {len(frames)} frames of {sender.name}"

    # the share

    def places(self) -> list[Path]:
        """The files that are the target, and those beside it."""
        found = [one for one in sorted(self.world.share.rglob("*")) if one.is_file()]
        return [one for one in found if ".archive" not in str(one) and one.parent.name != "archive"]

    def keep(self) -> None:
        """Remember how the share is now."""
        share = self.world.share
        self.old.append({str(one.relative_to(share)): one.read_bytes() for one in self.places()})

    def carrier(self, _: "Device") -> str | None:
        """Something happens to the share."""
        if self.dice.random() < 0.5 or not self.old:
            self.keep()
        action = self.dice.choice(
            (self.roll_back, self.vanish, self.empty, self.copy, self.damage, self.damage, self.lose_asides, self.other_team)
        )  # fmt: skip
        action()
        return action.__name__

    def roll_back(self) -> None:
        """An old state comes back, over what is there."""
        for name, raw in self.dice.choice(self.old).items():
            place = self.world.share / name
            place.parent.mkdir(exist_ok=True)
            place.unlink(missing_ok=True)
            place.write_bytes(raw)

    def vanish(self) -> None:
        """One file is gone."""
        if places := self.places():
            self.dice.choice(places).unlink()

    def empty(self) -> None:
        """All is gone."""
        for one in self.world.share.iterdir():
            if one.is_dir():
                shutil.rmtree(one)
            else:
                one.unlink()

    def copy(self) -> None:
        """A cloud client puts an old state beside the new one."""
        if not (held := self.dice.choice(self.old)):
            return
        name, raw = self.dice.choice(sorted(held.items()))
        place = self.world.share / name
        number = self.world.next_number()
        copied = place.with_name(f"{place.stem} (conflicted copy {number}){place.suffix}")
        if copied.parent.is_dir():
            copied.write_bytes(raw)

    def damage(self) -> None:
        """Bytes are not what they were."""
        if not (places := self.places()):
            return
        place = self.dice.choice(places)
        raw = bytearray(place.read_bytes())
        if not raw:
            return
        which, at = self.dice.randrange(4), self.dice.randrange(len(raw))
        if self.dice.random() < 0.5:
            at = max(0, len(raw) - self.dice.randrange(1, 700))  # what is newest, and held by few
        if which == 0:
            raw = raw[:at]
        elif which == 1:
            raw[at : at + 40] = bytes(len(raw[at : at + 40]))
        else:
            raw[at] ^= self.dice.randrange(1, 256)
        place.unlink()  # another inode: no file is open that would see it
        place.write_bytes(raw)

    def lose_asides(self) -> None:
        """What is neither the target nor a copy is cleared away by somebody."""
        for one in self.places():
            if ".aside-" in one.name or ".tmp-" in one.name:
                one.unlink()

    def other_team(self) -> None:
        """A file of another team lies beside the target."""
        number = self.world.next_number()
        header = FileHeader(b"another team....", "Others")
        (self.world.share / f"others {number}.rcsync").write_bytes(b"".join(file_chunks(header, ())))

    def before_end(self) -> None:
        """What a person clears up before the last syncs: a target that is no team's file any more."""
        if not self.world.is_calm and self.dice.random() < 0.5:
            self.vanish_target()
        for one in self.places():
            raw = one.read_bytes()
            found = scan(raw)
            if not found.is_ours or (self.world.founds and not found.is_complete):
                one.unlink()  # refused, or whoever has no team yet waits: a person looks there

    def vanish_target(self) -> None:
        """The target is gone for good."""
        target = self.world.target
        if target.is_dir():
            shutil.rmtree(target)
        else:
            target.unlink(missing_ok=True)
