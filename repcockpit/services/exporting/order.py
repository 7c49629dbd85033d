"""What a person asks of an export."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

if TYPE_CHECKING:
    from repcockpit.exchange.writers.sheets import Report
    from repcockpit.services.book import Book
    from repcockpit.services.exporting.watch import Watch


class ExportOrder(NamedTuple):
    """WHAT and --format of cli.md; days both included, None without an end; `rep_id` None: of everybody.

    `only` are the ids that a screen shows; None: all. `watch` is whoever waits for it.
    """

    what: str
    form: str
    since: date | None = None
    until: date | None = None
    rep_id: bytes | None = None
    only: frozenset[bytes] | None = None
    watch: "Watch | None" = None


Write = Callable[["Book", ExportOrder, BinaryIO], int]
"""Writes one document to a stream and gives the number of its records."""
Tell = Callable[["Book", ExportOrder], "Report"]
"""What is written in any form that has rows."""
