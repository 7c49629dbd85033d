"""Handovers: accounts on their way to another rep, what is missing, what only the old rep knows, what is open."""

from datetime import date
from typing import NamedTuple

from repcockpit.domain.views.record_requests import Link


class ItemView(NamedTuple):
    """An item of the list: `fact` counts what was looked at, `tick` says whether a person ticks it."""

    item: str
    weight: int
    met: bool
    fact: str
    tick: bool
    words: str
    meets: str


class OnlyYou(NamedTuple):
    """Somebody to whom no other of us holds a thread; `strength` is 0 to 100."""

    id: bytes
    name: str
    role: str | None
    title: str | None
    strength: float
    last_touch_on: date | None


class OnlyYouNote(NamedTuple):
    """What the old rep wrote down because nobody else knows it."""

    id: bytes
    on: date
    by: str
    text: str


class OpenThing(NamedTuple):
    """Something that goes on: `kind` is request, promise, callback, task, qbr, meeting or idea.

    `owner` is whose it is now, `moves` whether a transfer gives it to the new rep.
    """

    kind: str
    id: bytes
    title: str
    due_on: date | None
    owner: Link | None
    contact: Link | None
    moves: bool


class AccountHandover(NamedTuple):
    """One account: how ready it is, who is known by one of us alone, what is open.

    `id` is the account's, `handover_id` the handover's (None: not begun); `one_of_us` where the rep holds every
    thread; `is_done` once it was transferred; `cover_until` where it is lent and comes back.
    """

    id: bytes
    name: str
    segment: str | None
    handover_id: bytes | None
    giver: Link | None
    taker: Link | None
    started_on: date | None
    done_on: date | None
    cover_until: date | None
    readiness: int
    ready: bool
    items: tuple[ItemView, ...]
    one_of_us: bool
    threads: int
    only_you: tuple[OnlyYou, ...]
    notes: tuple[OnlyYouNote, ...]
    open: tuple[OpenThing, ...]
    is_asked: bool = False


class HandoverView(NamedTuple):
    """Accounts that change hands, those with the most that one rep alone knows first.

    `mode` is underway, if_i_leave or cover; `ready` where every account is.
    """

    as_of: date
    mode: str
    giver: Link | None
    taker: Link | None
    accounts: tuple[AccountHandover, ...]
    ready: bool


class HandoverPage(NamedTuple):
    """The screen: what goes on, and what would be lost at the other accounts of the rep, or at the one account.

    `about` says whose: a rep or an account; None for everybody's.
    """

    about: Link | None
    underway: tuple[AccountHandover, ...]
    rest: tuple[AccountHandover, ...]
    rest_of: Link | None
