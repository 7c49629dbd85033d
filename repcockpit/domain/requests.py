"""What a request's events say: its status, when it was answered and solved, its pauses and its call-backs.

Computed from insert-only events whenever it is read (rules.md 2.7, 2.22). The clocks are in request_clocks.
"""

import heapq
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Final, NamedTuple

_RANK: Final = {"high": 0, "medium": 1, "low": 2}
_PRIORITIES: Final = ("P1", "P2", "P3", "P4", "P4")
_STATUS_AFTER: Final = {
    "opened": "new",
    "acknowledged": "acknowledged",
    "started": "in_progress",
    "waiting_customer": "waiting_customer",
    "waiting_internal": "waiting_internal",
    "resumed": "in_progress",
    "resolved": "callback_due",
    "reopened": "in_progress",
    "unreachable": "callback_due",
    "closed": "closed",
    "closed_unconfirmed": "closed_unconfirmed",
    "cancelled": "cancelled",
}
EVENT_KINDS: Final = tuple(_STATUS_AFTER)
_ANSWERS: Final = frozenset(("acknowledged", "started", "resolved", "closed", "closed_unconfirmed"))
_ENDS: Final = frozenset(("closed", "closed_unconfirmed", "cancelled"))
_OUTCOMES: Final = {"closed": "works", "reopened": "does_not_work", "unreachable": "unreachable"}
TRIES: Final = 3
"""Days on which the customer could not be reached, after which a solved request is closed unconfirmed."""
TARGET_HOURS: Final = {"P1": (1, 8), "P2": (2, 16), "P3": (8, 40), "P4": (16, 80)}
"""Business hours to the first answer and to the solution, by priority (rules.md 2.7)."""

DayOf = Callable[[datetime], date]


class Step(NamedTuple):
    """One event: what it was and when; `after` holds the ids of the events it followed, 16 bytes each.

    `order` is its stamp and its device's id, the same everywhere: it orders what no writer had seen of another.
    """

    kind: str
    at: datetime
    id: bytes = b""
    after: bytes = b""
    order: tuple[int, bytes] = (0, b"")


class Round(NamedTuple):
    """One call-back: since when it was owed, and what came of each try, by instant."""

    resolved_at: datetime
    tries: tuple[tuple[datetime, str], ...] = ()

    @property
    def unreachable(self) -> tuple[datetime, ...]:
        """When the customer could not be reached."""
        return tuple(at for at, outcome in self.tries if outcome == "unreachable")


class Life(NamedTuple):
    """What the events add up to.

    `pauses` are the spans in which the customer was waited for, the last one open (None) while it still is.
    `restarted_at` is when the clock to the solution began anew; `ended_at` when the request was closed or
    cancelled; `rounds` the call-backs owed so far, the oldest first.
    """

    status: str = "new"
    responded_at: datetime | None = None
    resolved_at: datetime | None = None
    reopen_count: int = 0
    restarted_at: datetime | None = None
    pauses: tuple[tuple[datetime, datetime | None], ...] = ()
    ended_at: datetime | None = None
    rounds: tuple[Round, ...] = ()

    @property
    def is_waiting(self) -> bool:
        """Whether the customer is waited for."""
        return self.status == "waiting_customer"


def priority_of(impact: str | None, urgency: str | None) -> str:
    """P1 to P4 of impact and urgency, each high, medium or low; unknown is medium (rules.md 2.7)."""
    place = _RANK.get(impact or "medium", 1) + _RANK.get(urgency or "medium", 1)
    return _PRIORITIES[place]


def life_of(steps: Sequence[Step], day_of: DayOf = datetime.date) -> Life:
    """The life that these events tell, which may come in any order; without events a request is new.

    `day_of` gives the day of an instant where the account is: a customer who cannot be reached counts once a
    day. An instant before that of the step it follows (a clock set back) is taken to be that step's.
    """
    return _walked(in_order(steps), day_of)


def _walked(steps: Iterable[Step], day_of: DayOf) -> Life:
    told = [step for step in steps if step.kind in _STATUS_AFTER]
    life = Life()
    if not told:
        return life
    reached = first = told[0].at
    for step in told:
        reached = max(reached, step.at)
        life = _after(life, step.kind, reached, max(first, step.at), day_of)
    return life


def _after(life: Life, kind: str, at: datetime, said_at: datetime, day_of: DayOf) -> Life:
    if kind == "acknowledged" and life.status != "new":
        return life if life.responded_at else life._replace(responded_at=said_at)
    if (kind == "unreachable") != (life.status == "callback_due") and kind in ("unreachable", "resolved"):
        return life  # a call-back that nobody owes, or what two devices solved at once
    if life.is_waiting and life.pauses[-1][1] is None:
        life = life._replace(pauses=(*life.pauses[:-1], (life.pauses[-1][0], at)))
    life = life._replace(status=_STATUS_AFTER[kind], ended_at=at if kind in _ENDS else None)
    if kind in _ANSWERS and life.responded_at is None:
        life = life._replace(responded_at=at)
    if kind == "waiting_customer":
        life = life._replace(pauses=(*life.pauses, (at, None)))
    if kind == "resolved":
        return life._replace(resolved_at=at, rounds=(*life.rounds, Round(at)))
    return _called(life, kind, at, day_of)


