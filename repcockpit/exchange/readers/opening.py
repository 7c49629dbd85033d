"""A path to its tables: what the file is, and the reader for it."""

from pathlib import Path

from repcockpit.exchange.readers.csv import read_csv
from repcockpit.exchange.readers.table import ReadOptions, Table


def open_tables(path: Path, options: ReadOptions = ReadOptions()) -> list[Table]:  # noqa: B008 -- an immutable tuple
    """Every table of a file."""
    return [read_csv(path, options)]
