"""Stored instants become times, also those that no calendar holds."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from repcockpit.domain.moments import time_of

MADRID = ZoneInfo("Europe/Madrid")


def test_an_instant_in_a_zone() -> None:
    assert time_of(0, UTC) == datetime(1970, 1, 1, tzinfo=UTC)
    assert (
        time_of(1_795_512_000_500, MADRID).isoformat(timespec="milliseconds")
        == "2026-11-24T10:20:00.500+01:00"
    )


@pytest.mark.parametrize("ms", [2**63, 10**17, -(2**63), -(10**17), 253_402_300_799_999])
@pytest.mark.parametrize("zone", [UTC, MADRID, ZoneInfo("Pacific/Kiritimati"), ZoneInfo("Pacific/Niue")])
def test_what_no_calendar_holds_is_the_nearest_that_one_does(ms: int, zone: ZoneInfo) -> None:
    found = time_of(ms, zone)
    assert found.year in {1, 9999}
    assert found.astimezone(UTC).year in {1, 9999}
