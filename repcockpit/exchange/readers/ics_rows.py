"""One meeting of a calendar as cells: when in UTC, who was invited, who said no."""

from datetime import UTC, date, datetime, timedelta
from typing import Final, NamedTuple

from repcockpit.exchange.readers.ics_lines import IcsComponent, IcsProperty
from repcockpit.exchange.readers.ics_repeats import Rule
from repcockpit.exchange.readers.ics_times import Stamp, local_day, local_time, span_of
from repcockpit.exchange.readers.table import Row

HEADER: Final = (
    "UID", "Recurrence", "Start", "Minutes", "Summary", "Description", "Location", "Status", "Organizer", "Attendees",
    "Declined", "Sequence",
)  # fmt: skip
_ROOMS: Final = frozenset(("ROOM", "RESOURCE"))
_LONGEST: Final = timedelta(days=31)


class Meeting(NamedTuple):
    """One VEVENT, its times understood; `recurrence` is the day of a series that it stands for."""

    component: IcsComponent
    start: Stamp
    minutes: int | None
    recurrence: Stamp | None

    @property
    def is_whole_day(self) -> bool:
        """Whether it has no hour."""
        return not isinstance(self.start.at, datetime)


def row_of(one: Meeting, at: Stamp, recurrence: str, *, is_cancelled: bool) -> Row:
    """The cells of a meeting on one of its days."""
    component = one.component
    organizer = component.first("ORGANIZER")
    people = component.every("ATTENDEE")
    coming = [person for person in people if not _is_refused(person)]
    status = "CANCELLED" if is_cancelled else component.text("STATUS").upper()
    return Row(
        component.line,
        (
            component.text("UID"), recurrence, written(at), "" if one.minutes is None else str(one.minutes),
            component.text("SUMMARY"), component.text("DESCRIPTION"), component.text("LOCATION"), status,
            address_of(organizer) if organizer else "", _joined(coming),
            _joined([person for person in people if _is_refused(person)]), component.text("SEQUENCE"),
        ),
    )  # fmt: skip


def bare_row(component: IcsComponent) -> tuple[str, ...]:
    """The cells of a component that cannot be read, as they stand in the file."""
    start = component.first("DTSTART")
    return (
        component.text("UID"), "", start.value[:200] if start else "", "", component.text("SUMMARY")[:500],
        *[""] * (len(HEADER) - 5),
    )  # fmt: skip


def invited(component: IcsComponent) -> bool:
    """Whether anybody but the calendar's owner was asked to come."""
    return component.first("ATTENDEE") is not None


def _is_refused(person: IcsProperty) -> bool:
    return person.parameters.get("PARTSTAT", "").upper() == "DECLINED"


def _joined(people: list[IcsProperty]) -> str:
    every = (
        address_of(person) for person in people if person.parameters.get("CUTYPE", "").upper() not in _ROOMS
    )
    return "; ".join(dict.fromkeys(one for one in every if one))


def address_of(person: IcsProperty) -> str:
    """The e-mail of somebody invited; nothing where none is told."""
    for said in (person.value, person.parameters.get("EMAIL", "")):
        address = said.strip()
        if address[:7].lower() == "mailto:":
            address = address[7:]
        if "@" in address and not any(letter.isspace() or letter in ";,<>" for letter in address):
            return address
    return ""


def written(at: Stamp) -> str:
    """A day as ISO text, a time with a zone in UTC, a floating one as it is."""
    if not isinstance(at.at, datetime):
        return at.at.isoformat()
    if at.zone is None:
        return at.at.isoformat(timespec="seconds")
    try:
        instant = at.at.replace(tzinfo=at.zone).astimezone(UTC)
    except (OverflowError, ValueError):
        return at.at.date().isoformat()
    return instant.replace(tzinfo=None).isoformat(timespec="seconds") + "Z"


def minutes_of(component: IcsComponent, start: Stamp, ends: list[Stamp]) -> int | None:
    """How long it takes, from its end or its duration; None for a whole day, for nothing and for over a month."""
    span: timedelta | None = None
    if not isinstance(start.at, datetime):
        return None
    if ends and isinstance(ends[0].at, datetime):
        try:
            span = _instant(ends[0], start) - _instant(start, start)
        except (OverflowError, ValueError):
            span = None
    elif (said := component.first("DURATION")) is not None:
        span = span_of(said.value)
    return round(span.total_seconds() / 60) or None if span and timedelta(0) < span <= _LONGEST else None


def _instant(stamp: Stamp, start: Stamp) -> datetime:
    at = stamp.at if isinstance(stamp.at, datetime) else datetime.min  # noqa: DTZ901 -- never: asked for times only
    return at.replace(tzinfo=stamp.zone or start.zone or UTC)


def same_clock(stamp: Stamp | None, start: Stamp) -> Stamp | None:
    """A time on the clock of the series it belongs to, so that its day there can be told."""
    if stamp is None or not isinstance(stamp.at, datetime) or stamp.zone is None or start.zone is None:
        return stamp
    try:
        local = stamp.at.replace(tzinfo=stamp.zone).astimezone(UTC).astimezone(start.zone)
    except (OverflowError, ValueError):
        return stamp
    return Stamp(local.replace(tzinfo=None), start.zone)


def last_of(rule: Rule, start: Stamp, last: datetime) -> datetime:
    """Until when a rule goes on, on the clock of its series, and no longer than `last`."""
    if rule.until is None:
        return last
    at = local_time(rule.until)
    if at is not None:
        clocked = same_clock(Stamp(at[0], UTC), start) if at[1] else Stamp(at[0])
        return min(last, clocked.at) if clocked and isinstance(clocked.at, datetime) else last
    day: date | None = local_day(rule.until)
    return last if day is None else min(last, datetime.combine(day, datetime.max.time()))
