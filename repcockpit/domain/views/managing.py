"""What a manager sets and answers: targets, rates, approvals. Field names are the keys of the JSON."""

from datetime import date
from typing import NamedTuple

from repcockpit.domain.views.record_requests import Link


class TargetView(NamedTuple):
    """Touches a rep plans from `since` to `until`, both included, at one account (None: in all)."""

    id: bytes
    rep: Link | None
    account: Link | None
    since: date | None
    until: date | None
    planned: float | None


class RateView(NamedTuple):
    """Units of a currency for one of the reporting currency from `on`; the reporting currency is the one at 1."""

    id: bytes
    currency: str | None
    per: float | None
    on: date | None


class SubjectLink(NamedTuple):
    """The record that is asked about, by its kind, id and name."""

    kind: str
    id: bytes
    name: str | None


class ApprovalView(NamedTuple):
    """Something that a manager is asked for; `asked` is the value asked for, `by` who answered.

    `kind` is qbr_skip, tier_change or handover; `state` open, approved or refused.
    """

    id: bytes
    kind: str
    subject: SubjectLink | None
    account: Link | None
    asked: str | None
    asked_by: Link | None
    asked_on: date | None
    reason: str | None
    state: str
    by: Link | None
    decided_on: date | None
    note: str | None


class InboxRow(NamedTuple):
    """An approval with what is needed to decide.

    `what` is what is asked in words, `segment` the account's tier now, `readiness` 0 to 100 of a review or a
    handover, `days` since it was asked, `waits_for` whose answer it is, `is_own` that this device's rep asked.
    """

    view: ApprovalView
    what: str
    segment: str | None
    readiness: int | None
    days: int | None
    waits_for: str | None
    is_own: bool


class Inbox(NamedTuple):
    """What waits for an answer, what was answered, and whether this device's rep may answer."""

    waiting: tuple[InboxRow, ...]
    answered: tuple[InboxRow, ...]
    may_decide: bool
