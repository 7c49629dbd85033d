"""What a person settles: fields that follow from another one, and the step that has the last word."""

from typing import Final

FOLLOWS: Final = {
    ("contact", "first_name"): "name",
    ("contact", "last_name"): "name",
    ("contact", "support_on"): "support",
    ("account", "segment_by"): "segment",
    ("idea", "status_on"): "status",
    ("task", "first_due_on"): "due_on",
    ("task", "noted_on"): "note",
    ("approval", "decided_by_id"): "state",
    ("approval", "decided_on"): "state",
    ("approval", "note"): "state",
}
"""(Table, field) and the field whose form writes both: its value brings the other along."""

EVENT_FOR: Final = {
    "new": "resumed",
    "acknowledged": "resumed",
    "in_progress": "resumed",
    "waiting_customer": "waiting_customer",
    "waiting_internal": "waiting_internal",
    "callback_due": "resolved",
    "closed": "closed",
    "closed_unconfirmed": "closed_unconfirmed",
    "cancelled": "cancelled",
}
"""The step that leaves a request in a status, whatever branches it follows."""
