"""The rows behind training, the library, ideas and what is known of a customer; days are ISO text."""

import sqlite3
from collections.abc import Sequence
from typing import NamedTuple

from repcockpit.store.reads.records import chunks, marks
from repcockpit.store.reads.roots import root_join

Ids = Sequence[bytes]


class PersonRow(NamedTuple):
    """Somebody at an account who is there, merged ones left out."""

    id: bytes
    name: str
    title: str
    role: str | None
    status: str | None
    tracking_started_on: str | None


class TrainingRow(NamedTuple):
    """A training as it concerns one person (None: nobody by name)."""

    id: bytes
    topic: str
    kind: str | None
    given_on: str | None
    due_on: str | None
    expires_on: str | None
    usage: int | None
    contact_id: bytes | None


class IdeaBare(NamedTuple):
    """An idea with whom it is from, its open task to tell, and the account's owner."""

    id: bytes
    title: str
    status: str
    status_on: str | None
    product: str
    note: str
    contact_id: bytes | None
    contact_name: str | None
    account_id: bytes | None
    account_name: str | None
    task_id: bytes | None
    told_on: str | None
    interaction_on: str | None


class KnownRow(NamedTuple):
    """A note of a kind; `contact_id` is the first person named in it."""

    id: bytes
    kind: str
    on: str
    text: str
    contact_id: bytes | None
    contact_name: str | None
    source: str | None
    type: str


def people_rows(db: sqlite3.Connection, accounts: Ids) -> list[PersonRow]:
    """Everybody whose first or further account is one of `accounts`, A to Z."""
    listed = marks(accounts)
    rows = db.execute(
        "select id, coalesce(name, ''), coalesce(title, ''), role, status, tracking_started_on from contact"
        " where _hidden = 0 and root_id is null and id in ("
        f"select coalesce(root_id, id) from contact where primary_account_id in ({listed})"
        " union select coalesce(c.root_id, c.id) from contact_account l join contact c on c.id = l.contact_id"
        f" where l._hidden = 0 and l.account_id in ({listed})) order by folded, id",
        (*accounts, *accounts),
    ).fetchall()
    return [PersonRow(*row) for row in rows]


_TRAINED = (
    "select t.id, coalesce(t.topic, ''), t.kind, t.given_on, t.due_on, t.expires_on, t.usage,"
    " coalesce(c.root_id, p.contact_id) from training t"
    " left join training_person p on p.training_id = t.id and p._hidden = 0"
    " left join contact c on c.id = p.contact_id where t._hidden = 0 and "
)


def trainings_at(db: sqlite3.Connection, accounts: Ids) -> list[TrainingRow]:
    """Trainings of accounts, given and planned, a row per person."""
    found: list[TrainingRow] = []
    for some in chunks(accounts):
        rows = db.execute(f"{_TRAINED} t.account_id in ({marks(some)}) order by t.rowid", some).fetchall()
        found += [TrainingRow(*row) for row in rows]
    return found


def trainings_of_people(db: sqlite3.Connection, people: Ids) -> list[TrainingRow]:
    """The trainings in which these people took part or are to, wherever it was, a row per person."""
    found: list[TrainingRow] = []
    for some in chunks(people):
        rows = db.execute(
            f"{_TRAINED} t.id in (select training_id from training_person where _hidden = 0"
            f" and contact_id in ({marks(some)})) order by t.rowid",
            some,
        ).fetchall()
        found += [TrainingRow(*row) for row in rows]
    return found


def training_row(db: sqlite3.Connection, training_id: bytes) -> list[TrainingRow]:
    """One training, a row per person."""
    rows = db.execute(f"{_TRAINED} t.id = ?", (training_id,)).fetchall()
    return [TrainingRow(*row) for row in rows]


def topic_rows(db: sqlite3.Connection) -> list[tuple[str, int | None]]:
    """Title and months of every topic, A to Z."""
    rows = db.execute(
        "select title, valid_months from topic where _hidden = 0 and title is not null order by title"
    )
    return [(str(title), months) for title, months in rows.fetchall()]


