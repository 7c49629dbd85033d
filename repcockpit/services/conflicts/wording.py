"""Fields and values of stored rows in a person's words: labels of the forms, names for ids, days and times."""

from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING, Any

from repcockpit.domain.forms import FormField, form_fields, form_kinds
from repcockpit.domain.records import FIELDS, Field
from repcockpit.domain.words import spoken
from repcockpit.store.references import REFERENCES
from repcockpit.store.schema import COMPOSITES

if TYPE_CHECKING:
    from repcockpit.services.book import Book

_LABELS = {
    ("account", "address"): "address", ("account", "turnover"): "revenue a year",
    ("account", "merged_into"): "merged into", ("contact", "merged_into"): "merged into",
    ("account", "primary_contact_id"): "main contact", ("interaction", "moment"): "when",
    ("request", "opening"): "opened at", ("deal", "value"): "amount", ("qbr", "meeting"): "meeting",
    ("contact_point", "value"): "e-mail or phone", ("setting", "value"): "setting", ("replica", "retired"): "retired",
    ("handover", "to_id"): "who gets it", ("handover", "from_id"): "who hands it over",
}  # fmt: skip
_YES_OR_NO = frozenset({"yes"})
_CHOICES = frozenset({"role", "status", "type", "outcome", "kind"})


@cache
def _known(kind: str) -> dict[str, FormField]:
    """The fields that a person fills, by their column; those of the form before the others."""
    found: dict[str, FormField] = {}
    if kind in form_kinds():
        for one in form_fields(kind):
            found.setdefault(one.field.column, one)
    for field in FIELDS.get(kind, ()):
        if field.column and not field.is_many:
            found.setdefault(field.column, FormField(field.name, spoken(field.name), field))
    return found


def form_field(kind: str, column: str) -> FormField | None:
    """The field of the form that this column is, None where people do not fill it."""
    return _known(kind).get(column)


def single_field(kind: str, column: str) -> Field | None:
    """The field that `set` takes for this column and that holds one value."""
    many = (one for one in FIELDS.get(kind, ()) if one.column == column and not one.is_many)
    return next(many, None)


def field_name(kind: str, field: str) -> str:
    """What `set` calls the field; its stored name where `set` does not know it."""
    if field in COMPOSITES.get(kind, {}):
        return field
    known = single_field(kind, field)
    return known.name if known is not None else field.removesuffix("_id")


def field_label(kind: str, field: str) -> str:
    """What the form calls the field, else its name as people say it."""
    said = _LABELS.get((kind, field))
    if said is not None:
        return said
    known = form_field(kind, field)
    return known.label if known is not None else spoken(field.removesuffix("_id"))


def is_link(kind: str, field: str) -> bool:
    """Whether the field holds the id of a record."""
    return field in REFERENCES.get(kind, ())


def ids_in(kind: str, field: str, values: Iterable[Any]) -> list[bytes]:
    """The ids among the values of a field."""
    return [one for one in values if isinstance(one, bytes)] if is_link(kind, field) else []


def shown_value(book: "Book", kind: str, field: str, value: Any, names: dict[bytes, str]) -> str:
    """A stored value as a person reads it; blank for none. `names` are those of the records it may lead to."""
    members = COMPOSITES.get(kind, {}).get(field)
    if members is not None:
        return _together(book, kind, field, dict(zip(members, value or [None] * len(members), strict=True)))
    return _single(book, kind, field, value, names)


def _together(book: "Book", kind: str, field: str, parts: dict[str, Any]) -> str:
    if field in ("moment", "opening", "meeting"):
        at = next(
            (value for name, value in parts.items() if name.endswith("_at") and value is not None), None
        )
        if at is not None:
            return f"{book.local(at):%Y-%m-%d %H:%M}"
        return str(parts.get("occurred_on") or "")
    separator = " " if field in ("turnover", "value") else ", "
    said = (_single(book, kind, name, value, {}) for name, value in parts.items())
    return separator.join(one for one in said if one)


def _single(book: "Book", kind: str, column: str, value: Any, names: dict[bytes, str]) -> str:
    if value is None:
        return ""
    known = single_field(kind, column)
    if known is not None and known.type in _YES_OR_NO:
        return "yes" if value else "no"
    if isinstance(value, bytes):
        return names.get(value) or value.hex()
    if isinstance(value, int) and column.endswith("_at"):
        return f"{book.local(value):%Y-%m-%d %H:%M}"
    if isinstance(value, float):
        return f"{value:,.2f}".removesuffix(".00")
    text = str(value)
    is_word = column in _CHOICES or (known is not None and known.type in ("word", "words"))
    return spoken(text) if is_word else text


def plain_value(kind: str, field: str, value: Any, text: str) -> object:
    """A value in JSON's terms: numbers and words as stored, names for links, the text for what belongs together."""
    if value is None:
        return None
    known = single_field(kind, field)
    if known is not None and known.type in _YES_OR_NO:
        return bool(value)
    if isinstance(value, bytes) or field in COMPOSITES.get(kind, {}) or field.endswith("_at"):
        return text or None
    return value if isinstance(value, str | int | float) else text or None
