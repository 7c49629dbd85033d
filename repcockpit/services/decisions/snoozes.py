"""Away until a day, with the reason: accounts, people, tasks, and questions of Set up."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from repcockpit.domain.dates import format_date
from repcockpit.domain.errors import InvalidValueError, UsageError
from repcockpit.domain.snooze import Snooze, checked_snooze
from repcockpit.domain.words import SNOOZE_TARGETS
from repcockpit.services.decisions.chosen import Chosen, Decided, ids_of, is_or_are, named_together
from repcockpit.store.reads import decisions as reads
from repcockpit.store.reads.records_held import snoozes_of

if TYPE_CHECKING:
    from repcockpit.services.book import Book
    from repcockpit.store.unit import Unit

_QUESTION = "setup"


def snooze(book: "Book", subjects: Sequence[Chosen], until: date | None, reason: str | None) -> Decided:
    """These rows stay out of Today until a day; a snooze of before is replaced.

    Raises InvalidValueError without a reason or a day after today, UsageError where no row can be away.
    """
    found = checked_snooze(until, reason, book.today())
    wanted = {kind: ids_of(subjects, kind) for kind in SNOOZE_TARGETS}
    questions = ids_of(subjects, _QUESTION)
    if not any(wanted.values()) and not questions:
        raise UsageError(
            "this row cannot be snoozed", "accounts, people and tasks can; m moves an appointment"
        )
    text = f"Snoozed {_called(book, wanted, questions)} until {format_date(found.until_on, book.today())}"
    with book.write(text) as unit:
        for record_id in (one for ids in wanted.values() for one in ids):
            put_away(book, unit, record_id, found)
        for question_id in questions:
            put_off_question(book, unit, question_id, found)
    return Decided(text, unit.txn)


def unsnooze(book: "Book", subjects: Sequence[Chosen]) -> Decided:
    """These rows are back in Today at once."""
    wanted = {kind: ids_of(subjects, kind) for kind in SNOOZE_TARGETS}
    count = sum(map(len, wanted.values()))
    if not count:
        raise UsageError("this row cannot be snoozed", "accounts, people and tasks can")
    text = f"{named_together(book, wanted)} {is_or_are(count)} back"
    with book.write(text) as unit:
        for record_id in (one for ids in wanted.values() for one in ids):
            take_back(book, unit, record_id)
    return Decided(text, unit.txn)


def snooze_in_force(book: "Book", subjects: Sequence[Chosen]) -> Snooze | None:
    """The snooze of the only row; None where it is not away, and for several rows."""
    ids = ids_of(subjects, *SNOOZE_TARGETS)
    found = reads.snooze_of(book.db, ids[0], book.today().isoformat()) if len(ids) == 1 else None
    return Snooze(date.fromisoformat(found[0]), found[1]) if found else None


def _called(book: "Book", wanted: dict[str, list[bytes]], questions: Sequence[bytes]) -> str:
    said = [named_together(book, wanted)] if any(wanted.values()) else []
    if questions:
        said.append("the question" if len(questions) == 1 else f"{len(questions)} questions")
    return " and ".join(said)


def put_away(book: "Book", unit: "Unit", record_id: bytes, found: Snooze) -> None:
    """Write the snooze of one record in the place of those it had."""
    take_back(book, unit, record_id)
    unit.insert("snooze", {"target_id": record_id, **_fields(book, found)})


def take_back(book: "Book", unit: "Unit", record_id: bytes) -> None:
    """Take every snooze of one record back."""
    for one in snoozes_of(book.db, record_id):
        unit.hide("snooze", one)


def put_off_question(book: "Book", unit: "Unit", question_id: bytes, found: Snooze) -> None:
    """Let a question of Set up rest; the snooze has the question's own id, since it is about no record."""
    unit.insert("snooze", {"id": question_id, **_fields(book, found)})


def _fields(book: "Book", found: Snooze) -> dict[str, object]:
    return {
        "until": found.until_on.isoformat(),
        "reason": found.reason,
        "set_on": book.today().isoformat(),
        "rep_id": book.author_id,
    }


def read_snooze(book: "Book", text: str) -> Snooze:
    """`2w on holiday` as a day and a reason: the first words that are a date, then why.

    Raises InvalidValueError where either is missing.
    """
    from repcockpit.services.local_dates import read_day  # noqa: PLC0415 -- only where it is typed

    first, _, rest = text.strip().partition(" ")
    if not first:
        raise InvalidValueError("until when, and why?", "such as: 2w on holiday")
    word = first.casefold()
    if word in {"until", "till"} and rest:
        first, _, rest = rest.strip().partition(" ")
    return checked_snooze(read_day(book, first, "forward"), rest, book.today())
