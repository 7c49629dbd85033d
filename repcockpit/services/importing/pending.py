"""The rows an import will write: planned in memory, compared with the book, written at the end in one go."""

import sqlite3
from collections import defaultdict
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from repcockpit.domain.ids import derived_id
from repcockpit.services.importing.keys import as_file_holds, name_key
from repcockpit.store.reads import importing as reads
from repcockpit.store.schema import COMPOSITES

if TYPE_CHECKING:
    from repcockpit.store.unit import Unit

_ORDER = (
    "rep", "team", "tag", "custom_field", "account", "contact", "contact_point", "contact_role", "contact_account",
    "deal", "task", "interaction", "participant", "tagging", "custom_value",
)  # fmt: skip
_CHUNK = 1_000
Row = dict[str, Any]


class Pending:
    """New rows by table, and changed fields by table and row."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self.db = db
        self.new: dict[str, list[Row]] = defaultdict(list)
        self.changes: dict[str, dict[bytes, Row]] = defaultdict(dict)
        self.kept_edits: list[tuple[str, str, bytes]] = []
        self._fresh: dict[str, dict[bytes, Row]] = defaultdict(dict)
        self._stamps: set[int] | None = None
        self._undo_stamps: set[int] | None = None
        self._names: dict[str, dict[str, bytes]] = {}
        self._spelled: dict[str, dict[str, bytes]] = {}
        self._links: set[bytes] = set()

    def add(self, table: str, row_id: bytes, row: Row) -> Row:
        """Plan a new row; the row may still be changed until it is written."""
        row["id"] = row_id
        self.new[table].append(row)
        self._fresh[table][row_id] = row
        return row

    def fresh(self, table: str, row_id: bytes) -> Row | None:
        """The planned new row of that id, or None."""
        return self._fresh[table].get(row_id)

    def fill(self, table: str, row_id: bytes, values: Row) -> bool:
        """Plan values for those of a row's fields that are blank."""
        row = self.fresh(table, row_id)
        if row is None:
            found = reads.row_of(self.db, table, list(values), row_id)
            row = (found[1] if found else {}) | self.changes[table].get(row_id, {})
        return self.set(
            table, row_id, {name: value for name, value in values.items() if row.get(name) is None}
        )

    def set(self, table: str, row_id: bytes, values: Row, *, force: bool = False) -> bool:
        """Plan values for a row, new or not: blank never overwrites; what a person edited here stays, but for `force`.

        True if anything would change.
        """
        row = self.fresh(table, row_id)
        if row is not None:
            differing = {
                name: value for name, value in values.items() if value is not None and row.get(name) != value
            }
            row.update(differing)
            return bool(differing)
        wanted = {name: value for name, value in values.items() if value is not None}
        found = reads.row_of(self.db, table, list(wanted), row_id) if wanted else None
        if found is None:
            return False
        dots, held = found
        held.update(self.changes[table].get(row_id, {}))
        changed = {}
        for name, value in wanted.items():
            if held[name] == value:
                continue
            if held[name] is not None and not force and self._is_edited(dots, table, name):
                self.kept_edits.append((table, name, row_id))
                continue
            changed[name] = value
        if changed:
            self.changes[table].setdefault(row_id, {}).update(changed)
        return bool(changed)

    def _is_edited(self, dots: dict[str, list[int]], table: str, name: str) -> bool:
        """Whether the value was written by something else than an import."""
        if self._stamps is None:
            # a merge copies what an import brought; a person decided nothing about the value
            self._stamps = reads.stamps_of(self.db, "import") | reads.stamps_of(self.db, "merge")
        groups = COMPOSITES.get(table, {}).items()
        field = next((field for field, members in groups if name in members), name)
        dot = dots.get(field) or dots.get("*")
        return dot is not None and dot[0] not in self._stamps

    def link(self, table: str, ends: tuple[bytes, bytes | str], row: Row, *, is_new: bool) -> bool:
        """Plan a link row, whose id follows from both ends; False if it is or was there: removed stays removed.

        `is_new` says that an end comes in now, so that nothing can be there.
        """
        row_id = derived_id(*ends)
        if row_id in self._links or (not is_new and self._stands(table, row_id)):
            return False
        self._links.add(row_id)
        self.new[table].append({"id": row_id, **row})
        return True

    def _stands(self, table: str, row_id: bytes) -> bool:
        """Whether a link row is there, or was put in the bin by a person; one that an undo took away is not."""
        dots = reads.dots_of(self.db, table, row_id)
        if dots is None:
            return False
        if self._undo_stamps is None:
            self._undo_stamps = reads.stamps_of(self.db, "undo")
        top = dots.get("_top")
        return top is None or top[0] not in self._undo_stamps

    def custom(self, name: str, target: bytes, value: str, *, is_new: bool, force: bool = False) -> bool:
        """Plan a custom field of a record."""
        field_id = self.named("custom_field", name)
        row_id = derived_id(field_id, target)
        if self.fresh("custom_value", row_id) is not None or (
            not is_new and self._stands("custom_value", row_id)
        ):
            if force and self._holds(row_id, value):
                return False
            return self.set("custom_value", row_id, {"value": value}, force=force)
        self.add("custom_value", row_id, {"field_id": field_id, "target_id": target, "value": value})
        return True

    def _holds(self, row_id: bytes, value: str) -> bool:
        """Whether a custom field holds the value already, as far as files can tell."""
        found = reads.row_of(self.db, "custom_value", ["value"], row_id)
        return found is not None and as_file_holds(str(found[1]["value"] or "")) == as_file_holds(value)

    def named(self, table: str, name: str) -> bytes:
        """The id of the tag or custom field of that name, else of one that is folded alike; a new one is planned."""
        names = self._names.get(table)
        if names is None:
            known = reads.named(self.db, table)
            names = self._names[table] = {name_key(one): row_id for row_id, one in known}
            self._spelled[table] = {one: row_id for row_id, one in known}
        key = name_key(name)
        found = self._spelled[table].get(name) or names.get(key)
        if found is None:
            found = names[key] = derived_id(table, key)
            self.new[table].append({"id": found, "name": name})
        return found

    def is_empty(self) -> bool:
        """Whether nothing would be written."""
        return not any(self.new.values()) and not any(self.changes.values())

    def write(self, unit: "Unit", check: Callable[[], None]) -> None:
        """Write everything, what others point to first; `check` is called between pieces and may raise."""
        for table in (*_ORDER, *(table for table in self.new if table not in _ORDER)):
            rows = self.new.get(table, [])
            for start in range(0, len(rows), _CHUNK):
                check()
                unit.insert_many(table, rows[start : start + _CHUNK])
        for table, changes in self.changes.items():
            if changes:
                unit.update_many(table, list(changes.items()))
