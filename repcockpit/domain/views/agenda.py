"""What stands in the calendar: appointments, reviews, call-backs, things due, time kept free."""

from datetime import date, datetime
from typing import NamedTuple

from repcockpit.domain.views.record_requests import Link


class AgendaEntry(NamedTuple):
    """One entry, by day and, where it has an hour, by time.

    `kind` is appointment, qbr, callback, task or reserved; `type` the word of the record (visit, promise). `uid`
    names the entry in other calendars for good. `end_at` is set where somebody said how long it takes.
    """

    id: bytes
    uid: str
    kind: str
    type: str | None
    on: date
    at: datetime | None
    end_at: datetime | None
    minutes: int | None
    title: str
    note: str | None
    place: str | None
    account: Link | None
    contacts: tuple[Link, ...]
    owner: Link | None
