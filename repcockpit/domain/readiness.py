"""How ready a quarterly business review is: fourteen items, their weights, what meets each (rules.md 2.6, 2.22)."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Final, NamedTuple

from repcockpit.domain.settings import DEFAULTS, RuleNumbers
from repcockpit.domain.views.reviews import QbrItemView, QbrStep

SPONSOR_ROLES: Final = frozenset(("decision_maker", "budget_holder", "economic_buyer", "executive_sponsor"))
"""Roles of which one must accept."""
TOLD_IDEA_STATUSES: Final = frozenset(("customer_told",))
MOST_DECISIONS: Final = 5


class Item(NamedTuple):
    """One item: its weight, whether it must be met, whether a person ticks it, its words and what meets it."""

    name: str
    weight: int
    words: str
    meets: str
    must: bool = False
    is_tick: bool = False


ITEMS: Final = (
    Item("date_agreed", 8, "date agreed", "agree on a date", must=True),
    Item(
        "customer_accepted",
        12,
        "decision maker accepted",
        "have a decision maker, budget holder or sponsor accept",
        must=True,
    ),
    Item("our_executive", 6, "our executive confirmed", "ask our executive, then tick it", is_tick=True),
    Item("pre_call", 8, "pre-call held", "call somebody who is invited, or tick it", is_tick=True),
    Item(
        "actions_reviewed",
        10,
        "last actions reviewed",
        "finish or note every action of the last QBR",
        must=True,
    ),
    Item("requests_listed", 8, "open requests listed", "make the pack"),
    Item("scorecard_built", 10, "scorecard built", "make the pack"),
    Item("satisfaction", 6, "satisfaction figure fresh", "ask for an NPS or a CSAT score"),
    Item("challenges", 10, "their challenges updated", "note a challenge of theirs", must=True),
    Item("industry_item", 5, "industry item chosen", "choose an item of news"),
    Item("ideas_updated", 5, "ideas status updated", "say how their open ideas stand"),
    Item("decisions", 6, "decisions sought written", "write one to five decisions"),
    Item(
        "pack_sent", 4, "pack sent 48 h before", "send the pack two days before, then tick it", is_tick=True
    ),
    Item("logistics", 2, "logistics", "room, link, lunch: tick it", is_tick=True),
)
"""In the order of the checklist; the weights add up to 100."""

BY_NAME: Final = {one.name: one for one in ITEMS}
TICKS: Final = tuple(one.name for one in ITEMS if one.is_tick)


class Invited(NamedTuple):
    """Somebody invited: whether they accepted, and in which roles they are; who left has none."""

    id: bytes
    has_accepted: bool
    roles: frozenset[str]


class Action(NamedTuple):
    """An action of the review before: `noted_on` the day of the latest note on it."""

    id: bytes
    done_on: date | None
    noted_on: date | None
    is_carried: bool = False


class Dated(NamedTuple):
    """A row and its day; None where the day is not known."""

    id: bytes
    on: date | None


class Facts(NamedTuple):
    """All that readiness looks at, as it stood on `day`.

    `scheduled_on` and `scheduled_at` are the meeting, the latter None where only the day is known; `calls` are
    completed connected calls and videos with somebody invited since it was scheduled; `satisfaction` and
    `challenge` the newest; `ideas` the open ones with the day they changed; `pack_sent_at` when it went out.
    """

    id: bytes
    day: date
    segment: str | None = None
    scheduled_on: date | None = None
    scheduled_at: datetime | None = None
    meeting_id: bytes | None = None
    invited: tuple[Invited, ...] = ()
    ticks: frozenset[str] = frozenset()
    calls: tuple[bytes, ...] = ()
    last_held_on: date | None = None
    last_actions: tuple[Action, ...] = ()
    pack_made_on: date | None = None
    satisfaction: Dated | None = None
    challenge: Dated | None = None
    infos: tuple[bytes, ...] = ()
    ideas: tuple[Dated, ...] = ()
    decisions: str | None = None
    pack_sent_at: datetime | None = None


class Readiness(NamedTuple):
    """The items with what was looked at, the sum of the met ones, and that sum under the cap of an open must."""

    items: tuple[QbrItemView, ...]
    points: int
    score: int
    is_ready: bool

    @property
    def is_capped(self) -> bool:
        """Whether an open must lowers the sum."""
        return self.score < self.points


def readiness(facts: Facts, numbers: RuleNumbers = DEFAULTS) -> Readiness:
    """How ready the review is."""
    judged = _judged(facts, numbers)
    items = tuple(QbrItemView(one.name, one.weight, *_met(judged[one.name], one.must)) for one in ITEMS)
    return _scored(items, numbers)


def _met(judged: tuple[bool, tuple[bytes, ...]], must: bool) -> tuple[bool, bool, tuple[bytes, ...]]:  # noqa: FBT001 -- a field
    return judged[0], must, judged[1]


def _scored(items: tuple[QbrItemView, ...], numbers: RuleNumbers) -> Readiness:
    points = sum(one.weight for one in items if one.met)
    is_open = any(one.must and not one.met for one in items)
    score = min(points, int(numbers.qbr_cap)) if is_open else points
    return Readiness(items, points, score, score >= numbers.qbr_ready)


def decision_lines(text: str | None) -> list[str]:
    """The decisions sought, blank lines left out."""
    return [line.strip() for line in (text or "").splitlines() if line.strip()]


def _judged(facts: Facts, numbers: RuleNumbers) -> dict[str, tuple[bool, tuple[bytes, ...]]]:
    own = (facts.id,)
    accepted = tuple(one.id for one in facts.invited if one.has_accepted and one.roles & SPONSOR_ROLES)
    pack = _is_fresh(facts.pack_made_on, facts.day, numbers.qbr_pack_days)
    decisions = 1 <= len(decision_lines(facts.decisions)) <= MOST_DECISIONS
    ticked = {name: name in facts.ticks for name in TICKS}
    sent = _is_sent_in_time(facts, numbers)
    return {
        "date_agreed": (
            facts.scheduled_on is not None,
            (facts.meeting_id,) if facts.meeting_id else _if(facts.scheduled_on is not None, own),
        ),
        "customer_accepted": (bool(accepted), accepted),
        "our_executive": (
            ticked["our_executive"] or facts.segment != "A",
            _if(ticked["our_executive"], own),
        ),
        "pre_call": (ticked["pre_call"] or bool(facts.calls), facts.calls or _if(ticked["pre_call"], own)),
        "actions_reviewed": _actions(facts),
        "requests_listed": (pack, _if(pack, own)),
        "scorecard_built": (pack, _if(pack, own)),
        "satisfaction": _fresh_row(facts.satisfaction, facts.day, numbers.qbr_satisfaction_days),
        "challenges": _challenges(facts, numbers),
        "industry_item": (bool(facts.infos), facts.infos),
        "ideas_updated": _ideas(facts, numbers),
        "decisions": (decisions, _if(decisions, own)),
        "pack_sent": (sent, _if(sent, own)),
        "logistics": (ticked["logistics"], _if(ticked["logistics"], own)),
    }


def _if(holds: bool, ids: tuple[bytes, ...]) -> tuple[bytes, ...]:  # noqa: FBT001 -- a condition
    return ids if holds else ()


def _is_fresh(on: date | None, day: date, days: int) -> bool:
    return on is not None and (day - on).days <= days


def _fresh_row(row: Dated | None, day: date, days: int) -> tuple[bool, tuple[bytes, ...]]:
    return (False, ()) if row is None else (_is_fresh(row.on, day, days), (row.id,))


def _is_sent_in_time(facts: Facts, numbers: RuleNumbers) -> bool:
    """A meeting without an hour begins with its day."""
    sent, at = facts.pack_sent_at, facts.scheduled_at
    if sent is None or facts.scheduled_on is None:
        return False
    if at is None:
        at = datetime.combine(facts.scheduled_on, datetime.min.time(), sent.tzinfo)
    hours = at.astimezone(UTC) - sent.astimezone(UTC)  # in one zone Python would subtract what clocks say
    return hours >= timedelta(hours=numbers.qbr_pack_hours)


def _actions(facts: Facts) -> tuple[bool, tuple[bytes, ...]]:
    since = facts.last_held_on
    open_ones = [
        one.id
        for one in facts.last_actions
        if one.done_on is None
        and not one.is_carried
        and (one.noted_on is None or (since is not None and one.noted_on <= since))
    ]
    return not open_ones, tuple(open_ones) or tuple(one.id for one in facts.last_actions)


def _challenges(facts: Facts, numbers: RuleNumbers) -> tuple[bool, tuple[bytes, ...]]:
    """Since the last review; without one, in the last 90 days."""
    newest = facts.challenge
    if facts.last_held_on is None or newest is None or newest.on is None:
        return _fresh_row(newest, facts.day, numbers.qbr_challenge_days)
    return newest.on > facts.last_held_on, (newest.id,)


def _ideas(facts: Facts, numbers: RuleNumbers) -> tuple[bool, tuple[bytes, ...]]:
    stale = [one.id for one in facts.ideas if not _is_fresh(one.on, facts.day, numbers.qbr_idea_days)]
    return not stale, tuple(stale) or tuple(one.id for one in facts.ideas)


def _urgency(item: QbrItemView) -> tuple[bool, bool, int]:
    return item.item != ITEMS[0].name, not item.must, -item.weight


def next_steps(items: Sequence[QbrItemView], numbers: RuleNumbers = DEFAULTS) -> tuple[QbrStep, ...]:
    """The open items: a date, the musts, the heaviest; each with the readiness once it and those before are met."""
    points = sum(one.weight for one in items if one.met)
    open_musts = sum(one.must and not one.met for one in items)
    steps = []
    for one in sorted((one for one in items if not one.met), key=_urgency):
        points, open_musts = points + one.weight, open_musts - one.must
        score = min(points, int(numbers.qbr_cap)) if open_musts else points
        item = BY_NAME[one.item]
        steps.append(QbrStep(one.item, item.meets, one.weight, score, item.is_tick))
    return tuple(steps)
