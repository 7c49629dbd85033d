"""What handovers are made of: their rows and ticks, who was met together, what is open at accounts and whose it is."""

import sqlite3
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from repcockpit.domain.words import UNTIMED_ACCOUNT_STATUSES
from repcockpit.store.reads.records import chunks, marks
from repcockpit.store.reads.requests import STILL

Ids = Sequence[bytes]
_MANY = 20


class HandoverRow(NamedTuple):
    """A handover; days as ISO text."""

    id: bytes
    account_id: bytes
    from_id: bytes | None
    to_id: bytes | None
    started_on: str | None
    done_on: str | None
    cover_until: str | None


class AccountRow(NamedTuple):
    """An account by name, and who owns it."""

    id: bytes
    name: str
    segment: str | None
    owner_id: bytes | None
    owner_name: str | None


class RepRow(NamedTuple):
    """One of us; `left_on` is ISO text."""

    id: bytes
    name: str
    role: str | None
    left_on: str | None


class OpenRow(NamedTuple):
    """Something open at an account; `table` is where it is kept, `due_on` ISO text."""

    table: str
    kind: str
    id: bytes
    account_id: bytes
    title: str
    due_on: str | None
    owner_id: bytes | None
    owner_name: str | None
    contact_id: bytes | None
    contact_name: str | None


class NoteRow(NamedTuple):
    """A note of the kind only_you."""

    id: bytes
    account_id: bytes
    on: str
    by: str
    text: str


_HANDOVER = (
    "select h.id, coalesce(a.root_id, a.id), h.from_id, h.to_id, h.started_on, h.done_on, h.cover_until from handover h"
    " join account a on a.id = h.account_id where h._hidden = 0"
)
_OWNER = " left join rep o on o.id = {}"
_CONTACT = " left join contact m on m.id = {} left join contact c on c.id = coalesce(m.root_id, m.id)"


def handovers_of(db: sqlite3.Connection, accounts: Ids) -> list[HandoverRow]:
    """Every handover of these accounts (with those merged into them), the oldest first."""
    text = f"{_HANDOVER} and h.account_id in ({{}}) order by h.started_on, h.id"
    return [HandoverRow(*row) for row in _of(db, text, accounts)]


def handovers_underway(db: sqlite3.Connection) -> list[HandoverRow]:
    """Those that are not done, the oldest first."""
    rows = db.execute(f"{_HANDOVER} and h.done_on is null order by h.started_on, h.id").fetchall()
    return [HandoverRow(*row) for row in rows]


def handover_by_id(db: sqlite3.Connection, handover_id: bytes) -> HandoverRow | None:
    """One handover; None where there is none."""
    row = db.execute(f"{_HANDOVER} and h.id = ?", (handover_id,)).fetchone()
    return None if row is None else HandoverRow(*row)


def ticks_of(db: sqlite3.Connection, handovers: Ids, day: str) -> list[tuple[bytes, str, str | None]]:
    """(handover, item, note) of what is ticked by `day`."""
    text = (
        "select handover_id, item, note from handover_item where handover_id in ({}) and _hidden = 0"
        f" and item is not null and done_on <= '{day}' order by id"
    )
    return list(_of(db, text, handovers))


def accounts_named(db: sqlite3.Connection, ids: Ids) -> list[AccountRow]:
    """These accounts, those shown."""
    return [
        AccountRow(*row) for row in _of(db, f"{_ACCOUNT} and a.id in ({{}}) order by a.folded, a.id", ids)
    ]


_ACCOUNT = (
    "select a.id, coalesce(a.name, ''), a.segment, a.owner_id, o.name from account a"
    " left join rep o on o.id = a.owner_id where a._hidden = 0 and a.root_id is null"
)


def accounts_owned(db: sqlite3.Connection, rep_id: bytes) -> list[AccountRow]:
    """All that a rep owns, prospects too; who was a customer once is left out."""
    gone = ", ".join(f"'{one}'" for one in sorted(UNTIMED_ACCOUNT_STATUSES - {"prospect"}))
    rows = db.execute(
        f"{_ACCOUNT} and a.owner_id = ? and coalesce(a.status, '') not in ({gone}) order by a.folded, a.id",
        (rep_id,),
    ).fetchall()
    return [AccountRow(*row) for row in rows]


