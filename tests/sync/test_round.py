"""One sync after another, over real files, with everything that can happen to a share in between."""

import errno
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from repcockpit.domain.errors import (
    CockpitError,
    DiskFullError,
    ReadOnlyError,
    RefusedError,
    UnreachableError,
    UsageError,
)
from repcockpit.services.care import restore
from repcockpit.store.backup import write_backup
from repcockpit.sync.container import scan
from tests.sync.carriers.faults import FaultyFiles, Killed, posix_error
from tests.sync.members import TEAM, Member, until_quiet


@pytest.fixture(params=["team.rcsync", "team.rcsync.d"])
def target(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    (tmp_path / "share").mkdir()
    return tmp_path / "share" / str(request.param)


@pytest.fixture
def one_file(tmp_path: Path) -> Path:
    (tmp_path / "share").mkdir()
    return tmp_path / "share" / "team.rcsync"


def pair(tmp_path: Path, target: Path) -> tuple[Member, Member]:
    """Two members who have met."""
    ana, bea = Member(tmp_path, "Ana", target), Member(tmp_path, "Bea", target)
    ana.sync()
    bea.sync()
    ana.sync()
    return ana, bea


def files_of(target: Path) -> dict[str, bytes]:
    folder = target if target.is_dir() else target.parent
    return {one.name: one.read_bytes() for one in folder.iterdir() if one.is_file()}


def test_what_one_writes_the_other_has(tmp_path: Path, target: Path) -> None:
    ana, bea = pair(tmp_path, target)
    ana.add("Northglass")
    assert ana.sync()[1:4] == (1, 0, 0)
    assert bea.sync()[1:4] == (0, 1, 0)
    assert bea.accounts() == ["Northglass"]
    assert ana.rows() == bea.rows()


def test_a_sync_with_nothing_new_writes_nothing_on_the_share(tmp_path: Path, target: Path) -> None:
    ana, bea = pair(tmp_path, target)
    ana.add("Northglass")
    ana.sync()
    bea.sync()
    before = files_of(target)
    for one in (ana, bea, ana):
        assert one.sync()[1:7] == (0, 0, 0, 0, 0, ())
    assert files_of(target) == before


def test_two_values_of_one_field_are_a_conflict_on_both(tmp_path: Path, target: Path) -> None:
    ana, bea = pair(tmp_path, target)
    ana.add("Northglass")
    ana.sync()
    bea.sync()
    ana.set("Northglass", "city=Porto")
    bea.set("Northglass", "city=Lyon")
    ana.sync()
    assert bea.sync()[3:5] == (1, 1)
    assert ana.sync()[3:5] == (1, 1)
    assert ana.sync()[3:5] == (0, 1)


def test_the_team_is_carried_on_by_whoever_is_there(tmp_path: Path, target: Path) -> None:
    ana, bea = pair(tmp_path, target)
    cem = Member(tmp_path, "Cem", target)
    bea.add("Kan-code")
    bea.sync()
    ana.sync()
    shutil.rmtree(target) if target.is_dir() else target.unlink()
    ana.sync()
    cem.sync()
    assert cem.accounts() == ["Kan-code"], "put back by another than its writer"


def put_back(target: Path, held: dict[str, bytes]) -> None:
    folder = target if target.is_dir() else target.parent
    for one in folder.iterdir():
        if one.is_file():
            one.unlink()
    for name, raw in held.items():
        (folder / name).write_bytes(raw)


def test_a_target_set_back_to_yesterday_is_brought_up_to_date(tmp_path: Path, target: Path) -> None:
    ana, bea = pair(tmp_path, target)
    yesterday = files_of(target)
    ana.add("Northglass")
    ana.sync()
    put_back(target, yesterday)
    report = ana.sync()
    assert report.sent == 0, "seen before, so not counted again"
    assert "older than yours; put back 1 frame" in report.warnings[0]
    bea.sync()
    assert bea.accounts() == ["Northglass"]


def test_a_new_place_is_not_called_older(tmp_path: Path, target: Path) -> None:
    ana, _ = pair(tmp_path, target)
    (tmp_path / "stick").mkdir()
    stick = tmp_path / "stick" / "team.rcsync"
    assert ana.sync(stick).warnings == ()
    stick.unlink()
    assert "older than yours" in ana.sync(stick).warnings[0], "known, and emptied"


def test_an_emptied_share_deletes_nothing(tmp_path: Path, target: Path) -> None:
    ana, bea = pair(tmp_path, target)
    ana.add("Northglass")
    ana.sync()
    put_back(target, {})
    bea.add("Kan-code")
    bea.sync()
    ana.sync()
    assert ana.accounts() == ["Kan-code", "Northglass"]
    until_quiet(ana, bea)


@pytest.mark.parametrize("raw", [b"", bytes(5000)])
def test_a_blank_target_is_written_anew_by_a_member_and_left_by_a_newcomer(
    tmp_path: Path, one_file: Path, raw: bytes
) -> None:
    ana, _ = pair(tmp_path, one_file)
    one_file.write_bytes(raw)
    cem = Member(tmp_path, "Cem", one_file)
    with pytest.raises(UnreachableError):
        cem.sync()
    assert one_file.read_bytes() == raw
    assert cem.meta("team_id") is None
    ana.sync()
    assert scan(one_file.read_bytes()).is_complete
    cem.sync()


def test_what_is_not_ours_stays_untouched(tmp_path: Path, one_file: Path) -> None:
    one_file.write_bytes(b"name;city\nNorthglass;Lyon\n")
    ana = Member(tmp_path, "Ana", one_file)
    with pytest.raises(RefusedError):
        ana.sync()
    assert one_file.read_bytes() == b"name;city\nNorthglass;Lyon\n"
    assert (ana.meta("target"), ana.meta("team_id")) == (None, None)


def test_another_teams_target_is_refused_and_nothing_stored(tmp_path: Path, target: Path) -> None:
    ana, _ = pair(tmp_path, target)
    other = target.parent / "other" / target.name
    other.parent.mkdir()
    eva = Member(tmp_path, "Eva", other, team="Nordics")
    eva.add("Fjord")
    eva.sync()
    before = files_of(other)
    with pytest.raises(RefusedError, match="Nordics"):
        ana.sync(other)
    assert files_of(other) == before
    assert ana.meta("target") == str(target)
    assert ana.accounts() == []


def test_another_teams_file_beside_the_target_is_let_be(tmp_path: Path, one_file: Path) -> None:
    ana, bea = pair(tmp_path, one_file)
    eva = Member(tmp_path, "Eva", one_file.with_name("nordics.rcsync"), team="Nordics")
    eva.add("Fjord")
    eva.sync()
    ana.add("Northglass")
    assert ana.sync().warnings == ()
    bea.sync()
    assert bea.accounts() == ["Northglass"]


def test_conflicted_copies_are_read_and_moved_to_the_archive(tmp_path: Path, one_file: Path) -> None:
    ana, bea = pair(tmp_path, one_file)
    before = one_file.read_bytes()
    ana.add("Northglass")
    ana.sync()
    one_file.rename(one_file.with_name("team (Ana's conflicted copy).rcsync"))
    one_file.write_bytes(before)
    bea.sync()
    assert bea.accounts() == ["Northglass"]
    assert [one.name for one in one_file.parent.iterdir() if one.is_file()] == ["team.rcsync"]


def test_damage_is_read_around_counted_once_and_mended(tmp_path: Path, one_file: Path) -> None:
    ana, bea = pair(tmp_path, one_file)
    for name in ("Northglass", "Kan-code", "Zenit"):
        ana.add(name)
        ana.sync()
    raw = bytearray(one_file.read_bytes())
    newest = max(scan(bytes(raw)).frames, key=lambda one: one.header.seq)
    raw[raw.index(newest.raw) + 200] ^= 0xFF
    one_file.write_bytes(raw)
    report = bea.sync()
    assert (report.damaged_frames, len(bea.accounts())) == (1, 2)
    assert ana.sync().damaged_frames <= 1
    assert bea.sync().damaged_frames == 0
    assert len(bea.accounts()) == 3


def test_a_torn_end_is_a_warning(tmp_path: Path, one_file: Path) -> None:
    ana, _ = pair(tmp_path, one_file)
    one_file.write_bytes(one_file.read_bytes()[:-20])
    report = ana.sync()
    assert report.damaged_frames == 0
    assert len(report.warnings) == 1
    assert len(ana.sync().warnings) == 1, "of the aside, which is as torn"
    assert ana.sync().warnings == ()


@pytest.mark.parametrize(
    "step", [step if step % 3 == 1 else pytest.param(step, marks=pytest.mark.slow) for step in range(1, 31)]
)
def test_killed_at_any_operation_nothing_is_lost(tmp_path: Path, target: Path, step: int) -> None:
    ana, bea = pair(tmp_path, target)
    ana.add("Northglass")
    bea.add("Kan-code")
    bea.sync()
    files = FaultyFiles(step)
    files.kill_at = step
    try:
        ana.sync_over(files)
    except Killed:
        bea.sync()
    else:
        assert files.count < step
    until_quiet(ana, bea)
    assert ana.accounts() == ["Kan-code", "Northglass"]


FAILURES: list[tuple[str, int, type[CockpitError]]] = [
    ("create", errno.ENOSPC, DiskFullError),
    ("write", errno.ENOSPC, DiskFullError),
    ("create", errno.EROFS, ReadOnlyError),
    ("list_folder", errno.ESTALE, UnreachableError),
    ("stat", errno.EACCES, UnreachableError),
    ("read", errno.EIO, UnreachableError),
]


@pytest.mark.parametrize(("operation", "number", "expected"), FAILURES)
def test_a_failing_share_says_what_it_is_and_nothing_is_lost(
    tmp_path: Path, one_file: Path, operation: str, number: int, expected: type[CockpitError]
) -> None:
    ana, bea = pair(tmp_path, one_file)
    bea.add("Kan-code")
    bea.sync()
    ana.add("Northglass")
    files = FaultyFiles()
    files.fail(operation, posix_error(number), times=99)
    with pytest.raises(expected):
        ana.sync_over(files)
    if operation in ("create", "write"):
        assert ana.accounts() == ["Kan-code", "Northglass"], "received, though nothing could be sent"
    until_quiet(ana, bea)
    assert bea.accounts() == ["Kan-code", "Northglass"]


def test_a_missing_folder_is_never_made(tmp_path: Path, one_file: Path) -> None:
    ana = Member(tmp_path, "Ana", one_file)
    with pytest.raises(UnreachableError):
        ana.sync(tmp_path / "gone" / "team.rcsync")
    assert not (tmp_path / "gone").exists()
    with pytest.raises(UsageError):
        ana.sync(tmp_path / "share" / "plain")


def test_a_copied_book_and_its_original_both_go_on(tmp_path: Path, target: Path) -> None:
    ana, bea = pair(tmp_path, target)
    twin = ana.copied(tmp_path, "twin")
    ana.add("Northglass")
    twin.add("Zenit")
    twin.sync()
    ana.sync()
    assert twin.ask("select count(*) from replica where reason = 'copy'") == [1]
    until_quiet(ana, twin, bea)
    assert bea.accounts() == ["Northglass", "Zenit"]
    assert len(set(ana.ask("select replica from sync_frame"))) == 3


def without_notes(member: Member, home: Path) -> None:
    """As on a cloned machine: nothing outside the book tells that it is a copy."""
    shutil.rmtree(home / "state", ignore_errors=True)
    member.read(lambda db: db.execute("delete from meta where key = 'sync_self'").fetchall())


def test_clones_that_nothing_tells_apart_are_a_fork_and_none_is_hidden(
    tmp_path: Path, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ana, bea = pair(tmp_path, target)
    twin = ana.copied(tmp_path, "twin")
    monkeypatch.setattr("repcockpit.sync.replicas.doubt", lambda *_: None)
    ana.add("Northglass")
    twin.add("Zenit")
    ana.sync()
    warnings = [*twin.sync().warnings, *ana.sync().warnings]
    assert any("a copy of this book writes too" in one for one in warnings)
    until_quiet(ana, twin, bea)
    assert bea.accounts() == ["Northglass", "Zenit"]
    ana.add("Kan-code")
    twin.add("Orion")
    until_quiet(ana, twin, bea)
    assert len(set(bea.ask("select replica from sync_frame"))) >= 3


def test_a_restored_backup_gets_back_what_it_had_sent(tmp_path: Path, target: Path) -> None:
    ana, bea = pair(tmp_path, target)
    kept = tmp_path / "kept.db"
    ana.read(lambda db: write_backup(db, kept))
    ana.add("Northglass")
    ana.sync()
    restore(ana.path, kept)
    assert ana.accounts() == []
    ana.add("Zenit")
    ana.sync()
    assert ana.accounts() == ["Northglass", "Zenit"]
    until_quiet(ana, bea)


def test_the_second_of_two_at_once_reads_again(tmp_path: Path, one_file: Path) -> None:
    ana, bea = pair(tmp_path, one_file)
    ana.add("Northglass")
    bea.add("Kan-code")
    files = FaultyFiles()
    done: list[str] = []

    def gate(_number: int, operation: str, _path: Path) -> None:
        if operation == "rename" and not done:
            done.append(operation)
            bea.sync()

    files.gate = gate
    ana.sync_over(files)
    assert done
    until_quiet(ana, bea)
    assert bea.accounts() == ["Kan-code", "Northglass"]


def test_a_share_that_never_rests_is_left_after_five_rounds(tmp_path: Path, one_file: Path) -> None:
    ana, _ = pair(tmp_path, one_file)
    ana.add("Northglass")
    files = FaultyFiles()

    def gate(_number: int, operation: str, _path: Path) -> None:
        if operation == "write":
            os.utime(one_file, ns=(files.count, files.count))

    files.gate = gate
    with pytest.raises(UnreachableError):
        ana.sync_over(files)
    ana.sync()


def test_killed_in_the_database_a_round_begins_again(
    tmp_path: Path, one_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ana, bea = pair(tmp_path, one_file)
    bea.add("Kan-code")
    bea.sync()
    ana.add("Northglass")

    def killed(*_args: object, **_kind: object) -> int:
        raise Killed

    places: list[tuple[str, Callable[..., object]]] = [
        ("repcockpit.sync.round.teams.enter", killed),
        ("repcockpit.sync.round.ingest.ingest", killed),
        ("repcockpit.sync.round.seal.seal", killed),
        ("repcockpit.sync.round.note_self", killed),
        ("repcockpit.sync.round.held.mark_seen", killed),
        ("repcockpit.sync.round.quiet.keep", killed),
    ]
    for place, fault in places:
        with monkeypatch.context() as patch:
            patch.setattr(place, fault)
            with pytest.raises(Killed):
                ana.sync()
    until_quiet(ana, bea)
    assert ana.accounts() == bea.accounts() == ["Kan-code", "Northglass"]
    assert ana.meta("team_name") == TEAM
