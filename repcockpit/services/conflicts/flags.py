"""What disagrees without being a value: a delete and an edit, merges in a ring, steps of a request."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from repcockpit.domain.request_steps import EVENT_WORDS
from repcockpit.domain.requests import Branch, disagreeing
from repcockpit.domain.views.conflicts import Cell, ConflictValue, ConflictView, FieldConflict, Form, Subject
from repcockpit.domain.words import spoken
from repcockpit.services.conflicts.wording import field_label
from repcockpit.services.conflicts.writers import Writers
from repcockpit.store.calendars import Calendars
from repcockpit.store.reads import conflict_flags as reads
from repcockpit.store.reads.conflict_counts import branched_ids
from repcockpit.store.reads.conflict_flags import OpenDelete, Ring
from repcockpit.store.reads.conflict_places import Place, places_of
from repcockpit.store.reads.conflicts import Writer, line_id, own_replicas
from repcockpit.store.reads.orphans import Orphan, orphans
from repcockpit.store.reads.requests import asker_of

if TYPE_CHECKING:
    from repcockpit.services.book import Book
    from repcockpit.store.heads import Dot

_PEOPLE = {
    "contact": ("person", "people"),
    "contact_account": ("further account of a person", "further accounts of people"),
    "request_event": ("step of it", "steps of it"),
    "qbr": ("QBR", "QBRs"),
    "delivery": ("delivery", "deliveries"),
    "feedback": ("score", "scores"),
}


def flag_views(book: "Book") -> list[ConflictView]:
    """Every such disagreement."""
    return [*_deleted(book), *_parents(book), *_cycles(book), *_steps(book)]


class Sides:
    """What the lines of one kind need: places, writers, which devices are one's own."""

    def __init__(self, book: "Book", keys: Sequence[tuple[str, bytes]]) -> None:
        self.book = book
        self.places = places_of(book.db, keys)
        self.writers = Writers(book, (row_id for _, row_id in keys))
        self._own = own_replicas(book.db)

    def place(self, table: str, row_id: bytes) -> Place:
        """Whose row it is."""
        return self.places.get((table, row_id)) or Place(table, row_id, "")

    def value(self, n: int, text: str, raw: object, writer: Writer | None, dot: "Dot") -> ConflictValue:
        """One side."""
        is_own = writer is not None and (
            writer.replica_no in self._own or writer.author_id == self.book.author_id
        )
        at = self.book.local(writer.at) if writer is not None else None
        by, device = (writer.by, writer.device or "") if writer is not None else (None, "")
        plain = raw.hex() if isinstance(raw, bytes) else raw
        txn = writer.txn if writer is not None else None
        return ConflictValue(n, text, raw, plain, by, device, at, n == 1, is_own, txn=txn, dot=dot)

    def view(
        self,
        form: Form,
        cell: Cell,
        label: str,
        values: tuple[ConflictValue, ...],
        says: str,
        dots: bytes | None = None,
    ) -> ConflictView:
        """A conflict of one line."""
        place = self.place(cell.table, cell.row_id)
        subject = Subject(place.kind, place.id, place.title)
        account = Subject("account", place.account_id, place.account) if place.account_id else None
        key = line_id(cell.table, cell.row_id, f"{form} {cell.field}")
        line = FieldConflict(
            key,
            form,
            subject,
            cell.field,
            label,
            values,
            is_hidden=form == "parent",
            can_type=False,
            cell=cell,
            dots=dots,
        )
        return ConflictView(key, form, subject, account, (line,), says, is_hidden=form == "parent")


def _name(writer: Writer | None) -> str:
    return (writer.by if writer is not None else None) or "somebody"


def _deleted(book: "Book") -> Iterator[ConflictView]:
    found = reads.open_deletes(book.db)
    sides = Sides(book, [(one.table, one.row_id) for one in found])
    for one in found:
        editor = sides.writers.of(one.row_id, max(one.edited.values()))
        deleter = sides.writers.of(one.row_id, one.deleted)
        values = (
            sides.value(1, _kept(one), "keep", editor, max(one.edited.values())),
            sides.value(2, "delete it", "delete", deleter, one.deleted),
        )
        what = sides.place(one.table, one.row_id).title or spoken(one.table)
        says = f"{_name(deleter)} deleted {what}, {_name(editor)} changed it"
        label = (
            "deleted, but changed"
            if sides.place(one.table, one.row_id).kind == one.table
            else spoken(one.table)
        )
        yield sides.view("deleted", Cell(one.table, one.row_id, "deleted"), label, values, says, one.dots)


def _kept(one: OpenDelete) -> str:
    labels = sorted({field_label(one.table, field) for field in one.edited if field not in ("*", "_alive")})
    return f"keep it, with {', '.join(labels)}" if labels else "keep it"


