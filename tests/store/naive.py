"""The derived columns, computed the slow and obvious way from the logged ones."""

import sqlite3
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from repcockpit.domain.cadence import account_rule, contact_rule, due_on
from repcockpit.domain.names import fold
from repcockpit.domain.touches import is_attempt, is_touch
from repcockpit.domain.words import BUYING_ROLES, KEY_ROLES
from repcockpit.store.calendars import Calendars
from repcockpit.store.reads.numbers import numbers_in_force

MAIL = ("email", "message")
Row = dict[str, Any]
COLUMNS = {
    "account": "root_id folded last_touch_on last_mail_on attempts last_attempt_on cadence_days cadence_rule due_on",
    "contact": "root_id folded keeper_id last_touch_on last_mail_on attempts last_attempt_on cadence_days"
    " cadence_rule due_on",
    "interaction": "is_touch",
    "participant": "occurred_on is_touch touch_rep_id touch_type touch_direction",
}


def _rows(db: sqlite3.Connection, table: str) -> dict[bytes, Row]:
    cursor = db.execute(f"select * from {table}")
    names = [one[0] for one in cursor.description]
    return {row[0]: dict(zip(names, row, strict=True)) for row in cursor.fetchall()}


class Naive:
    """Reads everything, then answers; keeps nothing of what the database derived."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self.db = db
        self.numbers = numbers_in_force(db)
        self.tables = {name: _rows(db, name) for name in (*COLUMNS, "contact_role")}
        self.roots = {
            table: {row_id: self._root(table, row_id) for row_id in self.tables[table]}
            for table in ("account", "contact")
        }
        self.touch = {row_id: self._is_touch(row) for row_id, row in self.tables["interaction"].items()}

    def _root(self, table: str, row_id: bytes) -> bytes:
        rows, path = self.tables[table], [row_id]
        while (target := rows[path[-1]]["merged_into"]) is not None and target in rows:
            if target in path:
                return min(path[path.index(target) :])
            path.append(target)
        return path[-1]

    def _people(self, interaction: bytes) -> set[bytes]:
        return {
            row["contact_id"]
            for row in self.tables["participant"].values()
            if row["interaction_id"] == interaction and not row["_hidden"]
        }

    def _is_touch(self, row: Row) -> int:
        if row["_hidden"]:
            return 0
        both = row["type"] in MAIL and any(
            self._answers(row, other) for other in self.tables["interaction"].values()
        )
        return int(
            is_touch(
                row["type"] or "", row["status"] or "", row["outcome"], row["direction"], is_two_way=both
            )
        )

    def _answers(self, row: Row, other: Row) -> bool:
        if other["_hidden"] or other["type"] not in MAIL or other["status"] != "completed":
            return False
        if {row["direction"], other["direction"]} != {"inbound", "outbound"}:
            return False
        days = [row["occurred_on"], other["occurred_on"]]
        if None in days:
            return False
        first, second = map(date.fromisoformat, days)
        if abs(first - second) > timedelta(days=self.numbers.touch_reply_days):
            return False
        people = self._people(row["id"])
        if people:
            return bool(people & self._people(other["id"]))
        return row["account_id"] is not None and row["account_id"] == other["account_id"]

    def _last(self, interactions: Iterable[Row]) -> Row:
        """Last touch, last mail and attempts of somebody who had these interactions, each with its touch."""
        rows = [row for row in interactions if row["occurred_on"] is not None and not row["_hidden"]]
        touch = max((row["occurred_on"] for row in rows if self.touch[row["id"]]), default=None)
        mail = max((row["occurred_on"] for row in rows if row["type"] in MAIL), default=None)
        tried = [
            row["occurred_on"]
            for row in rows
            if row["occurred_on"] >= (touch or "")
            and is_attempt(row["type"] or "", row["status"] or "", row["outcome"])
        ]
        return {
            "last_touch_on": touch,
            "last_mail_on": None if touch else mail,
            "attempts": len(tried) or None,
            "last_attempt_on": max(tried, default=None),
        }

    def _group(self, table: str, row_id: bytes) -> set[bytes]:
        if self.roots[table][row_id] != row_id:
            return {row_id}
        return {one for one, root in self.roots[table].items() if root == row_id}

    def _due(self, last: Row, row: Row, days: int | None, keeper: bytes | None) -> str | None:
        base = last["last_touch_on"] or row["tracking_started_on"]
        if base is None or days is None:
            return None
        day = due_on(date.fromisoformat(base), days, Calendars(self.db).of_rep(keeper))
        return day.isoformat() if day else None

    def account(self, row: Row) -> Row:
        group = self._group("account", row["id"])
        last = self._last(one for one in self.tables["interaction"].values() if one["account_id"] in group)
        rule = account_rule(row["interval_days"], row["segment"], row["status"], self.numbers)
        root = self.roots["account"][row["id"]]
        gone = row["_hidden"] or root != row["id"]
        return last | {
            "root_id": None if root == row["id"] else root,
            "folded": fold(row["name"]) if row["name"] else None,
            "cadence_days": rule.interval_days,
            "cadence_rule": rule.words,
            "due_on": None if gone else self._due(last, row, rule.interval_days, row["owner_id"]),
        }

    def contact(self, row: Row) -> Row:
        group = self._group("contact", row["id"])
        interactions = self.tables["interaction"]
        last = self._last(interactions[one] for one in interactions if self._people(one) & group)
        account = self.tables["account"].get(row["primary_account_id"] or b"")
        house = self.tables["account"][self.roots["account"][account["id"]]] if account else None
        owners = [row["owner_id"], house and house["owner_id"], account and account["owner_id"]]
        keeper = next((owner for owner in owners if owner is not None), None)
        rule = self._contact_rule(row, house)
        root = self.roots["contact"][row["id"]]
        gone = row["_hidden"] or root != row["id"] or row["do_not_contact"]
        return last | {
            "root_id": None if root == row["id"] else root,
            "folded": fold(row["name"]) if row["name"] else None,
            "keeper_id": keeper,
            "cadence_days": rule.interval_days,
            "cadence_rule": rule.words,
            "due_on": None if gone else self._due(last, row, rule.interval_days, keeper),
        }

    def _contact_rule(self, row: Row, house: Row | None) -> Any:
        further = [
            one["role"]
            for one in self.tables["contact_role"].values()
            if one["contact_id"] == row["id"] and not one["_hidden"] and one["role"] in KEY_ROLES
        ]
        role = row["role"]
        if role not in KEY_ROLES and further:
            role = min(further, key=BUYING_ROLES.index)
        house = house or {"interval_days": None, "segment": None, "status": None}
        return contact_rule(
            row["interval_days"],
            role,
            row["status"],
            account_override=house["interval_days"],
            segment=house["segment"],
            account_status=house["status"],
            numbers=self.numbers,
        )

    def participant(self, row: Row) -> Row:
        met = self.tables["interaction"].get(row["interaction_id"])
        return {
            "occurred_on": met and met["occurred_on"],
            "is_touch": 0 if row["_hidden"] or met is None else self.touch[met["id"]],
            "touch_rep_id": met and met["rep_id"],
            "touch_type": met and met["type"],
            "touch_direction": met and met["direction"],
        }

    def interaction(self, row: Row) -> Row:
        return {"is_touch": self.touch[row["id"]]}


def differences(db: sqlite3.Connection) -> list[str]:
    """Each derived value that is not what the slow way says."""
    naive = Naive(db)
    found = []
    for table, names in COLUMNS.items():
        for row in naive.tables[table].values():
            wanted = getattr(naive, table)(row)
            found += [
                f"{table} {row['id'].hex()} {name}: {row[name]!r}, should be {wanted[name]!r}"
                for name in names.split()
                if row[name] != wanted[name]
            ]
    return found
