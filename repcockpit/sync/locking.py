"""What a round has to do with the keys of a team: nothing where it does not encrypt (sync.md 9)."""

import sqlite3
from collections.abc import Collection, Iterator

from repcockpit.store.incarnations import own_replica
from repcockpit.sync import held, quiet, seal, switch
from repcockpit.sync.carriers.contract import Carrier
from repcockpit.sync.container import FileHeader
from repcockpit.sync.frames import ENCRYPTED, Frame, FrameKey
from repcockpit.sync.packs import unpacked
from repcockpit.sync.replicas import new_incarnation
from repcockpit.sync.sight import Sight
from repcockpit.sync.switch import Keys


class Lock:
    """The keys of one round; `passphrase` is what a person gave, a recovery key too."""

    def __init__(self, db: sqlite3.Connection, carrier: Carrier, passphrase: str | None) -> None:
        self.keys = Keys()
        self._db, self._carrier, self._passphrase = db, carrier, passphrase

    def open(self, header: FileHeader) -> dict[int, bytes]:
        """The team's keys by epoch, none of a plain team; writes nothing. Raises as `switch.opened`."""
        return switch.opened(header, self._passphrase)

    def take(self, team: bytes, *, is_all_read: bool = False) -> None:
        """Take the keys that are kept. A replica whose signature is gone from this device is followed by a new one."""
        self.keys = switch.keys_of(self._db, team, is_all_read=is_all_read)
        if switch.has_lost_signature(self._db, self.keys):
            new_incarnation(self._db, "restore")
            self._carrier.replica = own_replica(self._db).id
            self.keys = switch.keys_of(self._db, team, is_all_read=is_all_read)
        opener = self.keys.opener
        if opener is not None:
            self._carrier.unpack = lambda frame: unpacked(frame, opener)
            self._carrier.closes = True

    def turn_on(self, team: bytes, name: str) -> bool:
        """Encrypt from here on, where a passphrase is given and the team is a plain one; whether it did."""
        if self._passphrase is None or self.keys.sealer is not None:
            return False
        switch.turned_on(self._db, FileHeader(team, name), self._passphrase)
        self.take(team)
        return True

    def vouch(self, team: bytes) -> None:
        """Have own frames stand under a key that was made without them."""
        if self.keys.sealer is not None and not quiet.was_closed(self._db):
            seal.vouch(self._db, team, self.keys.sealer, self.keys.listed)

    def must_close(self, sight: Sight) -> bool:
        """Whether the target still holds frames in clear, or has not yet the newest keys."""
        if self.keys.sealer is None:
            return False
        return not quiet.was_closed(self._db) or sight.has_clear(self.withheld())

    def withheld(self) -> set[FrameKey]:
        """What a team that encrypts never writes: frames in clear that are not trusted."""
        if self.keys.sealer is None:
            return set()
        return {key for key, flags in held.doubtful_keys(self._db).items() if not flags & ENCRYPTED}

    def frames_of(self, keys: Collection[FrameKey] | None) -> Iterator[Frame]:
        """The held frames of these keys, or all; never in clear where the team encrypts."""
        frames = held.held_frames(self._db, None if keys is None else set(keys))
        doubtful = held.doubtful_keys(self._db) if self.keys.sealer is not None else ()
        return switch.closed(frames, self.keys, doubtful)
