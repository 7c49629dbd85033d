"""One thing at a time, as lists, `show` and exports give it. Field names are the keys of the JSON."""

from datetime import date, datetime
from typing import NamedTuple

from repcockpit.domain.views.contact_bar import ContactBar
from repcockpit.domain.views.record_requests import Link


class AccountView(NamedTuple):
    """A customer organisation; `cadence_status` is a word of rules.md 3.2, None without a cadence."""

    id: bytes
    name: str | None
    segment: str | None
    segment_by: str | None
    status: str | None
    sector: str | None
    street: str | None
    city: str | None
    postal_code: str | None
    region: str | None
    country: str | None
    timezone: str | None
    hours: str | None
    parent: Link | None
    owner: Link | None
    interval_days: int | None
    revenue: float | None
    currency: str | None
    potential: str | None
    phone: str | None
    website: str | None
    note: str | None
    tags: tuple[str, ...]
    custom: dict[str, str]
    source_created_on: date | None
    tracking_started_on: date | None
    last_touch_on: date | None
    due_on: date | None
    cadence_status: str | None


class ContactView(NamedTuple):
    """A person; `emails` and `phones` begin with the primary one, `roles` too."""

    id: bytes
    name: str | None
    first_name: str | None
    last_name: str | None
    title: str | None
    department: str | None
    role: str | None
    roles: tuple[str, ...]
    support: str | None
    support_on: date | None
    support_note: str | None
    level: str | None
    role_confirmed_on: date | None
    email: str | None
    emails: tuple[str, ...]
    phone: str | None
    phones: tuple[str, ...]
    account: Link | None
    accounts: tuple[Link, ...]
    reports_to: Link | None
    status: str | None
    left_on: date | None
    new_employer: str | None
    preferred_channel: str | None
    preferred_hours: str | None
    do_not_contact: bool
    do_not_mail: bool
    interval_days: int | None
    owner: Link | None
    birthday: str | None
    note: str | None
    tags: tuple[str, ...]
    custom: dict[str, str]
    source_created_on: date | None
    tracking_started_on: date | None
    last_touch_on: date | None
    due_on: date | None
    cadence_status: str | None
    contact_bar: ContactBar | None = None


class InteractionView(NamedTuple):
    """What happened or is planned; `is_touch` says whether it counts as a contact."""

    id: bytes
    type: str | None
    outcome: str | None
    status: str | None
    direction: str | None
    occurred_on: date | None
    occurred_at: datetime | None
    minutes: int | None
    subject: str | None
    note: str | None
    account: Link | None
    contacts: tuple[Link, ...]
    rep: Link | None
    also_reps: tuple[Link, ...]
    request: Link | None
    qbr: Link | None
    solicited: bool | None
    note_kind: str | None
    is_touch: bool
    logged_at: datetime | None
    source: str | None


class TaskView(NamedTuple):
    """Something to do: a task, promise, next step, call-back, action."""

    id: bytes
    kind: str | None
    title: str | None
    note: str | None
    status: str | None
    priority: str | None
    due_on: date | None
    done_on: date | None
    outcome: str | None
    owner: Link | None
    account: Link | None
    contact: Link | None
    request: Link | None
    qbr: Link | None
    idea: Link | None
    first_due_on: date | None


class DealView(NamedTuple):
    """A deal as imported history: open, won or lost."""

    id: bytes
    name: str | None
    stage: str | None
    stage_name: str | None
    amount: float | None
    currency: str | None
    closed_on: date | None
    account: Link | None
    contact: Link | None
    owner: Link | None


class IdeaView(NamedTuple):
    """An idea for our products that a customer gave."""

    id: bytes
    title: str | None
    status: str | None
    status_on: date | None
    note: str | None
    product: str | None
    contact: Link | None
    account: Link | None


class TrainingView(NamedTuple):
    """A training that was given."""

    id: bytes
    topic: str | None
    kind: str | None
    given_on: date | None
    due_on: date | None
    expires_on: date | None
    usage: int | None
    contacts: tuple[Link, ...]
    account: Link | None


class InfoView(NamedTuple):
    """A piece of industry information brought to somebody."""

    id: bytes
    title: str | None
    kind: str | None
    brought_on: date | None
    contact: Link | None
    account: Link | None
    reaction: str | None
    path: str | None
    url: str | None
    note: str | None
    sectors: tuple[str, ...]
    writer: Link | None
    due_on: date | None


class ShareView(NamedTuple):
    """An item of the library brought to somebody."""

    id: bytes
    info: Link | None
    contact: Link | None
    account: Link | None
    brought_on: date | None
    reaction: str | None


class TopicView(NamedTuple):
    """A topic of training; it holds for `valid_months`, for ever where None."""

    id: bytes
    title: str | None
    valid_months: int | None


class FactView(NamedTuple):
    """A dated answer about a customer."""

    id: bytes
    account: Link | None
    kind: str | None
    value: str | None
    on: date | None


class DeliveryView(NamedTuple):
    """One delivery against a line of an order."""

    id: bytes
    account: Link | None
    order: str | None
    line: str | None
    product: str | None
    promised: float | None
    delivered: float | None
    unit: str | None
    promised_on: date | None
    delivered_on: date | None


class SeatView(NamedTuple):
    """A seat whose holder is unknown; `reports_to` is a person or another seat."""

    id: bytes
    account: Link | None
    role: str | None
    title: str | None
    level: str | None
    department: str | None
    reports_to: Link | None


class FeedbackView(NamedTuple):
    """A satisfaction figure: NPS 0 to 10 or CSAT 1 to 5."""

    id: bytes
    kind: str | None
    score: int | None
    asked_on: date | None
    contact: Link | None
    account: Link | None
    note: str | None


class RepView(NamedTuple):
    """One of our people; `as_of_sync` is when they were heard of last, of this device's rep now."""

    id: bytes
    name: str | None
    role: str | None
    manager: Link | None
    team: str | None
    email: str | None
    timezone: str | None
    country: str | None
    region: str | None
    hours: str | None
    left_on: date | None
    as_of_sync: datetime | None = None


class LeaveView(NamedTuple):
    """Days on which a rep is away, both ends included, and who covers."""

    id: bytes
    rep: Link | None
    since: date | None
    until: date | None
    cover: Link | None


class HolidayView(NamedTuple):
    """A day off of an account or a rep, beside the public ones; `on` is its first day."""

    id: bytes
    on: date | None
    until: date | None
    title: str | None
    account: Link | None
    rep: Link | None


class SettingView(NamedTuple):
    """A number of the rule set: the value in force and the default, in `unit`."""

    id: bytes
    name: str
    value: float
    default: float
    unit: str
    meaning: str


class BinRow(NamedTuple):
    """A removed record: what it is, what it is called, when it went; `children` records went with it."""

    kind: str
    id: bytes
    title: str | None
    removed_at: datetime | None
    children: int = 0


class Hit(NamedTuple):
    """A record that a search found; `snippet` is the text around the place."""

    kind: str
    id: bytes
    title: str | None
    snippet: str | None
