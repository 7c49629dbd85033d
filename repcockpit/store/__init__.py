"""This device's SQLite file: tables, the one way to write, the one log, reads and backups."""
