"""A table of text read by its source, for tests: rows written as CSV text."""

import csv
import io

from repcockpit.exchange.readers.table import Row
from repcockpit.exchange.sources import (
    Orders,
    Reading,
    Record,
    Reject,
    generic,
    guess,
    plan_columns,
    recognise,
    records,
)

TODAY = "2026-11-22"


def read(
    text: str, *, form: str = "csv", sheet: str | None = None, kind: str | None = None
) -> list[Record | Reject]:
    """The records of a CSV text, by the source its header carries or by a guess."""
    header, *rows = list(csv.reader(io.StringIO(text.strip())))
    source = recognise(header, form, sheet)
    if source is None:
        wanted = kind or guess(header)
        assert wanted is not None, f"nobody knows {header}"
        source = generic.generic_source("file:test", wanted, header)
    table = [
        Row(line, (*cells, *[""] * (len(header) - len(cells)))) for line, cells in enumerate(rows, start=2)
    ]
    plan = plan_columns(source, header, table, {}, Orders(), [])
    return list(records(source, plan, table, Reading("Europe/Madrid", TODAY)))


def one(text: str, **named: str) -> Record:
    """The only record of a CSV text."""
    (found,) = read(text, **named)
    assert isinstance(found, Record), found
    return found
