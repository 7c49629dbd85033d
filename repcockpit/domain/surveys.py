"""NPS and satisfaction from answers, and from whom they still count (rules.md 2.11)."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from math import sqrt
from typing import Final, NamedTuple

from repcockpit.domain.settings import DEFAULTS, RuleNumbers

_PROMOTER: Final = 9
_DETRACTOR: Final = 6
_SATISFIED: Final = 4


class Answer(NamedTuple):
    """A figure somebody gave; `by` is the person, None where nobody is named."""

    id: bytes
    by: bytes | None
    on: date
    score: int


class Survey(NamedTuple):
    """What the answers say; `score` is None below five of them: then the answers are shown instead."""

    score: int | None
    answers: tuple[int, ...]

    @property
    def size(self) -> int:
        """How many answers there are."""
        return len(self.answers)


def latest(answers: Iterable[Answer], today: date, numbers: RuleNumbers = DEFAULTS) -> list[Answer]:
    """The last answer of each person within a year, oldest first; an answer of nobody stands for itself."""
    since = today - timedelta(days=numbers.survey_days)
    found: dict[bytes, Answer] = {}
    for one in sorted(answers, key=lambda each: (each.on, each.id)):
        if since < one.on <= today:
            found[one.by or one.id] = one
    return sorted(found.values(), key=lambda each: (each.on, each.id))


def nps(scores: Sequence[int], numbers: RuleNumbers = DEFAULTS) -> Survey:
    """% of 9 and 10 less % of 0 to 6, -100 to 100."""
    return Survey(net_score(scores) if len(scores) >= numbers.survey_least else None, tuple(scores))


def net_score(scores: Sequence[int]) -> int:
    """The same without a least number; `scores` must not be empty."""
    up = sum(score >= _PROMOTER for score in scores)
    down = sum(score <= _DETRACTOR for score in scores)
    return round(100 * (up - down) / len(scores))


def csat(scores: Sequence[int], numbers: RuleNumbers = DEFAULTS) -> Survey:
    """% of ratings 4 and 5."""
    if len(scores) < numbers.survey_least:
        return Survey(None, tuple(scores))
    return Survey(round(100 * sum(score >= _SATISFIED for score in scores) / len(scores)), tuple(scores))


def standard_error(scores: Sequence[int]) -> float:
    """√((p + d − (p − d)²)/n) of an NPS, in points."""
    count = len(scores)
    up = sum(score >= _PROMOTER for score in scores) / count
    down = sum(score <= _DETRACTOR for score in scores) / count
    return 100 * sqrt((up + down - (up - down) ** 2) / count)
