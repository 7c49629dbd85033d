"""The cockpit on a real book in a file, for tests that write, and to look at: `python -m tests.tui.book_stage PATH`."""

import sys
from pathlib import Path

from repcockpit.services.book import Book, open_book
from repcockpit.tui.book_desk import BookDesk
from repcockpit.tui.cockpit import Cockpit
from repcockpit.tui.taste import Taste
from tests.services.seeding import Seed, fresh_book

NOW = "2026-11-24T09:00"


class Stage:
    """A book with one account, three people and a task, and the cockpit on it."""

    def __init__(self, path: Path) -> None:
        self.book: Book = fresh_book(path, NOW)
        seed = self.seed = Seed(self.book)
        self.house = seed.account("Northglass", city="Köln", phone="+49 221 1234567")
        self.other = seed.account("Kan-code", segment="B")
        self.maria = seed.contact("Maria López", self.house, email="maria@northglass.com", title="Buyer")
        self.jon = seed.contact("Jon Park", self.house, role=None)
        self.pat = seed.contact("Pat Li", self.other, role="champion")
        seed.met("2026-10-01", self.house, self.maria, note="late sand")
        self.task = seed.row(
            "task",
            {"kind": "task", "title": "send sheets", "due_on": "2026-11-24", "account_id": self.house}
            | {
                "contact_id": self.maria,
                "owner_id": self.book.author_id,
                "tracking_started_on": "2026-01-01",
            },
        )
        self.desk = BookDesk(self.book)

    def app(self) -> Cockpit:
        """The cockpit, not yet running."""
        return Cockpit(self.desk, Taste("dark", "unicode"))


if __name__ == "__main__":
    place = Path(sys.argv[1])
    desk = BookDesk(open_book(place, now=NOW)) if place.exists() else Stage(place).desk
    from repcockpit.tui.app import run

    raise SystemExit(run(desk))
