"""How long after the fact a rep logs: told to nobody but the rep."""

from datetime import date, timedelta
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

from repcockpit.domain.access import may_see
from repcockpit.services.viewer import viewer_of
from repcockpit.store.reads.delays import logged_rows

if TYPE_CHECKING:
    from repcockpit.services.book import Book

DAYS = 30


class Delay(NamedTuple):
    """The median of the hours between what happened and its logging, of `rows` interactions of 30 days."""

    hours: float
    rows: int

    @property
    def said(self) -> str:
        """`2 h after, median of 34 in 30 d`."""
        far = f"{self.hours * 60:.0f} min" if self.hours < 1 else f"{self.hours:.0f} h"
        far = f"{self.hours / 24:.0f} d" if self.hours >= 48 else far
        return f"{far} after, median of {self.rows} in {DAYS} d"


def logging_delay(book: "Book", rep_id: bytes | None) -> Delay | None:
    """The delay of a rep; None for everybody but this device's rep, and where nothing was typed.

    What has no hour counts by whole days: 0 on the same day.
    """
    if rep_id is None or not may_see(viewer_of(book), "logging_delay", rep_id):
        return None
    today = book.today()
    rows = logged_rows(book.db, rep_id, (today - timedelta(days=DAYS)).isoformat(), today.isoformat())
    delays = []
    for on, at, logged in rows:
        if at is not None:
            delays.append(max(0.0, (logged - at) / 3_600_000))
        else:
            delays.append(24.0 * max(0, (book.local(logged).date() - date.fromisoformat(on)).days))
    return Delay(median(delays), len(delays)) if delays else None
