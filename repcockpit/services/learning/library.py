"""The library of industry information: what is in it, who got what, and what to bring to whom."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from repcockpit.domain.names import fold
from repcockpit.domain.news import Item, fits_sector, unsent
from repcockpit.domain.views.learning import Bring, Got, Library, LibraryRow
from repcockpit.domain.views.record_requests import Link
from repcockpit.services.details.cares import day_of
from repcockpit.services.learning.shelf import item_of, library_items
from repcockpit.store.reads import learning as reads
from repcockpit.store.reads import library as shelf
from repcockpit.store.reads.details import group_ids
from repcockpit.store.reads.library import BroughtRow, ItemRow, ShareRow
from repcockpit.store.reads.records import titles_of
from repcockpit.store.reads.records_links import further_roles_of

if TYPE_CHECKING:
    from repcockpit.services.book import Book


def library_of(book: "Book", account_id: bytes | None = None) -> Library:
    """The library: for everybody, counted in customers; for an account, counted in its people.

    What does not fit the account's sector stands there too, marked.
    """
    rows, sectors = shelf.item_rows(book.db), shelf.sectors(book.db)
    account = _link(book, "account", account_id) if account_id is not None else None
    tallies = _tallies(book, rows)
    wanted = _WantedByPeople(book, account_id) if account_id is not None else _WantedByAccounts(book)
    found = []
    for row in rows:
        item, tally = item_of(row, sectors.get(row.id, ())), tallies.get(row.id, _Tally())
        left, is_fitting = wanted.count(item, tally)
        writer = Link(row.writer_id, row.writer_name) if row.writer_id is not None else None
        left = 0 if item.is_to_write else left
        last = day_of(tally.last_on)
        found.append(LibraryRow(item, writer, tally.got, tally.useful, left, last, is_fitting))
    return Library(tuple(found), account, book.today())


class _Tally:
    """Who got one item, counted; `people` and `accounts` stand for those merged into them."""

    def __init__(self) -> None:
        self.got = self.useful = 0
        self.last_on = ""
        self.people: set[bytes] = set()
        self.accounts: set[bytes] = set()
        self.unnamed: set[bytes] = set()
        """Accounts that got it without a name."""


def _tallies(book: "Book", rows: Sequence[ItemRow]) -> dict[bytes, _Tally]:
    today = book.today().isoformat()
    by_title = {fold(row.title): row.id for row in reversed(rows) if row.title.strip()}
    people, accounts = shelf.roots(book.db, "contact"), shelf.roots(book.db, "account")
    keys: dict[bytes | str, bytes | None] = {}
    found: dict[bytes, _Tally] = {}
    for row in shelf.handed(book.db, [row.title for row in rows]) if rows else []:
        if row.item not in keys:
            keys[row.item] = by_title.get(fold(row.item)) if isinstance(row.item, str) else row.item
        item = keys[row.item]
        if item is None or (row.on or "") > today:
            continue
        tally = found.setdefault(item, _Tally())
        tally.got += 1
        tally.useful += row.reaction == "useful"
        tally.last_on = max(tally.last_on, row.on or "")
        account = accounts.get(row.account_id, row.account_id) if row.account_id is not None else None
        if account is not None:
            tally.accounts.add(account)
        if row.contact_id is not None:
            tally.people.add(people.get(row.contact_id, row.contact_id))
        elif account is not None:
            tally.unnamed.add(account)
    return found


class _WantedByAccounts:
    """Counts the customers that an item is for and who did not get it."""

    def __init__(self, book: "Book") -> None:
        tags = reads.words_of(book.db, None)
        self._all: set[bytes] = set()
        self._by_word: dict[str, set[bytes]] = {}
        for account in reads.customers_of(book.db, book.rep_id):
            self._all.add(account.id)
            for word in (account.sector or "", *tags.get(account.id, ())):
                if word:
                    self._by_word.setdefault(fold(word), set()).add(account.id)

    def count(self, item: Item, tally: _Tally) -> tuple[int, bool]:
        """How many are left, and whether it is for any."""
        wanted = self._all
        if any(word.strip() for word in item.sectors):
            wanted = set().union(*(self._by_word.get(fold(word), set()) for word in item.sectors))
        return len(wanted - tally.accounts), bool(wanted)


class _WantedByPeople:
    """Counts the active people of an account who did not get an item that is for them."""

    def __init__(self, book: "Book", account_id: bytes) -> None:
        self._words = account_words(book, account_id)
        people = reads.people_rows(book.db, group_ids(book.db, "account", account_id))
        self._people = {one.id for one in people if (one.status or "active") == "active"}
        self._account = account_id

    def count(self, item: Item, tally: _Tally) -> tuple[int, bool]:
        """How many are left, and whether it is for them; what the account got without a name, all had."""
        if not fits_sector(item.sectors, self._words):
            return 0, False
        return (0 if self._account in tally.unnamed else len(self._people - tally.people)), True


def who_got(book: "Book", info_id: bytes) -> tuple[Got, ...]:
    """Who got an item, the last first; what was brought under its title before counts too."""
    title = next((row.title for row in shelf.item_rows(book.db) if row.id == info_id), None)
    if title is None:
        return ()
    today = book.today().isoformat()
    found = [_shared(one) for one in shelf.share_rows(book.db, info_id) if (one.on or "") <= today]
    if title.strip():
        brought = shelf.brought_called(book.db, title)
        found += [_brought(one) for one in brought if (one.on or "") <= today]
    return tuple(sorted(found, key=lambda one: one.on or book.today(), reverse=True))


def bring_to(book: "Book", contact_id: bytes | None, account_id: bytes | None) -> Bring:
    """The one item to bring to a visit with somebody, or to an account, and what was brought last."""
    people = group_ids(book.db, "contact", contact_id) if contact_id is not None else []
    accounts = group_ids(book.db, "account", account_id) if account_id is not None else []
    items = library_items(book)
    roles = roles_of(book, contact_id)
    left = unsent(items, got_by(book, items, people, accounts), account_words(book, account_id), roles)
    last = _last(book, people, accounts)
    return Bring(
        left[0] if left else None,
        max(0, len(left) - 1),
        last.on if last else None,
        _title_of(last, book, items) if last else "",
        last.reaction if last else None,
    )


def got_by(
    book: "Book", items: Iterable[Item], people: Sequence[bytes], accounts: Sequence[bytes]
) -> set[bytes]:
    """The items that these people had; what an account got without a name, everybody there had.

    Without people: what anybody at these accounts had.
    """
    by_title = {fold(item.title): item.id for item in items if item.title.strip()}
    who, found = set(people), set[bytes]()

    def counts(contact: bytes | None) -> bool:
        return not who or contact is None or contact in who

    for share in shelf.shares_to(book.db, people, accounts):
        if counts(share.contact_id):
            found.add(share.info_id)
    for brought in shelf.brought_to(book.db, people, accounts):
        item = by_title.get(fold(brought.title))
        if item is not None and counts(brought.contact_id):
            found.add(item)
    return found


def account_words(book: "Book", account_id: bytes | None) -> list[str]:
    """What an item's sectors are held against: the account's sector and its tags."""
    if account_id is None:
        return []
    account = reads.account_rows(book.db, [account_id]).get(account_id)
    sector = [account.sector] if account and account.sector else []
    return sector + reads.words_of(book.db, [account_id]).get(account_id, [])


def roles_of(book: "Book", contact_id: bytes | None) -> list[str]:
    """All roles of a person."""
    if contact_id is None:
        return []
    role = reads.work_of(book.db, contact_id).role
    return [*([role] if role else []), *further_roles_of(book.db, [contact_id]).get(contact_id, [])]


def _last(book: "Book", people: Sequence[bytes], accounts: Sequence[bytes]) -> Got | None:
    """What was brought last: to the person where one is named, else to anybody at the account."""
    today = book.today().isoformat()
    where = (people, []) if people else ([], accounts)
    shares = [_shared(one) for one in shelf.shares_to(book.db, *where) if (one.on or "") <= today]
    brought = [_brought(one) for one in shelf.brought_to(book.db, *where) if (one.on or "") <= today]
    dated = [one for one in (*shares, *brought) if one.on is not None]
    return max(dated, key=lambda one: (one.on, one.id)) if dated else None


def _title_of(got: Got, book: "Book", items: Iterable[Item]) -> str:
    if got.kind == "info":
        return titles_of(book.db, "info", [got.id]).get(got.id, "")
    brought = shelf.item_of_share(book.db, got.id)
    return next((item.title for item in items if item.id == brought), "")


def _shared(row: ShareRow) -> Got:
    return Got("share", row.id, day_of(row.on), *_whom(row), row.reaction)


def _brought(row: BroughtRow) -> Got:
    return Got("info", row.id, day_of(row.on), *_whom(row), row.reaction)


def _whom(row: ShareRow | BroughtRow) -> tuple[Link | None, Link | None]:
    contact = Link(row.contact_id, row.contact_name) if row.contact_id is not None else None
    account = Link(row.account_id, row.account_name) if row.account_id is not None else None
    return contact, account


def _link(book: "Book", kind: str, record_id: bytes) -> Link:
    return Link(record_id, titles_of(book.db, kind, [record_id]).get(record_id, ""))
