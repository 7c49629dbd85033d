"""Trainings planned, given and asked about."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from repcockpit.domain.errors import InvalidValueError, UsageError
from repcockpit.domain.ids import derived_id
from repcockpit.domain.names import fold
from repcockpit.domain.training import USAGE
from repcockpit.services.decisions.chosen import Decided
from repcockpit.store.reads import learning as reads
from repcockpit.store.reads.details import group_ids
from repcockpit.store.reads.learning import TrainingRow
from repcockpit.store.reads.records import titles_of

if TYPE_CHECKING:
    from repcockpit.services.book import Book
    from repcockpit.store.unit import Unit

_MOST_NAMED = 2


def plan_training(
    book: "Book",
    account_id: bytes,
    topic: str,
    people: Sequence[bytes],
    due_on: date,
    kind: str | None = None,
) -> Decided:
    """A training planned for these people; who has one of the topic planned already gets the new day.

    `kind` is initial or ongoing; unsaid it is initial for people who never had the topic. Raises UsageError
    without a topic or people, InvalidValueError for a day before today.
    """
    _check(topic, people)
    if due_on < book.today():
        raise InvalidValueError(f"{due_on} is over already", "give today or a later day")
    rows = _of_topic(book, account_id, topic)
    text = f"Planned {_called(topic)} for {_named(book, people)}"
    with book.write(text) as unit:
        held = _open_plans(rows, people)
        for training in held.values():
            unit.update("training", training, {"due_on": due_on.isoformat()})
        rest = [one for one in people if one not in held]
        if rest:
            fields: dict[str, object] = {
                "topic": _as_spelled(book, rows, topic),
                "kind": kind or _kind(rows, rest),
                "due_on": due_on.isoformat(),
                "account_id": account_id,
            }
            _join(unit, unit.insert("training", fields), rest)
    return Decided(text, unit.txn)


def give_training(
    book: "Book",
    account_id: bytes,
    topic: str,
    people: Sequence[bytes],
    on: date,
    expires_on: date | None = None,
) -> Decided:
    """A training that these people had on a day, today or before; what was planned for them is that one.

    Raises UsageError without a topic or people, InvalidValueError for a day to come or one that ends before it.
    """
    _check(topic, people)
    if on > book.today():
        raise InvalidValueError(f"{on} is still to come", "plan it, and say that it was given then")
    if expires_on is not None and expires_on < on:
        raise InvalidValueError(f"it cannot end on {expires_on}, before it was given", "give a later day")
    rows = _of_topic(book, account_id, topic)
    text = f"{_called(topic).capitalize()} given to {_named(book, people)}"
    fields: dict[str, object] = {"given_on": on.isoformat()}
    if expires_on is not None:
        fields["expires_on"] = expires_on.isoformat()
    with book.write(text) as unit:
        plan = _whole_plan(rows, people)
        if plan is not None:
            unit.update("training", plan, fields)
        else:
            _leave_plans(unit, rows, people)
            fields |= {
                "topic": _as_spelled(book, rows, topic),
                "kind": _kind(rows, people),
                "account_id": account_id,
            }
            _join(unit, unit.insert("training", fields), people)
    return Decided(text, unit.txn)


def note_usage(book: "Book", training_id: bytes, usage: int) -> Decided:
    """How well what was taught is used, asked at a visit: 0 to 3. Raises InvalidValueError, UsageError."""
    if not 0 <= usage < len(USAGE):
        raise InvalidValueError(f"usage cannot be {usage}", "0 not used, 1 badly used, 2 used, 3 well used")
    rows = reads.training_row(book.db, training_id)
    if not rows or rows[0].given_on is None:
        raise UsageError("there is no training given here", "usage is asked of what was taught")
    text = f"{_called(rows[0].topic).capitalize()}: {USAGE[usage]}"
    with book.write(text) as unit:
        unit.update("training", training_id, {"usage": usage})
    return Decided(text, unit.txn)


def _check(topic: str, people: Sequence[bytes]) -> None:
    if not topic.strip():
        raise UsageError("which topic?", "write what is taught")
    if not people:
        raise UsageError("nobody is chosen", "choose who is trained")


def _of_topic(book: "Book", account_id: bytes, topic: str) -> list[TrainingRow]:
    group = group_ids(book.db, "account", account_id)
    return [row for row in reads.trainings_at(book.db, group) if fold(row.topic) == fold(topic)]


def _open_plans(rows: Sequence[TrainingRow], people: Sequence[bytes]) -> dict[bytes, bytes]:
    """The training planned for each of these people."""
    wanted = set(people)
    return {row.contact_id: row.id for row in rows if row.given_on is None and row.contact_id in wanted}


def _whole_plan(rows: Sequence[TrainingRow], people: Sequence[bytes]) -> bytes | None:
    """The one plan that is for exactly these people."""
    members: dict[bytes, set[bytes | None]] = {}
    for row in rows:
        if row.given_on is None:
            members.setdefault(row.id, set()).add(row.contact_id)
    return next((training for training, who in members.items() if who == set(people)), None)


def _leave_plans(unit: "Unit", rows: Sequence[TrainingRow], people: Sequence[bytes]) -> None:
    """Who had the training is no longer planned for it; a plan for nobody goes to the bin."""
    wanted, left = set(people), dict[bytes, int]()
    plans = [row for row in rows if row.given_on is None]
    for row in plans:
        left[row.id] = left.get(row.id, 0) + (row.contact_id not in wanted)
    for row in plans:
        if row.contact_id in wanted and left[row.id]:
            unit.hide("training_person", derived_id(row.id, row.contact_id))
    for training, count in left.items():
        if not count and any(row.id == training and row.contact_id in wanted for row in plans):
            unit.hide("training", training)


def _kind(rows: Sequence[TrainingRow], people: Sequence[bytes]) -> str:
    had = {row.contact_id for row in rows if row.given_on is not None}
    return "initial" if had.isdisjoint(people) else "ongoing"


def _join(unit: "Unit", training: bytes, people: Sequence[bytes]) -> None:
    for person in dict.fromkeys(people):
        fields = {"training_id": training, "contact_id": person}
        unit.insert("training_person", {"id": derived_id(training, person)} | fields)


def _as_spelled(book: "Book", rows: Sequence[TrainingRow], topic: str) -> str:
    """The topic as it is written already, so that it stays one column."""
    known = [title for title, _ in reads.topic_rows(book.db)] + [row.topic for row in rows]
    return next((one for one in known if fold(one) == fold(topic)), topic.strip())


def _called(topic: str) -> str:
    return f"training {topic.strip()}"


def _named(book: "Book", people: Sequence[bytes]) -> str:
    names = titles_of(book.db, "contact", list(people))
    first = [names.get(one, "") for one in people[:_MOST_NAMED]]
    more = len(people) - _MOST_NAMED
    return ", ".join(first) + (f" +{more}" if more > 0 else "")


def drop_plan(book: "Book", training_id: bytes, person: bytes) -> Decided:
    """Somebody is no longer planned for a training; a plan for nobody goes to the bin. Raises UsageError."""
    rows = [row for row in reads.training_row(book.db, training_id) if row.given_on is None]
    if not any(row.contact_id == person for row in rows):
        raise UsageError("nothing is planned here", "a training that was given stays")
    text = f"No longer planned: {_called(rows[0].topic)} for {_named(book, [person])}"
    with book.write(text) as unit:
        _leave_plans(unit, rows, [person])
    return Decided(text, unit.txn)


def read_given_day(book: "Book", text: str) -> date:
    """The day up to today that a text means. Raises InvalidValueError."""
    from repcockpit.services.local_dates import read_day  # noqa: PLC0415 -- only where it is typed

    day = read_day(book, text, "back")
    if day > book.today():
        raise InvalidValueError(f"{day} is still to come", "give today or a day before")
    return day
