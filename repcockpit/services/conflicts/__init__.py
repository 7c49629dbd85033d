"""Conflicts: what several people wrote while apart, listed by field and settled by a person."""

from repcockpit.services.conflicts.past import with_past
from repcockpit.services.conflicts.settling import settle, settle_lines
from repcockpit.services.conflicts.views import conflict_count, conflicts_view

__all__ = ["conflict_count", "conflicts_view", "settle", "settle_lines", "with_past"]
