"""Everything that the coverage of many accounts is made of, in a handful of SELECTs, none per account.

Touches are summed by SQLite, per person and one of us; a person's merged duplicates count once.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from repcockpit.domain.relationship import BOTH_WAYS, DEPTH_POINTS
from repcockpit.domain.words import FACE_TO_FACE_TYPES, UNTIMED_ACCOUNT_STATUSES
from repcockpit.store.reads.records import chunks, marks

Ids = Sequence[bytes]


class AccountRow(NamedTuple):
    """An account that can be covered."""

    id: bytes
    name: str
    segment: str | None
    owner_id: bytes | None


class PersonRow(NamedTuple):
    """A person of an account; days are ISO text."""

    account_id: bytes
    id: bytes
    name: str
    title: str | None
    department: str | None
    role: str | None
    status: str | None
    level: str | None
    support: str | None
    support_on: str | None
    role_confirmed_on: str | None
    last_touch_on: str | None
    interval_days: int | None
    first_seen_on: str | None


class TouchRow(NamedTuple):
    """Touches of one person by one of us, summed (`relationship.Touches`)."""

    contact_id: bytes
    rep_id: bytes | None
    count_180: int
    faces_180: int
    count_90: int
    points_90: int
    inbound_90: int
    outbound_90: int
    last_on: str


class Window(NamedTuple):
    """The days looked at, as ISO text: after `since_180` and `since_90`, up to `until`."""

    since_180: str
    since_90: str
    until: str


def _words(some: frozenset[str]) -> str:
    return "(" + ", ".join(f"'{word}'" for word in sorted(some)) + ")"


_POINTS = " ".join(f"when '{kind}' then {points}" for kind, points in DEPTH_POINTS.items())
_SUMS = f"""
 count(*), sum(p.touch_type in {_words(FACE_TO_FACE_TYPES)}), sum(p.occurred_on > :recent),
 sum(iif(p.occurred_on > :recent, case p.touch_type {_POINTS} else 0 end, 0)),
 sum(p.occurred_on > :recent and (p.touch_type in {_words(BOTH_WAYS)} or p.touch_direction is 'inbound')),
 sum(p.occurred_on > :recent and (p.touch_type in {_words(BOTH_WAYS)} or p.touch_direction is 'outbound')),
 max(p.occurred_on)
