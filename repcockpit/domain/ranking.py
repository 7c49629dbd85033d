"""The order of Today: the score with its parts, one row per account, the groups (rules.md 2.4, product.md).

The number and its reasons come from the same parts, so that a list sorted by `score` and a row explained by
`explain` always agree.
"""

from collections.abc import Callable, Hashable, Iterable, Sequence
from datetime import date
from math import inf
from typing import Final, NamedTuple, TypeVar

from repcockpit.domain.cadence import Cadence
from repcockpit.domain.settings import DEFAULTS, RuleNumbers
from repcockpit.domain.views.today import GROUPS, Reason, TodayItem
from repcockpit.domain.words import HIGH_SEGMENTS, KEY_ROLES, spoken

SCORED_GROUPS: Final = frozenset(("due", "catch_up"))
HOURS_UNKNOWN: Final = "hours unknown"
_GROUP_ORDER: Final = {group: number for number, group in enumerate(GROUPS)}
_ALONE_GROUPS: Final = frozenset(("now", "today", "setup"))
_ALONE_KINDS: Final = frozenset(("clock", "callback", "meeting"))
_DAY_SECONDS: Final = 86_400
_EPOCH: Final = date(1970, 1, 1).toordinal()
Row = TypeVar("Row")


class Weights(NamedTuple):
    """The numbers of the score, ready for thousands of rows."""

    per_interval: float
    ratio_cap: float
    tiers: dict[str | None, float]
    unknown_tier: float
    role: float
    risk: float
    reachable: float


class Standing(NamedTuple):
    """What the score of one row is made of.

    `ratio` is silence in intervals (see `silence_ratio`, `task_ratio`); `risk` 0 to 1; `is_reachable` None
    where the hours are unknown. The texts are shown beside the points; blank ones are filled in.
    """

    ratio: float
    segment: str | None = None
    is_key: bool = False
    risk: float = 0.0
    is_reachable: bool | None = None
    silence_text: str = ""
    role: str | None = None
    risk_text: str = ""
    reachable_text: str = ""


def weights(numbers: RuleNumbers = DEFAULTS) -> Weights:
    """The weights that `numbers` say; make them once per list."""
    full = numbers.rank_segment
    return Weights(
        numbers.rank_silence / numbers.rank_ratio_cap,
        numbers.rank_ratio_cap,
        {
            "A": round(full * numbers.rank_tier_a, 2),
            "B": round(full * numbers.rank_tier_b, 2),
            "C": round(full * numbers.rank_tier_c, 2),
            "D": round(full * numbers.rank_tier_d, 2),
        },
        round(full * numbers.rank_tier_none, 2),
        numbers.rank_role,
        numbers.rank_risk,
        numbers.rank_reachable,
    )


def silence_ratio(found: Cadence, segment: str | None, numbers: RuleNumbers = DEFAULTS) -> float:
    """The ratio to score a cadence with.

    Somebody never contacted at an A or B account and due counts with full silence, so that they stand above
    the overdue of their kind (rules.md 2.4); everybody else counts with the ratio as it is.
    """
    if found.status == "never_contacted" and not found.is_catch_up and segment in HIGH_SEGMENTS:
        return numbers.rank_ratio_cap
    return found.ratio or 0.0


def task_ratio(days_over: int, numbers: RuleNumbers = DEFAULTS) -> float:
    """The ratio of a task or a promise: 1, and one more for every ten days late (product.md)."""
    return 1 + days_over / numbers.rank_task_days


def score(
    ratio: float, segment: str | None, *, is_key: bool, risk: float, is_reachable: bool | None, by: Weights
) -> float:
    """The points of a row, 0 to 100 with the default numbers, two decimals."""
    return round(sum(_points(ratio, segment, is_key, risk, is_reachable, by)), 2)


def _points(
    ratio: float,
    segment: str | None,
    is_key: bool,  # noqa: FBT001 -- private, called thousands of times a list
    risk: float,
    is_reachable: bool | None,  # noqa: FBT001 -- the same
    by: Weights,
) -> tuple[float, float, float, float, float]:
    return (
        round(max(min(ratio, by.ratio_cap), 0.0) * by.per_interval, 2),
        by.tiers.get(segment, by.unknown_tier),
        by.role if is_key else 0.0,
        round(risk * by.risk, 2),
        by.reachable if is_reachable else 0.0,
    )


