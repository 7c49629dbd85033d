"""The nine flags of a network: each with the rows behind it and the next best action (rules.md 2.8, 2.22).

Owns no index and no seat; is asked only about accounts where somebody confirmed a role.
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Final, NamedTuple, Protocol, TypeVar

from repcockpit.domain.coverage import SEAT_WEIGHTS, threads_of
from repcockpit.domain.views.coverage import Flag, PersonCoverage
from repcockpit.domain.words import KEY_ROLES, spoken

FLAGS: Final = (
    "no_decision_maker",
    "champion_left",
    "champion_silent",
    "supporters_not_ahead",
    "single_threaded",
    "purchasing_only",
    "one_of_us",
    "no_opponent_known",
    "role_stale",
)
"""From the most urgent."""
URGENT_FLAGS: Final = frozenset(FLAGS[:2])
"""Nothing is sold there, or nobody speaks for us."""
FLAG_WORDS: Final = {
    "no_decision_maker": "no decision maker",
    "champion_left": "champion left",
    "single_threaded": "1 thread",
    "purchasing_only": "purchasing only",
    "supporters_not_ahead": "not ahead",
    "champion_silent": "champion silent",
    "one_of_us": "one of us",
    "no_opponent_known": "no opponent known",
    "role_stale": "role stale",
}
"""As a person reads them."""
CHAMPION_DAYS: Final = 30
ROLE_DAYS: Final = 180
KNOWN_SUPPORTS: Final = 3
"""So many supports must be known before sides are counted."""
FOR_US: Final = frozenset(("mentor", "supporter"))
AGAINST_US: Final = frozenset(("non_supporter", "enemy"))
_OF_SEATS: Final = frozenset((*SEAT_WEIGHTS, "economic_buyer"))
_GONE: Final = frozenset(("left", "moved"))


class Known(Protocol):
    """What a flag without threads asks of a person; `PersonCoverage` and `Person` are both."""

    @property
    def contact_id(self) -> bytes:
        """Their id."""

    @property
    def name(self) -> str:
        """Their name."""

    @property
    def roles(self) -> tuple[str, ...]:
        """The primary role first."""

    @property
    def status(self) -> str | None:
        """A word of CONTACT_STATUSES."""

    @property
    def is_active(self) -> bool:
        """Whether they can fill a seat."""

    @property
    def support(self) -> str:
        """As it is in force."""

    @property
    def last_touch_on(self) -> date | None:
        """Of any age."""


Anybody = TypeVar("Anybody", bound=Known)


class Person(NamedTuple):
    """A person without touches: enough for `standing_flags`."""

    contact_id: bytes
    name: str
    roles: tuple[str, ...]
    status: str | None
    is_active: bool
    support: str
    last_touch_on: date | None


class Network(NamedTuple):
    """What the flags of one account are judged by: its people, who of us holds threads, its open deals."""

    people: Sequence[PersonCoverage]
    holders: tuple[tuple[bytes, int], ...]
    team_size: int
    open_deals: tuple[bytes, ...]
    rep_names: dict[bytes, str]
    first_seen_on: dict[bytes, date]
    """The day each person's record came in: a champion never touched is silent since then."""


def flags_of(network: Network, today: date) -> tuple[Flag, ...]:
    """The flags of an account, the most urgent first."""
    active = [one for one in network.people if one.is_active]
    threads = threads_of(network.people)
    found = (
        _single_threaded(active, threads),
        _purchasing_only(active, threads),
        _one_of_us(network, threads),
        _no_opponent_known(active, network.open_deals),
        _role_stale(active, today),
    )
    standing = standing_flags(network.people, network.first_seen_on, today)
    return (*standing, *(flag for flag in found if flag is not None))


def standing_flags(
    people: Sequence[Known], first_seen_on: Mapping[bytes, date], today: date
) -> tuple[Flag, ...]:
    """The first four flags, which need no thread to be known."""
    active = [one for one in people if one.is_active]
    found = (
        _no_decision_maker(people, active),
        _champion_left(people, active),
        _champion_silent(active, first_seen_on, today),
        _supporters_not_ahead(active),
    )
    return tuple(flag for flag in found if flag is not None)


def _holding(people: Sequence[Anybody], role: str) -> list[Anybody]:
    return [one for one in people if role in one.roles]


def _ids(people: Sequence[Known]) -> tuple[bytes, ...]:
    return tuple(one.contact_id for one in people)


def _nearest(people: Sequence[Anybody]) -> Anybody | None:
    """Whom we spoke to last: the one to ask; of equals the first by name."""
    return min(
        people,
        key=lambda one: (-(one.last_touch_on or date.min).toordinal(), one.name, one.contact_id),
        default=None,
    )


def _no_decision_maker(people: Sequence[Known], active: Sequence[Known]) -> Flag | None:
    """Nobody active in the role."""
    if _holding(active, "decision_maker"):
        return None
    gone = [one for one in _holding(people, "decision_maker") if not one.is_active]
    ask = _nearest(active)
    fact = f"{gone[0].name} {_gone_word(gone[0])}" if gone else "nobody is known to decide"
    action = f"ask {ask.name} who decides" if ask else "find out who decides"
    return Flag("no_decision_maker", _ids(gone), action, fact, ask.contact_id if ask else None)


def _gone_word(one: Known) -> str:
    words = {"left": "left", "moved": "left", "on_leave": "is on leave", "lead": "is a lead"}
    return words.get(one.status or "", "is gone")


