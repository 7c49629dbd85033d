import io
import json
import tracemalloc
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from repcockpit.domain.errors import CockpitError, ExistsError, RefusedError, UsageError
from repcockpit.domain.ids import derived_id
from repcockpit.exchange.readers.opening import open_tables
from repcockpit.services.book import Book, open_book
from repcockpit.services.exporting import WHATS, ExportOrder, export_document
from repcockpit.services.importing import import_files
from repcockpit.services.merging import merge_records
from repcockpit.store.reads.whole import bytes_columns
from repcockpit.store.schema import DERIVED, SYNCED, table_shape
from tests.services.exported import exported
from tests.services.seeding import Seed, at, fresh_book

HOSTILE = (
    "=1+1", "'=1", "@x", "+34 600", "[b]markup[/b]", "\x1b[31mred", "a\x00b", "line\r\nline\ttab", "\u202eabc",
    "\u2028sep\x85", "漢字 😀 é", '"quotes", ; and \\', "NULL", " blank ", "-", "</script>", "\ufeff", "1e999", "x" * 32_767,
)  # fmt: skip


@pytest.fixture
def book(database: Path) -> Iterator[Book]:
    with fresh_book(database) as opened:
        yield opened


def whole(book: Book) -> list[dict[str, Any]]:
    document = json.loads(exported(book, "all"))
    assert (document["schema_version"], document["export"]) == (1, "all")
    records: list[dict[str, Any]] = document["records"]
    return records


def imported(first: bytes, folder: Path, name: str = "copy") -> bytes:
    """What an empty database exports after an import of `first`."""
    path = folder / f"{name}.json"
    path.write_bytes(first)
    with open_book(folder / f"{name}.db", now="2027-01-05") as copy:
        report = import_files(copy, [path])
        assert not report.rejects
        again = import_files(copy, [path])
        assert again.txn is None
        return exported(copy, "all")


def small_life(book: Book) -> dict[str, bytes]:
    seed = Seed(book)
    house = seed.account("Acme, Inc.", city="Köln", revenue=1e6, currency="EUR", note="=cmd|' /C'!A0")
    other = seed.account("Zeta", parent_id=house, segment=None)
    maria = seed.contact(
        "Maria López", house, email="maria@acme.com", phone="+34 600 000 001", reports_to_id=None
    )
    jon = seed.contact("Jon Park", house, role=None, reports_to_id=maria, do_not_contact=1)
    for table, first, second in (
        ("contact_account", ("contact_id", jon), ("account_id", other)),
        ("contact_role", ("contact_id", maria), ("role", "coach")),
        ("tagging", ("tag_id", seed.row("tag", {"name": "key"})), ("target_id", maria)),
        ("custom_value", ("field_id", seed.row("custom_field", {"name": "Rank"})), ("target_id", maria)),
    ):
        row = dict([first, second]) | ({"value": "007"} if table == "custom_value" else {})
        seed.row(table, row | {"id": derived_id(first[1], second[1])})
    seed.row("contact_point", {"contact_id": maria, "kind": "email", "value": "m@acme.com"})
    call = seed.met("2026-11-20", house, note="late\nsand", minutes=25, logged_at=1_795_000_000_123)
    for person in (maria, jon):
        link = {"interaction_id": call, "contact_id": person}
        seed.row("participant", link | {"id": derived_id(call, person)})
    seed.met(
        "2026-11-23", other, occurred_at=1_795_000_000_000, zone="UTC", subject="-1", direction="outbound"
    )
    seed.row(
        "task",
        {"kind": "promise", "title": "sheets", "account_id": house, "tracking_started_on": "2026-01-01"},
    )
    gone = seed.row("idea", {"title": "bags", "account_id": house})
    with book.write("remove") as unit:
        unit.hide("idea", gone)
    return {"house": house, "other": other, "maria": maria, "jon": jon, "call": call, "gone": gone}


