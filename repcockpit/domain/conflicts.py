"""Which fields follow from another one, so that a person settles only that one."""

from typing import Final

FOLLOWS: Final = {
    ("contact", "first_name"): "name",
    ("contact", "last_name"): "name",
    ("contact", "support_on"): "support",
    ("account", "segment_by"): "segment",
    ("idea", "status_on"): "status",
    ("task", "first_due_on"): "due_on",
    ("task", "noted_on"): "note",
}
"""(Table, field) and the field whose form writes both: its value brings the other along."""
