"""The wheel holds what the package reads at run time, and nothing else."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SUFFIXES = {".py", ".tcss", ".j2", ".css", ".html", ".md", ".typed"}


@pytest.fixture(scope="module")
def wheel_names(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def test_it_holds_every_file_the_package_has(wheel_names: set[str]) -> None:
    ours = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "repcockpit").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert ours <= wheel_names
    assert "repcockpit/py.typed" in wheel_names


def test_it_holds_no_tests_and_a_command(wheel_names: set[str]) -> None:
    assert not [name for name in wheel_names if name.startswith("tests")]
    assert [name for name in wheel_names if name.endswith("entry_points.txt")]
    assert {Path(name).suffix for name in wheel_names if name.startswith("repcockpit/")} <= SUFFIXES
