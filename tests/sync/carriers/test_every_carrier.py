"""What holds for the one file and for the folder alike."""

import time
from pathlib import Path

import pytest

from repcockpit.domain.errors import (
    RefusedError,
)
from repcockpit.sync.carriers.choose import carrier_for
from repcockpit.sync.carriers.contract import Role
from repcockpit.sync.carriers.folder import Folder
from repcockpit.sync.carriers.memory import Memory
from repcockpit.sync.carriers.one_file import OneFile
from tests.sync.carriers.faults import FaultyFiles
from tests.sync.carriers.share import (
    HEADER,
    NAMES,
    OTHER_TEAM,
    TEAM,
    Device,
    at_rest,
    chain,
    container,
    frame,
)

FORMS = ("file", "folder")
DAY_MS = 86_400_000
pytestmark = pytest.mark.parametrize("form", FORMS)


def test_two_devices_meet(tmp_path: Path, form: str) -> None:
    one, two = Device(tmp_path, form, 1), Device(tmp_path, form, 2)
    one.write(3)
    two.write(2)
    for device in (one, two, one):
        device.sync()
    assert set(one.held) == set(two.held) == at_rest(tmp_path, form)
    assert len(one.held) == 5
    assert one.seen == two.seen == set(one.held)


def test_nothing_new_is_a_few_operations_and_no_byte(tmp_path: Path, form: str) -> None:
    one = Device(tmp_path, form, 1)
    one.write(200)
    one.sync()
    one.sync()
    before, written = one.files.count, one.files.written
    begun = time.perf_counter()
    one.sync()
    took = time.perf_counter() - begun
    assert one.files.count - before <= 8, one.files.log[before:]
    assert one.files.written == written
    assert took < 0.02  # about 0.4 ms here; a busy machine shall not fail the suite


def test_the_second_sync_changes_no_name(tmp_path: Path, form: str) -> None:
    one, two = Device(tmp_path, form, 1), Device(tmp_path, form, 2)
    for device in (one, two):
        device.write()
        device.sync()
    one.sync()
    before = sorted((path.name, path.stat().st_mtime_ns) for path in tmp_path.rglob("*"))
    for device in (two, one, two):
        device.sync()
    assert sorted((path.name, path.stat().st_mtime_ns) for path in tmp_path.rglob("*")) == before
    assert not [path for path in tmp_path.rglob("*") if ".tmp-" in path.name or ".aside-" in path.name]


def test_equal_files_are_read_again_after_a_day(tmp_path: Path, form: str) -> None:
    one = Device(tmp_path, form, 1)
    one.write()
    one.sync()
    assert all(reading.scan is None for reading in one.sync())
    one.files.later(DAY_MS + 1)
    assert all(reading.scan is not None for reading in one.sync())


def test_a_changed_target_is_not_published_over(tmp_path: Path, form: str) -> None:
    one, two = Device(tmp_path, form, 1), Device(tmp_path, form, 2)
    one.write()
    one.sync()
    one.write()
    two.write()

    def meanwhile(_: int, operation: str, __: Path) -> None:
        if operation == "create":
            two.sync()

    one.files.gate = meanwhile
    one.sync()
    one.files.gate = None
    two.sync()
    assert set(two.held) == at_rest(tmp_path, form) == set(one.held) | set(two.held)
    assert len(two.held) == 3


@pytest.mark.parametrize("raw", [b"", b"\0" * 5000, b"torn"], ids=["empty", "zeroed", "torn"])
def test_a_blank_or_torn_target_is_put_back(tmp_path: Path, form: str, raw: bytes) -> None:
    one = Device(tmp_path, form, 1)
    one.write(3)
    one.sync()
    for path in (tmp_path / NAMES[form]).glob("*") if form == "folder" else [tmp_path / NAMES[form]]:
        path.write_bytes(path.read_bytes()[:-20] if raw == b"torn" else raw)
    one.sync()
    assert at_rest(tmp_path, form) == set(one.held)
    one.files.later(2 * DAY_MS)
    one.sync()
    assert all(reading.is_whole for reading in one.sync())
    assert any("archive" in str(path) for path in tmp_path.rglob("*"))  # what was torn is kept


