"""Devices with different versions of the program: who is behind, and what an older one does with newer tables."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from repcockpit.domain.versions import TeamVersions
from repcockpit.services.book import open_book
from repcockpit.services.doctor import doctor
from repcockpit.services.syncing import retire_replica, sync_status
from repcockpit.services.syncing.versions import team_versions
from repcockpit.store.schema import SYNCED
from repcockpit.sync import frames
from repcockpit.sync.merge import batch, fitting, rows
from tests.sync.members import Member, until_quiet

NEW_TABLES = frozenset({"target", "rate", "approval", "handover", "handover_item"})
OWN = frames.APP


@pytest.fixture
def team(tmp_path: Path) -> tuple[Member, Member]:
    (tmp_path / "share").mkdir()
    target = tmp_path / "share" / "team.rcsync"
    ana, bea = Member(tmp_path, "Ana", target), Member(tmp_path, "Bea", target)
    until_quiet(ana, bea)
    return ana, bea


@contextmanager
def version(number: int) -> Iterator[None]:
    """Frames are sealed as by another version of the program."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(frames, "APP", number)
        yield


def _versions(member: Member) -> TeamVersions:
    with open_book(member.path) as book:
        return team_versions(book.db)


def _said(member: Member) -> tuple[str, bool, str]:
    """What status advises, and how doctor's check of the team went."""
    with open_book(member.path) as book:
        advice = " ".join(sync_status(book).advice)
    check = {one.name: one for one in doctor(member.path).checks}["team"]
    return advice, check.ok, check.detail


def test_one_version_is_said_once(team: tuple[Member, Member]) -> None:
    advice, is_ok, detail = _said(team[0])
    assert (advice, is_ok) == ("", True)
    assert detail == f"every device has {OWN >> 8}.{OWN & 255}"


def test_a_newer_one_asks_for_an_update(team: tuple[Member, Member]) -> None:
    ana, bea = team
    bea.add("Kan-code")
    with version(0x0104):
        bea.sync()
    ana.sync()
    advice, is_ok, detail = _said(ana)
    own = f"{OWN >> 8}.{OWN & 255}"
    assert not is_ok
    assert detail == advice
    assert f"the team uses 1.4, you have {own}: update repcockpit" in advice
    assert "install --upgrade" in advice
    with open_book(ana.path) as book:
        assert {one.rep: one.app for one in sync_status(book).replicas} == {"Ana": own, "Bea": "1.4"}
    bea.add("Zenit")
    bea.sync()
    ana.sync()
    assert _said(ana)[0] == "", "the newest frame counts: she went back"


def test_an_older_one_is_told_and_nothing_is_asked(team: tuple[Member, Member]) -> None:
    ana, bea = team
    bea.add("Kan-code")
    with version(0):
        bea.sync()
    ana.sync()
    advice, is_ok, detail = _said(ana)
    assert (advice, is_ok) == ("", True)
    assert "1 with 0.0" in detail


def test_a_retired_device_says_nothing(team: tuple[Member, Member]) -> None:
    ana, bea = team
    bea.add("Kan-code")
    with version(0x0900):
        bea.sync()
    ana.sync()
    assert _versions(ana).is_behind
    with open_book(ana.path) as book:
        theirs = next(one.id for one in sync_status(book).replicas if not one.is_this)
        retire_replica(book, theirs)
    assert not _versions(ana).is_behind


def test_new_tables_are_kept_passed_on_and_shown_after_the_update(
    team: tuple[Member, Member], tmp_path: Path
) -> None:
    ana, bea = team
    ana.add("Northglass")
    with open_book(ana.path) as book, book.write("a manager's") as unit:
        handover = unit.insert("handover", {"started_on": "2026-11-02"})
        unit.insert("target", {"rep_id": book.author_id, "since": "2026-11-01", "planned": 40.0})
        unit.insert("rate", {"currency": "EUR", "per": 1.0, "on_date": "2026-11-01"})
        unit.insert("approval", {"kind": "qbr_skip", "state": "open", "reason": "closed"})
        unit.insert("handover_item", {"handover_id": handover, "item": "duals"})
    ana.sync()
    with pytest.MonkeyPatch.context() as patch:
        for module in (rows, batch, fitting):
            patch.setattr(module, "SYNCED", tuple(one for one in SYNCED if one not in NEW_TABLES))
        bea.sync()
        assert bea.accounts() == ["Northglass"], "what it knows is there"
        assert _versions(bea).waiting == 5
        bea.set("Northglass", "city=Lyon")
        bea.sync()
    assert bea.ask("select count(*) from target") == [0]
    ana.sync()
    carl = Member(tmp_path, "Carl", ana.target)
    carl.sync()
    assert carl.ask("select count(*) from target") == [1], "the older device's file still holds all of it"
    until_quiet(ana, bea, carl)
    assert _versions(bea).waiting == 0
    assert bea.ask("select planned from target") == [40.0]
