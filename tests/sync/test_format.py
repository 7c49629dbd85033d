"""A reader written from FORMAT.md alone, sharing no code with ours, reads what we write."""

import hashlib
import struct
from typing import Any, NamedTuple

import msgspec
import zstandard
from nacl.bindings import crypto_aead_xchacha20poly1305_ietf_decrypt as decrypt
from nacl.pwhash import argon2id
from nacl.signing import VerifyKey

from repcockpit.sync.bodies import encode_body
from repcockpit.sync.container import FileHeader, file_chunks
from repcockpit.sync.crypto.keyring import Keyring
from repcockpit.sync.crypto.slots import encrypted_header
from repcockpit.sync.frames import Sealer, make_frame
from repcockpit.sync.packs import pack
from tests.sync.wire import REPLICA, STAMP, TEAM, a_body, a_chain, an_insert

SPOKEN = "correct horse"


class _Read(NamedTuple):
    team: bytes
    name: str
    keys: dict[int, bytes]
    bodies: dict[tuple[bytes, int, bytes], Any]
    signatures: dict[bytes, bytes]


def _number(raw: bytes) -> int:
    return int.from_bytes(raw, "big")


def _sha(raw: bytes) -> bytes:
    return hashlib.sha256(raw).digest()


def _read(raw: bytes) -> _Read:
    length = _number(raw[8:12])
    head = raw[:length]
    assert head[:8] == b"RCSYNC1\n"
    assert _sha(head[:-32]) == head[-32:]
    end = 36 + _number(head[34:36])
    slots, at = [], end + 2
    for _ in range(_number(head[end : end + 2])):
        size = _number(head[at + 2 : at + 4])
        slots.append((_number(head[at : at + 2]), head[at + 4 : at + 4 + size]))
        at += 4 + size
    found = _Read(head[14:30], head[36:end].decode(), _keys(head[14:30], slots), {}, {})
    at, count = length, 0
    while raw[at : at + 4] == b"RCF1":
        at += _frame(raw[at:], found)
        count += 1
    trailer = raw[at:]
    assert trailer[:6] + head + count.to_bytes(4, "big") == b"RCEND1" + trailer[6:-32]
    assert _sha(trailer[:-32]) == trailer[-32:]
    return found


def _keys(team: bytes, slots: list[tuple[int, bytes]]) -> dict[int, bytes]:
    keys = {}
    for kind, raw in slots:
        if kind == 1:
            passes, kib = struct.unpack(">II", raw[18:26])
            key = argon2id.kdf(32, SPOKEN.encode(), raw[2:18], passes, kib * 1024)
            keys[_number(raw[:2])] = decrypt(raw[50:], b"rcslot1" + team + raw[:2], raw[26:50], key)
    return keys


def _frame(raw: bytes, found: _Read) -> int:
    size = _number(raw[4:6])
    flags, epoch = _number(raw[8:10]), _number(raw[10:12])
    assert _sha(raw[: size - 8])[:8] == raw[size - 8 : size]
    end = size + _number(raw[168:172])
    body = raw[size:end]
    assert _sha(body) == raw[136:168]
    signature, stored = (body[-64:], body[:-64]) if flags & 4 else (None, body)
    if flags & 2:
        stored = decrypt(stored[24:], raw[:136], stored[:24], found.keys[epoch])
    plain = zstandard.ZstdDecompressor().decompress(stored) if flags & 1 else stored
    assert len(plain) == _number(raw[172:176])
    seq, prev = _number(raw[64:72]), raw[72:104]
    members = msgspec.msgpack.decode(plain) if flags & 8 else [(plain, signature)]
    seq -= len(members) - 1
    for member, signed in members:
        prev = _sha(b"rcf1" + raw[16:64] + seq.to_bytes(8, "big") + prev + raw[12:14] + member)
        found.bodies[raw[48:64], seq, prev] = msgspec.msgpack.decode(member)
        if signed:
            found.signatures[prev] = signed
        seq += 1
    assert prev == raw[104:136]
    return end


def _written(sealer: Sealer | None, header: FileHeader) -> bytes:
    ring = sealer if isinstance(sealer, Keyring) else None
    return b"".join(file_chunks(header, [pack(a_chain(3, sealer), ring, sealer), *a_chain(5, sealer)[3:]]))


def test_a_clear_file_is_read() -> None:
    found = _read(_written(None, FileHeader(TEAM, "Peñón")))
    assert (found.team, found.name) == (TEAM, "Peñón")
    assert [key[1] for key in found.bodies] == [1, 2, 3, 4, 5]
    assert {key[2] for key in found.bodies} == {frame.header.identity for frame in a_chain(5)}
    (transaction,) = found.bodies[a_chain(1)[0].key[1:]][6]
    assert transaction[:10] == [1, 5, 0, 0, 0, "by hand", None, 0, 1, STAMP + 1]
    assert transaction[10] == [an_insert(seed=1)]


def test_an_encrypted_and_signed_file_is_read() -> None:
    ring = Keyring({1: bytes(32), 3: bytes(range(32))}, bytes(32))
    header = encrypted_header(FileHeader(TEAM, "Norte"), ring.epochs, SPOKEN, passes=1, kib=8)
    found = _read(_written(ring, header))
    assert found.keys == ring.epochs
    assert [key[1] for key in found.bodies] == [1, 2, 3, 4, 5]
    assert len(found.signatures) == 5
    for identity, signature in found.signatures.items():
        VerifyKey(ring.verify_key or b"").verify(identity, signature)


def test_a_body_that_gains_nothing_by_compression_is_read() -> None:
    plain = encode_body(a_body()._replace(transactions=[]))
    frame = make_frame(team=TEAM, replica=REPLICA, seq=1, schema=4, plain=plain)
    found = _read(b"".join(file_chunks(FileHeader(TEAM, ""), [frame])))
    assert list(found.bodies) == [frame.key[1:]]
