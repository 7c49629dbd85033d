"""Records that hold some words: names and notes by folding, interactions by the index of notes."""

import sqlite3
from collections.abc import Sequence
from typing import NamedTuple

from repcockpit.domain.names import fold

_TEXTS = {
    "account": ("name", "city", "sector", "website", "note"),
    "contact": ("name", "title", "department", "email", "phone", "note"),
    "task": ("title", "note", "outcome"),
    "request": ("title", "note"),
    "deal": ("name", "stage_name"),
    "idea": ("title", "product"),
    "training": ("topic",),
    "info": ("title", "reaction"),
    "feedback": ("note",),
    "rep": ("name", "email"),
}
_TITLES = {
    "training": "topic",
    "account": "name",
    "contact": "name",
    "deal": "name",
    "rep": "name",
    "feedback": "note",
}


class TextRow(NamedTuple):
    """A record, what it is called, and the text that was looked at."""

    id: bytes
    title: str | None
    text: str


def texts_with(db: sqlite3.Connection, kind: str, wanted: Sequence[str]) -> list[TextRow]:
    """The records of `kind` whose names and notes hold every folded word, A to Z."""
    db.create_function("fold", 1, lambda text: fold(text or ""), deterministic=True)
    text = " || ' ' || ".join(f"coalesce({column}, '')" for column in _TEXTS[kind])
    title = _TITLES.get(kind, "title")
    where = " and ".join(["instr(fold(words), ?) > 0"] * len(wanted))
    rows = db.execute(
        f"select id, title, words from (select id, {title} as title, {text} as words from {kind}"
        f" where _hidden = 0) where {where} order by title, id",
        list(wanted),
    ).fetchall()
    found = [TextRow(row[0], row[1], str(row[2])) for row in rows]
    return _standing(db, kind, found) if kind in ("account", "contact") else found


def _standing(db: sqlite3.Connection, kind: str, found: list[TextRow]) -> list[TextRow]:
    """Each record once, under the one that stands for it: a merged one is still found by its old words."""
    roots: dict[bytes, tuple[bytes, str | None]] = {}
    for row_id, root_id, name in db.execute(
        f"select x.id, r.id, r.name from {kind} x join {kind} r on r.id = x.root_id and r._hidden = 0"
    ).fetchall():
        roots[row_id] = (root_id, name)
    merged = {row[0] for row in db.execute(f"select id from {kind} where root_id is not null").fetchall()}
    standing = {row.id: row for row in found if row.id not in merged}
    for row in found:
        if row.id in roots:
            root_id, name = roots[row.id]
            standing.setdefault(root_id, TextRow(root_id, name, row.text))
    return sorted(standing.values(), key=lambda row: (row.title or "", row.id))


def notes_with(db: sqlite3.Connection, tokens: Sequence[str]) -> list[TextRow]:
    """The interactions whose subject and note hold a word beginning with each token, newest entry first."""
    if not tokens:
        return []
    match = " ".join(f'"{token}"*' for token in tokens)
    rows = db.execute(
        "select i.id, i.subject, coalesce(i.subject, '') || ' ' || coalesce(i.note, '')"
        " from note_index n join interaction i on i.rowid = n.rowid"
        " where note_index match ? and i._hidden = 0 order by n.rowid desc",
        (match,),
    ).fetchall()
    return [TextRow(row[0], row[1], str(row[2])) for row in rows]
