"""An account with everything that can hang on it, for the tests of details."""

from datetime import UTC, datetime
from pathlib import Path

from repcockpit.services.book import Book
from tests.services.seeding import Seed, fresh_book


def ms(text: str) -> int:
    """An instant of UTC in ms."""
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp() * 1000)


class House:
    """Northglass with its people and its work; Tuesday 24 November 2026, 09:00 in Madrid."""

    def __init__(self, path: Path) -> None:
        self.book: Book = fresh_book(path)
        seed = self.seed = Seed(self.book)
        self.id = seed.account(
            "Northglass", sector="glass", city="Santander", phone="+34 942 555 000", timezone="Europe/Lisbon"
        )
        self.maria = seed.contact("Maria López", self.id, title="plant director", phone="+34 942 555 018")
        self.jon = seed.contact("Jon Etxea", self.id, "champion", reports_to_id=self.maria)
        self.buyer = seed.contact("Sara Vela", self.id, "procurement")
        self.gone = seed.contact("Nuria Blanco", self.id, "budget_holder", status="left")
        self.visit = seed.met("2026-10-13", self.id, self.maria, type="visit", note="wants a forecast")
        self.call = seed.met("2026-11-18", self.id, self.jon, self.buyer, note="second silo starts")
        self.missed = seed.met("2026-11-20", self.id, self.maria, outcome="no_answer")
        self.plan = seed.met("2026-11-27", self.id, self.maria, type="visit", status="planned", outcome=None)
        work = {"account_id": self.id, "contact_id": self.maria, "owner_id": self.book.author_id}
        self.promise = seed.row(
            "task", work | {"kind": "promise", "title": "audit report", "due_on": "2026-11-26"}
        )
        self.request = seed.row(
            "request",
            work | {"title": "sample bags", "impact": "high", "opened_at": ms("2026-11-23T08:00")},
        )
        seed.row(
            "request_event", {"request_id": self.request, "kind": "opened", "at": ms("2026-11-23T08:00")}
        )
        self.training = seed.row(
            "training", {"topic": "safe unloading", "given_on": "2026-09-30", "account_id": self.id}
        )
        for person in (self.jon, self.buyer):
            seed.row("training_person", {"training_id": self.training, "contact_id": person})
        said = {"account_id": self.id, "contact_id": self.jon}
        self.info = seed.row("info", said | {"title": "study on cullet", "brought_on": "2026-09-08"})
        self.idea = seed.row(
            "idea", said | {"title": "25 kg bags", "status": "under_review", "interaction_id": self.call}
        )
        self.deal = seed.row(
            "deal", said | {"name": "sand 2026", "stage": "won", "amount": 1200.0, "closed_on": "2026-02-01"}
        )
