"""How planned work ended: held, done, kept, not held, moved to another day."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple
from zoneinfo import ZoneInfo

from repcockpit.domain.businesstime import next_working_day
from repcockpit.domain.dates import format_date
from repcockpit.domain.errors import InvalidValueError, RefusedError, UsageError
from repcockpit.domain.words import spoken
from repcockpit.services.decisions.chosen import Chosen, Decided, ids_of
from repcockpit.services.learning.ideas import follow_tasks
from repcockpit.store.calendars import Calendars
from repcockpit.store.reads import decisions as reads
from repcockpit.store.reads.decisions import OpenTask, PlannedRow
from repcockpit.store.reads.requests import request_of_task

if TYPE_CHECKING:
    from repcockpit.services.book import Book

NOT_HELD = {"not_held": "not held", "cancelled": "cancelled"}
_DONE = {"promise": "kept"}
_NOTHING_TO_MOVE = "there is nothing on this row to move"
_HINT = "only open appointments, tasks and promises can be answered or moved"


class _Work(NamedTuple):
    """What of the chosen rows is still open; `others` counts the rows that are nothing of the kind."""

    planned: list[PlannedRow]
    tasks: list[OpenTask]
    others: int

    @property
    def open_count(self) -> int:
        return len(self.planned) + len(self.tasks)


def mark_held(book: "Book", subjects: Sequence[Chosen]) -> Decided:
    """Appointments were held, tasks are done, promises are kept.

    An appointment of before today was held on its day, one of later is held today. Raises UsageError where
    no row is open work.
    """
    work = _without_callbacks(
        book, _work(book, subjects, "there is nothing planned and nothing to do on this row")
    )
    text = _held_text(book, work)
    with book.write(text) as unit:
        unit.update_many("interaction", [(row.id, _held(book, row)) for row in work.planned])
        unit.update_many("task", [(task.id, done_fields(book)) for task in work.tasks])
        follow_tasks(book, unit, [task.id for task in work.tasks if task.kind == "tell"])
    return Decided(text, unit.txn)


def not_held(book: "Book", subjects: Sequence[Chosen], how: str = "not_held") -> Decided:
    """Appointments did not take place: `how` is not_held (nobody came) or cancelled.

    Raises InvalidValueError for another word, UsageError where no row is planned.
    """
    if how not in NOT_HELD:
        raise InvalidValueError(f"{how!r} is no end of an appointment", "not_held or cancelled")
    planned = reads.planned_rows(book.db, ids_of(subjects, "interaction"))
    if not planned:
        raise UsageError("nothing is planned on this row", "only an appointment can be not held")
    text = _sentence(book, NOT_HELD[how], _Work(planned, [], 0))
    with book.write(text) as unit:
        unit.update_many("interaction", [(row.id, {"status": how, "outcome": None}) for row in planned])
    return Decided(text, unit.txn)


def mark_moved(book: "Book", subjects: Sequence[Chosen], day: date) -> Decided:
    """Appointments move to another day at the same hour, tasks and promises are due then.

    Raises InvalidValueError for a day before today, UsageError where no row is open work.
    """
    _check_new(book, day)
    work = _work(book, subjects, _NOTHING_TO_MOVE)
    text = _moved_text(book, work, format_date(day, book.today()))
    with book.write(text) as unit:
        unit.update_many("interaction", [(row.id, _moved(book, row, day)) for row in work.planned])
        unit.update_many("task", [(task.id, _due_anew(task, day)) for task in work.tasks])
    return Decided(text, unit.txn)


def movable_to(book: "Book", subjects: Sequence[Chosen]) -> date | None:
    """The next working day; None where there is none. Raises UsageError where no row is open work."""
    _work(book, subjects, _NOTHING_TO_MOVE)
    return next_working_day(Calendars(book.db).of_rep(book.rep_id), book.today())


def read_new_day(book: "Book", text: str) -> date:
    """The day from today on that `text` means. Raises InvalidValueError."""
    from repcockpit.services.local_dates import read_day  # noqa: PLC0415 -- only where it is typed

    day = read_day(book, text, "forward")
    _check_new(book, day)
    return day


def _check_new(book: "Book", day: date) -> None:
    if day < book.today():
        raise InvalidValueError(f"{day} is over already", "give today or a later day")


def done_fields(book: "Book", outcome: str | None = None) -> dict[str, object]:
    """What a task holds once it is done today."""
    fields: dict[str, object] = {"status": "completed", "done_on": book.today().isoformat()}
    return fields if outcome is None else fields | {"outcome": outcome}


def _work(book: "Book", subjects: Sequence[Chosen], problem: str) -> _Work:
    planned = reads.planned_rows(book.db, ids_of(subjects, "interaction"))
    tasks = reads.open_tasks(book.db, ids_of(subjects, "task"))
    if not planned and not tasks:
        raise UsageError(problem, _HINT)
    return _Work(planned, tasks, len({one.id for one in subjects}) - len(planned) - len(tasks))


def _without_callbacks(book: "Book", work: _Work) -> _Work:
    """The work less the call-backs of requests, which only their outcome ends. Raises RefusedError for nothing else."""
    tasks = [
        task for task in work.tasks if not (task.kind == "callback" and request_of_task(book.db, task.id))
    ]
    if not work.planned and not tasks:
        raise RefusedError(
            "a call-back ends with what came of it", "c, then w works, n does not, u unreachable"
        )
    return _Work(work.planned, tasks, work.others + len(work.tasks) - len(tasks))


def _held(book: "Book", row: PlannedRow) -> dict[str, object]:
    today = book.today().isoformat()
    fields: dict[str, object] = {
        "status": "completed",
        "outcome": "connected",
        "logged_at": int(book.now().timestamp() * 1000),
    }
    return fields if row.occurred_on <= today else fields | {"occurred_on": today, "occurred_at": None}


def _moved(book: "Book", row: PlannedRow, day: date) -> dict[str, object]:
    if row.occurred_at is None:
        return {"occurred_on": day.isoformat()}
    hour = book.local(row.occurred_at).time()
    moment = datetime.combine(day, hour, ZoneInfo(book.zone))
    return {"occurred_on": day.isoformat(), "occurred_at": int(moment.timestamp() * 1000), "zone": book.zone}


def _due_anew(task: OpenTask, day: date) -> dict[str, object]:
    """Another day for a task; the one it had first stays known, for a promise is kept or not by that one."""
    first: dict[str, object] = (
        {"first_due_on": task.due_on} if task.first_due_on is None and task.due_on else {}
    )
    return {"due_on": day.isoformat()} | first


def _held_text(book: "Book", work: _Work) -> str:
    if work.open_count == 1:
        verb = "held" if work.planned else _DONE.get(work.tasks[0].kind, "done")
        return _sentence(book, verb, work)
    kept = sum(task.kind == "promise" for task in work.tasks)
    counts = {"held": len(work.planned), "done": len(work.tasks) - kept, "kept": kept}
    said = ", ".join(f"{count} {verb}" for verb, count in counts.items() if count)
    return said + _left_alone(work)


def _sentence(book: "Book", verb: str, work: _Work) -> str:
    """What ended how: "Visit with Maria López held", "3 moved"."""
    if work.open_count != 1:
        return f"{work.open_count} {verb}{_left_alone(work)}"
    if work.planned:
        row = work.planned[0]
        who = reads.who_takes_part(book.db, row.id)
        what = "QBR" if row.type == "qbr" else spoken(row.type).capitalize()
        return f"{what}{' with ' + who if who else ''} {verb}"
    task = work.tasks[0]
    return f"{spoken(task.kind).capitalize()} {verb}: {task.title}"


def _moved_text(book: "Book", work: _Work, day: str) -> str:
    if work.open_count == 1 and work.tasks:
        task = work.tasks[0]
        return f"{spoken(task.kind).capitalize()} moved to {day}: {task.title}"
    return f"{_sentence(book, 'moved', work)} to {day}"


def _left_alone(work: _Work) -> str:
    return f" ({work.others} of the rows cannot be)" if work.others else ""
