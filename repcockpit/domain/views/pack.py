"""The pack of a QBR: what goes to the customer, in the order of the meeting. Nothing in it is ours alone.

No tier, no buying role, no support, no note about competitors or weak points: the customer reads it.
"""

from datetime import date, datetime
from typing import NamedTuple


class Period(NamedTuple):
    """Days from `since` up to and with `until`."""

    since: date
    until: date


class PackPerson(NamedTuple):
    """Somebody at the table; `answer` is accepted, invited, or blank for our side."""

    name: str
    title: str
    answer: str


class PackAction(NamedTuple):
    """An action of the last QBR; `state` is done, done late, open, late or no date."""

    title: str
    owner: str
    due_on: date | None
    done_on: date | None
    state: str


class Share(NamedTuple):
    """So many of so many; `of` 0 means that nothing is known."""

    met: int
    of: int


class PackFigure(NamedTuple):
    """A line of the reliability scorecard: this period, the one before, and what is counted.

    `is_share` says whether it is met of all, else `met` is a count alone.
    """

    name: str
    now: Share
    then: Share
    meaning: str
    is_share: bool = True


class PackRating(NamedTuple):
    """A satisfaction figure: NPS (0 to 10) or CSAT (1 to 5), the latest of each period."""

    name: str
    now: int | None
    now_on: date | None
    then: int | None
    then_on: date | None


class PackRequest(NamedTuple):
    """A special need: when, by whom, its state in words, and whether answer and call-back were in time."""

    id: bytes
    title: str
    type: str
    by: str
    opened_on: date
    is_open: bool
    state: str
    answered: str
    called_back: str


class PackNote(NamedTuple):
    """What they said they need, expect, want or struggle with."""

    id: bytes
    on: date
    kind: str
    text: str
    by: str
    is_new: bool


class PackIdea(NamedTuple):
    """An idea of theirs, its state, and since when."""

    id: bytes
    title: str
    product: str
    by: str
    status: str
    status_on: date | None
    is_new: bool


class PackItem(NamedTuple):
    """A piece of industry information that is brought."""

    title: str
    kind: str
    about: str


class PackStep(NamedTuple):
    """Something planned for the quarter to come."""

    on: date | None
    what: str
    about: str


class AgendaPoint(NamedTuple):
    """A point of the sixty minutes; `is_ahead` where it looks forward."""

    minutes: int
    title: str
    about: str
    is_ahead: bool


class Change(NamedTuple):
    """A number then and now, in words."""

    name: str
    then: str
    now: str


class Difference(NamedTuple):
    """What is new since the last QBR, what was closed, what is still open, and the numbers then and now."""

    last_on: date | None
    new: tuple[str, ...]
    closed: tuple[str, ...]
    still_open: tuple[str, ...]
    numbers: tuple[Change, ...]


class PackView(NamedTuple):
    """Everything that the pack says; both writers draw it from here alone."""

    account: str
    city: str
    our_people: tuple[str, ...]
    meets_on: date | None
    meets_at: datetime | None
    made_on: date
    last_on: date | None
    period: Period
    before: Period
    people: tuple[PackPerson, ...]
    decisions: tuple[str, ...]
    actions: tuple[PackAction, ...]
    figures: tuple[PackFigure, ...]
    ratings: tuple[PackRating, ...]
    requests: tuple[PackRequest, ...]
    notes: tuple[PackNote, ...]
    ideas: tuple[PackIdea, ...]
    items: tuple[PackItem, ...]
    ahead: tuple[PackStep, ...]
    difference: Difference = Difference(None, (), (), (), ())
    agenda: tuple[AgendaPoint, ...] = ()
