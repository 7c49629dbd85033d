"""What a target as a person writes it means, and when the folder is advised."""

import errno
import os
from pathlib import Path

import pytest

from repcockpit.domain.errors import UnreachableError, UsageError
from repcockpit.sync.carriers.choose import carrier_for, folder_advice
from repcockpit.sync.carriers.contract import Item, Mark, Reading, Role
from repcockpit.sync.carriers.memory import Memory
from repcockpit.sync.frames import FrameKey
from tests.sync.carriers.faults import FaultyFiles, posix_error
from tests.sync.carriers.share import TEAM, Device, replica


def _chosen(text: str) -> tuple[str, Path]:
    carrier = carrier_for(text, replica(1), FaultyFiles())
    return carrier.form, carrier.target


def test_the_spelling_says_the_form(tmp_path: Path) -> None:
    (tmp_path / "plain").mkdir()
    (tmp_path / "team.dat").write_bytes(b"x")
    (tmp_path / "odd.rcsync.d").write_bytes(b"x")
    (tmp_path / "ours").mkdir()
    (tmp_path / "ours" / "head").write_bytes(b"x")
    here = str(tmp_path)
    assert _chosen(f"{here}/a.rcsync") == ("file", tmp_path / "a.rcsync")
    assert _chosen(f"{here}/team.dat") == ("file", tmp_path / "team.dat")
    assert _chosen(f"{here}/odd.rcsync.d") == ("file", tmp_path / "odd.rcsync.d")
    assert _chosen(f"{here}/a.rcsync.d") == ("folder", tmp_path / "a.rcsync.d")
    assert _chosen(f"{here}/new/") == ("folder", tmp_path / "new")
    assert _chosen(f"{here}/plain") == ("folder", tmp_path / "plain" / "team.rcsync.d")
    assert _chosen(f"{here}/plain/") == ("folder", tmp_path / "plain" / "team.rcsync.d")
    assert _chosen(f"{here}/ours") == ("folder", tmp_path / "ours")


@pytest.mark.parametrize("text", ["", " ", "a\0b", "nothing", "/nowhere/team", "team.txt"])
def test_anything_else_is_told_with_both_spellings(text: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError) as told:
        carrier_for(text and str(tmp_path / text) if text == "team.txt" else text, replica(1), FaultyFiles())
    assert ".rcsync" in told.value.hint
    assert ".rcsync.d" in told.value.hint


def test_the_target_is_absolute_and_a_link_leads_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert _chosen("team.rcsync") == ("file", tmp_path / "team.rcsync")
    one = Device(tmp_path, "file", 1)
    one.write()
    one.sync()
    (tmp_path / "link.rcsync").symlink_to(one.target)
    assert _chosen(str(tmp_path / "link.rcsync")) == ("file", one.target)


def test_a_part_of_a_team_is_no_target(tmp_path: Path) -> None:
    one = Device(tmp_path, "folder", 1)
    one.write()
    one.sync()
    aside = tmp_path / f"team.rcsync.aside-{'0' * 32}-{'1' * 16}"
    aside.write_bytes(b"x")
    for path in (*one.target.iterdir(), aside):
        with pytest.raises(UsageError, match="part"):
            carrier_for(str(path), replica(1), FaultyFiles())


@pytest.mark.parametrize("number", [errno.EACCES, errno.ESTALE, errno.EIO])
def test_a_place_that_does_not_answer_is_unreachable(tmp_path: Path, number: int) -> None:
    files = FaultyFiles()
    files.fail("stat", posix_error(number))
    with pytest.raises(UnreachableError):
        carrier_for(str(tmp_path / "team.rcsync"), replica(1), files)


def test_the_folder_is_advised_over_the_limits(tmp_path: Path) -> None:
    carrier = carrier_for(str(tmp_path / "team.rcsync"), replica(1), FaultyFiles())
    carrier.team = TEAM

    def reading(size: int, replicas: int) -> Reading:
        keys = frozenset(FrameKey(bytes(16), replica(number), 1, bytes(32)) for number in range(replicas))
        item = Item("team.rcsync", Mark(size, 0, 0, 0), Role.TARGET)
        return Reading(item, keys, TEAM, is_ours=True, is_blank=False, is_whole=True)

    assert folder_advice(carrier, [reading(32 << 20, 9)]) is None
    for size, replicas in ((1 + (32 << 20), 1), (1, 10)):
        advice = folder_advice(carrier, [reading(size, replicas)])
        assert advice is not None
        assert f"{carrier.target}.d" in advice.said
    carrier.memory.meet({"a copy"}, carrier.files.now_ms())
    assert folder_advice(carrier, [reading(1, 1)]) is None
    carrier.memory.meet({"another"}, carrier.files.now_ms())
    advice = folder_advice(carrier, [])
    assert advice is not None
    assert advice.copies_of_week == 2
    folder = carrier_for(f"{tmp_path}/", replica(1), FaultyFiles(), Memory())
    assert folder_advice(folder, [reading(1 << 30, 99)]) is None
    assert os.listdir(tmp_path) == []  # noqa: PTH208 -- nothing was made
