"""Random histories by seed: whatever fails is run again by `python -m tests.sync.histories SEED`."""

from collections.abc import Iterator

import pytest

from tests.sync.histories.defences import OFF, switched_off
from tests.sync.histories.nature import installed
from tests.sync.histories.world import run_seed

QUICK, ALL = 20, 500
NOTICED = {
    "row stamps": 3, "own clock dragged": 2, "delete by map": 3, "no _alive": 5, "no random bits": 47,
    "keys without identity": 2, "unchecked tidy": 2, "published note": 1, "no after": 76, "erase not on ingest": 13,
}  # fmt: skip
"""Seeds whose histories notice that a defence is missing; `--off` finds those of all twenty."""


@pytest.fixture(autouse=True)
def nature() -> Iterator[None]:
    with installed():
        yield


@pytest.mark.parametrize("start", range(0, QUICK, 5))
def test_nothing_is_lost_and_all_devices_agree(start: int) -> None:
    failed = {seed: bad for seed in range(start, start + 5) if (bad := run_seed(seed))}
    assert not failed, "python -m tests.sync.histories SEED tells the story"


@pytest.mark.slow
@pytest.mark.parametrize("start", range(QUICK, ALL, 20))
def test_nothing_is_lost_in_hundreds_of_histories(start: int) -> None:
    failed = {seed: bad for seed in range(start, start + 20) if (bad := run_seed(seed))}
    assert not failed, "python -m tests.sync.histories SEED tells the story"


@pytest.mark.slow
@pytest.mark.parametrize("name", NOTICED)
def test_a_missing_defence_is_noticed(name: str) -> None:
    first, how = NOTICED[name], OFF[name]
    with switched_off(name):
        seeds = [first, *range(60)]  # a new action moves the seeds
        noticed = (
            seed for seed in seeds if run_seed(seed, has_clones=how.has_clones, has_replicas=how.has_replicas)
        )
        assert next(noticed, None) is not None


def test_every_defence_can_be_switched_off() -> None:
    assert len(OFF) == 20
    assert NOTICED.keys() <= OFF.keys()