def explain(row: Standing, by: Weights) -> tuple[float, tuple[Reason, ...]]:
    """The same points as `score`, with a reason for each part."""
    points = _points(row.ratio, row.segment, row.is_key, row.risk, row.is_reachable, by)
    reach = HOURS_UNKNOWN
    if row.is_reachable is not None:
        reach = "in working hours" if row.is_reachable else "outside working hours"
    texts = (
        row.silence_text or _times(row.ratio),
        row.segment or "no segment",
        spoken(row.role) if row.role else "no role known",
        row.risk_text or "none known",
        row.reachable_text or reach,
    )
    names = ("silence", "segment", "role", "risk", "reachable")
    return round(sum(points), 2), tuple(map(Reason, names, points, texts))


def silence_text(days: int, ratio: float) -> str:
    """Silence in words: "42 d, 1.4 times the target"."""
    return f"{days} d, {_times(ratio)}"


def never_text(tracked_days: int, last_mail: str = "") -> str:
    """Silence of somebody never contacted; `last_mail` is the day of the last mail as shown."""
    if last_mail:
        return f"mail only, last {last_mail}"
    return f"never contacted, {tracked_days} d since tracking began"


def late_text(kind: str, days_over: int) -> str:
    """A task's part of silence in words: "promise 3 d over", "task due today"."""
    return f"{spoken(kind)} {days_over} d over" if days_over > 0 else f"{spoken(kind)} due today"


def _times(ratio: float) -> str:
    return f"{ratio:.1f} times the target"


def best_role(roles: Sequence[str]) -> str | None:
    """The role a row names: the first key role, else the first known one."""
    known = [role for role in roles if role != "unknown"]
    return next((role for role in known if role in KEY_ROLES), known[0] if known else None)


SortKey = tuple[int, float, float, str, bytes]


def sort_key(item: TodayItem) -> SortKey:
    """The place of a row: group, then score where the group is scored, else time, then name, then id.

    A row with a date and no hour stands at the end of that day.
    """
    place = -(item.score or 0.0) if item.group in SCORED_GROUPS else 0.0
    name = item.contact_name or item.account_name or item.title
    return _GROUP_ORDER[item.group], place, _time_of(item), name.casefold(), item.subject_id


def _time_of(item: TodayItem) -> float:
    moment = item.due_at or item.at
    if moment is not None:
        return moment.timestamp()
    if item.due_on is None:
        return inf
    return float((item.due_on.toordinal() - _EPOCH + 1) * _DAY_SECONDS - 1)


def day_of(item: TodayItem) -> date | None:
    """The day on which a row stands in the list; None where it has none."""
    moment = item.due_at or item.at
    return moment.date() if moment is not None else item.due_on or item.planned_on


def is_after(item: TodayItem, last: date) -> bool:
    """Whether a row stands on a day after `last`."""
    day = day_of(item)
    return day is not None and day > last


HANDED: Final = "from"
"""The part of the reasons that says who handed a task over."""


def stands_alone(item: TodayItem) -> bool:
    """Whether a row is never folded: running clocks, call-backs, appointments, set-up questions, what a colleague handed over, no account."""
    return (
        item.account_id is None
        or item.group in _ALONE_GROUPS
        or item.kind in _ALONE_KINDS
        or item.at is not None
        or any(reason.part == HANDED for reason in item.reasons)
    )


def one_row_per_account(items: Iterable[TodayItem]) -> tuple[TodayItem, ...]:
    """The rows in order, those of one account folded into its first, which counts them as `others`.

    Where the account itself is the first row, it names the best of its people.
    """
    ordered = sorted(items, key=sort_key)
    return tuple(_joined(rows) for rows in fold(ordered, _account_to_fold))


def _account_to_fold(item: TodayItem) -> bytes | None:
    return None if stands_alone(item) else item.account_id


def _joined(rows: Sequence[TodayItem]) -> TodayItem:
    first, *more = rows
    if not more:
        return first
    person = next((row for row in more if row.contact_id), None)
    others = first.others + sum(1 + row.others for row in more)
    if person is None or first.subject_kind != "account" or first.contact_id:
        return first._replace(others=others)
    return first._replace(
        contact_id=person.contact_id,
        contact_name=person.contact_name,
        contact_role=person.contact_role,
        phone=first.phone or person.phone,
        others=others,
    )


def fold(ordered: Iterable[Row], key: Callable[[Row], Hashable | None]) -> list[list[Row]]:
    """The rows of each key together, keys in the order of their first row; a key of None is its own.

    Works on any row, so that a service folds light tuples before it builds the rows that are shown.
    """
    places: dict[Hashable, list[Row]] = {}
    groups: list[list[Row]] = []
    for row in ordered:
        name = key(row)
        together = None if name is None else places.get(name)
        if together is not None:
            together.append(row)
            continue
        groups.append([row])
        if name is not None:
            places[name] = groups[-1]
    return groups
