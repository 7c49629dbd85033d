"""A row while records are merged into it: the heads of its fields with their values, and its deletes (sync.md 5).

Pure: the same records give the same state in whatever order they come.
"""

from collections.abc import Callable, Iterable, Mapping
from hashlib import sha256
from typing import Any, NamedTuple

from repcockpit.store.heads import ALIVE, Dot
from repcockpit.store.log import encode
from repcockpit.store.record_kinds import DELETE, RESTORE, STATE

Order = Callable[[Dot], tuple[int, bytes]]
"""(stamp, id of the replica) of a dot: local numbers of replicas order nothing."""


class Record(NamedTuple):
    """One change of one row with this device's names and numbers.

    `new` maps fields to values (for STATE to lists of (dot, value)), `replaced` fields to the dots that the
    value replaces; `dots` are those a delete names, `deletes` the deletes that a STATE tells of.
    """

    kind: int
    table: str
    row_id: bytes
    dot: Dot
    new: Mapping[str, Any]
    replaced: Mapping[str, Iterable[Dot]]
    dots: tuple[Dot, ...] = ()
    deletes: tuple[tuple[Dot, tuple[Dot, ...]], ...] = ()


class RowState:
    """Everything that decides what a row shows.

    `heads` maps a field to its heads with their values, `named` to dots that were replaced before they were
    met, `deletes` a delete's dot to the dots it saw.
    """

    def __init__(self, order: Order) -> None:
        self.heads: dict[str, dict[Dot, Any]] = {}
        self.named: dict[str, set[Dot]] = {}
        self.deletes: dict[Dot, set[Dot]] = {}
        self._met: dict[str, set[Dot]] = {}
        self._order = order

    def apply(self, record: Record) -> None:
        """Take one record more."""
        if record.kind == DELETE:
            self.deletes.setdefault(record.dot, set()).update(record.dots)
            return
        if record.kind == STATE:
            self._apply_state(record)
        else:
            for field, value in record.new.items():
                self.enter(field, record.dot, value)
            if record.kind in (0, RESTORE):
                self.enter(ALIVE, record.dot, None)
        for field, dots in record.replaced.items():
            self.replace(field, dots)

    def _apply_state(self, record: Record) -> None:
        for field, heads in record.new.items():
            for dot, value in heads:
                self.enter(field, dot, value)
        for dot, seen in record.deletes:
            self.deletes.setdefault(dot, set()).update(seen)

    def enter(self, field: str, dot: Dot, value: object) -> None:
        """Enter a value: a head, unless its dot is named already."""
        if dot in self.named.get(field, ()):
            self._met.setdefault(field, set()).add(dot)
            return
        heads = self.heads.setdefault(field, {})
        if dot not in heads or _weight(value) > _weight(heads[dot]):
            heads[dot] = value

    def replace(self, field: str, dots: Iterable[Dot]) -> None:
        """Drop the heads that somebody replaced; remember those not met yet."""
        heads = self.heads.get(field, {})
        for dot in dots:
            if heads.pop(dot, self) is not self:
                self._met.setdefault(field, set()).add(dot)
            self.named.setdefault(field, set()).add(dot)

    def waiting(self) -> list[tuple[str, Dot]]:
        """The dots named and not met."""
        return [
            (field, dot)
            for field, dots in self.named.items()
            for dot in sorted(dots - self._met.get(field, set()))
        ]

    def ordered(self, field: str) -> list[Dot]:
        """The heads of a field, the current one first."""
        return sorted(self.heads.get(field, ()), key=self._order, reverse=True)

    def fields(self) -> list[str]:
        """Every field that has a head."""
        return [field for field, heads in self.heads.items() if heads]

    @property
    def covered(self) -> set[Dot]:
        """The dots that some delete names."""
        return set().union(*self.deletes.values())

    @property
    def hidden(self) -> int:
        """0 shown; 1 in the bin: every head of every field is named by a delete; 2 not born: no insert was met."""
        every = {dot for heads in self.heads.values() for dot in heads}
        if self.deletes and every <= self.covered:
            return 1
        return 0 if self.heads.get(ALIVE) else 2

    @property
    def is_open(self) -> bool:
        """Whether the row shows although all that says it is alive was deleted."""
        alive = self.heads.get(ALIVE)
        return self.hidden == 0 and bool(alive) and bool(self.deletes) and set(alive or ()) <= self.covered

    @property
    def top(self) -> Dot | None:
        """The highest delete, where it is above every head or the row is hidden."""
        if not self.deletes:
            return None
        highest = max(self.deletes, key=self._order)
        stamps = [dot[0] for heads in self.heads.values() for dot in heads]
        return highest if self.hidden == 1 or highest[0] > max(stamps, default=0) else None


def _weight(value: object) -> bytes:
    """What orders two values of one dot, which only an undetected clone can write."""
    return sha256(encode(value)).digest()
