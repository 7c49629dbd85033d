"""An erase travels: to devices that are there, to one from a drawer, past an old copy of the file."""

import shutil
from pathlib import Path

import pytest

from repcockpit.services.book import Book, open_book
from repcockpit.services.device import init_device
from repcockpit.services.erasing import erase_person, erasures
from repcockpit.services.record_edits import set_record
from repcockpit.services.syncing import sync_now
from repcockpit.store.database import meta_value
from repcockpit.store.erased import ARCHIVE_DUE
from repcockpit.store.reads.whole import logged_columns, whole_rows
from repcockpit.store.schema import SYNCED
from repcockpit.sync.blanks import erased_name
from repcockpit.sync.container import scan
from repcockpit.sync.erasing import Erasing
from repcockpit.sync.frames import ENCRYPTED, REDACTED, SIGNED, Frame, plain_body, redacted
from repcockpit.sync.held import held_frames
from repcockpit.sync.ingest import ingest
from repcockpit.sync.packs import unpacked
from repcockpit.sync.switch import kept_keyring
from tests.services.seeding import Seed
from tests.services.test_erasing import SECRETS, a_life, bytes_of, is_well, left_in

NOW = "2026-11-24T09:00"
PHRASE = "mill on the river"


class Team:
    """Devices of one team, each with a database of its own, and the file they share."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.target = folder / "share" / "team.rcsync"
        self.target.parent.mkdir()
        self.books: list[Book] = []

    def device(self, name: str) -> Book:
        book = open_book(self.folder / name / "book.db", now=NOW)
        init_device(book, name, team="Iberia", timezone="Europe/Madrid")
        self.books.append(book.refreshed())
        return self.books[-1]

    def sync(self, *books: Book) -> None:
        for book in books:
            sync_now(book, str(self.target))

    def shared(self) -> bytes:
        """Everything readable in the folder of the share, compressed bodies too."""
        raw = b""
        for path in self.target.parent.rglob("*"):
            if path.is_file():
                found = scan(path.read_bytes())
                assert not found.damages
                raw += b"".join(plain_body(one) for frame in found.frames for one in unpacked(frame))
        return raw

    def is_clean(self) -> bool:
        """Whether no device and no file of the share holds anything erased; and all devices agree."""
        for book in self.books:
            assert left_in(bytes_of(book)) == []
            assert left_in(b"".join(plain_body(frame) for frame in held_frames(book.db))) == []
            assert is_well(book) == []
        assert left_in(self.shared()) == []
        first, *others = [state_of(book) for book in self.books]
        assert all(one == first for one in others)
        return True

    def close(self) -> None:
        for book in self.books:
            book.close()


def state_of(book: Book) -> dict[str, object]:
    return {table: list(whole_rows(book.db, table, logged_columns(book.db, table))) for table in SYNCED}


@pytest.fixture
def team(tmp_path: Path) -> "Team":
    return Team(tmp_path)


def test_an_erase_reaches_everybody_and_whatever_comes_later(team: Team) -> None:
    ana, ben, drawer = team.device("Ana"), team.device("Ben"), team.device("Drawer")
    zoraida = a_life(ana)
    team.sync(ana, ben, drawer)
    old = team.target.read_bytes()
    set_record(ben, "contact", zoraida.hex(), ["note=plays the oboe well"])
    set_record(drawer, "contact", zoraida.hex(), ["phone=+34 555777 999", "department=Oboes"])
    Seed(drawer).row("interaction", {"type": "note", "note": "a note from the drawer"})
    team.sync(ben, ana)
    assert len(left_in(team.shared())) == len(SECRETS)
    erase_person(ana, zoraida)
    team.sync(ana)
    assert left_in(team.shared()) == []
    team.sync(ben)
    assert [(one.id, one.by) for one in erasures(ben)] == [(zoraida, "Ana")]
    team.sync(drawer, ana, ben)
    assert ben.db.execute("select name, phone, department from contact where id = ?", (zoraida,)).fetchone() == (
        erased_name(zoraida), None, "Oboes"
    )  # fmt: skip
    assert team.is_clean()
    copy = team.target.with_name("team (conflicted copy).rcsync")
    copy.write_bytes(old)
    team.sync(ben, ana)
    shutil.rmtree(team.target.parent)
    team.target.parent.mkdir()
    team.target.write_bytes(old)
    fresh = team.device("Fresh")
    team.sync(fresh)
    assert left_in(bytes_of(fresh)) != []
    team.sync(ana, fresh, ben, drawer, ana)
    assert team.is_clean()
    before = team.target.read_bytes()
    team.sync(ana, ben, drawer, fresh)
    assert team.target.read_bytes() == before
    team.close()


def test_a_new_device_gets_the_erase_with_what_it_erases(team: Team) -> None:
    ana = team.device("Ana")
    zoraida = a_life(ana)
    team.sync(ana)
    erase_person(ana, zoraida)
    set_record(ana, "contact", zoraida.hex(), ["department=Oboes"])
    team.sync(ana)
    frames = list(held_frames(ana.db))
    assert [bool(frame.header.flags & REDACTED) for frame in frames] == [True, *[False] * (len(frames) - 1)]
    ben = team.device("Ben")
    team.sync(ben, ana)
    assert {frame.raw for frame in frames} <= {frame.raw for frame in held_frames(ben.db)}
    assert team.is_clean()
    team.close()


@pytest.mark.parametrize("form", ["team.rcsync", "team.rcsync.d"])
def test_two_people_of_one_frame_are_erased_one_after_the_other(team: Team, form: str) -> None:
    team.target = team.target.with_name(form)
    ana, ben = team.device("Ana"), team.device("Ben")
    with ana.write("two") as unit:
        other = unit.insert("contact", {"name": "Xaver Yllerich"})
        unit.insert("contact", {"name": "Somebody Else"})
    zoraida = a_life(ana)
    team.sync(ana, ben)
    erase_person(ana, zoraida)
    team.sync(ana, ben)
    assert b"Yllerich" in team.shared()
    erase_person(ana, other)
    team.sync(ana, ben, ana)
    assert b"Yllerich" not in team.shared()
    assert b"Somebody Else" in team.shared()
    assert team.is_clean()
    team.close()


@pytest.mark.parametrize("form", ["team.rcsync", "team.rcsync.d"])
@pytest.mark.parametrize("phrase", [None, PHRASE])
def test_what_was_archived_before_an_erase_is_written_anew(team: Team, form: str, phrase: str | None) -> None:
    team.target = team.target.with_name(form)
    ana, ben = team.device("Ana"), team.device("Ben")
    zoraida = a_life(ana)
    for book in (ana, ben):
        sync_now(book, str(team.target), passphrase=phrase)
    archive = _archived(team)
    sync_now(ana)
    assert left_in(_archive_words(ana, archive)) != []
    erase_person(ana, zoraida)
    sync_now(ana)
    assert left_in(_archive_words(ana, archive)) == []
    assert meta_value(ana.db, ARCHIVE_DUE) is None
    files = {path.name: path.read_bytes() for path in archive.iterdir()}
    sync_now(ben)
    sync_now(ana)
    assert {path.name: path.read_bytes() for path in archive.iterdir()} == files
    assert sync_now(ana).warnings == ()
    team.close()


def test_an_archive_that_cannot_be_written_anew_is_named_until_it_can(
    team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    ana = team.device("Ana")
    zoraida = a_life(ana)
    team.sync(ana)
    archive = _archived(team)
    team.sync(ana)
    erase_person(ana, zoraida)
    with monkeypatch.context() as closed:
        closed.setattr("repcockpit.sync.carriers.archive.write_new", _refuse)
        for _ in range(3):
            assert sync_now(ana).warnings == (f"{archive} still holds what was erased: delete it",)
    assert sync_now(ana).warnings == ()
    assert left_in(_archive_words(ana, archive)) == []
    team.close()


def _refuse(*_: object) -> None:
    raise OSError(28, "No space left on device")


def _archived(team: Team) -> Path:
    """Put a conflicted copy beside the team's file; the archive it will go to."""
    if team.target.is_dir():
        for segment in list(team.target.glob("*.seg")):
            shutil.copy(segment, segment.with_name(f"{segment.stem} (1).seg"))
        return team.target / "archive"
    shutil.copy(team.target, team.target.with_name("team (conflicted copy).rcsync"))
    return team.target.with_name(f"{team.target.name}.archive")


