"""Times of calendar files: days, instants, spans, and time zones under every name programs give them."""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from repcockpit.exchange.readers.ics_lines import IcsComponent, IcsProperty
from repcockpit.exchange.readers.ics_repeats import Rule, repeats, rule_of

_STAMP = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})(?:[T ](\d{2}):?(\d{2})(?::?(\d{2}))?(?:\.\d+)?(Z)?)?")
_SPAN = re.compile(
    r"([+-])?P(?:(\d{1,6})W)?(?:(\d{1,7})D)?(?:T(?:(\d{1,7})H)?(?:(\d{1,7})M)?(?:(\d{1,9})S)?)?"
)
_OFFSET = re.compile(r"([+-])(\d{2}):?(\d{2})(?::?\d{2})?")
_BY_OFFSET = re.compile(r"\(?(?:UTC|GMT)\s*([+-])(\d{1,2})(?::?(\d{2}))?\)?", re.IGNORECASE)
_FIRST: Final = datetime(1900, 1, 1)  # noqa: DTZ001 -- a local time without its zone yet


class Stamp(NamedTuple):
    """A day, or a local time; `zone` is None for a floating time and for a day."""

    at: date | datetime
    zone: tzinfo | None = None

    @property
    def on(self) -> date:
        """Its day."""
        return self.at.date() if isinstance(self.at, datetime) else self.at


class Zones:
    """The time zones of one file: by their IANA name, a Windows name, or as the file itself describes them."""

    def __init__(self) -> None:
        self._described: dict[str, IcsComponent] = {}
        self._found: dict[str, tzinfo | None] = {}
        self.unknown: dict[str, None] = {}

    def describe(self, component: IcsComponent) -> None:
        """Keep a VTIMEZONE of the file."""
        name = component.text("TZID")
        if name:
            self._described[name] = component

    def named(self, name: str) -> tzinfo | None:
        """The zone of that name; None for one that nobody knows, which is counted."""
        name = name.strip()
        if name not in self._found:
            self._found[name] = _known_zone(name) or self._from_file(name) or _fixed(name)
            if self._found[name] is None:
                self.unknown[name] = None
        return self._found[name]

    def _from_file(self, name: str) -> tzinfo | None:
        component = self._described.get(name)
        if component is None:
            return None
        found = _Described([change for inner in component.inner if (change := _change(inner))])
        return found if found.changes else None


def _known_zone(name: str) -> tzinfo | None:
    if name.upper() in ("UTC", "Z", "GMT", "ETC/UTC", "ETC/GMT"):
        return UTC
    parts = name.strip("/").split("/")
    for start in range(len(parts)):  # /mozilla.org/20050126_1/Europe/Berlin
        found = _iana("/".join(parts[start:]))
        if found is not None:
            return found
    from icalendar.timezone.windows_to_olson import (  # noqa: PLC0415 -- only where a zone has an odd name
        WINDOWS_TO_OLSON,
    )

    return _iana(WINDOWS_TO_OLSON.get(name, ""))


def _iana(name: str) -> tzinfo | None:
    if not re.fullmatch(r"[A-Za-z][A-Za-z0-9_+\-]*(?:/[A-Za-z0-9_+\-]+)*", name):
        return None
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return None


def _fixed(name: str) -> tzinfo | None:
    """`(UTC+01:00) Amsterdam, Berlin`, `GMT-5`."""
    found = _BY_OFFSET.match(name)
    if found is None:
        return None
    sign, hours, minutes = found.groups()
    span = timedelta(hours=int(hours), minutes=int(minutes or 0))
    return timezone(-span if sign == "-" else span) if span < timedelta(hours=24) else None


class _Change(NamedTuple):
    """From when on, and by which rule again, a zone has an offset."""

    start: datetime
    rule: Rule | None
    dates: tuple[datetime, ...]
    offset: timedelta


