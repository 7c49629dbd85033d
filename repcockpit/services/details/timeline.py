"""The timeline of an account or a person, a page at a time."""

from collections.abc import Sequence
from datetime import date

from repcockpit.domain.names import fold
from repcockpit.domain.views.details import Happened, Place, TimelinePage
from repcockpit.services.book import Book
from repcockpit.services.details.around import Around, around
from repcockpit.store.reads.details_timeline import (
    FROM_NOW_ON,
    InteractionRow,
    OtherRow,
    interactions_page,
    others_of,
)
from repcockpit.store.reads.records_links import participants_of

FIRST_ROWS = 30
MORE_ROWS = 200
_WHOLE = 1_000_000


def first_page(book: Book, of: Around) -> TimelinePage:
    """The newest rows, and everything that is no interaction as far back as they reach."""
    return _page(book, of, FROM_NOW_ON, FIRST_ROWS)


def timeline_page(
    book: Book, kind: str, record_id: bytes, after: Place, limit: int = MORE_ROWS
) -> TimelinePage:
    """The rows of an account (or contact) after a place, newest first."""
    return _page(book, around(book, kind, record_id), after, limit)


def whole_timeline(book: Book, kind: str, record_id: bytes) -> tuple[Happened, ...]:
    """Every row, newest first."""
    return _page(book, around(book, kind, record_id), FROM_NOW_ON, _WHOLE).rows


def searched_text(row: Happened) -> str:
    """What a filter of the timeline looks into, folded."""
    return fold(f"{row.who} {row.type} {row.text} {row.outcome or ''} {row.status} {row.on}").replace(
        "_", " "
    )


def _page(book: Book, of: Around, after: Place, limit: int) -> TimelinePage:
    found = interactions_page(book.db, of.kind, of.group, after, limit)
    last = found[-1].place if len(found) == limit else None
    names = _names(book, [row.id for row in found])
    skipped = of.group if of.kind == "contact" else ()
    rows = [_happened(row, names.get(row.id, ()), skipped) for row in found]
    others = [_in_days(book, row) for row in others_of(book.db, of.accounts, of.people)]
    rows += [_other(row, skipped) for row in _of_page(others, book.today(), after, last)]
    rows.sort(key=lambda row: row.on, reverse=True)
    return TimelinePage(tuple(rows), last)


def _in_days(book: Book, row: OtherRow) -> OtherRow:
    """With its day where an instant (ms) was read."""
    return row if isinstance(row.on, str) else row._replace(on=book.local(row.on).date().isoformat())


def _of_page(rows: list[OtherRow], today: date, after: Place, last: Place | None) -> list[OtherRow]:
    """Those of a page: older than the day the page before ended on, down to its own last day; no plans."""
    begins = today.isoformat() if after == FROM_NOW_ON else _day_before(after.on)
    begins = min(begins, today.isoformat())
    return [row for row in rows if str(row.on) <= begins and (last is None or str(row.on) >= last.on)]


def _day_before(on: str) -> str:
    return date.fromordinal(date.fromisoformat(on).toordinal() - 1).isoformat()


def _names(book: Book, ids: list[bytes]) -> dict[bytes, list[tuple[bytes, str]]]:
    found: dict[bytes, list[tuple[bytes, str]]] = {}
    for start in range(0, len(ids), 500):
        people = participants_of(book.db, ids[start : start + 500])
        found.update({key: [(one.id, one.name or "") for one in named] for key, named in people.items()})
    return found


def _happened(row: InteractionRow, people: Sequence[tuple[bytes, str]], myself: Sequence[bytes]) -> Happened:
    shown = [one for one in people if one[0] not in myself]
    who = shown[0] if shown else None
    return Happened(
        "interaction",
        row.id,
        date.fromisoformat(row.on),
        row.type,
        who[1] if who else "",
        max(0, len(shown) - 1),
        who[0] if who else None,
        ": ".join(part for part in (row.subject, row.note) if part),
        bool(row.is_touch),
        row.status,
        row.outcome,
    )


def _other(row: OtherRow, myself: Sequence[bytes]) -> Happened:
    is_mine = row.contact_id in myself
    return Happened(
        row.kind,
        row.id,
        date.fromisoformat(str(row.on)),
        row.type,
        "" if is_mine else row.contact_name or "",
        0,
        None if is_mine else row.contact_id,
        row.text,
    )
