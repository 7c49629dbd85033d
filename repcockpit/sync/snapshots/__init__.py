"""Snapshots: all rows of a team as they are, so that a new device shows them before their history has come (sync.md 11)."""
