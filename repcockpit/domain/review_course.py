"""The course of an account's reviews: which was held by what, which was skipped, which comes next (rules.md 2.22).

A review nobody wrote down follows from the account's tier and from its interactions of type qbr; its id is derived,
so that whoever edits it first writes the same row.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from repcockpit.domain.ids import derived_id
from repcockpit.domain.reviews import held_by, next_due
from repcockpit.domain.settings import DEFAULTS, RuleNumbers


class Written(NamedTuple):
    """A review as written, as far as it had come by the day that is asked for."""

    id: bytes
    due_on: date | None = None
    proposed_on: date | None = None
    scheduled_on: date | None = None
    held_on: date | None = None
    is_skipped: bool = False
    interaction_id: bytes | None = None


class Meeting(NamedTuple):
    """An interaction of type qbr; `qbr_id` where somebody said which review it is."""

    id: bytes
    on: date
    is_held: bool
    qbr_id: bytes | None = None


class Review(NamedTuple):
    """One review of the course.

    `meeting_id` is the planned interaction that is its meeting, `held_ids` those that were it.
    """

    id: bytes
    due_on: date | None
    is_written: bool
    scheduled_on: date | None = None
    meeting_id: bytes | None = None
    held_on: date | None = None
    held_ids: tuple[bytes, ...] = ()
    is_skipped: bool = False

    @property
    def is_open(self) -> bool:
        """Whether it is still to be held."""
        return self.held_on is None and not self.is_skipped


class Account(NamedTuple):
    """Whose course it is: days between its reviews, None for none, and the day it entered the book."""

    id: bytes
    interval: int | None
    tracking_started_on: date | None


def due_id(account_id: bytes, due_on: date) -> bytes:
    """The id of the review that is due on a day."""
    return derived_id(account_id, "qbr", due_on.isoformat())


def next_id(account_id: bytes, due_on: date, over: Iterable[bytes]) -> bytes:
    """The id of the review that is due on a day; of another where that one is among those `over`.

    A review held on the very day from which its due day was counted is followed by one due on that same day.
    """
    known, found = set(over), due_id(account_id, due_on)
    while found in known:
        found = derived_id(found, "qbr", due_on.isoformat())
    return found


def course(
    account: Account,
    written: Sequence[Written],
    meetings: Sequence[Meeting],
    today: date,
    numbers: RuleNumbers = DEFAULTS,
) -> list[Review]:
    """The account's reviews: those held, by day, then those skipped, then the open ones; the next one last."""
    found = _Course(account, written, numbers)
    for one in sorted((one for one in meetings if one.is_held and one.on <= today), key=lambda one: one.on):
        found.hold(one)
    found.plan(
        [one for one in meetings if not one.is_held and (today - one.on).days <= numbers.qbr_hold_days]
    )
    return found.ended()


class _Course:
    def __init__(self, account: Account, written: Sequence[Written], numbers: RuleNumbers) -> None:
        self._account, self._numbers = account, numbers
        self._proposed = {one.id: one.proposed_on for one in written}
        self._interactions = {one.interaction_id: one.id for one in written if one.interaction_id}
        self._reviews = {
            one.id: Review(
                one.id,
                one.due_on,
                is_written=True,
                scheduled_on=one.scheduled_on,
                held_on=one.held_on,
                is_skipped=one.is_skipped,
            )
            for one in written
        }

    def hold(self, meeting: Meeting) -> None:
        """Enter a meeting that took place: it holds the review it names or is near to, else makes a held one."""
        wanted = meeting.qbr_id if meeting.qbr_id in self._reviews else self._interactions.get(meeting.id)
        if wanted is None:
            wanted = self._near(meeting.on)
        if wanted is None:
            wanted = due_id(self._account.id, meeting.on)
        now = self._reviews.get(wanted) or Review(wanted, meeting.on, is_written=False)
        self._reviews[wanted] = now._replace(
            held_on=now.held_on or meeting.on, held_ids=(*now.held_ids, meeting.id), is_skipped=False
        )

    def _near(self, on: date) -> bytes | None:
        still = [one for one in self._reviews.values() if one.is_open]
        scheduled = [(one.id, one.scheduled_on) for one in still if one.scheduled_on is not None]
        found = held_by(on, scheduled, self._numbers)
        if found is not None:
            return found
        waiting = [one for one in still if one.scheduled_on is None and self._was_due(one, on)]
        return min(waiting, key=lambda one: (one.due_on or on, one.id)).id if waiting else None

    def _was_due(self, review: Review, on: date) -> bool:
        """Whether a review without a date was waited for on that day, and so is the one that took place."""
        asked = self._proposed.get(review.id)
        is_due = review.due_on is not None and (review.due_on - on).days <= self._numbers.qbr_due_days
        return is_due and (asked is None or asked <= on)

    def plan(self, planned: Sequence[Meeting]) -> None:
        """Enter the meetings to come: each is the date of the review it names, else of the next one."""
        for one in sorted(planned, key=lambda one: (one.on, one.id)):
            named = self._reviews.get(one.qbr_id or b"")
            review = named if named is not None and named.is_open else self._next(one.on)
            if review.meeting_id is None and review.scheduled_on in (None, one.on):
                self._reviews[review.id] = review._replace(scheduled_on=one.on, meeting_id=one.id)

    def _next(self, on: date | None = None) -> Review:
        """The open review that comes first, else the one that is due next, else one on the day `on`."""
        still = [one for one in self._reviews.values() if one.is_open]
        if still:
            return min(still, key=lambda one: (one.due_on or date.max, one.id))
        due = self.due_on()
        return Review(next_id(self._account.id, due or on or date.max, self._reviews), due, is_written=False)

    def due_on(self) -> date | None:
        """When the next one is due, by what was held and skipped."""
        held = [one.held_on for one in self._reviews.values() if one.held_on is not None]
        skipped = [one.due_on for one in self._reviews.values() if one.is_skipped and one.due_on is not None]
        return next_due(self._account.interval, self._account.tracking_started_on, held, skipped)

    def ended(self) -> list[Review]:
        """All of them; where none is open, the next one that is due among them."""
        if self.due_on() is not None and not any(one.is_open for one in self._reviews.values()):
            one = self._next()
            self._reviews[one.id] = one
        return sorted(self._reviews.values(), key=_place)


def _place(review: Review) -> tuple[int, date, bytes]:
    if review.held_on is not None:
        return 0, review.held_on, review.id
    return (1 if review.is_skipped else 2), review.due_on or date.max, review.id


def next_of(reviews: Sequence[Review]) -> Review | None:
    """The open review that comes first; None where none does."""
    still = [one for one in reviews if one.is_open]
    return min(still, key=lambda one: (one.scheduled_on or one.due_on or date.max, one.id)) if still else None


def last_before(reviews: Sequence[Review], review: Review) -> Review | None:
    """The review that was held last before this one."""
    held = [one for one in reviews if one.held_on is not None and one.id != review.id]
    if review.held_on is not None:
        held = [one for one in held if (one.held_on or date.max) < review.held_on]
    return max(held, key=lambda one: (one.held_on or date.min, one.id)) if held else None
