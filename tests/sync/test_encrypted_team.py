"""A team that encrypts, against a share that lies: forged, slipped in, out of date, switched twice, killed."""

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest

from repcockpit.domain.errors import PassphraseNeededError, RefusedError
from repcockpit.services.book import open_book
from repcockpit.services.syncing import retire_replica, sync_status
from repcockpit.services.syncing.devices import renew_keys
from repcockpit.sync.bodies import OWN, decode_body, encode_body
from repcockpit.sync.carriers.files import Files
from repcockpit.sync.container import FileHeader, file_chunks, scan
from repcockpit.sync.crypto.keyring import Keyring
from repcockpit.sync.crypto.keys import signing_key, team_keys
from repcockpit.sync.frames import (
    ENCRYPTED,
    REDACTED,
    SIGNED,
    Frame,
    assembled,
    make_frame,
    plain_body,
    resealed,
)
from tests.sync.members import Member
from tests.sync.wire import a_body

WORDS, OTHERS = "correct horse", "another one"
At = Callable[[Member], Member]


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """A key from a passphrase without the work that makes guessing slow."""

    def derived(passphrase: str, salt: bytes, _passes: int, _kib: int) -> bytes:
        return hashlib.sha256(salt + passphrase.encode()).digest()

    monkeypatch.setattr("repcockpit.sync.crypto.slots._derived", derived)


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> At:
    """Go to the machine of a member: each keeps secrets of its own."""

    def go(member: Member) -> Member:
        monkeypatch.setenv("REPCOCKPIT_HOME", str(tmp_path / "homes" / member.name))
        return member

    return go


