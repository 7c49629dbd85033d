"""What a source gives: records in our words, and rows that cannot become one. Never a database id."""

from collections.abc import Callable
from typing import NamedTuple

Value = str | int | float | None


class Link(NamedTuple):
    """A word for another record: its id in the source, its name, its e-mail or its web domain.

    `kind` is the reference kind (account, contact, lead, rep, deal) the id belongs to.
    """

    kind: str
    external_id: str | None = None
    name: str | None = None
    email: str | None = None
    domain: str | None = None


class Record(NamedTuple):
    """One row in our words.

    `kind` is account, contact, interaction, task, deal, rep or account_contact; `ref_kind` the kind its
    `external_id` belongs to (a lead is a contact with ids of its own). `is_local` ids mean something only
    inside this import. `fields` are columns of our table; `links` name account, owner, reports_to, parent,
    deal; `people` are participants or the contacts meant. `account` is what the row says about an account it
    only names. `custom` keeps unknown columns as written. `digest` is the hash of every cell that was read. `answer`
    is the last figure of satisfaction that a person gave.
    """

    kind: str
    ref_kind: str
    line: int
    external_id: str | None
    is_local: bool
    fields: dict[str, Value]
    links: dict[str, Link]
    people: tuple[Link, ...]
    account: dict[str, Value]
    custom: dict[str, str]
    emails: tuple[str, ...]
    phones: tuple[tuple[str, str | None], ...]
    tags: tuple[str, ...]
    roles: tuple[str, ...]
    digest: bytes
    aliases: tuple[str, ...] = ()
    answer: dict[str, Value] | None = None


class Reject(NamedTuple):
    """A row that stays out: why, and its cells. A vacant post names whom its reports answer to instead."""

    line: int
    reason: str
    row: tuple[str, ...]
    external_id: str | None = None
    instead: Link | None = None


class Draft:
    """A row while its cells are read: filled by the columns, finished by its kind."""

    __slots__ = (
        "account",
        "aliases",
        "custom",
        "digest",
        "emails",
        "external_id",
        "fields",
        "label",
        "line",
        "links",
        "named",
        "people",
        "phones",
        "raw",
        "roles",
        "tags",
    )

    def __init__(self, line: int, digest: bytes = b"") -> None:
        self.line = line
        self.digest = digest
        self.external_id: str | None = None
        self.fields: dict[str, Value] = {}
        self.links: dict[str, dict[str, str]] = {}
        self.people: list[Link] = []
        self.account: dict[str, Value] = {}
        self.named: dict[str, str] = {}
        self.custom: dict[str, str] = {}
        self.emails: list[str] = []
        self.phones: list[tuple[str, str | None]] = []
        self.tags: list[str] = []
        self.roles: list[str] = []
        self.raw: dict[str, str] = {}
        self.aliases: list[str] = []
        self.label: str | None = None


class Reading(NamedTuple):
    """How the values of one table are read.

    `zone` is the IANA zone of times without an offset; `today` the business day as ISO text.
    `is_local` says that this table's ids mean nothing outside the import.
    """

    zone: str
    today: str
    is_local: bool = False


Finish = Callable[[Draft, Reading], "Record | str"]
"""Makes a record of a draft, or says in a few words why it cannot be one."""


class Source(NamedTuple):
    """A kind of file we know: how its header looks and what its columns mean.

    `needs` are alternatives: every word of one of them must be in the header (lower case, single spaces),
    and none of `unless`. `columns` map a squashed header (letters and digits only) to a meaning of
    `columns.py`; `patterns` do so for numbered ones. `refusal` is why rows of this kind stay out. With
    `is_own` every id, a link's too, is the hex id of one of our rows, and no reference to it is kept.
    """

    name: str
    kind: str
    ref_kind: str
    needs: tuple[frozenset[str], ...]
    columns: dict[str, str]
    finish: Finish
    patterns: tuple[tuple[str, str], ...] = ()
    unless: frozenset[str] = frozenset()
    forms: frozenset[str] = frozenset()
    has_ids: bool = True
    is_generic: bool = False
    refusal: str | None = None
    is_own: bool = False
