from datetime import date

import pytest

from repcockpit.domain.errors import InvalidValueError
from repcockpit.domain.snooze import Snooze, checked_snooze, is_snoozed

TODAY = date(2026, 11, 22)
LATER = date(2026, 12, 1)


def test_a_snooze_has_a_reason_and_an_end() -> None:
    assert checked_snooze(LATER, " on leave ", TODAY) == Snooze(LATER, "on leave")


@pytest.mark.parametrize(
    ("until", "reason"), [(None, "x"), (TODAY, "x"), (date(2020, 1, 1), "x"), (LATER, " "), (LATER, None)]
)
def test_anything_less_is_refused(until: date | None, reason: str | None) -> None:
    with pytest.raises(InvalidValueError) as caught:
        checked_snooze(until, reason, TODAY)
    assert caught.value.hint


def test_it_is_back_on_its_day() -> None:
    assert is_snoozed(LATER, TODAY)
    assert not is_snoozed(LATER, LATER)
    assert not is_snoozed(None, TODAY)
