import json
from pathlib import Path

import pytest

from repcockpit.domain.errors import BadFileError
from tests.exchange.given import given
from tests.exchange.readers.reading import Read, read_all


def read_document(folder: Path, document: object, name: str = "file.json") -> list[Read]:
    path = folder / name
    path.write_text(document if isinstance(document, str) else json.dumps(document))
    return read_all(path)


def test_a_list_of_objects(tmp_path: Path) -> None:
    [read] = read_document(
        tmp_path, [{"id": 1, "address": {"city": "Bern"}}, {"id": 2.5, "tags": ["a", "b"], "ok": True}]
    )
    assert read.table.header == ("id", "address.city", "tags", "ok")
    assert read.cells == [("1", "Bern", "", ""), ("2.5", "", "a; b", "true")]


def test_a_map_of_lists(tmp_path: Path) -> None:
    accounts, contacts = read_document(
        tmp_path, {"accounts": [{"name": "A"}], "contacts": [{"name": "B"}, {"name": "C"}]}
    )
    assert (accounts.table.sheet, contacts.table.sheet) == ("accounts", "contacts")
    assert len(contacts.rows) == 2


@pytest.mark.parametrize("wrap", ["records", "value", "results"])
def test_plain_envelopes_name_no_type(tmp_path: Path, wrap: str) -> None:
    [read] = read_document(tmp_path, {"totalSize": 1, wrap: [{"Name": "A"}]})
    assert read.table.sheet is None
    assert read.records == [{"Name": "A"}]


def test_a_record_tree_with_children(tmp_path: Path) -> None:
    child = {"attributes": {"type": "Contact", "referenceId": "ContactRef1"}, "LastName": "Gil"}
    account = {
        "attributes": {"type": "Account", "referenceId": "AccountRef1"},
        "Name": "Acme",
        "Contacts": {"records": [child]},
    }
    accounts, contacts = read_document(tmp_path, {"records": [account]})
    assert accounts.records == [
        {"attributes.type": "Account", "attributes.referenceId": "AccountRef1", "Name": "Acme"}
    ]
    assert contacts.table.sheet == "Contact"
    assert contacts.records[0]["AccountId"] == "@AccountRef1"


def test_lines(tmp_path: Path) -> None:
    [read] = read_document(tmp_path, '{"a": 1}\n{"a": 2}\n', "file.jsonl")
    assert read.cells == [("1",), ("2",)]


def test_our_own_export(tmp_path: Path) -> None:
    document = {
        "schema_version": 1,
        "export": "all",
        "records": [{"kind": "account", "id": "00", "name": "Ä"}],
    }
    [read] = read_document(tmp_path, document)
    assert read.table.form == "own"
    assert json.loads(read.cells[0][0]) == document["records"][0]  # type: ignore[index]


def test_our_own_export_line_by_line(tmp_path: Path) -> None:
    text = '{"schema_version": 1, "export": "all", "records": [\n{"kind": "a"},\n{"kind": "b"}\n]}\n'
    [read] = read_document(tmp_path, text)
    assert read.cells == [('{"kind": "a"}',), ('{"kind": "b"}',)]
    with pytest.raises(BadFileError, match="middle"):
        read_document(tmp_path, text[:-4])


@pytest.mark.parametrize("text", ["{", '"x"', '["a", "b"]', "[" * 100_000, "[NaN"])
def test_what_is_no_table(tmp_path: Path, text: str) -> None:
    with pytest.raises(BadFileError, match=r"file\.json"):
        read_document(tmp_path, text)


def test_an_empty_list(tmp_path: Path) -> None:
    [read] = read_document(tmp_path, [])
    assert not read.rows
    assert read.table.warnings == ["no records"]


def test_a_plan_opens_its_files() -> None:
    reads = read_all(given("crm", "sfdx-lwc-recipes", "data-plan.json"))
    assert [(read.table.sheet, len(read.rows)) for read in reads] == [
        ("Account", 10),
        ("Contact", 6),
        ("Opportunity", 20),
    ]
    assert reads[1].records[0]["AccountId"] == "@AccountRef1"
    dreamhouse = read_all(given("crm", "sfdx-dreamhouse", "sample-data-plan.json"))
    assert [len(read.rows) for read in dreamhouse] == [8, 12, 5]


def test_a_plan_without_its_files(tmp_path: Path) -> None:
    with pytest.raises(BadFileError, match="missing"):
        read_document(tmp_path, [{"sobject": "Account", "files": ["missing.json"]}])
