"""What a joining asks before it does anything, and how the devices of a team are listed."""

from pathlib import Path

import pytest

from repcockpit.cli.sync import _preview
from repcockpit.domain.views.syncing import JoinPreview, TeamFound
from repcockpit.sync import frames
from tests.cli.conftest import Result
from tests.cli.forks import Forks
from tests.sync.members import Member


def _asked(*, is_known: bool, devices: tuple[str, ...] = (), reps: tuple[str, ...] = ()) -> str:
    team = TeamFound("/share/team.rcsync", "Iberia", bytes.fromhex("5e98a5c5") + bytes(12), reps)
    return _preview(JoinPreview(team, "Ana Ruiz", is_known, 4, 1, devices))


def test_a_known_rep_is_told_of_the_other_laptops() -> None:
    assert "as Ana Ruiz, known there? 4 rows" in _asked(is_known=True)
    said = _asked(is_known=True, devices=("thinkpad", ""))
    assert "this is also Ana Ruiz, beside thinkpad, a device without a name" in said


def test_a_new_name_is_told_whom_the_team_has() -> None:
    assert "new there (it has Ana Ruis, Bea)?" in _asked(is_known=False, reps=("Ana Ruis", "Bea"))
    many = tuple(f"Rep {number}" for number in range(30))
    assert "Rep 7 and 22 more" in _asked(is_known=False, reps=many)
    assert "new there?" in _asked(is_known=False)


def test_the_status_lists_devices_by_rep_with_their_versions(forks: Forks, tmp_path: Path) -> None:
    (tmp_path / "share").mkdir()
    target = tmp_path / "share" / "team.rcsync"
    bea, ana, again = (Member(tmp_path, name, target) for name in ("Bea", "Ana", "again"))
    bea.sync()
    ana.sync()
    again.join("Ana")
    bea.add("Zenit")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(frames, "APP", 0x0104)
        bea.sync()
    for one in (ana, again, ana):
        one.sync()
    words = ["--db", str(ana.path), "sync", "status"]
    found = Result(*forks.run(words, "", tmp_path / "streams"))
    table = found.stdout.partition("\n\n")[2].splitlines()
    assert [line.split()[0] for line in table] == ["rep", "Ana", "Ana", "Bea"]
    assert "1.4" in table[3]
    assert "the team uses 1.4, you have " in found.stderr
    document = Result(*forks.run([*words, "--json"], "", tmp_path / "streams")).document
    assert {one["rep"]: one["app"] for one in document["replicas"]}["Bea"] == "1.4"
