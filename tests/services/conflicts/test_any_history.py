"""Three books, random edits, deletes, merges, steps, settlements and undos: the same conflicts everywhere, none left."""

import random
from contextlib import suppress
from pathlib import Path

import pytest

from repcockpit.domain.errors import InvalidValueError, NotFoundError, NothingToUndoError, RefusedError
from repcockpit.services.book import Book
from repcockpit.services.conflicts import conflict_count, conflicts_view, settle, with_past
from repcockpit.services.history import history, redo, undo
from repcockpit.services.removing import bring_back, hide_family
from repcockpit.services.requests.opening import Ask, opened
from repcockpit.services.requests.steps import standing_of, take_step
from repcockpit.sync.held import held_frames
from repcockpit.sync.ingest import ingest
from repcockpit.sync.merge.proof import differences
from repcockpit.sync.seal import seal
from tests.services.seeding import Seed, fresh_book

_TEAM = b"T" * 16
_FIELDS = {"account": ("segment", "city", "phone"), "contact": ("phone", "title", "level")}
_MEANWHILE = (NothingToUndoError, InvalidValueError, RefusedError, NotFoundError)


class History:
    """A team of three that works apart."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.chance = random.Random(seed)
        names = ("Ana Ruiz", "Tomás Gil", "Nuria Vall")
        self.books = [fresh_book(folder / name[:3] / "book.db", rep=name) for name in names]
        first = self.books[0]
        rows = Seed(first)
        self.accounts = [rows.account(f"House {number}") for number in range(3)]
        people = [rows.contact(f"Person {number}", self.accounts[number], phone="0") for number in range(3)]
        self.rows = [("account", one) for one in self.accounts] + [("contact", one) for one in people]
        self.requests: list[bytes] = [
            opened(first, Ask(f"need {number}", first.now(), self.accounts[number])).view.id
            for number in range(2)
        ]
        for book in self.books[1:]:
            self.pull(book, first)

    def pull(self, book: Book, other: Book) -> None:
        """Take all that another holds."""
        for one in (book, other):
            seal(one.db, _TEAM)
        assert ingest(book.db, _TEAM, held_frames(other.db)).problems == ()

    def meet(self) -> None:
        """Everybody gets everything."""
        for _ in range(2):
            for book in self.books:
                for other in self.books:
                    if other is not book:
                        self.pull(book, other)

    def step(self) -> None:
        """Something happens somewhere."""
        book = self.chance.choice(self.books)
        ways = (
            self._edit,
            self._edit,
            self._edit,
            self._bin,
            self._merge,
            self._request,
            self._settle,
            self._back,
        )
        if self.chance.random() < 0.2:
            self.pull(book, self.chance.choice([one for one in self.books if one is not book]))
            return
        with suppress(*_MEANWHILE):
            self.chance.choice(ways)(book)
        lines = [line.id for view in conflicts_view(book) for line in view.fields]
        assert len(set(lines)) == len(lines) == conflict_count(book)

    def _edit(self, book: Book) -> None:
        table, row_id = self.chance.choice(self.rows)
        with book.write("edit") as unit:
            unit.update(table, row_id, {self.chance.choice(_FIELDS[table]): self.chance.choice("xyz")})

    def _bin(self, book: Book) -> None:
        table, row_id = self.chance.choice(self.rows)
        is_back, has_family = self.chance.random() < 0.4, self.chance.random() < 0.7
        with book.write("bin") as unit:
            if has_family:
                if is_back:
                    bring_back(book, unit, [(table, row_id)])
                else:
                    hide_family(unit, table, row_id)
            else:
                (unit.unhide if is_back else unit.hide)(table, row_id)

    def _merge(self, book: Book) -> None:
        one, other = self.chance.sample(self.accounts, 2)
        with book.write("merge", kind="merge") as unit:
            unit.update("account", one, {"merged_into": other})

    def _request(self, book: Book) -> None:
        step = self.chance.choice(("ack", "wait", "resume", "resolve", "cancel"))
        take_step(book, self.chance.choice(self.requests), step)

    def _settle(self, book: Book) -> None:
        views = conflicts_view(book)
        if views:
            line = self.chance.choice(with_past(book, self.chance.choice(views)).fields)
            settle(book, line.id, keep=self.chance.randint(1, len(line.values)))
            assert line.id not in {one.id for view in conflicts_view(book) for one in view.fields}

    def _back(self, book: Book) -> None:
        (undo if self.chance.random() < 0.7 else redo)(book)

    def said(self, book: Book) -> set[object]:
        """What a book says."""
        lines = (line for view in conflicts_view(book) for line in view.fields)
        found: set[object] = {
            (one.id, one.form, frozenset(value.value for value in one.values)) for one in lines
        }
        status = tuple(standing_of(book, request).life.status for request in self.requests)
        return found | {status, len(history(book))}


def _run(folder: Path, seed: int) -> None:
    team = History(folder, seed)
    for _ in range(40):
        team.step()
    team.meet()
    for book in team.books:
        assert not list(differences(book.db))
    first, *others = [team.said(book) for book in team.books]
    assert all(other == first for other in others)
    book = team.books[0]
    while conflict_count(book):
        settle(book, conflicts_view(book)[0].fields[0].id, keep=1)
    team.meet()
    for one in team.books:
        assert conflict_count(one) == 0
        one.close()


@pytest.mark.parametrize("seed", range(3))
def test_everybody_lists_the_same_and_what_is_settled_is_settled_everywhere(
    tmp_path: Path, seed: int
) -> None:
    _run(tmp_path, seed)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(100, 300))
def test_so_it_is_in_two_hundred_more(tmp_path: Path, seed: int) -> None:
    _run(tmp_path, seed)
