"""History as a screen shows it: transactions first, their fields when one is unfolded."""

from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from typing import TYPE_CHECKING

from repcockpit.domain.forms import form_fields, form_kinds
from repcockpit.domain.views.history import ChangeView, Shown
from repcockpit.domain.views.keeping import PastChange, PastChanges, PastTxn
from repcockpit.domain.words import spoken
from repcockpit.services.history import change_views, written
from repcockpit.store.reads import keeping as reads
from repcockpit.store.reads.merged import members_of

if TYPE_CHECKING:
    from repcockpit.services.book import Book
    from repcockpit.store.reads.keeping import Txn

SHOWN = 2_000
SHOWN_CHANGES = 60
LARGE = 50
"""Packs of up to 1,000 records; looking for one record in so many takes longer than a cursor may wait."""
_PARTS = {
    "contact_role": "role",
    "contact_point": "e-mail or phone",
    "contact_account": "account",
    "participant": "person",
    "training_person": "person",
    "tagging": "tag",
    "custom_value": "own field",
    "custom_field": "own field",
    "external_ref": "source",
    "request_event": "step",
    "import_batch": "import",
    "import_shape": "import",
}
"""What rows that are part of a record are called."""
_UNSAID = {
    "contact_role": ("contact_id",),
    "contact_point": ("contact_id", "kind"),
    "contact_account": ("contact_id",),
    "participant": ("interaction_id",),
    "training_person": ("training_id",),
    "tagging": ("target_id",),
    "custom_value": ("target_id",),
    "snooze": ("target_id",),
    "interaction": ("zone", "source", "logged_at"),
}
"""Columns that only repeat whose part a row is, or that no person wrote."""
_NEVER_UNDONE = frozenset({"join", "erase"})


def past_view(
    book: "Book", kind: str | None = None, record_id: bytes | None = None, limit: int = SHOWN
) -> tuple[PastTxn, ...]:
    """The newest transactions, newest first; of one record, of its parts and of what was merged into it."""
    if record_id is None:
        found = reads.newest(book.db, limit)
    else:
        found = reads.newest_of(book.db, _rows_of(book, kind or "", record_id), limit)
    undoers = reads.taken_back(book.db)
    known: dict[bytes, bool] = {}
    return tuple(_past(book, one, is_taken_back=_is_taken_back(one.id, undoers, known)) for one in found)


def _rows_of(book: "Book", kind: str, record_id: bytes) -> list[bytes]:
    own = [record_id]
    if kind in ("account", "contact"):
        own += members_of(book.db, kind, own)
    return [*own, *(part for one in own for part in reads.parts_of(book.db, one))]


def _is_taken_back(txn: bytes, undoers: dict[bytes, list[bytes]], known: dict[bytes, bool]) -> bool:
    """Whether something stands that took it back; what did may have been taken back itself."""
    if txn not in known:
        known[txn] = any(not _is_taken_back(one, undoers, known) for one in undoers.get(txn, ()))
    return known[txn]


def _past(book: "Book", one: "Txn", *, is_taken_back: bool) -> PastTxn:
    is_own = one.author_id in (None, book.author_id)
    can_undo = is_own and not is_taken_back and one.part_count > 0 and one.kind not in _NEVER_UNDONE
    state = "taken back" if is_taken_back and one.kind != "undo" else ""
    return PastTxn(
        one.id,
        book.local(one.at),
        one.by or "",
        one.label or one.kind,
        state,
        can_undo,
        one.part_count > LARGE,
    )


def changes_view(
    book: "Book",
    txn: bytes,
    kind: str | None = None,
    record_id: bytes | None = None,
    limit: int = SHOWN_CHANGES,
) -> PastChanges:
    """The fields that a transaction changed, in words; with a record only its own and those of its parts."""
    number = reads.number_of(book.db, txn)
    if number is None:
        return PastChanges((), is_cut=False)
    rows = None if record_id is None else set(_rows_of(book, kind or "", record_id))
    kept = list(islice(_said(change_views(book, written(book, number, rows))), limit + 1))
    shown = kept[:limit]
    ids = [value for one in shown for value in (one.id, *_ids_in(one))]
    names = reads.names_by_id(book.db, ids)
    return PastChanges(tuple(_worded(book, one, names) for one in shown), is_cut=len(kept) > limit)


def _said(changes: Iterator[ChangeView]) -> Iterator[ChangeView]:
    return (one for one in changes if one.field not in _UNSAID.get(one.kind, ()))


def _ids_in(one: ChangeView) -> list[bytes]:
    """The ids that the values of a change are, if its field holds one."""
    if not one.field.endswith("_id") and one.field != "merged_into":
        return []
    return [
        bytes.fromhex(value) for value in (one.old, one.new) if isinstance(value, str) and len(value) == 32
    ]


def _worded(book: "Book", one: ChangeView, names: dict[bytes, str]) -> PastChange:
    kind = _PARTS.get(one.kind, spoken(one.kind))
    record = "" if one.kind in _PARTS else names.get(one.id, "")
    if one.field == "removed":
        return PastChange(
            kind, record, "bin", "" if one.new else "in the bin", "in the bin" if one.new else ""
        )
    return PastChange(
        kind, record, _field_word(one), _value(book, one, one.old, names), _value(book, one, one.new, names)
    )


def _field_word(one: ChangeView) -> str:
    """The label that the form gives the field, else its name as people say it."""
    if one.field == "merged_into":
        return "merged into"
    if one.kind in form_kinds():
        for field in form_fields(one.kind):
            if one.field in (field.field.column, field.name):
                return field.label
    return spoken(one.field.removesuffix("_id"))


def _value(book: "Book", one: ChangeView, value: Shown, names: dict[bytes, str]) -> str:
    if value is None:
        return ""
    if (
        isinstance(value, int)
        and not isinstance(value, bool)
        and (one.field == "at" or one.field.endswith("_at"))
    ):
        return _moment(book.local(value))
    if isinstance(value, float) and value.is_integer():
        return f"{value:,.0f}"
    text = str(value)
    if len(text) == 32 and _ids_in(one):
        return names.get(bytes.fromhex(text), text)
    return spoken(text) if one.field in ("role", "status", "type", "outcome", "kind") else text


def _moment(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M}"
