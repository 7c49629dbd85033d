"""What lies at a target, as one round has read it: step 3 of a sync and what follows from it (sync.md 8)."""

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from repcockpit.sync.carriers.contract import IN_TARGET, Carrier, Listing, Reading, Role

if TYPE_CHECKING:
    from repcockpit.sync.container import FileHeader
    from repcockpit.sync.frames import FrameKey

_BATCH_BYTES = 64 << 20


class Sight:
    """The files of a target and those beside it.

    `damaged` counts the damaged places in the target as first read; `listing` is the newest one.
    """

    def __init__(self, carrier: Carrier) -> None:
        self.listing = Listing((), b"", is_known=False)
        self.readings: dict[str, Reading] = {}
        self.damaged: int | None = None
        self._carrier = carrier
        self._waiting: dict[str, Reading] = {}

    def look(self, *, afresh: bool) -> None:
        """List and read; what was read before and not yet stored is not forgotten. Raises Changed.

        `afresh` reads also what is known: who has no team yet needs the names, which are not remembered.
        """
        self.listing = self._carrier.list()
        self.readings = {}
        for item in self.listing.items:
            reading = self._carrier.read(item, afresh=afresh)
            waiting = self._waiting.get(item.name)
            if reading.scan is None and waiting is not None and waiting.item.mark == item.mark:
                reading = waiting
            if reading.scan is not None:
                self._waiting[item.name] = reading
            self.readings[item.name] = reading
        if self.damaged is None:
            self.damaged = sum(one.damages for one in self.inside())

    def inside(self) -> list[Reading]:
        """What is the target itself."""
        return [one for one in self.readings.values() if one.item.role in IN_TARGET]

    @property
    def is_stored(self) -> bool:
        """Whether nothing waits to be stored."""
        return not self._waiting

    def waiting(self, team: bytes) -> Iterator[list[Reading]]:
        """What was read of this team and is to be stored, whole files, 64 MiB at once.

        Together, so that an erase is known before what it blanks is stored; bounded, for the memory.
        """
        batch: list[Reading] = []
        size = 0
        for one in self._waiting.values():
            if one.team != team:
                continue
            batch.append(one)
            size += one.item.mark.size
            if size > _BATCH_BYTES:
                yield batch
                batch, size = [], 0
        if batch:
            yield batch

    def stored(self) -> None:
        """What was read is in the database."""
        self._waiting.clear()

    def keys(self) -> "set[FrameKey]":
        """The frames in the target."""
        return {key for one in self.inside() for key in one.keys}

    def unblanked(self, blanked: "Collection[FrameKey]") -> "set[FrameKey]":
        """Those of `blanked` frames that lie in the target as they were written."""
        return {key for one in self.inside() for key in (one.keys - one.redacted) & set(blanked)}

    def is_whole(self, team: bytes) -> bool:
        """Whether the target is there with a good header and end, of this team."""
        heads = [one for one in self.inside() if one.item.role in (Role.TARGET, Role.HEAD)]
        return bool(heads) and all(one.is_whole and one.team == team for one in heads)

    def is_newer(self) -> bool:
        """Whether the target has a form that only a newer version knows."""
        return any(one.scan is not None and one.scan.is_newer for one in self.inside())

    def headers(self) -> "Iterator[FileHeader]":
        """The file headers that were read; those beside the target only where the target does not encrypt itself.

        Anybody who can write there could lay down a header that nobody can open.
        """
        found = [(one, one.scan.header) for one in self.readings.values() if one.scan and one.scan.header]
        inside = [header for one, header in found if one.item.role in IN_TARGET]
        is_known = any(one.scan is None for one in self.inside())
        is_closed = is_known or any(header.flags & 1 for header in inside)
        yield from inside if is_closed else (header for _, header in found)

    def has_clear(self, left_out: "Collection[FrameKey]") -> bool:
        """Whether the target holds frames that anybody can read, besides those that are never written."""
        return any(one.has_clear and one.keys - set(left_out) for one in self.inside())

    def remarks(self, team: bytes | None) -> Iterator[str]:
        """What is odd about the files just read, one line for each; other teams' files are left alone."""
        for name in self.listing.skipped:
            yield f"{name} is in the cloud only; it is read once it is on this machine"
        for name, one in self.readings.items():
            if team is not None and one.team not in (None, team):
                continue
            if one.scan is None and not one.why:
                continue  # told when it was read
            if one.why:
                yield f"{name} could not be read: {one.why}"
            elif one.item.role not in IN_TARGET and one.damages:
                yield f"{name} is damaged in {one.damages:,} place{'s' * (one.damages > 1)}; the rest was read"
            elif one.is_ours and not one.is_whole and one.item.role is not Role.TEMP:
                yield f"the header or the end of {name} is damaged or missing; the rest was read"