def test_a_removed_target_and_an_emptied_folder_are_put_back(tmp_path: Path, form: str) -> None:
    one, two = Device(tmp_path, form, 1), Device(tmp_path, form, 2)
    one.write(2)
    two.write(2)
    for device in (one, two, one):
        device.sync()
    for path in sorted(tmp_path.rglob("*"), reverse=True):
        path.unlink() if path.is_file() else path.rmdir()
    two.sync()
    assert at_rest(tmp_path, form) == set(one.held)
    one.sync()
    assert at_rest(tmp_path, form) == set(one.held)


def test_a_rollback_loses_nothing_newer(tmp_path: Path, form: str) -> None:
    one = Device(tmp_path, form, 1)
    one.write()
    one.sync()
    old = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    one.write(2)
    one.sync()
    for path in tmp_path.rglob("*"):
        if path.is_file() and path not in old:
            path.unlink()
    for path, raw in old.items():
        path.write_bytes(raw)
    one.sync()
    assert at_rest(tmp_path, form) == set(one.held)


def test_a_flip_anywhere_is_healed(tmp_path: Path, form: str) -> None:
    one = Device(tmp_path, form, 1)
    one.write(2)
    one.sync()
    path = tmp_path / NAMES[form] if form == "file" else next((tmp_path / NAMES[form]).glob("*.seg"))
    raw = path.read_bytes()
    for at in range(0, len(raw), 13):
        path.write_bytes(raw[:at] + bytes([raw[at] ^ 0x40]) + raw[at + 1 :])
        one.sync()
        assert at_rest(tmp_path, form) == set(one.held), at
        for other in path.parent.iterdir():
            if other.is_file() and other != path and other.name != "head":
                other.unlink()
        if path.exists():
            path.unlink()
        path.write_bytes(raw)


COPIES = (
    "team (Ann's conflicted copy 2026-11-23).rcsync",
    "team-LAPTOP-7.rcsync",
    "team (1).rcsync",
    "team.rcsync (1)",
    "team.sync-conflict-20261123-101112-ABCDEF.rcsync",
    "team 2.rcsync",
    "Kopie von team.rcsync",
    "something else.bin",
    "tëam.rcsync",
    "te\u0308am.rcsync",
)


def test_conflicted_copies_of_all_names_are_read_and_archived(tmp_path: Path, form: str) -> None:
    one = Device(tmp_path, form, 1)
    one.write()
    one.sync()
    place = tmp_path if form == "file" else tmp_path / NAMES[form]
    for number, name in enumerate(COPIES, 10):
        (place / name).write_bytes(container(chain(number, 2)))
    one.sync()
    assert len(one.held) == 1 + 2 * len(COPIES)
    assert at_rest(tmp_path, form) == set(one.held)
    one.sync()
    assert not [name for name in COPIES if (place / name).exists()]
    archive = one.carrier.archive
    assert len(list(archive.iterdir())) == len(COPIES)
    assert one.memory.copies_of_week(one.files.now_ms(), TEAM) == len(COPIES)


def test_other_files_and_other_teams_beside_it_are_left_alone(tmp_path: Path, form: str) -> None:
    place = tmp_path if form == "file" else tmp_path / NAMES[form]
    place.mkdir(exist_ok=True)
    others = {
        "notes.txt": b"hello",
        "old team.rcsync": container(chain(9, 2, team=OTHER_TEAM), HEADER._replace(team=OTHER_TEAM)),
        "x.bin": b"",
    }
    for name, raw in others.items():
        (place / name).write_bytes(raw)
    one = Device(tmp_path, form, 1)
    one.write()
    one.sync()
    one.files.later(9 * DAY_MS)
    one.sync()
    assert {name: (place / name).read_bytes() for name in others} == others
    assert len(one.held) == 1