def test_all_holds_every_row_with_its_fields_and_nothing_of_the_device(book: Book) -> None:
    ids = small_life(book)
    records = whole(book)
    assert {record["kind"] for record in records} <= set(SYNCED)
    keys = [(record["kind"], record["id"]) for record in records]
    assert keys == sorted(keys)
    assert len(keys) == sum(book.db.execute(f"select count(*) from {kind}").fetchone()[0] for kind in SYNCED)
    by_id = {record["id"]: record for record in records}
    task = next(record for record in records if record["kind"] == "task")
    assert (task["task_kind"], task["account_id"]) == ("promise", ids["house"].hex())
    assert by_id[ids["gone"].hex()]["removed"] is True
    assert "removed" not in by_id[ids["house"].hex()]
    assert by_id[ids["call"].hex()]["logged_at"] == 1_795_000_000_123
    derived = {column for columns in DERIVED.values() for column in columns} - {"occurred_on"}
    assert not [record for record in records if derived & record.keys()]
    assert not [record for record in records if None in record.values()]


def test_one_record_is_one_line_and_the_bytes_stay(book: Book) -> None:
    small_life(book)
    first = exported(book, "all")
    lines = first.decode().splitlines()
    assert len(lines) == len(whole(book)) + 2
    assert exported(book, "all") == first
    assert exported(at(book, "2031-01-01"), "all") == first


def test_all_of_an_empty_book(database: Path, tmp_path: Path) -> None:
    with open_book(database) as book:
        first = exported(book, "all")
        assert first == b'{"schema_version": 1, "export": "all", "records": [\n]}\n'
    assert imported(first, tmp_path) == first


def test_all_imported_into_an_empty_database_is_the_same_again(book: Book, tmp_path: Path) -> None:
    ids = small_life(book)
    merge_records(book, "contact", ids["maria"], ids["jon"])
    first = exported(book, "all")
    assert imported(first, tmp_path) == first


def test_hostile_text_in_every_field_comes_back(book: Book, tmp_path: Path) -> None:
    for kind in SYNCED:
        blobs = bytes_columns(book.db, kind)
        numbers = {
            row[1]: row[2]
            for row in book.db.execute(f"pragma table_info({kind})")
            if row[2] in ("INTEGER", "REAL")
        }
        columns = table_shape(book.db, kind).columns
        with book.write(f"hostile {kind}") as unit:
            for place, text in enumerate(HOSTILE):
                values: dict[str, object] = {
                    name: bytes([place]) * 16 if name in blobs
                    else 0.1 + place if numbers.get(name) == "REAL"
                    else -place if name in numbers
                    else text
                    for name in columns
                    if not (name.endswith("_on") or name in ("merged_into", "timezone", "zone", "hours"))
                }  # fmt: skip
                if kind in ("leave", "holiday", "snooze"):
                    values |= {name: "2026-12-01" for name in ("since", "until") if name in columns}
                unit.insert(kind, values)
    first = exported(book, "all")
    assert imported(first, tmp_path) == first


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    texts=st.lists(st.text(st.characters(codec="utf-8"), min_size=1, max_size=20), min_size=1, max_size=4),
    number=st.floats(allow_nan=False, allow_infinity=False),
    whole_number=st.integers(-(2**63) + 1, 2**63 - 1),
)
def test_any_value_comes_back(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str], number: float, whole_number: int
) -> None:
    folder = tmp_path_factory.mktemp("any")
    with open_book(folder / "first.db") as book:
        with book.write("any") as unit:
            for text in texts:
                account = unit.insert("account", {"name": text, "note": text, "revenue": number})
                unit.insert("interaction", {"note": text, "logged_at": whole_number, "account_id": account})
        first = exported(book, "all")
    assert imported(first, folder) == first


def test_accounts_and_contacts_have_the_shapes_of_the_contract(book: Book) -> None:
    ids = small_life(book)
    document = json.loads(exported(book, "accounts"))
    assert (document["as_of"], document["total"]) == ("2026-11-24T09:00:00+01:00", 2)
    acme, zeta = document["accounts"]
    assert (acme["id"], acme["revenue"], zeta["parent"]) == (
        ids["house"].hex(), 1_000_000, {"id": ids["house"].hex(), "name": "Acme, Inc."},
    )  # fmt: skip
    maria = json.loads(exported(book, "contacts"))["contacts"][1]
    assert maria["emails"] == ["maria@acme.com", "m@acme.com"]
    assert (maria["roles"], maria["tags"], maria["custom"]) == (
        ["decision_maker", "coach"],
        ["key"],
        {"Rank": "007"},
    )


