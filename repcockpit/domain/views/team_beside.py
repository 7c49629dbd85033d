"""What stands beside the row of one of us: the seven activities, thirteen weeks, the longest silences, what was handed over."""

from datetime import date
from typing import NamedTuple

from repcockpit.domain.views.scores import Scorecard

WEEKS = 13


class Silence(NamedTuple):
    """An account or a key person past due by `days_over`."""

    kind: str
    id: bytes
    name: str
    account_id: bytes | None
    account_name: str
    segment: str | None
    days_over: int


class Handed(NamedTuple):
    """A task that somebody else gave them: open, or done on a day."""

    id: bytes
    title: str
    account_name: str | None
    due_on: date | None
    done_on: date | None


class Beside(NamedTuple):
    """`weeks` are touches, the oldest first, None for weeks that nothing is known of; `target` those planned a week.

    `silences` are the longest of those past due; `handed` begins with what is open.
    """

    card: Scorecard
    weeks: tuple[int | None, ...]
    target: float | None
    silences: tuple[Silence, ...]
    handed: tuple[Handed, ...]
    day: date