def usual_topic(db: sqlite3.Connection) -> str | None:
    """What people are trained in first: the topic of most initial trainings."""
    row = db.execute(
        "select topic from training where _hidden = 0 and kind = 'initial' and topic is not null"
        " group by lower(topic) order by count(*) desc, max(rowid) desc limit 1"
    ).fetchone()
    return str(row[0]) if row else None


def imported(db: sqlite3.Connection, ids: Ids) -> set[bytes]:
    """Those of `ids` that came in with an import: by its transaction, or because a source calls them something."""
    found: set[bytes] = set()
    for some in chunks(ids):
        listed = marks(some)
        rows = db.execute(
            "select t.row_id, x.kind from touched t join txn x on x.no = t.txn_no"
            f" where t.row_id in ({listed}) order by t.txn_no desc",
            some,
        ).fetchall()
        first = dict(rows)
        found.update(row_id for row_id, kind in first.items() if kind == "import")
        rows = db.execute(
            f"select target_id from external_ref where _hidden = 0 and target_id in ({listed})", some
        ).fetchall()
        found.update(row[0] for row in rows)
    return found


class AccountRow(NamedTuple):
    """What decides about an account: its name, status, tier, sector, owner."""

    id: bytes
    name: str
    status: str | None
    segment: str | None
    sector: str | None
    owner_id: bytes | None
    tracking_started_on: str | None


_ACCOUNT = (
    "select id, coalesce(name, ''), status, segment, sector, owner_id, tracking_started_on from account"
    " where _hidden = 0 and root_id is null"
)


def account_rows(db: sqlite3.Connection, ids: Ids) -> dict[bytes, AccountRow]:
    """Accounts by id."""
    found = {}
    for some in chunks(ids):
        for row in db.execute(f"{_ACCOUNT} and id in ({marks(some)})", some).fetchall():
            found[row[0]] = AccountRow(*row)
    return found


def customers_of(db: sqlite3.Connection, rep_id: bytes | None) -> list[AccountRow]:
    """The customers of a rep, those of nobody among them; None: all."""
    whose = "" if rep_id is None else " and (owner_id = :rep or owner_id is null)"
    rows = db.execute(
        f"{_ACCOUNT} and coalesce(status, 'customer') in ('customer', 'dormant'){whose}", {"rep": rep_id}
    ).fetchall()
    return [AccountRow(*row) for row in rows]


def words_of(db: sqlite3.Connection, ids: Ids | None) -> dict[bytes, list[str]]:
    """The tags of accounts (None: of all that have any)."""
    text = (
        "select l.target_id, t.name from tagging l join tag t on t.id = l.tag_id and t._hidden = 0"
        " where l._hidden = 0 and t.name is not null"
    )
    found: dict[bytes, list[str]] = {}
    if ids is None:
        rows = db.execute(text).fetchall()
    else:
        rows = [
            row
            for some in chunks(ids)
            for row in db.execute(f"{text} and l.target_id in ({marks(some)})", some).fetchall()
        ]
    for target, name in rows:
        found.setdefault(target, []).append(str(name))
    return found


def idea_rows(
    db: sqlite3.Connection, rep_id: bytes | None, account_id: bytes | None = None
) -> list[IdeaBare]:
    """The ideas of a rep's customers (None: all), or of one account, the newest first."""
    where = "1"
    if account_id is not None:
        where = "a.id = :account"
    elif rep_id is not None:
        where = "(a.owner_id = :rep or x.owner_id = :rep or (a.owner_id is null and x.owner_id is null))"
    rows = db.execute(
        "select x.id, coalesce(x.title, ''), coalesce(x.status, 'new'), x.status_on, coalesce(x.product, ''),"
        " coalesce(x.note, ''), c.id, c.name, a.id, a.name,"
        " (select t.id from task t where t.idea_id = x.id and t.kind = 'tell' and t._hidden = 0 and t.done_on is null"
        " order by t.rowid limit 1),"
        " (select max(t.done_on) from task t where t.idea_id = x.id and t.kind = 'tell' and t._hidden = 0),"
        " i.occurred_on from idea x"
        f"{root_join('account', 'a', 'x.account_id')}{root_join('contact', 'c', 'x.contact_id')}"
        f" left join interaction i on i.id = x.interaction_id where x._hidden = 0 and {where} order by x.rowid desc",
        {"rep": rep_id, "account": account_id},
    ).fetchall()
    return [IdeaBare(*row) for row in rows]


