"""What only the one file has: placeholders, lost answers, erased copies, kept memory."""

import errno
import os
from pathlib import Path
from typing import cast

import pytest

from repcockpit.domain.errors import DiskFullError, UnreachableError
from repcockpit.sync.carriers import marks
from repcockpit.sync.carriers.files import Entry
from repcockpit.sync.carriers.memory import Memory, loaded
from repcockpit.sync.container import scan
from repcockpit.sync.frames import REDACTED, redacted
from tests.sync.carriers.faults import FaultyFiles
from tests.sync.carriers.share import HEADER, NAMES, Device, at_rest, container, everything

FORM = "file"


class _Placeholder:
    """A stat that says that the bytes are elsewhere, as Windows tells it."""

    def __init__(self, found: os.stat_result) -> None:
        self._found, self.st_file_attributes = found, 0x400000

    def __getattr__(self, name: str) -> object:
        return getattr(self._found, name)


class CloudFiles(FaultyFiles):
    away: frozenset[str] = frozenset()

    def stat(self, path: Path) -> os.stat_result:
        found = super().stat(path)
        return cast("os.stat_result", _Placeholder(found)) if path.name in self.away else found

    def list_folder(self, folder: Path) -> tuple[Entry, ...]:
        return tuple(
            Entry(name, cast("os.stat_result", _Placeholder(found)) if name in self.away else found)
            for name, found in super().list_folder(folder)
        )


def _world(place: Path, files: FaultyFiles | None = None) -> Device:
    one = Device(place, FORM, 1, files)
    one.write(3)
    one.sync()
    return one


def test_a_placeholder_is_unreachable_and_a_copy_in_the_cloud_is_told(tmp_path: Path) -> None:
    files = CloudFiles()
    one = _world(tmp_path, files)
    (tmp_path / "team 2.rcsync").write_bytes(container([]))
    files.away = frozenset({"team 2.rcsync"})
    one.sync()
    assert one.carrier.list().skipped == ("team 2.rcsync",)
    files.away = frozenset({"team.rcsync"})
    with pytest.raises(UnreachableError, match="cloud"):
        one.sync()
    assert marks.is_elsewhere(files.stat(one.target))


def test_a_file_that_icloud_took_away_is_unreachable(tmp_path: Path) -> None:
    one = _world(tmp_path)
    one.target.rename(tmp_path / f".{one.target.name}.icloud")
    one.write()
    with pytest.raises(UnreachableError, match="iCloud"):
        one.sync()
    assert not one.target.exists()


def test_a_link_whose_answer_was_lost_still_counts(tmp_path: Path) -> None:
    class Lossy(FaultyFiles):
        def hard_link(self, source: Path, goal: Path) -> None:
            super().hard_link(source, goal)
            raise FileExistsError(errno.EEXIST, "asked twice", str(goal))

    one = _world(tmp_path, Lossy())
    assert at_rest(tmp_path, FORM) == set(one.held) == one.seen
    assert [path.name for path in tmp_path.iterdir()] == [NAMES[FORM]]


def test_without_links_a_disk_too_full_for_a_second_copy_is_left_alone(tmp_path: Path) -> None:
    one = _world(tmp_path, FaultyFiles(links=False))
    raw = one.target.read_bytes()
    one.write()
    one.files.room = len(raw) + 1000
    with pytest.raises(DiskFullError):
        one.sync()
    assert one.target.read_bytes() == raw
    assert [path.name for path in tmp_path.iterdir()] == [NAMES[FORM]]
    one.files.links, one.files.room = True, len(raw) + 1000
    one.sync()
    assert at_rest(tmp_path, FORM) == set(one.held)
    assert [path.name for path in tmp_path.iterdir()] == [NAMES[FORM]]


def test_a_copy_that_shows_what_was_erased_is_not_archived(tmp_path: Path) -> None:
    one = _world(tmp_path)
    (tmp_path / "team (old).rcsync").write_bytes(one.target.read_bytes())
    (tmp_path / "team (blank).rcsync").write_bytes(one.target.read_bytes())
    key = min(one.held, key=lambda key: key.seq)
    one.held[key] = redacted(one.held[key], b"nil")
    (tmp_path / "team (blank).rcsync").write_bytes(container(one.held.values()))
    one.carrier.list()
    one.carrier.add({key}, one.frames_of, HEADER)
    one.sync()
    one.sync()
    assert one.held[key].header.flags & REDACTED
    names = sorted(path.name[:12] for path in tmp_path.rglob("*") if path.is_file())
    assert names == ["team (blank)", "team.rcsync"]
    for path in tmp_path.rglob("*"):
        for found in scan(path.read_bytes()).frames if path.is_file() else ():
            assert found.key != key or found.header.flags & REDACTED


def test_what_somebody_published_meanwhile_is_read_next_time(tmp_path: Path) -> None:
    """The read-back of a publish meets frames nobody has stored here: they must not count as read."""
    one, two = Device(tmp_path, FORM, 1), Device(tmp_path, FORM, 2)
    one.write()
    two.write()

    def meanwhile(_: int, operation: str, __: Path) -> None:
        if operation == "fsync_folder":
            one.files.gate = None
            two.sync()

    one.files.gate = meanwhile
    one.sync()
    assert len(one.held) == 1
    one.sync()
    assert len(one.held) == 2


def test_memory_survives_a_process_and_bad_bytes_are_no_memory(tmp_path: Path) -> None:
    one = _world(tmp_path)
    again = loaded(one.memory.dumped())
    assert again.files == one.memory.files
    assert (again.device, again.copies) == (one.memory.device, one.memory.copies)
    for raw in (None, b"", b"\xc1", b"\x91\x01", one.memory.dumped()[:-3]):
        assert loaded(raw).files == {}
    assert isinstance(loaded(None), Memory)


def test_a_coarse_time_of_this_moment_is_not_trusted(tmp_path: Path) -> None:
    one = _world(tmp_path)
    whole = one.files.now_ms() // 1000 * 10**9
    os.utime(one.target, ns=(whole, whole))
    one.sync()
    assert one.sync()[0].scan is not None
    one.files.later(5000)
    one.sync()
    assert one.sync()[0].scan is None


def test_a_held_back_verify_never_reports_more_than_is_there(tmp_path: Path) -> None:
    one = _world(tmp_path)
    one.write()
    one.files.spoil_write(one.files._writes + 1, "zeroed")
    one.sync()
    assert one.added is not None
    assert not one.added.seen
    assert set(list(one.held)[:3]) <= everything(tmp_path)  # the aside
