"""Files to raw rows, each with its place."""

from repcockpit.exchange.readers.opening import open_tables
from repcockpit.exchange.readers.table import BadRow, ReadOptions, Row, Table

__all__ = ["BadRow", "ReadOptions", "Row", "Table", "open_tables"]
