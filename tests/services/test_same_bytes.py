"""The same export from two devices of a team, synced through one file: the same bytes."""

from pathlib import Path

from repcockpit.services.book import open_book
from repcockpit.services.exporting import ExportOrder, export_document
from tests.services.payloads import export_every
from tests.services.seeding import Seed
from tests.services.test_exporting import small_life
from tests.services.test_exporting_activities import life
from tests.sync.members import Member, until_quiet

NOW = "2026-11-24T09:12"


def busy(member: Member, other: str) -> None:
    """A book with rows of every kind, whose lists were not written in the order of their names."""
    with open_book(member.path, now="2026-11-24T08:00") as book:
        small_life(book)
        life(book)
        seed = Seed(book)
        house = seed.account("Zinc")
        people = [seed.contact(name, house) for name in ("Zoe", "Abe", "Mia", "Abe")]
        for on, status in (("2026-11-24", "completed"), ("2026-12-01", "planned")):
            seed.met(on, house, *people, status=status, note=other, occurred_at=1_796_000_000_000, zone="UTC")
        training = seed.row("training", {"topic": "Safety", "given_on": "2026-11-03", "account_id": house})
        for person in people:
            seed.row("training_person", {"training_id": training, "contact_id": person})
            for value in ("z@x.example", "a@x.example"):
                seed.row("contact_point", {"contact_id": person, "kind": "email", "value": value})
        for name in ("zeal", "Alpha", "alpha"):
            seed.row("tagging", {"tag_id": seed.row("tag", {"name": name}), "target_id": house})
            field = seed.row("custom_field", {"name": name})
            seed.row("custom_value", {"field_id": field, "target_id": house, "value": name})
        at = 1_796_100_000_000
        qbr = seed.row(
            "qbr", {"account_id": house, "scheduled_at": at, "zone": "UTC", "due_on": "2026-12-01"}
        )
        for person in people:
            seed.row("qbr_person", {"qbr_id": qbr, "contact_id": person})


def test_two_devices_write_the_same_bytes(tmp_path: Path) -> None:
    (tmp_path / "share").mkdir()
    target = tmp_path / "share" / "team.rcsync"
    ana, bea = Member(tmp_path, "Ana", target), Member(tmp_path, "Bea", target)
    busy(ana, "of Ana")
    busy(bea, "of Bea")
    until_quiet(ana, bea)
    until_quiet(bea, ana)
    written: list[dict[str, bytes]] = []
    for member in (ana, bea):
        with open_book(member.path, now=NOW) as book:
            paths = export_every(book, tmp_path / f"out-{member.name}")
            written.append({path.name: path.read_bytes() for _, _, path in paths})
            rep = book.db.execute("select id from rep where name = 'Ana'").fetchone()[0]
            path = tmp_path / "narrowed.csv"
            export_document(book, ExportOrder("activity", "csv", rep_id=rep), path, force=True)
            written[-1][path.name] = path.read_bytes()
    first, second = written
    assert {name for name, content in first.items() if second[name] != content} == set()