def _archive_words(book: Book, archive: Path) -> bytes:
    keyring = kept_keyring(book.db)
    frames = [one for path in archive.iterdir() for one in scan(path.read_bytes()).frames]
    assert frames
    return b"".join(plain_body(one, keyring) for frame in frames for one in unpacked(frame, keyring))


def test_two_who_erase_at_once_agree(team: Team) -> None:
    ana, ben = team.device("Ana"), team.device("Ben")
    zoraida = a_life(ana)
    team.sync(ana, ben)
    erase_person(ana, zoraida)
    erase_person(ben, zoraida, with_mentions=True)
    team.sync(ana, ben, ana, ben)
    assert team.is_clean()
    assert ana.db.execute("select count(*) from sync_head where differs = 1").fetchone() == (0,)
    team.close()


def test_an_encrypted_team_erases_too(team: Team) -> None:
    ana, ben = team.device("Ana"), team.device("Ben")
    zoraida = a_life(ana)
    for book in (ana, ben):
        sync_now(book, str(team.target), passphrase=PHRASE)
    set_record(ben, "contact", zoraida.hex(), ["note=plays the oboe well"])
    team.sync(ben, ana)
    erase_person(ana, zoraida)
    team.sync(ana, ben, ana)
    for book in team.books:
        keyring = kept_keyring(book.db)
        frames = list(held_frames(book.db))
        assert left_in(bytes_of(book)) == []
        assert left_in(b"".join(plain_body(frame, keyring) for frame in frames)) == []
        assert all(frame.header.flags & (ENCRYPTED | SIGNED) == ENCRYPTED | SIGNED for frame in frames)
    assert state_of(ana) == state_of(ben)
    blanked = {frame.key for frame in held_frames(ana.db) if frame.header.flags & REDACTED}
    assert len(blanked) == 2
    there = {frame.key for frame in scan(team.target.read_bytes()).frames if frame.header.flags & REDACTED}
    assert there == blanked
    team.close()


def test_a_frame_that_was_blanked_for_no_reason_is_not_believed(team: Team) -> None:
    ana = team.device("Ana")
    Seed(ana).account("Northglass")
    team.sync(ana)
    (frame, *_) = held_frames(ana.db)
    forged: Frame = redacted(frame, plain_body(frame).replace(b"Northglass", b"Southglass"))
    ben = team.device("Ben")
    found = ingest(ben.db, frame.header.team, [forged], erasing=Erasing(ben.db))
    assert [str(one) for one in found.problems if "blanked" in str(one)]
    assert ben.db.execute("select count(*) from account").fetchone() == (0,)
    team.close()
