"""Tiers that the rules propose wait for the manager, where there is one."""

from repcockpit.services.approvals.answering import approve
from repcockpit.services.approvals.listing import approvals_view
from repcockpit.services.decisions.chosen import Target
from repcockpit.services.decisions.questions import answer_setup
from repcockpit.services.decisions.tiers import set_tier
from repcockpit.services.history import undo
from repcockpit.services.records import view_of
from repcockpit.services.today.day import today_view
from repcockpit.services.today.setup import question_id
from tests.services.approvals.conftest import Team
from tests.services.seeding import Seed


def won(team: Team, *names: str) -> list[bytes]:
    """Accounts without a tier, each with a deal won lately."""
    seed = Seed(team.book)
    accounts = [seed.account(name, None) for name in names]
    for number, account in enumerate(accounts):
        deal = {"stage": "won", "amount": 1000.0 / (number + 1), "currency": "EUR", "closed_on": "2026-10-01"}
        seed.row("deal", deal | {"account_id": account, "name": f"deal {number}"})
    return accounts


def test_a_reps_yes_to_all_tiers_asks_the_manager_and_rests_the_question(team: Team) -> None:
    (first, second) = won(team, "Kan-code", "Isdom")
    done = answer_setup(team.book, Target("setup", question_id(team.book, "segments")), "segments:all")
    inbox = approvals_view(team.book)
    assert done.text == f"Asked Petra Lang about {len(inbox.waiting)} tiers"
    assert {row.view.account.name for row in inbox.waiting if row.view.account} >= {"Kan-code", "Isdom"}
    assert [view_of(team.book, "account", one).segment for one in (first, second)] == [None, None]
    items = {item.kind: item for item in today_view(team.book).items if item.group == "setup"}
    assert "setup_segments" not in items
    assert items["setup_approvals"].title.endswith("that you asked for: waiting for Petra Lang")
    petra = team.device_of("Petra Lang")
    asked = next(row for row in inbox.waiting if row.view.subject and row.view.subject.id == first)
    approve(petra, asked.view.id)
    assert (view_of(petra, "account", first).segment, view_of(petra, "account", first).segment_by) == (
        "A",
        "rule",
    )


def test_it_is_one_transaction_that_undoes(team: Team) -> None:
    won(team, "Kan-code", "Isdom")
    answer_setup(team.book, Target("setup", question_id(team.book, "segments")), "segments:all")
    undo(team.book)
    assert approvals_view(team.book).waiting == ()


def test_who_leads_sets_them_at_once(team: Team) -> None:
    (first, _) = won(team, "Kan-code", "Isdom")
    petra = team.device_of("Petra Lang")
    answer_setup(petra, Target("setup", question_id(petra, "segments")), "segments:all")
    assert view_of(petra, "account", first).segment == "A"
    assert approvals_view(petra).waiting == ()


def test_a_tier_by_hand_waits_for_nobody(team: Team) -> None:
    set_tier(team.book, [Target("account", team.account)], "A")
    assert view_of(team.book, "account", team.account).segment == "A"
    assert approvals_view(team.book).waiting == ()
