"""What goes to the bin with a record: the rows that belong to it, their parts, and whose each of them is."""

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from repcockpit.store.reads.records import chunks, marks
from repcockpit.store.references import ANY, BELONGS, OWNERS, REFERENCES

Key = tuple[str, bytes]
"""(table, id)."""
MERGED: Final = ("account", "contact")
"""Tables whose rows may stand for others (`root_id`)."""
_CARRIED: Final = {"snooze": ("account", "contact", "task")}
_LINKS: Final = (
    ("interaction", "participant", "interaction_id"),
    ("training", "training_person", "training_id"),
)
"""(Table, its links to people, their column): without an account they belong to the people alone."""


def by_table(keys: Iterable[Key]) -> dict[str, list[bytes]]:
    """The ids of each table, each once, in order."""
    found: dict[str, dict[bytes, None]] = {}
    for table, row_id in keys:
        found.setdefault(table, {})[row_id] = None
    return {table: list(ids) for table, ids in found.items()}


def family_of(db: sqlite3.Connection, keys: Iterable[Key]) -> list[Key]:
    """These rows, and what is shown of all that belongs to them, each after what it belongs to."""
    found = dict.fromkeys(keys)
    fresh = by_table(found)
    while fresh:
        met: dict[Key, None] = {}
        for table, ids in fresh.items():
            for key in _children(db, table, ids, found):
                met.setdefault(key)
        fresh = by_table(key for key in met if key not in found)
        found.update(met)
    return list(found)


def _children(
    db: sqlite3.Connection, table: str, ids: Sequence[bytes], going: Mapping[Key, None]
) -> list[Key]:
    everyone = [*ids, *merged_into(db, table, ids)]
    found: list[Key] = []
    for child, columns in BELONGS.items():
        for place, column in enumerate(columns):
            if not _may_hang(child, column, table):
                continue
            unset = "".join(f" and {before} is null" for before in columns[:place])
            rows: list[bytes] = []
            for some in chunks(everyone):
                text = f"select id from {child} where {column} in ({marks(some)}) and _hidden = 0{unset}"
                rows += [row[0] for row in db.execute(text, some).fetchall()]
            if child == "contact" and rows:
                elsewhere = people_elsewhere(db, rows, {row_id for kind, row_id in going if kind == table})
                rows = [row_id for row_id in rows if row_id not in elsewhere]
            found += [(child, row_id) for row_id in rows]
    if table == "contact":
        found += _only_theirs(db, everyone, going)
    return found


def _may_hang(child: str, column: str, table: str) -> bool:
    target = REFERENCES[child][column]
    if target != ANY:
        return target == table
    return table not in OWNERS and table in _CARRIED.get(child, (table,))


def merged_into(db: sqlite3.Connection, table: str, ids: Sequence[bytes]) -> dict[bytes, bytes]:
    """The rows that one of these stands for, each with that one."""
    found: dict[bytes, bytes] = {}
    for some in chunks(ids) if table in MERGED else ():
        rows = db.execute(f"select id, root_id from {table} where root_id in ({marks(some)})", some)
        found.update(dict(rows.fetchall()))
    return found


def people_elsewhere(
    db: sqlite3.Connection, people: Sequence[bytes], leaving: frozenset[bytes] | set[bytes] = frozenset()
) -> set[bytes]:
    """Those of the people who have a further account that is shown and does not leave too."""
    found: set[bytes] = set()
    for some in chunks(people):
        rows = db.execute(
            "select l.contact_id, a.id from contact_account l join account o on o.id = l.account_id"
            " join account a on a.id = coalesce(o.root_id, o.id)"
            f" where l.contact_id in ({marks(some)}) and l._hidden = 0 and a._hidden = 0",
            some,
        ).fetchall()
        found.update(person for person, account in rows if account not in leaving)
    return found


def _only_theirs(db: sqlite3.Connection, people: Sequence[bytes], going: Mapping[Key, None]) -> list[Key]:
    """What has no account and nobody but people who go."""
    gone = {row_id for table, row_id in going if table == "contact"} | set(people)
    found: list[Key] = []
    for table, link, column in _LINKS:
        met: set[bytes] = set()
        for some in chunks(people):
            rows = db.execute(
                f"select r.id from {link} l join {table} r on r.id = l.{column} where l.contact_id in"
                f" ({marks(some)}) and l._hidden = 0 and r._hidden = 0 and r.account_id is null",
                some,
            ).fetchall()
            met.update(row[0] for row in rows)
        for part in chunks(sorted(met)):
            rows = db.execute(
                f"select {column}, contact_id from {link} where {column} in ({marks(part)}) and _hidden = 0",
                part,
            ).fetchall()
            shared = {row_id for row_id, person in rows if person not in gone}
            found += [(table, row_id) for row_id in part if row_id not in shared]
    return found


def owners_of(db: sqlite3.Connection, keys: Iterable[Key], kinds: Iterable[str] = MERGED) -> dict[Key, Key]:
    """What each row belongs to, itself in the bin or not; `kinds` are those looked for behind a column of any kind."""
    found: dict[Key, Key] = {}
    for table, ids in by_table(keys).items():
        columns = BELONGS.get(table)
        if columns is None:
            continue
        for some in chunks(ids):
            rows = db.execute(
                f"select id, {', '.join(columns)} from {table} where id in ({marks(some)})", some
            ).fetchall()
            for row_id, *held in rows:
                for column, target in zip(columns, held, strict=True):
                    if target is not None:
                        found[table, row_id] = (REFERENCES[table][column], target)
                        break
    found |= _people_behind(db, keys, found)
    return _resolved(db, found, kinds)


def _people_behind(db: sqlite3.Connection, keys: Iterable[Key], found: Mapping[Key, Key]) -> dict[Key, Key]:
    """For what has no account: one of the people."""
    tables = by_table(key for key in keys if key not in found)
    more: dict[Key, Key] = {}
    for table, link, column in _LINKS:
        for some in chunks(tables.get(table, [])):
            rows = db.execute(
                f"select {column}, min(contact_id) from {link} where {column} in ({marks(some)}) group by 1",
                some,
            ).fetchall()
            more.update({(table, row_id): ("contact", person) for row_id, person in rows if person})
    return more


def _resolved(db: sqlite3.Connection, found: Mapping[Key, Key], kinds: Iterable[str]) -> dict[Key, Key]:
    """With the record that stands for a merged one, and the kind of what a column of any kind names."""
    unknown = [target for table, target in found.values() if table == ANY]
    named: dict[bytes, str] = {}
    for table in kinds if unknown else ():
        for some in chunks(list(dict.fromkeys(unknown))):
            rows = db.execute(f"select id from {table} where id in ({marks(some)})", some).fetchall()
            named.update({row[0]: table for row in rows})
    roots: dict[Key, bytes] = {}
    for table in MERGED:
        targets = list(dict.fromkeys(target for kind, target in found.values() if kind == table))
        for some in chunks(targets):
            rows = db.execute(
                f"select id, root_id from {table} where root_id is not null and id in ({marks(some)})", some
            ).fetchall()
            roots.update({(table, row_id): root for row_id, root in rows})
    owners: dict[Key, Key] = {}
    for key, (table, target) in found.items():
        kind = table or named.get(target, "")
        if kind:
            owners[key] = (kind, roots.get((kind, target), target))
    return owners
