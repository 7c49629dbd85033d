"""Asking a manager and being answered: what follows, what is refused, what undoes."""

from pathlib import Path

import pytest

from repcockpit.domain.errors import AmbiguousError, NotFoundError, RefusedError
from repcockpit.services.approvals.answering import answer_all, approve, find_approval, refuse
from repcockpit.services.approvals.asking import waiting_words
from repcockpit.services.approvals.listing import approvals_view, open_approvals
from repcockpit.services.approvals.people import manager_for
from repcockpit.services.history import undo
from repcockpit.services.records import Listing, list_records, view_of
from repcockpit.services.reviews.changing import propose, skip
from repcockpit.services.reviews.reading import qbr_view
from tests.services.approvals.asked import ask
from tests.services.approvals.conftest import Team
from tests.services.seeding import Seed, fresh_book


def skipped(team: Team, approver: str = "petra") -> bytes:
    """A review of Northglass that Ana skipped; Petra is asked."""
    found = propose(team.book, team.account)
    skip(team.book, found.id, "strike at the plant", approver)
    return found.id


def wants_tier(team: Team, letter: str = "A") -> bytes:
    return ask(
        team.book, kind="tier_change", subject_id=team.account, account_id=team.account, asked=letter, reason="won deals"
    ).id  # fmt: skip


def test_a_skip_holds_at_once_and_the_colleague_who_approves_it_is_asked(team: Team) -> None:
    review = skipped(team)
    assert qbr_view(team.book, review).status == "skipped"
    (row,) = approvals_view(team.book).waiting
    assert (row.view.kind, row.view.state, row.view.asked, row.view.reason) == (
        "qbr_skip", "open", "Petra Lang", "strike at the plant",
    )  # fmt: skip
    assert (row.is_own, row.waits_for, row.days, row.segment) == (True, "Petra Lang", 0, "B")
    assert row.view.subject is not None
    assert row.view.subject[:2] == ("qbr", review)
    assert waiting_words(team.book, [review]) == {review: "waiting for Petra Lang"}
    undo(team.book)
    assert qbr_view(team.book, review).status == "proposed"
    assert approvals_view(team.book).waiting == ()


@pytest.mark.parametrize("approver", ["Ana Ruiz", "our director", "Lang or Ruiz"])
def test_nobody_is_asked_where_the_approver_is_oneself_or_no_colleague(team: Team, approver: str) -> None:
    skipped(team, approver)
    assert approvals_view(team.book).waiting == ()


def test_a_refused_skip_is_due_again_and_a_task_says_so(team: Team) -> None:
    review = skipped(team)
    petra = team.device_of("Petra Lang")
    assert open_approvals(petra) == 1
    (row,) = approvals_view(petra).waiting
    done = refuse(petra, row.view.id, " they expect us ")
    assert done.text == "Refused: skip the QBR with Northglass due Thu 2 Jul"
    assert qbr_view(petra, review).status != "skipped"
    assert qbr_view(petra, review).approver is None
    (task,) = list_records(petra, "task", Listing("refused")).rows
    assert task.title == "refused by Petra Lang: skip the QBR with Northglass due Thu 2 Jul"
    assert (task.owner.id, task.note, task.account.id) == (team.ids["Ana"], "they expect us", team.account)
    assert waiting_words(petra, [review]) == {review: "refused by Petra Lang: they expect us"}
    undo(petra)
    assert qbr_view(petra, review).status == "skipped"
    assert (open_approvals(petra), list_records(petra, "task", Listing("refused")).total) == (1, 0)


def test_an_approved_skip_only_notes_who_said_yes(team: Team) -> None:
    review = skipped(team)
    petra = team.device_of("Petra Lang")
    approve(petra, find_approval(petra, "northglass"))
    (row,) = approvals_view(petra).answered
    assert (row.view.state, row.view.by, row.view.decided_on) == (
        "approved", (team.ids["Petra"], "Petra Lang"), petra.today(),
    )  # fmt: skip
    assert qbr_view(petra, review).status == "skipped"
    assert waiting_words(petra, [review]) == {}


def test_an_approved_tier_is_set_by_the_rule(team: Team) -> None:
    found = wants_tier(team)
    assert view_of(team.book, "account", team.account).segment == "B"
    petra = team.device_of("Petra Lang")
    approve(petra, found)
    account = view_of(petra, "account", team.account)
    assert (account.segment, account.segment_by) == ("A", "rule")
    undo(petra)
    assert view_of(petra, "account", team.account).segment == "B"


