"""What the parts of a scorecard are counted from, for many accounts in a few statements; days are ISO text.

Accounts are shown ones; rows of those merged into them are theirs.
"""

import sqlite3
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from repcockpit.domain.words import INACTIVE_CONTACT_STATUSES
from repcockpit.store.reads.library import last_brought
from repcockpit.store.reads.merged import members_of
from repcockpit.store.reads.records import chunks, marks

Ids = Sequence[bytes]
_GONE = ", ".join(f"'{status}'" for status in sorted(INACTIVE_CONTACT_STATUSES | {"lead"}))


class AccountRow(NamedTuple):
    """An account as its scorecard needs it."""

    id: bytes
    name: str
    segment: str | None
    status: str | None
    owner_id: bytes | None
    tracking_started_on: str | None


class PersonRow(NamedTuple):
    """Somebody who is there, once for each of their accounts."""

    account_id: bytes
    id: bytes
    name: str


class IdeaRow(NamedTuple):
    """An idea; `raised_on` is the day of the interaction it came from."""

    account_id: bytes
    id: bytes
    title: str
    status: str
    status_on: str | None
    raised_on: str | None


_ACCOUNT = (
    "select id, coalesce(name, ''), segment, status, owner_id, tracking_started_on from account"
    " where _hidden = 0 and root_id is null"
)


def accounts_by_id(db: sqlite3.Connection, ids: Ids) -> list[AccountRow]:
    """These accounts, those in the bin left out."""
    found: dict[bytes, AccountRow] = {}
    for some in chunks(ids):
        rows = db.execute(f"{_ACCOUNT} and id in ({marks(some)})", some).fetchall()
        found.update((row[0], AccountRow(*row)) for row in rows)
    return [found[one] for one in ids if one in found]


def customers(db: sqlite3.Connection, rep_id: bytes | None) -> list[AccountRow]:
    """The customers a rep owns (None: everybody's), A to Z."""
    whose = "" if rep_id is None else " and owner_id = :rep"
    rows = db.execute(
        f"{_ACCOUNT} and coalesce(status, 'customer') in ('customer', 'dormant'){whose} order by folded, id",
        {"rep": rep_id},
    ).fetchall()
    return [AccountRow(*row) for row in rows]


class Houses:
    """Some accounts with those merged into them: whose a row is, by the account it names."""

    def __init__(self, db: sqlite3.Connection, ids: Ids) -> None:
        self.db = db
        self.ids = tuple(ids)
        self._roots = members_of(db, "account", ids)
        self.members = [*ids, *self._roots]

    def root(self, account_id: bytes) -> bytes:
        """The shown account that stands for `account_id`."""
        return self._roots.get(account_id, account_id)

    def rows(self, text: str, values: Iterable[object] = ()) -> list[tuple[bytes, ...]]:
        """The rows of a statement with `{}` where the accounts go; the first column becomes the shown account."""
        found: list[tuple[bytes, ...]] = []
        more = tuple(values)
        for some in chunks(self.members):
            rows = self.db.execute(text.format(marks(some)), (*some, *more)).fetchall()
            if self._roots:
                rows = [(self.root(row[0]), *row[1:]) for row in rows]
            found += rows
        return found


def people_there(houses: Houses) -> list[PersonRow]:
    """The active people of these accounts, as their first or a further account; merged ones once."""
    rows = houses.rows(
        "select primary_account_id, id, coalesce(name, '') from contact where primary_account_id in ({})"
        f" and _hidden = 0 and root_id is null and coalesce(status, '') not in ({_GONE})"
    )
    rows += houses.rows(
        "select l.account_id, c.id, coalesce(c.name, '') from contact_account l join contact c on c.id ="
        " (select coalesce(o.root_id, o.id) from contact o where o.id = l.contact_id)"
        " where l.account_id in ({}) and l._hidden = 0 and c._hidden = 0"
        f" and coalesce(c.status, '') not in ({_GONE})"
    )
    return list(dict.fromkeys(PersonRow(*row) for row in rows))  # type: ignore[arg-type]


def mapped(houses: Houses, day: str) -> list[bytes]:
    """Those accounts where somebody confirmed a role by `day`."""
    rows = houses.rows(
        "select distinct primary_account_id from contact where primary_account_id in ({})"
        " and role_confirmed_on is not null and role_confirmed_on <= ? and _hidden = 0",
        (day,),
    )
    rows += houses.rows(
        "select x.account_id from contact_account x cross join contact c on c.id = x.contact_id"
        " where x.account_id in ({}) and x._hidden = 0 and c.role_confirmed_on is not null"
        " and c.role_confirmed_on <= ? and c._hidden = 0",
        (day,),
    )
    known = {row[0] for row in rows}
    return [one for one in houses.ids if one in known]


def requests_opened(houses: Houses, since_ms: int, until_ms: int) -> list[tuple[bytes, bytes]]:
    """(account, request) opened in (since, until]."""
    rows = houses.rows(
        "select account_id, id from request where account_id in ({}) and _hidden = 0"
        " and opened_at > ? and opened_at <= ?",
        (since_ms, until_ms),
    )
    return [(row[0], row[1]) for row in rows]


def news_brought(houses: Houses, day: str) -> dict[bytes, str]:
    """When information was brought last to each of these accounts, up to `day`."""
    found: dict[bytes, str] = {}
    for account, on in last_brought(houses.db, houses.members, day).items():
        root = houses.root(account)
        found[root] = max(on, found.get(root, ""))
    return found


def ideas_raised(houses: Houses) -> list[IdeaRow]:
    """Every idea of these accounts."""
    rows = houses.rows(
        "select x.account_id, x.id, coalesce(x.title, ''), coalesce(x.status, 'new'), x.status_on, i.occurred_on"
        " from idea x left join interaction i on i.id = x.interaction_id"
        " where x.account_id in ({}) and x._hidden = 0"
    )
    return [IdeaRow(*row) for row in rows]  # type: ignore[arg-type]
