"""Encryption and signatures: what a key opens, what it does not, and where keys are kept."""

import stat
import struct
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from repcockpit import paths
from repcockpit.domain.errors import InvalidValueError, RefusedError
from repcockpit.sync.bodies import encode_body
from repcockpit.sync.container import ENCRYPTED as FILE_ENCRYPTED
from repcockpit.sync.container import FileHeader, Slot, file_chunks, scan
from repcockpit.sync.crypto import keys
from repcockpit.sync.crypto.keyring import Keyring, is_signed, new_team_key
from repcockpit.sync.crypto.recovery import recovered_secret, recovery_text
from repcockpit.sync.crypto.slots import encrypted_header, opened_by_founding_secret, opened_by_passphrase
from repcockpit.sync.crypto.trust import Signatures
from repcockpit.sync.frames import (
    ENCRYPTED,
    NO_PREV,
    SIGNED,
    Frame,
    FrameError,
    assembled,
    make_frame,
    plain_body,
    read_frame,
    redacted,
    resealed,
)
from repcockpit.sync.packs import pack, unpacked
from tests.sync.wire import REPLICA, TEAM, a_body, a_chain, an_insert

SEED = bytes(range(100, 132))
KEY = bytes(range(32))
RING = Keyring({1: KEY}, SEED)
HEADER = FileHeader(TEAM, "Norte")


@given(plain=st.binary(max_size=500))
@settings(max_examples=40, deadline=None)
def test_what_is_sealed_is_opened_and_has_the_name_of_the_clear_frame(plain: bytes) -> None:
    frame = make_frame(team=TEAM, replica=REPLICA, seq=1, schema=4, plain=plain, sealer=RING)
    clear = make_frame(team=TEAM, replica=REPLICA, seq=1, schema=4, plain=plain)
    assert frame.key == clear.key
    assert frame.header.flags & (ENCRYPTED | SIGNED) == ENCRYPTED | SIGNED
    assert frame.header.epoch == 1
    assert plain_body(read_frame(frame.raw), RING) == plain
    assert len(plain) < 8 or plain not in frame.raw
    assert is_signed(frame.header.identity, frame.signature, RING.verify_key or b"")


def test_without_the_key_nothing_opens() -> None:
    (frame,) = a_chain(1, RING)
    for opener, why in (
        (None, "locked"),
        (Keyring({2: KEY}), "locked"),
        (Keyring({1: bytes(32)}), "wrong key"),
    ):
        with pytest.raises(FrameError, match=why):
            plain_body(frame, opener)


def test_each_epoch_stays_readable_and_the_newest_seals() -> None:
    both = Keyring({1: KEY, 2: new_team_key()}, SEED)
    old, new = a_chain(1, RING)[0], a_chain(1, both)[0]
    assert (old.header.epoch, new.header.epoch) == (1, 2)
    assert plain_body(old, both) == plain_body(new, both)
    again = resealed(old, both, both)
    assert again.key == old.key
    assert again.header.epoch == 2
    assert again.signature == old.signature
    assert resealed(again, both, both) is again


def test_a_clear_frame_is_encrypted_under_its_name() -> None:
    (clear,) = a_chain(1)
    sealed = resealed(clear, RING)
    assert sealed.key == clear.key
    assert sealed.header.flags & ENCRYPTED
    assert sealed.signature is None
    assert plain_body(sealed, RING) == plain_body(clear)


def test_no_byte_of_the_bound_header_or_the_body_can_be_changed() -> None:
    (frame,) = a_chain(1, RING)
    changes = [frame.header._replace(**one) for one in (
        {"schema": 5}, {"app": 77}, {"seq": 2}, {"replica": bytes(16)}, {"team": bytes(16)}, {"prev": bytes(31) + b"x"},
        {"identity": bytes(32)}, {"minor": 1},
    )]  # fmt: skip
    for head in changes:
        forged = assembled(
            head, b"x" * frame.header.plain_length, sealer=_Copied(frame), signature=frame.signature
        )
        with pytest.raises(FrameError, match="wrong key"):
            plain_body(forged, RING)
    for place in range(len(frame.stored)):
        body = bytearray(frame.stored)
        body[place] ^= 1
        with pytest.raises(FrameError, match="wrong key"):
            RING.open(1, frame.raw[:136], bytes(body))
        with pytest.raises(FrameError):
            RING.open(1, frame.raw[:136], frame.stored[:place])


