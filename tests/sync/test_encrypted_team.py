"""A team that encrypts: who opens it, the switch, a key that is renewed, two that switch at once, kills."""

from pathlib import Path

import pytest

from repcockpit.domain.errors import PassphraseNeededError, RefusedError
from repcockpit.services.book import open_book
from repcockpit.services.syncing.devices import renew_keys
from repcockpit.sync.bodies import decode_body
from repcockpit.sync.carriers.files import Files
from repcockpit.sync.crypto.keys import team_keys
from repcockpit.sync.frames import (
    ENCRYPTED,
    SIGNED,
    plain_body,
    resealed,
)
from tests.sync.members import Member
from tests.sync.sealed import (
    OTHERS,
    WORDS,
    At,
    bytes_on,
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


def test_who_lost_the_signing_key_goes_on_as_another_device(tmp_path: Path, target: Path, at: At) -> None:
    ana, bea = founded(tmp_path, target, at, "Ana", "Bea")
    at(ana).sync()
    former = replica_of(bea)
    bea.add("Kan-code")
    for place in (tmp_path / "homes" / "Bea" / "state" / "secrets").iterdir():
        place.unlink()
    at(bea).sync(passphrase=WORDS)
    assert replica_of(bea) != former
    bea.add("Zenit")
    bea.sync()
    for _ in range(2):
        at(ana).sync()
        at(bea).sync()
    assert ana.accounts() == bea.accounts() == ["Kan-code", "Zenit"]
    assert untrusted(ana) == untrusted(bea) == 0
