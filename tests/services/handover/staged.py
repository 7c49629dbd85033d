"""A team of three with an account that Ana keeps: two key people, a promise, a request, a review in sight."""

from pathlib import Path
from typing import NamedTuple

from repcockpit.services.book import Book, open_book
from tests.services.seeding import Seed, fresh_book

NOW = "2026-11-24T09:00"


class Team(NamedTuple):
    """The book and what stands in it."""

    book: Book
    seed: Seed
    ana: bytes
    jon: bytes
    petra: bytes
    account: bytes
    maria: bytes
    nuria: bytes
    promise: bytes
    request: bytes
    meeting: bytes

    def as_rep(self, rep_id: bytes) -> "Team":
        """The same book on somebody else's device."""
        self.book.device = self.book.device._replace(rep_id=rep_id)
        self.book.rep_id = rep_id
        return self

    def owner(self, table: str, row_id: bytes, column: str = "owner_id") -> bytes | None:
        """Whose a row is."""
        found: bytes | None = self.book.db.execute(
            f"select {column} from {table} where id = ?", (row_id,)
        ).fetchone()[0]
        return found


def staged(path: Path) -> Team:
    book = fresh_book(path, now=NOW)
    seed = Seed(book)
    ana = book.author_id or b""
    jon = seed.row("rep", {"name": "Jon Etxea", "role": "rep"})
    petra = seed.row("rep", {"name": "Petra Lang", "role": "manager"})
    account = seed.account("Northglass", "A", owner_id=ana)
    maria = seed.contact("María López", account, "decision_maker", role_confirmed_on="2026-11-01")
    nuria = seed.contact("Nuria Zubiri", account, "champion", role_confirmed_on="2026-11-01")
    for on in ("2026-11-20", "2026-11-12", "2026-10-30", "2026-10-10"):
        seed.met(on, account, maria, type="visit", rep_id=ana)
    return Team(book, seed, ana, jon, petra, account, maria, nuria, *_open_work(seed, account, ana, maria))


def _open_work(seed: Seed, account: bytes, ana: bytes, maria: bytes) -> tuple[bytes, bytes, bytes]:
    """A promise, a request, a visit planned."""
    owned: dict[str, object] = {"owner_id": ana, "account_id": account}
    promise: dict[str, object] = {"kind": "promise", "title": "audit report", "due_on": "2026-11-27"}
    asked: dict[str, object] = {"title": "pumps stop", "contact_id": maria, "opened_at": 1_763_900_000_000}
    visit: dict[str, object] = {"type": "visit", "status": "planned", "occurred_on": "2026-11-26"}
    return (
        seed.row("task", promise | owned),
        seed.row("request", asked | owned | {"impact": "medium", "urgency": "medium"}),
        seed.row("interaction", visit | {"account_id": account, "rep_id": ana}),
    )


def reopened(team: Team, now: str) -> Book:
    """The same file on another day."""
    return open_book(team.book.path, now=now)
