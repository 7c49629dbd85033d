"""The commands of a team: `sync`, `sync status`, `sync doctor`, `join`."""

from pathlib import Path

import pytest

from repcockpit import paths
from tests.cli.conftest import Result
from tests.cli.forks import Forks

REPORT = {
    "schema_version",
    "target",
    "sent",
    "received",
    "conflicts_new",
    "conflicts_open",
    "damaged_frames",
    "warnings",
}


class Desk:
    """A command line with a book of its own."""

    def __init__(self, forks: Forks, folder: Path) -> None:
        self.forks, self.folder = forks, folder

    def __call__(self, *words: str) -> Result:
        book = str(self.folder / "book.db")
        return Result(*self.forks.run(["--db", book, *words], "", self.folder.with_name("streams")))


@pytest.fixture
def ana(forks: Forks, tmp_path: Path) -> Desk:
    desk = Desk(forks, tmp_path / "ana")
    assert desk("init", "--rep", "Ana Ruiz", "--team", "Iberia").code == 0
    return desk


@pytest.fixture
def bea(forks: Forks, tmp_path: Path) -> Desk:
    desk = Desk(forks, tmp_path / "bea")
    assert desk("init", "--rep", "Bea", "--team", "Iberia").code == 0
    return desk


@pytest.fixture
def target(tmp_path: Path) -> str:
    (tmp_path / "share").mkdir()
    return str(tmp_path / "share" / "team.rcsync")


def test_two_books_meet_in_one_file(ana: Desk, bea: Desk, target: str) -> None:
    ana("add", "account", "name=Northglass")
    first = ana("sync", target, "--json")
    assert (first.code, set(first.document)) == (0, REPORT)
    assert first.document["target"] == target
    assert first.document["sent"] >= 2
    assert bea("sync", target, "--json").document["received"] == first.document["sent"]
    assert [one["name"] for one in bea("accounts", "--json").document["accounts"]] == ["Northglass"]
    bea("set", "account", "Northglass", "city=Lyon")
    assert bea("today", "--json").document["counts"]["unsynced"] == 1
    assert bea("sync", "--json").document["sent"] == 1, "the target is remembered"
    ana("set", "account", "Northglass", "city=Porto")
    last = ana("sync", "--json").document
    assert (last["conflicts_new"], last["conflicts_open"]) == (1, 1)
    counts = ana("today", "--json").document["counts"]
    assert (counts["unsynced"], counts["conflicts"]) == (0, 1)
    told = ana("sync")
    assert "to settle" in told.stdout
    assert "`repcockpit conflicts`" in told.stderr


def test_the_first_sync_needs_a_target_and_a_team(
    ana: Desk, forks: Forks, tmp_path: Path, target: str
) -> None:
    assert (ana("sync", "--json").code, ana("sync", "--json").document["error"]["code"]) == (2, "usage")
    assert ana("sync", "plain").code == 2
    assert ana("sync", target, target).code == 2
    solo = Desk(forks, tmp_path / "solo")
    assert solo("sync", target, "--json").document["error"]["code"] == "usage"
    assert not Path(target).exists()


def test_what_cannot_be_reached_or_is_not_ours_says_so(ana: Desk, target: str) -> None:
    gone = ana("sync", str(Path(target).parent / "gone" / "team.rcsync"), "--json")
    assert (gone.code, gone.document["error"]["code"]) == (3, "unreachable")
    Path(target).write_text("a letter")
    other = ana("sync", target, "--json")
    assert (other.code, other.document["error"]["code"]) == (2, "refused")
    assert Path(target).read_text() == "a letter"


def test_status_and_doctor(ana: Desk, target: str) -> None:
    before = ana("sync", "status", "--json").document
    assert (before["target"], before["team"]) == (None, {"id": None, "name": "Iberia"})
    assert [one["rep"] for one in before["replicas"]] == ["Ana Ruiz"], "also before the first sync"
    ana("sync", target)
    after = ana("sync", "status", "--json").document
    assert (after["target"], after["unsynced"], after["form"]) == (target, 0, "file")
    assert [(one["rep"], one["is_this"]) for one in after["replicas"]] == [("Ana Ruiz", True)]
    shown = ana("sync", "status").stdout
    assert after["team"]["id"][:8] in shown
    doctor = ana("sync", "doctor", target)
    assert doctor.code == 0
    assert "read-back" in doctor.stdout
    assert ana("sync", "doctor", target, "--json").document["ok"] is True
    assert ana("sync", "doctor").code == 2