def rows_of(csv: bytes, folder: Path) -> list[dict[str, str]]:
    path = folder / "list.csv"
    path.write_bytes(csv)
    (table,) = open_tables(path)
    return [dict(zip(table.header, row.cells, strict=True)) for row in table.rows]  # type: ignore[union-attr]


def test_a_csv_has_a_row_each_and_custom_fields_behind(book: Book, tmp_path: Path) -> None:
    ids = small_life(book)
    csv = exported(book, "accounts", "csv")
    assert b"'=cmd" in csv
    acme, zeta = rows_of(csv, tmp_path)
    assert (acme["note"], acme["revenue"], acme["last_touch_on"]) == (
        "=cmd|' /C'!A0",
        "1000000",
        "2026-11-20",
    )
    assert (zeta["parent_id"], zeta["parent"], zeta["owner"]) == (
        ids["house"].hex(),
        "Acme, Inc.",
        "Ana Ruiz",
    )
    jon, maria = rows_of(exported(book, "contacts", "csv"), tmp_path)
    assert (maria["custom.Rank"], maria["roles"], maria["emails"], maria["tags"]) == (
        "007", "decision_maker; coach", "maria@acme.com; m@acme.com", "key",
    )  # fmt: skip
    assert (jon["further_accounts"], jon["reports_to"], jon["do_not_contact"]) == (
        "Zeta",
        "Maria López",
        "true",
    )
    early, late = rows_of(exported(book, "activity", "csv"), tmp_path)
    assert (early["contacts"], early["account"], early["note"]) == (
        "Jon Park; Maria López",
        "Acme, Inc.",
        "late\nsand",
    )
    assert (early["is_touch"], early["rep"], late["occurred_at"][:10]) == ("true", "Ana Ruiz", "2026-11-18")


@pytest.mark.parametrize("what", ["accounts", "contacts", "activity"])
def test_our_own_csv_imported_again_changes_nothing(book: Book, tmp_path: Path, what: str) -> None:
    small_life(book)
    before = exported(book, "all")
    path = tmp_path / f"{what}.csv"
    path.write_bytes(exported(book, what, "csv"))
    report = import_files(book, [path])
    assert not report.rejects
    assert (report.totals.created, report.totals.updated, report.totals.unchanged) == (0, 0, 2)
    assert exported(book, "all") == before


def _lasting(rows: list[dict[str, str]]) -> list[dict[str, str]]:
    """Without what depends on the reps and the day of a book, and on how rows came into it."""
    other = {
        "owner_id",
        "rep_id",
        "source",
        "due_on",
        "cadence_status",
        "further_account_ids",
        "further_accounts",
    }
    return [{name: cell for name, cell in row.items() if name not in other} for row in rows]


def test_our_own_csv_in_an_empty_book_keeps_ids_days_and_links(book: Book, tmp_path: Path) -> None:
    small_life(book)
    paths = []
    for what in ("accounts", "contacts", "activity"):
        paths.append(tmp_path / f"{what}.csv")
        paths[-1].write_bytes(exported(book, what, "csv"))
    with fresh_book(tmp_path / "copy.db", now="2026-11-30") as copy:
        report = import_files(copy, paths)
        assert (report.totals.created, report.totals.rejected) == (6, 0)
        for what in ("accounts", "contacts", "activity"):
            there, here = exported(copy, what, "csv"), exported(book, what, "csv")
            assert _lasting(rows_of(there, tmp_path)) == _lasting(rows_of(here, tmp_path))
        assert not copy.db.execute("select 1 from external_ref").fetchall()


