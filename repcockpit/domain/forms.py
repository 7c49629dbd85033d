"""Forms as values: which fields a rep fills per kind, in which order, and what stands in them.

Owns no rule of a value: `domain.records` says what a field can hold, this module how it is asked for.
"""

from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from repcockpit.domain.errors import RefusedError
from repcockpit.domain.form_layouts import LAYOUTS, Row
from repcockpit.domain.names import fold
from repcockpit.domain.records import CUSTOM, REQUIRED, Assignment, Field, fields_of
from repcockpit.domain.words import spoken

_CONTROLS: Final = {
    "word": "choice", "yes": "choice", "day": "date", "moment": "date", "whole": "number", "number": "number",
    "link": "link", "links": "links", "texts": "list", "words": "list",
}  # fmt: skip
_LONG: Final = frozenset({"note"})
_STANDS_FOR: Final = {"emails": "email"}
_TABLES: Final = {"promise": "task", "item": "info"}
OWN_FIELD: Final = "own field"
"""The name of the row that makes a field of one's own."""


class Entry(NamedTuple):
    """What stands in a field; `picked` are the records that names in it were chosen from, as (name, id)."""

    text: str = ""
    picked: tuple[tuple[str, bytes], ...] = ()


class FormField(NamedTuple):
    """One field of a form; `custom` is the name of a field of one's own, `is_needed` says it must be filled."""

    name: str
    label: str
    field: Field
    hint: str = ""
    custom: str = ""
    is_needed: bool = False

    @property
    def control(self) -> str:
        """How it is filled: text, long, date, choice, number, link, links or list."""
        if self.field.type == "text" and self.field.name in _LONG and not self.custom:
            return "long"
        return _CONTROLS.get(self.field.type, "text")

    @property
    def choices(self) -> tuple[str, ...]:
        """The words it can hold, as they are said; none where anything can be written."""
        return ("yes", "no") if self.field.type == "yes" else tuple(spoken(one) for one in self.field.allowed)


class Form(NamedTuple):
    """A record being filled in: `entries` are what stands there now, `first` what stood there when it was read.

    `record_id` is None for a new record; `dots` are those the record was read with.
    """

    kind: str
    title: str
    fields: tuple[FormField, ...]
    entries: tuple[Entry, ...]
    first: tuple[Entry, ...]
    record_id: bytes | None = None
    dots: bytes | None = None

    def place(self, name: str) -> int:
        """The number of the field `name`. Raises KeyError where there is none."""
        for number, one in enumerate(self.fields):
            if one.name == name:
                return number
        raise KeyError(name)

    def entry(self, name: str) -> Entry:
        """What stands in the field `name`; nothing where the form has no such field."""
        return next(
            (now for one, now in zip(self.fields, self.entries, strict=True) if one.name == name), Entry()
        )

    def put(self, name: str, entry: Entry) -> "Form":
        """The form with another entry in the field `name`."""
        at = self.place(name)
        return self._replace(entries=(*self.entries[:at], entry, *self.entries[at + 1 :]))

    def changed(self) -> Iterator[tuple[FormField, Entry]]:
        """The fields that hold something else than when the form was read."""
        for field, now, before in zip(self.fields, self.entries, self.first, strict=True):
            if field.name != OWN_FIELD and (
                now.text.strip() != before.text.strip() or _repicked(now, before)
            ):
                yield field, now

    @property
    def is_dirty(self) -> bool:
        """Whether something would be lost by dropping it."""
        return any(True for _ in self.changed()) or bool(self.entry(OWN_FIELD).text.strip())

    def filled(self) -> Iterator[tuple[FormField, Entry]]:
        """The fields in which something stands."""
        pairs = zip(self.fields, self.entries, strict=True)
        return ((field, now) for field, now in pairs if now.text.strip() and field.name != OWN_FIELD)

    def missing(self) -> tuple[FormField, ...]:
        """The needed fields in which nothing stands."""
        pairs = zip(self.fields, self.entries, strict=True)
        blank = {field.name for field, now in pairs if not now.text.strip()}
        groups = {name: group for group in needed_groups(self.kind) for name in group[:1]}
        return tuple(
            field
            for field in self.fields
            if field.is_needed and blank.issuperset(groups.get(field.name, (field.name,)))
        )


class EditedSinceError(RefusedError):
    """Fields that this form changes were changed by somebody else meanwhile; `now` is what stands there."""

    def __init__(self, message: str, hint: str, fresh: Form, names: tuple[str, ...]) -> None:
        super().__init__(message, hint)
        self.fresh, self.names = fresh, names


def _repicked(now: Entry, before: Entry) -> bool:
    """Whether another record of the same name was chosen."""
    return {key for _, key in now.picked} != {key for _, key in before.picked} if now.picked else False


def form_kinds() -> tuple[str, ...]:
    """The kinds that have a form."""
    return tuple(LAYOUTS)


def needed_groups(kind: str) -> tuple[tuple[str, ...], ...]:
    """Groups of fields of which one must be filled, those first that the form shows."""
    table = table_kind(kind)
    shown = {row.name for row in LAYOUTS[kind]}
    turned = {short: long for long, short in _STANDS_FOR.items()}
    groups = []
    for group in REQUIRED.get(table, (("title",),)):
        names = (name if name in shown else turned.get(name, name) for name in group)
        groups.append(tuple(name for name in names if name in shown))
    return tuple(groups)


def table_kind(kind: str) -> str:
    """The kind whose fields are written: a promise is a task, an item of the library is information."""
    return _TABLES.get(kind, kind)


