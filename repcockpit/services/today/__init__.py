"""The day: whom to call now and why, what is overdue, and everything behind one row."""
