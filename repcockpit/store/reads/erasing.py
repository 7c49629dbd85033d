"""What an erase must find: the rows that hold something personal of somebody, and where else they are mentioned."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from repcockpit.store.reads.person import Stored, stored_rows
from repcockpit.store.reads.records import chunks, marks
from repcockpit.store.schema import SYNCED

PERSONAL: Final[Mapping[str, tuple[str, ...]]] = {
    "contact": (
        "name", "first_name", "last_name", "title", "email", "phone", "birthday", "support_note", "new_employer",
        "preferred_hours", "note",
    ),
    "contact_point": ("value", "label"),
    "custom_value": ("value",),
    "external_ref": ("external_id", "row_hash"),
    "feedback": ("note",),
    "snooze": ("reason",),
}  # fmt: skip
"""By table the fields that are personal of the person a row is about (rules.md 2.19): what names or describes them.

Role, level, support, dates and links stay: without a name they say nothing about anybody, and the counts of an
account rest on them. What was talked about stays with the interaction; where it names the person it is a mention.
"""
FREE_TEXT: Final = frozenset({
    "note", "subject", "title", "reason", "decisions", "skip_reason", "handed_to", "executive_who", "approver",
})  # fmt: skip
"""Fields of other rows that may be blanked where they mention the person."""
BOOKKEEPING: Final[Mapping[str, tuple[str, ...]]] = {
    "import_batch": ("label", "files"),
    "import_shape": ("name", "value"),
}
"""Fields of what imports keep; blanked wherever they mention the person."""
_PEOPLE: Final = frozenset({"contact", "rep", "contact_point", "external_ref", "custom_value", "snooze"})


class Mention(NamedTuple):
    """A text of another row that names the person."""

    kind: str
    id: bytes
    field: str
    text: str


def personal_rows(db: sqlite3.Connection, about: Mapping[str, Sequence[bytes]]) -> Iterator[Stored]:
    """The rows among `about` that hold something personal."""
    for table in PERSONAL:
        for row in stored_rows(db, table, about.get(table, ())):
            values = dict(zip(row.columns, row.values, strict=True))
            if table == "contact" or any(values[name] is not None for name in PERSONAL[table]):
                yield row


def mentions(
    db: sqlite3.Connection, names: Sequence[str], is_named: Callable[[str], bool], about: Iterable[bytes]
) -> list[Mention]:
    """Texts of other rows for which `is_named` holds; notes of interactions are looked up by the words of `names`."""
    own = set(about)
    db.create_function("names_person", 1, lambda text: int(isinstance(text, str) and is_named(text)))
    found = [one for table in SYNCED for one in _in_table(db, table) if one.id not in own]
    return found + _in_notes(db, names)


def _in_table(db: sqlite3.Connection, table: str) -> Iterator[Mention]:
    if table in ("interaction", *_PEOPLE - {"rep"}):
        return
    columns = [
        row[1]
        for row in db.execute(f"pragma table_info({table})").fetchall()
        if str(row[2]).upper() == "TEXT"
    ]
    texts = [name for name in columns if name not in ("folded", "zone", "kind") and not name.endswith("_on")]
    for column in texts:
        rows = db.execute(
            f"select id, {column} from {table} where {column} is not null and names_person({column})"
        ).fetchall()
        yield from (Mention(table, row[0], column, str(row[1])) for row in rows)


def _in_notes(db: sqlite3.Connection, names: Sequence[str]) -> list[Mention]:
    found: dict[tuple[bytes, str], Mention] = {}
    for name in names:
        phrase = '"' + name.replace('"', " ").replace("\0", " ") + '"'
        rows = db.execute(
            "select i.id, i.subject, i.note from note_index n join interaction i on i.rowid = n.rowid"
            " where note_index match ? order by i.id",
            (phrase,),
        ).fetchall()
        for row_id, subject, note in rows:
            for column, text in (("subject", subject), ("note", note)):
                if text is not None and db.execute("select names_person(?)", (text,)).fetchone()[0]:
                    found[row_id, column] = Mention("interaction", row_id, column, str(text))
    return list(found.values())


def labelled(db: sqlite3.Connection) -> list[bytes]:
    """The transactions whose label names the person; wants `mentions` before it."""
    return [
        row[0]
        for row in db.execute("select id from txn where label <> '' and names_person(label)").fetchall()
    ]


def emails_of(db: sqlite3.Connection, people: Sequence[bytes]) -> list[str]:
    """Every e-mail address of these people, removed ones too."""
    found: list[str] = []
    for some in chunks(list(people)):
        rows = db.execute(
            f"select email from contact where id in ({marks(some)}) and email is not null"
            f" union select value from contact_point where contact_id in ({marks(some)}) and kind = 'email'"
            " and value is not null",
            (*some, *some),
        ).fetchall()
        found += [str(row[0]) for row in rows]
    return found


class Notice(NamedTuple):
    """Who erased whom, and when (ms); None where this device only knows that it was done."""

    contact_id: bytes
    name: str | None
    at: int | None
    by: str | None


def notices(db: sqlite3.Connection) -> list[Notice]:
    """Everybody erased that this device knows of, the newest first."""
    rows = db.execute(
        "select c.id, c.name, t.at, r.name from erased e join table_name n on n.no = e.table_no and n.name = 'contact'"
        " join contact c on c.id = e.row_id left join txn t on t.no = e.txn_no left join rep r on r.id = t.author_id"
        " where c.merged_into is null and e.match is not null order by t.at desc, c.id"
    ).fetchall()
    return [Notice(*row) for row in rows]
