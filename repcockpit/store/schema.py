"""The shape of the live tables, read from the file itself, so that a write needs no ORM.

The SQLModel classes in `store.tables` declare the same shape; a test holds the two together. This
module names what the file cannot know: which columns are derived and which only mean something together.
"""

import sqlite3
from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

DERIVED: dict[str, frozenset[str]] = {
    "account": frozenset(
        [
            "root_id",
            "folded",
            "last_touch_on",
            "last_mail_on",
            "due_on",
            "cadence_days",
            "cadence_rule",
            "attempts",
            "last_attempt_on",
        ]
    ),
    "contact": frozenset(
        [
            "root_id",
            "folded",
            "keeper_id",
            "last_touch_on",
            "last_mail_on",
            "due_on",
            "cadence_days",
            "cadence_rule",
            "attempts",
            "last_attempt_on",
        ]
    ),
    "interaction": frozenset({"is_touch"}),
    "participant": frozenset({"occurred_on", "is_touch", "touch_rep_id", "touch_type", "touch_direction"}),
}
"""Columns that one function computes from others; never logged, never sent, rebuilt at will."""

COMPOSITES: dict[str, dict[str, tuple[str, ...]]] = {
    "account": {
        "address": ("street", "city", "postal_code", "region", "country"),
        "turnover": ("revenue", "currency"),
    },
    "interaction": {"moment": ("occurred_on", "occurred_at", "zone")},
    "request": {"opening": ("opened_at", "zone")},
    "deal": {"value": ("amount", "currency")},
    "qbr": {"meeting": ("scheduled_at", "zone")},
}
"""Columns that are one field: they change together and a merge never mixes them. Members are fixed for ever."""

SYNC = frozenset({"sync_frame", "sync_head", "sync_named", "sync_delete", "sync_unknown"})
"""What a merge with other devices keeps on this one."""
UNSAID: dict[str, frozenset[str]] = {
    "account": frozenset({"tracking_started_on", "source_created_on"}),
    "contact": frozenset({"tracking_started_on", "source_created_on"}),
    "deal": frozenset({"source_created_on"}),
    "external_ref": frozenset({"row_hash"}),
    "import_batch": frozenset({"at", "label", "files"}),
    "import_shape": frozenset({"name", "value"}),
    "interaction": frozenset({"logged_at", "source"}),
    "replica": frozenset(
        {"person_id", "device_name", "created_at", "reason", "successor_of", "key", "synced_at"}
    ),
    "task": frozenset({"tracking_started_on", "source_created_on", "first_due_on", "noted_on"}),
}
"""Fields that the program writes by itself: where two devices did, the highest stamp counts and nobody is asked."""
LOCAL = frozenset({"meta", "replica", "txn", "change", "touched", "table_name", "public_holiday"}) | SYNC

SYNCED = (
    "account",
    "also_rep",
    "approval",
    "contact",
    "contact_account",
    "contact_point",
    "contact_role",
    "custom_field",
    "custom_value",
    "deal",
    "delivery",
    "external_ref",
    "fact",
    "feedback",
    "handover",
    "handover_item",
    "holiday",
    "idea",
    "import_batch",
    "import_shape",
    "info",
    "info_sector",
    "interaction",
    "leave",
    "participant",
    "qbr",
    "qbr_info",
    "qbr_item",
    "qbr_person",
    "rate",
    "rep",
    "request",
    "request_event",
    "seat",
    "setting",
    "share",
    "snooze",
    "source",
    "tag",
    "tagging",
    "target",
    "task",
    "team",
    "topic",
    "training",
    "training_person",
)
"""Every kind of row that a team shares, in the order of `export all`."""


class TableShape(NamedTuple):
    """The fields of one synced table.

    `columns` are the logged columns in the file's order; `field_of` maps a column to its field (itself, or
    the composite it belongs to); `members` maps a composite to its columns, `types` a column to its type.
    """

    name: str
    columns: tuple[str, ...]
    derived: frozenset[str]
    field_of: dict[str, str]
    members: dict[str, tuple[str, ...]]
    types: Mapping[str, str] = MappingProxyType({})

    @property
    def fields(self) -> tuple[str, ...]:
        """Every field once, in the order of the columns."""
        return tuple(dict.fromkeys(self.field_of[column] for column in self.columns))


def table_shape(db: sqlite3.Connection, name: str) -> TableShape:
    """Read the shape of the synced table `name` from the open database."""
    derived = DERIVED.get(name, frozenset())
    rows = db.execute(f"pragma table_info({name})").fetchall()
    columns = tuple(
        row[1] for row in rows if row[1] not in ("id", "_dots", "_hidden") and row[1] not in derived
    )
    members = COMPOSITES.get(name, {})
    owner = {column: field for field, group in members.items() for column in group}
    return TableShape(
        name,
        columns,
        derived,
        {column: owner.get(column, column) for column in columns},
        members,
        {row[1]: row[2].upper() for row in rows},
    )
