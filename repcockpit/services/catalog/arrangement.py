"""A list in one order: its slots, and beside them the texts in the same order, kept right row by row."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import compress, repeat
from operator import contains

from repcockpit.services.catalog.columns import NEVER, Columns, sort_column

BLOCK = 64
"""Rows of which one look says that a word is in none."""
Key = tuple[int, str, str, bytes]


class Arrangement:
    """Slots by group, then by `sort`, then by name; `searched` are their texts in the same order.

    `version` grows with every change, so that what was found before is known to be old; `every` are all
    places, made once.
    """

    def __init__(self, columns: Columns, sort: str, by_name: Sequence[int]) -> None:
        self.sort = sort
        self._columns = columns
        self._compared = sort_column(columns, sort)
        self.slots = _sorted(columns, by_name, self._compared)
        self.searched = _beside_each_other(map(columns.searched.__getitem__, self.slots))
        self.every = list(range(len(self.slots)))
        self.version = 0
        self._blocks: tuple[int, list[str]] = (-1, [])

    def __len__(self) -> int:
        """How many rows stand here."""
        return len(self.slots)

    def key(self, slot: int) -> Key:
        """Where a slot stands."""
        columns = self._columns
        compared = "" if self._compared is None else self._compared[slot] or NEVER
        return columns.groups[slot], compared, columns.names[slot], columns.ids[slot]

    def place_of(self, slot: int) -> int:
        """The place of a slot that stands here."""
        return bisect_left(self.slots, self.key(slot), key=self.key)

    def holding(self, word: str) -> list[int]:
        """The places whose text holds a word; blocks of rows without it are passed over whole."""
        if self._blocks[0] != self.version:
            starts = range(0, len(self.slots), BLOCK)
            self._blocks = self.version, ["\n".join(self.searched[at : at + BLOCK]) for at in starts]
        blocks = self._blocks[1]
        found = [number * BLOCK for number, block in enumerate(blocks) if word in block]
        texts, places = self.searched, self.every
        if len(found) * 4 < len(blocks) * 3:
            texts = [text for at in found for text in texts[at : at + BLOCK]]
            places = [place for at in found for place in places[at : at + BLOCK]]
        return list(compress(places, map(contains, texts, repeat(word))))

    def start_of(self, group: int) -> int:
        """The first place of a group."""
        return bisect_left(self.slots, group, key=self._columns.groups.__getitem__)

    def take_out(self, slots: Iterable[int]) -> None:
        """Remove slots, before their columns change; who looks at the rows of before keeps them as they were."""
        self.slots = self.slots.copy()
        for slot in slots:
            place = self.place_of(slot)
            del self.slots[place], self.searched[place]
        self._has_changed()

    def put_in(self, slots: Iterable[int]) -> None:
        """Put slots where their columns say now."""
        for slot in slots:
            if self._columns.is_shown(slot):
                place = self.place_of(slot)
                self.slots.insert(place, slot)
                self.searched.insert(place, self._columns.searched[slot])
        self._has_changed()

    def _has_changed(self) -> None:
        count = len(self.slots)
        self.every.extend(range(len(self.every), count))
        del self.every[count:]
        self.version += 1


def _sorted(columns: Columns, by_name: Sequence[int], compared: Sequence[str] | None) -> list[int]:
    """Slots that stand by group and name, by group, `compared` and name: few values, so they are dealt out."""
    if compared is None:
        return list(by_name)
    dealt: defaultdict[tuple[int, str], list[int]] = defaultdict(list)
    groups = map(columns.groups.__getitem__, by_name)
    for key, slot in zip(zip(groups, map(compared.__getitem__, by_name), strict=True), by_name, strict=True):
        dealt[key].append(slot)
    ordered = sorted(dealt, key=lambda key: (key[0], key[1] or NEVER))
    return [slot for key in ordered for slot in dealt[key]]


def _beside_each_other(texts: Iterable[str]) -> list[str]:
    """The same texts, made one after the other: a scan of neighbours in memory takes half the time."""
    every = list(texts)
    apart = "\n".join(every).split("\n")
    return apart if len(apart) == len(every) else every


def in_name_order(columns: Columns) -> list[int]:
    """Every slot by group and name; the slots stand by name and id already."""
    return sorted(range(len(columns)), key=columns.groups.__getitem__)
