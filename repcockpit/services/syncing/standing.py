"""How the sync stands, told from the database alone: quick, and also while the share is away."""

from datetime import datetime

from repcockpit.clock import wall_ms
from repcockpit.domain.versions import version_words
from repcockpit.domain.views.syncing import Archive, ReplicaRow, SyncStatus
from repcockpit.services.book import Book
from repcockpit.services.sync_counts import sync_counts, sync_target
from repcockpit.services.syncing.removals import removals_view
from repcockpit.services.syncing.rounds import last_of
from repcockpit.services.syncing.versions import team_versions, update_advice, versions_by_replica
from repcockpit.store.database import meta_value
from repcockpit.store.incarnations import own_replica
from repcockpit.store.reads import syncing as reads
from repcockpit.sync.held import gaps
from repcockpit.sync.teams import own_team

_AHEAD_MS = 5 * 60_000


def sync_status(book: Book) -> SyncStatus:
    """The target, the team, what waits, and every device that writes."""
    db, team, last = book.db, own_team(book.db), last_of(book.db)
    unsynced, conflicts = sync_counts(book)
    target = sync_target(book)
    return SyncStatus(
        target,
        last.form if target else None,
        team.name,
        team.id,
        team.is_provisional,
        meta_value(db, "team_header") is not None,
        book.device.rep_name,
        _moment(book, meta_value(db, "sync_at")),
        _moment(book, reads.seen_at(db)),
        unsynced,
        conflicts,
        reads.held_back_count(db),
        _damage(last.damaged),
        _gaps(book),
        last.warnings,
        tuple(one for one in (update_advice(team_versions(db)), last.advice) if one),
        _replicas(book),
        reads.quarantined_count(db),
        removals_view(book),
        Archive(*last.archive) if last.archive and last.archive[1] else None,
        last.failed,
        _moment(book, last.failed_at),
    )


def _moment(book: Book, ms: object) -> datetime | None:
    return book.local(ms) if isinstance(ms, int) and ms else None


def _damage(places: int) -> tuple[str, ...]:
    if not places:
        return ()
    return (
        f"{places:,} damaged place{'s' * (places > 1)} in the team's file; the rest was read and put back",
    )


def _gaps(book: Book) -> tuple[str, ...]:
    lines = []
    for gap in gaps(book.db):
        named = reads.replica_named(book.db, gap.replica)
        who = _who(named, gap.replica)
        span = f"frame {gap.first}" if gap.first == gap.last else f"frames {gap.first} to {gap.last}"
        lines.append(f"{span} of {who} never came; that device or one that has them brings them")
    return tuple(lines)


def _who(named: tuple[str | None, str | None] | None, replica: bytes) -> str:
    rep, device = named or (None, None)
    return " on ".join(one for one in (rep, device) if one) or replica.hex()[:8]


def _replicas(book: Book) -> tuple[ReplicaRow, ...]:
    me, now, apps = own_replica(book.db), wall_ms(), versions_by_replica(book.db)
    return tuple(
        ReplicaRow(
            one.id,
            one.rep or (book.device.rep_name if one.no == me.no else None),
            one.device,
            one.no == me.no,
            one.reason,
            _moment(book, one.newest_at),
            one.transactions,
            one.frames,
            _clock(one.newest_at, now),
            one.retired is not None,
            version_words(apps[one.no]) if one.no in apps else None,
        )
        for one in reads.replica_lines(book.db)
        if one.transactions or one.frames or one.no == me.no
    )


def _clock(newest_at: int | None, now: int) -> str | None:
    """What is told of a clock that stood ahead; one that is behind looks like a device that was away."""
    ahead = (newest_at or 0) - now
    if ahead < _AHEAD_MS:
        return None
    for unit, size in (("year", 31_557_600_000), ("day", 86_400_000), ("hour", 3_600_000)):
        if ahead >= size:
            count = round(ahead / size)
            return f"clock {count:,} {unit}{'s' * (count > 1)} ahead"
    return f"clock {round(ahead / 60_000)} minutes ahead"
