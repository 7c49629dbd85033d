"""Two publishers and a tidy, operation by operation, in all orders; and a kill before every operation."""

import random
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

import pytest

from repcockpit.domain.errors import CockpitError, UnreachableError
from repcockpit.sync.carriers.memory import loaded
from tests.sync.carriers.faults import FaultyFiles, Killed
from tests.sync.carriers.share import Device, at_rest, everything
from tests.sync.carriers.stage import Choice, Stage, every_order

FORMS = ("file", "folder")
DAY_MS = 86_400_000
ENDS = random.Random(0)
DISKS: dict[str, Callable[[], FaultyFiles]] = {
    "links": FaultyFiles,
    "no links": lambda: FaultyFiles(links=False),
    "windows": lambda: FaultyFiles(is_windows=True),
}


@pytest.fixture(autouse=True)
def _same_names_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """An order can only be played again if the names of temps sort as they did."""
    for module in ("names", "publishing"):
        monkeypatch.setattr(f"repcockpit.sync.carriers.{module}.random_bytes", ENDS.randbytes)


def _played(place: Path, form: str, disk: str, play: Callable[[Stage], list[Choice]]) -> list[Choice]:
    """Two devices with own frames and one that only tidies, over a share that had something."""
    place.mkdir()
    ENDS.seed(0)
    one, two, three = (Device(place, form, number, DISKS[disk]()) for number in (1, 2, 3))
    one.write()
    one.sync()
    two.sync()
    three.sync()
    one.write()
    two.write()
    three.files.later(8 * DAY_MS)
    stage = Stage()
    for device in (one, two, three):

        def work(device: Device = device) -> None:
            with suppress(UnreachableError):  # too busy: the next sync
                device.sync()

        device.files.gate = stage.add(work).gate
    trace = play(stage)
    for device in (one, two, three):
        device.files.gate = None
        assert device.seen & set(device.held) <= everything(place), "seen, and gone"
    for device in (one, two, three, one):
        device.sync()
    assert set(one.held) == set(two.held) == set(three.held) == at_rest(place, form)
    assert len(one.held) == 3
    return trace


def _orders(tmp_path: Path, form: str, disk: str, bound: int) -> int:
    count = 0

    def play(first: Sequence[int]) -> list[Choice]:
        nonlocal count
        count += 1
        return _played(tmp_path / str(count), form, disk, lambda stage: stage.play(first))

    for trace in every_order(play, bound):
        assert len(trace) > 10
    return count


@pytest.mark.slow
@pytest.mark.parametrize("form", FORMS)
def test_every_order_with_one_preemption(tmp_path: Path, form: str) -> None:
    assert _orders(tmp_path, form, "links", 1) > 100


@pytest.mark.slow
@pytest.mark.parametrize("disk", DISKS)
@pytest.mark.parametrize("form", FORMS)
def test_every_order_with_two_preemptions(tmp_path: Path, form: str, disk: str) -> None:
    assert _orders(tmp_path, form, disk, 2) > 1000


@pytest.mark.parametrize("seeds", [range(12), pytest.param(range(12, 200), marks=pytest.mark.slow)])
@pytest.mark.parametrize("disk", DISKS)
@pytest.mark.parametrize("form", FORMS)
def test_random_orders(tmp_path: Path, form: str, disk: str, seeds: range) -> None:
    for seed in seeds:
        chance = random.Random(seed)
        _played(tmp_path / str(seed), form, disk, lambda stage, chance=chance: stage.play(pick=chance.choice))  # type: ignore[misc]


@pytest.mark.parametrize("disk", DISKS)
@pytest.mark.parametrize("form", FORMS)
def test_a_kill_before_any_operation_loses_nothing(tmp_path: Path, form: str, disk: str) -> None:
    for at in range(1, 60):
        place = tmp_path / str(at)
        place.mkdir()
        one, two, three = (Device(place, form, number, DISKS[disk]()) for number in (1, 2, 3))
        one.write(2)
        one.sync()
        two.write(2)
        before = two.memory.dumped()
        two.files.kill_at = at
        with suppress(Killed):
            two.sync()
        assert set(one.held) <= everything(place), two.files.log
        killed, two.files, two.memory = two.files, DISKS[disk](), loaded(before)
        if at % 2:  # somebody else comes first
            three.sync()
            assert set(one.held) <= set(three.held), killed.log
        two.sync()
        assert at_rest(place, form) == set(two.held), killed.log
        three.sync()
        assert set(three.held) == set(two.held)
        assert len(two.held) == 4
        if not killed.is_dead:
            return
    raise AssertionError("never came to its end")


@pytest.mark.parametrize("seeds", [range(20), pytest.param(range(20, 200), marks=pytest.mark.slow)])
@pytest.mark.parametrize("form", FORMS)
def test_kills_of_both_in_random_orders(tmp_path: Path, form: str, seeds: range) -> None:
    for seed in seeds:
        chance = random.Random(seed)
        place = tmp_path / str(seed)
        place.mkdir()
        devices = [Device(place, form, number, FaultyFiles(seed)) for number in (1, 2, 3)]
        for _ in range(6):
            device = chance.choice(devices)
            device.write()
            before = device.memory.dumped()
            device.files.kill_at = chance.randrange(1, 40)
            with suppress(Killed, CockpitError):
                device.sync()
            if device.files.is_dead:
                device.memory = loaded(before)
            device.files = FaultyFiles(seed)
        for device in (*devices, *devices):
            device.sync()
        union = set().union(*(device.held for device in devices))
        assert at_rest(place, form) == union == set(devices[0].held)