def test_an_edited_csv_changes_the_row_of_that_id(book: Book, tmp_path: Path) -> None:
    small_life(book)
    path = tmp_path / "edited.csv"
    path.write_bytes(exported(book, "accounts", "csv").replace("Köln".encode(), b"Bonn"))
    report = import_files(book, [path])
    assert (report.totals.created, report.totals.updated) == (0, 1)
    assert json.loads(exported(book, "accounts"))["accounts"][0]["city"] == "Bonn"


def test_activity_has_a_range_of_days_both_included(book: Book) -> None:
    small_life(book)

    def days(**more: Any) -> list[str]:
        document = json.loads(exported(book, "activity", **more))
        return [one["occurred_on"] for one in document["interactions"]]

    assert days() == ["2026-11-20", "2026-11-23"]
    assert days(since=date(2026, 11, 20), until=date(2026, 11, 20)) == ["2026-11-20"]
    assert days(since=date(2026, 11, 21)) == ["2026-11-23"]
    assert days(until=date(2026, 11, 19)) == []
    assert days(rep_id=b"nobody") == []
    assert days(rep_id=book.author_id) == days()


def test_a_merged_person_is_one_row(book: Book, tmp_path: Path) -> None:
    ids = small_life(book)
    merge_records(book, "contact", ids["maria"], ids["jon"])
    assert [row["name"] for row in rows_of(exported(book, "contacts", "csv"), tmp_path)] == ["Maria López"]
    assert rows_of(exported(book, "activity", "csv"), tmp_path)[0]["contacts"] == "Maria López"


@pytest.mark.parametrize(
    ("order", "problem", "hint"),
    [
        (ExportOrder("everything", "json"), UsageError, "exports: all, accounts"),
        (ExportOrder("accounts", "docx"), UsageError, "formats: csv, xlsx"),
        (ExportOrder("all", "csv"), RefusedError, "export all --format json"),
        (ExportOrder("all", "json", since=date(2026, 1, 1)), UsageError, "leave --since"),
        (ExportOrder("activity", "csv", date(2026, 2, 1), date(2026, 1, 1)), UsageError, "turn them round"),
    ],
)
def test_what_there_is_not_is_said(
    book: Book, order: ExportOrder, problem: type[CockpitError], hint: str
) -> None:
    with pytest.raises(problem) as found:
        export_document(book, order, io.BytesIO())
    assert hint in found.value.hint


@pytest.mark.parametrize(("what", "form"), [(what, form) for what, forms in WHATS.items() for form in forms])
def test_a_file_is_whole_or_not_there(book: Book, tmp_path: Path, what: str, form: str) -> None:
    small_life(book)
    path = tmp_path / f"out.{form}"
    count = export_document(book, ExportOrder(what, form), path)
    if what in ("accounts", "contacts", "activity") or (what, form) == ("all", "json"):
        assert count == (len(whole(book)) if what == "all" else 2)
    assert path.read_bytes() == exported(book, what, form)
    with pytest.raises(ExistsError):
        export_document(book, ExportOrder(what, form), path)
    export_document(book, ExportOrder(what, form), path, force=True)
    assert [file.name for file in tmp_path.glob("*out*")] == [path.name]
    assert not book.db.in_transaction


class _Sink(io.RawIOBase):
    def write(self, content: Any) -> int:
        return len(content)


@pytest.mark.slow
def test_a_long_life_is_written_in_little_memory(book: Book) -> None:
    house = Seed(book).account("Acme")
    row = {"type": "call", "status": "completed", "account_id": house, "note": "x" * 1_000}
    with book.write("many") as unit:
        unit.insert_many(
            "interaction", [row | {"occurred_on": f"2024-01-{n % 28 + 1:02}"} for n in range(6_000)]
        )
    forms = ("csv", "json", "xlsx", "md", "html")
    for form in forms:
        exported(book, "promises", form)  # what a form imports is not what it holds
    tracemalloc.start()
    for what, form in (*(("activity", form) for form in forms), ("all", "json")):
        tracemalloc.reset_peak()
        export_document(book, ExportOrder(what, form), _Sink())  # type: ignore[arg-type]
        assert tracemalloc.get_traced_memory()[1] < 6_000_000, what
    tracemalloc.stop()
