"""Who wrote a dot: by its stamp where that tells, else by the records themselves."""

from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING, Any

from repcockpit.services.history import past_of
from repcockpit.store.reads import conflicts as reads
from repcockpit.store.reads.conflicts import Writer

if TYPE_CHECKING:
    from repcockpit.services.book import Book
    from repcockpit.store.heads import Dot
    from repcockpit.sync.past import Past


class Writers:
    """The transactions that wrote to some rows."""

    def __init__(self, book: "Book", row_ids: Iterable[bytes]) -> None:
        self.book = book
        self._of_row = reads.writers_to(book.db, row_ids)
        self._dots: dict[int, set[tuple[bytes, Dot]]] = {}

    @cached_property
    def _past(self) -> "Past":
        return past_of(self.book)

    def of(self, row_id: bytes, dot: "Dot") -> Writer | None:
        """Whose record it is; None where nobody here knows. A record takes its transaction's stamp as a rule."""
        found = self._of_row.get(row_id, [])
        near = [one for one in found if one.replica_no == dot[1] and one.stamp <= dot[0]]
        exact = next((one for one in near if one.stamp == dot[0]), None)
        if exact is not None or len(near) < 2:
            return exact or (near[0] if near else None)
        return next((one for one in reversed(near) if (row_id, dot) in self._written(one.no)), None)

    def _written(self, txn_no: int) -> "set[tuple[bytes, Dot]]":
        if txn_no not in self._dots:
            self._dots[txn_no] = {(one.row_id, one.dot) for one in self._past.written(txn_no)}
        return self._dots[txn_no]

    def only(self, row_id: bytes) -> Writer | None:
        """Who wrote a row that is written once."""
        return next(iter(self._of_row.get(row_id, ())), None)

    def first(self, row_id: bytes, field: str, dot: "Dot", value: Any) -> Writer | None:
        """The same; where a settlement was taken back, who had written the value before that."""
        found = self.of(row_id, dot)
        if found is None or found.kind != "undo" or found.undoes is None:
            return found
        values = self._past.values([row_id])
        for record in self._past.records([row_id]):
            settled = self.of(row_id, record.dot) if field in record.replaced else None
            if settled is None or settled.txn != found.undoes:
                continue
            for replaced in record.replaced[field]:
                if (row_id, field, replaced) in values and values[row_id, field, replaced] == value:
                    return self.of(row_id, replaced) or found
        return found
