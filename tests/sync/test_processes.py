"""Real processes on three databases and one file, killed at any moment (`python -m tests.sync.processes` for more)."""

import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="it forks")
@pytest.mark.parametrize("form", [[], ["folder"]], ids=["one file", "folder"])
def test_nothing_answered_is_lost_to_kill_9_and_all_exports_are_equal(form: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.sync.processes", "1", "40", "15", *form],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        encoding="utf-8",
        timeout=240,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