def test_a_device_that_has_a_rep_only_needs_the_name_of_the_team(forks: Forks, tmp_path: Path) -> None:
    solo = Desk(forks, tmp_path / "solo")
    assert solo("init", "--team", "Iberia").code == 2
    solo("init", "--rep", "Ana Ruiz")
    named = solo("init", "--team", "Iberia", "--json").document
    assert (named["rep"]["name"], named["team"]) == ("Ana Ruiz", "Iberia")


def test_join_names_the_team_and_the_rep(ana: Desk, forks: Forks, tmp_path: Path, target: str) -> None:
    ana("add", "account", "name=Northglass")
    ana("sync", target)
    cem = Desk(forks, tmp_path / "cem")
    assert cem("join", target).code == 2
    done = cem("join", target, "--rep", "Cem Aydin", "--json").document
    assert set(done) >= REPORT
    assert done["team"]["name"] == "Iberia"
    assert done["digits"] == done["team"]["id"][:8]
    assert (done["rep"]["name"], done["rep"]["is_known"]) == ("Cem Aydin", False)
    again = cem("join", target, "--rep", "Cem Aydin")
    assert again.stdout.startswith(f"In team Iberia ({done['digits']}) as Cem Aydin")
    assert [one["name"] for one in cem("reps", "--json").document["reps"]] == ["Ana Ruiz", "Cem Aydin"]


def test_the_rep_may_stand_before_the_command(ana: Desk, forks: Forks, tmp_path: Path, target: str) -> None:
    ana("sync", target)
    cem = Desk(forks, tmp_path / "cem")
    assert cem("--rep", "Cem Aydin", "join", target, "--json").document["rep"]["name"] == "Cem Aydin"
    dea = Desk(forks, tmp_path / "dea")
    assert dea("--rep", "Dea", "init", "--json").document["rep"]["name"] == "Dea"


def test_history_tells_of_devices_in_words_alone(ana: Desk, target: str) -> None:
    ana("sync", target)
    found = ana("history", "--json").document["txns"]
    assert all(change["kind"] != "replica" for one in found for change in one["changes"])


def test_a_passphrase_comes_from_a_file_and_the_recovery_key_is_shown(
    ana: Desk, bea: Desk, tmp_path: Path, target: str
) -> None:
    words = tmp_path / "words"
    words.write_text("correct horse\n")
    ana("add", "account", "name=Northglass")
    done = ana("sync", target, "--passphrase-file", str(words), "--json").document
    assert set(done) == REPORT | {"recovery_key"}
    assert len(done["recovery_key"]) == 69
    assert b"Northglass" not in Path(target).read_bytes()
    assert ana("sync", "status", "--json").document["is_encrypted"] is True
    words.write_text("wrong\n")
    refused = bea("sync", target, "--passphrase-file", str(words), "--json")
    assert (refused.code, refused.document["error"]["code"]) == (2, "refused")


def test_an_encrypted_target_needs_the_passphrase_once_and_takes_the_recovery_key(
    ana: Desk, bea: Desk, tmp_path: Path, target: str
) -> None:
    words = tmp_path / "words"
    words.write_text("correct horse\n")
    ana("add", "account", "name=Northglass")
    recovery = ana("sync", target, "--passphrase-file", str(words), "--json").document["recovery_key"]
    assert "recovery_key" not in ana("sync", "--json").document
    for place in (paths.state_folder() / "secrets").glob("team-*"):
        place.unlink()  # another machine
    refused = bea("sync", target, "--json")
    assert refused.code == 2
    assert "--passphrase-file" in refused.document["error"]["hint"]
    words.write_text(f"{recovery}\n")
    assert bea("sync", target, "--passphrase-file", str(words), "--json").code == 0
    assert bea("sync", "--json").code == 0
    assert "encrypted and signed" in bea("sync", "status").stdout
    assert "rebuilds every row" in bea("doctor").stdout