class _Copied:
    """A sealer that gives the ciphertext of another frame."""

    def __init__(self, frame: Frame) -> None:
        self.flags, self.epoch, self._body = ENCRYPTED | SIGNED, 1, frame.stored

    def seal(self, associated: bytes, body: bytes) -> bytes:  # noqa: ARG002 -- a sealer's signature
        return self._body

    def sign(self, identity: bytes) -> bytes:
        return RING.sign(identity)


def test_a_redacted_frame_stays_encrypted_and_signed() -> None:
    (frame,) = a_chain(1, RING)
    with pytest.raises(FrameError, match="locked"):
        redacted(frame, b"blank")
    blank = redacted(frame, b"blank", RING)
    assert blank.key == frame.key
    assert plain_body(blank, RING) == b"blank"
    assert blank.signature == frame.signature


def test_a_pack_keeps_each_signature() -> None:
    frames = a_chain(3, RING)
    packed = pack(frames, RING, RING)
    assert packed.header.flags & ENCRYPTED
    members = unpacked(packed, RING)
    assert [one.key for one in members] == [one.key for one in frames]
    assert [one.signature for one in members] == [one.signature for one in frames]
    with pytest.raises(FrameError):
        unpacked(packed)


def test_an_encrypted_file_comes_back_by_its_passphrase() -> None:
    ring = Keyring({1: KEY, 2: new_team_key()}, SEED)
    header = encrypted_header(HEADER, ring.epochs, "año nuevo", SEED, passes=1, kib=8)
    found = scan(b"".join(file_chunks(header, a_chain(2, ring))))
    assert found.header == header
    assert header.flags & FILE_ENCRYPTED
    assert header.epoch == 2
    assert opened_by_passphrase(header, "an\u0303o nuevo") == ring.epochs
    assert opened_by_founding_secret(header, SEED) == ring.epochs
    assert [len(slot.data) for slot in header.slots] == [98, 98, 74, 74]
    for wrong in ("Año nuevo", "ano nuevo"):
        with pytest.raises(RefusedError):
            opened_by_passphrase(header, wrong)
    with pytest.raises(RefusedError):
        opened_by_founding_secret(header, KEY)
    with pytest.raises(InvalidValueError):
        opened_by_passphrase(header, "")


def test_slots_are_bound_to_team_and_epoch() -> None:
    header = encrypted_header(HEADER, {1: KEY}, "x", passes=1, kib=8)
    (slot,) = header.slots
    for forged in (
        header._replace(team=bytes(16)),
        header._replace(slots=(slot._replace(data=b"\x00\x02" + slot.data[2:]),)),
        header._replace(slots=(slot._replace(type=9),)),
        header._replace(slots=(slot._replace(data=slot.data[:-1]),)),
    ):
        with pytest.raises(RefusedError):
            opened_by_passphrase(forged, "x")
    assert opened_by_passphrase(header._replace(slots=(Slot(9, b""), Slot(1, b""), slot)), "x") == {1: KEY}


@pytest.mark.parametrize(
    ("passes", "kib"), [(11, 8), (0, 8), (1, (256 << 10) + 1), (0xFFFFFFFF, 0xFFFFFFFF), (1, 0)]
)
def test_a_slot_that_asks_for_too_much_is_passed_over(passes: int, kib: int) -> None:
    header = encrypted_header(HEADER, {1: KEY}, "x", passes=1, kib=8)
    data = bytearray(header.slots[0].data)
    data[18:26] = struct.pack(">II", passes, kib)
    with pytest.raises(RefusedError):
        opened_by_passphrase(header._replace(slots=(Slot(1, bytes(data)),)), "x")


def _announcing(ring: Keyring, replica: bytes = REPLICA) -> Frame:
    names = {1: "replica", 2: "key"}
    record = [0, 1, replica, 0, {2: ring.verify_key}, {}]
    plain = encode_body(a_body(record, names=names))
    return make_frame(team=TEAM, replica=replica, seq=1, schema=4, plain=plain, sealer=ring)


def _second(sealer: Keyring | None, prev: bytes = NO_PREV) -> Frame:
    plain = encode_body(a_body(an_insert()))
    return make_frame(team=TEAM, replica=REPLICA, seq=2, prev=prev, schema=4, plain=plain, sealer=sealer)


def test_signatures_are_trusted_on_first_use_and_then_wanted() -> None:
    other = Keyring({1: KEY}, bytes(32))
    first = _announcing(RING)
    trust = Signatures({}, opener=RING)
    assert trust.refuses(_second(RING)) == "signed by an unknown key"
    assert trust.refuses(first) is None
    assert trust.refuses(_second(RING)) is None
    assert trust.refuses(_second(other)) == "forged signature"
    assert trust.refuses(_announcing(other)) == "forged signature"
    for unsigned in (_second(None), _second(Keyring({1: KEY})), resealed(_second(None), RING)):
        assert trust.refuses(unsigned) == "not signed"
    before = _second(None)
    listed = Signatures({}, [before.header.identity])
    assert listed.refuses(before) is None
    assert listed.refuses(_second(None, bytes(31) + b"x")) == "not signed"