def reps(db: sqlite3.Connection) -> list[RepRow]:
    """All of us, A to Z."""
    rows = db.execute("select id, coalesce(name, '?'), role, left_on from rep where _hidden = 0").fetchall()
    return sorted((RepRow(*row) for row in rows), key=lambda one: (one.name.casefold(), one.id))


def met_together(
    db: sqlite3.Connection, people: Ids, giver: bytes, taker: bytes | None, days: tuple[str, str]
) -> dict[bytes, str]:
    """The last of these days on which both of us met a person (taker None: the giver and any other)."""
    other = "i.rep_id = :taker" if taker is not None else "i.rep_id is not null and i.rep_id <> :giver"
    also = "r.rep_id = :taker" if taker is not None else "r.rep_id <> :giver"
    part = "exists (select 1 from also_rep r where r.interaction_id = i.id and r._hidden = 0 and {})"
    found: dict[bytes, str] = {}
    for some in chunks(list(people)):
        ids = ",".join(f"x'{one.hex()}'" for one in some)
        rows = db.execute(
            "select coalesce(c.root_id, c.id), max(p.occurred_on) from contact c"
            " join participant p on p.contact_id = c.id and p.is_touch = 1 and p._hidden = 0"
            " and p.occurred_on between :since and :until join interaction i on i.id = p.interaction_id"
            f" where (c.id in ({ids}) or c.root_id in ({ids}))"
            f" and (i.rep_id = :giver or {part.format('r.rep_id = :giver')}) and ({other} or {part.format(also)})"
            " group by 1",
            {"giver": giver, "taker": taker, "since": days[0], "until": days[1]},
        ).fetchall()
        found.update(rows)
    return found


def only_you_notes(db: sqlite3.Connection, accounts: Ids, day: str) -> list[NoteRow]:
    """The notes of the kind only_you at accounts by `day`, the newest first."""
    text = (
        "select i.id, i.account_id, i.occurred_on, coalesce(o.name, ''), coalesce(i.note, i.subject, '') from interaction i"
        f"{_OWNER.format('i.rep_id')} where i.account_id in ({{}}) and i.note_kind = 'only_you' and i._hidden = 0"
        f" and i.occurred_on <= '{day}' order by i.occurred_on desc, i.id"
    )
    return [NoteRow(*row) for row in _of(db, text, accounts)]


def checks_of(db: sqlite3.Connection, accounts: Ids) -> list[tuple[bytes, bytes, str]]:
    """(account, owner, day due) of tasks there that somebody of us owns, done or not."""
    text = (
        "select account_id, owner_id, due_on from task where account_id in ({}) and _hidden = 0 and owner_id is not null"
        " and due_on is not null and kind in ('task', 'next_step', 'plan') order by due_on, id"
    )
    return list(_of(db, text, accounts))


def open_things(db: sqlite3.Connection, accounts: Ids, now_ms: int) -> list[OpenRow]:
    """What is open at accounts, each kind by day: requests, tasks, reviews, meetings planned, ideas."""
    found = _open(db, _REQUESTS.replace(":now", str(int(now_ms))), accounts)
    # The planned meetings of everybody are fewer than all that happened at many accounts.
    by = " indexed by interaction_planned" if len(accounts) > _MANY else ""
    meetings = _MEETINGS.format(by)
    for text in (_TASKS, _TASKS_OF_PEOPLE, _REVIEWS, meetings, _IDEAS):
        found += _open(db, text, accounts)
    return found


def owned_people(db: sqlite3.Connection, accounts: Ids, rep_id: bytes) -> list[bytes]:
    """People of accounts who have this rep as their own owner."""
    text = (
        "select id from contact where primary_account_id in ({}) and _hidden = 0"
        f" and owner_id = x'{rep_id.hex()}' order by id"
    )
    return [row[0] for row in _of(db, text, accounts)]


