"""Book: an open database with its clock, its rep and its rules; what every use case is given."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Self
from zoneinfo import ZoneInfo

from repcockpit import paths
from repcockpit.clock import Clock, clock_at, machine_zone
from repcockpit.domain.errors import AmbiguousError, Candidate, NotFoundError
from repcockpit.domain.moments import time_of
from repcockpit.domain.settings import RuleNumbers
from repcockpit.store.database import data_version, keep_few_pages, meta_value, open_database
from repcockpit.store.errors import error_of
from repcockpit.store.reads.device import Device, device, rep_addresses
from repcockpit.store.reads.numbers import numbers_in_force

if TYPE_CHECKING:
    from repcockpit.store.unit import Unit

ALL_REPS = "all"


class Book:
    """One open database.

    `clock` is business time, `device` the local row, `rep_id` whose day is shown (None: everybody's),
    `author_id` who writes. `account_hints` remembers the account of rows that were shown and are not written
    yet. `write` gives a Unit; nothing else may change the database.
    """

    def __init__(
        self, db: sqlite3.Connection, path: Path, clock: Clock, owner: Device, rep_id: bytes | None
    ) -> None:
        self.db = db
        self.path = path
        self.clock = clock
        self.device = owner
        self.rep_id = rep_id
        self.account_hints: dict[bytes, bytes] = {}
        self._numbers: RuleNumbers | None = None
        self._is_settled = False
        self.memory: dict[str, object] = {}
        """What a read keeps for the next one; whoever keeps something sees to it that it still holds."""

    @property
    def author_id(self) -> bytes | None:
        """The rep of this device, None before `init`."""
        return self.device.rep_id

    @property
    def zone(self) -> str:
        """The zone that days are counted in."""
        return self.clock.zone

    @property
    def numbers(self) -> RuleNumbers:
        """The numbers of the rule set in force."""
        if self._numbers is None:
            self._numbers = numbers_in_force(self.db)
        return self._numbers

    def now(self) -> datetime:
        """The business instant in the rep's zone."""
        return self.clock.now()

    def today(self) -> date:
        """The business day in the rep's zone."""
        return self.clock.today()

    def local(self, ms: int) -> datetime:
        """A stored instant as an aware time in the rep's zone; beyond the years a date can hold, the last one."""
        return time_of(ms, ZoneInfo(self.clock.zone))

    def write(self, label: str, *, kind: str = "edit", undoes: bytes | None = None) -> "Unit":
        """A transaction of this device's rep, to be used as a context manager."""
        from repcockpit.store.unit import Unit  # noqa: PLC0415 -- msgspec, needed by the first write only

        self._numbers = None
        self._settle_replica()
        return Unit(self.db, label, author_id=self.author_id, zone=self.zone, kind=kind, undoes=undoes)

    def _settle_replica(self) -> None:
        """Before the first write of a team's book: go on as a new replica where this is a copy."""
        if self._is_settled:
            return
        self._is_settled = True
        if meta_value(self.db, "team_id") is not None:
            from repcockpit.sync.replicas import is_sure, settle_self  # noqa: PLC0415 -- only where a team is

            if not is_sure(self.db, self.path):
                settle_self(self.db, self.path, is_write=True)

    @contextmanager
    def guarded(self) -> Iterator[None]:
        """Raise the CockpitError that fits what SQLite says: locked, read-only, full, damaged."""
        try:
            yield
        except sqlite3.Error as problem:
            known = error_of(problem, self.path)
            if known is None:
                raise
            raise known from problem

    def refreshed(self) -> "Book":
        """The same book with its device read anew (after `init` or `restore`)."""
        owner = device(self.db)
        clock = self.clock._replace(zone=owner.rep_zone or machine_zone())
        rep_id = owner.rep_id if self.rep_id == self.device.rep_id else self.rep_id
        return Book(self.db, self.path, clock, owner, rep_id)

    def close(self) -> None:
        """Close the database."""
        self.db.close()

    def __enter__(self) -> Self:
        """Give the book itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close it."""
        self.close()


def open_book(
    path: Path | None = None, *, now: str | None = None, rep: str | None = None, create: bool = True
) -> Book:
    """Open the book at `path` (default: the platform's), at `now`, for `rep` (name, id or "all").

    Raises what `open_database` raises; InvalidValueError for `now`; NotFoundError or AmbiguousError for `rep`.
    """
    place = path or paths.database_file()
    db = open_database(
        place, create=create, before_upgrade=lambda live, version: _keep_before_upgrade(live, place, version)
    )
    try:
        owner = device(db)
        clock = clock_at(now, owner.rep_zone or machine_zone())
        book = Book(db, place, clock, owner, owner.rep_id)
        if rep is not None:
            book.rep_id = None if rep.casefold() == ALL_REPS else rep_named(db, rep)
    except BaseException:
        db.close()
        raise
    return book


@contextmanager
def book_apart(book: Book, *, is_lean: bool = False) -> Iterator[Book]:
    """The same file by a connection of its own, for another thread: at the same instant, of the rep that was asked for.

    With `is_lean` it keeps few pages in memory: for reading that passes over each of them once.
    """
    with open_book(book.path, create=False) as other, other.guarded():
        if is_lean:
            keep_few_pages(other.db)
        other.clock = book.clock._replace(zone=other.clock.zone)
        if book.rep_id != book.device.rep_id:
            other.rep_id = book.rep_id
        yield other


def _keep_before_upgrade(live: sqlite3.Connection, place: Path, version: int) -> None:
    from repcockpit.store.backup import backup_before_upgrade  # noqa: PLC0415 -- only an upgrade needs it

    backup_before_upgrade(live, place, version)


def rep_named(db: sqlite3.Connection, rep: str) -> bytes:
    """The rep of a name, an e-mail, a part of a name or the first digits of the id.

    Raises NotFoundError or AmbiguousError.
    """
    from repcockpit.domain.names import fold  # noqa: PLC0415 -- only --rep needs it

    every = rep_addresses(db)
    wanted = fold(rep)
    found = [one for one in every if fold(one[1]) == wanted] or [
        one for one in every if one[2] and fold(one[2]) == wanted
    ]
    if not found and len(rep) >= 6:
        found = [one for one in every if one[0].hex().startswith(rep.lower())]
    found = found or [one for one in every if wanted in fold(one[1])]
    if not found:
        names = ", ".join(name for _, name, _ in every) or "none yet: `repcockpit init --rep NAME`"
        raise NotFoundError(f"no rep is called {rep!r}", f"reps: {names}")
    if len(found) > 1:
        raise AmbiguousError(
            f"several reps fit {rep!r}",
            "give more of the name, the e-mail, or the first digits of the id",
            tuple(Candidate(one, name, address or None) for one, name, address in found),
        )
    return found[0][0]


def book_version(book: Book) -> int:
    """A number that changes when another process has written to the book."""
    return data_version(book.db)


def set_patience(book: Book, seconds: float) -> None:
    """How long a write waits for another process before it is refused with LockedError."""
    book.db.execute(f"pragma busy_timeout = {int(seconds * 1000)}")


def book_state(book: Book) -> tuple[int, int, str]:
    """What changes with every write, here or elsewhere, and with every minute."""
    return data_version(book.db), book.db.total_changes, book.now().isoformat(timespec="minutes")


def warm_writing() -> None:
    """Import what the first write needs, so that it does not wait for it."""
    import repcockpit.store.undo  # noqa: F401, PLC0415 -- imported for its effect
