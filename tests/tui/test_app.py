import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from repcockpit import paths
from repcockpit.domain.errors import CorruptError
from repcockpit.tui import app as door
from repcockpit.tui import crash
from repcockpit.tui.drafts import KEPT, Drafts
from tests.tui.invented import FakeDesk


def test_a_day_that_cannot_be_read_opens_no_screen() -> None:
    class Broken(FakeDesk):
        def first_day(self) -> Any:
            raise CorruptError("the database is damaged", "restore a backup")

    desk = Broken()
    with pytest.raises(CorruptError):
        door.run(desk)
    assert desk.is_closed


def test_the_version_is_read_before_the_day() -> None:
    asked: list[str] = []

    class Noted(FakeDesk):
        def data_version(self) -> int:
            asked.append("version")
            return 7

        def first_day(self) -> Any:
            asked.append("today")
            return super().today()

    first = door._FirstRead(Noted())
    first.start()
    assert first.day().rep_name == "Ana Ruiz"
    assert first.version == 7
    assert asked == ["version", "today"]


def test_a_crash_report_holds_no_customer(capsys: pytest.CaptureFixture[str]) -> None:
    def breaks(customer: str) -> None:
        raise ValueError(f"no such customer: {customer}")

    with pytest.raises(ValueError, match="no such") as caught:
        breaks("".join(("Mar", "ia")))
    assert crash.report(caught.value) == crash.EXIT_CODE
    (file,) = paths.log_folder().iterdir()
    report = file.read_text("utf-8")
    assert "builtins.ValueError" in report
    assert "in breaks" in report
    assert "textual 8." in report
    assert "Mar" + "ia" not in report
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert str(file) in said
    assert "Mar" + "ia" not in said


def test_a_crash_without_a_folder_still_says_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("REPCOCKPIT_HOME", "/dev/null")
    assert crash.report(ValueError("x")) == crash.EXIT_CODE
    assert "No report could be written" in capsys.readouterr().err


def test_drafts_are_kept_per_row_and_forgotten_when_blank(tmp_path: Path) -> None:
    file = tmp_path / "state" / "drafts.json"
    drafts = Drafts(file)
    drafts.keep("a", "late sand")
    drafts.keep("b", "call jon")
    again = Drafts(file)
    assert again.of("a") == "late sand"
    assert again.newest() == ("b", "call jon")
    again.keep("b", " ")
    assert Drafts(file).newest() == ("a", "late sand")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_only_the_newest_drafts_are_kept(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path / "drafts.json")
    for number in range(KEPT + 5):
        drafts.keep(str(number), "line")
    assert drafts.of("4") == ""
    assert drafts.of("5") == "line"


@pytest.mark.parametrize("content", ["", "[1]", "{", '{"a": 1}'])
def test_a_broken_draft_file_is_as_good_as_none(tmp_path: Path, content: str) -> None:
    file = tmp_path / "drafts.json"
    file.write_text(content, "utf-8")
    drafts = Drafts(file)
    drafts.keep("b", "line \ud800")
    assert drafts.of("b") == "line \ud800"


def test_the_first_frame_imports_nothing_heavy() -> None:
    code = (
        "import sys, repcockpit.tui.app, repcockpit.tui.cockpit, repcockpit.tui.taste;"
        "print([name for name in ('sqlalchemy', 'sqlmodel', 'pydantic', 'msgspec', 'sqlite3', 'json', 'unittest')"
        " if name in sys.modules and name != 'json'])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