def idea_of_task(db: sqlite3.Connection, task_id: bytes) -> bytes | None:
    """The idea that a task is to tell about."""
    row = db.execute("select idea_id from task where id = ? and kind = 'tell'", (task_id,)).fetchone()
    return row[0] if row else None


def idea_bare(
    db: sqlite3.Connection, idea_id: bytes
) -> tuple[str, str, str | None, bytes | None, bytes | None, bytes | None] | None:
    """(title, status, status_on, account, contact, owner) of an idea as stored; None where there is none."""
    row = db.execute(
        "select coalesce(title, ''), coalesce(status, 'new'), status_on, account_id, contact_id, owner_id from idea"
        " where id = ? and _hidden = 0",
        (idea_id,),
    ).fetchone()
    return tuple(row) if row else None


def tell_tasks(db: sqlite3.Connection, idea_id: bytes) -> list[bytes]:
    """The open tasks to tell about an idea."""
    rows = db.execute(
        "select id from task where idea_id = ? and kind = 'tell' and _hidden = 0 and done_on is null",
        (idea_id,),
    ).fetchall()
    return [row[0] for row in rows]


def won_by_currency(
    db: sqlite3.Connection, accounts: Ids, since: str, until: str
) -> dict[bytes, dict[str, float]]:
    """What each account bought from one day to another, by currency (unnamed: "")."""
    found: dict[bytes, dict[str, float]] = {}
    for some in chunks(accounts):
        listed = marks(some)
        rows = db.execute(
            "select coalesce(m.root_id, m.id), coalesce(d.currency, ''), sum(d.amount) from deal d"
            " join account m on m.id = d.account_id where d._hidden = 0 and d.stage = 'won' and d.amount is not null"
            f" and d.account_id in (select id from account where id in ({listed}) or root_id in ({listed}))"
            " and d.closed_on between ? and ? group by 1, 2",
            (*some, *some, since, until),
        ).fetchall()
        for account, currency, amount in rows:
            found.setdefault(account, {})[str(currency)] = float(amount)
    return found


def known_rows(db: sqlite3.Connection, accounts: Ids, day: str) -> list[KnownRow]:
    """The notes of a kind about accounts up to a day, the newest first."""
    rows = db.execute(
        "select i.id, i.note_kind, i.occurred_on, coalesce(i.note, i.subject, ''), c.id, c.name, i.source,"
        " coalesce(i.type, 'note') from interaction i left join contact c on c.id = ("
        "select coalesce(o.root_id, o.id) from participant p join contact o on o.id = p.contact_id"
        " where p.interaction_id = i.id and p._hidden = 0 order by p.rowid limit 1)"
        f" where i.account_id in ({marks(accounts)}) and i.note_kind is not null and i._hidden = 0"
        " and i.occurred_on <= ? order by i.occurred_on desc, i.rowid desc",
        (*accounts, day),
    ).fetchall()
    return [KnownRow(*row) for row in rows]


def owner_of(db: sqlite3.Connection, account_id: bytes | None) -> bytes | None:
    """Whose account it is."""
    row = db.execute("select owner_id from account where id = ?", (account_id,)).fetchone()
    return row[0] if row else None


class WorkRow(NamedTuple):
    """Where somebody works, and in which role."""

    account_id: bytes | None
    account_name: str | None
    role: str | None


def work_of(db: sqlite3.Connection, contact_id: bytes | None) -> WorkRow:
    """Where a person works."""
    row = db.execute(
        f"select a.id, a.name, c.role from contact c{root_join('account', 'a', 'c.primary_account_id')}"
        " where c.id = ?",
        (contact_id,),
    ).fetchone()
    return WorkRow(*row) if row else WorkRow(None, None, None)
