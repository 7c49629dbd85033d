"""The folder form: names, packing, what an owner removes, damaged and erased segments."""

from pathlib import Path

from repcockpit.sync.carriers import names, packing
from repcockpit.sync.carriers.contract import Role
from repcockpit.sync.container import scan
from repcockpit.sync.frames import PACK, REDACTED, redacted
from tests.sync.carriers.share import HEADER, NAMES, Device, at_rest, chain, replica

DAY_MS = 86_400_000
FORM = "folder"


def _segments(place: Path) -> list[str]:
    return sorted(path.name for path in (place / NAMES[FORM]).glob("*.seg"))


def test_names_say_who_wrote_what(tmp_path: Path) -> None:
    one, two = Device(tmp_path, FORM, 1), Device(tmp_path, FORM, 2)
    one.write()
    one.sync()
    (name,) = _segments(tmp_path)
    ((key, _),) = one.held.items()
    assert name == f"{replica(1).hex()}-1-{key.identity[:16].hex()}.seg"
    assert names.segment_role(name) == (Role.SEGMENT, replica(1))
    two.sync()
    (tmp_path / NAMES[FORM] / name).unlink()
    two.sync()  # puts back what another wrote
    (carried,) = _segments(tmp_path)
    assert names.segment_role(carried) == (Role.CARRIED, None)
    one.sync()
    assert _segments(tmp_path) == [carried]


def test_one_sync_is_one_segment_of_its_own_replica(tmp_path: Path) -> None:
    one = Device(tmp_path, FORM, 1).hold(chain(7, 3))
    one.write(4)
    one.sync()
    by_role = {names.segment_role(name): name for name in _segments(tmp_path)}
    assert len(by_role) == 2
    for (role, owner), name in ((key, name) for key, name in by_role.items() if key):
        found = scan((tmp_path / NAMES[FORM] / name).read_bytes())
        assert found.is_complete
        assert found.header == HEADER
        owners = {one.header.replica for one in found.frames}
        assert owners == ({owner} if role == Role.SEGMENT else {replica(7)})


def test_an_owner_packs_over_64_and_removes_the_old_a_day_later(tmp_path: Path) -> None:
    one, two = Device(tmp_path, FORM, 1), Device(tmp_path, FORM, 2)
    for _ in range(packing.OWN_SEGMENTS + 2):
        one.write()
        one.sync()
    count = len(_segments(tmp_path))
    assert count == packing.OWN_SEGMENTS + 2 + 1  # packed by the tidy before the last, nothing removed yet
    assert at_rest(tmp_path, FORM) == set(one.held)
    one.sync()
    assert len(_segments(tmp_path)) == count
    two.sync()
    assert set(two.held) == set(one.held)
    one.files.later(DAY_MS + 60_000)
    one.sync()
    assert len(_segments(tmp_path)) <= 3
    packs = [
        found
        for name in _segments(tmp_path)
        for found in scan((tmp_path / NAMES[FORM] / name).read_bytes()).frames
        if found.header.flags & PACK
    ]
    assert packs
    two.files.later(DAY_MS + 60_000)
    three = Device(tmp_path, FORM, 3)
    for device in (two, three, one):
        before = device.files.written
        device.sync()
        assert device.files.written == before  # the members of a pack count as found
    assert set(three.held) == set(one.held)


def test_carried_segments_go_to_the_archive_once_their_owner_is_back(tmp_path: Path) -> None:
    one, two = Device(tmp_path, FORM, 1), Device(tmp_path, FORM, 2)
    one.write(3)
    one.sync()
    two.sync()
    own = tmp_path / NAMES[FORM] / _segments(tmp_path)[0]
    raw = own.read_bytes()
    own.unlink()
    two.sync()
    own.write_bytes(raw)
    two.sync()
    assert len(_segments(tmp_path)) == 2
    two.files.later(8 * DAY_MS)
    two.sync()
    assert _segments(tmp_path) == [own.name]
    assert len(list(two.carrier.archive.iterdir())) == 1


def test_a_segment_of_the_same_name_with_less_in_it_is_set_aside(tmp_path: Path) -> None:
    one = Device(tmp_path, FORM, 1)
    one.write(2)
    one.sync()
    own = tmp_path / NAMES[FORM] / _segments(tmp_path)[0]
    own.write_bytes(b"\x01" * 300)
    one.sync()
    assert at_rest(tmp_path, FORM) == set(one.held)
    one.files.later(2 * DAY_MS)
    one.sync()
    assert all(reading.is_whole for reading in one.sync())


def test_a_damaged_segment_of_another_is_carried_and_left_to_its_owner(tmp_path: Path) -> None:
    one, two = Device(tmp_path, FORM, 1), Device(tmp_path, FORM, 2)
    one.write(4)
    one.sync()
    two.sync()
    own = tmp_path / NAMES[FORM] / _segments(tmp_path)[0]
    raw = bytearray(own.read_bytes())
    raw[len(raw) // 2] ^= 1
    own.write_bytes(raw)
    two.sync()
    assert own.exists()
    assert at_rest(tmp_path, FORM) == set(two.held)
    one.sync()
    one.sync()
    assert not own.exists()
    assert at_rest(tmp_path, FORM) == set(one.held)
    assert all(reading.is_whole and not reading.damages for reading in one.sync())


def test_a_blanked_frame_replaces_its_segment(tmp_path: Path) -> None:
    one, two = Device(tmp_path, FORM, 1), Device(tmp_path, FORM, 2)
    one.write(3)
    one.sync()
    two.sync()
    original = _segments(tmp_path)
    key = min(two.held, key=lambda key: key.seq)
    for device in (two, one):
        device.held[key] = redacted(device.held[key], b"nil")
    # what a round does: a frame that is there in a form that erase would change counts as missing
    for device in (two, one):
        device.sync()
        device.carrier.list()
        device.carrier.add({key}, device.frames_of, HEADER)
        device.carrier.tidy()
        device.sync()
    assert not set(original) & set(_segments(tmp_path))
    assert at_rest(tmp_path, FORM) == set(one.held)
    for path in (tmp_path / NAMES[FORM]).rglob("*"):
        for found in scan(path.read_bytes()).frames if path.is_file() else ():
            assert found.key != key or found.header.flags & REDACTED
    one.sync()
    two.sync()
    assert one.held[key].header.flags & REDACTED


def test_a_blanked_segment_does_not_go_for_the_original_that_goes_for_it(tmp_path: Path) -> None:
    one, two = Device(tmp_path, FORM, 1), Device(tmp_path, FORM, 2)
    one.write()
    one.sync()
    two.sync()
    key = min(two.held, key=lambda key: key.seq)
    two.held[key] = redacted(two.held[key], b"nil")
    two.files.later(3650 * 86_400_000)
    two.carrier.list()
    two.carrier.add({key}, two.frames_of, HEADER)
    two.carrier.tidy()
    two.carrier.list()
    two.carrier.tidy()
    assert at_rest(tmp_path, FORM) == set(one.held)


def test_a_newer_head_replaces_the_old_and_an_older_one_does_not(tmp_path: Path) -> None:
    one = Device(tmp_path, FORM, 1)
    one.write()
    one.sync()
    newer = HEADER._replace(epoch=2, flags=1)
    one.write()
    one.sync(header=newer)
    head = tmp_path / NAMES[FORM] / "head"
    assert scan(head.read_bytes()).header == newer
    one.write()
    one.sync(header=HEADER)
    assert scan(head.read_bytes()).header == newer
    one.sync()
    assert not list(head.parent.glob("head.*"))
