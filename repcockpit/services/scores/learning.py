"""Training, industry information and ideas as parts of the scorecard."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from repcockpit.domain.names import fold
from repcockpit.domain.score_parts import (
    IdeaState,
    ideas_value,
    information_value,
    is_cared_for,
    training_value,
)
from repcockpit.domain.scorecard import Finding
from repcockpit.domain.training import Cell, tally
from repcockpit.services.book import Book
from repcockpit.services.learning.matrix import cells_by_person
from repcockpit.store.reads import learning as lessons
from repcockpit.store.reads import scores as reads
from repcockpit.store.reads.merged import members_of
from repcockpit.store.reads.scores import AccountRow, Houses, IdeaRow


class Lesson(NamedTuple):
    """A cell of the training of an account: who, in which topic."""

    contact_id: bytes
    name: str
    topic: str
    cell: Cell


def lessons_of(book: Book, houses: Houses) -> dict[bytes, list[Lesson]]:
    """The cells of person x topic by account in which something was given or is planned."""
    people = reads.people_there(houses)
    if not people:
        return {}
    ids = list({one.id for one in people})
    rows = lessons.trainings_of_people(book.db, [*ids, *members_of(book.db, "contact", ids)])
    if not rows:
        return {}
    titles = {fold(row.topic): row.topic for row in rows}
    months = {fold(title): valid for title, valid in lessons.topic_rows(book.db)}
    by_person: dict[bytes, list[tuple[str, Cell]]] = {}
    for (person, topic), cell in cells_by_person(book, dict.fromkeys(rows), months).items():
        by_person.setdefault(person, []).append((topic, cell))
    found: dict[bytes, list[Lesson]] = {}
    for one in people:
        for topic, cell in by_person.get(one.id, ()):
            if cell.is_planned:
                lesson = Lesson(one.id, one.name, titles.get(topic, topic), cell)
                found.setdefault(one.account_id, []).append(lesson)
    return found


def training_of(several: Sequence[Lesson]) -> float | None:
    """The part of one account."""
    return training_value(*tally(one.cell for one in several))


def training_finding(several: Sequence[Lesson]) -> Finding:
    """The part, and the cell that is missing."""
    valid, planned = tally(one.cell for one in several)
    value = training_value(valid, planned)
    if value is None:
        return Finding(None, "plan a training")
    missing = next((one for one in several if not one.cell.is_valid), None)
    if missing is None:
        return Finding(value)
    return Finding(value, f"train {missing.name} in {missing.topic}", training_value(valid + 1, planned))


def information_of(account: AccountRow, last_on: str | None, today: date, book: Book) -> float | None:
    """The part of one account."""
    tracked = account.tracking_started_on
    return information_value(
        date.fromisoformat(last_on) if last_on else None,
        date.fromisoformat(tracked) if tracked else None,
        today,
        book.numbers,
    )


def information_finding(account: AccountRow, last_on: str | None, today: date, book: Book) -> Finding:
    """The part; one item brought makes it whole."""
    value = information_of(account, last_on, today, book)
    if value == 100:
        return Finding(value)
    return Finding(value, "bring an item of news", None if value is None else 100.0)


def ideas_in_sight(rows: Sequence[IdeaRow], book: Book) -> list[tuple[IdeaRow, IdeaState]]:
    """The ideas of a year as they stood on the day; one whose state changed later is not known and left out."""
    today = book.today()
    since = today - timedelta(days=book.numbers.score_days)
    found = []
    for row in rows:
        raised = date.fromisoformat(row.raised_on) if row.raised_on else None
        changed = date.fromisoformat(row.status_on) if row.status_on else None
        last = max((day for day in (raised, changed) if day), default=None)
        if (last is not None and last <= since) or (raised is not None and raised > today):
            continue
        if changed is None or changed <= today:
            found.append((row, IdeaState(row.status == "customer_told", changed)))
    return found


def ideas_of(rows: Sequence[IdeaRow], book: Book) -> float | None:
    """The part of one account."""
    return ideas_value([state for _, state in ideas_in_sight(rows, book)], book.today(), book.numbers)


def ideas_finding(rows: Sequence[IdeaRow], book: Book) -> Finding:
    """The part, and the idea that waits longest for an answer."""
    seen = ideas_in_sight(rows, book)
    today, numbers = book.today(), book.numbers
    value = ideas_value([state for _, state in seen], today, numbers)
    if value is None:
        return Finding(None, "ask for an idea")
    waiting = [row for row, state in seen if not is_cared_for(state, today, numbers)]
    if not waiting:
        return Finding(value)
    title = waiting[0].title or "the idea"
    return Finding(value, f"move on, or tell: {title}", value + 100.0 / len(seen))
