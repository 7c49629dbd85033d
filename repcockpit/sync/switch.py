"""The one switch of a team's encryption, and the keys that a round works with (sync.md 9).

The file header carries the team's keys, wrapped under the passphrase and under the recovery key, and closed
under the newest of them the list of what was there when it was made: the newest frame of each branch. What
they follow counts; other frames in clear or without a good signature are stored and not applied.
"""

import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from repcockpit.domain.errors import InvalidValueError, PassphraseNeededError
from repcockpit.store.database import immediate, meta_value, set_meta
from repcockpit.store.incarnations import own_replica
from repcockpit.store.log import decode, encode
from repcockpit.sync.container import ENCRYPTED, FileHeader, header_bytes, scan
from repcockpit.sync.frames import (
    ENCRYPTED as IS_ENCRYPTED,
)
from repcockpit.sync.frames import (
    Frame,
    FrameError,
    FrameKey,
    Opener,
    Sealer,
    plain_body,
    read_frame,
    resealed,
    sealed_anew,
)
from repcockpit.sync.ingest import FORMER, Problem
from repcockpit.sync.merge.rebuilding import QUARANTINED

if TYPE_CHECKING:
    from repcockpit.sync.crypto.keyring import Keyring
    from repcockpit.sync.crypto.trust import Signatures

HEADER = "team_header"
"""Key of `meta` that keeps the file header of a team that encrypts."""
CLOSED = "sync_closed"
"""Key of `meta`: the header with which a round came to its end."""
_PINNED = "team_signers"
_DUE = "recovery_due"
"""Key of `meta`: a recovery key waits outside the database to be shown."""
_ASK = "give its passphrase, or its recovery key: --passphrase-file F"


class Keys(NamedTuple):
    """What opens and seals bodies, and signs, and decides which signatures count; nothing for a plain team.

    `sealer_of` seals with the signature of any replica of this device: what was written before a new one began;
    `listed` are the identities of the newest frames of what was there when the newest key was made.
    """

    opener: Opener | None = None
    sealer: Sealer | None = None
    trust: "Signatures | None" = None
    sealer_of: Callable[[bytes], Sealer] | None = None
    listed: frozenset[bytes] = frozenset()


def kept_header(db: sqlite3.Connection, team: bytes) -> FileHeader | None:
    """The header of the team that encrypts, as last read or written; None of a plain team."""
    raw = meta_value(db, HEADER)
    found = scan(raw).header if isinstance(raw, bytes) else None
    return found if found is not None and found.team == team else None


def best_header(db: sqlite3.Connection, plain: FileHeader, read: Iterable[FileHeader]) -> FileHeader:
    """The header with the newest keys, of what was read and of what is kept, so that no slot is lost; else `plain`.

    Of two with keys of one number the same one on every device, but not an own one that nobody has seen yet.
    """
    kept = kept_header(db, plain.team)
    is_seen = kept is not None and meta_value(db, CLOSED) == header_bytes(kept)

    def rank(one: FileHeader) -> tuple[object, ...]:
        known = is_seen or one is not kept
        return one.flags & ENCRYPTED, one.epoch, known, len(one.slots), repr(one.slots)

    found = [one for one in (kept, *read) if one is not None and one.team == plain.team]
    return max((plain, *found), key=rank)


def opened(header: FileHeader, passphrase: str | None) -> dict[int, bytes]:
    """The team's keys by epoch: kept here, or opened by the passphrase or the recovery key; none of a plain team.

    Writes nothing. Raises RefusedError for a wrong passphrase, PassphraseNeededError where none was given and
    the newest key is not kept here.
    """
    if not header.flags & ENCRYPTED:
        return {}
    from repcockpit.sync.crypto.before import listed_before  # noqa: PLC0415 -- libsodium, for an encrypted team
    from repcockpit.sync.crypto.keys import team_keys  # noqa: PLC0415 -- the same

    known = team_keys(header.team)
    if passphrase is not None:
        return {**known, **_opened_by(header, passphrase)}
    if header.epoch not in known or listed_before(header, known) is None:
        raise PassphraseNeededError("the team's file is encrypted", _ASK)
    return known


def _opened_by(header: FileHeader, typed: str) -> dict[int, bytes]:
    from repcockpit.sync.crypto.recovery import recovered_secret  # noqa: PLC0415 -- as above
    from repcockpit.sync.crypto.slots import opened_by_founding_secret, opened_by_passphrase  # noqa: PLC0415

    try:
        secret = recovered_secret(typed)
    except InvalidValueError:
        return opened_by_passphrase(header, typed)
    return opened_by_founding_secret(header, secret)