@pytest.fixture(params=["team.rcsync", "team.rcsync.d"])
def target(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    (tmp_path / "share").mkdir()
    return tmp_path / "share" / str(request.param)


@pytest.fixture
def one_file(tmp_path: Path) -> Path:
    (tmp_path / "share").mkdir()
    return tmp_path / "share" / "team.rcsync"


def frames_on(target: Path) -> list[Frame]:
    files = [target] if target.is_file() else [one for one in target.iterdir() if one.is_file()]
    return [frame for one in files for frame in scan(one.read_bytes()).frames]


def bytes_on(target: Path) -> bytes:
    """All that lies on the share, beside the target too."""
    return b"".join(one.read_bytes() for one in target.parent.rglob("*") if one.is_file())


def untrusted(member: Member) -> int:
    with open_book(member.path) as book:
        return sync_status(book).quarantined


def slip_in(target: Path, team: bytes, *frames: Frame, name: str = "slipped.rcsync") -> Path:
    """A file beside the target, or a segment of the folder, that anybody could have put there."""
    place = (target.parent if target.suffix == ".rcsync" else target) / name
    place.write_bytes(b"".join(file_chunks(FileHeader(team, "Iberia"), frames)))
    return place


def ring_of(member: Member, at: At) -> Keyring:
    at(member)
    team = member.meta("team_id")
    return Keyring(team_keys(team), signing_key(replica_of(member)))


def replica_of(member: Member) -> bytes:
    found: bytes = member.ask(
        "select id from replica where no = (select value from meta where key = 'replica_no')"
    )[0]
    return found


def newest_of(target: Path, replica: bytes) -> Frame:
    return max(
        (one for one in frames_on(target) if one.header.replica == replica), key=lambda one: one.header.seq
    )


def a_forged_body() -> bytes:
    record = [0, 1, bytes(range(16)), 0, {2: "Forged"}, {}]
    return encode_body(a_body(record, n=99, replicas={0: OWN}, names={1: "account", 2: "name"}))


def founded(tmp_path: Path, target: Path, at: At, *names: str) -> list[Member]:
    """A team of these members that encrypts from its first sync on."""
    members = [Member(tmp_path, name, target) for name in names]
    for one in members:
        at(one).sync(passphrase=WORDS)
    return members


def test_the_recovery_key_opens_where_a_passphrase_does(tmp_path: Path, target: Path, at: At) -> None:
    ana, bea = Member(tmp_path, "Ana", target), Member(tmp_path, "Bea", target)
    ana.add("Northglass")
    key = at(ana).sync(passphrase=WORDS).recovery_key
    assert key is not None
    assert ana.sync(passphrase=WORDS).recovery_key is None, "once"
    for slip in (key[:-1] + ("A" if key[-1] != "A" else "B"), key[:-5]):
        with pytest.raises(RefusedError):
            at(bea).sync(passphrase=slip)
    bea.sync(passphrase=key.lower().replace("-", " "))
    assert bea.accounts() == ["Northglass"]
    secret = key.encode()
    for place in (tmp_path / "Ana" / "book.db", tmp_path / "Ana" / "book.db-wal", target):
        if place.is_file():
            assert secret not in place.read_bytes()


def test_a_wrong_passphrase_changes_nothing(tmp_path: Path, target: Path, at: At) -> None:
    founded(tmp_path, target, at, "Ana")
    bea = Member(tmp_path, "Bea", target)
    bea.add("Zenit")
    before, rows = bytes_on(target), at(bea).rows()
    for words, error in (("wrong", RefusedError), (None, PassphraseNeededError)):
        with pytest.raises(error):
            bea.sync(passphrase=words)
    assert bytes_on(target) == before
    assert bea.rows() == rows
    assert bea.meta("team_id") is None
    assert bea.ask("select count(*) from sync_frame") == [0]


def test_the_switch_of_three_with_work_that_was_not_sent(tmp_path: Path, target: Path, at: At) -> None:
    ana, bea, cem = (Member(tmp_path, name, target) for name in ("Ana", "Bea", "Cem"))
    for one in (ana, bea, cem, ana, bea):
        at(one).sync()
    bea.add("Kan-code")
    cem.add("Zenit")
    share = target.parent
    share.rename(share.with_name("away"))
    with pytest.raises(Exception, match="missing"):
        at(bea).sync()
    share.with_name("away").rename(share)
    at(ana).sync(passphrase=WORDS)
    assert frames_on(target)
    assert all(one.header.flags & ENCRYPTED for one in frames_on(target))
    for one in (bea, cem):
        with pytest.raises(PassphraseNeededError):
            at(one).sync()
        one.sync(passphrase=WORDS)
    for one in (ana, bea, cem):
        at(one).sync()
        assert one.accounts() == ["Kan-code", "Zenit"]
        assert untrusted(one) == 0
    assert all(one.header.flags & ENCRYPTED for one in frames_on(target))
    assert b"Kan-code" not in bytes_on(target)
    dan = Member(tmp_path, "Dan", target)
    at(dan).sync(passphrase=WORDS)
    assert at(ana).sync().received
    assert dan.rows() == ana.rows()
    assert untrusted(dan) == 0


def test_what_was_sealed_before_and_comes_later_is_taken(tmp_path: Path, one_file: Path, at: At) -> None:
    """Bea's unsigned frames are not known to the switch: they count once a signed one follows them."""
    ana, bea = Member(tmp_path, "Ana", one_file), Member(tmp_path, "Bea", one_file)
    at(ana).sync()
    at(bea).sync()
    at(ana).sync()
    plain = one_file.read_bytes()
    bea.add("Kan-code")
    at(bea).sync()
    late = [one for one in frames_on(one_file) if one.header.replica == replica_of(bea)][-1]
    one_file.write_bytes(plain)
    at(ana).sync(passphrase=WORDS)
    slipped = slip_in(one_file, ana.meta("team_id"), late)
    ana.sync()
    assert untrusted(ana) == 1
    assert ana.accounts() == []
    assert late.key not in {one.key for one in frames_on(one_file)}, "nobody vouches for it"
    slipped.unlink()
    at(bea).sync(passphrase=WORDS)
    at(ana).sync()
    assert untrusted(ana) == 0
    assert ana.accounts() == ["Kan-code"]
    assert ana.rows() == bea.rows()


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


def test_who_was_away_while_the_key_was_renewed_loses_nothing(tmp_path: Path, target: Path, at: At) -> None:
    ana, bea = founded(tmp_path, target, at, "Ana", "Bea")
    eva = Member(tmp_path, "Eva", target)
    with open_book(at(ana).path) as book:
        renew_keys(book, OTHERS)
    bea.add("Kan-code")
    at(bea).sync()
    at(eva).sync(passphrase=WORDS)
    eva.add("Zenit")
    eva.sync()
    for one in (ana, bea, eva):
        at(one).sync(passphrase=OTHERS)
    for _ in range(2):
        for one in (ana, bea, eva):
            at(one).sync()
    for one in (ana, bea, eva):
        assert one.accounts() == ["Kan-code", "Zenit"]
        assert untrusted(one) == 0


def test_two_that_switch_at_once_end_in_one_key(tmp_path: Path, one_file: Path, at: At) -> None:
    ana, bea = Member(tmp_path, "Ana", one_file), Member(tmp_path, "Bea", one_file)
    for one in (ana, bea, ana):
        at(one).sync()
    plain = one_file.read_bytes()
    ana.add("Northglass")
    at(ana).sync(passphrase=WORDS)
    first = one_file.read_bytes()
    one_file.write_bytes(plain)
    bea.add("Kan-code")
    at(bea).sync(passphrase=OTHERS)
    (one_file.parent / "team (conflicted copy).rcsync").write_bytes(first)
    for _ in range(3):
        for one in (ana, bea):
            for words in (None, WORDS, OTHERS):
                try:
                    at(one).sync(passphrase=words)
                except RefusedError:
                    continue
                break
    assert ana.accounts() == bea.accounts() == ["Kan-code", "Northglass"]
    assert ana.rows() == bea.rows()
    assert team_keys(at(ana).meta("team_id")) == team_keys(at(bea).meta("team_id"))


def test_a_header_that_lies_beside_the_target_locks_nobody_out(
    tmp_path: Path, one_file: Path, at: At
) -> None:
    (ana,) = founded(tmp_path, one_file, at, "Ana")
    liar = FileHeader(ana.meta("team_id"), "Iberia", flags=1, epoch=65_535)
    (one_file.parent / "liar.rcsync").write_bytes(b"".join(file_chunks(liar, ())))
    ana.add("Northglass")
    assert ana.sync().sent == 1


class Dies(Files):
    """A disk under a process that is killed at its n-th change of the share."""

    def __init__(self, step: int) -> None:
        super().__init__()
        self.left = step

    def _count(self) -> None:
        self.left -= 1
        if self.left <= 0:
            raise KeyboardInterrupt

    def create(self, path: Path) -> int:
        """A new file."""
        self._count()
        return super().create(path)

    def rename(self, path: Path, goal: Path) -> None:
        """Another name."""
        self._count()
        super().rename(path, goal)

    def hard_link(self, path: Path, goal: Path) -> None:
        """A second name."""
        self._count()
        super().hard_link(path, goal)

    def remove(self, path: Path) -> None:
        """Gone."""
        self._count()
        super().remove(path)


@pytest.mark.parametrize("step", range(1, 7))
def test_killed_while_it_is_switched_on(tmp_path: Path, target: Path, at: At, step: int) -> None:
    ana, bea = Member(tmp_path, "Ana", target), Member(tmp_path, "Bea", target)
    ana.add("Northglass")
    at(ana).sync()
    at(bea).sync()
    try:
        report = at(ana).sync_over(Dies(step), passphrase=WORDS)
    except KeyboardInterrupt:
        report = ana.sync(passphrase=WORDS)
    assert report.recovery_key is not None, "shown by the round that comes to its end"
    ana.sync()
    assert all(one.header.flags & ENCRYPTED for one in frames_on(target))
    assert b"Northglass" not in bytes_on(target)
    bea.add("Kan-code")
    at(bea).sync(passphrase=WORDS)
    at(ana).sync()
    assert ana.accounts() == bea.accounts() == ["Kan-code", "Northglass"]
    assert resealed(frames_on(target)[0], ring_of(ana, at)) == frames_on(target)[0]
    assert decode_body(plain_body(frames_on(target)[0], ring_of(ana, at))).transactions
    assert newest_of(target, replica_of(bea)).header.flags & SIGNED
