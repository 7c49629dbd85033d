"""A request as a record, and the link that records have to one another; Today needs no other record."""

from datetime import date, datetime
from typing import NamedTuple


class Link(NamedTuple):
    """Another record, by id and name."""

    id: bytes
    name: str | None


class RequestStep(NamedTuple):
    """One event of a request."""

    at: datetime | None
    kind: str | None
    note: str | None
    by: Link | None


class Sla(NamedTuple):
    """The states of a request's two clocks; None where no clock runs yet."""

    response: str | None
    resolution: str | None


class Executive(NamedTuple):
    """Whose voice a request needs, by when, and when it was heard."""

    who: str | None
    due_on: date | None
    done_on: date | None


class RequestView(NamedTuple):
    """A special need with its events; the clock's keys are None where no clock runs.

    Due instants are in the account's zone, other instants in the rep's; `paused_minutes` are minutes of working
    time for which the customer was waited for on the clock to the solution.
    """

    id: bytes
    type: str | None
    title: str | None
    priority: str | None
    impact: str | None
    urgency: str | None
    status: str | None
    opened_at: datetime | None
    response_due_at: datetime | None
    resolve_due_at: datetime | None
    responded_at: datetime | None
    resolved_at: datetime | None
    callback_due_on: date | None
    due_on: date | None
    reopen_count: int
    sla: Sla
    paused_minutes: int | None
    account: Link | None
    contact: Link | None
    owner: Link | None
    note: str | None
    via: str | None
    handed_to: str | None
    handed_due_on: date | None
    executive: Executive | None
    events: tuple[RequestStep, ...]
