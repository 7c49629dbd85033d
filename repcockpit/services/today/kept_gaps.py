"""The gaps found last, kept in the database for the next process: few rows, that take long to find.

They stand in a row of this device's own, never synced, and hold only as long as nothing was written and the day
is the same. Behind them stand the parts that they were found from, of which most hold after a write too.
Whoever erases a person must empty that row.
"""

import json
import sqlite3
from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING

from repcockpit import __version__
from repcockpit.domain.views.today import Reason, TodayItem
from repcockpit.store.database import keep_beside, meta_value

if TYPE_CHECKING:
    from repcockpit.services.book import Book

KEY = "today_gaps"
_IDS = ("subject_id", "account_id", "contact_id")
_DAYS = ("due_on", "last_touch_on", "planned_on")
_UNKEPT = ("at", "due_at", "face")


def kept_gaps(book: "Book", state: Sequence[object]) -> tuple[list[TodayItem], int] | None:
    """The rows and the count found for this state of the book; None where none were kept for it."""
    with suppress(ValueError, TypeError, KeyError):
        held = json.loads(_kept(book)[0] or "null")
        if held is not None and held["state"] == plain(state):
            return [item_of(fields) for fields in held["items"]], int(held["found"])
    return None


def kept_parts(book: "Book") -> str:
    """What was kept behind the gaps; blank where nothing was."""
    return _kept(book)[1]


def keep_gaps(
    book: "Book", state: Sequence[object], items: Sequence[TodayItem], found: int, parts: str | None
) -> None:
    """Keep them, where that can be done without waiting for another writer; None: the parts stay as they are."""
    if any(getattr(item, name) is not None for item in items for name in _UNKEPT):
        return
    fields = [fields_of(item) for item in items]
    text = json.dumps({"state": plain(state), "items": fields, "found": found}, ensure_ascii=False)
    with suppress(sqlite3.Error):
        keep_beside(book.db, KEY, f"{text}\n{kept_parts(book) if parts is None else parts}")


def _kept(book: "Book") -> tuple[str, str]:
    """The gaps and their parts; JSON has no line ends of its own."""
    first, _, rest = str(meta_value(book.db, KEY) or "").partition("\n")
    return first, rest


def plain(state: Sequence[object]) -> list[object]:
    """The state as JSON holds it, and which version of the rules it is of."""
    return [__version__, *(_word(value) for value in state)]


def _word(value: object) -> object:
    if isinstance(value, bytes):
        return value.hex()
    return value.isoformat() if isinstance(value, date) else value


def fields_of(item: TodayItem) -> dict[str, object]:
    """A row of gaps as JSON holds it."""
    held = {name: _word(value) for name, value in item._asdict().items() if name not in _UNKEPT}
    return {**held, "reasons": [list(reason) for reason in item.reasons]}


def item_of(fields: dict[str, object]) -> TodayItem:
    """The row again. Raises ValueError, TypeError or KeyError for what is none."""
    held = dict(fields)
    for name in _IDS:
        held[name] = bytes.fromhex(str(held[name])) if held[name] is not None else None
    for name in _DAYS:
        held[name] = date.fromisoformat(str(held[name])) if held[name] is not None else None
    reasons = held["reasons"]
    if not isinstance(reasons, list):
        raise TypeError("reasons are a list")
    held["reasons"] = tuple(Reason(*reason) for reason in reasons)
    return TodayItem(**held, at=None, due_at=None)  # type: ignore[arg-type]
