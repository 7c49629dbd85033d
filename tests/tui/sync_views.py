"""Statuses of a sync made by hand, and a desk that answers with them; to look at: `python -m tests.tui.sync_views PATH`."""

import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from repcockpit.clock import wall_ms
from repcockpit.domain.views.syncing import JoinPreview, ReplicaRow, SyncReport, SyncStatus
from repcockpit.tui.book_desk import BookDesk
from repcockpit.tui.desk import Saved
from repcockpit.tui.desks.syncing import Syncing

TEAM = bytes.fromhex("1a2b3c4d5e6f708192a3b4c5d6e7f809")


def ago(**parts: float) -> datetime:
    """A real time that is some while back."""
    return datetime.fromtimestamp(wall_ms() / 1000, UTC) - timedelta(**parts)


def device(number: int, rep: str | None, name: str | None, at: datetime | None, count: int) -> ReplicaRow:
    """A device of the team; the first one is this one."""
    return ReplicaRow(bytes([number]) * 16, rep, name, number == 1, "new", at, count, count // 4)


def full_status() -> SyncStatus:
    """Everything that a panel can say at once."""
    devices = (
        device(1, "Ana Ruiz", "laptop", ago(minutes=4), 1412),
        device(2, "Tomás Vidal", "desktop in the office", ago(minutes=25), 890),
        device(3, "Li Wei", "old PC", ago(days=20), 77),
        device(4, "Li Wei", "new PC", ago(hours=3), 12)._replace(reason="restore"),
        device(5, "Sofia Marin", "tablet", ago(hours=-30), 5)._replace(clock="1 d ahead"),
        device(6, "Jon", "lost phone", ago(days=90), 340)._replace(is_retired=True),
        device(7, None, None, None, 0),
    )
    return SyncStatus(
        target="/mnt/share/sales/mills.rcsync",
        form="file",
        team_name="Mills",
        team_id=TEAM,
        is_provisional=False,
        is_encrypted=False,
        rep="Ana Ruiz",
        synced_at=ago(minutes=4),
        seen_at=ago(minutes=4),
        unsynced=4,
        conflicts=3,
        held_back=2,
        damage=("3 frames of Tomás Vidal in mills.rcsync cannot be read; the other devices still have them",),
        gaps=("Li Wei, old PC: 71 to 74 are missing until that device syncs again",),
        warnings=("the file on the share is older than yours; put back 412 frames",),
        advice=("the file is 34 MiB: a folder is quicker from here on",),
        replicas=devices,
    )


def no_status() -> SyncStatus:
    """Of a device that never synced."""
    return SyncStatus(None, None, None, None, False, False, "Ana Ruiz", None, None, 12, 0)


class HandSynced(Syncing):
    """Answers with a status made by hand; `does` is what a sync gives or raises."""

    now_is = no_status()
    does: Callable[[str | None, str | None], SyncReport]
    calls: tuple[tuple[str | None, str | None], ...] = ()
    retired: tuple[tuple[bytes, bool], ...] = ()
    named: tuple[str, ...] = ()
    preview: JoinPreview | None = None

    def status(self) -> SyncStatus:
        """As it was given."""
        return self.now_is

    def target(self) -> str | None:
        """Of the status."""
        return self.now_is.target

    def unsynced(self) -> int:
        """Of the status."""
        return self.now_is.unsynced

    def sync_apart(self, target: str | None = None, passphrase: str | None = None) -> SyncReport:
        """Do what was said."""
        self.calls = (*self.calls, (target, passphrase))
        return self.does(target, passphrase)

    def preview_apart(self, target: str, rep: str, passphrase: str | None = None) -> JoinPreview | None:
        """As it was given."""
        del target, rep, passphrase
        return self.preview

    def join_apart(self, target: str, rep: str, passphrase: str | None = None) -> SyncReport:
        """Do what a sync does."""
        del rep, passphrase
        return self.sync_apart(target)

    def name_team(self, name: str) -> None:
        """Remember it."""
        self.named = (*self.named, name)

    def retire(self, replica_id: bytes, *, is_back: bool) -> Saved | None:
        """Remember it."""
        self.retired = (*self.retired, (replica_id, is_back))
        return Saved("Retired a device", b"r" * 16)


def report(sent: int = 0, received: int = 0, conflicts: int = 0) -> SyncReport:
    """What a sync did."""
    return SyncReport("/mnt/share/sales/mills.rcsync", sent, received, conflicts, conflicts, 0)


def with_sync(desk: BookDesk, status: SyncStatus, done: SyncReport | None = None) -> HandSynced:
    """A desk that answers with this status and whose syncs do this."""
    made = HandSynced(desk.book, desk.wrote)
    made.now_is = status
    made.does = lambda _target, _passphrase: done or report()
    desk.__dict__["syncing"] = made
    return made


if __name__ == "__main__":
    from repcockpit.tui.app import run
    from tests.tui.stage import book_desk

    with book_desk(Path(sys.argv[1])) as shown:
        with_sync(shown, full_status(), report(4, 12, 3))
        raise SystemExit(run(shown))
