"""Keeping the book: what was written and by whom, the bin, pairs that may be one."""

from repcockpit.services.keeping.binned import binned_view, restore_rows
from repcockpit.services.keeping.past import changes_view, past_view
from repcockpit.services.keeping.twins import are_different, is_large_book, merge_preview

__all__ = [
    "are_different",
    "binned_view",
    "changes_view",
    "is_large_book",
    "merge_preview",
    "past_view",
    "restore_rows",
]
