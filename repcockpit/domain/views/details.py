"""The detail of an account or a person, the pane beside a list, and why a number is what it is."""

from datetime import date, datetime, timedelta
from typing import NamedTuple

from repcockpit.domain.asks import Ask
from repcockpit.domain.views.record_requests import Link
from repcockpit.domain.views.today import Reason, TouchRow

ACTIVITIES = ("contact", "requests", "training", "news", "qbr", "ideas", "network")
"""The seven, in the order they have everywhere."""


class Care(NamedTuple):
    """Where somebody stands on the day; `status` is a word of rules.md 3.2, None without a cadence.

    `is_red` follows the grace of the rule set; `snoozed_until` and `planned_on` stand beside the status.
    """

    status: str | None
    last_touch_on: date | None = None
    due_on: date | None = None
    days_over: int | None = None
    is_red: bool = False
    is_catch_up: bool = False
    interval_days: int | None = None
    rule: str = ""
    planned_on: date | None = None
    planned_type: str | None = None
    snoozed_until: date | None = None
    last_mail_on: date | None = None


class Activity(NamedTuple):
    """One of the seven lines of an account: what today's rows can tell, never a guess.

    `tone` names a state (late, slip, planned, done, calm, hole, clock); `on` is the day at the right,
    `right` a word there instead; both blank where it is unknown.
    """

    name: str
    tone: str
    words: str
    fact: str
    on: date | None = None
    right: str = ""
    right_tone: str = ""


class PersonLine(NamedTuple):
    """A person of an account, or around a person; `relation` says how (manager, …).

    `touches_365` is counted only for people whose pace is shown instead of their being overdue.
    """

    id: bytes
    name: str
    title: str
    role: str | None
    status: str | None
    care: Care
    is_key: bool
    phone: str | None = None
    email: str | None = None
    account: Link | None = None
    relation: str = ""
    touches_365: int | None = None


class OpenLine(NamedTuple):
    """An open task or promise."""

    id: bytes
    kind: str
    title: str
    due_on: date | None
    contact: Link | None
    account: Link | None


class RequestLine(NamedTuple):
    """A request; `due_at` is None once it is settled or while it waits for the customer.

    `state` is that of the clock that matters now, `left` and `share` its working time; `callback_on` is when
    the customer is to be called back, `due_on` the day that was promised by hand.
    """

    id: bytes
    title: str
    priority: str
    status: str
    is_open: bool
    opened_at: datetime | None
    due_at: datetime | None
    resolved_at: datetime | None
    contact: Link | None
    state: str | None = None
    left: timedelta | None = None
    share: float = 0.0
    callback_on: date | None = None
    due_on: date | None = None
    reopen_count: int = 0


class DealLine(NamedTuple):
    """A deal of the imported history."""

    id: bytes
    name: str
    stage: str
    stage_name: str
    amount: float | None
    currency: str | None
    closed_on: date | None
    contact: Link | None


class FieldLine(NamedTuple):
    """A field as it is stored; `reach` marks a phone, a mail or an address of the web."""

    label: str
    value: str
    reach: str = ""


class Happened(NamedTuple):
    """A row of the timeline: an interaction, or a request, training, information, idea, deal or feedback."""

    kind: str
    id: bytes
    on: date
    type: str
    who: str
    others: int
    contact_id: bytes | None
    text: str
    is_touch: bool = False
    status: str = "completed"
    outcome: str | None = None


class Place(NamedTuple):
    """Where the next page of interactions begins: after this day, instant (ms, -1: none) and id."""

    on: str
    at: int
    id: bytes


class TimelinePage(NamedTuple):
    """Some rows of a timeline, newest first; `after` is None where nothing older is left."""

    rows: tuple[Happened, ...]
    after: Place | None


class Detail(NamedTuple):
    """An account or a person with everything around it; `kind` says which.

    `about` are the grey words of the header, `accounts` those of a person; `seven` are the lines of the overview,
    of a person standing, pace and reach. `known` are notes of a kind, by kind (`type`), the newest first.
    """

    kind: str
    id: bytes
    name: str
    segment: str | None
    about: tuple[str, ...]
    account: Link | None
    role: str | None
    phone: str | None
    email: str | None
    care: Care
    seven: tuple[Activity, ...]
    people: tuple[PersonLine, ...]
    open: tuple[OpenLine, ...]
    requests: tuple[RequestLine, ...]
    deals: tuple[DealLine, ...]
    fields: tuple[FieldLine, ...]
    timeline: TimelinePage
    touches_365: int
    now: datetime
    accounts: tuple[Link, ...] = ()
    status: str | None = None
    is_key: bool = True
    known: tuple[Happened, ...] = ()
    index_said: str = ""
    """`index 61, was 66` of an account, and that it is avoided where it is."""


class PaneView(NamedTuple):
    """What the pane says about a person or an account, whichever screen shows the row.

    `there` is the local time of the person where the zone is known; `score` and `reasons` are Today's.
    `people` are those of an account, key people and the loudest first.
    """

    kind: str
    id: bytes
    name: str
    about: str
    phone: str | None
    email: str | None
    there: datetime | None
    care: Care
    rule: tuple[str, ...]
    score: float | None
    reasons: tuple[Reason, ...]
    touches: tuple[TouchRow, ...]
    open: tuple[OpenLine, ...]
    requests: tuple[RequestLine, ...]
    touches_365: int
    seven: tuple[Activity, ...]
    now: datetime
    segment: str | None = None
    status: str | None = None
    is_key: bool = True
    people: tuple[PersonLine, ...] = ()
    guard: str = ""
    """What speaks against one more touch of ours now, in words; blank where nothing does."""
    asks: tuple[Ask, ...] = ()


class EvidenceRow(NamedTuple):
    """A row behind a number; `kind` and `id` say what `enter` opens."""

    kind: str
    id: bytes
    on: date | None
    what: str
    said: str
    counts: bool = True


class Why(NamedTuple):
    """Why a number or a state is what it is: a sum, its parts, the rule, the rows behind it.

    `numbers` are the settings that decide (names of rule numbers); blank where none does.
    """

    title: str
    about: str
    score: float | None
    reasons: tuple[Reason, ...]
    rule: tuple[str, ...]
    rows: tuple[EvidenceRow, ...]
    now: datetime
    numbers: tuple[str, ...] = ()


class Reading(NamedTuple):
    """A record to be read whole: labelled facts, then its text; people and account can be opened."""

    kind: str
    id: bytes
    title: str
    facts: tuple[tuple[str, str], ...]
    text: str
    people: tuple[Link, ...] = ()
    account: Link | None = None
