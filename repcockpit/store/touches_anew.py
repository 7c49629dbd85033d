"""Every touch computed anew in a few passes over the tables, for `derived.rebuild`. Gives what `refresh` would."""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from itertools import groupby
from operator import itemgetter

from repcockpit.domain.touches import is_touch, two_way_days

_FOLLOWING = ("interaction_account", "participant_contact")
"""Indexes on what is about to be written: dropped before and made again in one go."""
_OF_PEOPLE = """
select p.contact_id, i.occurred_on, i.direction, i.rowid from interaction i
  join participant p on p.interaction_id = i.id and p._hidden = 0
where i.type in ('email', 'message') and i.status = 'completed' and i._hidden = 0 and i.direction is not null
  and i.occurred_on is not null and p.contact_id is not null
order by p.contact_id
"""
_OF_ACCOUNTS = """
with bare(account_id) as (select account_id from interaction i where type in ('email', 'message')
  and account_id is not null
  and not exists (select 1 from participant where interaction_id = i.id and _hidden = 0))
select i.account_id, i.occurred_on, i.direction,
  iif(exists (select 1 from participant where interaction_id = i.id and _hidden = 0), null, i.rowid)
from interaction i where i.account_id in bare and i.type in ('email', 'message') and i.status = 'completed'
  and i._hidden = 0 and i.direction is not null and i.occurred_on is not null
order by i.account_id
"""
_TOUCH = """
update interaction set is_touch = case when _hidden then 0
  else rule_counts(type, status, outcome, direction, rowid in temp.answered) end
"""
_COPIES = """
update participant set (occurred_on, is_touch, touch_rep_id, touch_type, touch_direction) =
  (select occurred_on, is_touch * (1 - participant._hidden), rep_id, type, direction from interaction where id = interaction_id)
"""


def write_touches(db: sqlite3.Connection, reply_days: int) -> None:
    """Write `is_touch` of every interaction and participant, and what the participants know of it."""
    db.create_function("rule_counts", 5, _counts, deterministic=True)
    db.execute("create temp table answered (row integer primary key)")
    try:
        for text in (_OF_PEOPLE, _OF_ACCOUNTS):
            found = set(_answered(db.execute(text), reply_days))
            db.executemany("insert or ignore into temp.answered values (?)", ((row,) for row in found))
        with _without_indexes(db):
            db.execute(_TOUCH)
            db.execute(_COPIES)
            db.execute("update participant set is_touch = 0 where is_touch is null")
    finally:
        db.execute("drop table temp.answered")


def _counts(kind: str | None, status: str | None, outcome: str | None, way: str | None, both: int) -> int:
    return int(is_touch(kind or "", status or "", outcome, way, is_two_way=bool(both)))


def _answered(mails: Iterable[tuple[bytes, str, str, int | None]], reply_days: int) -> Iterator[int]:
    """The rows of those mails (whose, day, direction, row), grouped by whose, that were answered or answer one."""
    for _, some in groupby(mails, itemgetter(0)):
        held = [(date.fromisoformat(day), direction, row) for _, day, direction, row in some]
        days = two_way_days([(day, direction) for day, direction, _ in held], reply_days)
        for day, direction, row in held:
            if row is not None and day in days and direction in {"inbound", "outbound"}:
                yield row


@contextmanager
def _without_indexes(db: sqlite3.Connection) -> Iterator[None]:
    marks = ",".join("?" * len(_FOLLOWING))
    rows = db.execute(f"select name, sql from sqlite_master where name in ({marks})", _FOLLOWING).fetchall()
    for name, _ in rows:
        db.execute(f"drop index {name}")
    yield
    for _, text in rows:
        db.execute(text)
