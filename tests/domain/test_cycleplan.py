from datetime import date

import pytest

from repcockpit.domain.businesstime import Calendar
from repcockpit.domain.cycleplan import (
    TeamAttainment,
    attainment,
    capacity,
    expected_attainment,
    is_on_track,
    people_needed,
    reach,
    remaining,
    remaining_schedule,
    team_attainment,
    utilisation,
)


def test_what_remains_of_a_plan() -> None:
    assert remaining(12, 7) == 5
    assert remaining_schedule(12, 2, 7) == 3
    found = attainment(12, 7)
    assert found is not None
    assert round(found, 3) == 0.583


@pytest.mark.parametrize(
    ("planned", "actual", "left"), [(None, None, 0), (12, None, 12), (None, 7, 0), (3, 7, 0)]
)
def test_blanks_remain_as_zero(planned: int | None, actual: int | None, left: int) -> None:
    assert remaining(planned, actual) == left
    assert remaining_schedule(planned, 0, actual) == left


def test_team_attainment_is_capped() -> None:
    found = team_attainment([(12, 14), (6, 6), (6, 2), (2, 0)])
    assert found.capped == pytest.approx(0.769, abs=0.0005)
    assert found.raw == pytest.approx(0.846, abs=0.0005)
    assert found.frequency == 0.5
    assert team_attainment([(0, 3)]) == TeamAttainment(None, None, None)
    assert team_attainment([(0.5, 1)]) == TeamAttainment(1, 2, None)


def test_the_calendar_says_what_is_expected() -> None:
    cal = Calendar()
    first, last = date(2026, 11, 2), date(2026, 11, 27)
    assert expected_attainment(cal, first, last, date(2026, 11, 13)) == 0.5
    assert expected_attainment(cal, first, last, date(2026, 12, 31)) == 1
    assert expected_attainment(cal, first, last, date(2026, 10, 1)) == 0
    assert expected_attainment(cal, date(2026, 11, 7), date(2026, 11, 8), first) is None
    assert is_on_track(0.46, 0.5)
    assert not is_on_track(0.44, 0.5)


def test_what_a_territory_can_carry() -> None:
    assert capacity(8, 60) == 480
    assert utilisation(360, 480) == 0.75
    assert utilisation(360, 0) is None
    assert reach(30, 60) == 0.5
    assert reach(30, 0) is None
    needed = people_needed([(20, 36), (40, 24), (90, 12)], 0.75, 1100)
    assert needed is not None
    assert round(needed, 2) == 1.88
    assert people_needed([(20, 36)], 0.75, 0) is None
    assert attainment(0, 3) is None
