"""What a sync did and how it stands. Field names are the keys of the JSON."""

from datetime import datetime
from typing import NamedTuple


class SyncReport(NamedTuple):
    """What one sync did.

    `sent` own transactions were found on the target for the first time, `received` are others' first stored;
    `damaged_frames` counts damaged places in the target as first read; `warnings` are lines for a person;
    `recovery_key` is shown once, by the sync that turned the encryption on: it opens the file as the passphrase does;
    `removals` counts records that others removed many at once, which `warnings` names.
    """

    target: str
    sent: int
    received: int
    conflicts_new: int
    conflicts_open: int
    damaged_frames: int
    warnings: tuple[str, ...] = ()
    recovery_key: str | None = None
    removals: int = 0


class RemovedRecord(NamedTuple):
    """A record in the bin that others lie under."""

    kind: str
    id: bytes


class LargeRemoval(NamedTuple):
    """Many records that somebody else removed in the transaction `id`: in words, and what to restore for all of it."""

    id: bytes
    by: str | None
    at: datetime
    record_count: int
    text: str
    records: tuple[RemovedRecord, ...]

    @property
    def command(self) -> str:
        """What brings it back; of several records the first, the bin lists the others."""
        return f"repcockpit bin restore {self.records[0].id.hex()[:12]}"


class ReplicaRow(NamedTuple):
    """One device of the team as this one knows it.

    `reason` is why it writes under this id (new, restore, copy, fork); `newest_at` when its newest
    transaction was made, by its own clock; `transactions` and `frames` are held here; `clock` says in words
    how far its clock was off (None: nothing strange); `is_retired`: what it wrote later is not applied; `app` is the
    version it wrote with last (None: nothing of it is held).
    """

    id: bytes
    rep: str | None
    device: str | None
    is_this: bool
    reason: str | None
    newest_at: datetime | None
    transactions: int
    frames: int
    clock: str | None = None
    is_retired: bool = False
    app: str | None = None


class Archive(NamedTuple):
    """The folder where copies and torn files go that the team's file covers: nothing in it is needed."""

    path: str
    files: int
    bytes: int


class SyncStatus(NamedTuple):
    """How the sync of this device stands, read from the database alone.

    `form` is "file" or "folder" (None: no target yet); `team_id` is None before the first sync, and
    `is_provisional` while no other device was read under it; `synced_at` the end of the last sync that
    reached the target, `seen_at` when the newest own change was found there; `unsynced` counts own
    transactions not yet found there, `held_back` frames that are stored and not applied, `quarantined` those
    that are not trusted: in clear or unsigned in a team that encrypts; `damage`, `gaps`, `warnings` (of the last
    sync) and `advice` are lines for a person; `removals` what others removed many at once and is still in the bin;
    `archive` is what was moved aside at the target; `failed` why the last attempt came to nothing, at `failed_at`.
    """

    target: str | None
    form: str | None
    team_name: str | None
    team_id: bytes | None
    is_provisional: bool
    is_encrypted: bool
    rep: str | None
    synced_at: datetime | None
    seen_at: datetime | None
    unsynced: int
    conflicts: int
    held_back: int = 0
    damage: tuple[str, ...] = ()
    gaps: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    advice: tuple[str, ...] = ()
    replicas: tuple[ReplicaRow, ...] = ()
    quarantined: int = 0
    removals: tuple[LargeRemoval, ...] = ()
    archive: Archive | None = None
    failed: str | None = None
    failed_at: datetime | None = None

    @property
    def team_digits(self) -> str | None:
        """The first 8 digits of the team's id, which people compare by voice."""
        return self.team_id.hex()[:8] if self.team_id else None


class TeamFound(NamedTuple):
    """The team that a target belongs to, and who is in it; `reps` by name."""

    target: str
    team_name: str | None
    team_id: bytes
    reps: tuple[str, ...] = ()

    @property
    def team_digits(self) -> str:
        """The first 8 digits of the team's id."""
        return self.team_id.hex()[:8]


class JoinPreview(NamedTuple):
    """What joining would do: the team, `rep` and whether the team knows the name.

    `published` rows of one's own would be sent, `merged` of them the team has already under the same external id;
    `devices` are those that the rep has there, by the name each gave itself.
    """

    team: TeamFound
    rep: str
    is_rep_known: bool
    published: int
    merged: int
    devices: tuple[str, ...] = ()


class JoinReport(NamedTuple):
    """What joining did; `published` rows were sent as they are now, `merged` of them with the team's own."""

    target: str
    team: str | None
    team_id: bytes
    rep_id: bytes
    rep: str
    is_rep_known: bool
    published: int
    merged: int
    sync: SyncReport


class Guarantee(NamedTuple):
    """One thing measured at a target: whether it holds there, and what was found in words."""

    name: str
    ok: bool
    detail: str


class SyncDoctorView(NamedTuple):
    """What a target can do; `ok` where a sync there loses nothing."""

    target: str
    form: str
    ok: bool
    checks: tuple[Guarantee, ...]
