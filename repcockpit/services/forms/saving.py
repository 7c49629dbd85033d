"""Saving a form: one transaction, only what was changed, and nothing overwritten that was changed meanwhile."""

from typing import TYPE_CHECKING, NamedTuple

from repcockpit.domain.errors import UsageError
from repcockpit.domain.forms import (
    EditedSinceError,
    Form,
    assigned,
    needed_groups,
    rebased,
    table_kind,
    with_own_field,
)
from repcockpit.domain.records import Assignment, fields_of
from repcockpit.domain.words import spoken
from repcockpit.services.forms.checking import check_field, settle
from repcockpit.services.forms.opening import edit_form
from repcockpit.services.learning.following import follow_record
from repcockpit.services.record_edits import add_assigned
from repcockpit.services.record_values import read_values
from repcockpit.store.reads.records import table_of, titles_of

if TYPE_CHECKING:
    from repcockpit.services.book import Book

_NAMES_SHOWN = 3


class FormSaved(NamedTuple):
    """What a form wrote: the record, one sentence, the transaction (None: nothing was changed)."""

    kind: str
    id: bytes
    text: str
    txn: bytes | None


def problems(book: "Book", form: Form) -> dict[str, str]:
    """Why the form cannot be saved, by field: needed fields without a value, and values that cannot be.

    A field that still holds what it was read with is no problem, whatever it holds.
    """
    found = {field.name: _needed(form, field.name) for field in form.missing()}
    touched = form.changed() if form.record_id is not None else form.filled()
    for field, _ in touched:
        if told := check_field(book, form, field.name).problem:
            found.setdefault(field.name, told)
    return found


def _needed(form: Form, name: str) -> str:
    group = next((group for group in needed_groups(form.kind) if group[0] == name), (name,))
    labels = [field.label for field in form.fields if field.name in group]
    return f"a {spoken(form.kind)} needs {' or '.join(labels)}"


def save_form(book: "Book", form: Form) -> FormSaved:
    """Write the form; names that mean one record are taken for it.

    Raises UsageError for a needed field without a value, InvalidValueError, NotFoundError or AmbiguousError for a
    value, EditedSinceError where a field that it changes was changed since it was read. Then nothing is written.
    """
    form = with_own_field(form)
    for field in form.fields:
        form = settle(book, form, field.name)
    lacking = form.missing()
    if lacking:
        raise UsageError(_needed(form, lacking[0].name), f"fill in {lacking[0].label}")
    return _add(book, form) if form.record_id is None else _change(book, form, form.record_id)


def _add(book: "Book", form: Form) -> FormSaved:
    kind = table_kind(form.kind)
    given = [assigned(field, entry) for field, entry in form.filled()]
    if form.kind != kind:
        given.append(_kind_word(form.kind) if form.kind == "promise" else _not_brought())
    written = add_assigned(book, kind, given)
    name = titles_of(book.db, kind, [written.view.id]).get(written.view.id, "")
    return FormSaved(kind, written.view.id, f"Added {spoken(form.kind)} {name}".strip(), written.txn)


def _kind_word(kind: str) -> Assignment:
    """A promise is a task whose kind is said."""
    field = next(one for one in fields_of(table_kind(kind)) if one.name == "kind")
    return Assignment(field, "=", kind)


def _not_brought() -> Assignment:
    """Information that was brought to nobody is an item of the library."""
    field = next(one for one in fields_of("info") if one.name == "brought_on")
    return Assignment(field, "=", "")


def _change(book: "Book", form: Form, record_id: bytes) -> FormSaved:
    kind = table_kind(form.kind)
    changes = list(form.changed())
    if not changes:
        return FormSaved(kind, record_id, "Nothing was changed", None)
    values = read_values(book, kind, [assigned(field, entry) for field, entry in changes], record_id)
    title = titles_of(book.db, kind, [record_id]).get(record_id, "")
    labels = [field.label for field, _ in changes]
    with book.write(f"set {', '.join(labels)} of {spoken(form.kind)} {title}") as unit:
        _refuse_overwriting(book, form, record_id)
        if values.columns:
            unit.update(table_of(kind), record_id, values.columns, seen=form.dots)
        values.write_sets(unit, record_id)
        follow_record(book, unit, kind, record_id, values.columns)
    return FormSaved(kind, record_id, f"Saved {title}: {_named(labels)}", unit.txn)


def _named(labels: list[str]) -> str:
    more = len(labels) - _NAMES_SHOWN
    said = ", ".join(labels[:_NAMES_SHOWN])
    return f"{said} and {more} more" if more > 0 else said


def _refuse_overwriting(book: "Book", form: Form, record_id: bytes) -> None:
    """Inside the transaction: raise where a field to be written holds neither what was read nor what is written."""
    fresh = edit_form(book, form.kind, record_id)
    clashes = [
        field
        for field, entry in form.changed()
        if fresh.entry(field.name).text.strip() not in (_read_as(form, field.name), entry.text.strip())
    ]
    if clashes:
        names = ", ".join(field.label for field in clashes)
        raise EditedSinceError(
            f"{names} of {form.title} changed meanwhile",
            "look at what stands there now; saving again keeps yours",
            rebased(form, fresh),
            tuple(field.name for field in clashes),
        )


def _read_as(form: Form, name: str) -> str:
    return form.first[form.place(name)].text.strip()
