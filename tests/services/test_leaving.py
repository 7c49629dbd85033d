"""What stays when the program is removed, and what goes with a book that is deleted."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from repcockpit import paths
from repcockpit.domain.errors import RefusedError
from repcockpit.services.book import open_book
from repcockpit.services.care import backup, keep_daily_backup
from repcockpit.services.installation import installation
from repcockpit.services.leaving import delete_book, leaving_view
from repcockpit.sync.crypto.keys import secret
from tests.sync.members import Member

PHRASE = "a long phrase of ours"


def _kept(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("{}", "utf-8")


@pytest.fixture
def member(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Member:
    """The default book of a machine, in a team that encrypts, with a backup and something remembered."""
    monkeypatch.setattr("repcockpit.sync.crypto.slots._derived", lambda *_: bytes(32))  # quick, not safe
    (tmp_path / "share").mkdir()
    one = Member(tmp_path, "Ana", tmp_path / "share" / "team.rcsync")
    monkeypatch.setenv("REPCOCKPIT_DB", str(one.path))
    one.add("Northglass")
    one.sync(passphrase=PHRASE)
    one.add("Kan-code")
    with open_book(one.path) as book:
        keep_daily_backup(book)
        backup(book, one.path.parent / "by-hand.db")
    _kept(paths.state_folder() / "screens-0a.json")
    _kept(paths.log_folder() / "crash.txt")
    _kept(paths.settings_file())
    return one


def test_everything_that_stays_is_named_with_its_size(member: Member) -> None:
    view = leaving_view(member.path)
    lines = {one.name: one for one in view.remains}
    assert list(lines) == ["book", "backups", "settings", "state", "log", "team"]
    assert lines["team"].path == str(member.target)
    assert all(one.files and one.bytes for name, one in lines.items() if name != "team")
    assert (view.accounts, view.contacts, view.unsynced) == (2, 0, 1)
    assert any(one.startswith("team-") for one in view.keys)
    assert "repcockpit" in view.remove_command


def test_looking_changes_nothing_and_makes_no_book(member: Member, tmp_path: Path) -> None:
    before = member.ask("select count(*) from txn")
    leaving_view(member.path)
    assert member.ask("select count(*) from txn") == before
    view = leaving_view(tmp_path / "absent.db")
    assert (view.is_there, view.accounts) == (False, None)
    assert not (tmp_path / "absent.db").exists()
    (tmp_path / "damaged.db").write_text("no database")
    view = leaving_view(tmp_path / "damaged.db")
    assert (view.is_there, view.accounts) == (True, None)


def test_a_deleted_book_takes_its_own_along_and_nothing_else(member: Member) -> None:
    folder, target = member.path.parent, member.target.read_bytes()
    keys = leaving_view(member.path).keys
    _kept(folder / "backups" / "book-2-2026-11-24.db")
    _kept(paths.state_folder() / "mine.txt")
    done = delete_book(member.path)
    assert not done.failed
    assert not member.path.exists()
    assert {one.name for one in folder.rglob("*") if one.is_file()} == {"by-hand.db", "book-2-2026-11-24.db"}
    assert not [name for name in keys if secret(name) is not None]
    assert not paths.settings_file().exists()
    assert [one.name for one in paths.state_folder().rglob("*") if one.is_file()] == ["mine.txt"]
    assert member.target.read_bytes() == target, "the team's file stays"
    assert str(member.path) in done.deleted
    assert delete_book(member.path).deleted == (), "twice is once"


def test_another_book_leaves_the_settings_of_the_machine(
    member: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("REPCOCKPIT_DB")
    delete_book(member.path)
    assert paths.settings_file().exists()
    assert (paths.state_folder() / "screens-0a.json").exists()


def test_an_open_book_is_not_deleted(member: Member) -> None:
    with closing(sqlite3.connect(member.path)) as other:
        other.execute("select count(*) from account").fetchone()
        with pytest.raises(RefusedError):
            delete_book(member.path)
    assert member.accounts() == ["Kan-code", "Northglass"]


@pytest.mark.parametrize(
    ("file", "by", "word"), [("uv-receipt.toml", "uv", "uv tool uninstall"), ("pipx_metadata.json", "pipx", "pipx uninstall"), ("", "pip", "-m pip uninstall")]
)  # fmt: skip
def test_how_it_was_installed(tmp_path: Path, file: str, by: str, word: str) -> None:
    if file:
        _kept(tmp_path / file)
    found = installation(tmp_path)
    assert (found.by, found.place) == (by, str(tmp_path))
    assert word in found.remove
