"""The one switch of a team's encryption, and the keys that a round works with (sync.md 9).

The file header carries the team's keys, wrapped under the passphrase, and closed under the first of them the
list of what was there in clear before: the newest frame of each branch. Everything they follow counts; other
frames without a signature are stored and not applied.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from repcockpit.domain.errors import PassphraseNeededError
from repcockpit.store.database import immediate, meta_value, set_meta
from repcockpit.store.incarnations import own_replica
from repcockpit.store.log import encode
from repcockpit.sync import held
from repcockpit.sync.container import ENCRYPTED, FileHeader, Slot, header_bytes, scan
from repcockpit.sync.frames import (
    ENCRYPTED as IS_ENCRYPTED,
)
from repcockpit.sync.frames import (
    NO_PREV,
    SIGNED,
    Frame,
    FrameError,
    Opener,
    Sealer,
    resealed,
)
from repcockpit.sync.ingest import Trust

if TYPE_CHECKING:
    from repcockpit.sync.crypto.keyring import Keyring

HEADER = "team_header"
"""Key of `meta` that keeps the file header of a team that encrypts."""
_BEFORE = 3
_BOUND = b"rcslot3"
_ENTRY = 16 + 8 + 32

Branch = tuple[bytes, int, bytes]
"""(replica, seq, identity)."""


class Keys(NamedTuple):
    """What opens and seals bodies, and signs, and decides which signatures count; nothing for a plain team."""

    opener: Opener | None = None
    sealer: Sealer | None = None
    trust: Trust | None = None


def kept_header(db: sqlite3.Connection, team: bytes) -> FileHeader | None:
    """The header of the team that encrypts, as last read or written; None of a plain team."""
    raw = meta_value(db, HEADER)
    found = scan(raw).header if isinstance(raw, bytes) else None
    return found if found is not None and found.team == team else None


def best_header(db: sqlite3.Connection, plain: FileHeader, read: Iterable[FileHeader]) -> FileHeader:
    """The header with the newest keys, of what was read and of what is kept, so that no slot is lost; else `plain`."""
    found = [
        one for one in (kept_header(db, plain.team), *read) if one is not None and one.team == plain.team
    ]
    return max((plain, *found), key=lambda one: (one.epoch, one.flags, len(one.slots)))


def opened(header: FileHeader, passphrase: str | None) -> dict[int, bytes]:
    """The team's keys by epoch: kept here, or opened by the passphrase; none of a plain team. Writes nothing.

    Raises RefusedError for a wrong passphrase, and where none was given and the newest key is not known.
    """
    if not header.flags & ENCRYPTED:
        return {}
    from repcockpit.sync.crypto.keys import team_keys  # noqa: PLC0415 -- libsodium, for an encrypted team
    from repcockpit.sync.crypto.slots import opened_by_passphrase  # noqa: PLC0415 -- the same

    if passphrase is not None:
        return opened_by_passphrase(header, passphrase)
    known = team_keys(header.team)
    if header.epoch not in known:
        raise PassphraseNeededError(
            "the team's file is encrypted", "give its passphrase: repcockpit sync --passphrase-file F"
        )
    return known


def keep(db: sqlite3.Connection, header: FileHeader, epochs: dict[int, bytes]) -> None:
    """Keep the keys outside the database, and in it the header that says which are needed."""
    from repcockpit.sync.crypto.keys import keep_team_keys, team_keys  # noqa: PLC0415 -- as above

    if not epochs.items() <= team_keys(header.team).items():
        keep_team_keys(header.team, epochs)
    raw = header_bytes(header)
    if meta_value(db, HEADER) != raw:
        is_new = meta_value(db, HEADER) is None
        with immediate(db):
            set_meta(db, HEADER, raw)
            if is_new:
                _unseal_unseen(db)


def turned_on(db: sqlite3.Connection, plain: FileHeader, passphrase: str) -> tuple[FileHeader, str | None]:
    """Make a key, keep it, and give the header of the encrypted file; and the recovery key, where the founder asks.

    Raises InvalidValueError for an empty passphrase.
    """
    from repcockpit.sync.crypto.boxes import close  # noqa: PLC0415 -- as above
    from repcockpit.sync.crypto.keyring import new_team_key  # noqa: PLC0415
    from repcockpit.sync.crypto.recovery import recovery_text  # noqa: PLC0415
    from repcockpit.sync.crypto.slots import encrypted_header  # noqa: PLC0415
    from repcockpit.sync.replicas import kept_seed  # noqa: PLC0415

    with immediate(db):
        _unseal_unseen(db)
    epochs = {1: new_team_key()}
    seed = kept_seed(plain.team)
    header = encrypted_header(plain, epochs, passphrase, seed)
    listed = b"".join(replica + seq.to_bytes(8, "big") + identity for replica, seq, identity in _tips(db))
    slot = Slot(_BEFORE, close(epochs[1], listed, _BOUND + plain.team))
    header = header._replace(slots=(*header.slots, slot))
    keep(db, header, epochs)
    return header, recovery_text(seed) if seed is not None else None


def keys_of(db: sqlite3.Connection, team: bytes, frames: Iterable[Frame] = ()) -> Keys:
    """The keys of this device's replica; `frames` were just read and may lead to what was there before."""
    header = kept_header(db, team)
    if header is None:
        return Keys()
    from repcockpit.sync.crypto.keys import team_keyring  # noqa: PLC0415 -- libsodium, for an encrypted team
    from repcockpit.sync.crypto.trust import Signatures  # noqa: PLC0415 -- the same

    ring = team_keyring(team, own_replica(db).id)
    if ring is None:
        raise PassphraseNeededError(
            "the key of the team is not on this device any more",
            "give the passphrase: repcockpit sync --passphrase-file F",
        )
    known = db.execute("select id, key from replica where key is not null").fetchall()
    before = _followed(db, _listed(header, ring.epochs), frames)
    return Keys(ring, ring, Signatures(dict(known), before, ring))