def test_both_forms_side_by_side_are_read(tmp_path: Path, form: str) -> None:
    one, two = Device(tmp_path, form, 1), Device(tmp_path, "folder" if form == "file" else "file", 2)
    one.write(2)
    two.write(2)
    for device in (one, two, one):
        device.sync()
    assert set(one.held) == set(two.held)
    assert at_rest(tmp_path, "file") == at_rest(tmp_path, "folder") == set(one.held)


def test_something_else_at_the_target_is_told_apart(tmp_path: Path, form: str) -> None:
    target = tmp_path / NAMES[form]
    if form == "folder":
        target.mkdir()
        (target / "head").write_bytes(b"a letter to somebody")
    else:
        target.write_bytes(b"a letter to somebody")
    one = Device(tmp_path, form, 1)
    carrier = carrier_for(str(target), bytes(16), one.files)
    (item,) = carrier.list().items
    reading = carrier.read(item)
    assert not reading.is_ours
    assert not reading.is_blank
    assert reading.team is None


def test_a_folder_where_a_file_should_be_and_the_reverse(tmp_path: Path, form: str) -> None:

    target = tmp_path / "x"
    if form == "file":
        target.mkdir()
    else:
        target.write_bytes(b"x")
    carrier = (OneFile if form == "file" else Folder)(target, bytes(16), FaultyFiles(), Memory())
    with pytest.raises(RefusedError):
        carrier.probe()


def test_a_foreign_temp_and_aside_wait_their_days(tmp_path: Path, form: str) -> None:
    one = Device(tmp_path, form, 1)
    one.write(2)
    one.sync()
    place, base = (tmp_path, NAMES["file"]) if form == "file" else (tmp_path / NAMES[form], "head")
    held = list(one.held.values())
    stranger = bytes([9] * 16).hex()
    aside = place / f"{base}.aside-{stranger}-{'0' * 16}"
    torn = place / f"{base}.aside-{stranger}-{'1' * 16}"
    temp = place / f"{base}.tmp-{stranger}-{'2' * 16}"
    aside.write_bytes(container(held))
    torn.write_bytes(container(held)[:-10])
    temp.write_bytes(container(held)[:-10])
    one.sync()
    assert aside.exists()
    assert torn.exists()
    assert temp.exists()
    one.files.later(DAY_MS + 1000)
    one.sync()
    assert aside.exists()
    assert not torn.exists()
    assert not temp.exists()
    assert len(list(one.carrier.archive.iterdir())) == 2
    one.files.later(6 * DAY_MS)
    one.sync()
    assert not aside.exists()
    assert len(list(one.carrier.archive.iterdir())) == 2


def test_an_uncovered_aside_is_never_moved(tmp_path: Path, form: str) -> None:
    one = Device(tmp_path, form, 1)
    one.write()
    one.sync()
    place, base = (tmp_path, NAMES["file"]) if form == "file" else (tmp_path / NAMES[form], "head")
    aside = place / f"{base}.aside-{bytes([1] * 16).hex()}-{'0' * 16}"
    aside.write_bytes(container([frame(5, 1)]))
    carrier = one.carrier
    one.files.later(30 * DAY_MS)
    carrier.list()
    carrier.tidy()
    assert aside.exists()
    one.sync()  # reads it, and publishes what it held
    one.sync()
    assert not aside.exists()
    assert at_rest(tmp_path, form) == set(one.held)
    assert len(one.held) == 2


def test_items_say_their_role(tmp_path: Path, form: str) -> None:
    one = Device(tmp_path, form, 1)
    one.write()
    readings = one.sync()
    assert not readings
    roles = {reading.item.role for reading in one.sync()}
    assert roles == ({Role.TARGET} if form == "file" else {Role.HEAD, Role.SEGMENT})
