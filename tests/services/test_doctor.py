"""Doctor says what is well and what is not, also of a database that cannot be opened."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from repcockpit import paths
from repcockpit.domain.views.care import CheckView
from repcockpit.services.book import Book
from repcockpit.services.care import keep_daily_backup
from repcockpit.services.doctor import doctor, machine_checks
from tests.services.seeding import Seed, fresh_book


@pytest.fixture
def book(database: Path) -> Iterator[Book]:
    opened = fresh_book(database)
    seed = Seed(opened)
    account = seed.account("Acme")
    ana = seed.contact("Ana", account)
    seed.met("2026-11-02", account, ana, note="a note")
    keep_daily_backup(opened)
    yield opened
    opened.close()


def _found(book: Book) -> dict[str, CheckView]:
    return {one.name: one for one in doctor(book.path).checks}


def test_all_is_well(book: Book) -> None:
    found = _found(book)
    assert [one for one in found.values() if not one.ok and one.name != "terminal"] == []
    assert set(found) == {
        "versions", "system", "terminal", "settings", "paths", "rights", "folder", "backups", "database", "integrity", "schema",
        "references", "log", "derived", "search", "conflicts", "team", "retention", "erased",
    }  # fmt: skip
    assert "repcockpit" in found["versions"].detail
    assert " s" in found["integrity"].detail
    assert _found(book) == found or found["integrity"].ok


@pytest.mark.parametrize(
    ("name", "harm"),
    [
        ("schema", "alter table task drop column outcome"),
        ("schema", "drop index account_due"),
        ("references", "update contact set primary_account_id = x'00'"),
        ("log", "update contact set title = 'past the log'"),
        ("log", "insert into tag (id, _dots, name) values (x'00', x'80', 'past the log')"),
        ("log", "delete from contact"),
        ("log", "update account set _hidden = 1"),
        ("log", "update contact set _dots = x'80'"),
        ("derived", "update contact set due_on = '1999-01-01'"),
        ("derived", "update interaction set is_touch = 0"),
        ("search", "insert into note_index (note_index) values ('delete-all')"),
    ],
)
def test_harm_is_named(book: Book, name: str, harm: str) -> None:
    book.db.execute(harm)
    view = doctor(book.path)
    assert not view.ok
    assert name in {one.name for one in view.checks if not one.ok}
    assert book.db.execute("select count(*) from sqlite_master where name like 'kept%'").fetchone() == (0,)


def test_doctor_changes_nothing(book: Book) -> None:
    book.db.execute("update contact set due_on = '1999-01-01'")
    before = list(book.db.iterdump())
    assert not doctor(book.path).ok
    assert list(book.db.iterdump()) == before


def test_open_rights_are_named(book: Book) -> None:
    book.path.chmod(0o644)
    book.path.parent.chmod(0o755)
    detail = _found(book)["rights"].detail
    assert "644" in detail
    assert "755" in detail


def test_a_database_that_cannot_be_opened_or_is_not_there(book: Book, tmp_path: Path) -> None:
    text = tmp_path / "text.db"
    text.write_text("no database")
    for path in (text, tmp_path / "absent.db", tmp_path):
        found = {one.name: one for one in doctor(path).checks}
        assert not found["database"].ok
        assert "versions" in found
        assert "integrity" not in found
    assert not (tmp_path / "absent.db").exists()


def test_flipped_bytes_are_found(book: Book) -> None:
    book.db.execute("pragma wal_checkpoint(truncate)")
    book.close()
    raw = bytearray(book.path.read_bytes())
    for place in range(8_192, len(raw), 4_096):
        raw[place : place + 64] = bytes(byte ^ 0x5A for byte in raw[place : place + 64])
    book.path.write_bytes(bytes(raw))
    view = doctor(book.path)
    assert not view.ok


def test_the_terminal_tells_its_switches_and_the_settings_their_complaints(
    book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ESCDELAY", "50")
    monkeypatch.delenv("TEXTUAL_COLOR_SYSTEM", raising=False)
    file = paths.settings_file()
    file.parent.mkdir(parents=True)
    file.write_text('them = "light"\n', "utf-8")
    found = _found(book)
    assert "ESCDELAY=50" in found["terminal"].detail
    assert "TEXTUAL_COLOR_SYSTEM" in found["terminal"].detail.partition("not set: ")[2]
    assert not found["settings"].ok
    assert "did you mean 'theme'?" in found["settings"].detail
    assert {one.name for one in machine_checks(book.path)} >= {"versions", "terminal", "backups", "size"}
