"""The rows behind quarterly business reviews of many accounts: a few statements for each five hundred of them."""

import sqlite3
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from repcockpit.store.reads.records import chunks, marks

Ids = Sequence[bytes]


class AccountRow(NamedTuple):
    """An account that reviews are held with; days are ISO text."""

    id: bytes
    name: str | None
    segment: str | None
    status: str | None
    owner_id: bytes | None
    owner_name: str | None
    tracking_started_on: str | None


class StoredQbr(NamedTuple):
    """A review as written; `agreed_on` is the day on which its date was agreed; instants in ms UTC."""

    id: bytes
    account_id: bytes
    owner_id: bytes | None
    owner_name: str | None
    due_on: str | None
    proposed_on: str | None
    scheduled_at: int | None
    zone: str | None
    held_on: str | None
    note: str | None
    decisions: str | None
    minutes_sent_on: str | None
    pack_made_on: str | None
    pack_sent_at: int | None
    skip_reason: str | None
    approver: str | None
    cancelled_on: str | None
    interaction_id: bytes | None


class MeetingRow(NamedTuple):
    """An interaction of type qbr, planned or completed."""

    id: bytes
    account_id: bytes
    status: str
    occurred_on: str
    occurred_at: int | None
    qbr_id: bytes | None
    logged_at: int | None


class Sum(NamedTuple):
    """All reviews of an account that are written: the last day on which one was held, or due.

    `open_at` is the instant of the first one that is open, 0 where one has no date; `is_odd` (0 or 1) where one was
    skipped.
    """

    held_on: str
    due_on: str
    open_at: int | None
    is_odd: int


class PersonRow(NamedTuple):
    """Somebody invited to a review, or planned to take part in its meeting."""

    qbr_id: bytes
    id: bytes
    name: str | None
    accepted_on: str | None
    role: str | None
    status: str | None


class ActionRow(NamedTuple):
    """A task that a review made."""

    id: bytes
    account_id: bytes
    qbr_id: bytes
    due_on: str | None
    done_on: str | None
    owner_id: bytes | None
    noted_on: str | None
    carried_to_id: bytes | None


class DatedRow(NamedTuple):
    """A row of an account and its day."""

    id: bytes
    account_id: bytes
    on: str | None


_ACCOUNT = (
    "select a.id, a.name, a.segment, a.status, a.owner_id, o.name, a.tracking_started_on from account a"
    " left join rep o on o.id = a.owner_id where a._hidden = 0 and a.root_id is null"
)


def accounts_of_rep(db: sqlite3.Connection, rep_id: bytes | None) -> list[AccountRow]:
    """The accounts of a rep and those that nobody owns; None: all."""
    mine = "" if rep_id is None else " and (a.owner_id = :rep or a.owner_id is null)"
    rows = db.execute(f"{_ACCOUNT}{mine} order by a.folded, a.id", {"rep": rep_id}).fetchall()
    return [AccountRow._make(row) for row in rows]


def accounts_by_id(db: sqlite3.Connection, ids: Ids) -> list[AccountRow]:
    """These accounts, those shown; the ids are of roots."""
    return [AccountRow(*row) for row in _in(db, f"{_ACCOUNT} and a.id in ({{}})", ids)]


def merged_accounts(db: sqlite3.Connection) -> dict[bytes, bytes]:
    """The root of every account that was merged into another."""
    return dict(db.execute("select id, root_id from account where root_id is not null").fetchall())


def stored_qbrs(db: sqlite3.Connection, accounts: Ids) -> list[StoredQbr]:
    """The reviews of these accounts that are written."""
    sql = (
        "select q.id, q.account_id, q.owner_id, o.name, q.due_on, q.proposed_on, q.scheduled_at, q.zone, q.held_on,"
        " q.note, q.decisions, q.minutes_sent_on, q.pack_made_on, q.pack_sent_at, q.skip_reason, q.approver,"
        " q.cancelled_on, q.interaction_id from qbr q left join rep o on o.id = q.owner_id"
        " where q._hidden = 0 and q.account_id in ({}) order by q.due_on, q.id"
    )
    return [StoredQbr._make(row) for row in _in(db, sql, accounts)]


def account_of_qbr(db: sqlite3.Connection, qbr_id: bytes) -> bytes | None:
    """The account, its root, of a review that is written; None where there is none."""
    row = db.execute(
        "select coalesce(a.root_id, a.id) from qbr q join account a on a.id = q.account_id"
        " where q.id = ? and q._hidden = 0",
        (qbr_id,),
    ).fetchone()
    return row[0] if row else None


