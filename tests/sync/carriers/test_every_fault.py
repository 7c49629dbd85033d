"""What goes wrong on a share, in both forms: told, survived, made good by the next sync."""

import contextlib
import errno
from collections.abc import Callable
from pathlib import Path

import pytest

from repcockpit.domain.errors import (
    CockpitError,
    DiskFullError,
    ReadOnlyError,
    UnreachableError,
)
from tests.sync.carriers.faults import FaultyFiles, posix_error, windows_error
from tests.sync.carriers.share import (
    Device,
    at_rest,
    everything,
)

FORMS = ("file", "folder")
DAY_MS = 86_400_000
pytestmark = pytest.mark.parametrize("form", FORMS)


def test_a_missing_parent_is_never_made(tmp_path: Path, form: str) -> None:
    one = Device(tmp_path / "not mounted", form, 1)
    one.write()
    with pytest.raises(UnreachableError):
        one.sync()
    assert not list(tmp_path.iterdir())


def test_gone_and_another_disk_is_unreachable(tmp_path: Path, form: str) -> None:
    one = Device(tmp_path, form, 1)
    one.write()
    one.sync()
    for path in sorted(tmp_path.rglob("*"), reverse=True):
        path.unlink() if path.is_file() else path.rmdir()
    one.memory.device = 12345
    with pytest.raises(UnreachableError, match="another disk"):
        one.sync()
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("number", [errno.EACCES, errno.EPERM, errno.ESTALE, errno.EIO, errno.EINVAL])
@pytest.mark.parametrize("operation", ["stat", "list_folder", "read"])
def test_a_share_that_does_not_answer_is_unreachable(
    tmp_path: Path, form: str, operation: str, number: int
) -> None:
    one, two = Device(tmp_path, form, 1), Device(tmp_path, form, 2)
    one.write()
    one.sync()
    two.files.fail(operation, posix_error(number), times=1000)
    with pytest.raises(UnreachableError):
        two.sync()
    two.files = FaultyFiles(2)
    two.sync()
    assert set(two.held) == set(one.held)


def test_a_read_only_share_is_received_and_not_written(tmp_path: Path, form: str) -> None:
    one, two = Device(tmp_path, form, 1), Device(tmp_path, form, 2, FaultyFiles(2, read_only=True))
    one.write()
    one.sync()
    two.write()
    with pytest.raises(ReadOnlyError):
        two.sync()
    assert len(two.held) == 2
    assert not two.seen & (set(two.held) - set(one.held))
    assert two.carrier.probe().is_read_only


@pytest.mark.parametrize("room", [0, 100, 400])
def test_a_full_disk_leaves_the_target_as_it_was(tmp_path: Path, form: str, room: int) -> None:
    one, two = Device(tmp_path, form, 1), Device(tmp_path, form, 2)
    one.write(2)
    one.sync()
    before = sorted(path.name for path in tmp_path.rglob("*"))
    two.write(5)
    two.files.room = room
    with pytest.raises(DiskFullError):
        two.sync()
    assert sorted(path.name for path in tmp_path.rglob("*")) == before
    two.files.room = None
    two.sync()
    assert at_rest(tmp_path, form) == set(two.held)


@pytest.mark.parametrize("how", ["short", "zeroed", "holed"])
def test_a_write_that_lies_is_found_by_reading_back(tmp_path: Path, form: str, how: str) -> None:
    one, two = Device(tmp_path, form, 1), Device(tmp_path, form, 2)
    one.write(3)
    one.sync()
    two.write(2)
    two.files.spoil_write(1, how)
    try:
        two.sync()
    except UnreachableError:
        assert how == "short"
    own = set(two.held) - set(one.held)
    assert two.seen & own <= everything(tmp_path)
    assert not two.seen & own or how == "holed"
    assert set(one.held) <= everything(tmp_path)
    two.sync()
    assert at_rest(tmp_path, form) == set(two.held) == two.seen


@pytest.mark.parametrize("code", [5, 32, 33])
def test_a_file_held_on_windows_is_tried_for_ten_seconds(tmp_path: Path, form: str, code: int) -> None:
    one = Device(tmp_path, form, 1, FaultyFiles(1, is_windows=True))
    one.write()
    one.files.fail("rename_no_replace", windows_error(code), times=4)
    one.sync()
    assert at_rest(tmp_path, form) == set(one.held)
    one.write()
    one.files.fail("rename_no_replace", windows_error(code), times=1000)
    begun = one.files.skew
    with pytest.raises(UnreachableError):
        one.sync()
    assert 10_000 <= one.files.skew - begun < 15_000
    one.files = FaultyFiles(1, is_windows=True)
    one.sync()
    assert at_rest(tmp_path, form) == set(one.held)


def test_no_hard_links_and_windows_work_as_well(tmp_path: Path, form: str) -> None:
    makers: tuple[Callable[[], FaultyFiles], ...] = (
        lambda: FaultyFiles(links=False),
        lambda: FaultyFiles(is_windows=True),
        lambda: FaultyFiles(real_fsync=True),
    )
    for number, make in enumerate(makers, 1):
        one, two = (
            Device(tmp_path, form, 2 * number, make()),
            Device(tmp_path, form, 2 * number + 1, make()),
        )
        for _ in range(3):
            for device in (one, two):
                device.write()
                device.sync()
        one.sync()
        two.sync()
        assert at_rest(tmp_path, form) == set(one.held) == set(two.held)
        assert not [path for path in tmp_path.rglob("*") if ".tmp-" in path.name or ".aside-" in path.name]


def test_a_name_gone_while_reading_is_listed_again(tmp_path: Path, form: str) -> None:
    one, two = Device(tmp_path, form, 1), Device(tmp_path, form, 2)
    one.write()
    one.sync()
    two.files.fail("read", posix_error(errno.ENOENT))
    two.sync()
    assert set(two.held) == set(one.held)


def test_every_fault_is_told_as_ours(tmp_path: Path, form: str) -> None:
    """Any operation fails once with any error: a domain error or none, and the next sync is complete."""
    errors = [posix_error(one) for one in (errno.EIO, errno.ESTALE, errno.ENOENT, errno.EINVAL, errno.ENOSPC)]
    for index, error in enumerate((*errors, windows_error(32))):
        for at in range(1, 45):
            place = tmp_path / f"{index}-{at}"
            place.mkdir()
            one, two = Device(place, form, 1), Device(place, form, 2)
            one.write(2)
            one.sync()
            two.write(2)
            two.files.fail("", error, nth=at)
            with contextlib.suppress(CockpitError):
                two.sync()
            assert set(one.held) <= everything(place), two.files.log
            faulty, two.files = two.files, FaultyFiles(2)
            two.sync()
            assert at_rest(place, form) == set(two.held) == two.seen, faulty.log
            assert len(two.held) == 4
            if faulty.count < at:
                break
