"""What the capture line is read with and into: frozen values, no behaviour."""

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Literal, NamedTuple, Protocol

from repcockpit.domain.dates import Order

CaptureKind = Literal["promise", "request", "idea", "training", "info", "nps", "csat"]
ProblemCode = Literal["ambiguous", "not_found", "invalid_value"]


class AccountRef(NamedTuple):
    """An account as far as a line needs it; `folded` is `names.fold(name)`."""

    id: bytes
    name: str
    folded: str
    segment: str | None = None


class Person(NamedTuple):
    """A contact as far as a line needs it; `on_agenda`: in today's list, `is_recent`: touched lately."""

    id: bytes
    name: str
    folded: str
    email: str | None = None
    account_id: bytes | None = None
    account_name: str | None = None
    role: str | None = None
    segment: str | None = None
    on_agenda: bool = False
    is_recent: bool = False


class Directory(Protocol):
    """Who can be named. Asked at every key, so each answer is one read."""

    def people_like(self, words: tuple[str, ...], /) -> Sequence[Person]:
        """Everybody whose folded name or e-mail contains each of the folded `words`; more is allowed."""

    def accounts_like(self, word: str, /) -> Sequence[AccountRef]:
        """The accounts whose folded name has a word that begins with the folded `word`; more is allowed."""

    def people_of(self, account_id: bytes, /) -> Sequence[Person]:
        """The people of one account, those last touched first."""


class Context(NamedTuple):
    """Where a line is typed: `now` (aware, in the rep's zone), the device's language, and the row, if any."""

    now: datetime
    directory: Directory
    language: str = "en"
    date_order: Order = "dmy"
    row_contact: Person | None = None
    row_account: AccountRef | None = None


class Participant(NamedTuple):
    """Somebody who took part; `contact_id` is None and `title` may be set where `is_new`."""

    contact_id: bytes | None
    name: str
    account_id: bytes | None = None
    account_name: str | None = None
    role: str | None = None
    is_new: bool = False
    title: str | None = None


class Capture(NamedTuple):
    """One `+x`; `due_on` for promises and requests, `score` for NPS (0 to 10) and CSAT (1 to 5)."""

    kind: CaptureKind
    text: str
    due_on: date | None = None
    score: int | None = None


class NextStep(NamedTuple):
    """What was said after the last ` > `: a day and a title, or that there is none."""

    due_on: date | None
    title: str = ""
    is_none: bool = False


class Problem(NamedTuple):
    """Why the line cannot be saved: the text in question, what to do, whom it could mean.

    `start` is the place of `text` in the line, -1 where nothing was typed.
    """

    code: ProblemCode
    text: str
    hint: str
    candidates: tuple[Person | AccountRef, ...] = ()
    start: int = -1


class Mark(NamedTuple):
    """A span of the typed text to colour; `kind` is a capture's kind or `next`."""

    start: int
    end: int
    kind: str


class Draft(NamedTuple):
    """What a line will be saved as; with `problems` it must not be saved.

    `at` is a local time of `on`; it is now where neither day nor time was said about something that
    happened. `offers` are head words that the note suggests (`na`). `note_kind` is what the note tells of the
    customer (need, want, competitor, …); no word of the line says it.
    """

    type: str
    is_type_given: bool
    people: tuple[Participant, ...]
    account: AccountRef | None
    outcome: str | None
    status: str
    direction: str | None
    on: date
    at: time | None
    minutes: int | None
    note: str
    captures: tuple[Capture, ...]
    next: NextStep | None
    problems: tuple[Problem, ...]
    marks: tuple[Mark, ...]
    offers: tuple[str, ...]
    note_kind: str | None = None


class Effect(NamedTuple):
    """What the services know about saving a draft; every field may be unknown.

    `before` and `after` are (glyph, words, tone) of the cadence; `target` touches belong to a year;
    `next_title`, `next_on` is the step that the cadence proposes; `priorities` one word (`P3`) per request;
    `guard` says who hears too much of us, and never keeps anything from being saved.
    """

    before: tuple[str, str, str] | None = None
    after: tuple[str, str, str] | None = None
    touches: int | None = None
    target: int | None = None
    next_title: str = ""
    next_on: date | None = None
    is_two_way: bool = False
    priorities: tuple[str, ...] = ()
    guard: str = ""


class EchoLine(NamedTuple):
    """One line under the field; `tone` is plain, muted, good, soon or late, and colours glyph and text."""

    label: str
    glyph: str
    text: str
    right: str = ""
    tone: str = "plain"
