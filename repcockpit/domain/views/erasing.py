"""Erasing a person: what would go, what went, who was erased. Field names are the keys of the JSON."""

from datetime import datetime
from typing import NamedTuple


class MentionView(NamedTuple):
    """A text of another row that names the person; `blanked` where it went with them."""

    kind: str
    id: bytes
    field: str
    text: str | None
    blanked: bool


class EraseView(NamedTuple):
    """What an erase takes (`rows` by kind) and what stays (`kept` by kind, `mentions`).

    `txn` is None for a preview; `name` is what the person is called then. `left` are files that could not be
    blanked: they are to be deleted by hand.
    """

    id: bytes
    name: str
    txn: bytes | None
    rows: dict[str, int]
    kept: dict[str, int]
    mentions: tuple[MentionView, ...]
    left: tuple[str, ...]


class NoticeView(NamedTuple):
    """Who was erased, by whom and when; None where that came without its transaction."""

    id: bytes
    name: str | None
    at: datetime | None
    by: str | None
