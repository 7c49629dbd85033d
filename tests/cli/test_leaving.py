"""`uninstall` and `licences`, without a terminal and on one."""

import os
import pty
import subprocess
import sys
from pathlib import Path

from tests.cli.conftest import Book, Run


def test_it_prints_and_deletes_nothing(book: Book) -> None:
    found = book.run("uninstall")
    assert found.code == 0
    assert str(book.path) in found.stdout
    assert "uninstall --delete-data" in found.stdout
    assert "pip uninstall repcockpit" in found.stdout
    assert "export all" in found.stderr
    assert book.path.exists()
    document = book.run("uninstall", "--json").document
    assert (document["db"], document["accounts"], document["contacts"]) == (str(book.path), 2, 3)
    assert document["deleted"] == []
    assert {"name", "path", "files", "bytes", "about"} == document["remains"][0].keys()


def test_data_is_deleted_only_by_name_and_word(book: Book, run: Run, tmp_path: Path) -> None:
    other = run("uninstall", "--delete-data", str(tmp_path / "other.db"), "--yes")
    assert other.code == 2
    assert run("uninstall", "--delete-data", str(book.path)).code == 2, "nobody can be asked"
    assert book.path.exists()
    gone = run("uninstall", "--delete-data", str(book.path), "--yes", "--json")
    assert gone.code == 0
    assert str(book.path) in gone.document["deleted"]
    assert not book.path.exists()


def test_without_a_book_it_says_how_the_program_goes(run: Run, database: Path) -> None:
    found = run("uninstall")
    assert found.code == 0
    assert "pip uninstall" in found.stdout
    assert "--delete-data" not in found.stdout
    assert not database.exists()


def _answered(book: Book, home: Path, *words: str, typed: str) -> str:
    """What the command shows on a terminal where somebody types these lines."""
    near, far = pty.openpty()
    done = subprocess.Popen(
        [sys.executable, "-m", "repcockpit", "--db", str(book.path), "--now", "2026-11-24", *words],
        stdin=far, stdout=far, stderr=far, env={**os.environ, "HOME": str(home), "TERM": "dumb", "COLUMNS": "200"},
    )  # fmt: skip
    os.close(far)
    os.write(near, typed.encode())
    parts = []
    while True:
        try:
            part = os.read(near, 65_536)
        except OSError:
            break
        if not part:
            break
        parts.append(part)
    done.wait(timeout=60)
    os.close(near)
    return b"".join(parts).decode()


def test_on_a_terminal_it_offers_the_export_then_asks(book: Book, tmp_path: Path) -> None:
    shown = _answered(book, tmp_path, "uninstall", typed="\n")
    file = tmp_path / "repcockpit-2026-11-24.json"
    assert file.exists()
    assert str(file) in shown
    assert "Northglass" in file.read_text("utf-8")
    shown = _answered(book, tmp_path, "uninstall", "--delete-data", str(book.path), typed="n\nyes\n")
    assert "nothing was deleted" in shown
    assert book.path.exists()
    shown = _answered(book, tmp_path, "uninstall", "--delete-data", str(book.path), typed="n\ndelete\n")
    assert "2 accounts, 3 people" in shown
    assert not book.path.exists()


def test_licences(run: Run) -> None:
    rows = run("licences", "--json").document["packages"]
    assert rows[0]["name"] == "repcockpit"
    assert {"name", "version", "licence", "url", "needed_by"} == rows[0].keys()
    assert "textual" in run("licences").stdout
