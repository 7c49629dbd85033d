import io
import json
from datetime import date
from pathlib import Path

import pytest

from repcockpit.domain.errors import InvalidValueError
from repcockpit.exchange.writers import write_json, write_json_records
from tests.exchange.readers.reading import read_bytes


def test_a_document() -> None:
    out = io.BytesIO()
    write_json({"b": "Ä", "a": [b"\x0f", date(2026, 1, 2)]}, out)
    assert out.getvalue().decode() == '{\n  "b": "Ä",\n  "a": [\n    "0f",\n    "2026-01-02"\n  ]\n}\n'


@pytest.mark.parametrize("value", [float("nan"), float("-inf"), "\udc00", object()])
def test_what_cannot_be_written(value: object) -> None:
    with pytest.raises(InvalidValueError):
        write_json({"a": value}, io.BytesIO())
    with pytest.raises(InvalidValueError):
        write_json_records({}, [value], io.BytesIO())


@pytest.mark.parametrize("count", [0, 1, 2, 1200])
def test_records_one_per_line_read_back(tmp_path: Path, count: int) -> None:
    out = io.BytesIO()
    records = [{"kind": "account", "id": f"{number:032x}", "name": "a\nb"} for number in range(count)]
    write_json_records({"schema_version": 1, "export": "all"}, iter(records), out)
    document = json.loads(out.getvalue())
    assert document == {"schema_version": 1, "export": "all", "records": records}
    read = read_bytes(tmp_path, out.getvalue(), "all.json")
    assert read.table.form == "own"
    assert [json.loads(cells[0]) for cells in read.cells] == records
