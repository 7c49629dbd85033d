"""What a handover says of an account: items from the record, whom one rep alone knows, what is open."""

import pytest

from repcockpit.services.handover.naming import giving, rep_of
from repcockpit.services.handover.reading import (
    at_accounts,
    page_of_account,
    page_of_rep,
    rehearsal,
    underway,
)
from repcockpit.services.handover.steps import begin
from repcockpit.store.reads.handover import accounts_named
from tests.services.handover.staged import Team, reopened


def started(team: Team) -> None:
    begin(team.book, accounts_named(team.book.db, [team.account]), team.jon)


def item(team: Team, name: str) -> tuple[bool, str]:
    (one,) = at_accounts(team.book, [team.account]).accounts
    return next((each.met, each.fact) for each in one.items if each.item == name)


def test_begun_it_says_what_is_missing(team: Team) -> None:
    started(team)
    (one,) = underway(team.book).accounts
    assert (one.name, one.readiness, one.ready) == ("Northglass", 30, False)
    assert one.giver is not None
    assert one.taker is not None
    assert (one.giver.name, one.taker.name) == ("Ana Ruiz", "Jon Etxea")
    assert [each.item for each in one.items if each.met] == ["plan_current", "org_chart"]


def test_only_ana_knows_whom_nobody_else_met(team: Team) -> None:
    (one,) = rehearsal(team.book, team.ana).accounts
    assert [person.name for person in one.only_you] == ["María López"]
    assert one.one_of_us
    for on in ("2026-11-19", "2026-11-11", "2026-10-29", "2026-10-09"):
        team.seed.met(on, team.account, team.maria, type="visit", rep_id=team.jon)
    (one,) = rehearsal(team.book, team.ana).accounts
    assert (one.only_you, one.one_of_us) == ((), False)


def test_accounts_that_hang_on_one_rep_come_first(team: Team) -> None:
    team.seed.account("Aaa quiet", "B")
    names = [one.name for one in rehearsal(team.book, team.ana).accounts]
    assert names == ["Northglass", "Aaa quiet"]


def test_a_rehearsal_writes_nothing(team: Team) -> None:
    before = team.book.db.execute("select count(*) from txn").fetchone()
    page_of_rep(team.book, team.ana)
    page_of_account(team.book, team.account)
    assert team.book.db.execute("select count(*) from txn").fetchone() == before


def test_what_is_open_is_named_with_whose_it_is(team: Team) -> None:
    team.seed.row(
        "task", {"kind": "task", "title": "Jon's own", "owner_id": team.jon, "account_id": team.account}
    )
    started(team)
    (one,) = underway(team.book).accounts
    assert {(thing.kind, thing.moves) for thing in one.open} == {
        ("request", True), ("promise", True), ("meeting", True), ("task", False)
    }  # fmt: skip


@pytest.mark.parametrize("is_logged_by_taker", [True, False])
def test_an_introduction_is_a_meeting_of_both_with_the_person(
    team: Team, *, is_logged_by_taker: bool
) -> None:
    started(team)
    assert item(team, "introductions") == (False, "0 of 2")
    logged, joined = (team.jon, team.ana) if is_logged_by_taker else (team.ana, team.jon)
    visit = team.seed.met("2026-11-23", team.account, team.maria, type="visit", rep_id=logged)
    assert item(team, "introductions") == (False, "0 of 2")
    team.seed.row("also_rep", {"interaction_id": visit, "rep_id": joined})
    assert item(team, "introductions") == (False, "1 of 2")
    second = team.seed.met("2026-11-23", team.account, team.nuria, type="call", rep_id=logged)
    team.seed.row("also_rep", {"interaction_id": second, "rep_id": joined})
    assert item(team, "introductions") == (True, "2 of 2")


def test_an_attempt_of_both_introduces_nobody(team: Team) -> None:
    started(team)
    call = team.seed.met("2026-11-23", team.account, team.maria, outcome="no_answer", rep_id=team.ana)
    team.seed.row("also_rep", {"interaction_id": call, "rep_id": team.jon})
    assert item(team, "introductions") == (False, "0 of 2")


def test_notes_of_the_kind_only_you_meet_their_item(team: Team) -> None:
    started(team)
    assert item(team, "only_you") == (False, "")
    team.seed.row(
        "interaction",
        {
            "type": "note",
            "status": "completed",
            "occurred_on": "2026-11-23",
            "account_id": team.account,
            "rep_id": team.ana,
            "note": "call before ten",
            "note_kind": "only_you",
        },
    )
    assert item(team, "only_you") == (True, "1 note")
    (one,) = at_accounts(team.book, [team.account]).accounts
    assert one.notes[0].text == "call before ten"


def test_merged_accounts_count_as_one(team: Team) -> None:
    old = team.seed.account("North Glass", None)
    team.seed.row(
        "task", {"kind": "promise", "title": "old promise", "owner_id": team.ana, "account_id": old}
    )
    started(team)
    with team.book.write("merge", kind="merge") as unit:
        unit.update("account", old, {"merged_into": team.account})
    (one,) = underway(team.book).accounts
    assert "old promise" in {thing.title for thing in one.open}


def test_now_is_then(team: Team) -> None:
    started(team)
    with reopened(team, "2027-03-01") as later:
        later.rep_id = team.ana
        (one,) = underway(later).accounts
    assert next(each.met for each in one.items if each.item == "org_chart") is False


def test_a_page_of_nobody_knows_what_goes_on(team: Team) -> None:
    started(team)
    assert len(page_of_rep(team.book, None).underway) == 1
    assert [one.id for one in page_of_rep(team.book, team.jon).underway] == [team.account]
    assert page_of_rep(team.book, team.petra).underway == ()
    assert page_of_account(team.book, team.account).rest == ()


def test_all_accounts_of_a_rep_are_given(team: Team) -> None:
    taker = rep_of(team.book, team.jon)
    assert [one.id for one in giving(team.book, None, taker, is_said=False)] == [team.account]
