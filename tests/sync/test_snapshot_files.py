"""Snapshots on a share: who makes one, who removes it, what goes wrong there."""

import errno
import hashlib
import shutil
from pathlib import Path

import pytest

from repcockpit.services.book import open_book
from repcockpit.services.erasing import erase_person
from repcockpit.services.syncing import join_team
from repcockpit.sync.container import scan
from repcockpit.sync.frames import ENCRYPTED, SIGNED
from repcockpit.sync.merge.proof import differences
from repcockpit.sync.snapshots import keeping
from tests.sync.carriers.faults import FaultyFiles
from tests.sync.members import Member, until_quiet

WORDS = "correct horse"


@pytest.fixture
def target(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(keeping, "WORTH_BYTES", 0)
    (tmp_path / "share").mkdir()
    return tmp_path / "share" / "team.rcsync.d"


def snapshots(target: Path) -> list[Path]:
    return sorted(target.glob("*.rcsnap"))


def newcomer(
    folder: Path, name: str, target: Path, passphrase: str | None = None
) -> tuple[Member, list[str]]:
    """A device that joins; what it was told while frames came in."""
    member = Member(folder, name, target, team=None)
    seen: list[str] = []
    with open_book(member.path) as book:
        report = join_team(
            book, str(target), name, passphrase=passphrase, progress=lambda *step: seen.append(step[2])
        )
    return member, [*dict.fromkeys(seen), *report.sync.warnings]


def test_a_damaged_snapshot_is_told_of_and_replaced(target: Path, tmp_path: Path) -> None:
    """The frames tell everything; the newcomer makes a good one."""
    ana = Member(tmp_path, "Ana", target)
    ana.add("Northglass")
    ana.sync()
    (bad,) = snapshots(target)
    raw = bytearray(bad.read_bytes())
    raw[len(raw) // 2] ^= 1
    bad.write_bytes(raw)
    ben, told = newcomer(tmp_path, "Ben", target)
    assert told[0] == "frames"
    assert "(damaged)" in told[1]
    assert len(snapshots(target)) == 2
    until_quiet(ana, ben)
    cem, told = newcomer(tmp_path, "Cem", target)
    assert told == ["a snapshot", "frames"]
    assert cem.accounts() == ["Northglass"]


def test_what_is_erased_leaves_the_share_with_its_snapshots(target: Path, tmp_path: Path) -> None:
    """An old snapshot that turns up again brings nothing back, and goes."""
    ana = Member(tmp_path, "Ana", target)
    with open_book(ana.path) as book, book.write("person") as unit:
        person = unit.insert("contact", {"name": "Zoraida Quill", "phone": "+34 555"})
    ana.sync()
    (old,) = snapshots(target)
    shutil.copy(old, tmp_path / old.name)
    with open_book(ana.path) as book:
        erase_person(book, person)
    ana.sync()
    (new,) = snapshots(target)
    assert new != old
    new.unlink()
    shutil.copy(tmp_path / old.name, old)
    ben, told = newcomer(tmp_path, "Ben", target)
    assert told == ["a snapshot", "frames"]
    assert ben.ask("select phone from contact") == [None]
    assert old not in snapshots(target)
    until_quiet(ana, ben)
    cem, told = newcomer(tmp_path, "Cem", target)
    assert told == ["a snapshot", "frames"]
    assert cem.ask("select count(*) from erased") == ana.ask("select count(*) from erased")
    until_quiet(ana, ben, cem)


def test_an_encrypted_team_has_closed_snapshots(
    target: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Those in clear go with the switch, and are never taken after it."""
    monkeypatch.setattr(
        "repcockpit.sync.crypto.slots._derived",
        lambda passphrase, salt, _passes, _kib: hashlib.sha256(salt + passphrase.encode()).digest(),
    )

    def at(name: str) -> None:
        monkeypatch.setenv("REPCOCKPIT_HOME", str(tmp_path / "homes" / name))

    ana = Member(tmp_path, "Ana", target)
    ana.add("Northglass")
    at("Ana")
    ana.sync()
    (clear,) = snapshots(target)
    shutil.copy(clear, tmp_path / clear.name)
    ana.sync(passphrase=WORDS)
    ana.add("Kan-code")
    ana.sync()
    closed = snapshots(target)
    assert closed
    assert clear not in closed
    for one in closed:
        assert all(frame.header.flags & ENCRYPTED for frame in scan(one.read_bytes()).frames)
        assert all(frame.header.flags & SIGNED for frame in scan(one.read_bytes()).frames)
    at("Ben")
    ben, told = newcomer(tmp_path, "Ben", target, WORDS)
    assert told == ["a snapshot", "frames"]
    assert ben.accounts() == ["Kan-code", "Northglass"]
    for one in snapshots(target):
        one.unlink()
    shutil.copy(tmp_path / clear.name, clear)
    at("Cem")
    cem, told = newcomer(tmp_path, "Cem", target, WORDS)
    assert told[0] == "frames"
    assert "(in clear)" in told[1]
    assert clear not in snapshots(target)
    assert cem.accounts() == ["Kan-code", "Northglass"]


def test_a_snapshot_that_cannot_be_written_is_a_remark(target: Path, tmp_path: Path) -> None:
    """The sync itself is done; nothing is left behind."""
    ana = Member(tmp_path, "Ana", target)
    ana.add("Northglass")
    files = FaultyFiles()
    files.fail("hard_link", lambda _: OSError(errno.EIO, "broken"), name="rcsnap")
    report = ana.sync_over(files)
    assert report.sent > 0
    assert [one for one in report.warnings if "no snapshot was made" in one]
    assert not [one for one in target.iterdir() if "rcsnap" in one.name]
    ana.add("Kan-code")
    assert ana.sync().warnings == ()
    assert len(snapshots(target)) == 1


def test_old_snapshots_go_in_time(target: Path, tmp_path: Path) -> None:
    """The maker's after a day, anybody's after a week; a left temp goes too."""
    ana, ben = Member(tmp_path, "Ana", target), Member(tmp_path, "Ben", target)
    for no in range(3):
        ana.add(f"Account {no}")
        ana.sync()
    assert len(snapshots(target)) == 3
    temp = target / f"{snapshots(target)[0].name}.tmp-{bytes(16).hex()}-{bytes(8).hex()}"
    temp.write_bytes(b"RCSYNC1\n")
    files = FaultyFiles()
    files.later(25 * 3600 * 1000)
    ana.add("Account 4")
    ana.sync_over(files)
    assert len(snapshots(target)) == 2, "the newest of yesterday, and today's"
    assert not temp.exists()
    files = FaultyFiles()
    files.later(9 * 24 * 3600 * 1000)
    ben.add("Account 5")
    ben.sync_over(files)
    assert len(snapshots(target)) == 2
    until_quiet(ana, ben)
    assert ana.read(lambda db: list(differences(db))) == []


def test_snapshots_are_no_frames_of_the_team(target: Path, tmp_path: Path) -> None:
    """One under another name is nobody's copy: nothing of it is stored, counted or archived."""
    ana, ben = Member(tmp_path, "Ana", target), Member(tmp_path, "Ben", target)
    ana.add("Northglass")
    ana.sync()
    (one,) = snapshots(target)
    shutil.copy(one, target / "left over.seg")
    shutil.copy(one, target / f"{one.stem} (1).rcsnap")
    ben.sync()
    assert ben.accounts() == ["Northglass"]
    until_quiet(ana, ben)
    assert ben.ask("select count(*) from sync_frame where flags & 16") == [0]
    assert not (target / "archive").exists() or not list((target / "archive").glob("*rcsnap*"))
