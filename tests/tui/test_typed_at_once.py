"""Keys typed without a pause, through a real terminal: they end where a person means them."""

import shutil
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tests.tui.book_stage import NOW, Stage

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")


def kept(database: Path, sql: str) -> list[str]:
    with closing(sqlite3.connect(database)) as db:
        return [str(value) for (value,) in db.execute(sql)]


@pytest.mark.slow
def test_through_screens_filter_and_dialogs_at_once(
    database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tests.bench.terminal import Terminal  # noqa: PLC0415 -- not on Windows

    Stage(database).book.close()
    before = shutil.copy(database, tmp_path / "before.db")
    monkeypatch.setenv("REPCOCKPIT_HOME", str(tmp_path / "home"))
    command = [sys.executable, "-m", "repcockpit", "--db", str(database), "--now", NOW]
    notes = "select note from interaction where note is not null order by note"
    with Terminal(command, 100, 30) as terminal:
        terminal.first_frame("Northglass")
        terminal.type("2/nort\r\rlquick jq2 ok\x13", quiet=1.0)
        assert kept(database, notes) == ["late sand", "quick jq2 ok"]
        terminal.type("\x1b1?why\r\x1b3/pat\rl2 boxes\x13", quiet=1.0)
        assert kept(database, notes) == ["2 boxes", "late sand", "quick jq2 ok"]
        terminal.type("uu", quiet=1.0)
        hidden = kept(database, "select note from interaction where _hidden = 0 and note is not null")
        assert hidden == ["late sand"]
    names = "select name from account union select name from contact order by 1"
    assert kept(database, names) == kept(Path(before), names), "no letter fell through to another deed"
    assert not kept(
        database, "select name from account where _hidden union select name from contact where _hidden"
    )
