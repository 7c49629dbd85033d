import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from repcockpit.domain.errors import UsageError
from repcockpit.domain.ids import derived_id
from repcockpit.exchange.readers.table import ReadOptions
from repcockpit.exchange.readers.vcard import read_vcard
from repcockpit.services.book import Book
from repcockpit.services.exporting import ExportOrder, export_document
from repcockpit.services.exporting.person import PERSON
from repcockpit.services.merging import merge_records
from tests.services.exported import exported
from tests.services.seeding import Seed, fresh_book


@pytest.fixture
def book(database: Path) -> Iterator[Book]:
    with fresh_book(database) as opened:
        yield opened


def a_life(book: Book) -> bytes:
    """María with something of every kind about her, a merged twin, and a former phone number; Jon beside her."""
    seed = Seed(book)
    house = seed.account("Northglass")
    twin = seed.contact("M. Lopez", house, email="old@northglass.example")
    maria = seed.contact(
        "María; López", house, first_name="María", last_name="López", email="maria@n.example",
        phone="+34 111", title="Plant, Director", birthday="1980-02-03", note="likes opera",
    )  # fmt: skip
    jon = seed.contact("Jon Park", house, note="of Jon alone")
    seed.met("2026-11-01", house, twin, note="met the twin")
    seed.met("2026-11-02", house, maria, jon, note="met both")
    seed.met("2026-11-03", house, jon, note="met Jon only")
    asked = seed.row("request", {"title": "pumps", "account_id": house, "contact_id": maria})
    seed.row("request_event", {"request_id": asked, "kind": "opened", "note": "she called"})
    for table, values in (
        ("task", {"title": "send prices", "kind": "promise", "contact_id": maria}),
        ("idea", {"title": "smaller bags", "contact_id": maria}),
        ("feedback", {"kind": "nps", "score": 9, "contact_id": maria, "note": "good"}),
        ("share", {"contact_id": maria, "brought_on": "2026-10-01"}),
        ("snooze", {"target_id": maria, "until": "2026-12-01", "reason": "holiday"}),
        ("contact_point", {"contact_id": maria, "kind": "phone", "value": "+34 222"}),
        ("external_ref", {"target_id": twin, "kind": "contact", "external_id": "00Q1"}),
    ):
        seed.row(table, values)
    given = seed.row("training", {"topic": "safety", "given_on": "2026-01-02", "account_id": house})
    seed.row("training_person", {"training_id": given, "contact_id": maria})
    field = seed.row("custom_field", {"id": derived_id("custom_field", "shoe"), "name": "Shoe"})
    seed.row("custom_value", {"field_id": field, "target_id": maria, "value": "42"})
    tag = seed.row("tag", {"name": "vip"})
    seed.row("tagging", {"tag_id": tag, "target_id": maria})
    with book.write("new phone") as unit:
        unit.update("contact", maria, {"phone": "+34 999"})
    merge_records(book, "contact", maria, twin)
    return maria


def of_person(book: Book, person: bytes, form: str) -> bytes:
    return exported(book, "person", form, only=frozenset({person}))


def test_everything_about_a_person_is_in_one_document(book: Book) -> None:
    maria = a_life(book)
    document: dict[str, Any] = json.loads(of_person(book, maria, "json"))
    assert document["person"]["phone"] == "+34 999"
    assert document["person"]["custom"] == {"Shoe": "42"}
    assert document["person"]["tags"] == ["vip"]
    assert [one["name"] for one in document["merged"]] == ["M. Lopez"]
    assert [one["external_id"] for one in document["sources"]] == ["00Q1"]
    assert {one["note"] for one in document["held"]["interaction"]} == {"met the twin", "met both"}
    assert set(document["held"]) == {
        "interaction", "request", "task", "idea", "training", "share", "feedback"
    }  # fmt: skip
    kinds = {one["kind"] for one in document["records"]}
    assert {
        "contact",
        "contact_point",
        "participant",
        "snooze",
        "tagging",
        "custom_value",
        "request_event",
    } <= kinds
    phones = [
        (change["old"], change["new"])
        for one in document["history"]
        for change in one["changes"]
        if change["field"] == "phone" and change["id"] == maria.hex()
    ]
    assert phones == [(None, "+34 111"), ("+34 111", "+34 999")]


@pytest.mark.parametrize("form", PERSON)
def test_nothing_of_others_is_in_it_and_the_bytes_are_the_same_again(book: Book, form: str) -> None:
    maria = a_life(book)
    written = of_person(book, maria, form)
    assert b"of Jon alone" not in written
    assert b"met Jon only" not in written
    assert written == of_person(book, maria, form)
    if form == "xlsx":
        return  # its bytes are packed
    if form != "vcf":
        assert b"she called" in written
        assert b"met the twin" in written


def test_a_card_is_read_back(book: Book, tmp_path: Path) -> None:
    path = tmp_path / "maria.vcf"
    path.write_bytes(of_person(book, a_life(book), "vcf"))
    assert b"opera" not in path.read_bytes()
    (table,) = read_vcard(path, ReadOptions())
    (card,) = table.rows
    row = dict(zip(table.header, card.cells, strict=True))  # type: ignore[union-attr]
    expected = {
        "FN": "María; López", "N.family": "López", "N.given": "María", "ORG": "Northglass", "TITLE": "Plant, Director",
        "EMAIL": "maria@n.example", "EMAIL 2": "old@northglass.example", "TEL": "+34 999", "TEL 2": "+34 222",
        "BDAY": "1980-02-03",
    }  # fmt: skip
    assert {name: row[name] for name in expected} == expected


def test_a_person_must_be_named(book: Book) -> None:
    with pytest.raises(UsageError):
        export_document(book, ExportOrder("person", "json"), io.BytesIO())
