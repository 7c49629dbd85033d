"""One sync, step by step (sync.md 8): every step can be killed, the next round starts at the first.

A round reads all that lies at a target, merges what is new, seals what is unsent and puts back what is
missing there. It never waits for another device and never looks at a clock to decide anything.
"""

import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import Path
from time import sleep
from typing import TYPE_CHECKING, NamedTuple

from repcockpit.clock import machine_zone, random_bytes, wall_ms
from repcockpit.domain.errors import RefusedError, UnreachableError
from repcockpit.store import roster
from repcockpit.store.database import immediate, meta_value, set_meta
from repcockpit.store.incarnations import own_replica
from repcockpit.store.unit import Unit
from repcockpit.sync import held, ingest, joining, seal, teams
from repcockpit.sync.carriers.choose import folder_advice
from repcockpit.sync.carriers.contract import IN_TARGET, ROUNDS, Carrier, Changed, Listing, Reading, Role
from repcockpit.sync.carriers.one_file import OneFile
from repcockpit.sync.container import FileHeader
from repcockpit.sync.frames import REDACTED, Frame, FrameKey, Opener, Sealer
from repcockpit.sync.replicas import new_incarnation, note_self, settle_self

if TYPE_CHECKING:
    from repcockpit.sync.carriers.choose import folder_advice
from repcockpit.sync.carriers.contract import Probe

_BATCH_BYTES = 64 << 20
_FRESH_MS = 60_000


class Keys(NamedTuple):
    """What opens and seals bodies, and signs; nothing for a plain team."""

    opener: Opener | None = None
    sealer: Sealer | None = None


class Outcome(NamedTuple):
    """What a round did: own transactions first found there, others' first stored, damaged places, remarks."""

    sent: int
    received: int
    damaged_frames: int
    warnings: tuple[str, ...]
    advice: str | None = None


