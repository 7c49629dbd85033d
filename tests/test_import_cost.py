"""What each start imports, seen in a clean interpreter: heavy libraries stay out of the way."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = {"sqlalchemy", "sqlmodel", "pydantic"}
SLOW = {"importlib.metadata", "email", "zipfile"}
"""What takes as long to import as a tenth of Textual."""
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


_FIRST_FRAME = """
import asyncio, json, sys
from pathlib import Path
from repcockpit.services.book import open_book
from repcockpit.tui import crash
from repcockpit.tui.book_desk import BookDesk
from repcockpit.tui.cockpit import Cockpit
from repcockpit.tui.taste import read_taste

async def scenario():
    desk = BookDesk(open_book(Path({path!r})))
    app = Cockpit(desk, read_taste(), day=desk.today())
    async with app.run_test() as pilot:
        await pilot.pause()
        sys.stderr.write("\\n" + json.dumps(sorted(sys.modules)))

asyncio.run(scenario())
"""


def test_the_path_to_the_first_frame_imports_nothing_heavy(tmp_path: Path) -> None:
    assert not _modules(_FIRST_FRAME.format(path=str(tmp_path / "a.db"))) & (HEAVY | SLOW)


_TODAY = """
import json, sys
import repcockpit.services.today.day, repcockpit.tui.app, repcockpit.tui.book_desk, repcockpit.tui.cockpit
import repcockpit.tui.state, repcockpit.tui.taste
sys.stderr.write("\\n" + json.dumps(sorted(sys.modules)))
"""


def test_what_only_the_pane_shows_is_not_imported_before_the_first_frame() -> None:
    found = _modules(_TODAY)
    assert not found & {"statistics", "importlib.metadata", "tomllib", "repcockpit.tui.panel"}
    assert not {
        name
        for name in found
        if name.startswith(("repcockpit.services.details", "repcockpit.services.scores"))
        or name in {"repcockpit.domain.views.details", "repcockpit.domain.views.records"}
    }


def test_logging_imports_no_orm_and_no_screens(tmp_path: Path) -> None:
    path = str(tmp_path / "a.db")
    _after("--db", path, "add", "contact", "name=Ada Byron")
    assert not _after("--db", path, "log", "call ada: hello +p samples by fri") & (
        HEAVY | {"textual", "rich"}
    )
