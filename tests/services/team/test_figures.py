"""The numbers of a row: plan, cadences, requests, call-backs, promises, ideas, trainings."""

from datetime import date

import pytest

from repcockpit.domain.errors import UsageError
from repcockpit.domain.team import days_between, span_before, this_quarter
from repcockpit.domain.views.team import FIGURES, QbrPipeline, Share, TierCounts
from repcockpit.services.requests.callbacks import call_back
from repcockpit.services.requests.opening import open_request
from repcockpit.services.requests.steps import run_step
from repcockpit.services.team.reading import FIRST, NOW, team_view
from repcockpit.services.team.rows import rows_behind
from tests.services.seeding import at
from tests.services.team.staged import WEEK, Team

A_WEEK = 3 * 7 / 30.44


def test_attainment_is_own_touches_at_own_accounts_over_the_plan(team: Team) -> None:
    konex, isdom = team.seed.account("Konex"), team.seed.account("Isdom")
    team.seed.account("Prospect", status="prospect")
    team.seed.account("Untiered", None)
    for on in ("2026-11-23", "2026-11-24"):
        team.seed.met(on, konex)
    team.seed.met("2026-11-24", isdom, rep_id=team.jon)
    found = team.row(team.ana, parts=FIRST).figures
    assert found.attainment == pytest.approx(2 / (2 * A_WEEK))
    assert found.attainment_capped == pytest.approx(A_WEEK / (2 * A_WEEK))
    assert found.frequency is None
    assert found.expected == pytest.approx(3 / 5)
    before = team.row(team.ana, parts=FIRST).previous
    assert (before.attainment, before.touches) == (0, 0)
    quarter = team.row(team.ana, this_quarter(date(2026, 11, 25)), FIRST).figures
    assert quarter.frequency == 0
    assert team.row(team.jon, parts=FIRST).figures.attainment is None


def test_a_week_of_leave_has_no_plan_and_half_a_one_expects_less(team: Team) -> None:
    team.seed.account("Konex")
    team.seed.row("leave", {"rep_id": team.ana, "since": "2026-11-23", "until": "2026-11-24"})
    assert team.row(team.ana, parts=FIRST).figures.expected == pytest.approx(1 / 3)
    team.seed.row("leave", {"rep_id": team.ana, "since": "2026-11-23", "until": "2026-11-29"})
    found = team.row(team.ana, parts=FIRST).figures
    assert (found.attainment, found.attainment_capped, found.expected) == (None, None, None)


def test_a_target_stands_above_the_tier(team: Team) -> None:
    konex, _ = team.seed.account("Konex"), team.seed.account("Isdom")
    other = team.seed.account("Labdrill", owner_id=team.jon)
    team.seed.met("2026-11-23", konex)
    team.seed.met("2026-11-23", other)
    aim = {"rep_id": team.ana, "since": "2026-11-23", "until": "2026-12-06", "planned": 4.0}
    kept = team.seed.row("target", {**aim, "account_id": konex})
    found = team.row(team.ana, parts=FIRST).figures
    assert found.attainment == pytest.approx(1 / (2 + A_WEEK))
    behind = rows_behind(team.book, team.ana, "attainment", WEEK)
    assert [(row.text, row.state) for row in behind.rows] == [
        ("Konex", "1 of 2.0, 50 %"),
        ("Isdom", "0 of 0.7, 0 %"),
    ]
    team.seed.row("target", {**aim, "account_id": other})
    assert team.row(team.ana, parts=FIRST).figures.attainment == pytest.approx(2 / (4 + A_WEEK))
    assert team.row(team.jon, parts=FIRST).figures.attainment == 0
    team.book.db.execute("delete from target where id <> ?", (kept,))
    team.seed.row("target", {**aim, "account_id": None, "planned": 10.0})
    assert team.row(team.ana, parts=FIRST).figures.attainment == pytest.approx(2 / 5)
    assert team.view(parts=FIRST).total.figures.attainment == pytest.approx(2 / (5 + A_WEEK))


def test_overdue_stands_by_tier_with_leave_considered_and_catch_up_apart(team: Team) -> None:
    konex = team.seed.account("Konex", tracking="2026-11-10")
    team.seed.contact("Luis", konex, tracking="2026-10-01")
    team.seed.contact("Eva", konex, role="end_user", tracking="2026-01-01")
    keyed = team.seed.contact("Further", konex, role="end_user", tracking="2026-10-01")
    team.seed.row("contact_role", {"contact_id": keyed, "role": "champion"})
    team.seed.account("Isdom", None, tracking="2026-10-01")
    old = team.seed.account("Old", "B", tracking="2026-11-20")
    team.seed.met("2026-06-01", old)
    found = team.row(team.ana, parts=FIRST).figures
    assert found.overdue == TierCounts(A=3, none=1)
    assert (found.overdue_of, found.catch_up_now, found.catch_up_before) == (5, 1, 1)
    assert rows_behind(team.book, team.ana, "overdue.A", WEEK).total == 3
    assert [row.text for row in rows_behind(team.book, team.ana, "catch_up", WEEK).rows] == ["Old"]
    team.seed.met("2026-11-24", old)
    found = team.row(team.ana, parts=FIRST).figures
    assert (found.catch_up_now, found.catch_up_before) == (0, 1)
    team.seed.row("leave", {"rep_id": team.ana, "since": "2026-10-20", "until": "2026-11-24"})
    found = team.row(team.ana, parts=FIRST).figures
    assert found.overdue == TierCounts()


