"""backup, restore, and the automatic backup of the day."""

import zipfile
from pathlib import Path

from tests.cli.conftest import Book, Run


def test_a_backup_comes_back_and_what_was_there_is_kept(book: Book, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    written = book.run("backup", str(copy), "--json").document
    assert (written["path"], written["bytes"]) == (str(copy), copy.stat().st_size)
    assert copy.stat().st_mode & 0o777 == 0o600
    before = book.run("export", "all").stdout
    book.run("remove", "account", "Kan-code")
    restored = book.run("restore", str(copy), "--json").document
    assert restored["db"] == str(book.path)
    assert Path(restored["kept"]).exists()
    assert book.run("export", "all").stdout == before


def test_a_backup_overwrites_only_when_told(book: Book, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    copy.write_text("mine")
    refused = book.run("backup", str(copy), "--json")
    assert (refused.code, refused.document["error"]["code"]) == (2, "exists")
    assert copy.read_text() == "mine"
    assert book.run("backup", str(copy), "--force").code == 0
    default = Path(book.run("backup", "--json").document["path"])
    assert default.parent == book.path.parent / "backups"


def test_what_is_no_backup_is_not_restored(book: Book, tmp_path: Path) -> None:
    before = book.run("export", "all").stdout
    rubbish = tmp_path / "rubbish.db"
    rubbish.write_text("dear diary")
    for path in (rubbish, tmp_path / "absent.db", tmp_path):
        result = book.run("restore", str(path), "--json")
        assert result.code in (1, 2)
        assert result.document["error"]["hint"]
    assert book.run("export", "all").stdout == before


def test_a_damaged_database_is_restored_over(book: Book, run: Run, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    book.run("backup", str(copy))
    content = book.path.read_bytes()
    book.path.write_bytes(content[:5000])
    assert book.run("accounts").code == 1
    assert book.run("restore", str(copy)).code == 0
    assert book.run("accounts", "--json").document["total"] == 2


def test_a_log_keeps_the_backup_of_the_day(book: Book) -> None:
    assert book.run("log", "call maria: hi").code == 0
    (kept,) = (book.path.parent / "backups").glob("*.db")
    book.run("log", "call maria: again")
    assert list((book.path.parent / "backups").glob("*.db")) == [kept]


def test_doctor_looks_at_everything(book: Book, tmp_path: Path) -> None:
    well = book.run("doctor", "--bundle", str(tmp_path / "bundle.zip"), "--json")
    assert well.code == 0, well.stdout
    document = well.document
    assert document["db"] == str(book.path)
    assert {"name", "ok", "detail"} == document["checks"][0].keys()
    with zipfile.ZipFile(tmp_path / "bundle.zip") as bundle:
        texts = [bundle.read(name).decode() for name in bundle.namelist()]
    assert texts
    assert not [text for text in texts if "López" in text or "Kan-code" in text]
    assert book.run("doctor", "--bundle", str(tmp_path / "bundle.zip")).code == 2
    shown = book.run("doctor").stdout
    assert "integrity" in shown


def test_doctor_answers_for_a_damaged_and_for_no_database(book: Book, run: Run, tmp_path: Path) -> None:
    assert run("--db", str(tmp_path / "absent.db"), "doctor").code == 0
    assert not (tmp_path / "absent.db").exists()
    book.path.write_bytes(book.path.read_bytes()[:5000])
    damaged = book.run("doctor", "--json")
    assert (damaged.code, damaged.document["ok"]) == (1, False)


def test_an_encrypted_backup_is_tried_and_restored(book: Book, tmp_path: Path) -> None:
    phrase, wrong, copy = tmp_path / "phrase.txt", tmp_path / "wrong.txt", tmp_path / "copy.rcbak"
    phrase.write_text("geheim\n")
    wrong.write_text("falsch\n")
    assert book.run("backup", str(copy), "--passphrase-file", str(phrase)).code == 0
    before = book.run("export", "all").stdout
    for words in (["--passphrase-file", str(wrong)], []):
        refused = book.run("restore", str(copy), *words, "--json")
        assert (refused.code, refused.document["error"]["code"]) == (2, "refused")
    tried = book.run("restore", str(copy), "--passphrase-file", str(phrase), "--dry-run", "--json")
    assert (tried.code, tried.document["ok"], tried.document["rows"]["contact"]) == (0, True, 3)
    book.run("remove", "account", "Kan-code")
    assert book.run("restore", str(copy), "--passphrase-file", str(phrase)).code == 0
    assert book.run("export", "all").stdout == before