def keep(db: sqlite3.Connection, header: FileHeader, epochs: Mapping[int, bytes]) -> None:
    """Keep the keys outside the database, and in it the header that says which are needed.

    Where another device made a key of the same number first, what is held under the own one is closed anew.
    """
    from repcockpit.sync.crypto import keys  # noqa: PLC0415 -- as above

    known, former = keys.team_keys(header.team), f"former-{header.team.hex()}"
    if any(known.get(epoch, key) != key for epoch, key in epochs.items()):
        keys.keep_secret(former, encode(known))
    if not epochs.items() <= known.items():
        keys.keep_team_keys(header.team, epochs)
    if (left := keys.secret(former)) is not None:
        _close_anew(db, decode(left), epochs)
        keys.drop_secret(former)
    raw = header_bytes(header)
    if meta_value(db, HEADER) != raw:
        with immediate(db):
            set_meta(db, HEADER, raw)


def _close_anew(db: sqlite3.Connection, former: dict[int, bytes], epochs: Mapping[int, bytes]) -> None:
    from repcockpit.sync.crypto.keyring import Keyring  # noqa: PLC0415 -- as above

    before, now = Keyring(former), Keyring(epochs)
    with immediate(db):
        rows = db.execute("select no from sync_frame where flags & ? <> 0", (IS_ENCRYPTED,)).fetchall()
        for (no,) in rows:
            (raw,) = db.execute("select bytes from sync_frame where no = ?", (no,)).fetchone()
            frame = read_frame(raw)
            try:
                plain_body(frame, now)
            except FrameError:
                try:
                    frame = sealed_anew(frame, now, before)
                except FrameError:
                    continue
                db.execute(
                    "update sync_frame set bytes = ?, body_hash = ? where no = ?",
                    (frame.raw, frame.header.body_hash, no),
                )


def turned_on(db: sqlite3.Connection, plain: FileHeader, passphrase: str) -> str:
    """Make the team's first key, keep it and the header of the encrypted file; gives the recovery key.

    Raises InvalidValueError for an empty passphrase.
    """
    return _renewed(db, plain, {}, passphrase)


def renewed(db: sqlite3.Connection, team: bytes, passphrase: str) -> str:
    """Make a new key, under a new passphrase: who only has the old one reads nothing that is written from here on.

    Gives the recovery key, a new one where the founding secret is not on this device.
    """
    header = kept_header(db, team)
    if header is None:
        raise PassphraseNeededError("the team's file is not encrypted yet", _ASK)
    return _renewed(db, header, opened(header, None), passphrase)


def _renewed(db: sqlite3.Connection, header: FileHeader, epochs: Mapping[int, bytes], passphrase: str) -> str:
    from repcockpit.clock import random_bytes  # noqa: PLC0415 -- as above
    from repcockpit.sync.crypto.before import before_slot  # noqa: PLC0415
    from repcockpit.sync.crypto.keyring import new_team_key  # noqa: PLC0415
    from repcockpit.sync.crypto.keys import founding_secret, keep_secret  # noqa: PLC0415
    from repcockpit.sync.crypto.recovery import SECRET_BYTES, recovery_text  # noqa: PLC0415
    from repcockpit.sync.crypto.slots import encrypted_header  # noqa: PLC0415

    epoch = max(epochs, default=0) + 1
    every = {**epochs, epoch: new_team_key()}
    founding = founding_secret(header.team) or random_bytes(SECRET_BYTES)
    made = encrypted_header(header, every, passphrase, founding)
    listed = before_slot(header.team, epoch, every[epoch], _tips(db))
    keep_secret(_untold(header.team), founding)
    with immediate(db):
        set_meta(db, _DUE, 1)
    keep(db, made._replace(slots=(*made.slots, listed)), every)
    return recovery_text(founding)


def untold_recovery_key(db: sqlite3.Connection, team: bytes) -> str | None:
    """The recovery key that was made here and not yet shown; None where there is none."""
    if meta_value(db, _DUE) is None:
        return None
    from repcockpit.sync.crypto.keys import secret  # noqa: PLC0415 -- as above
    from repcockpit.sync.crypto.recovery import recovery_text  # noqa: PLC0415 -- the same

    held = secret(_untold(team))
    return recovery_text(held) if held is not None else None


def recovery_key_was_told(db: sqlite3.Connection, team: bytes) -> None:
    """The recovery key was shown: from here on it is with the person alone."""
    from repcockpit.sync.crypto.keys import drop_secret  # noqa: PLC0415 -- as above

    drop_secret(_untold(team))
    with immediate(db):
        db.execute("delete from meta where key = ?", (_DUE,))


