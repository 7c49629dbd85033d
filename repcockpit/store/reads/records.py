"""Finding records of any kind: by filter and range, by name, by the first digits of an id; and the bin."""

import sqlite3
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, tzinfo
from typing import Final, NamedTuple

from repcockpit.domain.moments import time_of
from repcockpit.domain.names import fold
from repcockpit.store.reads.roots import root_join

CHUNK = 500
_CREATED = (
    "(select date(t.at / 1000, 'unixepoch') from touched o join txn t on t.no = o.txn_no"
    " where o.row_id = r.id order by o.txn_no limit 1)"
)
_ACCOUNT = root_join("account", "a", "r.account_id")
_PLACES = _ACCOUNT + root_join("contact", "c", "r.contact_id")
_TARGETED = "coalesce((select p.name from rep p where p.id = r.rep_id), '')"
_PLACE_TEXT = "coalesce(a.name, '') || ' ' || coalesce(c.name, '')"


class _Source(NamedTuple):
    """How records of a kind are listed: `title` names one, `text` is what a filter looks at.

    `begun` is the instant (ms) before which a record is not there yet.
    """

    table: str
    title: str
    text: str
    day: str
    order: str
    joins: str = ""
    owner: str = ""
    where: str = "1"
    account: str = "null"
    begun: str = ""


class Found(NamedTuple):
    """A record by its name; `account` says where a person works."""

    id: bytes
    name: str
    account: str | None
    email: str | None


def _task(where: str) -> _Source:
    return _Source(
        "task",
        "r.title",
        f"coalesce(r.title, '') || ' ' || coalesce(r.note, '') || ' ' || {_PLACE_TEXT}",
        "r.due_on",
        "r.done_on is not null, r.due_on is null, r.due_on, r.title",
        _PLACES,
        "r.owner_id",
        where,
        "a.name",
    )


def _dated(table: str, title: str, day: str, owner: str = "") -> _Source:
    return _Source(
        table, f"r.{title}", f"coalesce(r.{title}, '') || ' ' || {_PLACE_TEXT}", day,
        f"{day} desc, r.{title}", _PLACES, owner, "1", "a.name",
    )  # fmt: skip