def _called(life: Life, kind: str, at: datetime, day_of: DayOf) -> Life:
    """The life after a call-back's outcome; other kinds leave it alone."""
    if kind == "reopened":
        life = life._replace(reopen_count=life.reopen_count + 1, restarted_at=at)
    if kind in ("closed", "closed_unconfirmed") and life.resolved_at is None:
        return life._replace(resolved_at=at)
    if kind in _OUTCOMES and life.rounds and life.resolved_at is not None:
        last = life.rounds[-1]
        life = life._replace(
            rounds=(*life.rounds[:-1], last._replace(tries=(*last.tries, (at, _OUTCOMES[kind]))))
        )
    if kind == "reopened":
        return life._replace(resolved_at=None)
    if kind == "unreachable" and tries_of(life.rounds[-1], day_of) >= TRIES:
        return life._replace(status="closed_unconfirmed", ended_at=at)
    return life


def tries_of(call: Round, day_of: DayOf) -> int:
    """On how many days the customer could not be reached since the request was solved."""
    return len({day_of(at) for at in call.unreachable})


def in_order(steps: Iterable[Step]) -> list[Step]:
    """The events in the order they happened: opening first, each after those it followed.

    Events that had not seen each other stand by stamp and device, then by instant.
    """
    every = [(step.kind != "opened", step.order, step.at, number, step) for number, step in enumerate(steps)]
    known = {row[4].id: row[3] for row in every if row[4].id}
    followers: dict[int, list[int]] = {}
    waits: dict[int, int] = {}
    for _, _, _, number, step in every:
        for parent in set(followed_by(step)) - {step.id}:
            if parent in known:
                followers.setdefault(known[parent], []).append(number)
                waits[number] = waits.get(number, 0) + 1
    ready = [row for row in every if row[3] not in waits]
    heapq.heapify(ready)
    found: list[Step] = []
    while ready:
        _, _, _, number, step = heapq.heappop(ready)
        found.append(step)
        for follower in followers.get(number, ()):
            waits[follower] -= 1
            if not waits[follower]:
                heapq.heappush(ready, every[follower])
    # Events that follow each other in a ring, which no device writes, come last.
    return found if len(found) == len(every) else found + [row[4] for row in every if waits.get(row[3])]


def followed_by(step: Step) -> Iterator[bytes]:
    """The ids of the events that a step followed."""
    return (step.after[place : place + 16] for place in range(0, len(step.after), 16))


def is_chain(steps: Sequence[Step]) -> bool:
    """Whether each event follows the one before it, so that nothing is left to be ordered."""
    return len(loose_ends(steps)) <= 16 and all(len(step.after) <= 16 for step in steps)


class Branch(NamedTuple):
    """A step that nobody followed, and the status that the request has where its branch has the last word."""

    last: Step
    status: str


def disagreeing(
    steps: Sequence[Step], day_of: DayOf = datetime.date, taken_back: Sequence[Step] = ()
) -> tuple[Branch, ...]:
    """The branches of a request whose devices had not seen each other and left it in different states.

    None where it does not matter who was first, or all was written on one device. A step that follows them all
    settles it. The newest comes first. `taken_back` are steps that count no more, but led from one to another.
    """
    ends = _ends(steps)
    tips = [step for step in steps if step.id in ends and step.after and step.kind in _STATUS_AFTER]
    if len(tips) < 2 or len({step.order[1] for step in tips}) < 2:
        return ()
    pasts = {tip.id: _past(tip, (*steps, *taken_back)) for tip in tips}
    tips = [
        tip for tip in tips if not any(tip.id in past for other, past in pasts.items() if other != tip.id)
    ]
    found: dict[str, Branch] = {}
    for tip in sorted(tips, key=lambda step: step.order, reverse=True):
        own = pasts[tip.id].difference(*(past for other, past in pasts.items() if other != tip.id))
        before = in_order(step for step in steps if step.id not in own)
        status = _walked([*before, *in_order(step for step in steps if step.id in own)], day_of).status
        found.setdefault(status, Branch(tip, status))
    return tuple(found.values()) if len(found) > 1 else ()


def _past(tip: Step, steps: Sequence[Step]) -> set[bytes]:
    """A step and all it followed."""
    known = {step.id: step for step in steps}
    found: set[bytes] = set()
    waiting = [tip.id]
    while waiting:
        here = waiting.pop()
        if here in known and here not in found:
            found.add(here)
            waiting += followed_by(known[here])
    return found


def loose_ends(steps: Sequence[Step]) -> bytes:
    """What the next event follows: the ids of the events that none has followed, one after the other."""
    return b"".join(sorted(_ends(steps)))


def _ends(steps: Sequence[Step]) -> set[bytes]:
    followed = {parent for step in steps for parent in followed_by(step)}
    return {step.id for step in steps if step.id and step.id not in followed}
