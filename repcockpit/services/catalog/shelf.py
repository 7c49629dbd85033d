"""One list of an open book, kept at hand: read in the background, brought up to date, filtered, counted."""

from collections.abc import Sequence
from contextlib import closing
from datetime import date
from threading import Lock
from time import sleep

from repcockpit.domain.listquery import parse_query
from repcockpit.domain.views.lists import ListGroup, ListRow, ListView
from repcockpit.services.book import Book
from repcockpit.services.catalog.catalog import Catalog, first_rows, read_catalog
from repcockpit.services.catalog.pages import Page, Pages, Rows
from repcockpit.services.catalog.search import Moment, Search, Searched, grouped
from repcockpit.store.database import open_database
from repcockpit.store.reads.catalog import with_a_plan
from repcockpit.store.reads.catalog_changes import newest_txn
from repcockpit.store.reads.today import snoozes

FIRST = 128
"""Rows shown while the rest is still being read."""
_REST_SECONDS = 0.0005


class Shelf:
    """The list of one kind. All calls come from one thread, but for `load`, which has a connection of its own."""

    def __init__(self, book: Book, kind: str) -> None:
        self._book, self.kind = book, kind
        self._lock = Lock()
        self._arrived: Catalog | None = None
        self._is_asked_anew = False
        self._catalog: Catalog | None = None
        self._search: Search | None = None
        self._pages = Pages(self._read_page)
        self._asleep: frozenset[bytes] = frozenset()
        self._seen: tuple[int, date] | None = None

    @property
    def wants_loading(self) -> bool:
        """Whether `load` would bring more than is at hand."""
        if self._arrived is not None:
            return False
        return self._catalog is None or not self._catalog.is_whole or self._is_asked_anew

    def load(self) -> None:
        """Read the whole list, in small pieces so that another thread can work in between; nothing if it is here."""
        with self._lock:
            if not self.wants_loading:
                return
            with self._book.guarded(), closing(open_database(self._book.path, create=False)) as db:
                db.execute("begin")
                for found in read_catalog(db, self.kind, self._book.rep_id):
                    if found is not None:
                        self._is_asked_anew = False
                        self._arrived = found
                    sleep(_REST_SECONDS)

    def refresh(self) -> bool:
        """Take in what was written since, here or by another process; whether anything was."""
        has_changed = self._take_arrived()
        catalog = self._catalog
        now = newest_txn(self._book.db), self._book.today()
        if catalog is not None and now == self._seen:
            return has_changed
        if catalog is None or not catalog.is_whole:
            self._put(first_rows(self._book.db, self.kind, self._book.rep_id, FIRST))
        elif catalog.refresh(self._book.db) is None:
            self._is_asked_anew = True
        if self._search is not None:
            self._search.forget()
        self._pages.forget()
        self._asleep = frozenset(snoozes(self._book.db, now[1].isoformat()))
        self._seen = now
        return True

    def _take_arrived(self) -> bool:
        arrived, self._arrived = self._arrived, None
        if arrived is not None:
            self._put(arrived)
            self._seen = None
        return arrived is not None

    def _put(self, catalog: Catalog) -> None:
        self._catalog, self._search = catalog, Search(catalog)

    def view(self, text: str, sort: str) -> ListView:
        """The rows that a filter keeps, in the order `sort`."""
        catalog, searched = self._find(text, sort)
        groups = tuple(
            ListGroup(name, Rows(catalog, searched.order, places, self._pages), whole)
            for name, places, whole in grouped(catalog, searched)
        )
        has_rep = self._book.rep_id is not None
        return ListView(self.kind, self._book.today(), sort, groups, len(catalog), catalog.is_whole, has_rep)

    def count(self, text: str, sort: str = "name") -> int | None:
        """How many rows a filter keeps; None while the list is not whole."""
        catalog, searched = self._find(text, sort)
        return len(searched.places) if catalog.is_whole else None

    def _find(self, text: str, sort: str) -> tuple[Catalog, Searched]:
        if self._catalog is None or self._search is None:
            self.refresh()
        assert self._catalog is not None and self._search is not None  # noqa: S101, PT018 -- just read
        today = self._book.today()
        moment = Moment(today, self._asleep, self._plans)
        return self._catalog, self._search.find(parse_query(text, self.kind), sort, moment)

    def _plans(self) -> set[bytes]:
        assert self._catalog is not None  # noqa: S101 -- asked for by a search in it
        if self._catalog.plans is None:
            self._catalog.plans = with_a_plan(self._book.db, self.kind, self._book.today().isoformat())
        return self._catalog.plans

    def _read_page(self, ids: Sequence[bytes]) -> list[ListRow]:
        return Page(self._book, self.kind, self._book.today()).rows(ids)
