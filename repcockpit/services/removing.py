"""Records to the bin with what belongs to them, and back again with what went by the same delete."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from repcockpit.services.decisions.chosen import counted, named_together
from repcockpit.store.reads.children import Key, by_table, family_of, owners_of
from repcockpit.store.reads.records import BINNED, table_of

if TYPE_CHECKING:
    from repcockpit.services.book import Book
    from repcockpit.store.unit import Unit

MANY: Final = 20
"""More records than this are asked about before they go, and told to the others."""


class Leaving(NamedTuple):
    """What would go to the bin: every row, how many records that are, and all in words.

    `words` are like "Northglass with 12 people, 340 interactions, 3 open requests".
    """

    keys: tuple[Key, ...]
    record_count: int
    words: str

    @property
    def is_many(self) -> bool:
        """Whether its author is asked first."""
        return self.record_count > MANY


def leaving(book: "Book", wanted: Mapping[str, Sequence[bytes]]) -> Leaving:
    """What goes with these records, by kind; what is in the bin already does not go again."""
    chosen = [(table_of(kind), row_id) for kind, ids in wanted.items() for row_id in ids]
    keys = family_of(book.db, chosen)
    told = {table: ids for table, ids in by_table(keys).items() if table in BINNED}
    words = named_together(book, {kind: list(ids) for kind, ids in wanted.items()})
    more = with_words(book, (key for key in keys if key not in set(chosen)))
    return Leaving(tuple(keys), sum(map(len, told.values())), words + more)


def with_words(book: "Book", keys: Iterable[Key]) -> str:
    """What goes besides: ` with 12 people, 3 open requests`; nothing where that is no record."""
    told = {table: ids for table, ids in by_table(keys).items() if table in BINNED}
    parts: list[str] = []
    for kind in BINNED:
        ids = told.get(kind, [])
        still = _open_among(book, ids) if kind == "request" else 0
        if still:
            parts.append(f"{still:,} open request{'s' * (still != 1)}")
        if len(ids) > still:
            parts.append(counted(kind, len(ids) - still) if not still else f"{len(ids) - still:,} closed")
    return f" with {', '.join(parts)}" if parts else ""


def _open_among(book: "Book", ids: Sequence[bytes]) -> int:
    from repcockpit.store.reads.requests import open_ids  # noqa: PLC0415 -- only where there are requests

    if not ids:
        return 0
    still = set(open_ids(book.db, None, int(book.now().timestamp() * 1000)))
    return sum(row_id in still for row_id in ids)


def hide_all(unit: "Unit", keys: Iterable[Key]) -> None:
    """Delete these rows by name, as they are now."""
    from repcockpit.store.hiding import hide_many  # noqa: PLC0415 -- msgspec, needed by a write only

    for table, ids in by_table(keys).items():
        hide_many(unit, table, ids)


def hide_family(unit: "Unit", table: str, row_id: bytes, seen: bytes | None = None) -> None:
    """Delete a row, and by name what is shown of all that belongs to it; `seen` are the dots of the row itself."""
    family = family_of(unit.db, [(table, row_id)])
    unit.hide(table, row_id, seen)
    hide_all(unit, family[1:])


def bring_back(book: "Book", unit: "Unit", keys: Sequence[Key]) -> None:
    """Show these rows again, and what belongs to them and was deleted by the same transactions, nothing else."""
    more = [one for key in keys for one in gone_with(book, key)]
    for table, row_id in dict.fromkeys([*keys, *more]):
        unit.unhide(table, row_id)


def gone_with(book: "Book", key: Key) -> list[Key]:
    """What is in the bin since the delete that put this row there, and belongs to it."""
    # Who wrote a delete and what else it named is needed only where something comes back.
    from repcockpit.services.conflicts.writers import Writers  # noqa: PLC0415
    from repcockpit.services.history import written  # noqa: PLC0415
    from repcockpit.store.reads import removals as reads  # noqa: PLC0415
    from repcockpit.store.record_kinds import DELETE  # noqa: PLC0415

    deletes = reads.standing_deletes(book.db, key)
    writers = Writers(book, [key[1]])
    found = [writer for dot in deletes if (writer := writers.of(key[1], dot)) is not None]
    named: dict[Key, set[int]] = {}
    for writer in dict.fromkeys(found):
        for change in written(book, writer.no):
            if change.kind == DELETE:
                named.setdefault((change.table, change.row_id), set()).add(change.stamp)
    named.pop(key, None)
    last = reads.last_deletes(book.db, named)
    gone = [one for one in named if one in last and last[one][0] in named[one]]
    return _below(book, key, gone)


def _below(book: "Book", key: Key, gone: Sequence[Key]) -> list[Key]:
    """Those that belong to the row, or to one that does."""
    tables = dict.fromkeys(table for table, _ in (key, *gone))
    children: dict[Key, list[Key]] = {}
    for one, owner in owners_of(book.db, gone, tables).items():
        children.setdefault(owner, []).append(one)
    found: dict[Key, None] = {}
    fresh = [key]
    while fresh:
        fresh = [child for one in fresh for child in children.get(one, ()) if child not in found]
        found.update(dict.fromkeys(fresh))
    return list(found)


def folded(book: "Book", rows: Sequence[Key]) -> dict[Key, Key]:
    """Of rows in the bin those that went with another one of them: each with the one it is found under."""
    from repcockpit.store.reads.removals import last_deletes  # noqa: PLC0415 -- with the bin only

    last = last_deletes(book.db, rows)
    owners = owners_of(book.db, rows, dict.fromkeys(table for table, _ in rows))
    above = {
        key: owner
        for key, owner in owners.items()
        if key in last and owner in last and last[owner] == last[key] and owner != key
    }
    found: dict[Key, Key] = {}
    for key, owner in above.items():
        top, met = owner, {key}
        while top in above and top not in met:
            met.add(top)
            top = above[top]
        if top not in met:
            found[key] = top
    return found
