"""Every row that is about one person: their own rows, what they took part in, what names them."""

import sqlite3
from collections.abc import Iterator, Sequence
from typing import Any, Final, NamedTuple

from repcockpit.store.reads.records import chunks, marks
from repcockpit.store.references import ANY, REFERENCES
from repcockpit.store.schema import table_shape

_OTHERS: Final = frozenset({"account", "contact", "seat"})
"""Kinds whose columns name a person without being about them: who reports to them, whom an account asks first."""
_MET: Final = (("participant", "interaction"), ("training_person", "training"), ("qbr_person", "qbr"))
_PARTS: Final = (("request", "request_event"), ("interaction", "also_rep"))


class Stored(NamedTuple):
    """A row as it is stored; `columns` names its `values`."""

    kind: str
    id: bytes
    hidden: int
    columns: tuple[str, ...]
    values: tuple[Any, ...]


def merged_ids(db: sqlite3.Connection, person_id: bytes) -> list[bytes]:
    """The person and every record that was merged into them, the person first."""
    rows = db.execute(
        "select id from contact where root_id = ? and id <> ? order by id", (person_id, person_id)
    ).fetchall()
    return [person_id, *(row[0] for row in rows)]


def ids_about(db: sqlite3.Connection, people: Sequence[bytes]) -> dict[str, list[bytes]]:
    """By table, A to Z, the ids of the rows about these people, removed ones too; the people's own among them."""
    found: dict[str, set[bytes]] = {"contact": set(people)}
    for table, columns in REFERENCES.items():
        if table in _OTHERS:
            continue
        for column, target in columns.items():
            if target in (ANY, "contact"):
                found.setdefault(table, set()).update(_matching(db, "id", table, column, people))
    for link, parent in _MET:
        ids = _matching(db, f"{parent}_id", link, "contact_id", people)
        found.setdefault(parent, set()).update(ids)
    for parent, part in _PARTS:
        ids = _matching(db, "id", part, f"{parent}_id", list(found.get(parent, ())))
        found.setdefault(part, set()).update(ids)
    return {table: sorted(found[table]) for table in sorted(found) if found[table]}


def _matching(
    db: sqlite3.Connection, wanted: str, table: str, column: str, ids: Sequence[bytes]
) -> set[bytes]:
    found: set[bytes] = set()
    for some in chunks(list(ids)):
        rows = db.execute(f"select {wanted} from {table} where {column} in ({marks(some)})", some).fetchall()
        found.update(row[0] for row in rows if row[0] is not None)
    return found


def stored_rows(db: sqlite3.Connection, table: str, ids: Sequence[bytes]) -> Iterator[Stored]:
    """The logged columns of these rows, by id."""
    columns = table_shape(db, table).columns
    for some in chunks(list(ids)):
        rows = db.execute(
            f"select id, _hidden, {', '.join(columns)} from {table} where id in ({marks(some)}) order by id",
            some,
        ).fetchall()
        for row in rows:
            yield Stored(table, row[0], row[1], columns, row[2:])


def shown_ids(db: sqlite3.Connection, table: str, ids: Sequence[bytes]) -> list[bytes]:
    """Those of the ids that are not in the bin, in their order."""
    shown: set[bytes] = set()
    for some in chunks(list(ids)):
        rows = db.execute(
            f"select id from {table} where _hidden = 0 and id in ({marks(some)})", some
        ).fetchall()
        shown.update(row[0] for row in rows)
    return [one for one in ids if one in shown]


def names_in_sources(
    db: sqlite3.Connection, ids: Sequence[bytes]
) -> list[tuple[str | None, str | None, str]]:
    """(source, kind, external id) under which other systems know these records."""
    rows = db.execute(
        "select s.name, e.kind, e.external_id from external_ref e left join source s on s.id = e.source_id"
        f" where e._hidden = 0 and e.external_id is not null and e.target_id in ({marks(ids)}) order by 1, 2, 3",
        list(ids),
    ).fetchall()
    return [(row[0], row[1], str(row[2])) for row in rows]


def written_about(db: sqlite3.Connection, ids: Sequence[bytes]) -> dict[int, list[bytes]]:
    """By transaction, oldest first, which of these rows it wrote to."""
    found: dict[int, list[bytes]] = {}
    for some in chunks(list(ids)):
        rows = db.execute(
            f"select txn_no, row_id from touched where row_id in ({marks(some)})", some
        ).fetchall()
        for no, row_id in rows:
            found.setdefault(no, []).append(row_id)
    return {no: found[no] for no in sorted(found)}
