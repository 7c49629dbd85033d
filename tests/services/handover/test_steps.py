"""Beginning, ticking, transferring, lending: one transaction each, and what is refused."""

from datetime import date

import pytest

from repcockpit.domain.errors import AmbiguousError, InvalidValueError, RefusedError, UsageError
from repcockpit.services.approvals.answering import approve, refuse
from repcockpit.services.approvals.listing import approvals_view
from repcockpit.services.handover.naming import (
    accounts_typed,
    checked_taker,
    giving,
    rep_of,
    standing,
    taker_named,
)
from repcockpit.services.handover.reading import at_accounts
from repcockpit.services.handover.steps import begin, tick
from repcockpit.services.handover.transferring import cover, give_back, transfer
from repcockpit.services.history import undo
from repcockpit.store.reads.handover import HandoverRow, accounts_named
from tests.services.handover.staged import Team

UNTIL = date(2026, 12, 15)


def started(team: Team) -> HandoverRow:
    begin(team.book, accounts_named(team.book.db, [team.account]), team.jon)
    return standing(team.book, [team.account])[team.account]


def readied(team: Team) -> HandoverRow:
    """Begun and ready: 15 + 15 + 20 + 25 + 5."""
    row = started(team)
    for person in (team.maria, team.nuria):
        visit = team.seed.met("2026-11-23", team.account, person, type="visit", rep_id=team.ana)
        team.seed.row("also_rep", {"interaction_id": visit, "rep_id": team.jon})
    tick(team.book, team.account, "open_work")
    tick(team.book, team.account, "check_30")
    return row


def owners(team: Team) -> set[bytes | None]:
    return {
        team.owner("account", team.account), team.owner("task", team.promise), team.owner("request", team.request),
        team.owner("interaction", team.meeting, "rep_id"),
    }  # fmt: skip


def points(team: Team) -> int:
    return at_accounts(team.book, [team.account]).accounts[0].readiness


def test_beginning_twice_changes_nothing(team: Team) -> None:
    some = accounts_named(team.book.db, [team.account])
    assert begin(team.book, some, team.jon).txn is not None
    assert begin(team.book, some, team.jon).txn is None
    with pytest.raises(RefusedError, match="on its way to Jon"):
        begin(team.book, some, team.petra)


@pytest.mark.parametrize(("item", "gain"), [("open_work", 20), ("check_30", 5), ("qbr_owner", 5)])
def test_a_tick_is_worth_its_weight_and_undoes(team: Team, item: str, gain: int) -> None:
    started(team)
    before = points(team)
    assert tick(team.book, team.account, item).txn is not None
    assert points(team) == before + gain
    undo(team.book, None)
    assert points(team) == before


def test_told_by_a_named_executive(team: Team) -> None:
    started(team)
    with pytest.raises(InvalidValueError, match="who told"):
        tick(team.book, team.account, "customer_told", who="  ")
    before = points(team)
    tick(team.book, team.account, "customer_told", who="Petra Vogt")
    assert points(team) == before + 5
    tick(team.book, team.account, "customer_told", is_done=False)
    assert points(team) == before


def test_the_review_and_the_check_become_the_new_reps(team: Team) -> None:
    started(team)
    tick(team.book, team.account, "qbr_owner")
    tick(team.book, team.account, "check_30")
    assert team.book.db.execute(
        "select owner_id from qbr where account_id = ?", (team.account,)
    ).fetchone() == (team.jon,)
    due = team.book.db.execute("select due_on, owner_id from task where title like '30-day%'").fetchone()
    assert due == ("2026-12-24", team.jon)


def test_ticks_that_are_refused(team: Team) -> None:
    with pytest.raises(RefusedError, match="no handover"):
        tick(team.book, team.account, "open_work")
    started(team)
    with pytest.raises(RefusedError, match="counted"):
        tick(team.book, team.account, "introductions")
    with pytest.raises(UsageError) as problem:
        tick(team.book, team.account, "coffee")
    assert "open_work" in problem.value.hint


def test_below_80_it_needs_an_override(team: Team) -> None:
    row = started(team)
    with pytest.raises(RefusedError, match="Northglass 30"):
        transfer(team.book, [row])
    assert owners(team) == {team.ana}


