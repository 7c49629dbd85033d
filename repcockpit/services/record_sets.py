"""The sets of a record: tags, custom fields, roles, e-mails, phones, accounts, people. One row per member."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from repcockpit.domain.errors import NotFoundError
from repcockpit.domain.ids import derived_id
from repcockpit.domain.names import fold
from repcockpit.domain.records import CUSTOM, Assignment, allowed_word
from repcockpit.services.lookup import find
from repcockpit.store.reads import records_held as held

if TYPE_CHECKING:
    from repcockpit.services.book import Book
    from repcockpit.store.unit import Unit

Member = bytes | str


class _Place(NamedTuple):
    """Where members of a set live: a column for the first one, and link rows for the others."""

    table: str
    owner: str
    member: str
    first: str = ""
    kind: str = ""


_PLACES = {
    ("contact", "roles"): _Place("contact_role", "contact_id", "role", "role"),
    ("contact", "emails"): _Place("contact_point", "contact_id", "value", "email", "email"),
    ("contact", "phones"): _Place("contact_point", "contact_id", "value", "phone", "phone"),
    ("contact", "accounts"): _Place("contact_account", "contact_id", "account_id", "primary_account_id"),
    ("interaction", "contacts"): _Place("participant", "interaction_id", "contact_id"),
    ("interaction", "also_reps"): _Place("also_rep", "interaction_id", "rep_id"),
    ("info", "sectors"): _Place("info_sector", "info_id", "sector"),
    ("training", "contacts"): _Place("training_person", "training_id", "contact_id"),
    ("qbr", "infos"): _Place("qbr_info", "qbr_id", "info_id"),
}


class SetChange(NamedTuple):
    """A change to one set: `op` is =, += or -=; `custom` names a custom field, whose text is its member."""

    kind: str
    name: str
    op: str
    members: tuple[Member, ...]
    custom: str = ""

    def write(self, unit: "Unit", record_id: bytes) -> None:
        """Write it for record `id`."""
        if self.name == CUSTOM:
            _write_custom(unit, record_id, self.custom, str(self.members[0]) if self.members else None)
        elif self.name == "tags":
            _write_tags(unit, record_id, self.op, [str(member) for member in self.members])
        else:
            _write_members(unit, self.kind, _PLACES[self.kind, self.name], record_id, self.op, self.members)


def set_change(book: "Book", kind: str, one: Assignment, account: str | None) -> SetChange:
    """The change that a word asks for, its members looked up. Raises as `find` and `allowed_word` do."""
    name = one.field.name
    if name == CUSTOM:
        return SetChange(kind, name, one.op, (one.text,) if one.text else (), one.custom)
    if one.field.type == "links":
        members: tuple[Member, ...] = _links(book, one, account)
    elif one.field.type == "words":
        parts = _parts(one.text)
        members = tuple(allowed_word(one.field, part) for part in parts)
    else:
        members = tuple(_parts(one.text))
    return SetChange(kind, name, one.op, tuple(dict.fromkeys(members)))


def _parts(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def _links(book: "Book", one: Assignment, account: str | None) -> tuple[bytes, ...]:
    """The whole text is tried as one name before commas split it (`López, Maria`)."""
    if not one.text:
        return ()
    target = one.field.target
    near = account if target == "contact" else None
    try:
        return (find(book, target, one.text, account=near),)
    except NotFoundError:
        if "," not in one.text:
            raise
    return tuple(find(book, target, part, account=near) for part in _parts(one.text))


def _write_custom(unit: "Unit", record_id: bytes, name: str, value: str | None) -> None:
    field_id = _named(unit, "custom_field", name)
    link = derived_id(field_id, record_id)
    if value is not None:
        unit.insert(
            "custom_value", {"id": link, "field_id": field_id, "target_id": record_id, "value": value}
        )
    elif held.is_shown(unit.db, "custom_value", link):
        unit.hide("custom_value", link)


def _named(unit: "Unit", table: str, name: str) -> bytes:
    """The row of that name, case and accents ignored; made where there is none."""
    wanted = fold(name)
    for row_id, known in held.names_in(unit.db, table):
        if fold(known) == wanted:
            return row_id
    return unit.insert(table, {"id": derived_id(table, wanted), "name": name})


def _write_tags(unit: "Unit", record_id: bytes, op: str, names: Sequence[str]) -> None:
    links = {fold(name): link for link, name in held.taggings_of(unit.db, record_id)}
    wanted = {fold(name): name for name in names}
    for key, link in links.items():
        if (op == "-=" and key in wanted) or (op == "=" and key not in wanted):
            unit.hide("tagging", link)
    if op == "-=":
        return
    for key, name in wanted.items():
        if key not in links:
            tag = _named(unit, "tag", name)
            unit.insert("tagging", {"id": derived_id(tag, record_id), "tag_id": tag, "target_id": record_id})


def _write_members(
    unit: "Unit", kind: str, place: _Place, record_id: bytes, op: str, members: Sequence[Member]
) -> None:
    first, rest = _held(unit, kind, place, record_id)
    now = [*([first] if first is not None else []), *rest]
    if op == "=":
        wanted = list(members)
    elif op == "+=":
        wanted = [*now, *(member for member in members if member not in now)]
    else:
        wanted = [member for member in now if member not in members]
    if place.first:
        head = wanted[0] if wanted else None
        if head != first:
            unit.update(kind, record_id, {place.first: head})
        wanted = wanted[1:]
    for member, link in rest.items():
        if member not in wanted:
            unit.hide(place.table, link)
    for member in wanted:
        if member not in rest:
            unit.insert(place.table, _row(place, record_id, member))


def _held(
    unit: "Unit", kind: str, place: _Place, record_id: bytes
) -> tuple[Member | None, dict[Member, bytes]]:
    first = None
    if place.first:
        (first,) = held.columns_of(unit.db, kind, (place.first,), record_id)
    return first, held.members_of(unit.db, place.table, place.owner, place.member, record_id, place.kind)


def _row(place: _Place, record_id: bytes, member: Member) -> dict[str, object]:
    row: dict[str, object] = {place.owner: record_id, place.member: member}
    if place.kind:
        return {**row, "kind": place.kind}  # an e-mail or a phone is personal: its id says nothing
    return {**row, "id": derived_id(record_id, member)}
