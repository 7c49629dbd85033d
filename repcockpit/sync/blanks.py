"""What an erase leaves of a record: one function of the record alone, the same on every device.

A value that is erased becomes nil, a person's name "erased person #n" with n made of the row's id, a label
empty. Dots stay, so that nothing is met twice and nothing comes back.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from hashlib import sha256
from typing import Any, Final

from repcockpit.domain.ids import transaction_id
from repcockpit.store.record_kinds import DELETE, ERASE, RESTORE, STATE
from repcockpit.store.schema import COMPOSITES
from repcockpit.sync.merge.records import KINDS

RowKey = tuple[str, bytes]
"""(table, row id)."""
Erased = Mapping[RowKey, frozenset[str]]
"""Rows with the fields that were erased; no fields: the labels of transactions alone."""
MATCH: Final = "_match"
"""The field under which an erase record carries what recognises the person when an import brings them again."""
TXN: Final = "txn"
"""The table under which an erase record lists a transaction whose label names the person; it erases no field."""
_NUMBERS = 100_000
_ERASE_KIND = KINDS.index("erase")


def erased_name(row_id: bytes) -> str:
    """What an erased person is called on every device."""
    return f"erased person #{int.from_bytes(sha256(row_id).digest()[:4], 'big') % _NUMBERS}"


def blank_value(table: str, row_id: bytes, field: str) -> str | None:
    """What stands in the place of an erased value."""
    return erased_name(row_id) if (table, field) == ("contact", "name") else None


def blank_records(
    records: Sequence[Any], names: Mapping[int, str], erased: Erased, olds: Sequence[Any] | None = None
) -> bool:
    """Blank records of a log or a frame, and their former values, in place; whether anything was changed.

    A record's `new` must be a dict that may be changed.
    """
    is_changed = False
    for place, record in enumerate(records):
        kind, table_no, row_id = record[:3]
        fields = erased.get((names.get(table_no, ""), row_id))
        if not fields or kind in (DELETE, RESTORE, ERASE):
            continue
        blank = partial(blank_value, names[table_no], row_id)
        is_changed |= _blank_fields(record[4], names, fields, blank, is_state=kind == STATE)
        if olds is not None and olds[place]:
            is_changed |= _blank_old(olds[place], names, fields, blank)
    return is_changed


def _blank_fields(
    new: dict[int, Any],
    names: Mapping[int, str],
    fields: frozenset[str],
    blank: Callable[[str], str | None],
    *,
    is_state: bool,
) -> bool:
    is_changed = False
    for no, value in new.items():
        name = names.get(no, "")
        if name not in fields:
            continue
        after = [[head[0], blank(name)] for head in value] if is_state else blank(name)
        before = [list(head) for head in value] if is_state else value
        if before != after:
            new[no] = after
            is_changed = True
    return is_changed


def _blank_old(
    old: dict[int, Any], names: Mapping[int, str], fields: frozenset[str], blank: Callable[[str], str | None]
) -> bool:
    """Former values; under 0 those that a settlement replaced beside the current one, as lists."""
    is_changed = False
    for no, value in list(old.items()):
        name = names.get(no, "")
        if no == 0:
            for other in [one for one in value if names.get(one, "") in fields]:
                value[other] = [blank(names[other]) for _ in value[other]]
                is_changed = True
        elif name in fields and value is not None and value != blank(name):
            old[no] = blank(name)
            is_changed = True
    return is_changed


def blank_columns(tables: Sequence[Any], names: Mapping[int, str], erased: Erased) -> bool:
    """Blank the plain rows of a snapshot's frame, in place; whether anything was changed."""
    is_changed = False
    for table_no, columns, ids, values, *_ in tables:
        table = names.get(table_no, "")
        for (name, row_id), fields in erased.items():
            at = ids.find(row_id) if name == table else -1
            while at >= 0 and at % len(row_id):
                at = ids.find(row_id, at + 1)
            if at < 0:
                continue
            groups = COMPOSITES.get(table, {})
            blank = {column for field in fields for column in groups.get(field, (field,))}
            for no, column in zip(columns, values, strict=True):
                place, field = at // len(row_id), names.get(no, "")
                if field in blank and column[place] != (value := blank_value(table, row_id, field)):
                    column[place] = value
                    is_changed = True
    return is_changed


def blank_labels(
    transactions: Sequence[Any], names: Mapping[int, str], erased: Erased, replica: bytes
) -> bool:
    """Empty the labels of transactions that wrote to an erased row or are listed; whether anything was changed."""
    is_changed = False
    for one in transactions:
        if not one[5] or one[4] == _ERASE_KIND:
            continue
        is_about = any((names.get(record[1], ""), record[2]) in erased for record in one[10])
        if is_about or (TXN, transaction_id(replica, one[0], one[9])) in erased:
            one[5] = ""
            is_changed = True
    return is_changed
