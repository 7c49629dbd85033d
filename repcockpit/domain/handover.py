"""How ready an account is for another rep: eight items, their weights, what meets each (rules.md 2.18, 2.22)."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Final, NamedTuple

from repcockpit.domain.views.handover import ItemView

READY: Final = 80
"""From so many points on an account can be transferred; below it a manager must agree."""
CHART_DAYS: Final = 90
INTRODUCTION_DAYS: Final = 365
"""A meeting of both reps with a person counts for so long."""
CHECK_SOONEST, CHECK_LATEST, CHECK_DAYS = 20, 45, 30
"""Days ahead in which the check may lie, and how far ahead one is booked."""


class Item(NamedTuple):
    """One item: its weight, its words and what meets it; `is_tick` where a person says so."""

    name: str
    weight: int
    words: str
    meets: str
    is_tick: bool = False


ITEMS: Final = (
    Item("plan_current", 15, "plan current", "bring the plan up to date"),
    Item("org_chart", 15, "org chart confirmed", "confirm the role of each key contact"),
    Item(
        "open_work", 20, "open work accepted", "go through what is open together, then tick it", is_tick=True
    ),
    Item("introductions", 25, "introduced together", "meet each key contact together"),
    Item("only_you", 10, "only-you notes written", "log what only you know: a note of kind only_you"),
    Item("qbr_owner", 5, "next QBR has its owner", "give the next QBR to the new rep", is_tick=True),
    Item("customer_told", 5, "customer told", "have a named executive tell them, then tick it", is_tick=True),
    Item("check_30", 5, "30-day check booked", "book a check in 30 days", is_tick=True),
)
"""In the order of the list; the weights add up to 100."""

BY_NAME: Final = {one.name: one for one in ITEMS}


class KeyPerson(NamedTuple):
    """A key contact: when the role was confirmed last, and when both reps met them last."""

    id: bytes
    confirmed_on: date | None = None
    introduced_on: date | None = None


class Facts(NamedTuple):
    """All that readiness looks at, as it stood on `day`.

    `people` are the key contacts; `confirmed_on` the newest confirmation of any role there; `open_work` counts
    open requests and promises; `has_qbr` whether a review is to come, `is_qbr_given` whether the new rep owns it;
    `check_on` is a task of the new rep there; `ticks` the items that somebody ticked; `told_by` who told them.
    """

    day: date
    people: tuple[KeyPerson, ...] = ()
    confirmed_on: date | None = None
    open_work: int = 0
    only_you_notes: int = 0
    has_qbr: bool = False
    is_qbr_given: bool = False
    started_on: date | None = None
    checks_on: tuple[date, ...] = ()
    ticks: frozenset[str] = frozenset()
    told_by: str | None = None


class Readiness(NamedTuple):
    """The items in order, and the points of those that are met, 0 to 100."""

    items: tuple[ItemView, ...]
    points: int

    @property
    def is_ready(self) -> bool:
        """Whether the account can be transferred without a manager."""
        return self.points >= READY


def readiness(facts: Facts) -> Readiness:
    """How ready the account is on the day of the facts."""
    items = tuple(
        ItemView(one.name, one.weight, *_JUDGES[one.name](facts), one.is_tick, one.words, one.meets)
        for one in ITEMS
    )
    return Readiness(items, sum(one.weight for one in items if one.met))


def next_items(items: Iterable[ItemView]) -> list[ItemView]:
    """The open items, the heaviest first."""
    return sorted((one for one in items if not one.met), key=lambda one: -one.weight)


def is_fresh(on: date | None, day: date, days: int) -> bool:
    """Whether something was done in the last `days`; what is still to come was not."""
    return on is not None and 0 <= (day - on).days <= days


def _plan(facts: Facts) -> tuple[bool, str]:
    del facts
    return True, "no plan is kept yet"


def _chart(facts: Facts) -> tuple[bool, str]:
    """Each key contact; where nobody is one, anybody there."""
    if not facts.people:
        is_met = is_fresh(facts.confirmed_on, facts.day, CHART_DAYS)
        return is_met, "no key contact known" if not is_met else ""
    fresh = sum(is_fresh(one.confirmed_on, facts.day, CHART_DAYS) for one in facts.people)
    return fresh == len(facts.people), _of(fresh, facts.people)


def _open_work(facts: Facts) -> tuple[bool, str]:
    if not facts.open_work:
        return True, "none open"
    return "open_work" in facts.ticks, f"{facts.open_work:,} open"


def _introductions(facts: Facts) -> tuple[bool, str]:
    if not facts.people:
        return True, "no key contact known"
    met = sum(is_fresh(one.introduced_on, facts.day, INTRODUCTION_DAYS) for one in facts.people)
    return met == len(facts.people), _of(met, facts.people)


def _only_you(facts: Facts) -> tuple[bool, str]:
    count = facts.only_you_notes
    return count > 0, f"{count:,} note{'' if count == 1 else 's'}" if count else ""


def _qbr_owner(facts: Facts) -> tuple[bool, str]:
    return (True, "none due") if not facts.has_qbr else (facts.is_qbr_given, "")


def _told(facts: Facts) -> tuple[bool, str]:
    is_told = "customer_told" in facts.ticks and bool(facts.told_by)
    return is_told, f"by {facts.told_by}" if is_told else ""


def _check(facts: Facts) -> tuple[bool, str]:
    since = facts.started_on or facts.day
    booked = [
        on
        for on in facts.checks_on
        if (on - since).days >= CHECK_SOONEST and (on - facts.day).days <= CHECK_LATEST
    ]
    return bool(booked) or "check_30" in facts.ticks, f"{min(booked)}" if booked else ""


def _of(count: int, people: Sequence[KeyPerson]) -> str:
    return f"{count} of {len(people)}"


_JUDGES: Final[dict[str, Callable[[Facts], tuple[bool, str]]]] = {
    "plan_current": _plan,
    "org_chart": _chart,
    "open_work": _open_work,
    "introductions": _introductions,
    "only_you": _only_you,
    "qbr_owner": _qbr_owner,
    "customer_told": _told,
    "check_30": _check,
}