_REQUESTS = (
    "select 'request', 'request', q.id, q.account_id, coalesce(q.title, ''), q.due_on, q.owner_id, o.name, c.id, c.name"
    f" from request q{_OWNER.format('q.owner_id')}{_CONTACT.format('q.contact_id')}"
    f" where q.account_id in ({{}}) and q._hidden = 0 and q.opened_at <= :now and {STILL} order by q.opened_at, q.id"
)
_TASK = (
    "select 'task', coalesce(t.kind, 'task'), t.id, {}, coalesce(t.title, ''), t.due_on, t.owner_id, o.name, c.id, c.name"
    f" from task t{_OWNER.format('t.owner_id')}{_CONTACT.format('t.contact_id')}"
)
_BY_DAY = " and t.done_on is null and t._hidden = 0 order by t.due_on is null, t.due_on, t.title, t.id"
_TASKS = f"{_TASK.format('t.account_id')} where t.account_id in ({{}}){_BY_DAY}"
_TASKS_OF_PEOPLE = (
    f"{_TASK.format('m.primary_account_id')} where t.account_id is null and t.contact_id in"
    f" (select id from contact where primary_account_id in ({{}})){_BY_DAY}"
)
_REVIEWS = (
    "select 'qbr', 'qbr', q.id, q.account_id, 'QBR', coalesce(date(q.scheduled_at / 1000, 'unixepoch'), q.due_on), q.owner_id,"
    f" o.name, null, null from qbr q{_OWNER.format('q.owner_id')}"
    " where q.account_id in ({}) and q._hidden = 0 and q.held_on is null and q.skip_reason is null order by q.due_on, q.id"
)
_MEETINGS = (
    "select 'interaction', 'meeting', i.id, i.account_id, coalesce(i.subject, i.note, i.type, ''), i.occurred_on, i.rep_id,"
    f" o.name, null, null from interaction i{{}}{_OWNER.format('i.rep_id')}"
    " where i.account_id in ({{}}) and i.status = 'planned' and i._hidden = 0 order by i.occurred_on, i.id"
)
_IDEAS = (
    "select 'idea', 'idea', d.id, d.account_id, coalesce(d.title, ''), null, d.owner_id, o.name, c.id, c.name from idea d"
    f"{_OWNER.format('d.owner_id')}{_CONTACT.format('d.contact_id')}"
    " where d.account_id in ({}) and d._hidden = 0 and coalesce(d.status, 'new') not in ('customer_told')"
    " order by d.title, d.id"
)


def _open(db: sqlite3.Connection, text: str, accounts: Ids) -> list[OpenRow]:
    return [OpenRow(*row) for row in _of(db, text, accounts)]


def _of(db: sqlite3.Connection, text: str, ids: Ids) -> Iterator[Any]:
    for some in chunks(list(ids)):
        yield from db.execute(text.format(marks(some)), some).fetchall()


def asked_for(db: sqlite3.Connection, handovers: Ids) -> list[bytes]:
    """Those for which somebody asked a manager, and nobody answered yet."""
    text = "select subject_id from approval where subject_id in ({}) and kind = 'handover' and state = 'open' and _hidden = 0"
    return [row[0] for row in _of(db, text, handovers)]


def items_of(db: sqlite3.Connection, handover_id: bytes) -> list[tuple[bytes, str, str | None]]:
    """(id, item, note) of every tick of a handover that is not in the bin."""
    rows = db.execute(
        "select id, coalesce(item, ''), note from handover_item where handover_id = ? and _hidden = 0 order by id",
        (handover_id,),
    ).fetchall()
    return [(row[0], row[1], row[2]) for row in rows]


def is_open_task(db: sqlite3.Connection, task_id: bytes) -> bool:
    """Whether a task is there and not done."""
    row = db.execute(
        "select 1 from task where id = ? and done_on is null and _hidden = 0", (task_id,)
    ).fetchone()
    return row is not None
