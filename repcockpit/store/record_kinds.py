"""The kinds of a record of the log, by the numbers that files and databases hold: fixed for ever."""

INSERT, UPDATE, DELETE, RESTORE, STATE, ERASE, REPLICA = range(7)
"""`STATE` is a whole row with all its heads, of a book that joins or of a snapshot; `ERASE` names fields that were
blanked for good, which history and undo pass over; `REPLICA` tells of a device."""
