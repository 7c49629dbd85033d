"""The timeline of an account or a person: interactions in pages by an index, and what else happened."""

import sqlite3
from collections.abc import Sequence
from typing import NamedTuple

from repcockpit.domain.views.details import Place
from repcockpit.store.reads.records import marks
from repcockpit.store.reads.roots import root_join

Ids = Sequence[bytes]


class InteractionRow(NamedTuple):
    """An interaction of a timeline; `at` is -1 without an hour."""

    id: bytes
    on: str
    at: int
    type: str
    outcome: str | None
    status: str
    direction: str | None
    subject: str | None
    note: str | None
    is_touch: int

    @property
    def place(self) -> Place:
        """Where the page after this row begins."""
        return Place(self.on, self.at, self.id)


class OtherRow(NamedTuple):
    """Something else that happened: its kind, day (or ms), the word for it, whose it is, and its text."""

    kind: str
    id: bytes
    on: str | int
    type: str
    contact_id: bytes | None
    contact_name: str | None
    text: str


_COLUMNS = (
    "i.id, {day}, coalesce(i.occurred_at, -1), coalesce(i.type, ''), i.outcome, coalesce(i.status, ''), i.direction,"
    " i.subject, i.note, coalesce(i.is_touch, 0)"
)
_FROM = {
    "account": ("i.occurred_on", "interaction i where i.account_id = ?1"),
    "contact": (
        "p.occurred_on",
        "participant p join interaction i on i.id = p.interaction_id where p.contact_id = ?1 and p._hidden = 0",
    ),
}
FROM_NOW_ON = Place("9999-12-31", 1 << 62, b"\xff" * 16)
"""The place before every row."""


def until_day(day: str) -> Place:
    """The place before everything of a day (ISO) and older."""
    return Place(day, 1 << 62, b"\xff" * 16)


def page_query(kind: str) -> str:
    """The statement that reads one page: ?1 the record, ?2 to ?4 the place, ?5 how many."""
    day, source = _FROM[kind]
    return (
        f"select {_COLUMNS.format(day=day)} from {source} and i._hidden = 0 and {day} <= ?2"
        f" and ({day} < ?2 or coalesce(i.occurred_at, -1) < ?3 or (coalesce(i.occurred_at, -1) = ?3 and i.id < ?4))"
        f" order by {day} desc, 3 desc, i.id desc limit ?5"
    )


def interactions_page(
    db: sqlite3.Connection, kind: str, ids: Ids, after: Place, limit: int
) -> list[InteractionRow]:
    """The `limit` interactions after a place, newest first, of a record and those merged into it."""
    text = page_query(kind)
    found: dict[bytes, InteractionRow] = {}
    for one in ids:
        for row in db.execute(text, (one, *after, limit)).fetchall():
            found[row[0]] = InteractionRow(*row)
    if len(ids) == 1:
        return list(found.values())
    return sorted(found.values(), key=lambda row: (row.on, row.at, row.id), reverse=True)[:limit]


def _of_account(table: str, kind: str, day: str, word: str, text: str, marked: str) -> str:
    return (
        f"select '{kind}', x.id, {day}, {word}, c.id, c.name, {text} from {table} x"
        f"{root_join('contact', 'c', 'x.contact_id')} where {marked} and x._hidden = 0"
    )


_IDEA_DAY = (
    "coalesce((select i.occurred_on from interaction i where i.id = x.interaction_id),"
    " (select date(t.at / 1000, 'unixepoch') from touched o join txn t on t.no = o.txn_no where o.row_id = x.id"
    " order by o.txn_no limit 1))"
)
_OTHERS = (
    ("request", "request", "x.opened_at", "'request'", "coalesce(x.title, '')"),
    ("idea", "idea", _IDEA_DAY, "'idea'", "coalesce(x.title, '')"),
    ("info", "info", "x.brought_on", "'news'", "coalesce(x.title, '')"),
    (
        "feedback",
        "feedback",
        "x.asked_on",
        "coalesce(x.kind, 'feedback')",
        "coalesce(x.score, '') || coalesce(' ' || x.note, '')",
    ),
    ("deal", "deal", "x.closed_on", "'deal'", "coalesce(x.name, '') || coalesce(', ' || x.stage, '')"),
)


def others_of(db: sqlite3.Connection, accounts: Ids, people: Ids) -> list[OtherRow]:
    """Requests, ideas, news, feedback, deals and trainings of `accounts`, or of `people` where they are given.

    A training that an interaction of that type tells of already is left out.
    """
    column, ids = ("contact_id", people) if people else ("account_id", accounts)
    found: list[OtherRow] = []
    for table, kind, day, word, text in _OTHERS:
        marked = f"x.{column} in ({marks(ids)})"
        values = tuple(ids)
        if people and table in ("request", "deal"):
            marked = f"(x.account_id in ({marks(accounts)}) or x.account_id is null) and {marked}"
            values = (*accounts, *ids)
        rows = db.execute(_of_account(table, kind, day, word, text, marked), values).fetchall()
        found += [OtherRow(*row) for row in rows if row[2]]
    return [*found, *_trainings(db, accounts, people), *_shares(db, column, ids)]


def _shares(db: sqlite3.Connection, column: str, ids: Ids) -> list[OtherRow]:
    """Items of the library that were brought there."""
    rows = db.execute(
        "select 'share', x.id, x.brought_on, 'news', c.id, c.name, coalesce(i.title, '') from share x"
        f" left join info i on i.id = x.info_id{root_join('contact', 'c', 'x.contact_id')}"
        f" where x.{column} in ({marks(ids)}) and x._hidden = 0 and x.brought_on is not null",
        tuple(ids),
    ).fetchall()
    return [OtherRow(*row) for row in rows]


def _trainings(db: sqlite3.Connection, accounts: Ids, people: Ids) -> list[OtherRow]:
    where, ids = f"x.account_id in ({marks(accounts)})", accounts
    if people:
        ids = people
        where = f"x.id in (select training_id from training_person where contact_id in ({marks(ids)}) and _hidden = 0)"
    rows = db.execute(
        "select 'training', x.id, x.given_on, 'training', null, null, coalesce(x.topic, '') from training x"
        f" where {where} and x._hidden = 0 and x.given_on is not null and not exists (select 1 from interaction i"
        " where i.id = x.interaction_id and i.type = 'training' and i._hidden = 0)",
        tuple(ids),
    ).fetchall()
    return [OtherRow(*row) for row in rows]