def test_the_eve_is_judged_by_what_had_happened_by_then(team: Team) -> None:
    konex = team.seed.account("Konex", tracking="2026-10-01")
    luis = team.seed.contact("Luis", konex, tracking="2026-10-01")
    team.seed.met("2026-10-05", konex, luis)
    team.seed.met("2026-11-24", konex, luis)
    row = team.row(team.ana, parts=FIRST)
    assert row.figures.overdue == TierCounts()
    assert row.previous.overdue == TierCounts(A=2)
    assert rows_behind(team.book, team.ana, "overdue", span_before(WEEK)).total == 2


def test_requests_and_call_backs_of_the_span(team: Team) -> None:
    team.seed.account("Konex")
    early = team._replace(book=at(team.book, "2026-11-19T10:00"))
    opened = open_request(early.book, ["account=Konex", "title=Late sand"]).view.id
    lost = open_request(early.book, ["account=Konex", "title=Lost"]).view.id
    for request in (opened, lost):
        run_step(early.book, "ack", request.hex(), [])
        run_step(early.book, "resolve", request.hex(), [])
    on_friday = early._replace(book=at(early.book, "2026-11-20T10:00"))
    call_back(on_friday.book, opened, "works")
    again = on_friday._replace(book=at(on_friday.book, "2026-11-25T10:00"))
    row = again.row(team.ana)
    assert (row.figures.requests, row.figures.callbacks) == (Share(0, 0), Share(0, 0))
    assert (row.previous.requests, row.previous.callbacks) == (Share(1, 1), Share(1, 2))
    behind = rows_behind(again.book, team.ana, "callbacks", span_before(WEEK))
    assert [(one.text, one.state, one.on) for one in behind.rows] == [
        ("Lost", "missed", date(2026, 11, 20)), ("Late sand", "on time", date(2026, 11, 20)),
    ]  # fmt: skip
    (line,) = [one for one in again.view().help if one.kind == "callback"]
    assert (line.state, line.text, line.urgency, line.subject_id) == (
        "1 missed",
        "call-back: Konex 5 d",
        0,
        lost,
    )


def test_a_call_back_nobody_can_know_of_yet_is_not_missed(team: Team) -> None:
    team.seed.account("Konex", owner_id=team.jon)
    early = team._replace(book=at(team.book, "2026-11-19T10:00"))
    request = open_request(early.book, ["account=Konex", "title=Late sand"]).view.id
    run_step(early.book, "resolve", request.hex(), [])
    late = early._replace(book=at(early.book, "2026-11-25T10:00"))
    assert late.row(team.jon).previous.callbacks == Share(0, 1)
    late.book.db.execute("delete from replica where person_id = ?", (team.jon,))
    late.heard(team.jon, "2026-11-20T12:00")
    assert late.row(team.jon).previous.callbacks == Share(0, 0)
    assert not late.view().help


def test_promises_ideas_and_trainings_of_the_span(team: Team) -> None:
    konex = team.seed.account("Konex")
    met = team.seed.met("2026-11-24", konex)
    promise = {"kind": "promise", "account_id": konex, "owner_id": team.ana}
    team.seed.row("task", {**promise, "title": "kept", "due_on": "2026-11-24", "done_on": "2026-11-24"})
    team.seed.row("task", {**promise, "title": "moved", "first_due_on": "2026-11-23", "due_on": "2026-12-01"})
    team.seed.row("task", {**promise, "title": "time", "due_on": "2026-11-27"})
    team.seed.row("task", {**promise, "title": "of the account", "owner_id": None, "due_on": "2026-11-24"})
    team.seed.row("task", {**promise, "title": "before", "due_on": "2026-11-20", "done_on": "2026-11-23"})
    team.seed.row("idea", {"title": "bags", "account_id": konex, "interaction_id": met})
    team.seed.row("training", {"topic": "sand", "account_id": konex, "given_on": "2026-11-23"})
    row = team.row(team.ana)
    assert (row.figures.kept, row.figures.promises_due) == (1, 3)
    assert (row.previous.kept, row.previous.promises_due) == (0, 1)
    assert (row.figures.ideas, row.figures.trainings, row.previous.ideas) == (1, 1, 0)
    behind = rows_behind(team.book, team.ana, "kept", WEEK)
    assert [(one.text, one.counts) for one in behind.rows if not one.counts] == [("time", False)]
    (line,) = [one for one in team.view().help if one.kind == "promise"]
    assert (line.state, line.urgency) == ("1 late", 2)


