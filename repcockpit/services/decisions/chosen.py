"""The rows that a decision is about, and how a sentence names them."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple, Protocol

from repcockpit.store.reads import records as reads

if TYPE_CHECKING:
    from repcockpit.services.book import Book

_WORDS = {
    "contact": ("person", "people"),
    "info": ("piece of news", "news"),
    "feedback": ("score", "scores"),
    "qbr": ("QBR", "QBRs"),
    "delivery": ("delivery", "deliveries"),
}
"""How one and several records of a kind are called, where adding an s does not do."""


class Chosen(Protocol):
    """A row: the kind of its record, its id, and the account it belongs to."""

    @property
    def kind(self) -> str:
        """The kind of the record."""
        ...

    @property
    def id(self) -> bytes:
        """Its id."""
        ...

    @property
    def account_id(self) -> bytes | None:
        """The account it belongs to, its own id for an account."""
        ...


class Target(NamedTuple):
    """A row named by no more than a decision needs."""

    kind: str
    id: bytes
    account_id: bytes | None = None


class Decided(NamedTuple):
    """What a decision wrote: one sentence, and its transaction (None: nothing was changed)."""

    text: str
    txn: bytes | None


def ids_of(subjects: Iterable[Chosen], *kinds: str) -> list[bytes]:
    """The ids of the rows of these kinds, each once, in order."""
    return list(dict.fromkeys(one.id for one in subjects if one.kind in kinds))


def accounts_of(subjects: Iterable[Chosen]) -> list[bytes]:
    """The accounts that rows belong to, each once, in order."""
    found = (one.id if one.kind == "account" else one.account_id for one in subjects)
    return list(dict.fromkeys(one for one in found if one is not None))


def named(book: "Book", kind: str, ids: Sequence[bytes]) -> str:
    """One record by its name, several by their number: "Northglass", "3 accounts"."""
    if len(ids) == 1:
        title = reads.titles_of(book.db, kind, ids).get(ids[0], "")
        return title or f"{_WORDS.get(kind, (kind,))[0]} without a name"
    return counted(kind, len(ids))


def named_together(book: "Book", ids_by_kind: dict[str, list[bytes]]) -> str:
    """Records of several kinds: "Northglass", "2 accounts, 3 people"."""
    shown = {kind: ids for kind, ids in ids_by_kind.items() if ids}
    if sum(map(len, shown.values())) == 1:
        return "".join(named(book, kind, ids) for kind, ids in shown.items())
    return ", ".join(counted(kind, len(ids)) for kind, ids in shown.items())


def counted(kind: str, count: int) -> str:
    """So many records of a kind: "1 person", "3 QBRs"."""
    one, many = _WORDS.get(kind, (kind, f"{kind}s"))
    return f"{count:,} {one if count == 1 else many}"


def is_or_are(count: int) -> str:
    """The verb for so many."""
    return "is" if count == 1 else "are"
