"""What `sync doctor TARGET` finds out, on good places and bad ones."""

import errno
from pathlib import Path

import pytest

from repcockpit.sync.carriers.guarantees import Guarantee, measure
from tests.sync.carriers.faults import FaultyFiles, posix_error

NAMES = (
    "rename",
    "exclusive create",
    "create if absent",
    "hard links",
    "fsync of a file",
    "fsync of a folder",
    "read-back",
    "clock",
)


def _by_name(place: Path, files: FaultyFiles) -> dict[str, Guarantee]:
    found = measure(place, files)
    assert tuple(one.name for one in found) == NAMES
    assert all(one.detail and one.ms >= 0 for one in found)
    return {one.name: one for one in found}


def test_a_good_disk_holds_everything_and_nothing_stays(tmp_path: Path) -> None:
    found = _by_name(tmp_path, FaultyFiles(real_fsync=True))
    assert all(one.holds for one in found.values())
    assert not list(tmp_path.iterdir())


def test_what_a_place_lacks_is_told(tmp_path: Path) -> None:
    found = _by_name(tmp_path, FaultyFiles(links=False))
    assert [name for name, one in found.items() if not one.holds] == ["create if absent", "hard links"]
    files = FaultyFiles(is_windows=True)
    assert [name for name, one in _by_name(tmp_path, files).items() if not one.holds] == ["fsync of a folder"]
    files = FaultyFiles()
    files.fail("fsync_folder", posix_error(errno.EINVAL))
    assert _by_name(tmp_path, files)["fsync of a folder"].holds is False
    files = FaultyFiles()
    files.skew = 10 * 365 * 86_400_000
    assert _by_name(tmp_path, files)["clock"].holds is False
    files = FaultyFiles()
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("how", ["short", "zeroed"])
def test_a_place_that_loses_bytes_is_found(tmp_path: Path, how: str) -> None:
    files = FaultyFiles()
    for nth in range(1, 30):
        files.spoil_write(nth, how)
    found = _by_name(tmp_path, files)
    assert found["read-back"].holds is False
    assert not list(tmp_path.iterdir())


def test_a_place_that_takes_nothing_is_not_guessed_about(tmp_path: Path) -> None:
    found = _by_name(tmp_path, FaultyFiles(read_only=True))
    assert {one.holds for name, one in found.items() if name != "fsync of a folder"} == {None}
    found = _by_name(tmp_path / "missing", FaultyFiles())
    assert found["rename"].holds is None
