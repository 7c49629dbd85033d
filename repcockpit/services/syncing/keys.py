"""What opens and seals a team's frames; nothing for a plain team."""

import sqlite3

from repcockpit.domain.errors import RefusedError
from repcockpit.sync.round import Keys


def keys_of(_db: sqlite3.Connection, passphrase: str | None) -> Keys:
    """The keys of this device's team. Raises RefusedError for a passphrase, which no team has yet."""
    if passphrase is not None:
        raise RefusedError("this version does not encrypt a team's file", "sync without a passphrase")
    return Keys()
