"""Joining a team by its file: what it would do, and doing it."""

import sqlite3
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from repcockpit.domain.errors import CockpitError, InvalidValueError
from repcockpit.domain.views.syncing import JoinPreview, JoinReport, TeamFound
from repcockpit.services.book import Book, book_apart, open_book
from repcockpit.services.device import init_device, keep_holidays_ahead
from repcockpit.services.syncing import rounds
from repcockpit.store.backup import write_backup
from repcockpit.store.database import meta_value
from repcockpit.store.incarnations import own_replica
from repcockpit.store.reads.device import reps_named
from repcockpit.store.reads.devices import devices_of
from repcockpit.sync.joining import PENDING, Published, publish_own, rep_meant
from repcockpit.sync.round import Round
from repcockpit.sync.snapshots.loading import Progress
from repcockpit.sync.teams import own_team


def join_preview(book: Book, target: str, rep: str, *, passphrase: str | None = None) -> JoinPreview:
    """What joining the team at `target` as `rep` would do, tried on a copy of the book; raises as `join_team`."""
    name = _name(rep)
    with TemporaryDirectory(prefix="repcockpit-join-") as folder:
        copy = write_backup(book.db, Path(folder) / "copy.db")
        with open_book(copy, create=False) as twin:
            carrier = rounds.carrier_of(twin, target)
            step = Round(twin.db, copy, carrier, passphrase=passphrase, joins=name)
            step.receive()
            team = own_team(twin.db)
            own = {rep_id for rep_id, _ in reps_named(book.db)}
            reps = tuple(known for rep_id, known in reps_named(twin.db) if rep_id not in own)
            is_pending = meta_value(twin.db, PENDING) is not None
            made = publish_own(twin.db, name, zone=twin.zone) if is_pending else Published(0, 0, b"", True)  # noqa: FBT003 -- a record
            devices = tuple(devices_of(twin.db, made.rep_id, own_replica(twin.db).no))
        found = TeamFound(str(carrier.target), team.name, team.id or b"", reps)
        return JoinPreview(found, made.rep or name, made.is_rep_known, made.rows, made.merged, devices)


def join_team(
    book: Book,
    target: str,
    rep: str,
    *,
    passphrase: str | None = None,
    progress: Progress | None = None,
) -> JoinReport:
    """Bring the book into the team at `target` as `rep`: the team's rep of that name, else a new one.

    Own live rows are published as they are, not their history; rows that the team has under the same external
    id are merged. Raises RefusedError (the sample book, another team already, not ours), AmbiguousError (two reps of the name: `rep` is then
    an e-mail or the first digits of an id), UsageError (nobody
    has founded a team there), UnreachableError, InvalidValueError for a blank name.
    """
    name = _name(rep)
    made: list[Published] = []
    with book_apart(book) as apart:
        carrier = rounds.carrier_of(apart, target)
        step = Round(
            apart.db,
            apart.path,
            carrier,
            passphrase=passphrase,
            joins=name,
            before_seal=_joining(apart, name, made),
            progress=progress,
        )
        report = rounds.run_round(apart, step)
        team = own_team(apart.db)
        with suppress(CockpitError):  # the cockpit looks them up every day; a joining does not fail for them
            keep_holidays_ahead(apart.refreshed())
    first = made[0]
    return JoinReport(
        report.target,
        team.name,
        team.id or b"",
        *(first.rep_id, first.rep or name, first.is_rep_known, first.rows, first.merged),
        report,
    )


def _name(rep: str) -> str:
    name = " ".join(rep.split())
    if not name:
        raise InvalidValueError("a rep needs a name", "write it like: join TARGET --rep 'Ana Ruiz'")
    return name


def _joining(book: Book, name: str, made: list[Published]) -> Callable[[sqlite3.Connection], None]:
    """What is done between reading the team and the first seal; a device that is in it already only takes the rep."""

    def run(db: sqlite3.Connection) -> None:
        if meta_value(db, PENDING) is not None:
            made.append(publish_own(db, name, zone=book.zone))
        elif not made:
            meant = rep_meant(db, name)
            if meant is None or meant[0] != meta_value(db, "rep_id"):
                owner = init_device(book.refreshed(), meant[1] if meant else name)
                meant = (owner.rep_id, owner.rep_name)
            made.append(Published(0, 0, meant[0], True, meant[1]))  # noqa: FBT003 -- a record

    return run
