"""What was written, and taking it back: history, undo, redo."""

from collections.abc import Callable, Collection, Iterable, Iterator
from typing import TYPE_CHECKING, Any

from repcockpit.domain.errors import (
    AmbiguousError,
    Candidate,
    InvalidValueError,
    NotFoundError,
    RefusedError,
    UsageError,
)
from repcockpit.domain.views.history import ChangeView, Shown, SkippedView, TxnView, UndoView
from repcockpit.store import log, undo_order
from repcockpit.store.reads import history as reads
from repcockpit.store.record_kinds import DELETE, RESTORE
from repcockpit.store.schema import SYNCED
from repcockpit.store.undo import take_back
from repcockpit.store.undo_order import TxnRow

if TYPE_CHECKING:
    from repcockpit.services.book import Book
    from repcockpit.sync.past import Past

_NEVER_UNDONE = frozenset({"join", "erase"})
_NOT_SHOWN = frozenset({4, 6})
"""Kinds of records that the transaction's own words tell: a row sent as it is, what is known of a device."""


def history(
    book: "Book", kind: str | None = None, name: str | None = None, limit: int | None = None
) -> tuple[TxnView, ...]:
    """The transactions, newest first, with their changes; of one record where `kind` and `name` say so.

    `name` is a name or an id (6 or more digits), of a removed record too. Raises UsageError for an unknown
    kind, NotFoundError, AmbiguousError, InvalidValueError for a negative `limit`.
    """
    if limit is not None and limit < 0:
        raise InvalidValueError(f"--limit {limit} is below nothing", "give a number from 0")
    row_id = None
    if kind is not None:
        if not name:
            raise UsageError(f"which {kind}?", "give its name or the first digits of its id")
        row_id = _record_named(book, kind, name)
    found = (
        reads.transactions(book.db, limit)
        if row_id is None
        else reads.transactions_of(book.db, row_id, limit)
    )
    return tuple(
        TxnView(one.id, book.local(one.at), one.by, one.label or one.kind, _changes_of(book, one.no, row_id))
        for one in found
    )


def _record_named(book: "Book", kind: str, name: str) -> bytes:
    table = "task" if kind == "promise" else kind
    if table not in SYNCED:
        raise UsageError(f"there is no kind {kind!r}", "kinds: " + ", ".join(SYNCED))
    found = reads.rows_named(book.db, table, name)
    if not found:
        from repcockpit.services.lookup import find  # noqa: PLC0415 -- only where no name fits exactly
        from repcockpit.services.records import KINDS  # noqa: PLC0415 -- the same

        if kind in KINDS:
            return find(book, kind, name)
        raise NotFoundError(f"no {kind} is called {name!r}", f"`repcockpit search {name}` looks everywhere")
    if len(found) > 1:
        raise AmbiguousError(
            f"{len(found)} of kind {kind} fit {name!r}",
            "give the first digits of the id",
            tuple(Candidate(row_id, text) for row_id, text in found[:10]),
        )
    return found[0][0]


def _changes_of(book: "Book", txn_no: int, row_id: bytes | None) -> tuple[ChangeView, ...]:
    return tuple(change_views(book, written(book, txn_no, None if row_id is None else [row_id])))


def written(book: "Book", txn_no: int, row_ids: Collection[bytes] | None = None) -> Iterator[log.Change]:
    """The records of a transaction, or only those about some rows; another device's are read from its frames.

    What those replaced is blank where nobody here knows it, and none are given where a frame cannot be opened.
    """
    if reads.is_logged(book.db, txn_no):
        if row_ids is None:
            return log.changes_of(book.db, txn_no)
        return reads.changes_of_rows(book.db, txn_no, row_ids)
    return past_of(book).changes(txn_no, row_ids)


def past_of(book: "Book") -> "Past":
    """The reader of what other devices wrote."""
    from repcockpit.sync.past import Past  # noqa: PLC0415 -- only where there is something of others
    from repcockpit.sync.switch import kept_keyring  # noqa: PLC0415 -- the same

    return Past(book.db, kept_keyring(book.db))


