"""A small book for tests: accounts, people and what happened, in few words."""

from collections.abc import Mapping
from pathlib import Path

from repcockpit.services.book import Book, open_book
from repcockpit.services.device import init_device


def fresh_book(path: Path, now: str = "2026-11-24T09:00", rep: str | None = "Ana Ruiz") -> Book:
    """A book with its device's rep; a Tuesday morning."""
    book = open_book(path, now=now)
    if rep:
        init_device(book, rep, timezone="Europe/Madrid")
    return book.refreshed()


def at(book: Book, now: str) -> Book:
    """The same file on another day."""
    book.close()
    return open_book(book.path, now=now)


class Seed:
    """Writes rows for tests through Unit, one transaction a call."""

    def __init__(self, book: Book) -> None:
        self.book = book

    def row(self, table: str, values: Mapping[str, object]) -> bytes:
        with self.book.write(f"seed {table}") as unit:
            return unit.insert(table, values)

    def account(
        self, name: str, segment: str | None = "A", tracking: str = "2026-01-01", **more: object
    ) -> bytes:
        fields = {"name": name, "segment": segment, "status": "customer", "tracking_started_on": tracking}
        return self.row("account", fields | {"owner_id": self.book.author_id} | more)

    def contact(
        self,
        name: str,
        account: bytes | None,
        role: str | None = "decision_maker",
        tracking: str = "2026-01-01",
        **more: object,
    ) -> bytes:
        fields = {"name": name, "primary_account_id": account, "role": role, "tracking_started_on": tracking}
        return self.row("contact", fields | {"status": "active"} | more)

    def met(self, on: str, account: bytes | None, *people: bytes, **more: object) -> bytes:
        fields: dict[str, object] = {
            "type": "call",
            "status": "completed",
            "outcome": "connected",
            "occurred_on": on,
            "account_id": account,
            "rep_id": self.book.author_id,
        }
        interaction = self.row("interaction", fields | more)
        for person in people:
            self.row("participant", {"interaction_id": interaction, "contact_id": person})
        return interaction

    def reviewed(self, account: bytes, on: str = "2026-11-02") -> bytes:
        """A quarterly review that was held, so that none is late."""
        return self.row("qbr", {"account_id": account, "due_on": on, "held_on": on, "minutes_sent_on": on})
