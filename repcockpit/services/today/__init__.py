"""The day: whom to call now and why, what is overdue, and everything behind one row."""

from repcockpit.services.today.day import today_view
from repcockpit.services.today.overdue import overdue_view
from repcockpit.services.today.why import why_view

__all__ = ["overdue_view", "today_view", "why_view"]
