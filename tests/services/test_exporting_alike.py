"""The same exports, byte for byte, from two devices that met through one file."""

import io
from pathlib import Path

from repcockpit.services.book import Book, open_book
from repcockpit.services.exporting import WHATS, ExportOrder, export_document
from tests.services.seeding import Seed
from tests.sync.members import Member, until_quiet

_NOW = "2026-11-24T09:00"
_OF_THIS_DEVICE = {("team", "json"), ("team", "xlsx"), ("team", "md"), ("team", "html")}
"""What says of each rep when their device was heard of: this one is here now."""


def exports(member: Member) -> dict[tuple[str, str], bytes]:
    with open_book(member.path, now=_NOW) as book:
        return {
            (what, form): written(book, what, form)
            for what, forms in WHATS.items()
            for form in forms
            if (what, form) not in _OF_THIS_DEVICE and not (what == "all" and form == "xlsx")
        }


def written(book: Book, what: str, form: str) -> bytes:
    out = io.BytesIO()
    export_document(book, ExportOrder(what, form), out)
    return out.getvalue()


def test_two_devices_write_the_same_bytes(tmp_path: Path) -> None:
    (tmp_path / "share").mkdir()
    target = tmp_path / "share" / "team.rcsync"
    ana, bea = Member(tmp_path, "Ana", target), Member(tmp_path, "Bea", target)
    until_quiet(ana, bea)
    with open_book(ana.path, now=_NOW) as book:
        seed = Seed(book)
        house = seed.account("Acme", revenue=1000.0, currency="EUR")
        people = [seed.contact(name, house) for name in ("Zoe", "Maria", "Ana")]
        met = seed.met("2026-11-20", house, people[0])
        planned = seed.met("2026-11-25", house, people[0], status="planned", occurred_at=1_795_600_000_000)
        given = seed.row("training", {"topic": "sand", "given_on": "2026-02-01", "account_id": house})
    until_quiet(ana, bea)
    for member, order in ((ana, people), (bea, people[::-1])):
        with open_book(member.path, now=_NOW) as book:
            seed = Seed(book)
            for person in order:
                seed.row("participant", {"interaction_id": met, "contact_id": person})
                seed.row("participant", {"interaction_id": planned, "contact_id": person})
                seed.row("training_person", {"training_id": given, "contact_id": person})
            for title in ("b", "a"):
                seed.row(
                    "idea",
                    {"title": title, "account_id": house, "product": "Sand", "status_on": "2026-11-01"},
                )
                seed.row(
                    "task", {"kind": "promise", "title": title, "due_on": "2026-12-01", "account_id": house}
                )
                seed.row("deal", {"name": title, "stage": "won", "amount": 5.0, "currency": "EUR", "account_id": house, "closed_on": "2026-10-01"})  # fmt: skip
    until_quiet(ana, bea)
    here, there = exports(ana), exports(bea)
    assert [key for key in here if here[key] != there[key]] == []
    assert b"Ana; Maria; Zoe" in here["trainings", "csv"]
