"""What was read of a target, so that equal files are not read again for a day."""

from typing import TYPE_CHECKING, NamedTuple

from repcockpit.sync.carriers.contract import Item, Mark, Reading

if TYPE_CHECKING:
    from repcockpit.sync.frames import FrameKey

DAY_MS = 86_400_000
WEEK_MS = 7 * DAY_MS
_KEY = 72
_COARSE_NS = 10_000_000  # FAT counts in 2 s, exFAT in 10 ms: two writes may bear one time
_COARSE_MS = 3_000


class Remembered(NamedTuple):
    """One file as it was read at `read_at` (ms); `packed`, `redacted` = 72 bytes for each frame key."""

    mark: Mark
    read_at: int
    is_ours: bool
    team: bytes | None = None
    is_blank: bool = False
    is_whole: bool = False
    damages: int = 0
    packed: bytes = b""
    redacted: bytes = b""
    has_clear: bool = False

    def reading(self, item: Item) -> Reading:
        """The same as reading the item again."""
        return Reading(
            item,
            _unpacked(self.packed),
            self.team,
            self.is_ours,
            self.is_blank,
            self.is_whole,
            self.damages,
            redacted=_unpacked(self.redacted),
            has_clear=self.has_clear,
        )


class Memory:
    """What is known of the files of one target, and on which disk its folder lay.

    `copies` are the conflicted copies met in the last week: name and instant (ms) of the first meeting.
    """

    def __init__(self) -> None:
        self.device: int | None = None
        self.files: dict[str, Remembered] = {}
        self.copies: dict[str, int] = {}

    def known(self, name: str, mark: Mark, now: int) -> Remembered | None:
        """The file as read before, if it bears the same mark and was read less than a day ago."""
        found = self.files.get(name)
        if found is None or found.mark != mark or not 0 <= now - found.read_at < DAY_MS:
            return None
        return found

    def keep(self, name: str, mark: Mark, reading: Reading, now: int) -> None:
        """Remembers a reading, unless the file's time is too coarse to tell a change of this moment."""
        if mark.modified % _COARSE_NS == 0 and abs(now - mark.modified // 1_000_000) < _COARSE_MS:
            self.files.pop(name, None)
            return
        self.files[name] = Remembered(
            mark,
            now,
            reading.is_ours,
            reading.team,
            reading.is_blank,
            reading.is_whole,
            reading.damages,
            _packed(reading.keys),
            _packed(reading.redacted),
            reading.has_clear,
        )

    def keep_foreign(self, name: str, mark: Mark, now: int) -> None:
        """Remembers that a file is none of ours."""
        self.files[name] = Remembered(mark, now, is_ours=False)

    def meet(self, copies: set[str], now: int) -> None:
        """Counts the conflicted copies that are there; one met over a week ago is forgotten once gone."""
        for name in copies:
            self.copies.setdefault(name, now)
        self.copies = {
            name: at for name, at in self.copies.items() if name in copies or 0 <= now - at < WEEK_MS
        }

    def copies_of_week(self, now: int, team: bytes | None) -> int:
        """How many conflicted copies were first met in the last seven days, other teams' left out."""
        others = {name for name, known in self.files.items() if known.team not in {None, team}}
        return sum(0 <= now - at < WEEK_MS for name, at in self.copies.items() if name not in others)

    def forget_others(self, names: set[str]) -> None:
        """Drops what is known of files that are not there any more."""
        self.files = {name: known for name, known in self.files.items() if name in names}

    def dumped(self) -> bytes:
        """Everything as msgpack, for the next process; `loaded` reads it."""
        import msgspec  # noqa: PLC0415 -- the first frame needs none

        return msgspec.msgpack.encode([1, self.device, self.files, self.copies])


def loaded(raw: bytes | None) -> Memory:
    """The memory of an earlier process; an empty one where there is none that can be read."""
    import msgspec  # noqa: PLC0415 -- the first frame needs none

    memory = Memory()
    if not raw:
        return memory
    try:
        shape = tuple[int, int | None, dict[str, Remembered], dict[str, int]]
        _, memory.device, memory.files, memory.copies = msgspec.msgpack.decode(raw, type=shape)
    except msgspec.MsgspecError:
        return Memory()
    return memory


def _packed(keys: "frozenset[FrameKey]") -> bytes:
    return b"".join(
        key.stream + key.replica + key.seq.to_bytes(8, "big") + key.identity for key in sorted(keys)
    )


def _unpacked(raw: bytes) -> "frozenset[FrameKey]":
    from repcockpit.sync.frames import FrameKey  # noqa: PLC0415 -- only sync loads the wire

    return frozenset(
        FrameKey(
            raw[at : at + 16],
            raw[at + 16 : at + 32],
            int.from_bytes(raw[at + 32 : at + 40], "big"),
            raw[at + 40 : at + _KEY],
        )
        for at in range(0, len(raw) - _KEY + 1, _KEY)
    )
