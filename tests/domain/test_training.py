from datetime import date

import pytest

from repcockpit.domain.training import NEVER, Cell, Taken, cell_of, expiry, is_trainable, months_later, tally

TODAY = date(2026, 11, 24)


def taken(
    given: date | None = None, due: date | None = None, until: date | None = None, no: int = 1
) -> Taken:
    return Taken(bytes([no]) * 16, given, due, until, None)


def state(*rows: Taken, months: int | None = None) -> str:
    return cell_of(rows, months, TODAY, 60).state


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 11, 24), 24, date(2028, 11, 24)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
        (date(9999, 12, 1), 1, None),
    ],
)
def test_months_later_keeps_the_day_or_the_last_of_the_month(
    day: date, months: int, expected: date | None
) -> None:
    assert months_later(day, months) == expected


def test_what_is_written_goes_before_the_months_of_the_topic() -> None:
    assert expiry(date(2026, 1, 1), date(2026, 3, 1), 12) == date(2026, 3, 1)
    assert expiry(date(2026, 1, 1), None, 12) == date(2027, 1, 1)
    assert expiry(date(2026, 1, 1), None, None) is None


def test_the_five_states() -> None:
    assert state() == "never"
    assert state(taken(date(2020, 1, 1))) == "valid"
    assert state(taken(date(2026, 1, 1)), months=24) == "valid"
    assert state(taken(date(2025, 12, 24)), months=12) == "soon"
    assert state(taken(date(2025, 11, 24)), months=12) == "soon", "it holds on its last day"
    assert state(taken(date(2025, 11, 23)), months=12) == "expired"
    assert state(taken(due=date(2026, 12, 1))) == "planned"


def test_the_training_that_holds_longest_counts_and_a_plan_stands_beside_it() -> None:
    rows = [
        taken(date(2024, 1, 1), no=1),
        taken(date(2026, 1, 1), no=2),
        taken(due=date(2026, 12, 9), no=3),
        taken(due=date(2027, 1, 9), no=4),
    ]
    cell = cell_of(rows, 24, TODAY, 60)
    assert cell == Cell(
        "valid", b"\2" * 16, date(2026, 1, 1), date(2028, 1, 1), None, b"\3" * 16, date(2026, 12, 9)
    )
    assert cell_of(rows, 6, TODAY, 60).state == "planned", "a plan hides that the last one has expired"


def test_what_is_dated_after_today_has_not_happened() -> None:
    cell = cell_of([taken(date(2026, 12, 1))], 12, TODAY, 60)
    assert (cell.state, cell.due_on, cell.given_on) == ("planned", date(2026, 12, 1), None)


def test_valid_of_planned_cells() -> None:
    cells = [Cell("valid"), Cell("soon"), Cell("expired"), Cell("planned"), NEVER]
    assert tally(cells) == (2, 4)
    assert tally([NEVER]) == (0, 0)


@pytest.mark.parametrize(
    ("account", "contact", "expected"),
    [
        ("customer", "active", True),
        (None, None, True),
        ("prospect", "active", False),
        ("former", "active", False),
        ("exited", "active", False),
        ("customer", "lead", False),
        ("customer", "left", False),
    ],
)
def test_prospects_former_accounts_and_leads_get_none(
    account: str | None, contact: str | None, expected: bool
) -> None:
    assert is_trainable(account, contact) is expected
