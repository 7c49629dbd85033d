"""One sync, as a screen or a command asks for it."""

import sqlite3
from contextlib import suppress
from typing import NamedTuple

from repcockpit.clock import wall_ms
from repcockpit.domain.errors import CockpitError, UsageError
from repcockpit.domain.views.syncing import SyncReport
from repcockpit.services.book import Book, book_apart
from repcockpit.services.conflicts import conflict_count, conflicts_view
from repcockpit.services.device import keep_holidays_ahead
from repcockpit.services.sync_counts import sync_target
from repcockpit.services.syncing.removals import note_removals
from repcockpit.store.database import immediate, meta_value, set_meta
from repcockpit.store.incarnations import own_replica
from repcockpit.store.reads.conflict_counts import newest_txn
from repcockpit.sync import switch
from repcockpit.sync.carriers.choose import carrier_for
from repcockpit.sync.carriers.contract import Carrier
from repcockpit.sync.carriers.memory import loaded
from repcockpit.sync.round import Outcome, Round
from repcockpit.sync.snapshots.loading import Progress

_COUNTED_ONE_BY_ONE = 300


class Last(NamedTuple):
    """What the last sync left to be told: remarks, damaged places, the form of the target, advice about it.

    `archive` is the folder of what was moved away, with the files in it and their bytes; `failed` says why the
    last attempt came to nothing, at `failed_at` (ms).
    """

    warnings: tuple[str, ...] = ()
    damaged: int = 0
    form: str = "file"
    advice: str | None = None
    archive: tuple[str, int, int] | None = None
    failed: str | None = None
    failed_at: int = 0


def sync_now(
    book: Book,
    target: str | None = None,
    *,
    passphrase: str | None = None,
    progress: Progress | None = None,
) -> SyncReport:
    """Sync with `target` (None: the one of before), by a connection of its own; see `Round`.

    `progress(done, total, words)` is called while much comes in.
    Raises UsageError where there is no target yet or no team's name, RefusedError (not ours, another team),
    UnreachableError, ReadOnlyError, DiskFullError or LockedError. What was received by then is stored.
    """
    with book_apart(book) as apart:
        return sync_apart(apart, carrier_of(apart, target), passphrase=passphrase, progress=progress)


def carrier_of(book: Book, target: str | None) -> Carrier:
    """What reaches `target`, or the remembered one, with what is known of it. Raises UsageError."""
    known = sync_target(book)
    place = target or known
    if not place:
        raise UsageError(
            "there is no place to sync with yet", "name it once: repcockpit sync PATH/team.rcsync"
        )
    replica = own_replica(book.db).id
    carrier = carrier_for(place, replica)
    memory = meta_value(book.db, "sync_memory")
    if str(carrier.target) != known or not isinstance(memory, bytes):
        return carrier
    return carrier_for(place, replica, memory=loaded(memory))


def sync_apart(
    book: Book, carrier: Carrier, *, passphrase: str | None = None, progress: Progress | None = None
) -> SyncReport:
    """One round of an open book."""
    return run_round(book, Round(book.db, book.path, carrier, passphrase=passphrase, progress=progress))


def run_round(book: Book, step: Round) -> SyncReport:
    """The round, with the conflicts of the book counted before and after it."""
    before, ids, newest = conflict_count(book), _conflict_ids(book), newest_txn(book.db)
    try:
        outcome = step.run()
    except CockpitError as error:
        _keep_failure(book.db, error)
        raise
    _keep_last(book.db, step.carrier, outcome)
    if outcome.recovery_key is not None:
        switch.recovery_key_was_told(book.db, step.team)
    after, fresh = conflict_count(book), _conflict_ids(book)
    removals = note_removals(book, newest) if outcome.received else ()
    if outcome.received:
        keep_holidays_ahead(book)
    new = len(fresh - ids) if ids is not None and fresh is not None else max(0, after - before)
    return SyncReport(
        str(step.carrier.target),
        outcome.sent,
        outcome.received,
        new,
        after,
        outcome.damaged_frames,
        (*outcome.warnings, *(f"{one.text}; back with: {one.command}" for one in removals)),
        outcome.recovery_key,
        sum(one.record_count for one in removals),
    )


def _conflict_ids(book: Book) -> set[bytes] | None:
    """The lines of the conflict list; None where they are too many to be told apart."""
    if conflict_count(book) > _COUNTED_ONE_BY_ONE:
        return None
    return {line.id for view in conflicts_view(book) for line in view.fields}


def last_of(db: sqlite3.Connection) -> Last:
    """What the last sync left; nothing before the first."""
    from msgspec.msgpack import decode  # noqa: PLC0415 -- with the rest of a sync

    raw = meta_value(db, "sync_last")
    return decode(raw, type=Last) if isinstance(raw, bytes) else Last()


def _keep_last(db: sqlite3.Connection, carrier: Carrier, outcome: Outcome) -> None:
    from msgspec.msgpack import encode  # noqa: PLC0415 -- with the rest of a sync

    archive = last_of(db).archive if outcome.archived is None else (str(carrier.archive), *outcome.archived)
    last = encode(Last(outcome.warnings, outcome.damaged_frames, carrier.form, outcome.advice, archive))
    if meta_value(db, "sync_last") != last:
        with immediate(db):
            set_meta(db, "sync_last", last)


def _keep_failure(db: sqlite3.Connection, error: CockpitError) -> None:
    """Remember why an attempt came to nothing; one that cannot be remembered is told all the same."""
    from msgspec.msgpack import encode  # noqa: PLC0415 -- the same

    last = last_of(db)._replace(failed=error.message, failed_at=wall_ms())
    with suppress(sqlite3.Error), immediate(db):
        set_meta(db, "sync_last", encode(last))
