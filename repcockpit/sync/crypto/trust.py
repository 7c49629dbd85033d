"""Which frames may be applied in a team that encrypts: those signed by their replica, and those from before.

A replica's key is trusted on first use: it comes in the replica's own record, in its first signed frame.
"""

from collections.abc import Collection, Mapping

from repcockpit.sync.bodies import Body, decode_body
from repcockpit.sync.crypto.keyring import is_signed
from repcockpit.sync.frames import SIGNED, Frame, FrameError, Opener, plain_body

_TABLE, _FIELD = "replica", "key"


class Signatures:
    """Decides on frames, packs already taken apart.

    `keys` are the known verify keys (32 bytes) by replica; `before` the (replica, seq, identity) of the frames
    that were there when the team began to encrypt, which need no signature.
    """

    def __init__(
        self,
        keys: Mapping[bytes, bytes],
        before: Collection[tuple[bytes, int, bytes]] = (),
        opener: Opener | None = None,
    ) -> None:
        self.keys = dict(keys)
        self._before = frozenset(before)
        self._opener = opener

    def refuses(self, frame: Frame) -> str | None:
        """Why a frame is to be quarantined, in a word or two; None where it is not."""
        head = frame.header
        if (head.replica, head.seq, head.identity) in self._before:
            return None
        if not head.flags & SIGNED:
            return "not signed"
        key = self.keys.get(head.replica)
        if key is None:
            key = self._announced(frame)
            if key is None:
                return "signed by an unknown key"
        if not is_signed(head.identity, frame.signature, key):
            return "forged signature"
        self.keys[head.replica] = key
        return None

    def _announced(self, frame: Frame) -> bytes | None:
        try:
            body = decode_body(plain_body(frame, self._opener))
        except FrameError:
            return None
        return announced_key(body, frame.header.replica)


def announced_key(body: Body, replica: bytes) -> bytes | None:
    """The verify key that a body says its replica signs with."""
    for transaction in body.transactions:
        for record in transaction[10]:
            if record[2] == replica and body.names[record[1]] == _TABLE:
                for no, value in record[4].items():
                    if body.names[no] == _FIELD and isinstance(value, bytes):
                        return value
    return None
