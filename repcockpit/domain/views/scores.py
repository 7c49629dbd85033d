"""Scorecards: the seven parts with what they rest on, retention and loyalty, the sand test."""

from datetime import date
from typing import NamedTuple

from repcockpit.domain.deliveries import Otif
from repcockpit.domain.loyalty import Axis
from repcockpit.domain.promises import KeptRate
from repcockpit.domain.surveys import Survey


class ScorePart(NamedTuple):
    """One activity: 0 to 100 (None: unknown), its weight, its points of the index, the share that is known.

    `evidence_ids` are the rows behind it: of a rep the customers that know it. `gain` are the points that
    `next_action` would bring.
    """

    activity: str
    value: float | None
    weight: float
    points: float | None
    known: float
    evidence_ids: tuple[bytes, ...]
    next_action: str
    gain: float | None


class Sand(NamedTuple):
    """The sand test: deliveries, problems answered in time, call-backs made on time, and promises kept beside it."""

    otif: Otif
    answered: int
    asked: int
    called_back: int
    call_backs: int
    kept: KeptRate


class Scorecard(NamedTuple):
    """The scorecard of an account, a rep, or the team (`kind`; the id is None for the team)."""

    kind: str
    id: bytes | None
    name: str
    segment: str | None
    parts: tuple[ScorePart, ...]
    value: float | None
    value_before: float | None
    known_share: float
    retention: Axis
    loyalty: Axis
    quadrant: str | None
    nps: Survey
    csat: Survey
    sand: Sand
    customers: int
    day: date
    skips: int = 0


class IndexRow(NamedTuple):
    """An account in the list of all: its seven values in the order of the index, and the index."""

    id: bytes
    name: str
    segment: str | None
    owner_id: bytes | None
    values: tuple[float | None, ...]
    value: float | None
    known_share: float
