"""What screens and commands are told of a sync."""

import errno
import shutil
from pathlib import Path

import pytest

from repcockpit.clock import wall_ms
from repcockpit.domain.errors import (
    InvalidValueError,
    NotFoundError,
    RefusedError,
    UnreachableError,
    UsageError,
)
from repcockpit.domain.views.syncing import SyncStatus
from repcockpit.services.book import open_book
from repcockpit.services.sync_counts import sync_counts, sync_target
from repcockpit.services.syncing import (
    join_preview,
    measuring,
    retire_replica,
    sync_doctor,
    sync_now,
    sync_status,
)
from repcockpit.services.today.day import today_view
from repcockpit.store.database import immediate
from repcockpit.sync.carriers.files import Files
from tests.sync.members import Member, until_quiet


@pytest.fixture
def target(tmp_path: Path) -> Path:
    (tmp_path / "share").mkdir()
    return tmp_path / "share" / "team.rcsync"


@pytest.fixture
def team(tmp_path: Path, target: Path) -> tuple[Member, Member]:
    ana, bea = Member(tmp_path, "Ana", target), Member(tmp_path, "Bea", target)
    until_quiet(ana, bea)
    return ana, bea


def status(member: Member) -> SyncStatus:
    with open_book(member.path) as book:
        return sync_status(book)


def test_before_the_first_sync_there_is_nothing_to_tell(tmp_path: Path, target: Path) -> None:
    ana = Member(tmp_path, "Ana", target)
    ana.add("Northglass")
    with open_book(ana.path) as book:
        assert sync_target(book) is None
        assert sync_counts(book) == (0, 0)
        view = sync_status(book)
        assert (view.target, view.form, view.team_name, view.team_id) == (None, None, "Iberia", None)
        assert (view.synced_at, view.seen_at, view.unsynced) == (None, None, 0)
        assert [one.is_this for one in view.replicas] == [True]
        with pytest.raises(UsageError):
            sync_now(book)


def test_the_status_tells_the_team_and_its_devices(team: tuple[Member, Member], target: Path) -> None:
    ana, _ = team
    view = status(ana)
    assert (view.target, view.form, view.is_provisional) == (str(target), "file", False)
    assert view.team_digits == view.team_id.hex()[:8] if view.team_id else False
    assert {one.rep for one in view.replicas} == {"Ana", "Bea"}
    assert all(one.frames and one.transactions and one.device for one in view.replicas)
    assert view.synced_at is not None
    assert view.seen_at is not None


def test_what_waits_is_counted_here_and_on_today(team: tuple[Member, Member]) -> None:
    ana, bea = team
    ana.add("Northglass")
    ana.sync()
    bea.sync()
    ana.set("Northglass", "city=Porto")
    ana.set("Northglass", "phone=1")
    bea.set("Northglass", "city=Lyon")
    assert status(ana).unsynced == 2
    bea.sync()
    ana.sync()
    with open_book(ana.path) as book:
        counts = today_view(book).counts
    assert (counts["unsynced"], counts["conflicts"], status(ana).conflicts) == (0, 1, 1)


def test_sealed_and_not_seen_is_unsynced(team: tuple[Member, Member]) -> None:
    ana, _ = team
    ana.read(lambda db: db.execute("update sync_frame set seen_at = null").fetchall())
    assert status(ana).unsynced == 2, "its own; what others wrote is theirs to send"


def test_gaps_and_clocks_are_told_in_words(team: tuple[Member, Member]) -> None:
    ana, bea = team
    bea.add("Kan-code")
    bea.sync()
    ana.sync()

    with open_book(ana.path) as book, immediate(book.db):
        others = "replica <> (select id from replica where no = 1)"
        book.db.execute(f"update sync_frame set seq = seq + 3 where {others} and seq = 2")
        later = wall_ms() + 3 * 86_400_000
        book.db.execute("update txn set at = ? where replica_no = 2", (later,))
    view = status(ana)
    assert any(one.startswith("frames 2 to 4 of Bea") for one in view.gaps)
    assert [one.clock for one in view.replicas if not one.is_this] == ["clock 3 days ahead"]


