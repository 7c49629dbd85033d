"""Dates in the spellings of real exports, and the order of day and month in a column."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from repcockpit.exchange.sources.dates import DateOrder, day, moment, order_of

_ANY_DATE = st.dates(date(1971, 1, 1), date(2069, 12, 31))


@pytest.mark.parametrize(
    ("cell", "order", "on"),
    [
        ("2024-01-19", "dmy", "2024-01-19"),
        ("2024-01-19T09:42:24.000+0000", "dmy", "2024-01-19"),
        ("2013-02-03 00:00:00", "dmy", "2013-02-03"),
        ("3/11/2025 13:00", "mdy", "2025-03-11"),
        ("3/11/2025 1:00 PM", "dmy", "2025-11-03"),
        ("28/01/2006", "dmy", "2006-01-28"),
        ("01-02-13", "dmy", "2013-02-01"),
        ("13-02-01", "ymd", "2013-02-01"),
        ("15-Jan-24", "dmy", "2024-01-15"),
        ("15 Jan 2024", "mdy", "2024-01-15"),
        ("Jan 15, 2024", "dmy", "2024-01-15"),
        ("January 15, 2024 at 3:04 pm", "dmy", "2024-01-15"),
        ("Wed, 15 Jan 2024 10:00", "dmy", "2024-01-15"),
        ("15. März 2024", "dmy", "2024-03-15"),
        ("31.12.1999", "dmy", "1999-12-31"),
        ("2024/01/31", "dmy", "2024-01-31"),
        ("19960415", "dmy", "1996-04-15"),
        ("1714557600000", "dmy", "2024-05-01"),
        ("31/31/2024", "dmy", None),
        ("2024-13-01", "dmy", None),
        ("0/0/00", "dmy", None),
        ("--04-15", "dmy", None),
        ("next week", "dmy", None),
        ("12", "dmy", None),
    ],
)
def test_day(cell: str, order: DateOrder, on: str | None) -> None:
    assert day(cell, order) == on


def test_instant_and_zone() -> None:
    found = moment("2024-05-01T22:30:00.000+0000", "dmy", "Europe/Madrid")
    assert found is not None
    assert (found.day, found.zone) == ("2024-05-02", "Europe/Madrid")
    assert datetime.fromtimestamp((found.at or 0) / 1000, UTC).hour == 22


def test_time_without_offset_is_local() -> None:
    found = moment("3/11/2025 13:00", "dmy", "Europe/Madrid")
    assert found is not None
    assert datetime.fromtimestamp((found.at or 0) / 1000, UTC).hour == 12


def test_midnight_of_a_database_is_a_day() -> None:
    found = moment("2013-02-03 00:00:00", "dmy", "Europe/Madrid")
    assert found is not None
    assert found.at is None


@pytest.mark.parametrize(
    ("cells", "order", "asks"),
    [
        (["3/11/2025", "28/01/2006"], "dmy", False),
        (["3/11/2025", "01/28/2006"], "mdy", False),
        (["3/11/2025", "4/12/2025"], "dmy", True),
        (["3/3/2025"], "dmy", False),
        (["2024-01-02", ""], "dmy", False),
    ],
)
def test_order_of_a_column(cells: list[str], order: str, asks: bool) -> None:
    found = order_of(cells, None, "dmy")
    assert found.order == order
    assert (found.example is not None) is asks


def test_order_that_was_said_and_order_of_the_language() -> None:
    assert order_of(["3/11/2025"], "mdy", "dmy").order == "mdy"
    assert order_of(["3/11/2025"], None, "mdy").order == "mdy"
    assert order_of(["13/11/2025", "3/25/2025", "1/2/2025"], None, "dmy").clashes


@given(st.lists(_ANY_DATE, min_size=1, max_size=20), st.sampled_from(["/", "-", "."]), st.booleans())
def test_a_column_of_one_order_is_read_back(days: list[date], mark: str, is_american: bool) -> None:
    form = f"%m{mark}%d{mark}%Y" if is_american else f"%d{mark}%m{mark}%Y"
    cells = [one.strftime(form) for one in days]
    found = order_of(cells, None, "mdy" if is_american else "dmy")
    assert [day(cell, found.order) for cell in cells] == [one.isoformat() for one in days]


@given(_ANY_DATE)
def test_iso_is_read_back_in_every_order(on: date) -> None:
    for order in ("dmy", "mdy", "ymd"):
        assert day(on.isoformat(), order) == on.isoformat()


@given(st.text(max_size=40))
def test_any_text_is_a_date_or_nothing(text: str) -> None:
    found = moment(text, "dmy", "Europe/Madrid")
    assert found is None or date.fromisoformat(found.day)
