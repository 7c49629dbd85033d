"""Two accounts and two people that are one, with everything that can hang on the second of each."""

from repcockpit.domain.ids import derived_id
from repcockpit.services.book import Book
from repcockpit.services.merging import merge_records
from tests.services.seeding import Seed


class Twins:
    """Two accounts that are one, two people there who are one, and one row of every kind on the second of each."""

    def __init__(self, book: Book) -> None:
        seed = self.seed = Seed(book)
        self.book = book
        self.house = seed.account("Acme", city="Köln", phone="+49 221 1234567")
        self.copy = seed.account("ACME GmbH", segment=None, sector="Chemicals", phone="+49 30 7654321")
        self.third = seed.account("Third", segment="C")
        self.maria = seed.contact("Maria López", self.house, email="maria@acme.com", phone="+34 600 000 001")
        self.copied = seed.contact(
            "Lopez, Maria", self.copy, role="champion", email="m.lopez@acme.com", phone="600 000 001", title="Buyer",
            do_not_mail=1,
        )  # fmt: skip
        self.boss = seed.contact("Jon Park", self.copy, role=None, reports_to_id=self.copied)
        self.children = {
            "interaction": seed.met("2026-11-20", self.copy, self.copied, note="sand came late"),
            "task": self._child_of("task", kind="promise", title="send sheets", due_on="2026-11-30"),
            "request": self._child_of(
                "request", title="pumps stopped", opened_at=1_795_000_000_000, zone="UTC"
            ),
            "idea": self._child_of("idea", title="bigger bags"),
            "deal": self._child_of("deal", name="Pumps 2025", stage="won"),
            "info": self._child_of("info", title="new norm", brought_on="2026-11-01"),
            "feedback": self._child_of(
                "feedback", kind="nps", score=9, asked_on="2026-11-01", note="kind people"
            ),
        }
        self.planned = seed.met("2026-11-26", self.copy, self.copied, status="planned", outcome=None)
        training = seed.row(
            "training", {"topic": "Dosing", "given_on": "2026-10-01", "account_id": self.copy}
        )
        seed.row("training_person", {"training_id": training, "contact_id": self.copied})
        self.children["training"] = training
        self.children["holiday"] = seed.row("holiday", {"on_date": "2026-12-08", "account_id": self.copy})
        self._mark(seed)

    def _mark(self, seed: Seed) -> None:
        tag = seed.row("tag", {"name": "key"})
        field = seed.row("custom_field", {"name": "Rank"})
        for target in (self.copy, self.copied):
            seed.row("tagging", {"id": derived_id(tag, target), "tag_id": tag, "target_id": target})
            value: dict[str, object] = {"field_id": field, "target_id": target, "value": "7"}
            seed.row("custom_value", value | {"id": derived_id(field, target)})
        seed.row("contact_role", {"contact_id": self.copied, "role": "coach"})
        seed.row("contact_account", {"contact_id": self.copied, "account_id": self.third})
        seed.row("contact_point", {"contact_id": self.copied, "kind": "email", "value": "MARIA@acme.com"})
        seed.row(
            "contact_point", {"contact_id": self.copied, "kind": "phone", "value": "+49 1", "label": "home"}
        )

    def _child_of(self, table: str, **values: object) -> bytes:
        who = {"account_id": self.copy, "contact_id": self.copied}
        return self.seed.row(table, values | who)

    def merge_both(self) -> None:
        merge_records(self.book, "account", self.house, self.copy)
        merge_records(self.book, "contact", self.maria, self.copied)
