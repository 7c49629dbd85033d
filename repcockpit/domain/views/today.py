"""The views of the day: one list, one row per account, with the reason on each line."""

from datetime import date, datetime, timedelta
from typing import NamedTuple

GROUPS = ("now", "today", "due", "catch_up", "week", "gaps", "setup")


class Reason(NamedTuple):
    """One part of why a row is here; `points` is None where the row is not scored."""

    part: str
    points: float | None
    text: str


class Face(NamedTuple):
    """The clock of a request that matters now: the answer's until it is given, then the solution's.

    `left` and `share` are of working time; `due_at` is None where none runs; `word` is answer or solve.
    """

    state: str | None
    left: timedelta
    share: float
    due_at: datetime | None
    word: str


class TodayItem(NamedTuple):
    """One row of Today.

    `kind` is clock, callback, meeting, account_overdue, contact_overdue, never_contacted, promise, task,
    qbr, gap_FLAG, training, info or setup_X. `others` counts the further rows of the same account that
    this one stands for. `due_at`/`at` are aware instants, `*_on` dates, `score` 0 to 100; `is_red`: silent past
    the longest interval; `face`: the clock of a request.
    """

    subject_kind: str
    subject_id: bytes
    group: str
    kind: str
    account_id: bytes | None
    account_name: str | None
    account_segment: str | None
    contact_id: bytes | None
    contact_name: str | None
    contact_role: str | None
    others: int
    title: str
    at: datetime | None
    due_at: datetime | None
    due_on: date | None
    days_over: int | None
    last_touch_on: date | None
    interval_days: int | None
    planned_on: date | None
    planned_type: str | None
    score: float | None
    reasons: tuple[Reason, ...]
    cadence_status: str | None = None
    phone: str | None = None
    is_red: bool = False
    face: Face | None = None


class TodayView(NamedTuple):
    """The day of one rep (or of all, `rep_id` None).

    `day` is the day shown: the next working day where `as_of` falls on a day off (`is_day_off`).
    `counts` has the number of rows per group before the catch-up limit, plus `unsynced` and `conflicts`.
    """

    as_of: datetime
    day: date
    is_day_off: bool
    rep_id: bytes | None
    rep_name: str | None
    items: tuple[TodayItem, ...]
    counts: dict[str, int]
    is_demo: bool = False
    is_empty: bool = False


class OverdueRow(NamedTuple):
    """A contact or an account past due, catch-up included and marked."""

    id: bytes
    name: str
    account_id: bytes | None
    account_name: str | None
    account_segment: str | None
    role: str | None
    status: str
    is_catch_up: bool
    last_touch_on: date | None
    due_on: date
    days_over: int
    ratio: float
    interval_days: int
    rule: str
    touches_365: int
    planned_on: date | None
    score: float


class OverdueView(NamedTuple):
    """What `overdue` prints, ranked."""

    as_of: datetime
    contacts: tuple[OverdueRow, ...]
    accounts: tuple[OverdueRow, ...]


class TouchRow(NamedTuple):
    """An interaction as evidence: does it count as a touch, and if not, why."""

    id: bytes
    on: date
    type: str
    outcome: str | None
    status: str
    note: str
    counts: bool
    why: str
