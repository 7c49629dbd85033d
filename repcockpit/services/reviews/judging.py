"""Chosen reviews with everything their readiness looks at: people, calls, actions, scores, challenges, ideas."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple, TypeVar

from repcockpit.domain.readiness import Action, Dated, Facts, Invited, Readiness, readiness
from repcockpit.domain.review_course import Review
from repcockpit.domain.reviews import Step
from repcockpit.domain.words import INACTIVE_CONTACT_STATUSES
from repcockpit.services.reviews.courses import Courses, day_of
from repcockpit.store.reads import reviews as reads
from repcockpit.store.reads.reviews import ActionRow, DatedRow, PersonRow, StoredQbr

AGREED = "date_agreed"
"""The item whose row keeps the day on which the date was agreed."""
_LONGEST = timedelta(days=400)
_Row = TypeVar("_Row")


class Judged(NamedTuple):
    """One review, how ready it is and what was read of it; `actions` are the tasks it made, `last` the one before."""

    account_id: bytes
    review: Review
    stored: StoredQbr | None
    scheduled_at: datetime | None
    step: Step
    readiness: Readiness
    facts: Facts
    people: tuple[PersonRow, ...]
    infos: tuple[tuple[bytes, str | None], ...]
    actions: tuple[bytes, ...]
    last: Review | None


def judged(courses: Courses, chosen: Sequence[tuple[bytes, Review]]) -> list[Judged]:
    """These reviews (account, review), in their order."""
    if not chosen:
        return []
    return _Evidence(courses, chosen).judged()


class _Evidence:
    """What is read once for all of the chosen reviews."""

    def __init__(self, courses: Courses, chosen: Sequence[tuple[bytes, Review]]) -> None:
        self._courses, self._chosen = courses, chosen
        self._book, self._today = courses.book, courses.today
        db, until = self._book.db, self._today.isoformat()
        roots = {account_id for account_id, _ in chosen}
        accounts = [one for one in courses.members if courses.root(one) in roots]
        ids = [review.id for _, review in chosen]
        meetings = {review.meeting_id: review.id for _, review in chosen if review.meeting_id is not None}
        self._people = _by(reads.invited(db, ids, meetings), lambda one: one.qbr_id)
        self._ticks = _by(reads.ticks(db, ids), lambda one: one[0])
        self._infos = _by(reads.chosen_infos(db, ids), lambda one: one[0])
        self._actions = _by(reads.actions(db, accounts), lambda one: courses.root(one.account_id))
        self._feedback = self._of_account(reads.feedback(db, accounts, until))
        self._challenges = self._of_account(reads.challenges(db, accounts, until))
        self._ideas = self._of_account(reads.open_ideas(db, accounts))
        contacts = list({one.id for some in self._people.values() for one in some})
        self._roles = reads.further_roles(db, contacts)
        self._agreed = {review.id: on for _, review in chosen if (on := self._agreed_on(review)) is not None}
        self._calls = self._calls_since_agreed()

    def _of_account(self, rows: Iterable[DatedRow]) -> dict[bytes, list[DatedRow]]:
        return _by(rows, lambda one: self._courses.root(one.account_id))

    def _agreed_on(self, review: Review) -> date | None:
        """When the date was agreed: as ticked, else when the meeting was entered."""
        ticked = next((on for _, item, on in self._ticks.get(review.id, ()) if item == AGREED), None)
        if ticked is not None:
            return date.fromisoformat(ticked)
        meeting = self._courses.meetings.get(review.meeting_id or b"")
        if meeting is None or meeting.logged_at is None:
            return None
        return self._book.local(meeting.logged_at).date()

    def _calls_since_agreed(self) -> dict[bytes, list[tuple[bytes, date]]]:
        """The calls with the people of reviews whose date is agreed, since the first of those days."""
        people = {one.id for review in self._agreed for one in self._people.get(review, ())}
        if not people:
            return {}
        since = max(min(self._agreed.values()), self._today - _LONGEST).isoformat()
        found: dict[bytes, list[tuple[bytes, date]]] = {}
        for call, person, on in reads.calls_with(self._book.db, list(people), since, self._today.isoformat()):
            found.setdefault(person, []).append((call, date.fromisoformat(on)))
        return found

    def judged(self) -> list[Judged]:
        """The chosen reviews, in their order."""
        return [self._judge(account_id, review) for account_id, review in self._chosen]

    def _judge(self, account_id: bytes, review: Review) -> Judged:
        courses = self._courses
        stored, last = courses.stored.get(review.id), courses.last(account_id, review)
        every = self._actions.get(account_id, [])
        mine = [one for one in every if review.id in (one.qbr_id, one.carried_to_id)]
        facts = self._facts(account_id, review, stored, last)
        ready = readiness(facts, self._book.numbers)
        return Judged(
            account_id,
            review,
            stored,
            courses.moment(review),
            self._step(review, stored, mine, ready),
            ready,
            facts,
            tuple(self._people.get(review.id, ())),
            tuple((info, title) for _, info, title in self._infos.get(review.id, ())),
            tuple(one.id for one in mine),
            last,
        )

    def _step(
        self, review: Review, stored: StoredQbr | None, mine: list[ActionRow], ready: Readiness
    ) -> Step:
        past = self._courses.past
        return Step(
            review.due_on,
            past(stored.proposed_on) if stored else None,
            review.scheduled_on,
            review.held_on,
            past(stored.minutes_sent_on) if stored else None,
            review.is_skipped,
            all(one.owner_id is not None and one.due_on is not None for one in mine),
            all(self._is_over(one, review) for one in mine),
            ready.score,
        )

    def _is_over(self, action: ActionRow, review: Review) -> bool:
        return self._courses.past(action.done_on) is not None or action.carried_to_id not in (None, review.id)

    def _facts(
        self, account_id: bytes, review: Review, stored: StoredQbr | None, last: Review | None
    ) -> Facts:
        day = review.held_on or self._today
        row = self._courses.accounts[account_id]
        ticks = {item: date.fromisoformat(on) for _, item, on in self._ticks.get(review.id, ())}
        sent = stored.pack_sent_at if stored else None
        made = day_of(stored.pack_made_on) if stored else None
        return Facts(
            review.id,
            day,
            row.segment,
            review.scheduled_on or review.held_on,
            self._courses.moment(review),
            review.meeting_id,
            tuple(self._invited(one, day) for one in self._people.get(review.id, ())),
            frozenset(item for item, on in ticks.items() if on <= day),
            self._calls_since(review, day),
            last.held_on if last else None,
            self._last_actions(account_id, last),
            made if made is not None and made <= day else None,
            _newest(self._feedback.get(account_id, ()), day),
            _newest(self._challenges.get(account_id, ()), day),
            tuple(info for _, info, _ in self._infos.get(review.id, ())),
            tuple(Dated(one.id, day_of(one.on)) for one in self._ideas.get(account_id, ())),
            stored.decisions if stored else None,
            None if sent is None or self._book.local(sent) > self._book.now() else self._book.local(sent),
        )

    def _invited(self, one: PersonRow, day: date) -> Invited:
        accepted = day_of(one.accepted_on)
        roles = self._roles.get(one.id, set()) | ({one.role} if one.role else set())
        is_here = one.status not in INACTIVE_CONTACT_STATUSES
        return Invited(
            one.id,
            has_accepted=accepted is not None and accepted <= day,
            roles=frozenset(roles) if is_here else frozenset(),
        )

    def _calls_since(self, review: Review, day: date) -> tuple[bytes, ...]:
        agreed_on = self._agreed.get(review.id)
        if agreed_on is None:
            return ()
        people = {one.id for one in self._people.get(review.id, ())}
        calls = (call for person in people for call in self._calls.get(person, ()))
        return tuple(dict.fromkeys(call for call, on in calls if agreed_on <= on <= day))

    def _last_actions(self, account_id: bytes, last: Review | None) -> tuple[Action, ...]:
        if last is None:
            return ()
        past = self._courses.past
        return tuple(
            Action(
                one.id,
                past(one.done_on),
                past(one.noted_on),
                is_carried=one.carried_to_id not in (None, last.id),
            )
            for one in self._actions.get(account_id, ())
            if last.id in (one.qbr_id, one.carried_to_id)
        )


def _by(rows: Iterable[_Row], key: Callable[[_Row], bytes]) -> dict[bytes, list[_Row]]:
    found: dict[bytes, list[_Row]] = {}
    for row in rows:
        found.setdefault(key(row), []).append(row)
    return found


def _newest(rows: Sequence[DatedRow], day: date) -> Dated | None:
    """The last of the rows, which stand by day, that is not after `day`."""
    until = day.isoformat()
    found = next((one for one in reversed(rows) if one.on is not None and one.on <= until), None)
    return None if found is None else Dated(found.id, day_of(found.on))
