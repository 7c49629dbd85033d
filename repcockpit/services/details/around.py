"""Which rows belong to an account or a person: duplicates merged into it, accounts, people."""

from typing import NamedTuple

from repcockpit.services.book import Book
from repcockpit.store.reads import details as reads
from repcockpit.store.reads.records_links import further_accounts_of


class Around(NamedTuple):
    """The ids to look for: `group` the record and its duplicates, `people` only where it is a person."""

    kind: str
    group: list[bytes]
    accounts: list[bytes]
    people: list[bytes]


def around(book: Book, kind: str, record_id: bytes) -> Around:
    """What to look for around an account or a contact."""
    group = reads.group_ids(book.db, kind, record_id)
    if kind == "account":
        return Around(kind, group, group, [])
    accounts: list[bytes] = []
    firsts = [row.account_id for row in reads.persons_by_id(book.db, group) if row.account_id]
    further = [one.id for links in further_accounts_of(book.db, group).values() for one in links]
    for account_id in dict.fromkeys((*firsts, *further)):
        accounts += reads.group_ids(book.db, "account", account_id)
    return Around(kind, group, accounts, group)
