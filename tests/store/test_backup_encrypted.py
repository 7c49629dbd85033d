import io
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from repcockpit.domain.errors import CockpitError, CorruptError, DiskFullError, RefusedError
from repcockpit.services.book import Book, open_book
from repcockpit.services.care import backup, restore
from repcockpit.services.drill import restore_drill
from repcockpit.store import encrypted
from repcockpit.store.backup import backup_folder
from tests.services.seeding import Seed, fresh_book

PHRASE = "correct horse battery staple"


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encrypted, "_PASSES", 1)
    monkeypatch.setattr(encrypted, "_KIB", 8)


@pytest.fixture
def book(database: Path) -> Iterator[Book]:
    with fresh_book(database) as opened:
        Seed(opened).account("Northglass")
        yield opened


def sealed(plain: bytes) -> bytes:
    out = io.BytesIO()
    encrypted.encrypt(io.BytesIO(plain), out, PHRASE)
    return out.getvalue()


def opened(cipher: bytes, phrase: str = PHRASE) -> bytes:
    out = io.BytesIO()
    encrypted.decrypt(io.BytesIO(cipher), out, phrase)
    return out.getvalue()


@pytest.mark.parametrize("size", [0, 1, 999, 1_000, 1_001, 2_000, 2_500])
def test_what_was_encrypted_is_read_back(monkeypatch: pytest.MonkeyPatch, size: int) -> None:
    monkeypatch.setattr(encrypted, "_PIECE", 1_000)
    plain = bytes(n % 251 for n in range(size))
    assert opened(sealed(plain)) == plain


def test_a_flip_or_a_cut_anywhere_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encrypted, "_PIECE", 100)
    cipher = sealed(b"x" * 250)
    for place in range(len(cipher)):
        flipped = bytearray(cipher)
        flipped[place] ^= 1 << place % 8
        with pytest.raises(CockpitError):
            opened(bytes(flipped))
        with pytest.raises(CockpitError):
            opened(cipher[:place])
    with pytest.raises(CorruptError):
        opened(cipher + b"x")
    piece = 117
    begin = len(cipher) - 67 - 2 * piece
    turned = cipher[:begin] + cipher[begin + piece : begin + 2 * piece] + cipher[begin : begin + piece]
    with pytest.raises(CorruptError):
        opened(turned + cipher[begin + 2 * piece :])


def test_a_header_that_asks_for_much_memory_is_refused() -> None:
    cipher = sealed(b"x")
    fixed = bytearray(cipher[: encrypted._FIXED.size])
    fixed[10:14] = (1 << 30).to_bytes(4, "big")
    with pytest.raises(CorruptError, match="memory"):
        opened(bytes(fixed) + encrypted._hash(bytes(fixed)) + cipher[encrypted._HEADER_BYTES :])


def test_an_encrypted_backup_comes_back_and_leaves_no_plain_copy(book: Book, tmp_path: Path) -> None:
    target = tmp_path / "stick" / "copy.rcbak"
    view = backup(book, target, passphrase=PHRASE)
    written = target.read_bytes()
    assert view.bytes == len(written)
    assert target.stat().st_mode & 0o777 == 0o600
    assert b"Northglass" not in written
    assert b"SQLite format" not in written
    assert [one.name for one in target.parent.iterdir()] == ["copy.rcbak"]
    assert list(backup_folder(book.path).iterdir()) == []
    Seed(book).account("Later")
    restored = restore(book.path, target, PHRASE)
    assert restored.source == str(target)
    with open_book(book.path) as again:
        assert again.db.execute("select name from account").fetchall() == [("Northglass",)]
    assert [one.name for one in backup_folder(book.path).iterdir()] == [Path(restored.kept or "").name]


@pytest.mark.parametrize("phrase", ["wrong", None])
def test_a_wrong_passphrase_touches_nothing(book: Book, tmp_path: Path, phrase: str | None) -> None:
    target = tmp_path / "copy.rcbak"
    backup(book, target, passphrase=PHRASE)
    before = book.path.read_bytes()
    for use in (restore, restore_drill):
        with pytest.raises(RefusedError):
            use(book.path, target, phrase)
    assert book.path.read_bytes() == before
    assert list(backup_folder(book.path).iterdir()) == []


@pytest.mark.parametrize("phrase", [None, PHRASE])
def test_a_drill_tells_what_a_copy_holds(book: Book, tmp_path: Path, phrase: str | None) -> None:
    target = tmp_path / "copy"
    backup(book, target, passphrase=phrase)
    before, changes = target.read_bytes(), book.db.execute("pragma data_version").fetchone()
    view = restore_drill(book.path, target, phrase)
    assert (view.ok, view.encrypted, view.age_days) == (True, phrase is not None, 0)
    assert (view.rows["account"], view.rows["rep"]) == (1, 1)
    assert view.last_at is not None
    assert target.read_bytes() == before
    assert book.db.execute("pragma data_version").fetchone() == changes
    assert list(backup_folder(book.path).iterdir()) == []


def test_a_drill_sees_a_copy_that_is_not_well(book: Book, tmp_path: Path) -> None:
    target = tmp_path / "copy.db"
    backup(book, target)
    db = sqlite3.connect(target)
    db.execute("update account set website = 'other.example'")
    db.commit()
    db.close()
    view = restore_drill(book.path, target)
    assert not view.ok
    assert [one.name for one in view.checks if not one.ok] == ["log"]


def test_a_full_disk_leaves_nothing(book: Book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(encrypted, "encrypt", full)
    with pytest.raises(DiskFullError):
        backup(book, tmp_path / "copy.rcbak", passphrase=PHRASE)
    assert not list(tmp_path.glob("*copy*"))
    assert list(backup_folder(book.path).iterdir()) == []