def test_from_80_on_everything_moves_in_one_transaction(team: Team) -> None:
    row = readied(team)
    assert points(team) == 80
    own = team.seed.contact("Eva Marín", team.account, "end_user", owner_id=team.ana)
    done = team.seed.row(
        "task",
        {
            "kind": "task",
            "title": "done",
            "owner_id": team.ana,
            "account_id": team.account,
            "done_on": "2026-11-01",
        },
    )
    made = transfer(team.book, [row])
    assert (made.moved, made.asked) == ((team.account,), ())
    assert owners(team) == {team.jon}
    assert team.owner("contact", own) == team.jon
    assert team.owner("task", done) == team.ana
    assert standing(team.book, [team.account]) == {}
    undo(team.book, None)
    assert owners(team) == {team.ana}
    assert standing(team.book, [team.account])[team.account].id == row.id


def test_a_colleagues_own_work_stays_theirs(team: Team) -> None:
    own = team.seed.row(
        "task", {"kind": "task", "title": "own", "owner_id": team.petra, "account_id": team.account}
    )
    transfer(team.book, [readied(team)])
    assert team.owner("task", own) == team.petra


def test_a_rep_asks_and_the_manager_approves(team: Team) -> None:
    row = started(team)
    asked = transfer(team.book, [row], "Ana leaves on Friday")
    assert (asked.moved, asked.asked) == ((), (team.account,))
    assert owners(team) == {team.ana}
    assert at_accounts(team.book, [team.account]).accounts[0].is_asked
    team.as_rep(team.petra)
    (waiting,) = approvals_view(team.book).waiting
    approve(team.book, waiting.view.id)
    assert owners(team) == {team.jon}
    undo(team.book, None)
    assert owners(team) == {team.ana}


def test_refused_it_stays(team: Team) -> None:
    transfer(team.book, [started(team)], "now")
    team.as_rep(team.petra)
    (waiting,) = approvals_view(team.book).waiting
    refuse(team.book, waiting.view.id, "introduce them first")
    assert owners(team) == {team.ana}
    assert not at_accounts(team.book, [team.account]).accounts[0].is_asked


def test_a_manager_overrides_at_once(team: Team) -> None:
    row = started(team)
    team.as_rep(team.petra)
    assert transfer(team.book, [row], "sick leave").moved == (team.account,)
    assert owners(team) == {team.jon}
    kept = team.book.db.execute("select state, reason, decided_by_id from approval").fetchall()
    assert kept == [("approved", "sick leave", team.petra)]


def test_a_managers_override_answers_what_was_asked(team: Team) -> None:
    row = started(team)
    transfer(team.book, [row], "she leaves")
    team.as_rep(team.petra)
    transfer(team.book, [row], "agreed")
    kept = team.book.db.execute("select state, reason, note, decided_by_id from approval").fetchall()
    assert kept == [("approved", "she leaves", "agreed", team.petra)]
    assert owners(team) == {team.jon}


def test_what_was_asked_goes_with_what_is_called_off(team: Team) -> None:
    row = started(team)
    transfer(team.book, [row], "she leaves")
    give_back(team.book, [row])
    assert approvals_view(team.book).waiting == ()
    undo(team.book, None)
    assert len(approvals_view(team.book).waiting) == 1


def test_ready_at_last_it_needs_no_answer(team: Team) -> None:
    row = started(team)
    transfer(team.book, [row], "she leaves")
    readied(team)
    transfer(team.book, [row])
    assert approvals_view(team.book).waiting == ()


def test_what_is_done_is_not_done_again_but_the_account_can_go_on(team: Team) -> None:
    row = readied(team)
    free = team.seed.row("task", {"title": "nobody's", "owner_id": None, "account_id": team.account})
    transfer(team.book, [row])
    assert team.owner("task", free) == team.jon
    with pytest.raises(RefusedError, match="does not go on any more"):
        transfer(team.book, [row], "once more")
    begin(team.book, accounts_named(team.book.db, [team.account]), team.ana)
    assert standing(team.book, [team.account])[team.account].id != row.id


def test_an_account_that_changed_hands_meanwhile_is_refused(team: Team) -> None:
    row = readied(team)
    with team.book.write("taken") as unit:
        unit.update("account", team.account, {"owner_id": team.petra})
    with pytest.raises(RefusedError, match="Petra Lang's now"):
        transfer(team.book, [row])


def test_calling_off_and_beginning_again_forgets_the_ticks(team: Team) -> None:
    row = started(team)
    tick(team.book, team.account, "open_work")
    give_back(team.book, [row])
    assert standing(team.book, [team.account]) == {}
    started(team)
    assert points(team) == 30


