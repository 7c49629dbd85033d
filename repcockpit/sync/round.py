"""One sync, step by step (sync.md 8): every step can be killed, the next round starts at the first.

A round reads all that lies at a target, merges what is new, seals what is unsent and puts back what is
missing there. It never waits for another device and never looks at a clock to decide anything.
"""

import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import Path
from time import sleep
from typing import TYPE_CHECKING, NamedTuple

from repcockpit.clock import random_bytes, wall_ms
from repcockpit.domain.errors import NewerVersionError, RefusedError, UnreachableError
from repcockpit.store.database import immediate, meta_value, set_meta
from repcockpit.store.erased import ARCHIVE_DUE
from repcockpit.store.incarnations import own_replica
from repcockpit.store.roster import is_beat_due
from repcockpit.sync import held, ingest, quiet, seal, switch, teams
from repcockpit.sync.carriers.choose import folder_advice
from repcockpit.sync.carriers.contract import ROUNDS, Carrier, Changed
from repcockpit.sync.carriers.one_file import OneFile
from repcockpit.sync.container import FileHeader
from repcockpit.sync.erasing import Erasing
from repcockpit.sync.frames import Frame, FrameKey
from repcockpit.sync.introducing import introduce
from repcockpit.sync.locking import Lock
from repcockpit.sync.replicas import note_self, settle_self
from repcockpit.sync.scrubbing import scrub
from repcockpit.sync.sight import Sight
from repcockpit.sync.snapshots.keeping import Snapshots
from repcockpit.sync.snapshots.loading import Progress

if TYPE_CHECKING:
    from repcockpit.sync.carriers.contract import Probe


class Outcome(NamedTuple):
    """What a round did: own transactions first found there, others' first stored, damaged places, remarks.

    `recovery_key` is told once, by the round that turned the encryption on; `archived` are the files in the
    archive and their bytes, None where nothing was looked at.
    """

    sent: int
    received: int
    damaged_frames: int
    warnings: tuple[str, ...]
    advice: str | None = None
    recovery_key: str | None = None
    archived: tuple[int, int] | None = None


