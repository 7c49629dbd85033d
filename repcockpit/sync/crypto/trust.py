"""Which frames may be applied in a team that encrypts: those signed by their replica, and what those follow.

A replica's key is trusted on first use: it comes in the replica's own record, in its first signed frame. A
frame names the one before it by its hash, so a good signature stands for all that its frame follows; so does
the list of what was there when the newest key was made.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from repcockpit.sync.bodies import Body, decode_body
from repcockpit.sync.crypto.keyring import is_signed
from repcockpit.sync.frames import (
    ENCRYPTED,
    NO_PREV,
    REDACTED,
    SIGNED,
    Frame,
    FrameError,
    FrameKey,
    Opener,
    plain_body,
)
from repcockpit.sync.ingest import FORMER

_TABLE, _FIELD, _FORMER = "replica", "key", "successor_of"


class Signatures:
    """Decides on frames, packs already taken apart.

    `keys` are the known verify keys (32 bytes) by replica; `listed` the identities of the newest frames of what
    was there when the newest key, number `epoch`, was made; `followed` the identities that frames which were
    taken before name as their prev; `retired` the replicas that were taken out of the team, None
    while frames that may tell of more are still to come: what lies under a former key then waits
    (`has_deferred`).
    """

    def __init__(
        self,
        keys: Mapping[bytes, bytes],
        listed: Collection[bytes] = (),
        opener: Opener | None = None,
        *,
        epoch: int = 0,
        followed: Collection[bytes] = (),
        retired: Collection[bytes] | None = (),
    ) -> None:
        self.keys = dict(keys)
        self._known = frozenset((*listed, *followed)) - {NO_PREV}
        self._opener, self._epoch, self._retired = opener, epoch, retired
        self.has_deferred = False
        self._met: dict[bytes, list[Frame]] = {}
        self._packed: Mapping[FrameKey, int] = {}
        self._verdicts: dict[tuple[bytes, bytes], str | None] = {}

    def judge(self, frames: Collection[Frame], packed: Mapping[FrameKey, int] | None = None) -> None:
        """Decide on frames that came together; `packed` gives the epoch of those that lay in an encrypted pack."""
        self._packed, self._met, self._verdicts = packed or {}, defaultdict(list), {}
        for frame in frames:
            self._met[frame.header.identity].append(frame)
        for frame in sorted(frames, key=lambda one: (one.header.replica, one.header.seq)):
            self._verdicts[_name(frame)] = self._signed_badly(frame)
        self._follow(frames)

    def refuses(self, frame: Frame) -> str | None:
        """Why a frame is to be quarantined, in a few words; None where it is not."""
        if _name(frame) not in self._verdicts:
            self.judge((frame,))
        return self._verdicts[_name(frame)]

    def _signed_badly(self, frame: Frame) -> str | None:
        head = frame.header
        if not head.flags & SIGNED:
            return "not signed"
        if self._epoch and not self._is_closed(frame):
            return "in clear"
        epoch = self._packed.get(frame.key, head.epoch)
        key = self.keys.get(head.replica)
        if epoch < self._epoch and (self._retired is None or key is None or head.replica in self._retired):
            self.has_deferred |= self._retired is None
            return FORMER
        key = key or self._announced(frame)
        if key is None:
            return "signed by an unknown key"
        if not is_signed(head.identity, frame.signature, key):
            return "forged signature"
        self.keys[head.replica] = key
        return None

    def _follow(self, frames: Iterable[Frame]) -> None:
        """Take what frames that count name as the one before them, and so on; newest first."""
        followed = set(self._known)
        former: set[tuple[bytes, int, bytes]] = set()
        ordered = sorted(frames, key=lambda one: one.header.seq, reverse=True)
        if any(self._verdicts[_name(frame)] for frame in ordered):
            for frame in ordered:
                if self._verdicts[_name(frame)] is None:
                    former |= self._seen_of_former(frame)
        for frame in ordered:
            head, name = frame.header, _name(frame)
            if self._verdicts[name] is not None:
                is_named = (head.replica, head.seq, head.identity[:8]) in former and self._is_newest(frame)
                if not (is_named or head.identity in followed) or not self._is_itself(frame):
                    continue
                self._verdicts[name] = None
            elif head.prev not in self._met or not self._is_itself(frame):
                continue
            followed.add(head.prev)

    def _is_newest(self, frame: Frame) -> bool:
        return self._packed.get(frame.key, frame.header.epoch) == self._epoch > 0

    def _is_closed(self, frame: Frame) -> bool:
        return bool(frame.header.flags & ENCRYPTED) or frame.key in self._packed

    def _is_itself(self, frame: Frame) -> bool:
        """Whether a frame can be read and is what its header says; who blanked a frame in clear cannot be told."""
        if frame.header.flags & REDACTED and not self._is_closed(frame):
            return False
        return self._body(frame) is not None

    def _body(self, frame: Frame) -> bytes | None:
        try:
            return plain_body(frame, self._opener)
        except FrameError:
            return None

    def _announced(self, frame: Frame) -> bytes | None:
        """The key that a frame, or one that it follows, says its replica signs with."""
        waiting, met = [frame], set()
        while waiting:
            one = waiting.pop()
            met.add(_name(one))
            plain = self._body(one) if self._is_closed(one) or not self._epoch else None
            if plain is None:
                continue
            try:
                key = announced_key(decode_body(plain), frame.header.replica)
            except FrameError:
                continue
            if key is not None:
                return key
            waiting += [more for more in self._met.get(one.header.prev, ()) if _name(more) not in met]
        return None

    def _seen_of_former(self, frame: Frame) -> set[tuple[bytes, int, bytes]]:
        """The frames that a device names as its own of before: of a replica that it went on from without its key."""
        plain = self._body(frame)
        if plain is None:
            return set()
        try:
            body = decode_body(plain)
        except FrameError:
            return set()
        former = _announced_value(body, frame.header.replica, _FORMER)
        return {
            (former, seq, identity)
            for no, seq, identity in body.seen
            if former and body.replicas[no] == former
        }


def announced_key(body: Body, replica: bytes) -> bytes | None:
    """The verify key that a body says its replica signs with."""
    return _announced_value(body, replica, _FIELD)


def _announced_value(body: Body, replica: bytes, field: str) -> bytes | None:
    for transaction in body.transactions:
        for record in transaction[10]:
            if record[2] == replica and body.names[record[1]] == _TABLE:
                value: Any = next((value for no, value in record[4].items() if body.names[no] == field), None)
                if isinstance(value, bytes):
                    return value
    return None


def _name(frame: Frame) -> tuple[bytes, bytes]:
    """What tells one stored form of a frame from another."""
    return frame.header.identity, frame.header.body_hash
