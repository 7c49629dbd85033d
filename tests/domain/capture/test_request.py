"""A request typed alone, with its time."""

from datetime import datetime, timedelta

import pytest

from repcockpit.domain.capture import RequestLine, parse_request
from tests.domain.capture.book import NOW


def at(day: int, hour: int, minute: int) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=NOW.tzinfo)


@pytest.mark.parametrize(
    ("text", "moment", "title"),
    [
        ("pumps stopped", None, "pumps stopped"),
        ("14:40 pumps stopped", at(24, 14, 40), "pumps stopped"),
        ("14:40: pumps stopped", at(24, 14, 40), "pumps stopped"),
        (" 14h40  pumps stopped ", at(24, 14, 40), "pumps stopped"),
        ("17:40 pumps stopped", at(23, 17, 40), "pumps stopped"),
        ("yesterday 17:40 pumps stopped", at(23, 17, 40), "pumps stopped"),
        ("17:40 fri pumps stopped", at(20, 17, 40), "pumps stopped"),
        ("2026-11-20 09:00 pumps", at(20, 9, 0), "pumps"),
        ("14:40 7:30 pumps", at(24, 14, 40), "7:30 pumps"),
        ("14:40 fri mon pumps", at(20, 14, 40), "mon pumps"),
        ("fri pumps stopped", None, "fri pumps stopped"),
        ("14:40", None, "14:40"),
        ("25:40 pumps", None, "25:40 pumps"),
        ("7d pumps", None, "7d pumps"),
        ("", None, ""),
    ],
)
def test_day_and_time_look_back(text: str, moment: datetime | None, title: str) -> None:
    assert parse_request(text, NOW) == RequestLine(moment, title)


def test_it_is_aware_in_the_reps_zone() -> None:
    moment = parse_request("14:40 x", NOW).at
    assert moment is not None
    assert moment.utcoffset() == timedelta(hours=1)


def test_the_devices_language_and_order() -> None:
    assert parse_request("gestern 14.40 x", NOW, language="de").at == at(23, 14, 40)
    assert parse_request("11/20 14:40 x", NOW, order="mdy").at == at(20, 14, 40)
