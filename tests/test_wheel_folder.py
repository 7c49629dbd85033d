"""The command that makes a folder of wheels, with a pip that is played: nothing is fetched here."""

import hashlib
import runpy
import zipfile
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]
MADE: dict[str, Any] = runpy.run_path(str(ROOT / ".rollout" / "wheels.py"))
NEEDS = {
    "repcockpit": ("textual>=8", "tzdata", 'keyring>=24; extra == "keyring"', 'pytest; extra == "test"'),
    "textual": ("rich[jupyter]>=13", 'winonly>=1; sys_platform == "win32"', 'old; python_version < "3.12"'),
    "rich": ('ipython>=8; extra == "jupyter"',),
    "keyring": ('pywin32; sys_platform == "win32"',),
}


def _wheel(folder: Path, name: str, version: str = "1.0") -> Path:
    path = folder / f"{name}-{version}-py3-none-any.whl"
    lines = ["Metadata-Version: 2.4", f"Name: {name}", f"Version: {version}"]
    lines += [f"Requires-Dist: {one}" for one in NEEDS.get(name, ())]
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(f"{name}-{version}.dist-info/METADATA", "\n".join(lines) + "\n")
    return path


class Pip:
    """Brings what it is asked for, but like pip it asks markers of the machine it runs on: never Windows."""

    def __init__(self, *, fails: bool = False) -> None:
        self.calls: list[list[str]] = []
        self.fails = fails

    def __call__(self, words: list[str]) -> None:
        self.calls.append(words)
        if words[0] == "wheel":
            _wheel(Path(words[words.index("--wheel-dir") + 1]), "repcockpit", "0.1.0")
            return
        folder = Path(words[words.index("--dest") + 1])
        asked = words[words.index("--dest") + 2 :]
        for name in ("textual", "tzdata", "rich", "ipython"):
            _wheel(folder, name)
        for one in asked[1:]:
            _wheel(folder, one.partition(">")[0])
        if "[keyring]" in asked[0]:
            _wheel(folder, "keyring")


def _run(folder: Path, *words: str, pip: Pip | None = None) -> int:
    code: int = MADE["main"]([str(folder), *words], pip or Pip())
    return code


def test_a_folder_holds_what_each_platform_needs(tmp_path: Path) -> None:
    pip = Pip()
    assert _run(tmp_path / "w", "--platform", "linux", "--python", "3.12", pip=pip) == 0
    names = {one.name.partition("-")[0] for one in (tmp_path / "w").glob("*.whl")}
    assert names == {"repcockpit", "textual", "tzdata", "rich", "ipython"}
    (download,) = [words for words in pip.calls if words[0] == "download"]
    assert "--only-binary=:all:" in download
    assert "manylinux2014_x86_64" in download


def test_what_only_another_system_or_python_needs_is_named_to_pip(tmp_path: Path) -> None:
    pip = Pip()
    assert _run(tmp_path / "w", "--platform", "windows", "linux", "--python", "3.11", pip=pip) == 0
    names = {one.name.partition("-")[0] for one in (tmp_path / "w").glob("*.whl")}
    assert {"winonly", "old"} <= names
    asked = [words[words.index("--dest") + 3 :] for words in pip.calls if words[0] == "download"]
    assert asked == [[], ["old", "winonly>=1"], [], ["old"]], "linux does not ask for what Windows needs"


def test_an_extra_brings_its_own(tmp_path: Path) -> None:
    assert _run(tmp_path / "w", "--platform", "windows", "--python", "3.12", "--extra", "keyring") == 0
    assert {"keyring", "pywin32", "winonly"} <= {
        one.name.partition("-")[0] for one in (tmp_path / "w").glob("*.whl")
    }
    assert '"repcockpit[keyring]"' in (tmp_path / "w" / "README.txt").read_text("utf-8")


def test_sums_and_words_are_true(tmp_path: Path) -> None:
    _run(tmp_path / "w", "--platform", "linux", "--python", "3.12")
    lines = (tmp_path / "w" / "SHA256SUMS").read_text("ascii").splitlines()
    assert len(lines) == 6
    for line in lines:
        digest, name = line.split("  ")
        assert hashlib.sha256((tmp_path / "w" / name).read_bytes()).hexdigest() == digest
    told = (tmp_path / "w" / "README.txt").read_text("utf-8")
    assert "--no-index --find-links FOLDER" in told
    assert "://" not in told, "no host is named"
    assert str(tmp_path) not in told


def test_only_its_own_files_are_replaced(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ("--platform", "linux", "--python", "3.12")
    assert _run(tmp_path / "w", *words) == 0
    assert _run(tmp_path / "w", *words) == 2
    stale = _wheel(tmp_path / "w", "stale")
    assert _run(tmp_path / "w", *words, "--force") == 0
    assert not stale.exists()
    (tmp_path / "w" / "letter.txt").write_text("mine")
    assert _run(tmp_path / "w", *words, "--force") == 2
    assert (tmp_path / "w" / "letter.txt").exists()
    assert "letter.txt" in capsys.readouterr().err


def test_it_asks_for_the_pythons_that_the_project_supports() -> None:
    wanted = (
        (ROOT / "pyproject.toml").read_text("utf-8").partition('requires-python = ">=')[2].partition('"')[0]
    )
    assert MADE["PYTHONS"][0] == wanted
