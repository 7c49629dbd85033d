"""Requests, reviews, coverage, ideas, scorecards, deliveries, trainings and promises in open formats."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from repcockpit.domain.errors import UsageError
from repcockpit.domain.views import record_requests, records, reviews
from repcockpit.services.book import Book, open_book
from repcockpit.services.exporting.activities import ROWS
from repcockpit.services.exporting.flat import header_of
from repcockpit.services.importing import import_files
from tests.services.exported import exported, rows_of
from tests.services.seeding import Seed, fresh_book

WHATS = ("requests", "qbrs", "coverage", "ideas", "scorecards", "deliveries", "trainings", "promises")
KEYS = {"coverage": "accounts"}


@pytest.fixture
def book(database: Path) -> Iterator[Book]:
    with fresh_book(database) as opened:
        yield opened


def life(book: Book) -> dict[str, bytes]:
    seed = Seed(book)
    acme = seed.account("=Acme")
    maria = seed.contact("Maria", acme, role_confirmed_on="2026-11-01")
    both = {"account_id": acme, "contact_id": maria}
    opened = 1_795_082_400_000  # 2026-11-19 11:00 in Madrid
    request = seed.row("request", both | {"title": "Late sand", "opened_at": opened, "zone": "Europe/Madrid"})
    seed.row("request_event", {"request_id": request, "kind": "opened", "at": opened})
    seed.row("qbr", {"account_id": acme, "scheduled_at": opened + 9 * 86_400_000, "zone": "Europe/Madrid"})
    seed.row("idea", both | {"title": "Bags", "status": "new", "product": "bags", "status_on": "2026-11-19"})
    seed.row("deal", {"account_id": acme, "name": "D", "stage": "won", "amount": 1200, "currency": "EUR", "closed_on": "2026-10-01"})  # fmt: skip
    delivery = {"order_no": "O1", "line": "10", "promised": 5, "delivered": 5}
    seed.row(
        "delivery", delivery | {"account_id": acme, "promised_on": "2026-10-05", "delivered_on": "2026-10-04"}
    )
    training = seed.row(
        "training", {"topic": "Safety", "given_on": "2026-11-02", "account_id": acme, "kind": "initial"}
    )
    seed.row("training_person", {"training_id": training, "contact_id": maria})
    seed.row(
        "task",
        both | {"kind": "promise", "title": "Certificate", "due_on": "2026-11-25", "status": "not_started"},
    )
    seed.row(
        "task",
        both | {"kind": "task", "title": "No promise", "due_on": "2026-11-25", "status": "not_started"},
    )
    return {"acme": acme, "maria": maria, "request": request}


def test_every_export_has_one_row_each_in_both_forms_with_the_same_bytes(book: Book) -> None:
    ids = life(book)
    for what in WHATS:
        document = json.loads(exported(book, what, "json"))
        listed = document[KEYS.get(what, what)]
        found = rows_of(book, what)
        assert (document["schema_version"], document["as_of"][:10]) == (1, "2026-11-24")
        assert document["total"] == len(listed) == len(found) >= 1, what
        assert [one["id"] for one in listed] == [one["id"] for one in found], what
        for form in ("csv", "json"):
            assert exported(book, what, form) == exported(book, what, form), what
    (request,) = rows_of(book, "requests")
    assert (request["account"], request["account_id"], request["contact"]) == (
        "'=Acme",
        ids["acme"].hex(),
        "Maria",
    )
    assert (request["priority"], request["opened_at"]) == ("P3", "2026-11-19T11:00:00+01:00")
    assert rows_of(book, "promises")[0]["title"] == "Certificate"
    assert rows_of(book, "trainings")[0]["contacts"] == "Maria"
    assert (rows_of(book, "deliveries")[0]["order"], rows_of(book, "deliveries")[0]["promised"]) == (
        "O1",
        "5",
    )


def test_the_figures_are_those_of_the_screens(book: Book) -> None:
    ids = life(book)
    (covered,) = rows_of(book, "coverage")
    assert (covered["mapped"], covered["seat.decision_maker"]) == ("true", "Maria")
    (idea,) = rows_of(book, "ideas")
    assert (idea["product"], idea["revenue"], idea["product_accounts"]) == ("bags", "1200.00 EUR", "1")
    document = json.loads(exported(book, "ideas", "json"))
    assert document["products"][0]["accounts"] == [{"id": ids["acme"].hex(), "name": "=Acme"}]
    document = json.loads(exported(book, "scorecards", "json"))
    assert document["card"]["otif"]["lines"] == 1
    assert set(document["scorecards"][0]["parts"]) == {part["activity"] for part in document["card"]["parts"]}
    assert {"cadence", "requests"} <= set(rows_of(book, "scorecards")[0])


def test_ranges_and_screens_narrow_them(book: Book) -> None:
    ids = life(book)
    assert rows_of(book, "promises", since=date(2026, 11, 26)) == []
    assert len(rows_of(book, "deliveries", until=date(2026, 10, 5))) == 1
    assert len(rows_of(book, "requests", only=frozenset([ids["request"]]))) == 1
    for what in WHATS:
        assert rows_of(book, what, only=frozenset()) == []
    for what in ("coverage", "scorecards"):
        with pytest.raises(UsageError):
            exported(book, what, "csv", since=date(2026, 11, 1))


@pytest.mark.parametrize(
    ("what", "view", "left_out"),
    [
        ("requests", record_requests.RequestView, {"events"}),
        ("qbrs", reviews.QbrView, {"items", "actions", "infos"}),
        ("trainings", records.TrainingView, set()),
        ("promises", records.TaskView, {"kind", "qbr", "idea"}),
        ("deliveries", records.DeliveryView, set()),
    ],
)
def test_every_field_of_a_view_has_a_column(what: str, view: Any, left_out: set[str]) -> None:
    fields = {field.rstrip("@").partition(".")[0] for field in ROWS[what].fields}
    assert fields == set(view._fields) - left_out
    header = header_of(ROWS[what].fields)
    assert len(set(header)) == len(header)


def test_all_of_it_comes_back_in_another_book(book: Book, tmp_path: Path) -> None:
    ids = life(book)
    seed = Seed(book)
    qbr = seed.row("qbr", {"account_id": ids["acme"], "due_on": "2026-12-01"})
    info = seed.row("info", {"title": "Sand prices", "path": "sand.pdf", "note": "read it"})
    for table, values in (
        ("qbr_item", {"qbr_id": qbr, "item": "pack_sent", "done_on": "2026-11-20"}),
        ("qbr_person", {"qbr_id": qbr, "contact_id": ids["maria"], "accepted_on": "2026-11-20"}),
        ("qbr_info", {"qbr_id": qbr, "info_id": info}),
        ("seat", {"account_id": ids["acme"], "role": "champion", "reports_to_id": ids["maria"]}),
        ("topic", {"title": "Safety", "valid_months": 24}),
        ("info_sector", {"info_id": info, "sector": "glass"}),
        ("share", {"info_id": info, "contact_id": ids["maria"], "brought_on": "2026-11-20"}),
        ("fact", {"account_id": ids["acme"], "kind": "share", "value": "up", "on_date": "2026-11-20"}),
    ):
        seed.row(table, values)
    first = exported(book, "all", "json")
    path = tmp_path / "all.json"
    path.write_bytes(first)
    with open_book(tmp_path / "copy.db", now="2027-01-05") as copy:
        assert not import_files(copy, [path]).rejects
        assert exported(copy, "all", "json") == first
        copy.clock = book.clock
        for what in WHATS:
            assert exported(copy, what, "csv") == exported(book, what, "csv"), what