def test_a_retired_device_is_told_and_can_come_back(team: tuple[Member, Member]) -> None:
    ana, bea = team
    theirs = next(one.id for one in status(ana).replicas if not one.is_this)
    with open_book(ana.path) as book:
        said, txn = retire_replica(book, theirs)
        assert said.startswith("Bea on ")
        assert txn is not None
        with pytest.raises(RefusedError):
            retire_replica(book, next(one.id for one in sync_status(book).replicas if one.is_this))
        with pytest.raises(NotFoundError):
            retire_replica(book, b"?" * 16)
    assert [one.is_retired for one in status(ana).replicas if one.id == theirs] == [True]
    bea.add("Kan-code")
    bea.sync()
    ana.sync()
    assert ana.accounts() == []
    assert status(ana).held_back == 1
    with open_book(ana.path) as book:
        retire_replica(book, theirs, is_back=True)
    ana.sync()
    assert ana.accounts() == ["Kan-code"]
    assert status(ana).held_back == 0


def test_a_preview_of_joining_changes_nothing(tmp_path: Path, target: Path) -> None:
    ana = Member(tmp_path, "Ana", target)
    ana.sync()
    before = target.read_bytes()
    cem = Member(tmp_path, "Cem", target, team=None)
    cem.add("Zenit")
    with open_book(cem.path) as book:
        seen = join_preview(book, str(target), "ana")
        assert (seen.team.team_name, seen.team.reps, seen.is_rep_known) == ("Iberia", ("Ana",), True)
        assert seen.team.team_digits == ana.meta("team_id").hex()[:8]
        assert seen.published >= 2
        with pytest.raises(InvalidValueError):
            join_preview(book, str(target), "  ")
    assert target.read_bytes() == before
    assert (cem.meta("team_id"), cem.accounts()) == (None, ["Zenit"])


def test_a_rep_who_joins_under_the_own_name_is_of_the_team(tmp_path: Path, target: Path) -> None:
    Member(tmp_path, "Ana", target).sync()
    cem = Member(tmp_path, "Cem", target, team=None)
    cem.join("Cem")
    rows = "select r.name, t.name from rep r join team t on t.id = r.team_id where r._hidden = 0 order by 1"
    assert cem.read(lambda db: db.execute(rows).fetchall()) == [("Ana", "Iberia"), ("Cem", "Iberia")]


def test_a_place_is_measured_before_it_is_relied_on(team: tuple[Member, Member], target: Path) -> None:
    view = sync_doctor(str(target))
    assert view.ok
    assert (view.form, view.target) == ("file", str(target))
    assert "Iberia" in next(one.detail for one in view.checks if one.name == "team")
    assert [one.name for one in target.parent.iterdir()] == [target.name], "what was tried is gone"
    with pytest.raises(UnreachableError):
        sync_doctor(str(target.parent / "gone" / "team.rcsync"))
    target.write_text("a letter")
    assert not sync_doctor(str(target)).ok


def test_a_folder_is_a_target_by_its_form(tmp_path: Path) -> None:
    share = tmp_path / "share"
    share.mkdir()
    ana = Member(tmp_path, "Ana", share)
    assert ana.sync().target == str(share / "team.rcsync.d")
    assert status(ana).form == "folder"
    assert sync_doctor(str(share / "team.rcsync.d")).ok


@pytest.mark.parametrize("errno_name", ["EROFS", "ENOSPC"])
def test_a_place_where_nothing_can_be_tried_is_not_relied_on(
    team: tuple[Member, Member], target: Path, monkeypatch: pytest.MonkeyPatch, errno_name: str
) -> None:
    class Closed(Files):
        def create(self, path: Path) -> int:
            raise OSError(getattr(errno, errno_name), "as the place says", str(path))

    monkeypatch.setattr(measuring, "Files", Closed)
    view = sync_doctor(str(target))
    assert not view.ok
    assert {"rename", "read-back"} <= {one.name for one in view.checks if not one.ok}


def test_the_archive_and_a_failed_attempt_are_told(team: tuple[Member, Member], target: Path) -> None:
    ana, _ = team
    assert status(ana).archive is None
    shutil.copy(target, target.with_name("team (1).rcsync"))
    with open_book(ana.path) as book:
        sync_now(book)
        archive = sync_status(book).archive
        assert archive is not None
        assert (archive.path, archive.files, archive.bytes > 0) == (f"{target}.archive", 1, True)
        target.parent.rename(target.parent.with_name("gone"))
        with pytest.raises(UnreachableError):
            sync_now(book)
        told = sync_status(book)
        assert str(target) in str(told.failed)
        assert told.failed_at is not None
        assert told.archive == archive
        target.parent.with_name("gone").rename(target.parent)
        sync_now(book)
        assert sync_status(book).failed is None
