"""What a cadence is judged by, for accounts and contacts, as it was on a given day."""

import sqlite3
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from repcockpit.domain.words import KEY_ROLES
from repcockpit.store.reads.records import chunks, marks
from repcockpit.store.reads.roots import group_of
from repcockpit.store.reads.values import day

_KEY = ", ".join(f"'{role}'" for role in sorted(KEY_ROLES))
_LAST = {
    "account": f"(select max(i.occurred_on) from interaction i where i.account_id in {group_of('account', 'x.id')}"
    " and i.is_touch = 1 and i.occurred_on <= :today)",
    "contact": f"(select max(p.occurred_on) from participant p where p.contact_id in {group_of('contact', 'x.id')}"
    " and p.is_touch = 1 and p.occurred_on <= :today)",
}

_SNOOZED = {
    "account": f"s.target_id in {group_of('account', 'x.id')}",
    "contact": f"s.target_id in {group_of('contact', 'x.id')} or s.target_id in"
    f" {group_of('account', '(select coalesce(a.root_id, a.id) from account a where a.id = x.primary_account_id)')}",
}


class Standing(NamedTuple):
    """One account or contact; `due_on` is None where it has to be computed from `last_touch_on`."""

    id: bytes
    cadence_days: int | None
    tracking_started_on: date | None
    last_touch_on: date | None
    due_on: date | None
    is_do_not_contact: bool
    snoozed_until: date | None
    keeper_id: bytes | None


def standings(db: sqlite3.Connection, table: str, ids: Sequence[bytes], today: date) -> list[Standing]:
    """Where these accounts or contacts stood on `today`; touches after it had not happened."""
    keeper, refuses = ("x.keeper_id", "x.do_not_contact") if table == "contact" else ("x.owner_id", "0")
    found: list[Standing] = []
    for some in chunks(ids):
        names = ",".join(f":i{number}" for number in range(len(some)))
        values: dict[str, object] = {f"i{number}": record_id for number, record_id in enumerate(some)}
        rows = db.execute(
            "select x.id, x.cadence_days, x.tracking_started_on, x.last_touch_on, x.due_on,"
            f" {refuses}, (select max(s.until) from snooze s where ({_SNOOZED[table]}) and s._hidden = 0"
            f" and coalesce(s.set_on, '') <= :today and s.until > :today), {keeper},"
            f" case when x.last_touch_on > :today then {_LAST[table]} end from {table} x where x.id in ({names})",
            {**values, "today": today.isoformat()},
        ).fetchall()
        for row in rows:
            is_later = row[3] is not None and row[3] > today.isoformat()
            found.append(
                Standing(
                    row[0], row[1], day(row[2]), day(row[8] if is_later else row[3]),
                    None if is_later else day(row[4]), bool(row[5]), day(row[6]), row[7],
                )
            )  # fmt: skip
    return found


def key_contacts(db: sqlite3.Connection, account_ids: Sequence[bytes]) -> list[tuple[bytes, bytes]]:
    """(account id, contact id) of every key person of these accounts."""
    found: list[tuple[bytes, bytes]] = []
    for some in chunks(account_ids):
        found += db.execute(
            f"select coalesce(a.root_id, a.id), c.id from account a join contact c on c.primary_account_id = a.id"
            f" where (a.id in ({marks(some)}) or a.root_id in ({marks(some)})) and c._hidden = 0 and c.root_id is null"
            f" and (c.role in ({_KEY}) or exists (select 1 from contact_role k where k.contact_id = c.id"
            f" and k._hidden = 0 and k.role in ({_KEY})))",
            (*some, *some),
        ).fetchall()
    return found
