"""What every test stands on: no colour switch, no real home, one zone, one language."""

import gc
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from tests.founding import found_by_copy

ZONE = "Europe/Madrid"
ROOM = 4 << 30
"""Bytes that a disk in memory must have free for the tests to use it."""
_MEMORY = Path("/dev/shm")  # noqa: S108 -- there nothing waits for a disk that a database flushes
_HOMES = count()

gc.disable()  # until all tests are collected: compiling them makes millions of nodes that live as long as it does


def pytest_configure() -> None:
    """Put the files of tests into memory where there is room, else where temporary files lie."""
    asked = {"PYTEST_DEBUG_TEMPROOT", "TMPDIR"} & set(os.environ)
    if not asked and os.access(_MEMORY, os.W_OK) and shutil.disk_usage(_MEMORY).free > ROOM:
        os.environ["PYTEST_DEBUG_TEMPROOT"] = str(_MEMORY)
        tempfile.tempdir = str(_MEMORY)


def pytest_collection_finish() -> None:
    """Let the collector run, over what tests make and not over the tests."""
    gc.collect()
    gc.freeze()
    gc.enable()


@pytest.fixture(autouse=True)
def _own_machine(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    for name in ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "LINES", "REPCOCKPIT_DB", "REPCOCKPIT_NOW"):
        monkeypatch.delenv(name, raising=False)
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"):
        monkeypatch.delenv(name, raising=False)
    # A numbered folder of pytest's own would look through all those before it, test after test.
    monkeypatch.setenv("REPCOCKPIT_HOME", str(tmp_path_factory.getbasetemp() / f"home-{next(_HOMES)}"))
    monkeypatch.setenv("TZ", ZONE)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.setenv("LANG", "C.UTF-8")
    if hasattr(time, "tzset"):
        time.tzset()
    found_by_copy(monkeypatch)
    yield
    monkeypatch.undo()
    if hasattr(time, "tzset"):
        time.tzset()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave the slow tests out unless `-m` names them."""
    if "slow" in str(config.getoption("markexpr")):
        return
    slow = [item for item in items if item.get_closest_marker("slow")]
    if slow:
        config.hook.pytest_deselected(items=slow)
        items[:] = [item for item in items if item not in set(slow)]


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """Where a test's database goes; nothing is there yet."""
    return tmp_path / "book" / "repcockpit.db"
