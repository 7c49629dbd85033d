"""Many updates of one table, worked out in memory: what really changes, and which dots that replaces.

Reads and writes nothing itself: Unit gives it the rows and takes the records.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from repcockpit.domain.errors import InvalidValueError
from repcockpit.store.heads import BESIDE, Dot, is_alike, is_default, others, set_others
from repcockpit.store.log import Dots, Names, decode_dots, encode, top_stamp
from repcockpit.store.record_kinds import UPDATE
from repcockpit.store.schema import TableShape
from repcockpit.store.values import Value, stored


class Stamp:
    """What the transaction stamps its records with: its stamp, its replica, its random step."""

    def __init__(self, stamp: int, replica_no: int, step: int) -> None:
        self.stamp = stamp
        self._replica_no, self._step = replica_no, step
        self._dot = [stamp, replica_no]

    def dot_above(self, dots: Dots) -> list[int]:
        """The dot of the next record of a row that carries `dots`; never changed by who gets it."""
        highest = top_stamp(dots)
        return self._dot if self.stamp > highest else [highest + 1 + self._step, self._replica_no]


class _Held:
    """A row as it stands inside the transaction: its dots, and the columns that were read."""

    __slots__ = ("dots", "values")

    def __init__(self, dots: Dots) -> None:
        self.dots = dots
        self.values: dict[str, Value] = {}


class Step(NamedTuple):
    """A field of an update: its local number, its columns, and whether it is a composite of several."""

    field: str
    number: int
    columns: tuple[str, ...]
    is_group: bool
    beside: str


Plan = list[Step]


class Beside(NamedTuple):
    """A field that several heads are left of: `kept` is the former current one where it stays, `gone` those replaced.

    `alike` were replaced because they held the value that was shown.
    """

    row_id: bytes
    field_no: int
    value: Any
    kept: tuple[Dot, Any] | None
    gone: list[Dot]
    alike: list[Dot]


class Updates:
    """The rows of one table that a batch changes; each is written as it stands after its last change.

    `records` and `olds` are what the log takes, `beside` the fields that several heads meet in, `deleted` the
    rows that carry a delete (the caller refuses those that are in the bin). `shown` are the dots of the rows as
    a person saw them; with `settles` a value replaces every head shown, also where it stays what it was.
    `values_beside` gives the heads beside the current one of a row's field (number) with their values.
    """

    def __init__(
        self,
        shape: TableShape,
        names: Names,
        stamp: Stamp,
        shown: Dots | None,
        *,
        settles: bool = False,
        values_beside: Callable[[bytes, int], Mapping[Dot, Any]],
    ) -> None:
        self.records: list[list[Any]] = []
        self.olds: list[dict[int, Any] | None] = []
        self.beside: list[Beside] = []
        self.deleted: list[bytes] = []
        self._shape, self._names, self._stamp, self._shown = shape, names, stamp, shown
        self._settles, self._values_beside = settles, values_beside
        self._table_no = names.number(shape.name)
        self._plans: dict[tuple[str, ...], Plan] = {}
        self._held: dict[bytes, _Held] = {}
        self._written: dict[tuple[str, ...], dict[bytes, _Held]] = {}

    def plan(self, names: tuple[str, ...]) -> Plan:
        """The steps that change the columns `names`. Raises InvalidValueError for a name that is no field."""
        found = self._plans.get(names)
        if found is None:
            members = self._shape.members
            fields = dict.fromkeys(known_field(self._shape, name) for name in names)
            found = self._plans[names] = [
                Step(
                    field,
                    self._names.number(field),
                    members.get(field, (field,)),
                    field in members,
                    BESIDE + field,
                )
                for field in fields
            ]
        return found

    def hold(self, columns: Sequence[str], rows: list[tuple[Any, ...]]) -> None:
        """Take rows of (id, _dots, *columns) as they are in the table."""
        held = self._held
        for row_id, dots, *values in rows:
            row = held.get(row_id)
            if row is None:
                row = held[row_id] = _Held(decode_dots(dots))
            row.values.update(zip(columns, values, strict=True))

    def change(self, row_id: bytes, asked: Mapping[str, object], plan: Plan) -> None:
        """Change fields of a held row; unchanged ones are dropped, and a record without any as well.

        Raises InvalidValueError where there is no such row.
        """
        row = self._held.get(row_id)
        if row is None:
            raise InvalidValueError(f"there is no {self._shape.name} {row_id.hex()}")
        dots, values = row.dots, row.values
        base, own = self._stamp.stamp, self._stamp.dot_above(dots)
        new: dict[int, Any] = {}
        old: dict[int, Any] = {}
        replaced: dict[int, list[list[int]]] = {}
        columns: tuple[str, ...] = ()
        for step in plan:
            field, number, members, is_group, beside = step
            before, wanted = _compared(values, asked, step, self._shape.types)
            if before == wanted and not self._settles:
                continue
            new[number], old[number] = wanted, before
            columns += members
            head = dots.get(field) or (None if is_default(before) else dots.get("*"))
            if self._shown is not None or beside in dots:
                replaced[number] = [
                    [base - stamp, no]
                    for stamp, no in self._replace(row_id, dots, step, (head, before, wanted))
                ]
            elif head is not None:
                replaced[number] = [[base - head[0], head[1]]]
            dots[field] = own
            values.update(zip(members, wanted, strict=True) if is_group else ((field, wanted),))
        if new:
            if "_top" in dots:
                self.deleted.append(row_id)
                del dots["_top"]
            self._written.setdefault(columns, {})[row_id] = row
            self.records.append([UPDATE, self._table_no, row_id, own[0] - base, new, replaced])
            self.olds.append(old)

    def _replace(
        self, row_id: bytes, dots: Dots, step: Step, held: tuple[list[int] | None, Any, Any]
    ) -> list[Dot]:
        """The heads that a new value replaces: those seen. What was not seen stays beside it.

        `held` is the current head, its value, and the new one.
        """
        head, before, wanted = held
        field, shown = step.field, self._shown
        current = (head[0], head[1]) if head else None
        beside = others(dots, field)
        if shown is None:
            seen = [current] if current else []
            further = beside
        else:
            told = shown.get(field) or (shown.get("*") if head else None)
            seen = [(told[0], told[1])] if told else []
            further = others(shown, field)
        alike: list[Dot] = []
        if self._settles:
            seen += further
        elif further and seen:
            alike = self._alike(row_id, step, (seen[0] == current, before, seen[0]), further)
        gone = [dot for dot in beside if dot in seen]
        seen += alike
        left = [dot for dot in beside if dot not in seen]
        kept = (current, before) if current and current not in seen else None
        if kept or beside:
            alike = [dot for dot in alike if dot in beside]
            self.beside.append(Beside(row_id, step.number, wanted, kept, gone, alike))
            set_others(dots, field, [*left, kept[0]] if kept else left)
        return seen

    def _alike(
        self, row_id: bytes, step: Step, shown: tuple[bool, Any, Dot], further: Sequence[Dot]
    ) -> list[Dot]:
        """Heads that hold the value that was shown: who replaces it has seen theirs too.

        `shown` says whether the head shown is still current, the current value, and that head.
        """
        is_current, before, head = shown
        values = self._values_beside(row_id, step.number)
        if not is_current and head not in values:
            return []
        wanted = before if is_current else values[head]
        return [dot for dot in further if dot in values and dot != head and is_alike(values[dot], wanted)]

    def rows(self) -> Iterator[tuple[tuple[str, ...], list[list[Any]]]]:
        """What to write: for each set of columns the rows of [_dots, *columns, id]."""
        for columns, rows in self._written.items():
            yield (
                columns,
                [
                    [encode(row.dots), *[row.values[name] for name in columns], row_id]
                    for row_id, row in rows.items()
                ],
            )


def known_field(shape: TableShape, name: str) -> str:
    """The field that the column `name` belongs to. Raises InvalidValueError for a name of no logged column."""
    field = shape.field_of.get(name)
    if field is None:
        raise InvalidValueError(f"{shape.name} has no field {name!r}")
    return field


def _compared(
    values: Mapping[str, Value], asked: Mapping[str, object], step: Step, types: Mapping[str, str]
) -> tuple[Any, Any]:
    """The field as it is and as it is asked for; of a composite the list of its members."""
    field, members = step.field, step.columns
    if not step.is_group:
        return values[field], stored(asked[field], field, types.get(field, ""))
    before = [values[name] for name in members]
    wanted = [
        stored(asked[name], name, types.get(name, "")) if name in asked else values[name] for name in members
    ]
    return before, wanted
