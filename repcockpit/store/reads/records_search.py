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
    merged = " and merged_into is null" if kind in ("account", "contact") else ""
    where = " and ".join(["instr(fold(words), ?) > 0"] * len(wanted))
    rows = db.execute(
        f"select id, title, words from (select id, {title} as title, {text} as words from {kind}"
        f" where _hidden = 0{merged}) where {where} order by title, id",
        list(wanted),
    ).fetchall()
    return [TextRow(row[0], row[1], str(row[2])) for row in rows]


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