def test_asking_again_changes_what_waits_already(team: Team) -> None:
    assert wants_tier(team, "A") == wants_tier(team, "C")
    (row,) = approvals_view(team.book).waiting
    assert row.view.asked == "C"
    assert row.what == "tier C for Northglass"


def test_only_who_leads_answers_and_only_once_and_never_for_themself(team: Team) -> None:
    found = wants_tier(team)
    with pytest.raises(RefusedError, match="a manager answers that"):
        approve(team.book, found)
    petra = team.device_of("Petra Lang")
    approve(petra, found)
    with pytest.raises(RefusedError, match="approved already by Petra Lang"):
        refuse(petra, found)
    own = ask(petra, kind="tier_change", subject_id=team.account, account_id=team.account, asked="D")
    with pytest.raises(RefusedError, match="themself"):
        approve(petra, own.id)
    assert open_approvals(petra) == 0


def test_what_was_taken_back_cannot_be_answered(team: Team) -> None:
    found = wants_tier(team)
    undo(team.book)
    petra = team.device_of("Petra Lang")
    with pytest.raises(NotFoundError, match="taken back"):
        approve(petra, found)


def test_a_tier_of_an_account_in_the_bin_is_not_set_and_nothing_is_written(team: Team) -> None:
    found = wants_tier(team)
    with team.book.write("away") as unit:
        unit.hide("account", team.account)
    petra = team.device_of("Petra Lang")
    with pytest.raises(RefusedError, match="in the bin"):
        approve(petra, found)
    assert open_approvals(petra) == 1


def test_several_are_answered_alike_and_undone_at_once(team: Team) -> None:
    other = Seed(team.book).account("Condax Nord", "C")
    first = wants_tier(team)
    second = ask(team.book, kind="tier_change", subject_id=other, account_id=other, asked="B").id
    with pytest.raises(AmbiguousError) as several:
        find_approval(team.book, "n")
    assert {one.id for one in several.value.candidates} == {first, second}
    petra = team.device_of("Petra Lang")
    assert answer_all(petra, [first, second], "approved").text == "Approved: 2 of what was asked"
    assert [view_of(petra, "account", one).segment for one in (team.account, other)] == ["A", "B"]
    undo(petra)
    assert [view_of(petra, "account", one).segment for one in (team.account, other)] == ["B", "C"]
    assert open_approvals(petra) == 2


def test_the_own_manager_is_asked_before_another(team: Team) -> None:
    seed = Seed(team.book)
    seed.row("rep", {"name": "Aaron Able", "role": "executive"})
    zed = seed.row("rep", {"name": "Aaron Zed", "role": "manager"})
    assert manager_for(team.book, zed) == manager_for(team.book, team.ids["Jon"])
    asked = {name: manager_for(team.book, team.ids[name]) for name in ("Ana", "Jon", "Petra")}
    assert {name: one.name if one else None for name, one in asked.items()} == {
        "Ana": "Aaron Zed", "Jon": "Petra Lang", "Petra": "Aaron Zed",
    }  # fmt: skip


def test_the_approver_that_was_named_is_waited_for_where_they_lead(team: Team) -> None:
    Seed(team.book).row("rep", {"name": "Zoe Quist", "role": "executive"})
    review = skipped(team, "Zoe Quist")
    assert waiting_words(team.book, [review]) == {review: "waiting for Zoe Quist"}


def test_who_leads_asks_no_colleague_who_could_not_answer(team: Team) -> None:
    petra = team.device_of("Petra Lang")
    skip(petra, propose(petra, team.account).id, "strike", "Jon Etxea")
    assert approvals_view(petra).waiting == ()


def test_without_a_manager_the_colleague_answers_and_everybody_may(database: Path) -> None:
    book = fresh_book(database)
    seed = Seed(book)
    seed.row("rep", {"name": "Jon Etxea"})
    account = seed.account("Northglass", "B")
    found = propose(book, account)
    skip(book, found.id, "strike", "jon")
    assert waiting_words(book, [found.id]) == {found.id: "waiting for Jon Etxea"}
    (row,) = approvals_view(book).waiting
    assert refuse(book, row.view.id).txn is not None
    assert list_records(book, "task", Listing("refused")).total == 0
    book.close()
