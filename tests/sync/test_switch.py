"""A team that encrypts: the switch, who needs the passphrase, what was there before, what does not count."""

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest

from repcockpit.domain.errors import PassphraseNeededError, RefusedError
from repcockpit.services.book import open_book
from repcockpit.services.erasing import erase_person
from repcockpit.services.history import history
from repcockpit.services.record_edits import add_record
from repcockpit.sync.container import FileHeader, file_chunks, scan
from repcockpit.sync.frames import ENCRYPTED, REDACTED, SIGNED, Frame
from tests.sync.members import Member

WORDS = "correct horse"
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


def everything_on(target: Path) -> bytes:
    files = [target] if target.is_file() else list(target.iterdir())
    return b"".join(one.read_bytes() for one in files if one.is_file())


def frames_on(target: Path) -> list[Frame]:
    files = [target] if target.is_file() else [one for one in target.iterdir() if one.is_file()]
    return [frame for one in files for frame in scan(one.read_bytes()).frames]


def test_a_team_founded_with_a_passphrase_is_never_in_clear(tmp_path: Path, target: Path, at: At) -> None:
    ana, bea = Member(tmp_path, "Ana", target), Member(tmp_path, "Bea", target)
    ana.add("Northglass")
    first = at(ana).sync(passphrase=WORDS)
    assert first.recovery_key is not None
    assert first.recovery_key not in str(ana.meta("sync_last")), "told once, kept nowhere"
    frames = scan(everything_on(target)).frames
    assert frames
    assert all(one.header.flags & ENCRYPTED and one.header.flags & SIGNED for one in frames)
    for words, error in ((None, PassphraseNeededError), ("wrong", RefusedError)):
        with pytest.raises(error):
            at(bea).sync(passphrase=words)
        assert bea.meta("team_id") is None
    bea.add("Kan-code")
    bea.sync(passphrase=WORDS)
    assert bea.sync().warnings == (), "asked for once"
    at(ana).sync()
    assert ana.accounts() == bea.accounts() == ["Kan-code", "Northglass"]
    assert b"Kan-code" not in everything_on(target)
    ana.set("Kan-code", "city=Lyon")
    assert ana.sync().sent == 1
    at(bea).sync()
    assert bea.ask("select city from account where name = 'Kan-code'") == ["Lyon"]


def test_the_switch_closes_what_was_there_and_it_still_counts(tmp_path: Path, target: Path, at: At) -> None:
    ana, bea, cem = (Member(tmp_path, name, target) for name in ("Ana", "Bea", "Cem"))
    ana.add("Northglass")
    at(ana).sync()
    bea.add("Kan-code")
    at(bea).sync()
    at(ana).sync(passphrase=WORDS)
    assert frames_on(target)
    assert all(one.header.flags & ENCRYPTED for one in frames_on(target))
    with pytest.raises(RefusedError, match="encrypted"):
        at(bea).sync()
    bea.add("Zenit")
    at(bea).sync(passphrase=WORDS)
    report = at(cem).sync(passphrase=WORDS)
    assert report.warnings == ()
    assert cem.accounts() == ["Kan-code", "Northglass", "Zenit"]
    assert cem.ask("select count(*) from sync_frame where state <> 0") == [0]
    assert at(ana).sync().warnings == ()
    assert ana.accounts() == cem.accounts()


def test_frames_in_clear_that_came_later_do_not_count(tmp_path: Path, one_file: Path, at: At) -> None:
    ana = Member(tmp_path, "Ana", one_file)
    at(ana).sync(passphrase=WORDS)
    eva = Member(tmp_path, "Eva", one_file)
    eva.add("Forged")
    team = ana.meta("team_id")
    forged = tmp_path / "share" / "forged.rcsync"
    forged.write_bytes(b"".join(file_chunks(FileHeader(team, "Iberia"), ())))
    eva.target = forged
    closed = one_file.read_bytes()
    one_file.rename(tmp_path / "kept")
    at(eva).sync()
    (tmp_path / "kept").rename(one_file)
    assert one_file.read_bytes() == closed
    at(ana).sync()
    assert ana.accounts() == []
    assert ana.ask("select count(*) from sync_frame where state = 3") == [1]
    assert all(one.header.flags & ENCRYPTED for one in scan(one_file.read_bytes()).frames)


def test_a_target_in_clear_is_never_written_so_again(tmp_path: Path, one_file: Path, at: At) -> None:
    ana = Member(tmp_path, "Ana", one_file)
    ana.add("Northglass")
    at(ana).sync()
    clear = one_file.read_bytes()
    ana.sync(passphrase=WORDS)
    one_file.write_bytes(clear)
    ana.sync()
    header = scan(one_file.read_bytes()).header
    assert header is not None
    assert header.slots
    assert all(one.header.flags & ENCRYPTED for one in scan(one_file.read_bytes()).frames)


def test_joining_asks_for_the_passphrase_too(tmp_path: Path, target: Path, at: At) -> None:
    ana, cem = Member(tmp_path, "Ana", target), Member(tmp_path, "Cem", target, team=None)
    at(ana).sync(passphrase=WORDS)
    cem.add("Zenit")
    with pytest.raises(RefusedError):
        at(cem).join("Cem")
    cem.join("Cem", passphrase=WORDS)
    at(ana).sync()
    assert ana.accounts() == ["Zenit"]


def test_a_lost_key_is_asked_for_again(tmp_path: Path, one_file: Path, at: At) -> None:
    ana = Member(tmp_path, "Ana", one_file)
    at(ana).sync(passphrase=WORDS)
    for place in (tmp_path / "homes" / "Ana" / "state" / "secrets").iterdir():
        place.unlink()
    with pytest.raises(RefusedError, match="encrypted"):
        ana.sync()
    ana.add("Northglass")
    ana.sync(passphrase=WORDS)
    assert ana.accounts() == ["Northglass"]


def test_history_tells_what_others_sent_closed(tmp_path: Path, one_file: Path, at: At) -> None:
    ana, bea = Member(tmp_path, "Ana", one_file), Member(tmp_path, "Bea", one_file)
    ana.add("Northglass")
    at(ana).sync(passphrase=WORDS)
    at(bea).sync(passphrase=WORDS)
    with open_book(bea.path) as book:
        shown = [change for one in history(book, "account", "Northglass") for change in one.changes]
    assert ("name", "Northglass") in {(one.field, one.new) for one in shown}


def test_an_erase_blanks_closed_frames_and_the_share(tmp_path: Path, one_file: Path, at: At) -> None:
    ana, bea = Member(tmp_path, "Ana", one_file), Member(tmp_path, "Bea", one_file)
    with open_book(ana.path) as book:
        row_id = add_record(book, "contact", ["name=María López"]).view.id
    at(ana).sync(passphrase=WORDS)
    at(bea).sync(passphrase=WORDS)
    with open_book(at(ana).path) as book:
        erase_person(book, row_id)
    ana.sync()
    at(bea).sync()
    assert "López" not in str(bea.rows())
    assert bea.ask("select count(*) from sync_frame where flags & 32 <> 0") >= [1]
    assert ana.rows() == bea.rows()
    frames = scan(one_file.read_bytes()).frames
    assert any(one.header.flags & REDACTED for one in frames)
    assert all(one.header.flags & ENCRYPTED for one in frames)
