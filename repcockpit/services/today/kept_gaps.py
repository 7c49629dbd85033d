"""The gaps found last, kept in the database for the next process: few rows, that take long to find.

They stand in a row of this device's own, never synced, and hold only as long as nothing was written and the day
is the same. Whoever erases a person must empty it too.
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
    text = meta_value(book.db, KEY)
    with suppress(ValueError, TypeError, KeyError):
        held = json.loads(str(text)) if text else None
        if held is not None and held["state"] == _plain(state):
            return [_item(fields) for fields in held["items"]], int(held["found"])
    return None


def keep_gaps(book: "Book", state: Sequence[object], items: Sequence[TodayItem], found: int) -> None:
    """Keep them, where that can be done without waiting for another writer."""
    if any(getattr(item, name) is not None for item in items for name in _UNKEPT):
        return
    fields = [_fields(item) for item in items]
    text = json.dumps({"state": _plain(state), "items": fields, "found": found}, ensure_ascii=False)
    with suppress(sqlite3.Error):
        keep_beside(book.db, KEY, text)


def _plain(state: Sequence[object]) -> list[object]:
    """The state as JSON holds it, and which version of the rules it is of."""
    return [__version__, *(_word(value) for value in state)]


def _word(value: object) -> object:
    if isinstance(value, bytes):
        return value.hex()
    return value.isoformat() if isinstance(value, date) else value


def _fields(item: TodayItem) -> dict[str, object]:
    held = {name: _word(value) for name, value in item._asdict().items() if name not in _UNKEPT}
    return {**held, "reasons": [list(reason) for reason in item.reasons]}


def _item(fields: dict[str, object]) -> TodayItem:
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