def _change(component: IcsComponent) -> _Change | None:
    start, offset = component.first("DTSTART"), component.first("TZOFFSETTO")
    said = _OFFSET.fullmatch(offset.value.strip()) if offset else None
    at = local_time(start.value) if start else None
    if said is None or at is None:
        return None
    span = timedelta(hours=int(said[2]), minutes=int(said[3]))
    rule = component.first("RRULE")
    dates = tuple(found[0] for one in component.every("RDATE") if (found := local_time(one.value)))
    return _Change(at[0], rule_of(rule.value) if rule else None, dates, -span if said[1] == "-" else span)


class _Described(tzinfo):
    """A zone as a file describes it; gives local times an offset, and nothing else is asked of it."""

    def __init__(self, changes: Iterable[_Change]) -> None:
        self.changes = list(changes)
        self._onsets: dict[int, list[tuple[datetime, timedelta]]] = {}

    def utcoffset(self, at: datetime | None) -> timedelta:
        """The offset of the last change before a local time."""
        if at is None:
            return timedelta(0)
        local = at.replace(tzinfo=None)
        onsets = self._of_year(local.year)
        return next((offset for start, offset in reversed(onsets) if start <= local), onsets[0][1])

    def dst(self, _at: datetime | None) -> timedelta | None:
        """Not told."""
        return None

    def tzname(self, _at: datetime | None) -> str:
        """A word for it."""
        return "described"

    def fromutc(self, at: datetime) -> datetime:
        """The local time of an instant, off by the change itself for one hour a year."""
        return at + self.utcoffset(at)

    def _of_year(self, year: int) -> list[tuple[datetime, timedelta]]:
        found = self._onsets.get(year)
        if found is None:
            last = datetime(year, 12, 31, 23, 59)  # noqa: DTZ001 -- a local time
            first = datetime(max(year - 1, 1), 1, 1)  # noqa: DTZ001 -- a local time
            found = [(change.start, change.offset) for change in self.changes]
            for change in self.changes:
                again = repeats(max(change.start, _FIRST), change.rule, first, last) if change.rule else []
                found += [(at, change.offset) for at in (*change.dates, *again)]
            found.sort()
            self._onsets[year] = found
        return found


def local_time(value: str) -> tuple[datetime, bool] | None:
    """(local time, whether it is UTC) of the first value; None for a day and for what is neither."""
    found = _STAMP.match(value.strip())
    if found is None or found[4] is None:
        return None
    year, month, day, hour, minute, second = (int(part or 0) for part in found.groups()[:6])
    try:
        return datetime(year, month, day, hour, minute, min(second, 59)), bool(found[7])  # noqa: DTZ001
    except ValueError:
        return None


def local_day(value: str) -> date | None:
    """The day of the first value; None where there is none."""
    found = _STAMP.match(value.strip())
    if found is None:
        return None
    try:
        return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None


def stamps_of(found: IcsProperty, zones: Zones) -> list[Stamp]:
    """The days or times of a property, which may list several; of a period its start. Others are left out."""
    stamps = []
    for part in found.value.split(","):
        stamp = _stamp(part.partition("/")[0], found.parameters, zones)
        if stamp is not None:
            stamps.append(stamp)
    return stamps


def _stamp(value: str, parameters: dict[str, str], zones: Zones) -> Stamp | None:
    at = local_time(value)
    if at is None or parameters.get("VALUE", "").upper() == "DATE":
        day = local_day(value)
        is_broken = at is None and "T" in value.upper().strip()[8:]
        return None if day is None or is_broken else Stamp(day)
    if at[1]:
        return Stamp(at[0], UTC)
    name = parameters.get("TZID")
    return Stamp(at[0], zones.named(name) if name else None)


def span_of(value: str) -> timedelta | None:
    """The length a DURATION says; None for what is none or goes back in time."""
    found = _SPAN.fullmatch(value.strip().upper())
    if found is None or not any(found.groups()[1:]) or found[1] == "-":
        return None
    weeks, days, hours, minutes, seconds = (int(part or 0) for part in found.groups()[1:])
    try:
        return timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes, seconds=seconds)
    except OverflowError:
        return None
