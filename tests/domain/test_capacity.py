from datetime import date

import pytest

from repcockpit.domain.businesstime import Calendar
from repcockpit.domain.capacity import (
    Load,
    Lowering,
    capacity_sentence,
    lowering_sentence,
    lowerings,
    made_per_day,
    promised_per_day,
    window_start,
    working_weekdays,
)

ONE, TWO = b"1" * 16, b"2" * 16
OTHER = "cadence.role.other"
KEY = "cadence.role.key"


def test_an_account_is_touched_through_its_people() -> None:
    people = [Load(ONE, False, 10), Load(ONE, False, 10)]
    assert promised_per_day([*people, Load(ONE, True, 10)]) == pytest.approx(0.2 * 7 / 5)
    assert promised_per_day([people[0], Load(ONE, True, 5)]) == pytest.approx(0.2 * 7 / 5)
    assert promised_per_day([Load(ONE, True, 7), Load(TWO, True, 7)], 7) == pytest.approx(2 / 7)
    assert promised_per_day([Load(None, False, 7), Load(None, False, 7)], 7) == pytest.approx(2 / 7)


def test_without_working_days_nothing_is_promised() -> None:
    assert promised_per_day([Load(ONE, True, 7)], 0) == 0
    assert working_weekdays(Calendar()) == 5
    assert made_per_day(12, 0) is None
    assert made_per_day(12, 2) == 6


def test_the_window_counts_working_days_before_today() -> None:
    cal = Calendar(holidays=frozenset({date(2026, 11, 19)}))
    assert window_start(cal, date(2026, 11, 24), 3) == (date(2026, 11, 18), 3)
    assert window_start(cal, date(2026, 11, 24), 20, date(2026, 11, 20)) == (date(2026, 11, 20), 2)
    assert window_start(cal, date(2026, 11, 24), 20, date(2026, 11, 24)) == (date(2026, 11, 24), 0)
    assert window_start(Calendar(hours=((),) * 7), date(2026, 11, 24), 3)[1] == 0


def test_lowering_the_greatest_burden_helps_most() -> None:
    loads = [Load(ONE, False, 52, OTHER)] * 10 + [Load(TWO, False, 30, KEY), Load(TWO, False, 5)]
    offers = lowerings(loads)
    assert [offer.number for offer in offers] == [OTHER, KEY]
    assert offers[0].promised == pytest.approx((10 / 104 + 1 / 30 + 1 / 5) * 7 / 5)


def test_the_sentences() -> None:
    assert capacity_sentence(23.94, 6) == "you promise 23.9 touches a day, you make 6"
    assert capacity_sentence(2, None) == "you promise 2 touches a day"
    assert lowering_sentence(Lowering(OTHER, 52, 104, 14.2)) == (
        "every 104 d instead of 52: 14.2 a day (every other person, seven times a year)"
    )