_MEETING = (
    " from interaction i where i.type = 'qbr' and i.account_id in ({}) and i._hidden = 0"
    " and i.occurred_on is not null and i.status in ('planned', 'completed')"
    " and coalesce(i.outcome, 'connected') = 'connected'"
)


def meetings(db: sqlite3.Connection, accounts: Ids) -> list[MeetingRow]:
    """Interactions of type qbr with these accounts, planned and completed, by day."""
    sql = (
        "select i.id, i.account_id, i.status, i.occurred_on, i.occurred_at, i.qbr_id, i.logged_at"
        f"{_MEETING} order by i.occurred_on, i.id"
    )
    return [MeetingRow(*row) for row in _in(db, sql, accounts)]


def sums(db: sqlite3.Connection, accounts: Ids) -> dict[bytes, Sum]:
    """What is written of reviews with each of these accounts, without those of which nothing is."""
    sql = (
        "select account_id, coalesce(max(held_on), ''), coalesce(max(due_on), ''),"
        " min(case when held_on is null then coalesce(scheduled_at, 0) end), max(skip_reason is not null)"
        " from qbr where _hidden = 0 and account_id in ({}) group by account_id"
    )
    return {account: Sum(*row) for account, *row in _in(db, sql, accounts)}


def meeting_sums(db: sqlite3.Connection, accounts: Ids) -> dict[bytes, tuple[str, int]]:
    """The day of the last meeting with each of these accounts, and whether (0 or 1) one is planned."""
    sql = f"select i.account_id, max(i.occurred_on), max(i.status = 'planned'){_MEETING} group by 1"
    return {account: (on, is_planned) for account, on, is_planned in _in(db, sql, accounts)}


_PERSON = (
    " left join contact o on o.id = p.contact_id join contact c on c.id = coalesce(o.root_id, o.id)"
    " where p._hidden = 0 and c._hidden = 0 and "
)


def invited(db: sqlite3.Connection, qbrs: Ids, of_meeting: dict[bytes, bytes]) -> list[PersonRow]:
    """Who is invited to these reviews, in the order of inviting; then who is to take part in their meetings.

    `of_meeting` gives the review of a planned interaction.
    """
    sql = (
        "select p.qbr_id, c.id, c.name, p.accepted_on, c.role, c.status from qbr_person p"
        f"{_PERSON} p.qbr_id in ({{}}) order by p.rowid"
    )
    found = [PersonRow(*row) for row in _in(db, sql, qbrs)]
    sql = (
        "select p.interaction_id, c.id, c.name, null, c.role, c.status from participant p"
        f"{_PERSON} p.interaction_id in ({{}}) order by p.rowid"
    )
    known = {(one.qbr_id, one.id) for one in found}
    for row in _in(db, sql, list(of_meeting)):
        one = PersonRow(of_meeting[row[0]], *row[1:])
        if (one.qbr_id, one.id) not in known:
            found.append(one)
    return found


def further_roles(db: sqlite3.Connection, contacts: Ids) -> dict[bytes, set[str]]:
    """The further roles of these people."""
    found: dict[bytes, set[str]] = {}
    sql = "select contact_id, role from contact_role where _hidden = 0 and contact_id in ({})"
    for contact_id, role in _in(db, sql, contacts):
        found.setdefault(contact_id, set()).add(role)
    return found


def calls_with(
    db: sqlite3.Connection, contacts: Ids, since: str, until: str
) -> list[tuple[bytes, bytes, str]]:
    """(interaction, person, day) of completed connected calls and videos with these people."""
    sql = (
        "select i.id, coalesce(c.root_id, c.id), i.occurred_on from contact c"
        " join participant p on p.contact_id = c.id join interaction i on i.id = p.interaction_id"
        " where (c.id in ({0}) or c.root_id in ({0})) and p._hidden = 0 and p.occurred_on between ? and ?"
        " and i.type in ('call', 'video') and i.status = 'completed' and i._hidden = 0"
        " and coalesce(i.outcome, 'connected') = 'connected' order by i.occurred_on, i.id"
    )
    rows: list[Any] = []
    for some in chunks(list(contacts)):
        rows += db.execute(sql.format(marks(some)), (*some, *some, since, until)).fetchall()
    return rows


