"""Which values of our own lists are others than the book's: what a form of file cannot hold makes no difference."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from repcockpit.services.importing.keys import as_file_holds
from repcockpit.services.importing.run import Run
from repcockpit.store.reads import importing as reads


def differing(
    run: Run, table: str, row_id: bytes, values: dict[str, Any], *, loose: bool = False
) -> dict[str, Any]:
    """The values that are others than the row's.

    Files hold instants to the second, some of them no NUL and only one kind of line break; `loose` ones (cards)
    have no other white space and no controls either.
    """
    wanted = {name: value for name, value in values.items() if value is not None}
    found = reads.row_of(run.book.db, table, list(wanted), row_id) if wanted else None
    if found is None:
        return values
    zone = ZoneInfo(run.book.zone)
    return {
        name: value
        for name, value in wanted.items()
        if not _is_same(found[1][name], value, zone, name, loose=loose)
    }


def _is_same(held: Any, value: Any, zone: ZoneInfo, name: str, *, loose: bool) -> bool:
    if held == value or (held is None and value == 0 and name.startswith("do_not_")):
        return True
    if isinstance(held, str) and isinstance(value, str):
        if loose:
            return bare(held) == bare(value)
        return as_file_holds(held) == as_file_holds(value)
    if name.endswith("_at") and isinstance(held, int) and isinstance(value, int):
        return _clock(held, zone) == _clock(value, zone)
    if isinstance(held, int | float) and isinstance(value, int | float):
        return format(held, ".15g") == format(value, ".15g")  # as many digits as a spreadsheet keeps
    return False


def bare(text: str) -> str:
    """The text with single spaces, and without controls."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())


def _clock(at: int, zone: ZoneInfo) -> object:
    """What a clock there shows, to the second; the hour that comes twice is one."""
    try:
        return datetime.fromtimestamp(at // 1000, zone).replace(tzinfo=None, fold=0)
    except (ValueError, OverflowError, OSError):
        return at // 1000