_SOURCES: dict[str, _Source] = {
    "account": _Source(
        "account", "r.name",
        "coalesce(r.name, '') || ' ' || coalesce(r.city, '') || ' ' || coalesce(r.sector, '') || ' '"
        " || coalesce(r.country, '') || ' ' || coalesce(r.segment, '') || ' ' || coalesce(r.status, '')",
        "r.last_touch_on", "r.folded, r.name", owner="r.owner_id", where="r.root_id is null",
    ),
    "contact": _Source(
        "contact", "r.name",
        "coalesce(r.name, '') || ' ' || coalesce(r.title, '') || ' ' || coalesce(r.email, '') || ' '"
        " || coalesce(r.role, '') || ' ' || coalesce(a.name, '')",
        "r.last_touch_on", "r.folded, r.name",
        root_join("account", "a", "r.primary_account_id"), "r.keeper_id", "r.root_id is null", "a.name",
    ),
    "interaction": _Source(
        "interaction", "coalesce(r.subject, substr(r.note, 1, 80), r.type)",
        "coalesce(r.subject, '') || ' ' || coalesce(r.note, '') || ' ' || coalesce(r.type, '') || ' '"
        " || coalesce(a.name, '') || ' ' || coalesce((select group_concat(p.name, ' ') from participant l"
        " join contact o on o.id = l.contact_id join contact p on p.id = coalesce(o.root_id, o.id) where l.interaction_id = r.id and l._hidden = 0), '')",
        "r.occurred_on", "r.occurred_on desc, r.occurred_at desc, r.id desc", _ACCOUNT, "r.rep_id", "1", "a.name",
    ),
    "task": _task("1"),
    "promise": _task("r.kind = 'promise'"),
    "request": _dated("request", "title", "local_day(r.opened_at)", "r.owner_id")._replace(begun="r.opened_at"),
    "idea": _dated(
        "idea", "title",
        f"coalesce((select i.occurred_on from interaction i where i.id = r.interaction_id), {_CREATED})",
        "r.owner_id",
    ),
    "deal": _dated("deal", "name", "r.closed_on", "r.owner_id"),
    "training": _Source(
        "training", "r.topic", "coalesce(r.topic, '') || ' ' || coalesce(a.name, '')", "r.given_on",
        "r.given_on desc, r.topic", _ACCOUNT, account="a.name",
    ),
    "info": _dated("info", "title", "r.brought_on"),
    "share": _Source(
        "share", "(select n.title from info n where n.id = r.info_id)",
        f"coalesce((select n.title from info n where n.id = r.info_id), '') || ' ' || {_PLACE_TEXT}", "r.brought_on",
        "r.brought_on desc, r.id", _PLACES, account="a.name",
    ),
    "topic": _Source("topic", "r.title", "r.title", "null", "r.title"),
    "fact": _Source(
        "fact", "r.kind", "coalesce(r.kind, '') || ' ' || coalesce(r.value, '') || ' ' || coalesce(a.name, '')",
        "r.on_date", "r.on_date desc, r.kind", _ACCOUNT, account="a.name",
    ),
    "delivery": _Source(
        "delivery", "r.order_no",
        "coalesce(r.order_no, '') || ' ' || coalesce(r.product, '') || ' ' || coalesce(a.name, '')",
        "r.promised_on", "r.promised_on desc, r.order_no, r.line", _ACCOUNT, account="a.name",
    ),
    "seat": _Source(
        "seat", "coalesce(r.title, r.department, r.role)",
        "coalesce(r.title, '') || ' ' || coalesce(r.department, '') || ' ' || coalesce(r.role, '') || ' ' || coalesce(a.name, '')",
        "null", "a.name, r.title", _ACCOUNT, account="a.name",
    ),
    "qbr": _Source(
        "qbr", "a.name", "coalesce(a.name, '')", "r.due_on", "r.due_on, a.name", _ACCOUNT, "r.owner_id", "1", "a.name",
    ),
    "feedback": _dated("feedback", "note", "r.asked_on"),
    "rep": _Source("rep", "r.name", "coalesce(r.name, '') || ' ' || coalesce(r.role, '')", "r.left_on", "r.name"),
    "team": _Source("team", "r.name", "r.name", "null", "r.name"),
    "leave": _Source("leave", "r.since", "r.since", "r.since", "r.since", owner="r.rep_id"),
    "holiday": _Source("holiday", "r.title", "r.title", "r.on_date", "r.on_date", owner="r.rep_id"),
    "target": _Source(
        "target", f"{_TARGETED} || ' ' || coalesce(r.since, '')", f"{_TARGETED} || ' ' || coalesce(a.name, '')", "r.since",
        f"{_TARGETED}, r.since, r.until", _ACCOUNT, "r.rep_id", "1", "a.name",
    ),
    "rate": _Source(
        "rate", "coalesce(r.currency, '') || ' ' || coalesce(r.on_date, '')", "r.currency", "r.on_date",
        "r.currency, r.on_date desc",
    ),
    "approval": _Source(
        "approval", "coalesce(a.name, '')", "coalesce(a.name, '') || ' ' || coalesce(r.kind, '')", "r.asked_on",
        "r.state <> 'open', r.asked_on, a.name", _ACCOUNT, "r.asked_by_id", "1", "a.name",
    ),
}  # fmt: skip
BINNED = (
    "account", "contact", "interaction", "task", "request", "deal", "idea", "training", "info", "feedback", "rep",
    "leave", "holiday", "share", "topic", "fact", "delivery", "seat", "qbr", "target", "rate", "approval",
)  # fmt: skip
"""Kinds that can lie in the bin; `promise` is a task."""

LAST_TXN: Final = " left join txn t on t.no = (select max(o.txn_no) from touched o where o.row_id = r.id)"
"""Joins the last transaction of the row `r` as `t`."""
BY_A_PERSON: Final = (
    "(coalesce(t.kind, 'edit') <> 'undo' or not exists (select 1 from txn u where u.id = t.undoes and"
    " (u.kind = 'redo' or u.no = (select min(o.txn_no) from touched o where o.row_id = r.id))))"
)
"""Of hidden rows those that a person removed; what went because its coming was taken back is left out."""


def table_of(kind: str) -> str:
    """The table that holds records of `kind`."""
    return _SOURCES[kind].table


def listed_ids(
    db: sqlite3.Connection,
    kind: str,
    *,
    words: Sequence[str] = (),
    since: date | None = None,
    until: date | None = None,
    rep_id: bytes | None = None,
    now: datetime | None = None,
) -> list[bytes]:
    """Ids of the records of `kind` that are not removed, in the order of the list.

    Every folded word must stand in the record's text; `since` and `until` bound its day, both included, in the
    zone of `now`; `rep_id` keeps what that rep owns; what begins after `now` is left out.
    """
    source = _SOURCES[kind]
    where, values = [f"r._hidden = 0 and {source.where}"], list[object]()
    for word in words:
        where.append(f"instr(fold({source.text}), ?) > 0")
        values.append(word)
    for bound, day in ((">=", since), ("<=", until)):
        if day is not None:
            where.append(f"{source.day} {bound} ?")
            values.append(day.isoformat())
    if rep_id is not None and source.owner:
        where.append(f"{source.owner} = ?")
        values.append(rep_id)
    if source.begun:
        _learn_days(db, now.tzinfo if now is not None and now.tzinfo is not None else UTC)
        where.append(f"coalesce({source.begun}, 0) <= coalesce(?, {source.begun}, 0)")
        values.append(int(now.timestamp() * 1000) if now is not None else None)
    if words:
        _learn_fold(db)
    rows = db.execute(
        f"select r.id from {source.table} r{source.joins} where {' and '.join(where)} order by {source.order}, r.id",
        values,
    ).fetchall()
    return [row[0] for row in rows]


