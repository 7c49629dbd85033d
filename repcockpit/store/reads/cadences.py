"""The cadence of one account or person, and the mails around a day."""

import sqlite3
from collections.abc import Sequence

from repcockpit.store.reads.merged import with_members
from repcockpit.store.reads.today import CadenceRow

_ACCOUNT = (
    "select 'account', x.id, x.name, x.owner_id, x.id, x.name, x.segment, null, x.last_touch_on, x.last_mail_on,"
    " x.due_on, x.cadence_days, coalesce(x.cadence_rule, ''), x.tracking_started_on, coalesce(x.attempts, 0),"
    " x.last_attempt_on, x.phone, null from account x where x.id = ? and x.cadence_days is not null"
)
_CONTACT = (
    "select 'contact', x.id, x.name, x.keeper_id, coalesce(a.root_id, x.primary_account_id), coalesce(r.name, a.name),"
    " iif(r.id is null, a.segment, r.segment), x.role, x.last_touch_on,"
    " x.last_mail_on, x.due_on, x.cadence_days, coalesce(x.cadence_rule, ''), x.tracking_started_on,"
    " coalesce(x.attempts, 0), x.last_attempt_on, x.phone, a.root_id from contact x"
    " left join account a on a.id = x.primary_account_id left join account r on r.id = a.root_id where x.id = ? and x.cadence_days is not null"
)


def cadence_row(db: sqlite3.Connection, kind: str, row_id: bytes) -> CadenceRow | None:
    """The stored cadence of an account or a contact; None without one."""
    row = db.execute(_ACCOUNT if kind == "account" else _CONTACT, (row_id,)).fetchone()
    return CadenceRow(*row) if row else None


def mails_near(
    db: sqlite3.Connection, people: Sequence[bytes], account_id: bytes | None, since: str, until: str
) -> list[tuple[str, str | None]]:
    """(day, direction) of the mails of these people, or of the account where nobody is named."""
    marks = ",".join("?" * len(people))
    if people:
        text = (
            "select distinct i.occurred_on, i.direction from participant p join interaction i on i.id = p.interaction_id"
            f" where p.contact_id in ({marks}) and p.occurred_on between ? and ? and p._hidden = 0 and i._hidden = 0"
        )
        values: tuple[object, ...] = (*people, since, until)
    else:
        text = (
            "select distinct i.occurred_on, i.direction from interaction i where i.account_id = ?"
            " and i.occurred_on between ? and ? and i._hidden = 0"
        )
        values = (account_id, since, until)
    rows = db.execute(
        f"{text} and i.type in ('email', 'message') and i.status = 'completed'", values
    ).fetchall()
    return [(str(day), direction) for day, direction in rows]


def planned_on_day(
    db: sqlite3.Connection, day: str, kind: str, people: Sequence[bytes], account_id: bytes | None
) -> bytes | None:
    """A planned interaction of that day and type with one of these people, or with the account and nobody."""
    people = with_members(db, "contact", people)
    accounts = with_members(db, "account", [account_id]) if account_id else []
    marks = ",".join("?" * len(people))
    row = db.execute(
        "select i.id from interaction i where i.occurred_on = ? and i.type = ? and i.status = 'planned' and i._hidden = 0"
        f" and (exists (select 1 from participant p where p.interaction_id = i.id and p.contact_id in ({marks}))"
        f" or (i.account_id in ({','.join('?' * len(accounts))}) and not exists (select 1 from participant p where p.interaction_id = i.id)))"
        " order by i.occurred_at limit 1",
        (day, kind, *people, *accounts),
    ).fetchone()
    return row[0] if row else None
