"""Two records that are one: the dropped one stands for the kept one from now on, and nothing of it is lost."""

from collections.abc import Iterable
from itertools import count
from typing import TYPE_CHECKING, Any

from repcockpit.domain.duplicates import is_same_phone, normal_email, normal_phone
from repcockpit.domain.errors import NotFoundError, RefusedError, UsageError
from repcockpit.domain.ids import derived_id
from repcockpit.domain.names import fold
from repcockpit.services.lookup import find, find_by_id
from repcockpit.services.record_edits import Written
from repcockpit.services.records import view_of
from repcockpit.store.reads import merged as reads
from repcockpit.store.reads.merged import Mergeable, Point
from repcockpit.store.reads.records import binned, survivor
from repcockpit.store.reads.records_held import is_shown

if TYPE_CHECKING:
    from repcockpit.services.book import Book
    from repcockpit.store.schema import TableShape
    from repcockpit.store.unit import Unit

MERGED_KINDS = ("account", "contact")
_NEVER_FILLED = frozenset({"merged_into", "email", "phone", "role", "primary_account_id"})
_TOGETHER = {"contact": (("first_name", "last_name"),), "account": (("segment", "segment_by"),)}
_REFUSALS = ("do_not_contact", "do_not_mail")
_SELF = {"account": "parent_id", "contact": "reports_to_id"}


def merge(book: "Book", kind: str, keep: str, drop: str) -> Written:
    """The record that `keep` names, with the one that `drop` names merged into it; `undo` parts them again.

    Raises UsageError for a kind that cannot be merged, NotFoundError or AmbiguousError for a name,
    RefusedError as `merge_records` does.
    """
    _check_kind(kind)
    return merge_records(book, kind, _named(book, kind, keep), _named(book, kind, drop))


def merge_records(book: "Book", kind: str, keep_id: bytes, drop_id: bytes) -> Written:
    """The same by id.

    One transaction of kind "merge": `merged_into`, blank fields filled and never overwritten (but a "do not
    contact" or "do not mail" of either holds), e-mails, phones, roles, accounts, tags and custom fields
    joined. Children keep their reference. Raises RefusedError for one record, one that is merged already and
    one in the bin, NotFoundError where there is no such record.
    """
    shape, keep, drop = _both(book, kind, keep_id, drop_id)
    with book.write(f"merge {kind} {drop.name} into {keep.name}", kind="merge") as unit:
        _write_merge(unit, shape, keep, drop)
    return Written(view_of(book, kind, keep_id), unit.txn)


def merged_view(book: "Book", kind: str, keep_id: bytes, drop_id: bytes) -> Any:
    """The kept record as it would stand after `merge_records`, which is tried and taken back; raises as that does."""
    shape, keep, drop = _both(book, kind, keep_id, drop_id)
    with book.write("preview of a merge", kind="merge") as unit:
        _write_merge(unit, shape, keep, drop)
        view = view_of(book, kind, keep_id)
        unit.cancel()
    return view


def _both(
    book: "Book", kind: str, keep_id: bytes, drop_id: bytes
) -> "tuple[TableShape, Mergeable, Mergeable]":
    """Two records that can be merged."""
    _check_kind(kind)
    shape, keep = reads.mergeable(book.db, kind, keep_id)
    _, drop = reads.mergeable(book.db, kind, drop_id)
    if keep is None or drop is None:
        raise NotFoundError(f"there is no {kind} of that id", f"`repcockpit {kind}s` lists them")
    _refuse(book, kind, keep, drop)
    return shape, keep, drop


def _write_merge(unit: "Unit", shape: "TableShape", keep: Mergeable, drop: Mergeable) -> None:
    kind, filled = shape.name, _filled(shape, keep, drop)
    if kind == "contact":
        filled |= _join_person(unit, keep, drop)
    else:
        _keep_phone(unit, keep, drop, filled)
    unit.update(kind, keep.id, filled)
    unit.update(kind, drop.id, {"merged_into": keep.id})
    _join_words(unit, keep.id, drop.id)