def ticks(db: sqlite3.Connection, qbrs: Ids) -> list[tuple[bytes, str, str]]:
    """(review, item, day) of the items that were ticked."""
    sql = "select qbr_id, item, done_on from qbr_item where _hidden = 0 and done_on is not null and qbr_id in ({})"
    return _in(db, sql, qbrs)


def chosen_infos(db: sqlite3.Connection, qbrs: Ids) -> list[tuple[bytes, bytes, str | None]]:
    """(review, information, title) of what is to be brought to these reviews."""
    sql = (
        "select l.qbr_id, i.id, i.title from qbr_info l join info i on i.id = l.info_id and i._hidden = 0"
        " where l._hidden = 0 and l.qbr_id in ({}) order by l.rowid"
    )
    return _in(db, sql, qbrs)


def actions(db: sqlite3.Connection, accounts: Ids) -> list[ActionRow]:
    """The actions that reviews of these accounts made, by the day they are due."""
    sql = (
        "select id, account_id, qbr_id, due_on, done_on, owner_id, noted_on, carried_to_id from task"
        " where account_id in ({})"
        " and kind = 'qbr_action' and qbr_id is not null and _hidden = 0 order by due_on is null, due_on, id"
    )
    return [ActionRow(*row) for row in _in(db, sql, accounts)]


def feedback(db: sqlite3.Connection, accounts: Ids, until: str) -> list[DatedRow]:
    """NPS and CSAT scores of these accounts, the oldest first."""
    sql = (
        "select id, account_id, asked_on from feedback where account_id in ({}) and _hidden = 0"
        " and kind in ('nps', 'csat') and score is not null and asked_on is not null order by asked_on, id"
    )
    return [row for row in map(DatedRow._make, _in(db, sql, accounts)) if (row.on or "") <= until]


def challenges(db: sqlite3.Connection, accounts: Ids, until: str) -> list[DatedRow]:
    """Notes of these accounts' challenges, the oldest first."""
    sql = (
        "select id, account_id, occurred_on from interaction where account_id in ({}) and note_kind = 'challenge'"
        " and note_kind is not null and _hidden = 0 and occurred_on is not null order by occurred_on, id"
    )
    return [row for row in map(DatedRow._make, _in(db, sql, accounts)) if (row.on or "") <= until]


def open_ideas(db: sqlite3.Connection, accounts: Ids) -> list[DatedRow]:
    """Ideas of these accounts that the customer was not told the end of, with the day they changed or came in."""
    sql = (
        "select x.id, x.account_id, coalesce(x.status_on, i.occurred_on, (select date(t.at / 1000, 'unixepoch')"
        " from touched o join txn t on t.no = o.txn_no where o.row_id = x.id order by o.txn_no limit 1))"
        " from idea x left join interaction i on i.id = x.interaction_id where x.account_id in ({})"
        " and x._hidden = 0 and coalesce(x.status, 'new') <> 'customer_told' order by 3, x.id"
    )
    return [DatedRow(*row) for row in _in(db, sql, accounts)]


def open_requests(db: sqlite3.Connection, accounts: Ids) -> list[bytes]:
    """Requests of these accounts that no closing event ends, the oldest first."""
    sql = (
        "select q.id from request q where q._hidden = 0 and q.account_id in ({}) and not exists (select 1 from"
        " request_event e where e.request_id = q.id and e._hidden = 0 and e.kind in"
        " ('closed', 'closed_unconfirmed', 'cancelled')) order by q.opened_at, q.id"
    )
    return [row[0] for row in _in(db, sql, accounts)]


def notes(db: sqlite3.Connection, ids: Ids) -> list[tuple[bytes, str, str, str | None]]:
    """(id, day, what was said, by whom) of these interactions, newest first."""
    sql = (
        "select i.id, i.occurred_on, coalesce(i.note, i.subject, ''), (select c.name from participant p"
        " left join contact o on o.id = p.contact_id join contact c on c.id = coalesce(o.root_id, o.id)"
        " where p.interaction_id = i.id and p._hidden = 0 order by p.rowid limit 1)"
        " from interaction i where i.id in ({}) order by i.occurred_on desc, i.id"
    )
    return _in(db, sql, ids)


def _in(db: sqlite3.Connection, sql: str, ids: Iterable[bytes]) -> list[Any]:
    """The rows of `sql`, whose `{}` takes the ids, for all of them."""
    rows: list[Any] = []
    for some in chunks(list(ids)):
        rows += db.execute(sql.format(marks(some)), some).fetchall()
    return rows
