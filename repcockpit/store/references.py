"""Which columns point to which rows, and which rows are parts of another. The file declares no foreign keys."""

from typing import Final

ANY: Final = ""
"""The target of a column that may point to a row of any kind."""

REFERENCES: Final[dict[str, dict[str, str]]] = {
    "account": {
        "parent_id": "account",
        "owner_id": "rep",
        "primary_contact_id": "contact",
        "merged_into": "account",
    },
    "contact": {
        "owner_id": "rep",
        "primary_account_id": "account",
        "reports_to_id": ANY,
        "merged_into": "contact",
    },
    "also_rep": {"interaction_id": "interaction", "rep_id": "rep"},
    "contact_account": {"contact_id": "contact", "account_id": "account"},
    "contact_role": {"contact_id": "contact"},
    "contact_point": {"contact_id": "contact"},
    "interaction": {"account_id": "account", "rep_id": "rep", "request_id": "request", "qbr_id": "qbr"},
    "participant": {"interaction_id": "interaction", "contact_id": "contact"},
    "task": {
        "owner_id": "rep",
        "account_id": "account",
        "contact_id": "contact",
        "request_id": "request",
        "interaction_id": "interaction",
        "qbr_id": "qbr",
        "idea_id": "idea",
        "carried_to_id": "qbr",
    },
    "request": {
        "owner_id": "rep",
        "account_id": "account",
        "contact_id": "contact",
        "interaction_id": "interaction",
    },
    "request_event": {"request_id": "request", "by_id": "rep"},
    "idea": {
        "account_id": "account",
        "contact_id": "contact",
        "interaction_id": "interaction",
        "owner_id": "rep",
    },
    "training": {"account_id": "account", "interaction_id": "interaction"},
    "training_person": {"training_id": "training", "contact_id": "contact"},
    "info": {
        "contact_id": "contact",
        "account_id": "account",
        "interaction_id": "interaction",
        "writer_id": "rep",
    },
    "info_sector": {"info_id": "info"},
    "share": {
        "info_id": "info",
        "contact_id": "contact",
        "account_id": "account",
        "interaction_id": "interaction",
    },
    "qbr": {"account_id": "account", "owner_id": "rep", "interaction_id": "interaction"},
    "qbr_item": {"qbr_id": "qbr"},
    "qbr_person": {"qbr_id": "qbr", "contact_id": "contact"},
    "qbr_info": {"qbr_id": "qbr", "info_id": "info"},
    "seat": {"account_id": "account", "reports_to_id": ANY},
    "fact": {"account_id": "account"},
    "delivery": {"account_id": "account"},
    "feedback": {"contact_id": "contact", "account_id": "account", "interaction_id": "interaction"},
    "deal": {"account_id": "account", "contact_id": "contact", "owner_id": "rep"},
    "rep": {"manager_id": "rep", "team_id": "team"},
    "leave": {"rep_id": "rep", "cover_id": "rep"},
    "target": {"rep_id": "rep", "account_id": "account"},
    "approval": {"subject_id": ANY, "account_id": "account", "asked_by_id": "rep", "decided_by_id": "rep"},
    "handover": {"account_id": "account", "from_id": "rep", "to_id": "rep"},
    "handover_item": {"handover_id": "handover"},
    "holiday": {"account_id": "account", "rep_id": "rep"},
    "snooze": {"target_id": ANY, "rep_id": "rep"},
    "tagging": {"tag_id": "tag", "target_id": ANY},
    "custom_value": {"field_id": "custom_field", "target_id": ANY},
    "external_ref": {"source_id": "source", "target_id": ANY},
}
"""Table, column, and the table it points to. A test holds it against every `*_id` column of the file."""

OWNERS: Final[dict[str, str]] = {
    "contact_account": "contact_id",
    "contact_role": "contact_id",
    "contact_point": "contact_id",
    "participant": "interaction_id",
    "also_rep": "interaction_id",
    "qbr_item": "qbr_id",
    "qbr_person": "qbr_id",
    "qbr_info": "qbr_id",
    "info_sector": "info_id",
    "handover_item": "handover_id",
    "request_event": "request_id",
    "training_person": "training_id",
    "tagging": "target_id",
    "custom_value": "target_id",
    "external_ref": "target_id",
}
"""Rows that are a part of the row this column names: they stay where it stays."""

_OF_BOTH: Final = ("account_id", "contact_id")
BELONGS: Final[dict[str, tuple[str, ...]]] = {
    "contact": ("primary_account_id",),
    "interaction": ("account_id",),
    "task": _OF_BOTH,
    "request": _OF_BOTH,
    "idea": _OF_BOTH,
    "deal": _OF_BOTH,
    "info": _OF_BOTH,
    "feedback": _OF_BOTH,
    "share": _OF_BOTH,
    "training": ("account_id",),
    "qbr": ("account_id",),
    "seat": ("account_id",),
    "fact": ("account_id",),
    "delivery": ("account_id",),
    "holiday": ("account_id",),
    "target": ("account_id",),
    "approval": ("account_id",),
    "handover": ("account_id",),
    "snooze": ("target_id",),
    **{table: (column,) for table, column in OWNERS.items() if table != "external_ref"},
}
"""The columns that say whose a row is, the first that is set alone: it goes to the bin with that record.

References to other systems stay, so that an import knows what was removed.
"""
