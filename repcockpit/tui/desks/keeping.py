"""The desk's part for history, bin and duplicates."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from repcockpit.services.book import book_apart
from repcockpit.tui.desk import Saved
from repcockpit.tui.desks.part import Part, guarded

if TYPE_CHECKING:
    from repcockpit.domain.views.duplicates import DuplicatePair
    from repcockpit.domain.views.keeping import BinnedRow, MergePreview, PastChanges, PastTxn
    from repcockpit.services.decisions.chosen import Chosen
    from repcockpit.services.removing import Leaving


class Keeping(Part):
    """What was written, what was removed, what may be one."""

    @guarded
    def past(self, kind: str | None = None, record_id: bytes | None = None) -> "tuple[PastTxn, ...]":
        """The newest transactions, of one record where one is named."""
        from repcockpit.services.keeping import past_view  # noqa: PLC0415 -- with the first history

        return past_view(self.book, kind, record_id)

    @guarded
    def changes(self, txn: bytes, kind: str | None = None, record_id: bytes | None = None) -> "PastChanges":
        """What a transaction changed, in words."""
        from repcockpit.services.keeping import changes_view  # noqa: PLC0415 -- with the first history

        return changes_view(self.book, txn, kind, record_id)

    @guarded
    def binned(self) -> "tuple[BinnedRow, ...]":
        """What lies in the bin."""
        from repcockpit.services.keeping import binned_view  # noqa: PLC0415 -- with the bin

        return binned_view(self.book)

    def binned_apart(self) -> "tuple[BinnedRow, ...]":
        """The same by a connection of its own, for another thread."""
        from repcockpit.services.keeping import binned_view  # noqa: PLC0415 -- the same

        with book_apart(self.book) as apart:
            return binned_view(apart)

    @guarded
    def would_leave(self, rows: "Sequence[Chosen]") -> "Leaving":
        """What would go to the bin with the rows. Raises UsageError where no row is a record."""
        from repcockpit.services.decisions.removal import would_leave  # noqa: PLC0415 -- the first removal

        return would_leave(self.book, rows)

    @guarded
    def restore(self, rows: Sequence[tuple[str, bytes]]) -> Saved | None:
        """Take rows out of the bin."""
        from repcockpit.services.keeping import restore_rows  # noqa: PLC0415 -- with the bin

        return self.saved(*restore_rows(self.book, rows))

    @guarded
    def pairs(self) -> "tuple[DuplicatePair, ...]":
        """What may be one; reads every name, so a large book is looked through beside the screen."""
        from repcockpit.services.duplicates import duplicate_view  # noqa: PLC0415 -- with the duplicates

        return duplicate_view(self.book)

    def pairs_apart(self) -> "tuple[DuplicatePair, ...]":
        """The same by a connection of its own, for another thread."""
        from repcockpit.services.duplicates import duplicate_view  # noqa: PLC0415 -- the same

        with book_apart(self.book) as apart:
            return duplicate_view(apart)

    @guarded
    def is_large(self) -> bool:
        """Whether looking through everything takes longer than a key may wait."""
        from repcockpit.services.keeping import is_large_book  # noqa: PLC0415 -- with the duplicates

        return is_large_book(self.book)

    @guarded
    def preview(self, kind: str, keep_id: bytes, drop_id: bytes) -> "MergePreview":
        """What a merge would do."""
        from repcockpit.services.keeping import merge_preview  # noqa: PLC0415 -- with the duplicates

        return merge_preview(self.book, kind, keep_id, drop_id)

    @guarded
    def merge(self, kind: str, keep_id: bytes, drop_id: bytes) -> Saved | None:
        """Merge the second into the first."""
        from repcockpit.services.merging import merge_records  # noqa: PLC0415 -- with the duplicates

        done = merge_records(self.book, kind, keep_id, drop_id)
        return self.saved(f"Merged into {done.view.name}", done.txn)

    @guarded
    def differ(self, kind: str, one: bytes, other: bytes) -> Saved | None:
        """Remember that two are not the same."""
        from repcockpit.services.keeping import are_different  # noqa: PLC0415 -- with the duplicates

        return self.saved(*are_different(self.book, kind, one, other))
