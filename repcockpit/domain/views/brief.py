"""What to know before a meeting: one account, or one person there, on one screen."""

from datetime import date, datetime
from typing import NamedTuple

from repcockpit.domain.asks import Ask
from repcockpit.domain.views.details import Activity, Care, OpenLine, RequestLine
from repcockpit.domain.views.learning import Bring, IdeaRow, Known
from repcockpit.domain.views.record_requests import Link
from repcockpit.domain.views.today import TouchRow


class BriefMeeting(NamedTuple):
    """The next appointment there: when, what it is, what it is about."""

    id: bytes
    on: date
    at: datetime | None
    type: str
    subject: str


class BriefPerson(NamedTuple):
    """Somebody to expect or to ask after; `depth` is a word of the coverage, `is_attending` where invited."""

    id: bytes
    name: str
    title: str
    role: str | None
    support: str
    depth: str
    care: Care
    is_attending: bool
    preferred: str = ""


class BriefPromise(NamedTuple):
    """Something promised: open, or kept lately."""

    id: bytes
    title: str
    due_on: date | None
    done_on: date | None
    contact: Link | None


class BriefView(NamedTuple):
    """Everything for the few minutes before; `asks` are at most three, drawn from what is not known."""

    id: bytes
    account: Link
    segment: str | None
    about: tuple[str, ...]
    meeting: BriefMeeting | None
    seven: tuple[Activity, ...]
    people: tuple[BriefPerson, ...]
    promises: tuple[BriefPromise, ...]
    requests: tuple[RequestLine, ...]
    tasks: tuple[OpenLine, ...]
    ideas: tuple[IdeaRow, ...]
    bring: Bring
    known: tuple[Known, ...]
    last: tuple[TouchRow, ...]
    asks: tuple[Ask, ...]
    now: datetime
