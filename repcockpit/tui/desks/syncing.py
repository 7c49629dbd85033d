"""The desk's part for the file or folder of the team."""

from typing import TYPE_CHECKING

from repcockpit.services.book import book_apart
from repcockpit.tui.desk import Saved
from repcockpit.tui.desks.part import Part, guarded

if TYPE_CHECKING:
    from repcockpit.domain.views.syncing import JoinPreview, SyncReport, SyncStatus


class Syncing(Part):
    """Reading how the sync stands is quick; `sync_apart` is for a thread."""

    @guarded
    def status(self) -> "SyncStatus":
        """How it stands, from the book alone."""
        from repcockpit.services.syncing import sync_status  # noqa: PLC0415 -- with the first sync

        return sync_status(self.book)

    @guarded
    def target(self) -> str | None:
        """The path that was synced with last; None before the first sync, and in the sample book."""
        from repcockpit.services.sync_counts import sync_target  # noqa: PLC0415 -- after the first frame

        return None if self.book.device.is_demo else sync_target(self.book)

    @guarded
    def unsynced(self) -> int:
        """How many own changes were not yet seen at the target."""
        from repcockpit.services.sync_counts import sync_counts  # noqa: PLC0415 -- after the first frame

        return sync_counts(self.book)[0]

    def sync_apart(self, target: str | None = None, passphrase: str | None = None) -> "SyncReport":
        """Sync by a connection of its own, for another thread; a target of None is the one of before."""
        from repcockpit.services.syncing import sync_now  # noqa: PLC0415 -- in the thread

        return sync_now(self.book, target, passphrase=passphrase)

    @property
    def rep_name(self) -> str:
        """Whose device this is; blank before anybody said so."""
        return self.book.device.rep_name or ""

    def preview_apart(self, target: str, rep: str, passphrase: str | None = None) -> "JoinPreview | None":
        """What joining the team at the target as `rep` would do, for another thread; None where no team is there yet."""
        from repcockpit.domain.errors import UnreachableError, UsageError  # noqa: PLC0415 -- in the thread
        from repcockpit.services.syncing import join_preview, sync_now  # noqa: PLC0415 -- the same

        with book_apart(self.book) as apart:
            try:
                return join_preview(apart, target, rep, passphrase=passphrase)
            except UnreachableError as gone:
                try:
                    sync_now(
                        apart, target
                    )  # writes nothing: a device in no team is asked for one at a free place
                except UsageError:
                    return None
                raise gone from None

    def join_apart(self, target: str, rep: str, passphrase: str | None = None) -> "SyncReport":
        """Join the team at the target as `rep`, for another thread."""
        from repcockpit.services.syncing import join_team  # noqa: PLC0415 -- in the thread

        return join_team(self.book, target, rep, passphrase=passphrase).sync

    @guarded
    def renew(self, passphrase: str) -> str:
        """A new key of the team under a new passphrase; the recovery key, to be shown once."""
        from repcockpit.services.syncing import renew_keys  # noqa: PLC0415 -- once in a team's life

        return renew_keys(self.book, passphrase)

    @guarded
    def name_team(self, name: str) -> None:
        """Say what the team is called that this device will found or find."""
        from repcockpit.services.device import init_device, reread_owner  # noqa: PLC0415 -- once in a book's life

        init_device(self.book, self.rep_name, team=" ".join(name.split()))
        reread_owner(self.book)

    @guarded
    def reread(self) -> None:
        """See whose device this is, after another connection wrote it."""
        from repcockpit.services.device import reread_owner  # noqa: PLC0415 -- once in a book's life

        reread_owner(self.book)

    @guarded
    def retire(self, replica_id: bytes, *, is_back: bool) -> Saved | None:
        """Apply nothing that a device writes from here on; with `is_back` apply it again."""
        from repcockpit.services.syncing import retire_replica  # noqa: PLC0415 -- the first write

        return self.saved(*retire_replica(self.book, replica_id, is_back=is_back))