def change_views(book: "Book", changes: Iterable[log.Change]) -> Iterator[ChangeView]:
    """Records of the log, field by field; each is worked out when it is asked for."""
    groups: dict[str, dict[str, tuple[str, ...]]] = {}
    for change in changes:
        if change.kind in _NOT_SHOWN:
            continue
        if change.table not in groups:
            groups[change.table] = reads.groups_of_columns(book.db, change.table)
        yield from _views_of(change, groups[change.table])


def _views_of(change: log.Change, groups: dict[str, tuple[str, ...]]) -> list[ChangeView]:
    if change.kind in (DELETE, RESTORE):
        is_removed = change.kind == DELETE
        return [ChangeView(change.table, change.row_id, "removed", not is_removed, is_removed)]
    shown = []
    for field, value in change.new.items():
        members = groups.get(field, (field,))
        olds, news = change.old.get(field), value
        if field not in groups:
            olds, news = [olds], [news]
        for member, old, new in zip(members, olds or [None] * len(members), news, strict=True):
            if old != new:
                shown.append(ChangeView(change.table, change.row_id, member, _plain(old), _plain(new)))
    return shown


def _plain(value: Any) -> Shown:
    return value.hex() if isinstance(value, bytes) else value


def undo(book: "Book", txn: str | None = None) -> UndoView:
    """Take back a transaction (id, 6 or more digits), or this author's last one not yet taken back.

    What was changed since is skipped and listed. Raises NothingToUndoError, NotFoundError, AmbiguousError,
    or RefusedError for another author's, one whose records are not here, and one taken back already.
    """
    if txn is not None:
        return _undo_named(book, undo_order.transaction_named(book.db, txn))
    while True:
        view = _take_back(book, lambda: undo_order.next_to_undo(book.db, book.author_id), "undo")
        if view.by_txn is not None or view.skipped:
            return view


def redo(book: "Book") -> UndoView:
    """Bring back what the last undo took away; possible until something else is written.

    Raises NothingToUndoError.
    """
    return _take_back(book, lambda: undo_order.next_to_redo(book.db, book.author_id), "redo")


def _undo_named(book: "Book", named: TxnRow) -> UndoView:
    first = undo_order.first_form(book.db, named)
    if named.author_id != book.author_id and named.author_id is not None:
        raise RefusedError(
            "that was written by somebody else", "only its author can take it back; change it by hand"
        )
    if named.kind in _NEVER_UNDONE or not undo_order.is_on_this_device(book.db, named):
        raise RefusedError("that cannot be taken back here", "its records are not kept on this device")

    def standing() -> TxnRow:
        if undo_order.is_taken_back(book.db, named.id):
            hint = "`repcockpit redo` brings it back, unless something was written since"
            raise RefusedError(f"that is taken back already: {first.label or first.kind}", hint)
        return undo_order.standing_form(book.db, named)

    return _take_back(book, standing, "redo" if named.kind == "undo" else "undo")


def _take_back(book: "Book", chosen: Callable[[], TxnRow], kind: str) -> UndoView:
    """Write the inverse of what `chosen` says, asked again under the write lock: another process may be first."""
    while True:
        row = chosen()
        first = undo_order.first_form(book.db, row)
        what = first.label or first.kind
        with book.write(f"{kind}: {what}", kind=kind, undoes=row.id) as unit:
            is_current = chosen().id == row.id
            skipped = take_back(book.db, row.no, unit) if is_current else []
        if is_current:
            break
    if unit.txn is None:
        undo_order.pass_over(book.db, row.id)
    views = tuple(SkippedView(one.table, one.row_id, one.field or None, one.reason) for one in skipped)
    return UndoView(first.id, kind == "undo" and unit.txn is not None, unit.txn, views, what)