def _check_kind(kind: str) -> None:
    if kind not in MERGED_KINDS:
        raise UsageError(f"a {kind} cannot be merged", "kinds: " + ", ".join(MERGED_KINDS))


def _named(book: "Book", kind: str, text: str) -> bytes:
    """The record that `text` names; merged ones by id too, so that what became of them can be said."""
    try:
        found = find(book, kind, text)
    except NotFoundError:
        if find_by_id(book.db, kind, text, hidden=True) or _is_binned(book, kind, text):
            raise RefusedError(
                f"{kind} {text!r} is in the bin", f"take it out first: repcockpit bin restore {text!r}"
            ) from None
        raise
    itself = find_by_id(book.db, kind, text, merged=True)
    return itself if itself and survivor(book.db, kind, itself) == found else found


def _is_binned(book: "Book", kind: str, text: str) -> bool:
    return any(row[0] == kind and row[2] == text for row in binned(book.db))


def _refuse(book: "Book", kind: str, keep: Mergeable, drop: Mergeable) -> None:
    if keep.id == drop.id:
        raise RefusedError(f"{keep.name} is one {kind} already", "name two different ones")
    for one, other in ((drop, keep), (keep, drop)):
        if one.is_hidden:
            raise RefusedError(
                f"{one.name} is in the bin", f"take it out first: repcockpit bin restore {one.id.hex()}"
            )
        if one.root_id is None:
            continue
        root = survivor(book.db, kind, one.id)
        _, target = reads.mergeable(book.db, kind, root)
        into = target.name if target else "another one"
        if root == other.id:
            raise RefusedError(f"{one.name} is merged into {into} already", "`repcockpit undo` parts them")
        raise RefusedError(f"{one.name} is merged into {into}", f"name {into} instead: {root.hex()}")


def _filled(shape: "TableShape", keep: Mergeable, drop: Mergeable) -> dict[str, Any]:
    """The blank fields of the kept one that the dropped one knows; what belongs together comes together."""
    kind = shape.name
    groups = [*shape.members.values(), *_TOGETHER[kind]]
    grouped = {column for group in groups for column in group}
    groups += [(column,) for column in shape.columns if column not in grouped]
    filled: dict[str, Any] = {}
    for group in groups:
        if kind == "contact" and _NEVER_FILLED.intersection(group):
            continue
        if any(keep.values[column] is not None for column in group):
            continue
        filled |= {
            column: drop.values[column] for column in group if drop.values[column] not in (None, keep.id)
        }
    filled.pop("merged_into", None)
    if keep.values[_SELF[kind]] == drop.id:
        filled[_SELF[kind]] = drop.values[_SELF[kind]] if drop.values[_SELF[kind]] != keep.id else None
    for column in _REFUSALS:
        if drop.values.get(column):
            filled[column] = 1
    return filled


def _join_person(unit: "Unit", keep: Mergeable, drop: Mergeable) -> dict[str, Any]:
    """E-mails, phones, roles and accounts of both; gives what becomes the first one where there was none."""
    first: dict[str, Any] = {}
    mails = [Point("email", drop.values["email"] or "", None)]
    phones = [Point("phone", drop.values["phone"] or "", None)]
    for point in reads.points_of(unit.db, drop.id):
        (mails if point.kind == "email" else phones).append(point)
    held = reads.points_of(unit.db, keep.id)
    for kind, points in (("email", mails), ("phone", phones)):
        known = [keep.values[kind] or "", *(point.value for point in held if point.kind == kind)]
        for point in _unknown(kind, known, points):
            if not known[0] and kind not in first:
                first[kind] = point.value
            else:
                unit.insert("contact_point", {"contact_id": keep.id, **point._asdict()})
    first |= _join_roles(unit, keep, drop)
    return first | _join_accounts(unit, keep, drop)


