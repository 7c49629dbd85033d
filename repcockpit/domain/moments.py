"""Stored instants as times: milliseconds since 1970, whatever a file or a wrong clock put there."""

from datetime import UTC, datetime, timedelta, tzinfo
from typing import Final

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_FIRST: Final = int((datetime(1, 1, 3, tzinfo=UTC) - _EPOCH).total_seconds()) * 1000
_LAST: Final = int((datetime(9999, 12, 30, tzinfo=UTC) - _EPOCH).total_seconds()) * 1000


def time_of(ms: float, zone: tzinfo) -> datetime:
    """The aware time of `ms` in `zone`; before the year 1 and after 9999 the nearest that a date can hold."""
    return (_EPOCH + timedelta(milliseconds=min(max(ms, _FIRST), _LAST))).astimezone(zone)