def test_a_signature_alone_needs_no_team_key() -> None:
    ring = Keyring({}, SEED)
    (frame,) = a_chain(1, ring)
    assert frame.header.flags & (ENCRYPTED | SIGNED) == SIGNED
    assert plain_body(frame) == plain_body(a_chain(1)[0])
    assert Signatures({REPLICA: ring.verify_key or b""}).refuses(frame) is None
    with pytest.raises(FrameError):
        Keyring({1: KEY}).sign(bytes(32))


@given(
    secret=st.binary(min_size=32, max_size=32),
    place=st.integers(0, 55),
    letter=st.sampled_from("ABCXYZ234567"),
)
@settings(max_examples=60, deadline=None)
def test_a_recovery_key_comes_back_and_slips_are_found(secret: bytes, place: int, letter: str) -> None:
    text = recovery_text(secret)
    assert len(text) == 69
    for typed in (text, text.lower(), text.replace("-", " "), text.replace("-", ""), text.replace("O", "0")):
        assert recovered_secret(typed) == secret
    letters = text.replace("-", "")
    slipped = letters[:place] + letter + letters[place + 1 :]
    if slipped != letters:
        with pytest.raises(InvalidValueError):
            recovered_secret(slipped)


@pytest.mark.parametrize("text", ["", "ABCD", "A" * 57, "!" * 56, "ñ" * 56])
def test_what_is_no_recovery_key_is_refused(text: str) -> None:
    with pytest.raises(InvalidValueError):
        recovered_secret(text)


def test_secrets_are_kept_in_a_file_of_the_user_alone() -> None:
    keys.keep_founding_secret(TEAM, SEED)
    assert keys.founding_secret(TEAM) == SEED
    keys.drop_secret(f"seed-{TEAM.hex()}")
    assert keys.founding_secret(TEAM) is None
    assert keys.team_keyring(TEAM, REPLICA) is None
    keys.keep_team_keys(TEAM, {1: KEY})
    keys.keep_team_keys(TEAM, {2: SEED})
    assert keys.team_keys(TEAM) == {1: KEY, 2: SEED}
    ring = keys.team_keyring(TEAM, REPLICA)
    assert ring is not None
    assert ring.verify_key == Keyring({}, keys.signing_key(REPLICA)).verify_key
    held = list((paths.state_folder() / "secrets").iterdir())
    assert {path.name for path in held} == {f"team-{TEAM.hex()}", f"sign-{REPLICA.hex()}"}
    if sys.platform != "win32":
        assert {stat.S_IMODE(path.stat().st_mode) for path in held} == {0o600}
        assert stat.S_IMODE(held[0].parent.stat().st_mode) == 0o700
    held[0].write_bytes(b"damaged")
    assert isinstance(keys.team_keys(TEAM), dict)


class _KeyringError(Exception):
    pass


def _library(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, *, works: bool) -> dict[str, str]:
    held: dict[str, str] = {}

    def set_password(service: str, name: str, text: str) -> None:
        if not works:
            raise _KeyringError
        held[name] = text

    def get_password(service: str, name: str) -> str | None:
        if not works:
            raise _KeyringError
        return held.get(name)

    def delete_password(service: str, name: str) -> None:
        held.pop(name, None)

    library = SimpleNamespace(
        set_password=set_password,
        get_password=get_password,
        delete_password=delete_password,
        errors=SimpleNamespace(KeyringError=_KeyringError),
    )
    monkeypatch.delenv("REPCOCKPIT_HOME")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    monkeypatch.setitem(sys.modules, "keyring", library)
    return held


def test_the_systems_keyring_is_used_where_it_works(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    held = _library(monkeypatch, tmp_path, works=True)
    keys.keep_team_keys(TEAM, {1: KEY})
    assert keys.team_keys(TEAM) == {1: KEY}
    assert list(held) == [f"team-{TEAM.hex()}"]
    assert not (tmp_path / "repcockpit" / "secrets").exists()


def test_a_keyring_that_does_not_work_is_passed_over(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    _library(monkeypatch, tmp_path, works=False)
    keys.keep_team_keys(TEAM, {1: KEY})
    assert keys.team_keys(TEAM) == {1: KEY}
    assert (tmp_path / "repcockpit" / "secrets" / f"team-{TEAM.hex()}").exists()