def _unknown(kind: str, known: Iterable[str], points: Iterable[Point]) -> list[Point]:
    """Those points that the kept one has not, each once."""
    values, found = [value for value in known if value], []
    for point in points:
        if point.value and not any(_is_same(kind, point.value, value) for value in values):
            values.append(point.value)
            found.append(point)
    return found


def _is_same(kind: str, one: str, other: str) -> bool:
    if one.strip().casefold() == other.strip().casefold():
        return True
    if kind == "email":
        return bool(normal_email(one)) and one.strip().lower() == other.strip().lower()
    a, b = normal_phone(one), normal_phone(other)
    return bool(a and b) and is_same_phone(a, b)


def _join_roles(unit: "Unit", keep: Mergeable, drop: Mergeable) -> dict[str, Any]:
    first: dict[str, Any] = {}
    held = {keep.values["role"], *reads.roles_of(unit.db, keep.id)}
    for role in (drop.values["role"], *reads.roles_of(unit.db, drop.id)):
        if role is None or role in held:
            continue
        held.add(role)
        if keep.values["role"] is None and not first:
            first["role"] = role
        else:
            unit.insert(
                "contact_role", {"id": derived_id(keep.id, role), "contact_id": keep.id, "role": role}
            )
    return first


def _join_accounts(unit: "Unit", keep: Mergeable, drop: Mergeable) -> dict[str, Any]:
    first: dict[str, Any] = {}
    own = keep.values["primary_account_id"]
    held = {survivor(unit.db, "account", one) for one, _ in reads.accounts_of(unit.db, keep.id)}
    held |= {survivor(unit.db, "account", own)} if own else set()
    further = reads.accounts_of(unit.db, drop.id)
    for account_id, role in ((drop.values["primary_account_id"], None), *further):
        root = account_id and survivor(unit.db, "account", account_id)
        if root is None or root in held:
            continue
        held.add(root)
        if own is None and not first:
            first["primary_account_id"] = account_id
        else:
            row = {"id": derived_id(keep.id, account_id), "contact_id": keep.id, "account_id": account_id}
            unit.insert("contact_account", row | {"role": role})
    return first


def _keep_phone(unit: "Unit", keep: Mergeable, drop: Mergeable, filled: dict[str, Any]) -> None:
    """An account has one phone; another number stays readable as a custom field."""
    phone = drop.values["phone"]
    if not phone or "phone" in filled or _is_same("phone", phone, keep.values["phone"] or ""):
        return
    held = reads.custom_on(unit.db, keep.id)
    if phone in held.values():
        return
    names = (f"Phone {number}" for number in count(2))
    name, field_id = next(
        (name, field_id) for name in names if (field_id := derived_id("custom_field", fold(name))) not in held
    )
    if not is_shown(unit.db, "custom_field", field_id):
        unit.insert("custom_field", {"id": field_id, "name": name})
    row = {"id": derived_id(field_id, keep.id), "field_id": field_id, "target_id": keep.id, "value": phone}
    unit.insert("custom_value", row)


def _join_words(unit: "Unit", keep_id: bytes, drop_id: bytes) -> None:
    """Tags of both, and the custom fields that the kept one leaves blank."""
    tags = set(reads.tags_on(unit.db, keep_id))
    for tag_id in reads.tags_on(unit.db, drop_id):
        if tag_id not in tags:
            row = {"id": derived_id(tag_id, keep_id), "tag_id": tag_id, "target_id": keep_id}
            unit.insert("tagging", row)
    held = reads.custom_on(unit.db, keep_id)
    for field_id, value in reads.custom_on(unit.db, drop_id).items():
        if field_id not in held:
            row = {"id": derived_id(field_id, keep_id), "field_id": field_id, "target_id": keep_id}
            unit.insert("custom_value", row | {"value": value})