def _parents(book: "Book") -> Iterator[ConflictView]:
    by_parent: dict[tuple[str, bytes], list[Orphan]] = {}
    for one in orphans(book.db):
        by_parent.setdefault(one.parent, []).append(one)
    keys = [*by_parent, *((one.table, one.row_id) for some in by_parent.values() for one in some)]
    sides = Sides(book, keys)
    for parent, some in by_parent.items():
        newest = max(some, key=lambda one: one.dot)
        dot, deleter = _deleter(sides.writers, newest)
        writer = sides.writers.of(newest.row_id, newest.dot)
        title = sides.place(*parent).title or spoken(parent[0])
        values = (
            sides.value(1, f"bring {title} back", "restore", writer, newest.dot),
            sides.value(2, f"delete {_counted(some)}", "delete", deleter, dot),
        )
        says = f"{_name(deleter)} deleted {title}, but {_counted(some)} of {_name(writer)} belongs to it"
        yield sides.view("parent", Cell(*parent, "parent"), "deleted, but", values, says)


def _deleter(writers: Writers, one: Orphan) -> "tuple[Dot, Writer | None]":
    """The newest delete and who wrote it; one that only took back a restoring is passed over."""
    known = [(dot, writers.of(one.parent[1], dot)) for dot in one.deleted]
    return next(((dot, found) for dot, found in known if found is None or found.kind != "undo"), known[-1])


def _counted(some: Sequence[Orphan]) -> str:
    tally: dict[str, int] = {}
    for one in some:
        tally[one.table] = tally.get(one.table, 0) + 1
    words = []
    for table, count in tally.items():
        single, many = _PEOPLE.get(table, (spoken(table), f"{spoken(table)}s"))
        words.append(f"{count} {single if count == 1 else many}")
    return ", ".join(words)


def orphans_of(book: "Book", parent: tuple[str, bytes]) -> list[Orphan]:
    """What hangs on one deleted record so."""
    return [one for one in orphans(book.db) if one.parent == parent]


def _cycles(book: "Book") -> Iterator[ConflictView]:
    found: list[Ring] = reads.rings(book.db)
    sides = Sides(book, [(one.table, row_id) for one in found for row_id, _ in one.members])
    for one in found:
        values = []
        for number, (row_id, dot) in enumerate(one.members, 1):
            title = sides.place(one.table, row_id).title or row_id.hex()[:8]
            # Who merged the others into it: the writer of the merge that leads here.
            before = one.members[number - 2] if len(one.members) == 2 else (row_id, dot)
            values.append(sides.value(number, title, row_id, sides.writers.of(*before), before[1]))
        names = " and ".join(value.value for value in values)
        first = one.members[0][0]
        says = f"{names} were merged into each other"
        yield sides.view("cycle", Cell(one.table, first, "merged_into"), "merged into", tuple(values), says)


def parent_count(book: "Book") -> int:
    """How many deleted records have something hanging on them that the deleter did not know."""
    return len({one.parent for one in orphans(book.db)})


def branches_of(book: "Book", request_ids: Iterable[bytes]) -> dict[bytes, tuple[Branch, ...]]:
    """Those of the requests whose branches disagree."""
    found = {}
    calendars = Calendars(book.db)
    for one in reads.branches_of(book.db, request_ids):
        asker = asker_of(book.db, one.request_id)
        zone = ZoneInfo(calendars.of_account(asker.account_id, asker.owner_id).zone)
        branches = disagreeing(one.steps, lambda at, zone=zone: at.astimezone(zone).date(), one.taken_back)  # type: ignore[misc]
        if branches:
            found[one.request_id] = branches
    return found


def _steps(book: "Book") -> Iterator[ConflictView]:
    found = branches_of(book, branched_ids(book.db))
    keys = [("request", request_id) for request_id in found]
    keys += [("request_event", one.last.id) for some in found.values() for one in some]
    sides = Sides(book, keys)
    for request_id, branches in found.items():
        unsorted = []
        for one in branches:
            text = EVENT_WORDS.get(one.last.kind, spoken(one.last.kind))
            dot = (one.last.order[0], 0)
            unsorted.append(sides.value(1, text, one.status, sides.writers.only(one.last.id), dot))
        # The newest has the last word until somebody settles it.
        unsorted = [one._replace(is_current=place == 0) for place, one in enumerate(unsorted)]
        own_first = sorted(unsorted, key=lambda one: not one.is_own)
        values = [one._replace(n=number) for number, one in enumerate(own_first, 1)]
        title = sides.place("request", request_id).title or "a request"
        says = f"{title}: " + ", ".join(f"{one.value} by {one.by or 'somebody'}" for one in values)
        yield sides.view("steps", Cell("request", request_id, "steps"), "steps", tuple(values), says)