def form_fields(kind: str) -> tuple[FormField, ...]:
    """The fields of a kind as a rep fills them."""
    known = {one.name: one for one in fields_of(table_kind(kind))}
    needed = {group[0] for group in needed_groups(kind)}
    return tuple(_form_field(row, known[row.name], row.name in needed) for row in LAYOUTS[kind])


def _form_field(row: Row, field: Field, is_needed: bool) -> FormField:  # noqa: FBT001 -- a column of the table
    return FormField(row.name, row.label, field, row.hint, is_needed=is_needed)


def takes_own_fields(kind: str) -> bool:
    """Whether records of the kind can carry fields of one's own."""
    return any(one.name == CUSTOM for one in fields_of(table_kind(kind)))


def own_field(kind: str, name: str) -> FormField:
    """The field of one's own that is called `name`."""
    field = next(one for one in fields_of(table_kind(kind)) if one.name == CUSTOM)
    return FormField(f"{CUSTOM}.{name}", name, field, custom=name)


def blank_own_field(kind: str) -> FormField:
    """The row that makes one more field of one's own."""
    field = next(one for one in fields_of(table_kind(kind)) if one.name == CUSTOM)
    return FormField(OWN_FIELD, "own field", field, "name: value, such as Rank: 7")


def read_own_field(text: str) -> tuple[str, str] | None:
    """Name and value of `Rank: 7`; None where there is no colon, or nothing on one side of it."""
    name, colon, value = text.partition(":")
    name, value = name.strip(), value.strip()
    return (name, value) if colon and name and value else None


def with_own_field(form: Form) -> Form:
    """The form with what stands in the blank row as a field of its own, and the row blank again."""
    said = read_own_field(form.entry(OWN_FIELD).text)
    if said is None:
        return form
    form = form.put(OWN_FIELD, Entry())
    held = next((one for one in form.fields if one.custom and fold(one.custom) == fold(said[0])), None)
    if held is not None:
        return form.put(held.name, Entry(said[1]))
    at = form.place(OWN_FIELD)
    field = own_field(form.kind, said[0])
    return form._replace(
        fields=(*form.fields[:at], field, *form.fields[at:]),
        entries=(*form.entries[:at], Entry(said[1]), *form.entries[at:]),
        first=(*form.first[:at], Entry(), *form.first[at:]),
    )


def rebased(form: Form, fresh: Form) -> Form:
    """The form as if it had been opened on what stands there now: own changes stay, others' are taken over."""
    mine = {field.name: entry for field, entry in form.changed()}
    now = fresh
    for field in form.fields:
        if field.custom and all(one.name != field.name for one in now.fields) and field.name in mine:
            now = with_own_field(now.put(OWN_FIELD, Entry(f"{field.custom}: {mine[field.name].text}")))
        elif field.name in mine:
            now = now.put(field.name, mine[field.name])
    return now


def pieces(entry: Entry) -> list[str | bytes]:
    """What a field of several names holds: ids of chosen records, and names as they were typed.

    A chosen name may hold commas itself (`López, Maria`): the longest one that stands there is taken.
    """
    rest, found = entry.text.strip(), list[str | bytes]()
    known = sorted(dict(entry.picked).items(), key=lambda pair: -len(pair[0]))
    while rest:
        chosen = next((pair for pair in known if _begins(rest, pair[0])), None)
        if chosen is not None:
            found.append(chosen[1])
            rest = rest[len(chosen[0]) :].lstrip(" ,")
            continue
        name, _, rest = rest.partition(",")
        rest = rest.lstrip(" ,")
        if name.strip():
            found.append(name.strip())
    return found


def _begins(text: str, name: str) -> bool:
    return (
        bool(name)
        and text.startswith(name)
        and (len(text) == len(name) or text[len(name) :].lstrip()[:1] == ",")
    )


def assigned(field: FormField, entry: Entry) -> Assignment:
    """The entry as the word that `add` and `set` understand; chosen records by their ids."""
    text = entry.text.strip()
    if field.control in ("link", "links"):
        known = dict(entry.picked)
        held = [known[text]] if text in known else pieces(entry)
        text = ",".join(one.hex() if isinstance(one, bytes) else one for one in held)
    return Assignment(field.field, "=", text, field.custom)


def fitting_choices(choices: tuple[str, ...], text: str) -> tuple[str, ...]:
    """The choices that the typed text could mean: those that begin so, then those with a word that does."""
    wanted = fold(text.replace("_", " "))
    starts = [one for one in choices if fold(one).startswith(wanted)]
    inside = [one for one in choices if one not in starts and f" {wanted}" in f" {fold(one)}"]
    return (*starts, *inside)


def choice_of(choices: tuple[str, ...], text: str) -> str | None:
    """The one choice that the text means: the very word, or the only one that begins so, or that fits."""
    wanted = fold(text.replace("_", " "))
    exact = next((one for one in choices if fold(one) == wanted), None)
    fitting = fitting_choices(choices, text)
    starts = [one for one in fitting if fold(one).startswith(wanted)]
    return exact or next((few[0] for few in (starts, fitting) if len(few) == 1), None)


def settled(field: FormField, entry: Entry) -> Entry:
    """The entry with begun choices written out."""
    text = entry.text.strip()
    if not field.choices or not text:
        return entry
    if field.control == "choice":
        return Entry(choice_of(field.choices, text) or text)
    parts = (part.strip() for part in text.split(",") if part.strip())
    return Entry(", ".join(choice_of(field.choices, part) or part for part in parts))


def opened(kind: str, title: str, fields: tuple[FormField, ...], held: Mapping[str, Entry]) -> Form:
    """A form whose fields hold what `held` says."""
    entries = tuple(held.get(field.name, Entry()) for field in fields)
    return Form(kind, title, fields, entries, entries)