class Round:
    """One sync of the database `db` (at `path`) with the place behind `carrier`.

    `joins` is the rep as whom the book comes into a team; `before_seal` is called when the team has been read.
    """

    def __init__(
        self,
        db: sqlite3.Connection,
        path: Path,
        carrier: Carrier,
        *,
        passphrase: str | None = None,
        joins: str | None = None,
        before_seal: Callable[[sqlite3.Connection], None] | None = None,
        progress: Progress | None = None,
        wait: Callable[[float], None] = sleep,
    ) -> None:
        self.db, self.path, self.carrier, self.wait = db, path, carrier, wait
        self.lock, self.asks = Lock(db, carrier, passphrase), passphrase is not None
        self.joins, self.before_seal = joins, before_seal
        self.team, self.is_elsewhere = b"", False
        self.sight = Sight(carrier)
        self.snapshots, self.progress = Snapshots(db, carrier), progress
        self.sent = self.received = 0
        self.archived: tuple[int, int] | None = None
        self.warnings: dict[str, None] = {}

    def run(self) -> Outcome:
        """All steps; raises what the carrier raises, and what `teams.choose` says of the target."""
        self.check_self()
        self.again_while_changed(self.turn)
        advice = None
        if isinstance(self.carrier, OneFile):
            advice = folder_advice(self.carrier, self.sight.readings.values())
        said = advice.said if advice else None
        damaged = self.sight.damaged or 0
        recovery = switch.untold_recovery_key(self.db, self.team) if self.team else None
        return Outcome(self.sent, self.received, damaged, tuple(self.warnings), said, recovery, self.archived)

    def receive(self) -> None:
        """Steps 2 to 5 alone: what a preview of joining looks at."""
        self.again_while_changed(lambda: self.store(self.choose_team(self.read(self.probe()))))

    def turn(self) -> None:
        """Steps 2 to 12, once. Raises Changed to be called again."""
        probe = self.read(self.probe())
        asks = self.joins is not None or self.asks or not quiet.was_closed(self.db)
        asks = asks or is_beat_due(self.db, wall_ms())
        if not asks and quiet.is_quiet(self.db, self.carrier, self.sight):
            quiet.keep(self.db, self.carrier, self.sight.listing.state)
            return
        self.store(self.choose_team(probe))
        self.seal()
        missing = self.missing()
        is_written = bool(missing) or not self.sight.is_whole(self.team) or self.lock.must_close(self.sight)
        if is_written:
            self.publish(missing)
        self.tidy()
        # What the own write left behind is listed next time: only then is the target known to be quiet.
        is_open = is_written or self.carrier.forms_of is not None
        quiet.keep(self.db, self.carrier, b"" if is_open else self.sight.listing.state)

    def again_while_changed(self, step: Callable[[], None]) -> None:
        """Begin again, at most five times, while others change what is read; waiting longer each time."""
        for turn in range(ROUNDS):
            try:
                step()
            except Changed:
                self.wait((turn + 1) * 0.02 * (1 + random_bytes(1)[0] / 32))
            else:
                return
        raise UnreachableError(
            f"{self.carrier.target} changes faster than it can be written",
            "nothing is lost: sync again in a moment",
        )

    # 1

    def check_self(self) -> None:
        """Step 1: in doubt, a new incarnation; the carrier names files by the replica."""
        settle_self(self.db, self.path)
        self.carrier.replica = own_replica(self.db).id
        ring = switch.kept_keyring(self.db)
        self.carrier.is_blank = Erasing(self.db, ring, ring).is_blank

    # 2

    def probe(self) -> "Probe":
        """Step 2: whether the target can be reached at all."""
        return self.carrier.probe()

    # 3

    def read(self, probe: "Probe") -> "Probe":
        """Step 3: the target and what lies beside it, around whatever is damaged."""
        own = teams.own_team(self.db).id
        self.sight.look(afresh=own is None or self.joins is not None)
        for remark in self.sight.remarks(own):
            self.warn(remark)
        return probe

    # 4

    def choose_team(self, probe: "Probe") -> bytes:
        """Step 4: whose target this is; nothing is stored or written before that is known."""
        present, readings = teams.own_team(self.db), tuple(self.sight.readings.values())
        target, joins = self.carrier.target, self.joins is not None
        choice = teams.choose(present, readings, target, is_absent=probe.is_absent, joins=joins)
        if choice.id != present.id and not choice.is_founded and meta_value(self.db, "is_demo"):
            raise RefusedError(
                "the sample book joins no team", "sync a book of your own: repcockpit --db PATH sync"
            )
        header = switch.best_header(self.db, FileHeader(choice.id, choice.name), self.sight.headers())
        epochs = self.lock.open(header)
        self.team = self.carrier.team = teams.enter(self.db, choice, self.joins)
        if epochs:
            switch.keep(self.db, header, epochs)
        self.lock.take(self.team)
        if choice.drops and not joins:
            self.warn(f"another device was first: its id of the team is taken over ({self.team.hex()[:8]})")
        if meta_value(self.db, "target") != str(target):
            self.is_elsewhere = True
            with immediate(self.db):
                set_meta(self.db, "target", str(target))
                teams.forget_target(self.db)
        return self.team

    # 5

    def store(self, team: bytes) -> None:
        """Step 5: verify, store and merge what was read of this team; a new device begins with a snapshot."""
        for remark in self.snapshots.take(team, self.lock.keys, self.progress):
            self.warn(remark)
        problems: list[ingest.Problem] = []
        for batch in self.sight.waiting(team):
            problems += self.take(frame for one in batch if one.scan for frame in one.scan.frames)
        if self.lock.keys.trust is not None and self.lock.keys.trust.has_deferred:
            self.lock.take(team, is_all_read=True)
            self.take(())
            problems = switch.still_open(self.db, problems)
        for problem in problems:
            self.warn(str(problem))
        self.sight.stored()
        for path in scrub(self.db, self.path, self.lock.keys.opener, self.lock.keys.sealer):
            self.warn(f"{path} still holds what was erased: delete it")

    def take(self, frames: Iterable[Frame]) -> tuple[ingest.Problem, ...]:
        """Some of what was read into the database; what is wrong with it."""
        found = ingest.ingest(
            self.db,
            self.team,
            frames,
            opener=self.lock.keys.opener,
            erasing=Erasing(self.db, self.lock.keys.opener, self.lock.keys.sealer),
            trust=self.lock.keys.trust,
            progress=self.progress,
        )
        switch.keep_signers(self.db, self.lock.keys)
        self.received += found.received
        if found.stored:
            teams.confirm(self.db)
        if found.forked:
            self.carrier.replica = own_replica(self.db).id
            self.lock.take(self.team)
            self.warn("a copy of this book writes too: both go on, each under a name of its own")
        return found.problems

    # 6

    def seal(self) -> None:
        """Step 6: frames of what is unsealed, then the state file."""
        if self.sight.is_newer():
            raise NewerVersionError(
                f"{self.carrier.target} was written by a newer repcockpit",
                "update repcockpit; what could be read is stored, nothing was sent",
            )
        if self.lock.turn_on(self.team, teams.own_team(self.db).name or ""):
            self.warn("the team's file is encrypted from now on; every device needs the passphrase once")
        if self.before_seal is not None:
            self.before_seal(self.db)
        introduce(self.db, self.team)
        seal.seal(
            self.db,
            self.team,
            sealer=self.lock.keys.sealer,
            opener=self.lock.keys.opener,
            sealer_of=self.lock.keys.sealer_of,
        )
        self.lock.vouch(self.team)
        note_self(self.db, self.path)

    # 7

    def missing(self) -> set[FrameKey]:
        """Step 7: all that is held and not in the target as read, or there in a form that an erase has changed."""
        there, all_held = self.sight.keys(), held.held_keys(self.db)
        all_held -= self.lock.withheld()
        missing = all_held - there
        if missing:
            seen = held.seen_keys(self.db) & missing
            if seen and (there or not self.is_elsewhere):
                count = f"{len(seen):,} frame{'s' * (len(seen) > 1)}"
                self.warn(f"the team's file was older than yours; put back {count}")
        self.see(there)
        return missing | self.sight.unblanked(held.redacted_keys(self.db))

    def see(self, found: Collection[FrameKey]) -> None:
        """Note what a fresh read found at the target."""
        if held.has_unseen(self.db):
            with immediate(self.db):
                self.sent += held.mark_seen(self.db, found, wall_ms())

    # 8 to 11

    def publish(self, missing: Collection[FrameKey]) -> None:
        """Steps 8 to 11: write, move aside, create, and see by a fresh read what is there."""
        added = self.carrier.add(missing, self.frames_of, self.header())
        self.see(added.seen)

    def header(self) -> FileHeader:
        """The header of the team's files."""
        plain = FileHeader(self.team, teams.own_team(self.db).name or "")
        return switch.best_header(self.db, plain, self.sight.headers())

    def frames_of(self, keys: Collection[FrameKey] | None) -> Iterator[Frame]:
        """The held frames of these keys, or all, as they may lie there."""
        return self.lock.frames_of(keys)

    # 12

    def tidy(self) -> None:
        """Step 12: what is covered goes, what is doubtful is archived; a snapshot is made where it is due."""
        if meta_value(self.db, ARCHIVE_DUE):
            erasing = Erasing(self.db, self.lock.keys.opener, self.lock.keys.sealer)
            self.carrier.forms_of = lambda frame: erasing.forms_of(frame, self.carrier.unpack)
        tidied = self.carrier.tidy()
        self.archived = tidied.kept
        if tidied.unblanked:
            self.warn(f"{tidied.unblanked} still holds what was erased: delete it")
        elif self.carrier.forms_of is not None:
            self.db.execute("delete from meta where key = ?", (ARCHIVE_DUE,))
            self.carrier.forms_of = None
        for remark in self.snapshots.keep(self.team, self.lock.keys, self.header()):
            self.warn(remark)

    def warn(self, text: str) -> None:
        """Remember a remark, once."""
        self.warnings[text] = None
