"""When a snapshot is taken and when one is made; failing to is a remark, never an error (sync.md 11)."""

import sqlite3
from collections.abc import Iterator
from typing import TYPE_CHECKING

from repcockpit.domain.errors import CockpitError
from repcockpit.sync.carriers.caches import Cache, caches, read_cache, tidy_caches, write_cache
from repcockpit.sync.carriers.contract import Carrier, Changed
from repcockpit.sync.carriers.folder import Folder
from repcockpit.sync.frames import FrameError
from repcockpit.sync.ingest import catch_up
from repcockpit.sync.merge.rebuilding import APPLIED
from repcockpit.sync.snapshots.loading import Progress, load
from repcockpit.sync.snapshots.making import make
from repcockpit.sync.snapshots.taking import OWN_KNOWN, check, is_wanted, take
from repcockpit.sync.teams import confirm

if TYPE_CHECKING:
    from repcockpit.sync.container import FileHeader
    from repcockpit.sync.switch import Keys

WORTH_BYTES = 8 << 20
"""Stored bytes of frames beyond the best snapshot from which a new one is worth its file."""


class Snapshots:
    """The snapshots beside the segments of a folder, as one round sees them; of any other carrier there are none."""

    def __init__(self, db: sqlite3.Connection, carrier: Carrier) -> None:
        self._db, self._carrier = db, carrier
        self._useless: set[str] = set()

    def take(self, team: bytes, keys: "Keys", progress: Progress | None = None) -> Iterator[str]:
        """Load the best one, if this device holds no frames; a remark for each that could not be used."""
        if isinstance(self._carrier, Folder) and is_wanted(self._db):
            for one in caches(self._carrier):
                why = self._try(self._carrier, one, team, keys, progress)
                if why is None:
                    confirm(self._db)
                    return
                if why != OWN_KNOWN:
                    self._useless.add(one.name)
                    yield f"the snapshot {one.name} is not used ({why}): the frames tell everything"

    def _try(
        self, folder: Folder, one: Cache, team: bytes, keys: "Keys", progress: Progress | None
    ) -> str | None:
        """Take a snapshot and load it; why not."""
        try:
            found = read_cache(folder, one)
            if found.team != team or found.damages or not found.is_complete:
                return "another team" if found.team not in (team, None) else "damaged"
            checked = check(self._db, team, found.frames, keys.opener)
        except FrameError as error:
            return str(error)
        except CockpitError as error:
            return error.message
        if take(self._db, checked):
            load(self._db, keys.opener, keys.sealer, decoded=checked.decoded, progress=progress)
            catch_up(self._db)
        return None

    def keep(self, team: bytes, keys: "Keys", header: "FileHeader") -> Iterator[str]:
        """Make one where it is worth it, and remove what is out of date; a remark where that failed."""
        if not isinstance(self._carrier, Folder):
            return
        try:
            self._keep(self._carrier, team, keys, header)
        except (Changed, FrameError) as error:
            yield f"no snapshot was made: {error}"
        except CockpitError as error:
            yield f"no snapshot was made: {error.message}"

    def _keep(self, folder: Folder, team: bytes, keys: "Keys", header: "FileHeader") -> None:
        db, closes = self._db, keys.sealer is not None
        erased = int(db.execute("select count(*) from erased").fetchone()[0])
        best = max(
            (
                one.covered
                for one in caches(folder)
                if one.name not in self._useless and not one.is_stale(erased, closes=closes)
            ),
            default=0,
        )
        held = db.execute(
            "select coalesce(sum(length(bytes)), 0) from sync_frame where state = ?", (APPLIED,)
        ).fetchone()[0]
        if held - best > WORTH_BYTES:
            made = make(db, team, sealer=keys.sealer, opener=keys.opener)
            if made is not None:
                write_cache(folder, made.frames, header, made.covered_bytes, made.erased)
        tidy_caches(folder, erased, closes=closes)
