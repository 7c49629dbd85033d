"""`export person`: everything the book holds about one person, for them to read or to take along.

The person's record and those merged into it; what they took part in, with the notes; tasks, requests, feedback,
trainings, news brought, snoozes, tags, custom values; what other systems call them; and every former value.
"""

from typing import TYPE_CHECKING, Any, BinaryIO, Final

from repcockpit.domain.errors import UsageError
from repcockpit.domain.views.plain import as_json
from repcockpit.exchange.own import member_of, own_record
from repcockpit.exchange.writers.json import write_json
from repcockpit.exchange.writers.pack_markdown import escaped
from repcockpit.exchange.writers.sheets import Column, Report, Sheet
from repcockpit.exchange.writers.values import encoded
from repcockpit.exchange.writers.vcard import write_vcards
from repcockpit.services.exporting.forms import in_forms
from repcockpit.services.exporting.order import ExportOrder, Write
from repcockpit.services.history import change_views
from repcockpit.services.history import written as records_written
from repcockpit.services.records import view_of, views_of
from repcockpit.store.reads import person as reads
from repcockpit.store.reads.history import transaction

if TYPE_CHECKING:
    from repcockpit.services.book import Book

_READABLE: Final = (
    "interaction", "request", "task", "idea", "training", "info", "share", "feedback", "deal", "qbr",
)  # fmt: skip
"""Kinds written as views beside their stored rows, in this order."""


def person_json(book: "Book", order: ExportOrder, out: BinaryIO) -> int:
    """One document: the person, what names them as views, every row as stored, the history; gives the rows."""
    document = person_document(book, _person(order))
    write_json(document, out)
    return len(document["records"])


def person_report(book: "Book", order: ExportOrder) -> Report:
    """Every set field of every row: kind, id, field, value."""
    person_id = _person(order)
    records = _records(book, reads.ids_about(book.db, reads.merged_ids(book.db, person_id)))
    lines = [
        (one["kind"], one["id"], field, value if isinstance(value, str | int | float) else str(value))
        for one in records
        for field, value in one.items()
        if field not in ("kind", "id")
    ]
    columns = (Column("kind"), Column("id", "id"), Column("field"), Column("value"))
    name = view_of(book, "contact", person_id).name
    return Report(name or "A person", book.now(), (Sheet("person", columns, lambda: lines, len(lines)),))


def person_md(book: "Book", order: ExportOrder, out: BinaryIO) -> int:
    """The same to be read: the person, then a section for each kind, then the history."""
    document = person_document(book, _person(order))
    lines = [f"# {escaped(str(document['name'] or ''))}", "", *_fields(document["person"]), ""]
    for kind, views in document["held"].items():
        lines += [f"## {kind} ({len(views)})", ""]
        for view in views:
            lines += [*_fields(view), ""]
    lines += ["## history", ""]
    for one in document["history"]:
        lines.append(f"- {one['at']} {escaped(one['by'] or '')}: {escaped(one['what'] or '')}")
        lines += [
            f"    - {change['kind']} {change['field']}: {_said(change['old'])} → {_said(change['new'])}"
            for change in one["changes"]
        ]
    out.write(encoded("\n".join([*lines, ""])))
    return len(document["records"])


def person_vcf(book: "Book", order: ExportOrder, out: BinaryIO) -> int:
    """The contact card."""
    return write_vcards([view_of(book, "contact", _person(order))], out)


PERSON: Final[dict[str, Write]] = {
    "json": person_json,
    **in_forms(person_report, "csv", "xlsx", "html"),
    "md": person_md,
    "vcf": person_vcf,
}
"""The forms of `export person`."""


def person_document(book: "Book", person_id: bytes) -> dict[str, Any]:
    """Everything about the person, in JSON's terms."""
    people = reads.merged_ids(book.db, person_id)
    about = reads.ids_about(book.db, people)
    view = view_of(book, "contact", person_id)
    others = [as_json(one) for one in views_of(book, "contact", people[1:])]
    held = {kind: _views(book, kind, about[kind]) for kind in _READABLE if about.get(kind)}
    sources = reads.names_in_sources(book.db, people)
    return {
        "schema_version": 1,
        "export": "person",
        "as_of": as_json(book.now()),
        "id": person_id.hex(),
        "name": view.name,
        "person": as_json(view),
        "merged": others,
        "sources": [{"source": one[0], "kind": one[1], "external_id": one[2]} for one in sources],
        "held": {kind: views for kind, views in held.items() if views},
        "records": _records(book, about),
        "history": _history(book, about),
    }


def _person(order: ExportOrder) -> bytes:
    if order.only is None or len(order.only) != 1:
        raise UsageError("whom?", "repcockpit export person NAME")
    return next(iter(order.only))


def _views(book: "Book", kind: str, ids: list[bytes]) -> list[Any]:
    return [as_json(view) for view in views_of(book, kind, reads.shown_ids(book.db, kind, ids))]


def _records(book: "Book", about: dict[str, list[bytes]]) -> list[dict[str, Any]]:
    return [
        own_record(kind, [member_of(kind, one) for one in row.columns], row.id, row.hidden, row.values)
        for kind, ids in about.items()
        for row in reads.stored_rows(book.db, kind, ids)
    ]


def _history(book: "Book", about: dict[str, list[bytes]]) -> list[dict[str, Any]]:
    """Every value that was ever written about them on this device, oldest first."""
    told = []
    every = [row_id for ids in about.values() for row_id in ids]
    for no, written in reads.written_about(book.db, every).items():
        one = transaction(book.db, no)
        changes = [as_json(change) for change in change_views(book, records_written(book, no, written))]
        what = one.label or one.kind
        told.append({"at": as_json(book.local(one.at)), "by": one.by, "what": what, "changes": changes})
    return told


def _fields(view: dict[str, Any]) -> list[str]:
    return [f"- {name}: {_said(value)}" for name, value in view.items() if value not in (None, [], {})]


def _said(value: Any) -> str:
    if isinstance(value, dict):
        named = value.get("name")
        return (
            escaped(str(named)) if named else "; ".join(f"{name} {_said(one)}" for name, one in value.items())
        )
    if isinstance(value, list):
        return "; ".join(_said(one) for one in value)
    return "–" if value is None else escaped(str(value))
