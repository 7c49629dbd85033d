"""Pairs that may be one: what a merge would do, and remembering that two are not the same."""

from typing import TYPE_CHECKING

from repcockpit.domain.form_checks import held_entry
from repcockpit.domain.forms import form_fields
from repcockpit.domain.ids import derived_id
from repcockpit.domain.views.keeping import MergedField, MergePreview
from repcockpit.services.merging import merged_view
from repcockpit.services.records import view_of
from repcockpit.store.reads.duplicates import DIFFERENT
from repcockpit.store.reads.keeping import children_of, name_count
from repcockpit.store.reads.records import titles_of

if TYPE_CHECKING:
    from typing import Any

    from repcockpit.services.book import Book


LARGE = 3_000
"""Names; a thousand take some 20 ms."""


def merge_preview(book: "Book", kind: str, keep_id: bytes, drop_id: bytes) -> MergePreview:
    """Both records side by side with what the kept one would hold; nothing is written.

    Raises as `merging.merge_records` does.
    """
    both = view_of(book, kind, keep_id), view_of(book, kind, drop_id)
    after = merged_view(book, kind, keep_id, drop_id)
    fields = []
    for field in form_fields(kind):
        keep, drop, result = (
            held_entry(field, getattr(view, field.name, None)).text for view in (*both, after)
        )
        if {keep, drop, result} - {"", "no"}:
            fields.append(MergedField(field.label, keep, drop, result))
    own = sorted({*both[0].custom, *both[1].custom, *after.custom})
    fields += [MergedField(name, *(view.custom.get(name, "") for view in (*both, after))) for name in own]
    moves = tuple(children_of(book.db, kind, drop_id))
    return MergePreview(kind, keep_id, drop_id, _name(both[0]), _name(both[1]), tuple(fields), moves)


def is_large_book(book: "Book") -> bool:
    """Whether there are so many names that looking for pairs takes longer than a key may wait."""
    return name_count(book.db) > LARGE


def _name(view: "Any") -> str:
    return str(view.name or view.id.hex())


def are_different(book: "Book", kind: str, one: bytes, other: bytes) -> tuple[str, bytes | None]:
    """Remember that two records are not the same, so that they are not proposed again; undo forgets it."""
    names = titles_of(book.db, kind, [one, other])
    said = f"{names.get(one, '')} and {names.get(other, '')}"
    low, high = sorted((one, other))
    with book.write(f"not the same: {said}") as unit:
        row_id = derived_id("setting", DIFFERENT, low, high)
        unit.insert("setting", {"id": row_id, "name": DIFFERENT, "value": f"{low.hex()} {high.hex()}"})
    return f"Not the same: {said}", unit.txn