def test_cover_lends_and_gives_back(team: Team) -> None:
    some = accounts_named(team.book.db, [team.account])
    cover(team.book, some, team.jon, UNTIL)
    assert owners(team) == {team.jon}
    reminder = team.book.db.execute(
        "select title, due_on, owner_id from task where title like 'give%'"
    ).fetchone()
    assert reminder == ("give the accounts back to Ana Ruiz", "2026-12-16", team.jon)
    fresh = team.seed.row(
        "task", {"kind": "promise", "title": "made by Jon", "owner_id": team.jon, "account_id": team.account}
    )
    give_back(team.book, list(standing(team.book, [team.account]).values()))
    assert owners(team) == {team.ana}
    assert team.owner("task", fresh) == team.ana
    still = team.book.db.execute(
        "select count(*) from task where title like 'give%' and done_on is null"
    ).fetchone()
    assert still == (0,)
    undo(team.book, None)
    assert owners(team) == {team.jon}


def test_the_reminder_waits_for_the_last_account_of_a_cover(team: Team) -> None:
    other = team.seed.account("Condax", "B", owner_id=team.ana)
    cover(team.book, accounts_named(team.book.db, [team.account, other]), team.jon, team.book.today())
    lent = standing(team.book, [team.account, other])
    done = []
    for account in (team.account, other):
        give_back(team.book, [lent[account]])
        done.append(team.book.db.execute("select done_on from task where title like 'give%'").fetchone()[0])
    assert done == [None, "2026-11-24"]


def test_cover_is_one_step_to_undo(team: Team) -> None:
    cover(team.book, accounts_named(team.book.db, [team.account]), team.jon, UNTIL)
    undo(team.book, None)
    assert owners(team) == {team.ana}
    assert standing(team.book, [team.account]) == {}


def test_what_is_lent_is_not_handed_over(team: Team) -> None:
    some = accounts_named(team.book.db, [team.account])
    with pytest.raises(InvalidValueError, match="over already"):
        cover(team.book, some, team.jon, date(2026, 11, 23))
    cover(team.book, some, team.jon, UNTIL)
    with pytest.raises(RefusedError, match="covers Northglass"):
        begin(team.book, some, team.petra)
    with pytest.raises(RefusedError, match="covers Northglass"):
        begin(team.book, some, team.jon)
    with pytest.raises(RefusedError, match="covers Northglass"):
        cover(team.book, some, team.petra, UNTIL)


def test_whom_it_cannot_go_to(team: Team) -> None:
    gone = team.seed.row("rep", {"name": "Old Rep", "left_on": "2026-11-01"})
    with pytest.raises(RefusedError, match="left on"):
        checked_taker(team.book, gone)
    with pytest.raises(RefusedError, match="already"):
        giving(team.book, [team.account], rep_of(team.book, team.ana), is_said=False)
    with pytest.raises(RefusedError, match="already"):
        giving(team.book, None, rep_of(team.book, team.ana), is_said=False)
    team.seed.row("rep", {"name": "Jon Etxea", "role": "rep"})
    with pytest.raises(AmbiguousError) as problem:
        taker_named(team.book, "Jon Etxea")
    assert len(problem.value.candidates) == 2


def test_whose_accounts_are_given_away(team: Team) -> None:
    taker = rep_of(team.book, team.jon)
    petras = team.seed.account("Petra's own", "B", owner_id=team.petra)
    free = team.seed.account("Nobody's", "B", owner_id=None)
    with pytest.raises(RefusedError, match="Petra Lang's"):
        giving(team.book, [petras], taker, is_said=False)
    with pytest.raises(RefusedError, match="nobody's"):
        giving(team.book, [free], taker, is_said=False)
    team.as_rep(team.petra)
    assert [one.id for one in giving(team.book, [team.account], taker, is_said=False)] == [team.account]
    with pytest.raises(RefusedError, match="Ana Ruiz's"):
        giving(team.book, [team.account], taker, is_said=True)


def test_a_name_of_two_words_and_two_names(team: Team) -> None:
    two = team.seed.account("North Glass", "B")
    assert accounts_typed(team.book, ["North", "Glass"]) == [two]
    assert accounts_typed(team.book, ["Northglass", "North Glass"]) == [team.account, two]
