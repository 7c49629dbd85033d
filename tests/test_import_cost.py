"""What each start imports, seen in a clean interpreter: heavy libraries stay out of the way."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = {"sqlalchemy", "sqlmodel", "pydantic"}
_RUN = """
import json, sys
from repcockpit.cli.main import main
try:
    main({words!r})
finally:
    sys.stderr.write("\\n" + json.dumps(sorted(sys.modules)))
"""


def _modules(code: str) -> set[str]:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    return set(json.loads(done.stderr.splitlines()[-1]))


def _after(*words: str) -> set[str]:
    return _modules(_RUN.format(words=list(words)))


@pytest.mark.parametrize(
    "words",
    [["--version"], ["--help"], ["contacts", "--help"], ["completion", "bash"], ["keys"]],
    ids=" ".join,
)
def test_small_things_import_neither_the_screens_nor_the_store(words: list[str]) -> None:
    assert not _after(*words) & (HEAVY | {"textual", "rich", "sqlite3", "msgspec", "platformdirs"})


@pytest.mark.parametrize(
    "words", [["accounts", "--json"], ["contacts"], ["show", "account", "x"], ["search", "x"]], ids=" ".join
)
def test_reading_imports_no_orm_and_no_screens(words: list[str], tmp_path: Path) -> None:
    assert not _after("--db", str(tmp_path / "a.db"), *words) & (HEAVY | {"textual", "rich", "msgspec"})


@pytest.mark.parametrize("words", [["add", "account", "name=X"]], ids=" ".join)
def test_writing_imports_no_orm_and_no_screens(words: list[str], tmp_path: Path) -> None:
    assert not _after("--db", str(tmp_path / "a.db"), *words) & (HEAVY | {"textual", "rich"})
