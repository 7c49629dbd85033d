"""The views of the network: how well an account is covered, seat by seat and person by person."""

from datetime import date
from typing import NamedTuple


class Seat(NamedTuple):
    """One of the eight seats: who fills it best, how deep, and its points of its weight.

    `depth` is a word of COVERAGE_DEPTHS ("unknown" where nobody fills it), `value` 0 to 1.
    """

    role: str
    contact_id: bytes | None
    contact_name: str | None
    depth: str
    value: float
    weight: float
    points: float


class Flag(NamedTuple):
    """A risk by its name, the rows behind it, what is so in words, and the next best action."""

    flag: str
    evidence_ids: tuple[bytes, ...]
    next_action: str
    fact: str = ""
    who: bytes | None = None
    """The person the action is about."""


class Gap(NamedTuple):
    """A hole that is no flag: an empty `seat`, or a `level` or a `function` nobody reaches."""

    kind: str
    name: str
    fact: str
    next_action: str


class Cell(NamedTuple):
    """One crossing of level and function: people known there and people reached."""

    level: str
    function: str
    known: int
    reached: int


class IndexParts(NamedTuple):
    """The parts of the index, each 0 to 100, None where it is left out."""

    seats: float
    functions: float | None
    levels: float | None
    our_side: float | None


class PersonCoverage(NamedTuple):
    """How well we know one person.

    `strength` and its parts are 0 to 100, an unknown part None; `depth` is a word of COVERAGE_DEPTHS;
    `support` is "unknown" once it is too old; `is_level_proposed` where the level is read from the title;
    `held_by` are those of us who hold a thread by their own touches, `touches_by` (rep, touches in 180 d).
    """

    contact_id: bytes
    name: str
    title: str | None
    department: str | None
    roles: tuple[str, ...]
    status: str | None
    is_active: bool
    level: str | None
    is_level_proposed: bool
    support: str
    support_on: date | None
    role_confirmed_on: date | None
    depth: str
    last_touch_on: date | None
    strength: float
    recency: float
    frequency: float
    two_way: float | None
    depth_part: float
    seniority: float | None
    is_thread: bool
    touches_180: int
    touches_90: int
    inbound_90: int
    outbound_90: int
    interval_days: int
    held_by: tuple[bytes, ...] = ()
    touches_by: tuple[tuple[bytes | None, int], ...] = ()


class AccountCoverage(NamedTuple):
    """How well an account is covered: the screen's and the command's row.

    `index` (0 to 100) and `band` (broad, partial, thin) are None until somebody confirmed a role there
    (`is_mapped`), and there are no flags then. `threads` counts those of everybody.
    """

    id: bytes
    name: str
    segment: str | None
    owner_id: bytes | None
    index: float | None  # type: ignore[assignment]  # over tuple.index, which nobody calls
    band: str | None
    is_mapped: bool
    parts: IndexParts
    seats: tuple[Seat, ...]
    flags: tuple[Flag, ...]
    threads: int
    gaps: tuple[Gap, ...]
    people: tuple[PersonCoverage, ...]
    holders: tuple[tuple[bytes, int], ...]
    """(rep, threads held by own touches), most first."""
    functions: tuple[str, ...] = ()
    """The departments that are needed, as people write them."""


class AccountNetwork(NamedTuple):
    """One account's coverage with what the screens say beside it."""

    coverage: AccountCoverage
    rep_names: dict[bytes, str]
    cells: tuple[Cell, ...]
