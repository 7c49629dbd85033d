"""The views of quarterly business reviews: one as the contract prints it, a line of the list, the whole sheet."""

from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple

from repcockpit.domain.views.record_requests import Link, RequestView

if TYPE_CHECKING:
    from repcockpit.domain.views.records import IdeaView, TaskView

STATES = ("unlogged", "late", "at_risk", "ready", "preparing", "planned", "ask_now", "asked", "not_due", "held", "followed_up", "closed", "skipped")  # fmt: skip
"""What a line of the list says of a review, in the order of attention; the words are in `QbrRow.words`."""


class QbrItemView(NamedTuple):
    """One of the fourteen items of readiness; `evidence_ids` are the rows that were looked at."""

    item: str
    weight: int
    met: bool
    must: bool
    evidence_ids: tuple[bytes, ...]


class QbrContact(NamedTuple):
    """Somebody invited, and whether they accepted."""

    id: bytes
    name: str | None
    accepted: bool


class QbrView(NamedTuple):
    """A review as `show` and lists print it.

    `status` is a word of QbrStatus (rules.md 3.2); `readiness` 0 to 100, None for a skipped one; `decisions` one a
    line; `actions` are the tasks that it made.
    """

    id: bytes
    account: Link | None
    status: str
    due_on: date | None
    scheduled_at: datetime | None
    readiness: int | None
    ready: bool
    items: tuple[QbrItemView, ...]
    actions: "tuple[TaskView, ...]"
    contacts: tuple[QbrContact, ...]
    decisions: str | None
    minutes_sent_on: date | None
    pack_sent_at: datetime | None
    approver: str | None
    skip_reason: str | None
    proposed_on: date | None
    held_on: date | None
    cancelled_on: date | None
    pack_made_on: date | None
    note: str | None
    owner: Link | None
    infos: tuple[Link, ...]


class QbrRow(NamedTuple):
    """A review as a line of the list.

    `state` is one of STATES, `words` what stands in the state column ("9 d late", "at risk"); `days_until` counts
    to the meeting, without one to the due day, negative once it is past; `points` is the sum of the met items,
    `readiness` the same under the cap of an open must (`is_capped`: it lowers the sum). A date-only meeting has
    `scheduled_on` and no `scheduled_at`.
    """

    id: bytes
    account_id: bytes
    account_name: str | None
    segment: str | None
    owner_id: bytes | None
    owner_name: str | None
    state: str
    words: str
    status: str
    due_on: date | None
    scheduled_on: date | None
    scheduled_at: datetime | None
    held_on: date | None
    days_until: int | None
    points: int
    readiness: int | None
    is_capped: bool
    is_ready: bool
    is_at_risk: bool
    items: tuple[QbrItemView, ...]


class QbrList(NamedTuple):
    """The reviews in sight of a rep on a day, in the order of attention; held ones of the last 30 days after them."""

    day: date
    rep_id: bytes | None
    rep_name: str | None
    rows: tuple[QbrRow, ...]
    held: tuple[QbrRow, ...]
    late: int
    at_risk: int


class ReviewNote(NamedTuple):
    """A challenge that the customer named: the interaction's id, its day, what was said and by whom."""

    id: bytes
    on: date
    text: str
    who: str | None


class AgendaPart(NamedTuple):
    """A part of the meeting, in minutes; `looks_forward`: it is about what comes."""

    key: str
    title: str
    minutes: int
    looks_forward: bool


class QbrStep(NamedTuple):
    """What to do next: the open item, what meets it, its weight, and the readiness once this and those before are met."""

    item: str
    text: str
    gain: int
    readiness: int
    is_tick: bool


class QbrSheet(NamedTuple):
    """One review whole.

    `last_held_on` and `last_id` are of the review before it; `last_actions` open its agenda; `challenges` are those
    noted since the last one, `last_challenges` the ones before; `steps` are the open items, the next one first.
    `asked` says whose answer a skip waits for, or that it was refused.
    """

    row: QbrRow
    view: QbrView
    last_id: bytes | None
    last_held_on: date | None
    last_actions: "tuple[TaskView, ...]"
    challenges: tuple[ReviewNote, ...]
    last_challenges: tuple[ReviewNote, ...]
    requests: tuple[RequestView, ...]
    ideas: "tuple[IdeaView, ...]"
    infos: tuple[Link, ...]
    agenda: tuple[AgendaPart, ...]
    steps: tuple[QbrStep, ...]
    asked: str = ""
