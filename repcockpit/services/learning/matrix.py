"""The training matrix of an account: its people by topics, and who is proposed for onboarding."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from repcockpit.domain.errors import NotFoundError
from repcockpit.domain.names import fold
from repcockpit.domain.training import ONBOARDING, Cell, Taken, cell_of, is_trainable, tally
from repcockpit.domain.views.learning import Matrix, TopicColumn, Trainee
from repcockpit.domain.views.record_requests import Link
from repcockpit.domain.words import INACTIVE_CONTACT_STATUSES
from repcockpit.services.details.cares import day_of
from repcockpit.store.reads import learning as reads
from repcockpit.store.reads.details import group_ids, groups_of
from repcockpit.store.reads.learning import PersonRow, TrainingRow

if TYPE_CHECKING:
    from repcockpit.services.book import Book


def matrix_of(book: "Book", account_id: bytes) -> Matrix:
    """Everybody active at an account by every topic known there or in the book. Raises NotFoundError."""
    account = reads.account_rows(book.db, [account_id]).get(account_id)
    if account is None:
        raise NotFoundError("there is no such account any more", "it may be in the bin")
    group = group_ids(book.db, "account", account_id)
    people = [one for one in reads.people_rows(book.db, group) if _is_there(one)]
    rows = training_rows(book, group, [one.id for one in people])
    months = {fold(title): valid for title, valid in reads.topic_rows(book.db)}
    topics = topics_of(book, rows)
    cells = cells_by_person(book, rows, months)
    new = newcomers(book, account.status, people, rows)
    trainees = []
    for one in people:
        own = tuple(cells.get((one.id, fold(topic.title)), Cell()) for topic in topics)
        trainees.append(Trainee(one.id, one.name, one.title, one.role, own, one.id in new))
    valid, planned = tally(cell for one in trainees for cell in one.cells)
    nobody = sum(row.contact_id is None for row in rows)
    return Matrix(
        Link(account.id, account.name), topics, tuple(trainees), valid, planned, nobody, book.today()
    )


def training_rows(book: "Book", accounts: Sequence[bytes], people: Sequence[bytes]) -> list[TrainingRow]:
    """The trainings of accounts, and those that their people had elsewhere; each once a person."""
    members = [one for group in groups_of(book.db, "contact", list(people)).values() for one in group]
    found = [*reads.trainings_at(book.db, accounts), *reads.trainings_of_people(book.db, members)]
    return list(dict.fromkeys(found))


def topics_of(book: "Book", rows: Sequence[TrainingRow]) -> tuple[TopicColumn, ...]:
    """The topics of the rows, then the others of the book, A to Z; spellings that differ only in case are one."""
    known = {fold(title): TopicColumn(title, valid) for title, valid in reads.topic_rows(book.db)}
    for row in rows:
        if row.topic.strip():
            known.setdefault(fold(row.topic), TopicColumn(row.topic))
    used = {fold(row.topic) for row in rows}
    return tuple(known[key] for key in sorted(known, key=lambda key: (key not in used, key)))


def cells_by_person(
    book: "Book", rows: Iterable[TrainingRow], months: dict[str, int | None]
) -> dict[tuple[bytes, str], Cell]:
    """The cell of each (person, folded topic) in which something was given or is planned."""
    taken: dict[tuple[bytes, str], list[Taken]] = {}
    for row in rows:
        if row.contact_id is not None and row.topic.strip():
            taken.setdefault((row.contact_id, fold(row.topic)), []).append(_taken(row))
    today, soon = book.today(), book.numbers.training_soon_days
    return {key: cell_of(some, months.get(key[1]), today, soon) for key, some in taken.items()}


def newcomers(
    book: "Book", account_status: str | None, people: Iterable[PersonRow], rows: Iterable[TrainingRow]
) -> set[bytes]:
    """People for whom onboarding is proposed: added by hand or capture lately, and no training yet (rules.md 2.22)."""
    since = book.today() - timedelta(days=book.numbers.training_onboarding_days)
    known = {row.contact_id for row in rows}
    fresh = [
        one.id
        for one in people
        if is_trainable(account_status, one.status)
        and one.id not in known
        and _is_between(one.tracking_started_on, since, book.today())
    ]
    return set(fresh) - reads.imported(book.db, fresh) if fresh else set()


def onboarding_topic(book: "Book") -> str:
    """What somebody new is trained in first: the topic of most initial trainings, else onboarding."""
    return reads.usual_topic(book.db) or ONBOARDING


def _is_between(on: str | None, since: date, until: date) -> bool:
    day = day_of(on)
    return day is not None and since <= day <= until


def _is_there(one: PersonRow) -> bool:
    return one.status not in INACTIVE_CONTACT_STATUSES and one.status != "lead"


def _taken(row: TrainingRow) -> Taken:
    return Taken(row.id, day_of(row.given_on), day_of(row.due_on), day_of(row.expires_on), row.usage)
