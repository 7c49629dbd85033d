"""What a person asks of an export."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final, NamedTuple

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


ENDINGS: Final = {
    ".csv": "csv", ".xlsx": "xlsx", ".json": "json", ".md": "md", ".markdown": "md", ".html": "html", ".htm": "html",
    ".ics": "ics", ".vcf": "vcf",
}  # fmt: skip
"""The form that the end of a path asks for."""


def form_of(path: Path) -> str | None:
    """The form that the end of a path asks for; None where it says none."""
    return ENDINGS.get(path.suffix.casefold())


Write = Callable[["Book", ExportOrder, BinaryIO], int]
"""Writes one document to a stream and gives the number of its records."""
Tell = Callable[["Book", ExportOrder], "Report"]
"""What is written in any form that has rows."""
