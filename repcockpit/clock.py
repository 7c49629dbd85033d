"""The only module that reads time or chance; `--now` and the demo replace what it says."""

import os
import time
from datetime import UTC, date, datetime
from datetime import time as clock_time
from typing import NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from repcockpit.domain.errors import InvalidValueError

_YEARS = range(1900, 2201)


def machine_zone() -> str:
    """The IANA name of this machine's time zone; `UTC` where it cannot be told."""
    named = os.environ.get("TZ", "").lstrip(":")
    if named and _is_zone(named):
        return named
    try:
        target = os.path.realpath("/etc/localtime")
    except OSError:
        return "UTC"
    _, found, name = target.partition("zoneinfo/")
    return name if found and _is_zone(name) else "UTC"


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


class Clock(NamedTuple):
    """Business time: the instant a person means by "now", and the zone it is read in.

    `fixed` is the instant of `--now` (aware, UTC) or None for the real clock. Stamps and history never
    use it: they call `wall_ms`.
    """

    zone: str
    fixed: datetime | None = None

    def now(self) -> datetime:
        """The business instant, aware, in `zone`."""
        return (self.fixed or datetime.now(UTC)).astimezone(ZoneInfo(self.zone))

    def today(self) -> date:
        """The business day in `zone`."""
        return self.now().date()


def clock_at(text: str | None, zone: str) -> Clock:
    """A clock that stands at `text` (ISO 8601; a date alone means 09:00 in `zone`), or the real one.

    Raises InvalidValueError where `text` is no instant.
    """
    if not text:
        return Clock(zone)
    try:
        if len(text.strip()) <= 10:
            moment = datetime.combine(date.fromisoformat(text.strip()), clock_time(9), ZoneInfo(zone))
        else:
            moment = datetime.fromisoformat(text.strip())
    except ValueError:
        raise InvalidValueError(
            f"--now {text!r} is no instant", "write it like 2026-11-24 or 2026-11-24T09:30"
        ) from None
    if moment.year not in _YEARS:
        raise InvalidValueError(
            f"--now {text!r} lies too far away", f"give a year from {_YEARS[0]} to {_YEARS[-1]}"
        )
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=ZoneInfo(zone))
    return Clock(zone, moment.astimezone(UTC))


def wall_ms() -> int:
    """Milliseconds since 1970 by the real clock."""
    return time.time_ns() // 1_000_000


def random_bytes(count: int) -> bytes:
    """`count` random bytes."""
    return os.urandom(count)