"""
_IN_WINDOW = "p.is_touch = 1 and p.occurred_on > :since and p.occurred_on <= :until"
_ALONE = f"participant p where p.contact_id in ({{ids}}) and {_IN_WINDOW}"
_MERGED = (
    "(select distinct coalesce(c.root_id, c.id) as contact_id, p.interaction_id, p.occurred_on, p.touch_rep_id,"
    " p.touch_type, p.touch_direction from contact c"
    " join participant p on p.contact_id = c.id where (c.id in ({ids}) or c.root_id in ({ids}))"
    f" and {_IN_WINDOW}) p"
)
_PERSON = (
    "c.id, coalesce(c.name, ''), c.title, c.department, c.role, c.status, c.level, c.support, c.support_on,"
    " c.role_confirmed_on, c.last_touch_on, c.cadence_days, c.tracking_started_on"
)
_SHOWN = "c._hidden = 0 and c.root_id is null"


def accounts_of(db: sqlite3.Connection, rep_id: bytes | None) -> list[AccountRow]:
    """The customers that a rep (None: anybody) owns; prospects, former and exited accounts are none."""
    owner = "" if rep_id is None else " and owner_id = :rep"
    rows = db.execute(
        "select id, coalesce(name, ''), segment, owner_id from account where _hidden = 0 and root_id is null"
        f" and coalesce(status, 'customer') not in {_words(UNTIMED_ACCOUNT_STATUSES)}{owner}",
        {"rep": rep_id},
    ).fetchall()
    return [AccountRow(*row) for row in rows]


def accounts_named(db: sqlite3.Connection, ids: Ids) -> list[AccountRow]:
    """These accounts, whatever their status."""
    text = "select id, coalesce(name, ''), segment, owner_id from account where id in ({}) and _hidden = 0"
    return [AccountRow(*row) for row in _of(db, text, ids)]


def mapped_accounts(db: sqlite3.Connection, rep_id: bytes | None, day: str) -> list[AccountRow]:
    """Those of `accounts_of` at which somebody confirmed a role by `day`; quick where nobody did anywhere."""
    return [one for one, _ in mapped_since(db, rep_id, day)]


def mapped_since(db: sqlite3.Connection, rep_id: bytes | None, day: str) -> list[tuple[AccountRow, str]]:
    """The same accounts, each with the day of the first role that still stands confirmed."""
    if not db.execute("select exists (select 1 from contact where role_confirmed_on is not null)").fetchone()[
        0
    ]:
        return []
    own = accounts_of(db, rep_id)
    houses = houses_of(db, [one.id for one in own])
    confirmed = f"c.role_confirmed_on is not null and c.role_confirmed_on <= '{day}' and {_SHOWN}"
    first = (
        "select c.primary_account_id, c.role_confirmed_on from contact c"
        f" where c.primary_account_id in ({{}}) and {confirmed}"
    )
    more = (
        "select x.account_id, c.role_confirmed_on from contact_account x cross join contact c on c.id = x.contact_id"
        f" where x.account_id in ({{}}) and x._hidden = 0 and {confirmed}"
    )
    ids = list(houses)
    mapped: dict[bytes, str] = {}
    for text in (first, more):
        for account, on in _of(db, text, ids):
            house = houses[account]
            mapped[house] = min(on, mapped.get(house, on))
    return [(one, mapped[one.id]) for one in own if one.id in mapped]


class StandingRow(NamedTuple):
    """What the flags without threads are judged by."""

    account_id: bytes
    id: bytes
    name: str
    role: str | None
    status: str | None
    support: str | None
    support_on: str | None
    last_touch_on: str | None
    first_seen_on: str | None


_STANDING = "c.id, coalesce(c.name, ''), c.role, c.status, c.support, c.support_on, c.last_touch_on, c.tracking_started_on"


def houses_of(db: sqlite3.Connection, accounts: Ids) -> dict[bytes, bytes]:
    """The account that stands for each of `accounts` and of those merged into them."""
    found = {account: account for account in accounts}
    found.update(_of(db, "select id, root_id from account where root_id in ({})", accounts))
    return found


def people_of(db: sqlite3.Connection, houses: dict[bytes, bytes]) -> list[PersonRow]:
    """Everybody whose first or further account is one of `houses`, by that account; nobody twice at one."""
    return [PersonRow(*row) for row in _people(db, houses, _PERSON)]


def standings_of(db: sqlite3.Connection, houses: dict[bytes, bytes]) -> list[StandingRow]:
    """The same people, as far as the flags without threads ask."""
    return [StandingRow(*row) for row in _people(db, houses, _STANDING)]


def _people(db: sqlite3.Connection, houses: dict[bytes, bytes], columns: str) -> Iterator[tuple[Any, ...]]:
    ids = list(houses)
    first = f"select c.primary_account_id, {columns} from contact c where c.primary_account_id in ({{}}) and {_SHOWN}"
    # What they are linked to is looked up first: the planner would walk all the people else.
    more = (
        f"select x.account_id, {columns} from contact_account x cross join contact c on c.id ="
        " (select coalesce(o.root_id, o.id) from contact o where o.id = x.contact_id)"
        f" where x.account_id in ({{}}) and x._hidden = 0 and {_SHOWN}"
    )
    seen: set[tuple[bytes, bytes]] = set()
    for text in (first, more):
        for account, row_id, *rest in _of(db, text, ids):
            key = (houses[account], row_id)
            if key not in seen:
                seen.add(key)
                yield (*key, *rest)


def further_roles(db: sqlite3.Connection, people: Ids) -> list[tuple[bytes, str]]:
    """(person, role) of the roles beside the first."""
    text = "select contact_id, role from contact_role where contact_id in ({}) and _hidden = 0 and role is not null"
    return list(_of(db, text, people))


def touches_of(db: sqlite3.Connection, people: Ids, window: Window) -> list[TouchRow]:
    """Touches in the window by person and by who of us logged them."""
    return [TouchRow(*row) for row in _summed(db, people, window, "p.touch_rep_id", "")]


def shared_touches_of(db: sqlite3.Connection, people: Ids, window: Window) -> list[TouchRow]:
    """Touches that one of us took part in without having logged them."""
    if not db.execute("select exists (select 1 from also_rep)").fetchone()[0]:
        return []
    also = (
        " join also_rep r on r.interaction_id = p.interaction_id and r._hidden = 0 and r.rep_id is not p.touch_rep_id"
        " and r.rep_id is not null"
    )
    return [TouchRow(*row) for row in _summed(db, people, window, "r.rep_id", also)]


def _summed(
    db: sqlite3.Connection, people: Ids, window: Window, rep: str, also: str
) -> Iterator[tuple[Any, ...]]:
    values = {"since": window.since_180, "recent": window.since_90, "until": window.until}
    merged = _merged_among(db, people)
    for source, some in ((_ALONE, [one for one in people if one not in merged]), (_MERGED, sorted(merged))):
        for chunk in chunks(some):
            who = source.format(ids=",".join(f"x'{one.hex()}'" for one in chunk))
            head, where, rest = who.partition(" where ") if source is _ALONE else (who, "", "")
            text = (
                f"select p.contact_id, {rep},{_SUMS} from {head}{also}{where}{rest}"
                f" group by p.contact_id, {rep}"
            )
            yield from db.execute(text, values).fetchall()


def _merged_among(db: sqlite3.Connection, people: Ids) -> set[bytes]:
    rows = db.execute("select distinct root_id from contact where root_id is not null").fetchall()
    return {row[0] for row in rows}.intersection(people)


_LAST_BY = (
    "select c.id, (select p.occurred_on from participant p where p.contact_id = c.id and p.is_touch = 1"
    " and p.occurred_on <= {} order by p.occurred_on desc limit 1) from contact c where c.id in ({})"
)
_KNOWN_LATER = (
    "select distinct p.contact_id from participant p cross join interaction i on i.id = p.interaction_id"
    " where p.contact_id in ({}) and p.is_touch = 1 and p.occurred_on > {} and i.logged_at <= {}"
)


def last_touches_by(db: sqlite3.Connection, people: Ids, day: str, now_ms: int) -> dict[bytes, str]:
    """The last touch of each of these people as `today.last_touch_by` tells it; without those never met by `day`."""
    root_of = {one: one for one in people}
    root_of.update(_of(db, "select id, root_id from contact where root_id in ({})", people))
    found: dict[bytes, str] = {}
    for one, on in _of(db, _LAST_BY.format(f"'{day}'", "{}"), list(root_of)):
        if on is not None:
            found[root_of[one]] = max(on, found.get(root_of[one], on))
    for (one,) in _of(db, _KNOWN_LATER.format("{}", f"'{day}'", int(now_ms)), list(root_of)):
        found[root_of[one]] = day
    return found


def seats_of(db: sqlite3.Connection, houses: dict[bytes, bytes]) -> list[tuple[bytes, str | None]]:
    """(account, department) of the placeholder seats."""
    text = "select account_id, department from seat where account_id in ({}) and _hidden = 0"
    return [(houses[account], department) for account, department in _of(db, text, list(houses))]


def open_deals_of(db: sqlite3.Connection, houses: dict[bytes, bytes]) -> list[tuple[bytes, bytes]]:
    """(account, deal) of the deals that are open."""
    text = "select account_id, id from deal where account_id in ({}) and stage = 'open' and _hidden = 0 order by id"
    return [(houses[account], deal) for account, deal in _of(db, text, list(houses))]


def reps(db: sqlite3.Connection, day: str) -> list[tuple[bytes, str, bool]]:
    """(one of us, name, whether with us on `day`) of everybody."""
    rows = db.execute(
        "select id, coalesce(name, '?'), left_on is null or left_on > ? from rep where _hidden = 0", (day,)
    ).fetchall()
    return [(rep, name, bool(is_here)) for rep, name, is_here in rows]


def _of(db: sqlite3.Connection, text: str, ids: Ids) -> Iterator[Any]:
    for some in chunks(list(ids)):
        yield from db.execute(text.format(marks(some)), some).fetchall()


def is_network_changed(db: sqlite3.Connection, txn_no: int) -> bool:
    """Whether anything was written since that the accounts of `catalog_changes` do not tell: links, deals, joiners."""
    touched = "(select row_id from touched where txn_no > :since)"
    each = " union all ".join(
        f"select 1 from {table} where id in {touched}" for table in ("contact_account", "deal", "also_rep")
    )
    return db.execute(f"select 1 from ({each}) limit 1", {"since": txn_no}).fetchone() is not None
