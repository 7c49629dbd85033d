"""The outside world as files: readers, sources, writers. No database here."""