def _learn_days(db: sqlite3.Connection, zone: tzinfo) -> None:
    db.create_function("local_day", 1, lambda ms: None if ms is None else f"{time_of(ms, zone).date()}")


def _learn_fold(db: sqlite3.Connection) -> None:
    db.create_function("fold", 1, lambda text: fold(text or ""), deterministic=True)


def names_of(db: sqlite3.Connection, kind: str) -> list[Found]:
    """Every record of `kind` that has a name, to match one against."""
    source = _SOURCES[kind]
    email = "r.email" if kind in ("contact", "rep") else "null"
    rows = db.execute(
        f"select r.id, {source.title}, {source.account}, {email} from {source.table} r{source.joins}"
        f" where r._hidden = 0 and {source.where} and {source.title} is not null"
    ).fetchall()
    return [Found(row[0], str(row[1]), row[2], row[3]) for row in rows]


def exactly_named(db: sqlite3.Connection, kind: str, name: str) -> list[Found]:
    """The records of `kind` called exactly `name`."""
    source = _SOURCES[kind]
    rows = db.execute(
        f"select r.id, {source.title}, {source.account} from {source.table} r{source.joins}"
        f" where r._hidden = 0 and {source.where} and {source.title} = ?",
        (name,),
    ).fetchall()
    return [Found(row[0], str(row[1]), row[2], None) for row in rows]


def formerly_named(db: sqlite3.Connection, kind: str, name: str) -> list[Found]:
    """The records that stand for merged ones called exactly `name`."""
    if kind not in ("account", "contact"):
        return []
    source = _SOURCES[kind]
    rows = db.execute(
        f"select distinct r.id, {source.title}, {source.account} from {kind} m join {kind} r on r.id = m.root_id"
        f"{source.joins} where r._hidden = 0 and m.name = ?",
        (name,),
    ).fetchall()
    return [Found(row[0], str(row[1]), row[2], None) for row in rows]


def with_id_between(
    db: sqlite3.Connection, kind: str, low: bytes, high: bytes, *, hidden: bool = False
) -> list[Found]:
    """At most ten records of `kind` with an id from `low` to `high`; removed ones with `hidden`."""
    source = _SOURCES[kind]
    where = "r._hidden <> 0 and r._hidden <> 2" if hidden else "r._hidden = 0"
    rows = db.execute(
        f"select r.id, coalesce({source.title}, ''), {source.account} from {source.table} r{source.joins}"
        f" where {where} and r.id between ? and ? limit 10",
        (low, high),
    ).fetchall()
    return [Found(row[0], str(row[1]), row[2], None) for row in rows]


def survivor(db: sqlite3.Connection, kind: str, record_id: bytes) -> bytes:
    """The record that `id` was merged into, or `id` itself."""
    if kind not in ("account", "contact"):
        return record_id
    row = db.execute(f"select root_id from {kind} where id = ?", (record_id,)).fetchone()
    return record_id if row is None or row[0] is None else row[0]


def titles_of(db: sqlite3.Connection, kind: str, ids: Iterable[bytes]) -> dict[bytes, str]:
    """What each of these records is called, removed ones too."""
    source = _SOURCES[kind]
    found: dict[bytes, str] = {}
    for some in chunks(list(ids)):
        rows = db.execute(
            f"select r.id, coalesce({source.title}, '') from {source.table} r{source.joins}"
            f" where r.id in ({marks(some)})",
            some,
        )
        found.update((row[0], str(row[1])) for row in rows.fetchall())
    return found


def binned(db: sqlite3.Connection) -> list[tuple[str, bytes, str | None, int | None]]:
    """(kind, id, title, when in ms) of what a person removed, newest first; what an undo took back is left out."""
    found: list[tuple[str, bytes, str | None, int | None]] = []
    for kind in BINNED:
        source = _SOURCES[kind]
        rows = db.execute(
            f"select r.id, {source.title}, t.at from {source.table} r{source.joins}{LAST_TXN}"
            f" where r._hidden <> 0 and r._hidden <> 2 and {BY_A_PERSON}"
        ).fetchall()
        found += [(kind, row[0], row[1], row[2]) for row in rows]
    return sorted(found, key=lambda row: -(row[3] or 0))


def chunks(ids: Sequence[bytes]) -> list[Sequence[bytes]]:
    """`ids` in pieces that fit into one statement."""
    return [ids[start : start + CHUNK] for start in range(0, len(ids), CHUNK)]


def marks(ids: Sequence[object]) -> str:
    """As many question marks as there are ids."""
    return ",".join("?" * len(ids))
