"""What to know before a meeting, and whether all is well after it."""
