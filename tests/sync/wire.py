"""Frames and bodies for the tests of the wire."""

import hashlib
from typing import Any

from repcockpit.sync.bodies import Body, encode_body
from repcockpit.sync.frames import NO_PREV, Frame, Sealer, make_frame

TEAM = bytes(range(16))
REPLICA = bytes(range(16, 32))
ROW = bytes(range(32, 48))
STAMP = 1_790_000_000_000 << 16


def a_body(*records: Any, n: int = 1, **changed: Any) -> Body:
    """A body of one transaction; the records number table and fields 1 to 9 and replicas 0 and 1."""
    transaction = [n, 5, 0, 0, 0, "by hand", None, 0, 1, STAMP + n, list(records)]
    body = Body(
        bytes(16),
        [],
        {0: REPLICA, 1: bytes(16)},
        {no: f"field_{no}" for no in range(1, 10)},
        ["Europe/Madrid"],
        [bytes(16)],
        [transaction],
    )
    return body._replace(**changed)


def an_insert(text: str = "Hotel Miramar", seed: int = 0) -> list[Any]:
    row_id = hashlib.sha256(seed.to_bytes(4, "big")).digest()[:16]
    return [0, 1, row_id, 0, {2: text, 3: seed}, {}]


def a_chain(
    count: int, sealer: Sealer | None = None, replica: bytes = REPLICA, team: bytes = TEAM
) -> list[Frame]:
    """A run of frames of one replica, each of one insert."""
    frames: list[Frame] = []
    prev = NO_PREV
    for seq in range(1, count + 1):
        plain = encode_body(a_body(an_insert(seed=seq), n=seq))
        frame = make_frame(
            team=team, replica=replica, seq=seq, prev=prev, schema=4, plain=plain, sealer=sealer
        )
        frames.append(frame)
        prev = frame.header.identity
    return frames
