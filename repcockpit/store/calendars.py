"""The calendars of reps and accounts, from rows: hours, leave, own and public holidays."""

import sqlite3
from collections.abc import Iterable
from datetime import date

from repcockpit.clock import machine_zone
from repcockpit.domain.businesstime import Calendar, CalendarPart, merge_calendars
from repcockpit.domain.hours import known_hours, known_zone

_LONGEST_HOLIDAY = 400


_Said = tuple[str | None, str | None, str | None, str | None]
_SILENT: _Said = (None, None, None, None)
_CHUNK = 500
_OF_ACCOUNT = "(select coalesce(root_id, id) from account where id = account_id)"


class Calendars:
    """Calendars by rep, read once; public holidays are those this device has looked up before."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._public: dict[tuple[str, str], frozenset[date]] = {}
        self._reps: dict[bytes | None, Calendar] = {}
        self._parts: dict[bytes, CalendarPart] = {}
        self._team: CalendarPart | None = None
        self._alike: dict[tuple[CalendarPart, bytes | None], Calendar] = {}

    def of_rep(self, rep_id: bytes | None) -> Calendar:
        """The calendar of a rep; of nobody in particular where there is no such rep."""
        found = self._reps.get(rep_id)
        if found is None:
            parts = [self.rep_part(rep_id)] if rep_id is not None else []
            found = merge_calendars([*parts, self._team_part()], machine_zone(), self.public_holidays)
            self._reps[rep_id] = found
        return found

    def of_account(self, account_id: bytes | None, rep_id: bytes | None) -> Calendar:
        """The calendar of an account: its own words first, then the rep's, then the team's."""
        row = self._db.execute(
            "select timezone, hours, country, region from account where id = ?", (account_id,)
        ).fetchone()
        parts = [self._part(row, self._own_holidays(_OF_ACCOUNT, account_id))] if row else []
        if rep_id is not None:
            parts.append(self.rep_part(rep_id))
        return merge_calendars([*parts, self._team_part()], machine_zone(), self.public_holidays)

    def of_accounts(
        self, pairs: Iterable[tuple[bytes | None, bytes | None]]
    ) -> dict[tuple[bytes | None, bytes | None], Calendar]:
        """The calendars of many (account, rep), read in a few statements; the ids are those of shown records."""
        wanted = list(dict.fromkeys(pairs))
        said = self._said_by({account for account, _ in wanted if account is not None})
        days = self._account_holidays() if said else {}
        found = {}
        for account, rep_id in wanted:
            row, own = said.get(account or b"", _SILENT), days.get(account or b"", frozenset[date]())
            if row == _SILENT and not own:
                found[account, rep_id] = self.of_rep(rep_id)
                continue
            part = self._part(row, own)
            known = self._alike.get((part, rep_id))
            if known is None:
                parts = [part] if rep_id is None else [part, self.rep_part(rep_id)]
                known = merge_calendars([*parts, self._team_part()], machine_zone(), self.public_holidays)
                self._alike[part, rep_id] = known
            found[account, rep_id] = known
        return found

    def _said_by(self, accounts: set[bytes]) -> dict[bytes, _Said]:
        ids, said = list(accounts), dict[bytes, _Said]()
        for start in range(0, len(ids), _CHUNK):
            some = ids[start : start + _CHUNK]
            rows = self._db.execute(
                "select id, timezone, hours, country, region from account"
                f" where id in ({','.join('?' * len(some))})",
                some,
            ).fetchall()
            said |= {row[0]: (row[1], row[2], row[3], row[4]) for row in rows}
        return said

    def _account_holidays(self) -> dict[bytes, frozenset[date]]:
        rows = self._db.execute(
            f"select {_OF_ACCOUNT}, on_date, until from holiday"
            " where account_id is not null and _hidden = 0 and on_date is not null"
        ).fetchall()
        found: dict[bytes, set[date]] = {}
        for account, since, until in rows:
            found.setdefault(account, set()).update(_days(since, until))
        return {account: frozenset(days) for account, days in found.items()}

    def rep_part(self, rep_id: bytes) -> CalendarPart:
        """What the rep says about the calendar, leave included."""
        found = self._parts.get(rep_id)
        if found is None:
            found = self._parts[rep_id] = self._read_rep(rep_id)
        return found

    def _read_rep(self, rep_id: bytes) -> CalendarPart:
        row = self._db.execute(
            "select timezone, hours, country, region from rep where id = ?", (rep_id,)
        ).fetchone()
        leave = tuple(
            (date.fromisoformat(since), date.fromisoformat(until or since))
            for since, until in self._db.execute(
                "select since, until from leave where rep_id = ? and _hidden = 0 and since is not null",
                (rep_id,),
            )
        )
        return self._part(row or (None,) * 4, self._own_holidays("rep_id", rep_id), leave)

    def _team_part(self) -> CalendarPart:
        if self._team is None:
            self._team = CalendarPart(holidays=self._own_holidays("coalesce(account_id, rep_id)", None))
        return self._team

    def _part(
        self,
        row: tuple[str | None, str | None, str | None, str | None],
        own: frozenset[date],
        leave: tuple[tuple[date, date], ...] = (),
    ) -> CalendarPart:
        zone, hours, country, region = row
        return CalendarPart(
            zone if known_zone(zone) else None, known_hours(hours), country, region, own, leave
        )

    def _own_holidays(self, column: str, row_id: bytes | None) -> frozenset[date]:
        days: set[date] = set()
        for since, until in self._db.execute(
            f"select on_date, until from holiday where {column} is ? and _hidden = 0 and on_date is not null",
            (row_id,),
        ):
            days.update(_days(since, until))
        return frozenset(days)

    def public_holidays(self, country: str, region: str | None) -> frozenset[date]:
        """The public holidays kept on this device for a country (and its region)."""
        key = (country, region or "")
        found = self._public.get(key)
        if found is None:
            rows = self._db.execute(
                "select on_date from public_holiday where country = ? and region in ('', ?)"
                " and name is not null",
                key,
            ).fetchall()
            found = self._public[key] = frozenset(date.fromisoformat(row[0]) for row in rows)
        return found


def _days(since: str, until: str | None) -> list[date]:
    first = date.fromisoformat(since)
    length = (date.fromisoformat(until) - first).days if until else 0
    last = min(first.toordinal() + min(length, _LONGEST_HOLIDAY), date.max.toordinal())
    return [date.fromordinal(number) for number in range(first.toordinal(), last + 1)]


def fill_public_holidays(db: sqlite3.Connection, country: str, region: str | None, years: range) -> bool:
    """Look up the holidays of `country` for `years` in the library and keep them; True if any were new.

    An unknown region has those of its country, an unknown country none; that they were looked up is kept with a
    row without a name. Runs inside the caller's transaction.
    """
    known = {
        row[0]
        for row in db.execute(
            "select distinct year from public_holiday where country = ? and region = ?",
            (country, region or ""),
        )
    }
    missing = [year for year in years if year not in known]
    if not missing:
        return False
    import holidays  # noqa: PLC0415 -- 60 ms, needed once a year

    known_regions = holidays.list_supported_countries().get(country)
    place = region if region in (known_regions or ()) else None
    found = (
        holidays.country_holidays(country, subdiv=place, years=missing) if known_regions is not None else {}
    )
    rows: list[tuple[str, str, int, str, str | None]]
    rows = [(country, region or "", day.year, day.isoformat(), str(name)) for day, name in found.items()]
    db.executemany(
        "insert or replace into public_holiday (country, region, year, on_date, name) values (?, ?, ?, ?, ?)",
        [*rows, *((country, region or "", year, f"{year}", None) for year in missing)],
    )
    return bool(rows)
