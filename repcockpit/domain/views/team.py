"""Screen 8 "Team": a row for each of us, the line of all, where help is needed. `services.team` fills it.

None stands for what is not known, or not read yet: the first numbers come before the rest.
"""

from datetime import date, datetime
from typing import Final, NamedTuple

FEWEST: Final = 5
"""A percentage of fewer is said as "3 of 4"."""
TREND_WEEKS: Final = 8
FIGURES: Final = (
    "touches", "total", "attainment", "attainment_capped", "frequency", "expected", "overdue", "catch_up",
    "requests", "callbacks", "qbrs", "coverage", "flags", "ideas", "trainings", "kept",
)  # fmt: skip
"""Everything that rows stand behind; `services.team.rows.rows_behind` takes one of these words."""


class Share(NamedTuple):
    """So many (`part`) of so many (`whole`)."""

    part: int = 0
    whole: int = 0

    @property
    def percent(self) -> int | None:
        """In whole percent; None of nothing."""
        return round(100 * self.part / self.whole) if self.whole else None

    @property
    def said(self) -> str:
        """As a person reads it: a percentage from five on, below that "3 of 4", of nothing a dash."""
        if not self.whole:
            return "–"
        return f"{self.percent} %" if self.whole >= FEWEST else f"{self.part} of {self.whole}"


class QbrPipeline(NamedTuple):
    """The reviews in sight that are not held yet: how many, and of them ready, at risk, late."""

    due: int = 0
    ready: int = 0
    at_risk: int = 0
    late: int = 0


class TierCounts(NamedTuple):
    """A count for each tier; `none` are those without one."""

    A: int = 0
    B: int = 0
    C: int = 0
    D: int = 0
    none: int = 0

    @property
    def all(self) -> int:
        """Their sum."""
        return sum(self)


class TeamFigures(NamedTuple):
    """The numbers of one row over a span; shares of plan are 1.0 for "as planned".

    `touches` are the rep's own, `total` everybody's at the accounts that the rep owns. `overdue` counts accounts
    and key people past due, `overdue_of` those with a cadence; catch-up stands apart, `before` on the eve of the
    span. `broad` of `mapped` customers; `flags` are (flag, customers). `kept` of `promises_due` promises.
    """

    touches: int | None = None
    total: int | None = None
    attainment: float | None = None
    attainment_capped: float | None = None
    frequency: float | None = None
    expected: float | None = None
    overdue: TierCounts | None = None
    overdue_of: int | None = None
    catch_up_now: int | None = None
    catch_up_before: int | None = None
    requests: Share | None = None
    callbacks: Share | None = None
    qbrs: QbrPipeline | None = None
    broad: int | None = None
    mapped: int | None = None
    flags: tuple[tuple[str, int], ...] | None = None
    ideas: int | None = None
    trainings: int | None = None
    kept: int | None = None
    promises_due: int | None = None


class TeamRow(NamedTuple):
    """One of us. Every number is of the day of `as_of_sync`; where that is long ago, or never was, it is `stale`.

    `trend` has the touches of the last eight weeks, the oldest first, None for weeks after `as_of_sync`.
    `handed` are open tasks that somebody else gave them; `snoozed` the accounts and people they put off.
    `away_until` is the last day of a leave that holds on the business day, `cover_name` who covers.
    """

    id: bytes
    name: str
    role: str
    as_of_sync: datetime | None
    stale: bool
    left_on: date | None
    away_until: date | None
    cover_name: str | None
    accounts: int
    people: int
    figures: TeamFigures
    previous: TeamFigures
    trend: tuple[int | None, ...] = ()
    handed: int = 0
    snoozed: int = 0
    day: date | None = None


class HelpLine(NamedTuple):
    """One place where help is needed: `state` as "2 missed", `urgency` 0 (now), 1 (soon) or 2 (to know).

    `kind` is clock, callback, qbr, promise, overdue or leave; the subject is what Enter opens.
    """

    rep_id: bytes
    rep_name: str
    urgency: int
    kind: str
    state: str
    text: str
    subject_kind: str
    subject_id: bytes


class QbrLine(NamedTuple):
    """A review in sight, in the words of the list of reviews: `state` is a word of STATES, `words` what is drawn."""

    rep_id: bytes | None
    rep_name: str
    qbr_id: bytes
    account_id: bytes
    account_name: str
    segment: str | None
    state: str
    words: str
    readiness: int | None
    on: date | None
    is_at_risk: bool


class SilentAccount(NamedTuple):
    """An owned account with its touches of 365 days; the day of the last one is None where there is none."""

    account_id: bytes
    account_name: str
    segment: str | None
    rep_id: bytes
    rep_name: str
    touches_365: int
    last_touch_on: date | None
    due_on: date | None


class TeamSpan(NamedTuple):
    """Days, both included, and what a person calls them; `kind` is week, month, quarter or range."""

    since: date
    until: date
    kind: str
    title: str


class BehindRow(NamedTuple):
    """A row behind a number; `counts` says whether it is one of those that make it, `state` what it adds in words."""

    kind: str
    id: bytes
    account_id: bytes | None
    account_name: str | None
    text: str
    on: date | None
    state: str = ""
    counts: bool = True


class Behind(NamedTuple):
    """The rows behind a number of a row, all of them or as many as asked for, and how many there are."""

    title: str
    words: tuple[str, ...]
    rows: tuple[BehindRow, ...]
    total: int


class TeamView(NamedTuple):
    """The screen. `rows` stand A to Z and are never ranked; `total` is the line of the team.

    `help` comes with the most urgent first, within it A to Z. `left_out` are sentences about what is not here.
    `is_whole` says that every number is there, `has_before` that reviews and coverage of the span before are too.
    """

    as_of: datetime
    span: TeamSpan
    before: TeamSpan
    rows: tuple[TeamRow, ...]
    total: TeamRow
    help: tuple[HelpLine, ...] = ()
    qbrs: tuple[QbrLine, ...] = ()
    least_touched: tuple[SilentAccount, ...] = ()
    without_next_step: tuple[SilentAccount, ...] = ()
    left_out: tuple[str, ...] = ()
    is_whole: bool = False
    has_before: bool = False

    @property
    def since(self) -> date:
        """The first day."""
        return self.span.since

    @property
    def until(self) -> date:
        """The last day."""
        return self.span.until

    @property
    def title(self) -> str:
        """What a person calls the span: "week 48"."""
        return self.span.title
