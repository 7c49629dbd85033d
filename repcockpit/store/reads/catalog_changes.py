"""Which accounts and people the transactions since a given one may have changed in the lists."""

import sqlite3
from typing import NamedTuple

MOST = 2_000
"""From so many rows on the list is read anew instead."""

_TOUCHED = "(select row_id from touched where txn_no > :since)"
"""Without `distinct`, for which SQLite would walk the whole table by its key."""
_SHARED = ("setting", "leave", "holiday", "rep", "tag")
"""Tables of which one row changes many; a saved filter is a setting that changes nothing."""
_WIDE = " union all ".join(f"select 1 from {table} where id in {_TOUCHED}" for table in _SHARED[1:])
_WIDE += f" union all select 1 from setting where id in {_TOUCHED} and name not like 'filter.%'"
_MET = f"select id from interaction where id in {_TOUCHED}"
_ACCOUNTS = f"""
select id from account where id in {_TOUCHED}
union select account_id from interaction where id in {_TOUCHED}
union select i.account_id from participant p join interaction i on i.id = p.interaction_id where p.id in {_TOUCHED}
union select c.primary_account_id from participant p join contact c on c.id = p.contact_id
  where p.id in {_TOUCHED} or p.interaction_id in ({_MET})
union select primary_account_id from contact where id in {_TOUCHED}
union select c.primary_account_id from contact_role k join contact c on c.id = k.contact_id where k.id in {_TOUCHED}
union select target_id from tagging where id in {_TOUCHED}
"""
_CONTACTS = f"""
select id from contact where id in {_TOUCHED}
union select contact_id from participant where id in {_TOUCHED} or interaction_id in ({_MET})
union select id from contact where primary_account_id in (select id from account where id in {_TOUCHED}
  union select root_id from account where id in {_TOUCHED})
union select contact_id from contact_role where id in {_TOUCHED}
union select target_id from tagging where id in {_TOUCHED}
"""
_CHANGED = {"account": _ACCOUNTS, "contact": _CONTACTS}


class Changed(NamedTuple):
    """The newest transaction, and the ids to read anew; None where everything has to be."""

    txn_no: int
    ids: tuple[bytes, ...] | None


def newest_txn(db: sqlite3.Connection) -> int:
    """The number of the last transaction; 0 before the first."""
    return int(db.execute("select coalesce(max(no), 0) from txn").fetchone()[0])


def changed_since(db: sqlite3.Connection, kind: str, txn_no: int) -> Changed:
    """What to read anew after transaction `txn_no`: accounts or contacts, those that lead to merged ones included."""
    now, since = newest_txn(db), {"since": txn_no}
    if now == txn_no:
        return Changed(now, ())
    if now < txn_no:
        return Changed(now, None)  # another file was restored into this one
    count = db.execute("select count(*) from touched where txn_no > :since", since).fetchone()[0]
    if count > MOST or db.execute(f"select 1 from ({_WIDE}) limit 1", since).fetchone():
        return Changed(now, None)
    rows = db.execute(
        f"select id, root_id from {kind} where id in ({_CHANGED[kind]}) limit {MOST + 1}", since
    ).fetchall()
    if len(rows) > MOST:
        return Changed(now, None)
    ids = {row_id for pair in rows for row_id in pair if row_id is not None}
    return Changed(now, tuple(ids | _left_by_people(db, txn_no) if kind == "account" else ids))


def _left_by_people(db: sqlite3.Connection, txn_no: int) -> set[bytes]:
    """The accounts that people were moved away from: nothing but the log knows them."""
    moved = db.execute(
        f"select distinct txn_no from touched where txn_no > :since and row_id in (select id from contact where id in {_TOUCHED})",
        {"since": txn_no},
    ).fetchall()
    if not moved:
        return set()
    from repcockpit.store.log import changes_of  # noqa: PLC0415 -- msgspec, which a first frame does without

    olds = [each.old for (no,) in moved for each in changes_of(db, no) if each.table == "contact"]
    return {old["primary_account_id"] for old in olds if old.get("primary_account_id")}
