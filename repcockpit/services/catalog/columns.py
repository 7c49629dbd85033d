"""The columns of a list in memory: one place (slot) per record, kept for good, nothing else per row."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from itertools import repeat
from typing import Any

from repcockpit.domain.names import fold
from repcockpit.domain.views.lists import ACCOUNT_GROUPS, CONTACT_GROUPS
from repcockpit.domain.words import KEY_ROLES, spoken
from repcockpit.store.reads.catalog import CatalogRow

NEVER = "~"
"""Stands for a missing day: behind every day there is."""
GROUPS = {"account": ACCOUNT_GROUPS, "contact": CONTACT_GROUPS}
TEXTS = ("tier", "owner", "status", "city", "sector", "role", "account", "title", "tag")
_FORMER = frozenset(("former", "exited"))
_GONE = frozenset(("left", "moved", "erased"))
_HIDDEN = 99


class _Memo(dict[Any, Any]):
    """Answers worked out once: few values stand in many rows, and each is kept as one object."""

    def __init__(self, work_out: Callable[[Any], Any]) -> None:
        super().__init__()
        self._work_out = work_out

    def __missing__(self, given: Any) -> Any:
        found = self[given] = self._work_out(given)
        return found


class Beside(dict[str, Mapping[bytes, Any]]):
    """What stands in other tables, by id: `tags`, `roles` (lists of words) and `key_due` (a day)."""


class Columns:
    """What is remembered of every account or contact; a record that went away leaves its slot empty."""

    def __init__(self, kind: str, rep_id: bytes | None, rep_names: Mapping[bytes, str]) -> None:
        self.kind, self.rep_id = kind, rep_id
        self.slots: dict[bytes, int] = {}
        self.ids: list[bytes] = []
        self.names: list[str] = []
        self.searched: list[str] = []
        self.groups: list[int] = []
        self.texts: dict[str, list[str]] = {name: [] for name in TEXTS}
        self.accounts: list[bytes | None] = []
        self.last: list[str] = []
        self.due: list[str] = []
        self.late: list[str] = []
        self.key: list[bool] = []
        self._folded = _Memo(lambda text: fold(text or ""))
        self._days = _Memo(lambda day: day or NEVER)
        self._roles = _Memo(lambda role: fold(spoken(role or "")))
        self._keys = _Memo(KEY_ROLES.__contains__)
        self._groups = _Memo(self._group)
        self._owners = {rep: fold(name) for rep, name in rep_names.items()}

    def __len__(self) -> int:
        """How many slots there are."""
        return len(self.ids)

    @cached_property
    def _columns(self) -> list[list[Any]]:
        first = (self.ids, self.names, self.searched, self.groups)
        return [*first, *self.texts.values(), self.accounts, self.last, self.due, self.late, self.key]

    def add(self, rows: Sequence[CatalogRow], beside: Beside) -> list[int]:
        """Take in rows, each in its own slot; the slots they stand in."""
        if not rows:
            return []
        cells = self._cells(rows, beside)
        start = len(self.ids)
        if self.slots.keys().isdisjoint(cells[0]):
            for column, some in zip(self._columns, cells, strict=True):
                column.extend(some)
            taken = list(range(start, start + len(rows)))
            self.slots.update(zip(cells[0], taken, strict=True))
            return taken
        return [self._set(row) for row in zip(*cells, strict=True)]

    def _set(self, cells: tuple[Any, ...]) -> int:
        slot = self.slots.get(cells[0])
        if slot is None:
            slot = self.slots[cells[0]] = len(self.ids)
            for column, cell in zip(self._columns, cells, strict=True):
                column.append(cell)
        else:
            for column, cell in zip(self._columns, cells, strict=True):
                column[slot] = cell
        return slot

    def take_away(self, row_id: bytes) -> None:
        """Leave the record's slot empty."""
        slot = self.slots.pop(row_id, None)
        if slot is not None:
            self.groups[slot] = _HIDDEN

    def is_shown(self, slot: int) -> bool:
        """Whether a record stands in the slot."""
        return self.groups[slot] != _HIDDEN

    def _cells(self, rows: Sequence[CatalogRow], beside: Beside) -> list[Sequence[Any]]:
        """The cells of some rows, column by column, without a step of Python per row where it can be."""
        (
            ids, folded, keepers, statuses, segments, cities, sectors, roles, titles, accounts, places,
            last, due, late,
        ) = zip(*rows, strict=True)  # fmt: skip
        folds = self._folded.__getitem__
        city, sector, title = list(map(folds, cities)), list(map(folds, sectors)), list(map(folds, titles))
        account = [place or "" for place in places]
        tags = beside.get("tags", {})
        marks = [fold(" ".join(tags.get(one, ()))) for one in ids] if tags else [""] * len(ids)
        parts: list[Sequence[str]] = [folded, city, sector, marks]
        spoken_roles, keys = self._roles_of(ids, roles, beside.get("roles", {}))
        if self.kind == "contact":
            parts[1:1] = [account, title, spoken_roles]
        days = self._days.__getitem__
        late_on = list(map(days, late))
        if key_due := beside.get("key_due"):
            late_on = list(map(min, late_on, map(key_due.get, ids, repeat(NEVER))))
        return [
            ids,
            folded,
            list(map(" ".join, zip(*parts, strict=True))),
            list(map(self._groups.__getitem__, zip(statuses, keepers, strict=True))),
            list(map(folds, segments)),
            list(map(self._owners.get, keepers, repeat(""))),
            list(map(folds, statuses)),
            city,
            sector,
            spoken_roles,
            account,
            title,
            marks,
            accounts,
            list(map(days, last)),
            list(map(min, map(days, due), late_on)),
            late_on,
            keys,
        ]

    def _roles_of(
        self, ids: Iterable[bytes], roles: Sequence[str | None], further: Mapping[bytes, list[str]]
    ) -> tuple[list[str], list[bool]]:
        """Every role of each person as one text, and whether one of them is a key role."""
        texts, keys = list(map(self._roles.__getitem__, roles)), list(map(self._keys.__getitem__, roles))
        for number, row_id in enumerate(ids) if further else ():
            for role in further.get(row_id, ()):
                texts[number] = f"{texts[number]} {self._roles[role]}".strip()
                keys[number] = keys[number] or self._keys[role]
        return texts, keys

    def _group(self, given: tuple[str | None, bytes | None]) -> int:
        status, keeper = given
        if self.kind == "account":
            if status == "prospect":
                return 2
            if status in _FORMER:
                return 3
        elif status in _GONE:
            return 2
        return 0 if keeper is not None and keeper == self.rep_id else 1


def sort_column(columns: Columns, sort: str) -> Sequence[str] | None:
    """What a sort compares before the name; None for the name itself. No tier is a blank, and comes last."""
    return {"tier": columns.texts["tier"], "silence": columns.last, "due": columns.due}.get(sort)