def _untold(team: bytes) -> str:
    return f"recovery-{team.hex()}"


def keys_of(db: sqlite3.Connection, team: bytes, *, is_all_read: bool = False) -> Keys:
    """The keys of this device's replica; while not all is read, nobody is known to be still in the team.

    Raises PassphraseNeededError where the keys are not on this device any more.
    """
    header = kept_header(db, team)
    if header is None:
        return Keys()
    from repcockpit.sync.crypto.before import listed_before  # noqa: PLC0415 -- libsodium, for an encrypted team
    from repcockpit.sync.crypto.keys import team_keyring  # noqa: PLC0415 -- the same
    from repcockpit.sync.crypto.trust import Signatures  # noqa: PLC0415 -- the same

    ring = team_keyring(team, own_replica(db).id)
    listed = listed_before(header, ring.epochs) if ring is not None else None
    if ring is None or listed is None:
        raise PassphraseNeededError("the key of the team is not on this device any more", _ASK)
    rows = db.execute("select prev from sync_frame where state < ?", (QUARANTINED,)).fetchall()
    retired = db.execute("select id from replica where retired is not null").fetchall()
    trust = Signatures(
        _signers(db),
        listed,
        ring,
        epoch=ring.epoch,
        followed={prev for (prev,) in rows},
        retired={replica for (replica,) in retired} if is_all_read else None,
    )
    return Keys(ring, ring, trust, _sealer_of(db, ring), frozenset(listed))


def _signers(db: sqlite3.Connection) -> dict[bytes, bytes]:
    """The known keys of all replicas: as first met, whatever a record says later."""
    pinned = meta_value(db, _PINNED)
    rows = db.execute("select id, key from replica where key is not null").fetchall()
    return dict(rows) | (decode(pinned) if isinstance(pinned, bytes) else {})


def keep_signers(db: sqlite3.Connection, keys: Keys) -> None:
    """Remember the keys that were met, so that nobody announces another one for the same replica."""
    if keys.trust is not None and keys.trust.keys != _signers(db):
        with immediate(db):
            set_meta(db, _PINNED, encode(keys.trust.keys))


def _sealer_of(db: sqlite3.Connection, ring: "Keyring") -> Callable[[bytes], Sealer]:
    from repcockpit.sync.crypto.keyring import Keyring  # noqa: PLC0415 -- as above
    from repcockpit.sync.crypto.keys import kept_signing_key  # noqa: PLC0415 -- the same

    me, known = own_replica(db).id, _signers(db)

    def of(replica: bytes) -> Sealer:
        if replica == me:
            return ring
        kept = kept_signing_key(replica)
        is_its = kept is not None and known.get(replica) in (None, Keyring({}, kept).verify_key)
        return ring.signing_as(kept if is_its else None)

    return of


def has_lost_signature(db: sqlite3.Connection, keys: Keys) -> bool:
    """Whether others know this replica by a signature that is not on this device any more."""
    if keys.sealer is None:
        return False
    told = _signers(db).get(own_replica(db).id)
    return told is not None and told != getattr(keys.sealer, "verify_key", None)


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


def closed(frames: Iterable[Frame], keys: Keys, doubtful: Collection[FrameKey] = ()) -> Iterator[Frame]:
    """The frames as they may lie in an encrypted file: nothing in clear, all that counts under the newest key.

    `doubtful` frames, which are not applied, are passed on as they came: closing them would vouch for them.
    """
    if keys.sealer is None:
        yield from frames
        return
    for frame in frames:
        if frame.key not in doubtful:
            with suppress(FrameError):
                frame = resealed(frame, keys.sealer, keys.opener)  # noqa: PLW2901 -- the same frame
        if frame.header.flags & IS_ENCRYPTED:
            yield frame


def still_open(db: sqlite3.Connection, problems: Iterable[Problem]) -> list[Problem]:
    """The problems without those of frames that were taken after all, once everything was read."""
    doubtful = {
        (replica, seq)
        for replica, seq in db.execute(
            "select replica, seq from sync_frame where state = ?", (QUARANTINED,)
        ).fetchall()
    }
    return [one for one in problems if one.reason != FORMER or (one.replica, one.seq) in doubtful]


def _tips(db: sqlite3.Connection) -> list[bytes]:
    """The newest frame of each branch that counts: those that no other follows."""
    rows = db.execute(
        "select identity, prev from sync_frame where stream = 0 and state < ?", (QUARANTINED,)
    ).fetchall()
    followed = {prev for _, prev in rows}
    return [identity for identity, _ in rows if identity not in followed]
