"""Views of training, news and ideas: matrices, the library, states, digest, and what is known of a customer."""

from datetime import date
from typing import NamedTuple

from repcockpit.domain.ideas import Money
from repcockpit.domain.news import Item
from repcockpit.domain.training import Cell
from repcockpit.domain.views.record_requests import Link


class TopicColumn(NamedTuple):
    """A topic of the matrix: for how many months it holds (None: for ever)."""

    title: str
    valid_months: int | None = None


class Trainee(NamedTuple):
    """A row of the matrix: a person, and one cell per topic; `proposes` says that onboarding is proposed."""

    id: bytes
    name: str
    title: str
    role: str | None
    cells: tuple[Cell, ...]
    proposes: bool = False


class Matrix(NamedTuple):
    """People by topics of an account; `unnamed` trainings were given to nobody by name."""

    account: Link
    topics: tuple[TopicColumn, ...]
    people: tuple[Trainee, ...]
    valid: int
    planned: int
    unnamed: int
    day: date


class Got(NamedTuple):
    """Who got an item: the share (or the line of the log, `kind` info), when, and how it was taken."""

    kind: str
    id: bytes
    on: date | None
    contact: Link | None
    account: Link | None
    reaction: str | None


class LibraryRow(NamedTuple):
    """An item of the library, how many got it, how many it is for and did not, and who writes it."""

    item: Item
    writer: Link | None
    got: int
    useful: int
    unsent: int
    last_on: date | None
    is_fitting: bool = True


class Library(NamedTuple):
    """The library; `account` is whom it is shown for, None for everybody."""

    rows: tuple[LibraryRow, ...]
    account: Link | None
    day: date


class Bring(NamedTuple):
    """What to bring to somebody: the one item proposed, how many others are left, the last one brought."""

    item: Item | None
    left: int
    last_on: date | None
    last_title: str
    reaction: str | None


class IdeaRow(NamedTuple):
    """An idea: since when it is in its state, the open task to tell, and what its account bought in 12 months.

    Where nobody wrote down since when (`is_dated` is false), `status_on` is the day of the talk that it came from.
    """

    id: bytes
    title: str
    status: str
    status_on: date | None
    age_days: int | None
    product: str
    note: str
    contact: Link | None
    account: Link | None
    tell_task: bytes | None
    told_on: date | None
    revenue: Money
    is_dated: bool = True


class DigestGroup(NamedTuple):
    """The ideas about one product, with the accounts behind them and what those bought in 12 months."""

    product: str
    ideas: tuple[IdeaRow, ...]
    accounts: tuple[Link, ...]
    revenue: Money


class Known(NamedTuple):
    """A note of what a customer needs, expects or wants, of competitors, of strengths and weaknesses, with its day."""

    kind: str
    id: bytes
    on: date
    text: str
    contact: Link | None
    source: str