def test_reviews_of_the_accounts_that_a_rep_owns(team: Team) -> None:
    konex = team.seed.account("Konex", tracking="2026-08-01")
    team.seed.account("Nobody", tracking="2026-08-01", owner_id=None)
    team.seed.account("Isdom", tracking="2026-09-10")
    assert team.row(team.ana).figures.qbrs == QbrPipeline(2, 0, 0, 1)
    (late,) = [one for one in team.view().qbrs if one.state == "late"]
    assert (late.account_id, late.rep_name, late.rep_id) == (konex, "Ana Ruiz", team.ana)


def test_coverage_counts_mapped_customers(team: Team) -> None:
    konex = team.seed.account("Konex")
    team.seed.account("Isdom")
    team.seed.contact("Eva", konex, role="end_user", role_confirmed_on="2026-11-01")
    found = team.row(team.ana).figures
    assert (found.broad, found.mapped, found.flags) == (0, 1, (("no_decision_maker", 1),))
    assert rows_behind(team.book, team.ana, "flags.no_decision_maker", WEEK).total == 1
    assert rows_behind(team.book, team.ana, "flags.one_of_us", WEEK).total == 0


def test_many_over_and_requests_that_run_out_need_help(team: Team) -> None:
    for number in range(6):
        team.seed.account(f"Silent {number}", tracking="2026-10-01")
    open_request(team.book, ["account=Silent 0", "title=Late sand", "impact=high", "urgency=high"])
    soon = team._replace(book=at(team.book, "2026-11-25T09:50"))
    lines = {one.kind: one for one in soon.view().help}
    assert (lines["clock"].state, lines["clock"].text, lines["clock"].urgency) == (
        "10 min left", "Silent 0, Late sand", 1,
    )  # fmt: skip
    assert (lines["overdue"].state, lines["overdue"].text) == ("6 over", "all of them tier A")
    late = soon._replace(book=at(soon.book, "2026-11-25T12:00"))
    (clock,) = [one for one in late.view().help if one.kind == "clock"]
    assert (clock.state, clock.urgency) == ("2 h late", 0)
    due = soon._replace(book=at(soon.book, "2026-11-25T10:00"))
    (clock,) = [one for one in due.view().help if one.kind == "clock"]
    assert (clock.state, clock.urgency) == ("0 min late", 0)


def test_the_quiet_and_those_without_a_next_step(team: Team) -> None:
    konex, isdom = team.seed.account("Konex"), team.seed.account("Isdom")
    planned, busy = team.seed.account("Planned"), team.seed.account("Busy")
    team.seed.account("Small", "C")
    team.seed.account("Prospect", status="prospect")
    team.seed.met("2026-11-02", konex)
    team.seed.met("2026-12-02", planned, status="planned", outcome=None)
    team.seed.row("task", {"title": "call", "kind": "next_step", "account_id": busy, "due_on": "2026-12-01"})
    view = team.view()
    assert [one.account_name for one in view.least_touched] == ["Busy", "Isdom", "Planned", "Small", "Konex"]
    assert [one.account_id for one in view.without_next_step] == [isdom, konex]
    assert view.least_touched[-1].touches_365 == 1


@pytest.mark.parametrize("what", FIGURES)
def test_every_number_has_its_rows(team: Team, what: str) -> None:
    assert rows_behind(team.book, None, what, WEEK).total == 0
    assert rows_behind(team.book, team.ana, what, days_between(date(2026, 1, 1), date(2026, 1, 2))).words


def test_another_number_is_refused(team: Team) -> None:
    with pytest.raises(UsageError):
        rows_behind(team.book, team.ana, "rank", WEEK)


def test_a_long_reading_can_be_ended_and_the_first_numbers_do_without_it(team: Team) -> None:
    class EndedError(Exception):
        pass

    def end(done: int, total: int) -> None:
        if done:
            raise EndedError(total)

    first = team_view(team.book, WEEK, parts=FIRST, progress=end)
    assert (first.is_whole, first.rows[0].figures.qbrs) == (False, None)
    now = team_view(team.book, WEEK, parts=NOW)
    assert (now.rows[0].figures.qbrs, now.rows[0].previous.qbrs) == (QbrPipeline(), None)
    assert (now.rows[0].previous.ideas, team.row(team.ana).previous.qbrs) == (0, QbrPipeline())
    with pytest.raises(EndedError):
        team_view(team.book, WEEK, progress=end)


def test_a_call_back_that_leave_put_off_is_due_after_it(team: Team) -> None:
    team.seed.account("Konex")
    early = team._replace(book=at(team.book, "2026-11-02T10:00"))
    early.seed.book = early.book
    request = open_request(early.book, ["account=Konex", "title=Late sand"]).view.id
    run_step(early.book, "resolve", request.hex(), [])
    early.seed.row("leave", {"rep_id": team.ana, "since": "2026-11-03", "until": "2026-11-20"})
    late = early._replace(book=at(early.book, "2026-11-25T10:00"))
    row = late.row(team.ana, parts=FIRST)
    assert (row.figures.callbacks, row.previous.callbacks) == (Share(0, 1), Share(0, 0))
    (missed,) = rows_behind(late.book, team.ana, "callbacks", WEEK).rows
    assert (missed.on, missed.state) == (date(2026, 11, 23), "missed")
