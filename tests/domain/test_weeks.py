from datetime import date

import pytest

from repcockpit.domain.weeks import Week, week_around


@pytest.mark.parametrize(
    ("day", "first_weekday", "first", "last"),
    [
        (date(2026, 11, 24), 0, date(2026, 11, 23), date(2026, 11, 29)),
        (date(2026, 11, 23), 0, date(2026, 11, 23), date(2026, 11, 29)),
        (date(2026, 11, 29), 0, date(2026, 11, 23), date(2026, 11, 29)),
        (date(2026, 11, 29), 6, date(2026, 11, 29), date(2026, 12, 5)),
        (date(2026, 11, 24), 6, date(2026, 11, 22), date(2026, 11, 28)),
        (date(2026, 11, 27), 5, date(2026, 11, 21), date(2026, 11, 27)),
        (date.min, 6, date.min, date(1, 1, 6)),
        (date.max, 0, date(9999, 12, 27), date.max),
    ],
)
def test_a_week_begins_on_the_day_that_is_said(
    day: date, first_weekday: int, first: date, last: date
) -> None:
    assert week_around(day, first_weekday) == Week(first, last)