class Round:
    """One sync of the database `db` (at `path`) with the place behind `carrier`."""

    def __init__(
        self,
        db: sqlite3.Connection,
        path: Path,
        carrier: Carrier,
        keys: Keys = Keys(),  # noqa: B008 -- a tuple
        *,
        joins: str | None = None,
        before_seal: Callable[[sqlite3.Connection], None] | None = None,
        wait: Callable[[float], None] = sleep,
    ) -> None:
        self.joins, self.before_seal = joins, before_seal
        self.db, self.path, self.carrier, self.keys, self.wait = db, path, carrier, keys, wait
        self.team = b""
        self.sent = self.received = self.damaged = 0
        self.warnings: dict[str, None] = {}
        self._is_first_reading = True
        self._listing = Listing((), b"", is_known=False)
        self._readings: dict[str, Reading] = {}
        self._unstored: dict[str, Reading] = {}

    def run(self) -> Outcome:
        """All steps; raises what the carrier raises, RefusedError and UsageError as `teams.choose` says."""
        self.check_self()
        probe = self.probe()
        for turn in range(ROUNDS):
            try:
                if self.turn(probe):
                    break
            except Changed:
                self.pause(turn)
                probe = self.probe()
        else:
            raise UnreachableError(
                f"{self.carrier.target} changes faster than it can be written",
                "nothing is lost: sync again in a moment",
            )
        advice = None
        if isinstance(self.carrier, OneFile):
            advice = folder_advice(self.carrier, self._readings.values())
        return Outcome(
            self.sent, self.received, self.damaged, tuple(self.warnings), advice.said if advice else None
        )

    def receive(self) -> None:
        """Steps 2 to 5 alone: what a preview of joining looks at."""
        probe = self.probe()
        for turn in range(ROUNDS):
            try:
                self.read()
                break
            except Changed:
                self.pause(turn)
        self.choose_team(probe)
        self.store()

    def turn(self, probe: "Probe") -> bool:
        """Steps 3 to 12, once; True where they came to their end. Raises Changed to be called again."""
        self.read()
        if self.is_quiet():
            self.keep(self._listing.state)
            return True
        self.choose_team(probe)
        self.store()
        self.seal()
        missing = self.missing()
        state = self._listing.state
        if missing or not self.is_whole(probe):
            self.publish(missing)
            state = b""
        self.tidy()
        self.keep(state)
        return True

    # 1

    def check_self(self) -> None:
        """Step 1: in doubt, a new incarnation; the carrier names files by the replica."""
        settle_self(self.db, self.path)
        self.carrier.replica = own_replica(self.db).id

    # 2

    def probe(self) -> "Probe":
        """Step 2: whether the target can be reached at all."""
        return self.carrier.probe()

    # 3

    def read(self) -> None:
        """Step 3: the target and what lies beside it. What was read and not yet stored is not forgotten."""
        self._listing = self.carrier.list()
        self._readings = {}
        for item in self._listing.items:
            # A device without a team needs the names, which are not remembered.
            reading = self.carrier.read(item, afresh=teams.own_team(self.db).id is None)
            waiting = self._unstored.get(item.name)
            if reading.scan is None and waiting is not None and waiting.item.mark == item.mark:
                reading = waiting
            if reading.scan is not None:
                self._unstored[item.name] = reading
            self._readings[item.name] = reading
        self._tell_damage()

    def _tell_damage(self) -> None:
        if self._is_first_reading:
            self.damaged = sum(one.damages for one in self._readings.values() if one.item.role in IN_TARGET)
        self._is_first_reading = False
        for name in self._listing.skipped:
            self.warn(f"{name} is in the cloud only; it is read once it is on this machine")
        for name, one in self._readings.items():
            if self._is_other_team(one):
                continue
            if one.item.role not in IN_TARGET and one.damages:
                self.warn(
                    f"{name} is damaged in {one.damages} place{'s' * (one.damages > 1)}; the rest was read"
                )
            elif one.item.role is not Role.TEMP and one.is_ours and not one.is_whole:
                self.warn(f"{name} has a damaged or missing header or end; the rest was read")

    def _is_other_team(self, reading: Reading) -> bool:
        own = teams.own_team(self.db).id
        return own is not None and reading.team is not None and reading.team != own

    # 4

    def choose_team(self, probe: "Probe") -> None:
        """Step 4: whose target this is; nothing is stored or written before that is known."""
        present = teams.own_team(self.db)
        choice = teams.choose(
            present,
            tuple(self._readings.values()),
            self.carrier.target,
            is_absent=probe.is_absent,
            joins=self.joins is not None,
        )
        if choice.id != present.id and not choice.is_founded and meta_value(self.db, "is_demo"):
            raise RefusedError(
                "the sample book joins no team", "sync your own book: repcockpit --db PATH sync"
            )
        self.team = teams.enter(self.db, choice, self.joins)
        if choice.drops and self.joins is None:
            self.warn(f"another device was first: its id of the team is taken over ({self.team.hex()[:8]})")
        self.carrier.team = self.team
        target = str(self.carrier.target)
        if meta_value(self.db, "target") != target:
            with immediate(self.db):
                set_meta(self.db, "target", target)
                teams.forget_target(self.db)

    # 5

    def store(self) -> None:
        """Step 5: verify, store and merge what was read of this team, in batches of whole files."""
        for batch in _batches(one for one in self._unstored.values() if one.team == self.team):
            frames = (frame for one in batch if one.scan for frame in one.scan.frames)
            found = ingest.ingest(self.db, self.team, frames, opener=self.keys.opener)
            self.received += found.received
            if found.stored:
                teams.confirm(self.db)
            for problem in found.problems:
                self.warn(str(problem))
            if found.forked:
                new_incarnation(self.db, "fork")
                self.carrier.replica = own_replica(self.db).id
                self.warn("this database has a copy that writes too: both go on, each under its own name")
        self._unstored.clear()

    # 6

    def seal(self) -> None:
        """Step 6: frames of what is unsealed, then the state file."""
        self.introduce()
        seal.seal(self.db, self.team, sealer=self.keys.sealer)
        note_self(self.db, self.path)

    def introduce(self) -> None:
        """What is to be written before the first seal: rows of a joining device, the rep, whose replica this is."""
        zone = machine_zone()
        if self.before_seal is not None:
            self.before_seal(self.db)
        if (pending := meta_value(self.db, joining.PENDING)) is not None:
            joining.publish_own(self.db, str(pending), zone=zone)
        if meta_value(self.db, joining.ADOPTED) is not None:
            joining.take_known_rep(self.db, zone=zone)
        rep = meta_value(self.db, "rep_id")
        rep_id = rep if isinstance(rep, bytes) else None
        if not roster.is_announced(self.db, rep_id):
            label = "This device writes for the team"
            with Unit(self.db, label, author_id=rep_id, zone=zone, kind="join") as unit:
                roster.announce(unit, rep_id)

    # 7

    def missing(self) -> set[FrameKey]:
        """Step 7: all that is held and not in the target as read, or there in a form that an erase has changed."""
        there = self._in_target()
        held_keys = held.held_keys(self.db)
        missing = held_keys - there
        self._tell_put_back(missing)
        self.see(there)
        return missing | (self._unblanked() & held_keys)

    def see(self, found: Collection[FrameKey]) -> None:
        """Note what a fresh read found at the target."""
        if self.db.execute("select 1 from sync_frame where seen_at is null limit 1").fetchone() is None:
            return
        with immediate(self.db):
            self.sent += held.mark_seen(self.db, found, wall_ms())

    def _in_target(self) -> set[FrameKey]:
        keys: set[FrameKey] = set()
        for one in self._readings.values():
            if one.item.role in IN_TARGET:
                keys |= one.keys
        return keys

    def _tell_put_back(self, missing: Collection[FrameKey]) -> None:
        """A target that lacks what was seen on it is older than this database."""
        if not missing:
            return
        seen = self.db.execute("select replica, seq, identity from sync_frame where seen_at is not null")
        were = {(replica, seq, identity) for replica, seq, identity in seen.fetchall()}
        count = sum((one.replica, one.seq, one.identity) in were for one in missing)
        if count:
            self.warn(f"the team's file was older than yours; put back {count:,} frame{'s' * (count > 1)}")

    def _redacted(self) -> int:
        row = self.db.execute("select count(*) from sync_frame where flags & ? <> 0", (REDACTED,)).fetchone()
        return int(row[0])

    def _unblanked(self) -> set[FrameKey]:
        """Frames that lie in the target as they were written, and are held blanked."""
        rows = self.db.execute(
            "select replica, seq, identity from sync_frame where flags & ? <> 0", (REDACTED,)
        ).fetchall()
        blanked = {(replica, seq, identity) for replica, seq, identity in rows}
        return {
            key
            for one in self._readings.values()
            if blanked and one.item.role in IN_TARGET
            for key in one.keys - one.redacted
            if (key.replica, key.seq, key.identity) in blanked
        }

    def is_whole(self, probe: "Probe") -> bool:
        """Whether the target is there with a good header and end."""
        heads = [one for one in self._readings.values() if one.item.role in (Role.TARGET, Role.HEAD)]
        return bool(heads) and not probe.is_absent and all(one.is_whole for one in heads)

    # 8 to 11

    def publish(self, missing: Collection[FrameKey]) -> None:
        """Steps 8 to 11: write, move aside, create, and see by a fresh read what is there."""
        added = self.carrier.add(missing, self.frames_of, self.header())
        self.see(added.seen)

    def frames_of(self, keys: Collection[FrameKey] | None) -> Iterator[Frame]:
        """The held frames of these keys, or all."""
        return held.held_frames(self.db, None if keys is None else set(keys))

    def header(self) -> FileHeader:
        """The newest header that was read, so that no key slot is lost; else a plain one."""
        best = FileHeader(self.team, teams.own_team(self.db).name or "")
        for one in self._readings.values():
            found = one.scan.header if one.scan else None
            if (
                found is not None
                and found.team == self.team
                and (found.epoch, len(found.slots))
                > (
                    best.epoch,
                    len(best.slots),
                )
            ):
                best = found
        return best

    # 12

    def tidy(self) -> None:
        """Step 12: what is covered goes, what is doubtful is archived."""
        self.carrier.tidy()

    def pause(self, turn: int) -> None:
        """Wait for a random while, longer each time, so that two devices do not meet again."""
        self.wait((turn + 1) * 0.02 * (1 + random_bytes(1)[0] / 32))

    def warn(self, text: str) -> None:
        """Remember a remark, once."""
        self.warnings[text] = None

    def is_quiet(self) -> bool:
        """Whether nothing is new: the files are as they were when all that is held lay in them."""
        return (
            self._listing.is_known
            and not self._unstored
            and teams.own_team(self.db).id is not None
            and meta_value(self.db, "target") == str(self.carrier.target)
            and meta_value(self.db, "sync_quiet") == self._quiet_mark(self._listing.state)
        )

    def _quiet_mark(self, state: bytes) -> bytes:
        frames, newest = self.db.execute("select count(*), coalesce(max(no), 0) from sync_frame").fetchone()
        unsealed = self.db.execute("select 1 from change where sealed_seq is null limit 1").fetchone()
        team = teams.own_team(self.db).id or b""
        return b"%b|%b|%d|%d|%d|%d" % (state, team, frames, newest, self._redacted(), unsealed is not None)

    def keep(self, state: bytes) -> None:
        """Note what was read, for the next round; `state` is empty where the target was written since."""
        now, before = wall_ms(), _number(meta_value(self.db, "sync_at"))
        # A cockpit that syncs every minute is not to write every minute.
        notes: dict[str, object] = {} if 0 <= now - before < _FRESH_MS and state else {"sync_at": now}
        quiet = self._quiet_mark(state) if state else None
        if quiet != meta_value(self.db, "sync_quiet") or quiet is None:
            notes |= {
                "sync_quiet": quiet,
                "sync_memory": self.carrier.memory.dumped(),
            }
        if notes:
            with immediate(self.db):
                for key, value in notes.items():
                    set_meta(self.db, key, value)


def _number(value: object) -> int:
    return value if isinstance(value, int) else 0


def _batches(readings: Iterable[Reading]) -> Iterator[list[Reading]]:
    """Readings in groups of 64 MiB: an erase is known before what it blanks is stored, memory stays bounded."""
    batch: list[Reading] = []
    size = 0
    for one in readings:
        batch.append(one)
        size += one.item.mark.size
        if size > _BATCH_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch
