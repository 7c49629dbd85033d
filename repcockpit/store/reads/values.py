"""Stored values as views have them: links, days, instants."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from repcockpit.domain.moments import time_of
from repcockpit.domain.views.record_requests import Link


def link(record_id: bytes | None, name: object) -> Link | None:
    """A link, or None where the record it led to is gone."""
    return None if record_id is None else Link(record_id, None if name is None else str(name))


def day(text: str | None) -> date | None:
    """A stored day."""
    return date.fromisoformat(text) if text else None


def instant(ms: int | None, zone: ZoneInfo) -> datetime | None:
    """A stored instant, aware, in `zone`."""
    return None if ms is None else time_of(ms, zone)
