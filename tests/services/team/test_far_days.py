"""Ranges from the first day that a calendar knows to the last, with every part read."""

from datetime import date

import pytest

from repcockpit.domain.team import days_between
from tests.services.team.staged import Team


@pytest.mark.parametrize(
    ("since", "until"),
    [(date.min, date.max), (date.min, date.min), (date.max, date.max), (date(1, 12, 31), date(2, 1, 1))],
)
def test_ranges_of_any_days_are_read(team: Team, since: date, until: date) -> None:
    konex = team.seed.account("Konex", segment="A")
    maria = team.seed.contact("Maria", konex)
    review = team.seed.row(
        "qbr", {"account_id": konex, "due_on": "2026-12-01", "scheduled_at": 1_796_115_600_000}
    )
    team.seed.row("qbr_item", {"qbr_id": review, "item": "date_agreed", "done_on": "2026-11-02"})
    team.seed.row("qbr_person", {"qbr_id": review, "contact_id": maria})
    row = team.row(team.ana, days_between(since, until))
    assert row.figures.qbrs is not None
    assert row.previous.qbrs is not None
