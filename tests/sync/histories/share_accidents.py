"""What happens to the share: it goes back, vanishes, is copied, is damaged."""

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from repcockpit.sync.container import FileHeader, file_chunks, scan

if TYPE_CHECKING:
    from tests.sync.histories.world import World


class ShareAccidents:
    """Draws from the history's dice, and remembers how the share was."""

    def __init__(self, world: "World") -> None:
        self.world, self.dice = world, world.dice
        self.old: list[dict[str, bytes]] = []

    def places(self) -> list[Path]:
        """The files that are the target, and those beside it."""
        found = [one for one in sorted(self.world.share.rglob("*")) if one.is_file()]
        return [one for one in found if ".archive" not in str(one) and one.parent.name != "archive"]

    def keep(self) -> None:
        """Remember how the share is now."""
        share = self.world.share
        self.old.append({str(one.relative_to(share)): one.read_bytes() for one in self.places()})

    def happen(self) -> str:
        """Something happens to the share; its name."""
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
