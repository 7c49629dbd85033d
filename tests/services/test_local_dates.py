"""Dates as the device's person types them."""

from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from repcockpit.domain.errors import InvalidValueError
from repcockpit.services.book import Book, open_book
from repcockpit.services.local_dates import (
    device_language,
    device_order,
    first_weekday,
    read_day,
    read_moment,
    week_of,
)
from repcockpit.settings import change_setting

MADRID = ZoneInfo("Europe/Madrid")


@pytest.fixture
def book(tmp_path: Path) -> Book:
    return open_book(tmp_path / "a.db", now="2026-11-24")


@pytest.mark.parametrize(
    ("spoken", "language", "order"),
    [
        ("C.UTF-8", "en", "dmy"),
        ("", "en", "dmy"),
        ("en_US.UTF-8", "en", "mdy"),
        ("en_GB.UTF-8", "en", "dmy"),
        ("es_ES", "es", "dmy"),
        ("hu_HU.UTF-8", "hu", "ymd"),
    ],
)
def test_language_and_order_come_from_the_locale(
    monkeypatch: pytest.MonkeyPatch, spoken: str, language: str, order: str
) -> None:
    monkeypatch.setenv("LC_ALL", spoken)
    monkeypatch.delenv("LC_TIME", raising=False)
    monkeypatch.delenv("LANG", raising=False)
    assert (device_language(), device_order()) == (language, order)


def test_a_day_looks_back_or_forward(book: Book) -> None:
    assert read_day(book, "fri", "back") == date(2026, 11, 20)
    assert read_day(book, "fri", "forward") == date(2026, 11, 27)
    with pytest.raises(InvalidValueError) as refused:
        read_day(book, "someday", "back")
    assert refused.value.hint


@pytest.mark.parametrize(
    ("text", "day", "at"),
    [
        ("yesterday", date(2026, 11, 23), None),
        ("14:30", date(2026, 11, 24), datetime(2026, 11, 24, 14, 30, tzinfo=MADRID)),
        ("mon 9:05", date(2026, 11, 23), datetime(2026, 11, 23, 9, 5, tzinfo=MADRID)),
        ("2026-11-20 09:00", date(2026, 11, 20), datetime(2026, 11, 20, 9, tzinfo=MADRID)),
        ("2026-11-20T09:00", date(2026, 11, 20), datetime(2026, 11, 20, 9, tzinfo=MADRID)),
        ("2026-11-20T23:30+00:00", date(2026, 11, 21), datetime(2026, 11, 21, 0, 30, tzinfo=MADRID)),
    ],
)
def test_a_moment_is_a_day_a_time_or_both(book: Book, text: str, day: date, at: datetime | None) -> None:
    assert read_moment(book, text, "back") == (day, at)


@pytest.mark.parametrize("text", ["Tuesdayish", "2026-11-20T99:00", "25:00"])
def test_what_is_no_moment_is_refused(book: Book, text: str) -> None:
    with pytest.raises(InvalidValueError):
        read_moment(book, text, "back")


def test_the_settings_go_before_the_locale(monkeypatch: pytest.MonkeyPatch, book: Book) -> None:
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    assert (first_weekday(), week_of(date(2026, 11, 24)).first_on) == (6, date(2026, 11, 22))
    assert read_day(book, "12/9", "forward") == date(2026, 12, 9)
    change_setting("date_order", "dmy")
    change_setting("first_day_of_week", "monday")
    change_setting("language", "es")
    assert read_day(book, "9/12", "forward") == date(2026, 12, 9)
    assert read_day(book, "mañana", "forward") == date(2026, 11, 25)
    assert (first_weekday(), week_of(date(2026, 11, 24)).first_on) == (0, date(2026, 11, 23))


@pytest.mark.parametrize(
    ("spoken", "weekday"), [("de_DE.UTF-8", 0), ("ar_EG.UTF-8", 5), ("pt_BR", 6), ("", 0)]
)
def test_a_week_begins_as_the_country_has_it(
    monkeypatch: pytest.MonkeyPatch, spoken: str, weekday: int
) -> None:
    monkeypatch.setenv("LC_ALL", spoken)
    monkeypatch.setenv("LANG", "")
    assert first_weekday() == weekday