def kept_keyring(db: sqlite3.Connection) -> "Keyring | None":
    """What opens the frames that are held, and seals; None of a plain team, and where the key is not on this device."""
    team = meta_value(db, "team_id")
    if not isinstance(team, bytes) or kept_header(db, team) is None:
        return None
    from repcockpit.sync.crypto.keys import team_keyring  # noqa: PLC0415 -- as above

    return team_keyring(team, own_replica(db).id)


def encrypts(db: sqlite3.Connection) -> bool:
    """Whether this device's team encrypts."""
    team = meta_value(db, "team_id")
    return isinstance(team, bytes) and kept_header(db, team) is not None


def verify_key(db: sqlite3.Connection, team: bytes) -> bytes | None:
    """What others check this replica's signatures with; None in a plain team."""
    if kept_header(db, team) is None:
        return None
    from repcockpit.sync.crypto.keys import team_keyring  # noqa: PLC0415 -- as above

    ring = team_keyring(team, own_replica(db).id)
    return ring.verify_key if ring is not None else None


def closed(frames: Iterable[Frame], keys: Keys) -> Iterator[Frame]:
    """The frames as they may lie in an encrypted file; what cannot be read stays as it is, what is in clear stays out."""
    if keys.sealer is None:
        yield from frames
        return
    for frame in frames:
        try:
            yield resealed(frame, keys.sealer, keys.opener)
        except FrameError:
            if frame.header.flags & IS_ENCRYPTED:
                yield frame


def _tips(db: sqlite3.Connection) -> list[Branch]:
    """The newest frame of each branch that is held: those that no other follows."""
    rows = db.execute("select replica, seq, identity, prev from sync_frame where stream = 0").fetchall()
    followed = {(replica, prev) for replica, _, _, prev in rows}
    return [
        (replica, seq, identity)
        for replica, seq, identity, _ in sorted(rows)
        if (replica, identity) not in followed
    ]


def _listed(header: FileHeader, epochs: dict[int, bytes]) -> list[Branch]:
    from repcockpit.sync.crypto.boxes import reveal  # noqa: PLC0415 -- as above

    for slot in header.slots:
        if slot.type == _BEFORE and 1 in epochs:
            try:
                raw = reveal(epochs[1], slot.data, _BOUND + header.team)
            except FrameError:
                continue
            entries = (raw[at : at + _ENTRY] for at in range(0, len(raw) - _ENTRY + 1, _ENTRY))
            return [(one[:16], int.from_bytes(one[16:24], "big"), one[24:]) for one in entries]
    return []


def _followed(db: sqlite3.Connection, tips: Iterable[Branch], frames: Iterable[Frame]) -> set[Branch]:
    """The frames listed and all that they follow, as far as they are here or were just read."""
    rows = db.execute("select replica, identity, prev from sync_frame where stream = 0").fetchall()
    prev = {(replica, identity): before for replica, identity, before in rows}
    for frame in frames:
        prev.setdefault((frame.header.replica, frame.header.identity), frame.header.prev)
    found: set[Branch] = set()
    for replica, seq, identity in tips:
        here, number = identity, seq
        while here != NO_PREV and number > 0 and (replica, number, here) not in found:
            found.add((replica, number, here))
            here, number = prev.get((replica, here), NO_PREV), number - 1
    return found


def _unseal_unseen(db: sqlite3.Connection) -> None:
    """Take back own frames in clear that nobody has seen: they are sealed anew, and signed."""
    for no, replica in db.execute("select no, id from replica").fetchall():
        if replica not in held.own_replicas(db):
            continue
        row = db.execute(
            "select coalesce(max(seq), 0) from sync_frame where replica = ? and seen_at is not null",
            (replica,),
        ).fetchone()
        gone = db.execute(
            "select 1 from sync_frame where replica = ? and seq > ? and flags & ? = 0 limit 1",
            (replica, row[0], SIGNED),
        ).fetchone()
        if gone is None:
            continue
        tip = db.execute(
            "select identity from sync_frame where replica = ? and seq = ? order by no limit 1",
            (replica, row[0]),
        ).fetchone()
        db.execute("delete from sync_frame where replica = ? and seq > ?", (replica, row[0]))
        db.execute(
            "update change set sealed_seq = null where sealed_seq > ? and txn_no in"
            " (select no from txn where replica_no = ?)",
            (row[0], no),
        )
        set_meta(db, f"sealed_{no}", encode([row[0], tip[0] if tip else NO_PREV]))


__all__ = [
    "Keys",
    "best_header",
    "closed",
    "encrypts",
    "keep",
    "kept_header",
    "kept_keyring",
    "keys_of",
    "opened",
    "turned_on",
    "verify_key",
]
