"""Each defence of the one file switched off: some order of publishers, tidies and bad writes then loses frames."""

import random
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from repcockpit.domain.errors import CockpitError
from repcockpit.sync.carriers import names
from repcockpit.sync.carriers.contract import Added
from repcockpit.sync.carriers.files import Files
from tests.sync.carriers.faults import FaultyFiles
from tests.sync.carriers.share import Device, everything
from tests.sync.carriers.stage import Stage

FORM = "file"
DAY_MS = 86_400_000
HISTORIES = 60
ENDS = random.Random(0)
Off = Callable[[pytest.MonkeyPatch], None]


def _overwrite(patch: pytest.MonkeyPatch) -> None:
    """Compare, then put the new file over whatever is there."""

    def replaced(files: Files, temp: Path, goal: Path, _: Callable[[], Iterable[bytes]]) -> bool:
        files.rename(temp, goal)
        return True

    patch.setattr("repcockpit.sync.carriers.one_file.OneFile._set_aside", lambda *_: None)
    patch.setattr("repcockpit.sync.carriers.one_file.create_if_absent", replaced)


def _unchecked_tidy(patch: pytest.MonkeyPatch) -> None:
    patch.setattr("repcockpit.sync.carriers.tidying._is_covered", lambda *_: True)


def _no_read_back(patch: pytest.MonkeyPatch) -> None:
    from repcockpit.sync.carriers.one_file import OneFile  # noqa: PLC0415 -- its own add is wrapped

    add = OneFile.add

    def believing(self: OneFile, missing: Any, frames_of: Any, header: Any) -> Added:
        add(self, missing, frames_of, header)
        return Added(frozenset(frame.key for frame in frames_of(None)))

    patch.setattr(OneFile, "add", believing)


def _history(place: Path, seed: int) -> bool:
    """Whether something that was reported as seen is nowhere on the share."""
    place.mkdir()
    ENDS.seed(seed)
    chance = random.Random(seed)
    devices = [Device(place, FORM, number, FaultyFiles(seed)) for number in (1, 2, 3)]
    lost: list[Device] = []
    for _ in range(3):
        stage = Stage()
        for device in devices:
            device.files = FaultyFiles(seed)
            device.files.skew = chance.choice([0, 8 * DAY_MS])
            device.write(chance.randrange(2))
            if chance.random() < 0.2:
                device.files.spoil_write(1, chance.choice(["zeroed", "holed"]))

            def work(device: Device = device) -> None:
                with suppress(CockpitError):
                    device.sync()
                there = everything(place)  # nobody else moves meanwhile
                lost.extend(one for one in devices if not one.seen & set(one.held) <= there)

            device.files.gate = stage.add(work).gate
        stage.play(pick=chance.choice)
    return bool(lost)


def _first_loss(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> int | None:
    monkeypatch.setattr(names, "random_bytes", ENDS.randbytes)
    return next((seed for seed in range(HISTORIES) if _history(tmp_path / str(seed), seed)), None)


@pytest.mark.slow
def test_all_defences_on_lose_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert _first_loss(tmp_path, monkeypatch) is None


@pytest.mark.parametrize("off", [_overwrite, _unchecked_tidy, _no_read_back])
def test_a_defence_off_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, off: Off) -> None:
    off(monkeypatch)
    assert _first_loss(tmp_path, monkeypatch) is not None
