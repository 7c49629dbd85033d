"""A team that encrypts, against a share that lies: forged, slipped in, blanked, by who is out of the team."""

from pathlib import Path

import pytest

from repcockpit.domain.errors import PassphraseNeededError, RefusedError
from repcockpit.services.book import open_book
from repcockpit.services.syncing import retire_replica
from repcockpit.services.syncing.devices import renew_keys
from repcockpit.sync.container import FileHeader, file_chunks, scan
from repcockpit.sync.crypto.keyring import Keyring
from repcockpit.sync.crypto.keys import signing_key
from repcockpit.sync.frames import (
    ENCRYPTED,
    REDACTED,
    Frame,
    assembled,
    make_frame,
    plain_body,
)
from tests.sync.members import Member
from tests.sync.sealed import (
    OTHERS,
    WORDS,
    At,
    a_forged_body,
    founded,
    frames_on,
    newest_of,
    replica_of,
    ring_of,
    slip_in,
    untrusted,
)

pytestmark = pytest.mark.usefixtures("quick_keys")


@pytest.fixture(params=["team.rcsync", "team.rcsync.d"])
def target(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    (tmp_path / "share").mkdir()
    return tmp_path / "share" / str(request.param)


@pytest.fixture
def one_file(tmp_path: Path) -> Path:
    (tmp_path / "share").mkdir()
    return tmp_path / "share" / "team.rcsync"


def _forged(member: Member, target: Path, at: At, kind: str) -> Frame:
    """A frame that is not the member's and says it is; what who makes it has, by its kind."""
    ring, newest = ring_of(member, at), newest_of(target, replica_of(member))
    head = newest.header
    plain = a_forged_body()

    def follows(sealer: Keyring | None) -> Frame:
        return make_frame(
            team=head.team, replica=head.replica, seq=head.seq + 1, prev=head.identity, schema=head.schema,
            plain=plain, sealer=sealer,
        )  # fmt: skip

    if kind == "clear":
        return follows(None)
    if kind == "clear, signed":
        return follows(Keyring({}, signing_key(head.replica)))
    if kind == "sealed by a stranger":
        return follows(Keyring({1: bytes(32)}, bytes(32)))
    if kind == "unsigned":
        return follows(Keyring(ring.epochs))
    if kind == "signed by another":
        return follows(Keyring(ring.epochs, bytes(32)))
    assert kind == "blanked in clear"
    return assembled(head._replace(flags=REDACTED), plain, sealer=None, signature=newest.signature)


@pytest.mark.parametrize(
    "kind",
    ["clear", "clear, signed", "sealed by a stranger", "unsigned", "signed by another", "blanked in clear"],
)
def test_what_is_forged_does_not_count(tmp_path: Path, target: Path, at: At, kind: str) -> None:
    ana, bea = founded(tmp_path, target, at, "Ana", "Bea")
    bea.add("Kan-code")
    bea.sync()
    forged = _forged(bea, target, at, kind)
    slipped = slip_in(target, ana.meta("team_id"), forged)
    for _ in range(2):
        for one in (ana, bea):
            at(one).sync()
            assert one.accounts() == ["Kan-code"]
    assert replica_of(bea) == forged.header.replica, "no fork: it is not one of hers"
    slipped.unlink(missing_ok=True)
    assert b"Forged" not in b"".join(one.raw for one in frames_on(target))
    assert at(ana).rows() == bea.rows()


def test_a_good_form_of_a_frame_takes_the_place_of_a_bad_one(tmp_path: Path, one_file: Path, at: At) -> None:
    ana, bea = founded(tmp_path, one_file, at, "Ana", "Bea")
    bea.add("Kan-code")
    before = one_file.read_bytes()
    bea.sync()
    good, true = one_file.read_bytes(), newest_of(one_file, replica_of(bea))
    one_file.write_bytes(before)
    bad = assembled(
        true.header._replace(flags=REDACTED), plain_body(true, ring_of(bea, at)), sealer=None, signature=None
    )
    slipped = slip_in(one_file, ana.meta("team_id"), bad)
    at(ana).sync()
    assert untrusted(ana) == 1
    assert ana.accounts() == []
    slipped.unlink()
    one_file.write_bytes(good)
    ana.sync()
    assert untrusted(ana) == 0
    assert ana.accounts() == ["Kan-code"]


def test_in_an_encrypted_file_clear_frames_are_read_around(tmp_path: Path, one_file: Path, at: At) -> None:
    ana, bea = founded(tmp_path, one_file, at, "Ana", "Bea")
    forged = _forged(bea, one_file, at, "clear")
    found = scan(one_file.read_bytes())
    assert found.header is not None
    one_file.write_bytes(b"".join(file_chunks(found.header, (*found.frames, forged))))
    report = at(ana).sync()
    assert any("not signed" in one for one in report.warnings)
    assert untrusted(ana) == 1
    assert all(one.header.flags & ENCRYPTED for one in frames_on(one_file)), "written anew without it"
    before = one_file.read_bytes()
    assert ana.sync().warnings == ()
    ana.sync()
    assert one_file.read_bytes() == before


def test_who_is_out_writes_nothing_more(tmp_path: Path, target: Path, at: At) -> None:
    ana, bea, cem = founded(tmp_path, target, at, "Ana", "Bea", "Cem")
    cem.add("Zenit")
    cem.sync()
    at(ana).sync()
    old = ring_of(cem, at)
    with open_book(at(ana).path) as book:
        retire_replica(book, replica_of(cem))
        new = renew_keys(book, OTHERS)
    assert new
    ana.add("Kan-code")
    ana.sync()
    head = newest_of(target, replica_of(cem)).header
    plain = a_forged_body()
    more = make_frame(
        team=head.team, replica=bytes(range(16)), seq=1, schema=head.schema, plain=plain, sealer=old
    )
    own = make_frame(
        team=head.team, replica=head.replica, seq=head.seq, prev=head.prev, schema=head.schema, plain=plain,
        sealer=old,
    )  # fmt: skip
    slip_in(target, head.team, more, own)
    with pytest.raises(PassphraseNeededError):
        at(bea).sync()
    with pytest.raises(RefusedError):
        bea.sync(passphrase=WORDS)
    bea.sync(passphrase=OTHERS)
    dan = Member(tmp_path, "Dan", target)
    at(dan).sync(passphrase=OTHERS)
    for one in (ana, bea, dan):
        at(one).sync()
        assert one.accounts() == ["Kan-code", "Zenit"]
        assert untrusted(one) == 2
    with pytest.raises(PassphraseNeededError):
        at(cem).sync()
    newest = newest_of(target, replica_of(ana))
    assert newest.header.epoch == 2
    with pytest.raises(Exception, match="locked"):
        plain_body(newest, old)


def test_a_header_that_lies_beside_the_target_locks_nobody_out(
    tmp_path: Path, one_file: Path, at: At
) -> None:
    (ana,) = founded(tmp_path, one_file, at, "Ana")
    liar = FileHeader(ana.meta("team_id"), "Iberia", flags=1, epoch=65_535)
    (one_file.parent / "liar.rcsync").write_bytes(b"".join(file_chunks(liar, ())))
    ana.add("Northglass")
    assert ana.sync().sent == 1
