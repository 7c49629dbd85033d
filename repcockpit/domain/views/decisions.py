"""What a rep is shown before deciding: whom to call in a quarter of an hour, the end of a day, questions."""

from datetime import date, datetime
from typing import NamedTuple


class CallRow(NamedTuple):
    """Somebody to call now: the number, the time there (`is_time_known` False: the rep's own), and why."""

    subject_kind: str
    subject_id: bytes
    contact_id: bytes | None
    account_id: bytes | None
    name: str
    place: str
    phone: str
    local_time: datetime
    is_time_known: bool
    why: str


class FifteenView(NamedTuple):
    """Whom to call in `minutes`, the first one first.

    `closed` counts people who are due, have a phone and are outside working hours; `opens_at` is when the
    first of them can be called. `without_phone` counts those who are due and have no number.
    """

    as_of: datetime
    minutes: int
    rows: tuple[CallRow, ...]
    more: int
    closed: int
    opens_at: datetime | None
    without_phone: int


class SweepRow(NamedTuple):
    """Something of the day that is not settled: a planned interaction, or a task (`kind`).

    `what` is the interaction's type or the task's kind; `at` an aware instant where the hour is known.
    """

    kind: str
    id: bytes
    what: str
    title: str
    name: str
    place: str
    contact_id: bytes | None
    account_id: bytes | None
    on: date
    at: datetime | None
    phone: str


class SweepView(NamedTuple):
    """The end of a day: what is open of it, what the next working day holds, what was logged.

    `next_day` is None where there is no working day ahead; `ahead` are the first three of `ahead_count`.
    `late_count` counts open tasks and promises that were due before today; `delay` is how late one logs oneself.
    """

    as_of: datetime
    day: date
    rows: tuple[SweepRow, ...]
    next_day: date | None
    ahead: tuple[SweepRow, ...]
    ahead_count: int
    logged_count: int
    late_count: int
    delay: str = ""


class Choice(NamedTuple):
    """One answer to a question: the key that gives it, its words, what is known beside them."""

    key: str
    label: str
    answer: str
    about: str = ""


class SetupQuestion(NamedTuple):
    """A Set up question with its one-key answers; `id` is that of its row in Today."""

    id: bytes
    kind: str
    title: str
    lines: tuple[str, ...]
    choices: tuple[Choice, ...]


class OldTask(NamedTuple):
    """An imported task that was late for long when it came in."""

    id: bytes
    title: str
    due_on: date
    name: str
    segment: str | None


class OldTasksView(NamedTuple):
    """The imported tasks that wait for one decision, the oldest first; `of_a` counts those of A accounts."""

    tasks: tuple[OldTask, ...]
    of_a: int
    days: int
    a_day: int
    first_day: date | None


class RepChoice(NamedTuple):
    """One of our people, with the number of accounts owned, and two of these by name."""

    id: bytes
    name: str
    accounts: int
    examples: str
    is_me: bool
