"""Who this device belongs to: its rep, team, zone and country."""

import sqlite3
from contextlib import closing
from typing import NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from repcockpit.clock import machine_zone
from repcockpit.domain.errors import InvalidValueError
from repcockpit.domain.ids import derived_id
from repcockpit.domain.names import fold
from repcockpit.services.book import Book
from repcockpit.store import derived
from repcockpit.store.calendars import fill_public_holidays
from repcockpit.store.database import immediate, open_database, set_meta
from repcockpit.store.reads.device import (
    holidays_known,
    oldest_due_year,
    places_in_use,
    rep_place,
    reps_named,
    team_of,
)

_YEARS_BACK, _YEARS_AHEAD, _MOST_BACK = 1, 2, 15


class Owner(NamedTuple):
    """What `init` made of this device."""

    rep_id: bytes
    rep_name: str
    team_name: str | None
    zone: str


def init_device(
    book: Book,
    rep: str,
    *,
    team: str | None = None,
    timezone: str | None = None,
    country: str | None = None,
    region: str | None = None,
) -> Owner:
    """Make `rep` the rep of this device: the known rep of that name, else a new one.

    `timezone` is an IANA name (default: the machine's, for a new rep), `country` two letters of ISO 3166, `region` its
    subdivision as the holidays library names it. Raises InvalidValueError for what is not known.
    """
    name = " ".join(rep.split())
    if not name:
        raise InvalidValueError("a rep needs a name", "write it like: init --rep 'Ana Ruiz'")
    changes: dict[str, object] = {"region": region} if region else {}
    if timezone:
        changes["timezone"] = known_zone(timezone)
    if country:
        changes["country"] = known_country(country, region)
    with book.write(f"This device is {name}'s", kind="join") as unit:
        if team:
            changes["team_id"] = unit.insert("team", {"id": derived_id("team", team), "name": team})
        rep_id = next((one for one, known in reps_named(book.db) if fold(known) == fold(name)), None)
        if rep_id is None:
            fresh = {"name": name, "role": "rep", "timezone": machine_zone()}
            rep_id = unit.insert("rep", fresh | changes)
        elif changes:
            unit.update("rep", rep_id, changes)
        set_meta(book.db, "rep_id", rep_id)
        if team:
            set_meta(book.db, "team_name", team)
        keep_holidays(book, rep_id)
    return Owner(rep_id, name, team or team_of(book.db, rep_id), str(changes.get("timezone") or book.zone))


def leave_device(book: Book, rep_id: bytes | None) -> None:
    """Give the device back to whom `book` was opened for; `rep_id` is the rep that `init_device` made, if it did."""
    with book.write("This device is nobody's yet", kind="join") as unit:
        if rep_id is not None:
            unit.hide("rep", rep_id)
        set_meta(book.db, "rep_id", book.author_id)


def reread_owner(book: Book) -> None:
    """Read whose device this is into an open book, after another connection wrote it."""
    fresh = book.refreshed()
    book.device, book.clock, book.rep_id = fresh.device, fresh.clock, fresh.rep_id


def country_of_zone(zone: str) -> str | None:
    """The country that a zone lies in, by the table that comes with the zones; None where none or several fit."""
    from importlib.resources import files  # noqa: PLC0415 -- once in a book's life

    try:
        table = (files("tzdata") / "zoneinfo" / "zone.tab").read_text("utf-8")
    except (OSError, ModuleNotFoundError):
        return None
    rows = [line.split("\t") for line in table.splitlines() if line and not line.startswith("#")]
    found = [row[0] for row in rows if len(row) > 2 and row[2] == zone]
    return found[0] if len(found) == 1 else None


def check_place(timezone: str | None, country: str | None) -> None:
    """Raise InvalidValueError for a zone or a country that is not known."""
    if timezone:
        known_zone(timezone)
    if country:
        known_country(country, None)


def known_zone(name: str) -> str:
    """The IANA name of a zone. Raises InvalidValueError for one that there is not."""
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise InvalidValueError(f"there is no time zone {name!r}", "write it like Europe/Madrid") from None
    return name


def known_country(country: str, region: str | None) -> str:
    """The two letters of a country. Raises InvalidValueError where it, or the region in it, is not known."""
    import holidays  # noqa: PLC0415 -- 60 ms, only where a country is named

    code = country.strip().upper()
    known = holidays.list_supported_countries()
    if len(code) != 2 or not code.isalpha():
        raise InvalidValueError(f"{country!r} is no country code", "write two letters, like ES or DE")
    if region and code in known and region not in known[code]:
        regions = ", ".join(known[code]) or "none"
        raise InvalidValueError(
            f"{region!r} is no region of {code} with holidays of its own", f"regions: {regions}"
        )
    return code


def keep_holidays_ahead(book: Book) -> bool:
    """Look up the holidays of everybody in the team where years are missing, and move the due days; True if any was new.

    Every device of a team then counts the same working days. It writes through a connection of its own, so that
    a thread may do it while the book is used.
    """
    year = book.today().year
    if not _places_to_look_up(book.db, year):
        return False
    with closing(open_database(book.path, create=False)) as db, immediate(db):
        return look_up_holidays(db, year)


def look_up_holidays(db: sqlite3.Connection, year: int) -> bool:
    """The same inside the caller's transaction, as of `year`."""
    years = range(_first_year(db, year), year + _YEARS_AHEAD + 1)
    fresh = [fill_public_holidays(db, *place, years) for place in _places_to_look_up(db, year)]
    if any(fresh):
        derived.refresh(db, {"holiday": ()})
    return any(fresh)


def _places_to_look_up(db: sqlite3.Connection, year: int) -> list[tuple[str, str | None]]:
    ends = (_first_year(db, year), year + 1)
    return [place for place in places_in_use(db) if not all(holidays_known(db, *place, one) for one in ends)]


def _first_year(db: sqlite3.Connection, year: int) -> int:
    """Holidays are known from the year before the oldest due day on, at most for `_MOST_BACK` years."""
    oldest = oldest_due_year(db)
    return max(min(year, oldest or year) - _YEARS_BACK, year - _MOST_BACK, 1)


def keep_holidays(book: Book, rep_id: bytes | None) -> None:
    """Look up the public holidays around today for the rep's country; inside a write."""
    row = rep_place(book.db, rep_id)
    if row is None:
        return
    year = book.today().year
    fill_public_holidays(book.db, *row, range(_first_year(book.db, year), year + _YEARS_AHEAD + 1))
