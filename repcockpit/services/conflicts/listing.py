"""The fields that several people wrote at once, gathered by what they did and sorted by account."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from repcockpit.domain.ids import derived_id
from repcockpit.domain.names import fold
from repcockpit.domain.views.conflicts import Cell, ConflictValue, ConflictView, FieldConflict, Subject
from repcockpit.services.conflicts.wording import field_label, field_name, ids_in, plain_value, shown_value
from repcockpit.services.conflicts.writers import Writers
from repcockpit.store.reads import conflicts as reads
from repcockpit.store.reads.conflict_places import Place, own_field_names, places_of
from repcockpit.store.reads.conflicts import Contested, Head, Writer, line_id
from repcockpit.store.reads.keeping import names_by_id
from repcockpit.store.schema import COMPOSITES

if TYPE_CHECKING:
    from repcockpit.services.book import Book

_NEVER_TYPED = frozenset({"merged_into", "address", "opening", "meeting"})


class Facts:
    """What the lines of a list need, read for all of them at once."""

    def __init__(self, book: "Book", found: Sequence[Contested]) -> None:
        self.book = book
        self.own = reads.own_replicas(book.db)
        self.writers = Writers(book, (one.row_id for one in found))
        self.places = places_of(book.db, ((one.table, one.row_id) for one in found))
        ids = [
            row_id
            for one in found
            for row_id in ids_in(one.table, one.field, (head.value for head in one.heads))
        ]
        self.names = names_by_id(book.db, ids)
        values = [one.row_id for one in found if one.table == "custom_value"]
        self.own_fields = own_field_names(book.db, values)

    def writer(self, one: Contested, head: Head) -> Writer | None:
        """Who wrote a head; where a settlement was taken back, who had written it before that."""
        return self.writers.first(one.row_id, one.field, head.dot, head.value)

    def place(self, table: str, row_id: bytes) -> Place:
        """Whose row it is."""
        return self.places.get((table, row_id)) or Place(table, row_id, "")


def field_views(book: "Book") -> list[ConflictView]:
    """Every contested field, those of the same transactions together."""
    found = reads.without_followers(reads.contested(book.db))
    if not found:
        return []
    facts = Facts(book, found)
    groups: dict[tuple[object, ...], list[tuple[Contested, FieldConflict]]] = {}
    for one in found:
        line = field_line(facts, one)
        groups.setdefault(_written_by(facts, one), []).append((one, line))
    return [_view(facts, key, lines) for key, lines in groups.items()]


def _written_by(facts: Facts, one: Contested) -> tuple[object, ...]:
    """What lines have in common that are listed once: the transactions of their heads; else the row."""
    writers = [facts.writer(one, head) for head in one.heads]
    known = sorted({writer.txn for writer in writers if writer is not None})
    return tuple(known) if len(known) > 1 else (*known, one.row_id)


def field_line(facts: Facts, one: Contested) -> FieldConflict:
    """A contested field as a line, values that are equal once."""
    place = facts.place(one.table, one.row_id)
    custom = facts.own_fields.get(one.row_id)
    name = f"custom.{custom}" if custom else field_name(one.table, one.field)
    return FieldConflict(
        line_id(one.table, one.row_id, one.field),
        "field",
        Subject(place.kind, place.id, place.title),
        name,
        custom or field_label(one.table, one.field),
        _values(facts, one),
        one.is_hidden,
        one.field not in _NEVER_TYPED,
        Cell(one.table, one.row_id, one.field),
        one.dots,
    )


def _values(facts: Facts, one: Contested) -> tuple[ConflictValue, ...]:
    book = facts.book
    sides: dict[str, tuple[Head, Writer | None]] = {}
    for head in one.heads:
        sides.setdefault(repr(head.value), (head, facts.writer(one, head)))
    ordered = sorted(
        sides.values(), key=lambda side: (*_nearness(facts, side[1]), (-side[0].dot[0], side[0].dot[1]))
    )
    values = []
    for number, (head, writer) in enumerate(ordered, 1):
        text = shown_value(book, one.table, one.field, head.value, facts.names)
        at = writer.at if writer is not None else head.dot[0] >> 16
        values.append(
            ConflictValue(
                number,
                text,
                head.value,
                plain_value(one.table, one.field, head.value, text),
                writer.by if writer else None,
                (writer.device if writer else None) or "",
                book.local(at) if at else None,
                head.is_current,
                is_own(facts, writer),
                txn=writer.txn if writer else None,
                dot=head.dot,
            )
        )
    return tuple(values)


def _nearness(facts: Facts, writer: Writer | None) -> tuple[bool, bool]:
    """Written on this device first, then by this rep elsewhere."""
    if writer is None:
        return True, True
    return writer.replica_no not in facts.own, writer.author_id != facts.book.author_id


def is_own(facts: Facts, writer: Writer | None) -> bool:
    """Whether it was written on this device, or by this device's rep."""
    return writer is not None and False in _nearness(facts, writer)


def _view(
    facts: Facts, key: tuple[object, ...], lines: list[tuple[Contested, FieldConflict]]
) -> ConflictView:
    first, line = lines[0]
    place = facts.place(first.table, first.row_id)
    records = {one.record.id for _, one in lines}
    account = Subject("account", place.account_id, place.account) if place.account_id else None
    return ConflictView(
        derived_id(
            "conflict", *(part for part in key if isinstance(part, bytes)), "" if len(key) > 1 else "1"
        ),
        "field",
        line.record,
        account,
        tuple(one for _, one in lines),
        _says(line, len(records), (one for _, one in lines)),
        record_count=len(records),
        is_hidden=all(one.is_hidden for _, one in lines),
    )


def _says(line: FieldConflict, records: int, lines: Iterable[FieldConflict]) -> str:
    writers = dict.fromkeys(value.by or "somebody" for value in line.values)
    who = " and ".join(writers) if len(writers) > 1 else f"{next(iter(writers))}, on two devices,"
    labels = list(dict.fromkeys(one.label for one in lines))
    what = ", ".join(labels[:3]) + (f" and {len(labels) - 3} more" if len(labels) > 3 else "")
    where = f"{records:,} records" if records > 1 else line.record.title or "one record"
    return f"{who} changed {what} of {where} while apart"


def is_composite(table: str, field: str) -> bool:
    """Whether several columns are this field."""
    return field in COMPOSITES.get(table, {})


def sorted_views(views: Iterable[ConflictView]) -> tuple[ConflictView, ...]:
    """By account, then by record; what belongs to no account last."""
    return tuple(
        sorted(
            views,
            key=lambda one: (
                one.account is None, fold(one.account.title) if one.account else "", fold(one.subject.title), one.id,
            ),
        )
    )  # fmt: skip