def _champion_left(people: Sequence[Known], active: Sequence[Known]) -> Flag | None:
    """A champion left or moved, and no other champion is active."""
    gone = [one for one in _holding(people, "champion") if one.status in _GONE]
    if not gone or _holding(active, "champion"):
        return None
    ask = _nearest(active)
    action = f"win {ask.name} as the next champion" if ask else "find a new champion"
    return Flag("champion_left", _ids(gone), action, f"{gone[0].name} left", ask.contact_id if ask else None)


def _single_threaded(active: Sequence[PersonCoverage], threads: Sequence[PersonCoverage]) -> Flag | None:
    """Exactly one thread."""
    if len(threads) != 1:
        return None
    only = threads[0]
    other = _nearest([one for one in active if one.contact_id != only.contact_id])
    action = f"meet {other.name}" if other else f"ask {only.name} for a second person"
    who = other.contact_id if other else only.contact_id
    return Flag("single_threaded", _ids(threads), action, f"only {only.name}", who)


def _purchasing_only(active: Sequence[PersonCoverage], threads: Sequence[PersonCoverage]) -> Flag | None:
    """Every thread is with procurement or with a clerk."""
    if not threads or not all(_is_purchasing(one) for one in threads):
        return None
    other = _nearest([one for one in active if not _is_purchasing(one)])
    action = f"meet {other.name}" if other else f"ask {threads[0].name} who uses it"
    who = other.contact_id if other else threads[0].contact_id
    return Flag("purchasing_only", _ids(threads), action, "every thread is with purchasing or a clerk", who)


def _is_purchasing(one: PersonCoverage) -> bool:
    roles = _OF_SEATS.intersection(one.roles)
    return roles == {"procurement"} or (one.level == "clerical" and roles.isdisjoint(KEY_ROLES))


def _supporters_not_ahead(active: Sequence[Known]) -> Flag | None:
    """Of at least three known supports, those for us are no more than those against."""
    known = [one for one in active if one.support != "unknown"]
    ours = [one for one in known if one.support in FOR_US]
    theirs = [one for one in known if one.support in AGAINST_US]
    if len(known) < KNOWN_SUPPORTS or len(ours) > len(theirs):
        return None
    neutral = _nearest([one for one in known if one.support == "neutral"])
    ask = neutral or _nearest(theirs)
    action = f"win {ask.name} over" if ask else "win one of them over"
    fact = f"{len(ours)} for us, {len(theirs)} against"
    return Flag("supporters_not_ahead", _ids(known), action, fact, ask.contact_id if ask else None)


def _champion_silent(
    active: Sequence[Known], first_seen_on: Mapping[bytes, date], today: date
) -> Flag | None:
    """A champion not heard of for 30 days; one never touched counts from the day the record came in."""
    silent = []
    for one in _holding(active, "champion"):
        since = one.last_touch_on or first_seen_on.get(one.contact_id)
        if since is not None and (today - since).days >= CHAMPION_DAYS:
            silent.append((since, one))
    if not silent:
        return None
    since, worst = min(silent, key=lambda row: (row[0], row[1].name, row[1].contact_id))
    days = (today - since).days
    fact = f"{worst.name} silent {days} d" if worst.last_touch_on else f"{worst.name} was never met"
    return Flag(
        "champion_silent", _ids([one for _, one in silent]), f"call {worst.name}", fact, worst.contact_id
    )


def _one_of_us(network: Network, threads: Sequence[PersonCoverage]) -> Flag | None:
    """In a team, one alone holds the threads."""
    if not threads or network.team_size < 2 or len(network.holders) != 1:
        return None
    rep = network.holders[0][0]
    held = [one for one in threads if rep in one.held_by] or threads[:1]
    name = network.rep_names.get(rep, "one of us")
    action = f"bring a colleague to {held[0].name}"
    return Flag("one_of_us", (rep, *_ids(held)), action, f"only {name} holds a thread", held[0].contact_id)


def _no_opponent_known(active: Sequence[PersonCoverage], deals: tuple[bytes, ...]) -> Flag | None:
    """Three supports are known and a deal is open, but nobody is known to be against it."""
    known = [one for one in active if one.support != "unknown"]
    if len(known) < KNOWN_SUPPORTS or not deals or any(one.support in AGAINST_US for one in known):
        return None
    ask = _nearest([one for one in known if one.support in FOR_US]) or _nearest(known)
    action = f"ask {ask.name} who is against it" if ask else "ask who is against it"
    fact = "a deal is open" if len(deals) == 1 else f"{len(deals)} deals are open"
    return Flag("no_opponent_known", deals, action, fact, ask.contact_id if ask else None)


def _role_stale(active: Sequence[PersonCoverage], today: date) -> Flag | None:
    """A role confirmed more than 180 days ago."""
    stale = [
        (one.role_confirmed_on, one)
        for one in active
        if one.role_confirmed_on is not None
        and today - one.role_confirmed_on > timedelta(days=ROLE_DAYS)
        and set(one.roles) - {"unknown"}
    ]
    if not stale:
        return None
    stale.sort(key=lambda row: (row[0], row[1].name, row[1].contact_id))
    on, oldest = stale[0]
    role = next(role for role in oldest.roles if role != "unknown")
    fact = f"{oldest.name}, confirmed {(today - on).days} d ago"
    if len(stale) > 1:
        fact += f", {len(stale)} in all"
    action = f"confirm that {oldest.name} is {spoken(role)}"
    return Flag("role_stale", _ids([one for _, one in stale]), action, fact, oldest.contact_id)
