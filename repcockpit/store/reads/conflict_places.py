"""Whose rows they are: the record a part belongs to, its account, and what both are called."""

import sqlite3
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from repcockpit.store.reads.records import chunks, marks, titles_of
from repcockpit.store.references import ANY, OWNERS, REFERENCES

Key = tuple[str, bytes]
_OWNING = ("account", "contact", "interaction", "request", "task", "qbr", "deal", "idea", "info", "training")
"""Kinds that tags, own fields and references of other systems hang on, the commonest first."""
_TITLED = frozenset(
    (
        "account", "contact", "interaction", "request", "task", "idea", "deal", "training", "info", "feedback",
        "rep", "leave", "holiday", "share", "topic", "fact", "delivery", "seat", "target", "rate", "approval",
    )
)  # fmt: skip
_NAME = {"team": "name", "tag": "name", "custom_field": "name", "setting": "name", "source": "name"}
_TO_ACCOUNT = {"account": "id", "contact": "primary_account_id"}


class Place(NamedTuple):
    """The record that a row is, or is a part of; its name; the account it belongs to."""

    kind: str
    id: bytes
    title: str
    account_id: bytes | None = None
    account: str = ""


def places_of(db: sqlite3.Connection, keys: Iterable[Key]) -> dict[Key, Place]:
    """The places of these (table, row id), rows in the bin too; unknown rows are left out."""
    owners = _owners(db, _by_table(keys))
    subjects = _by_table(owners.values())
    accounts: dict[Key, bytes] = {}
    titles: dict[Key, str] = {}
    for kind, ids in subjects.items():
        accounts.update({(kind, row_id): home for row_id, home in _accounts(db, kind, ids)})
        titles.update({(kind, row_id): name for row_id, name in _titles(db, kind, ids)})
    names = titles_of(db, "account", set(accounts.values()))
    for kind in ("qbr", "handover"):  # which have no name of their own
        for row_id in subjects.get(kind, ()):
            titles[kind, row_id] = names.get(accounts.get((kind, row_id), b""), "")
    found = {}
    for key, subject in owners.items():
        home = accounts.get(subject)
        found[key] = Place(*subject, titles.get(subject, ""), home, names.get(home or b"", ""))
    return found


def _by_table(keys: Iterable[Key]) -> dict[str, list[bytes]]:
    found: dict[str, dict[bytes, None]] = {}
    for table, row_id in keys:
        found.setdefault(table, {})[row_id] = None
    return {table: list(ids) for table, ids in found.items()}


def _owners(db: sqlite3.Connection, tables: dict[str, list[bytes]]) -> dict[Key, Key]:
    """The record that each row is, or is a part of."""
    found: dict[Key, Key] = {}
    for table, ids in tables.items():
        if table not in OWNERS:
            found.update({(table, row_id): (table, row_id) for row_id in ids})
            continue
        column = OWNERS[table]
        target = REFERENCES[table][column]
        owner_of: dict[bytes, bytes] = {}
        for some in chunks(ids):
            rows = db.execute(
                f"select id, {column} from {table} where id in ({marks(some)})", some
            ).fetchall()
            owner_of.update((row[0], row[1]) for row in rows if row[1] is not None)
        kinds = _kinds(db, owner_of.values()) if target is ANY else dict.fromkeys(owner_of.values(), target)
        for row_id in ids:
            owner = owner_of.get(row_id, b"")
            found[table, row_id] = (kinds[owner], owner) if owner in kinds else (table, row_id)
    return found


def _kinds(db: sqlite3.Connection, ids: Iterable[bytes]) -> dict[bytes, str]:
    found: dict[bytes, str] = {}
    wanted = list(dict.fromkeys(ids))
    for kind in _OWNING:
        left = [one for one in wanted if one not in found]
        for some in chunks(left):
            rows = db.execute(f"select id from {kind} where id in ({marks(some)})", some).fetchall()
            found.update((row[0], kind) for row in rows)
    return found


def _accounts(db: sqlite3.Connection, kind: str, ids: Sequence[bytes]) -> list[tuple[bytes, bytes]]:
    column = _TO_ACCOUNT.get(kind, "account_id")
    if column == "account_id" and "account_id" not in REFERENCES.get(kind, ()):
        return []
    found: list[tuple[bytes, bytes]] = []
    for some in chunks(ids):
        found += db.execute(
            f"select r.id, coalesce(a.root_id, a.id) from {kind} r join account a on a.id = r.{column}"
            f" where r.id in ({marks(some)})",
            some,
        ).fetchall()
    return found


def _titles(db: sqlite3.Connection, kind: str, ids: Sequence[bytes]) -> list[tuple[bytes, str]]:
    if kind in _TITLED:
        return list(titles_of(db, kind, ids).items())
    if kind not in _NAME:
        return []
    found: list[tuple[bytes, str]] = []
    for some in chunks(ids):
        rows = db.execute(
            f"select id, coalesce({_NAME[kind]}, '') from {kind} where id in ({marks(some)})", some
        ).fetchall()
        found += [(row[0], str(row[1])) for row in rows]
    return found


def own_field_names(db: sqlite3.Connection, ids: Sequence[bytes]) -> dict[bytes, str]:
    """What the fields of one's own are called that these values (`custom_value`) are of."""
    found: dict[bytes, str] = {}
    for some in chunks(ids):
        rows = db.execute(
            "select v.id, coalesce(f.name, '') from custom_value v join custom_field f on f.id = v.field_id"
            f" where v.id in ({marks(some)})",
            some,
        ).fetchall()
        found.update((row[0], str(row[1])) for row in rows)
    return found
