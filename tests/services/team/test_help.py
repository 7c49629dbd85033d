"""Where help is needed, at its edges: the day, how many are named, how far back it looks."""

from datetime import date

from repcockpit.services.reviews.changing import schedule
from tests.services.team.staged import Team


def test_a_promise_is_late_from_the_day_after_and_three_places_are_named(team: Team) -> None:
    for number, day in enumerate(("11-20", "11-20", "11-23", "11-24", "11-25", "11-26")):
        account = team.seed.account(f"Konex {number}")
        promise = {"kind": "promise", "title": "sheets", "due_on": f"2026-{day}", "owner_id": team.ana}
        team.seed.row("task", {**promise, "account_id": account})
    (line,) = [one for one in team.view().help if one.kind == "promise"]
    assert (line.state, line.text) == ("4 late", "promises: Konex 0, Konex 1, Konex 2, 1 more")


def test_a_year_is_looked_back_for_who_is_quiet(team: Team) -> None:
    konex = team.seed.account("Konex")
    for day in ("2025-11-20", "2025-12-01", "2026-06-01"):
        team.seed.met(day, konex)
    (one,) = team.view().least_touched
    assert (one.account_id, one.touches_365) == (konex, 2)


def test_a_review_at_risk_is_counted_and_named(team: Team) -> None:
    konex = team.seed.account("Konex", tracking="2026-08-01")
    schedule(team.book, konex, date(2026, 11, 26))
    found = team.row(team.ana).figures.qbrs
    assert found is not None
    assert (found.due, found.ready, found.at_risk) == (1, 0, 1)
    (line,) = [one for one in team.view().help if one.kind == "qbr"]
    assert (line.state, line.urgency, line.rep_id) == ("at risk", 1, team.ana)
    assert line.text.startswith("Konex QBR tomorrow at ")
