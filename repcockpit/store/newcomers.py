"""Accounts and people that come in bulk are inserted with their derived columns, by the rules of `due_days`.

A row is settled while nothing that these columns follow from was written after it; `derived.refresh` passes
settled rows by.
"""

import sqlite3
from collections.abc import Iterable, Mapping, Sequence, Set
from itertools import chain
from typing import NamedTuple

from repcockpit.domain.names import fold
from repcockpit.store.due_days import DueDays
from repcockpit.store.inserts import Inserts
from repcockpit.store.reads.numbers import numbers_in_force
from repcockpit.store.statements import listed_marks
from repcockpit.store.values import Value

_BULK = 50
"""Fewer rows than this are left to `derived.refresh`."""
_HOUSES = (
    "select b.id, coalesce(a.owner_id, b.owner_id), a.interval_days, a.segment, a.status from account b"
    " left join account a on a.id = coalesce(b.root_id, b.id) where b.id in (%s)"
)
_HOMELESS = (None, None, None, None)
_WHOLE = frozenset((int, type(None)))
_WORDS = frozenset((str, type(None)))
_ACCOUNT = ("interval_days", "segment", "status", "owner_id", "tracking_started_on")
_CONTACT = ("interval_days", "role", "status", "do_not_contact", "owner_id", "tracking_started_on")
_NUMBERS = frozenset(("interval_days", "do_not_contact"))
_IDS = frozenset(("owner_id", "primary_account_id"))

Derived = dict[str, list[Value]]


class Settled(NamedTuple):
    """New accounts and people that need no second look, and the people who were here before their account."""

    accounts: Set[bytes] = frozenset()
    people: Set[bytes] = frozenset()
    waiting: Set[bytes] = frozenset()


class Newcomers:
    """What one transaction inserts in bulk; `derive` gives the derived columns, `settled` the rows still right."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._rules: DueDays | None = None
        self._ids: dict[str, set[bytes]] = {"account": set(), "contact": set()}
        self._waiting: set[bytes] = set()
        self._houses: dict[Value, tuple[Value, ...]] = {None: _HOMELESS}
        self._known: dict[tuple[object, ...], tuple[Value, ...]] = {}

    def derive(self, table: str, new: Inserts) -> Derived:
        """The derived columns of new rows by name; none for other tables, few rows and values of odd types."""
        if table == "account":
            # A person may have come in before the account.
            self._ids["contact"].clear()
            self._houses = {None: _HOMELESS}
        if table not in self._ids or len(new.ids) < _BULK:
            return {}
        columns = dict(zip(new.columns, new.values, strict=True))
        nothing: list[Value] = [None] * len(new.ids)
        wanted = {
            name: columns.get(name, nothing)
            for name in ("name", *(_ACCOUNT if table == "account" else _CONTACT))
        }
        if not all(_is_usual(name, values) for name, values in wanted.items()):
            return {}
        self._ids[table].update(new.ids)
        if table == "account":
            self._find_waiting(new.ids)
        if self._rules is None:
            self._rules = DueDays(self._db, numbers_in_force(self._db))
        folded: list[Value] = [fold(str(name)) if name else None for name in wanted.pop("name")]
        if table == "account":
            return {"folded": folded} | self._of_accounts(self._rules, wanted)
        houses = columns.get("primary_account_id", nothing)
        return {"folded": folded} | self._of_contacts(self._rules, wanted, houses)

    def _of_accounts(self, rules: DueDays, columns: Derived) -> Derived:
        found = []
        for key in zip(*columns.values(), strict=True):
            held = self._known.get(key)
            if held is None:
                own, segment, status, owner, base = key
                held = self._known[key] = rules.of_account(own, segment, status, owner, base, is_gone=False)
            found.append(held)
        return dict(
            zip(("cadence_days", "cadence_rule", "due_on"), map(list, zip(*found, strict=True)), strict=True)
        )

    def _of_contacts(self, rules: DueDays, columns: Derived, house_ids: list[Value]) -> Derived:
        houses = self._houses_of(house_ids)
        found = []
        for key in zip(*columns.values(), map(houses.__getitem__, house_ids), strict=True):
            held = self._known.get(key)
            if held is None:
                own, role, status, is_silent, owner, base, house = key
                held = self._known[key] = rules.of_contact(
                    own,
                    role,
                    status,
                    bool(is_silent),
                    owner if owner is not None else house[0],
                    base,
                    house[1:],
                )
            found.append(held)
        names = ("cadence_days", "cadence_rule", "due_on", "keeper_id")
        return dict(zip(names, map(list, zip(*found, strict=True)), strict=True))

    def _houses_of(self, house_ids: Iterable[Value]) -> dict[Value, tuple[Value, ...]]:
        missing = [house for house in dict.fromkeys(house_ids) if house not in self._houses]
        self._houses |= dict.fromkeys(missing, _HOMELESS)
        for marks, some in listed_marks(missing):
            for house, *facts in self._db.execute(_HOUSES % marks, some).fetchall():
                self._houses[house] = tuple(facts)
        return self._houses

    def _find_waiting(self, accounts: Sequence[bytes]) -> None:
        for marks, some in listed_marks(accounts):
            text = f"select id from contact where primary_account_id in ({marks})"
            self._waiting.update(chain.from_iterable(self._db.execute(text, some).fetchall()))

    def settled(self, rewritten: Mapping[str, Set[bytes]]) -> Settled:
        """The rows that need no second look; `rewritten` are the rows by table that were more than inserted."""
        people = self._ids["contact"]
        if rewritten.get("account") or not people:
            people = set()
        else:
            held = self._db.execute("select contact_id from contact_role where _hidden = 0").fetchall()
            people = people - rewritten.get("contact", set()) - set(chain.from_iterable(held))
        return Settled(self._ids["account"] - rewritten.get("account", set()), people, self._waiting)


def _is_usual(name: str, values: list[Value]) -> bool:
    """Whether the column is certain to come back from the table as it goes in."""
    return name in _IDS or set(map(type, values)) <= (_WHOLE if name in _NUMBERS else _WORDS)
