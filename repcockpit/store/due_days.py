"""The cadence and due day that accounts and people are kept with, whose they are, and their folded names."""

import sqlite3
from collections.abc import Collection, Iterator, Sequence
from datetime import date
from typing import Any

from repcockpit.domain.cadence import Rule, account_rule, contact_rule, due_on
from repcockpit.domain.names import fold
from repcockpit.domain.settings import RuleNumbers
from repcockpit.domain.words import BUYING_ROLES, KEY_ROLES
from repcockpit.store.calendars import Calendars

_CHUNK = 500
_MANY = 5_000
"""From so many rows on, and half of a table, the whole table is gone through instead."""
_ACCOUNTS = (
    "select id, name, interval_days, segment, status, owner_id, coalesce(last_touch_on, tracking_started_on),"
    " _hidden or root_id is not null, folded, cadence_days, cadence_rule, due_on from account where "
)
_CONTACTS = (
    "select c.id, c.name, c.interval_days, c.role, c.status, c.do_not_contact or c._hidden or c.root_id is not null,"
    " coalesce(c.owner_id, a.owner_id, b.owner_id), coalesce(c.last_touch_on, c.tracking_started_on),"
    " a.interval_days, a.segment, a.status, c.folded, c.cadence_days, c.cadence_rule, c.due_on, c.keeper_id"
    " from (select * from contact where %s) c left join account b on b.id = c.primary_account_id"
    " left join account a on a.id = coalesce(b.root_id, b.id)"
)
_SET_ACCOUNT = "update account set folded = ?, cadence_days = ?, cadence_rule = ?, due_on = ? where id = ?"
_SET_CONTACT = "update contact set folded = ?, cadence_days = ?, cadence_rule = ?, due_on = ?, keeper_id = ? where id = ?"


class DueDays:
    """Writes them by the domain's rules, with what it needs read once; rows that stay the same are left alone."""

    def __init__(self, db: sqlite3.Connection, numbers: RuleNumbers) -> None:
        self._db, self._numbers = db, numbers
        self._calendars = Calendars(db)
        self._shifted: dict[bytes | None, dict[date, date | None]] = {}
        self._due: dict[tuple[str, int, bytes | None], str | None] = {}
        self._rules: dict[tuple[object, ...], Rule] = {}

    def write(self, accounts: Collection[bytes] | None, contacts: Collection[bytes] | None) -> None:
        """Bring these accounts and contacts up to date (None: all)."""
        for where in self._conditions("account", accounts):
            self._write_accounts(where)
        for where in self._conditions("contact", contacts):
            self._write_contacts(where)

    def _conditions(self, table: str, ids: Collection[bytes] | None) -> Iterator[str]:
        if ids is not None and len(ids) >= _MANY:
            (count,) = self._db.execute(f"select count(*) from {table}").fetchone()
            ids = None if len(ids) * 2 >= count else ids
        if ids is None:
            yield "true"
            return
        every = list(ids)
        for start in range(0, len(every), _CHUNK):
            listed = ",".join([f"x'{row_id.hex()}'" for row_id in every[start : start + _CHUNK]])
            yield f"id in ({listed})"

    def _write_accounts(self, where: str) -> None:
        written = []
        for row_id, name, own, segment, status, owner, base, is_gone, *held in self._db.execute(
            _ACCOUNTS + where
        ).fetchall():
            of_rule = self.of_account(own, segment, status, owner, base, is_gone=bool(is_gone))
            found = [fold(name) if name else None, *of_rule]
            if found != held:
                written.append((*found, row_id))
        self._db.executemany(_SET_ACCOUNT, written)

    def _write_contacts(self, where: str) -> None:
        further = self._further_roles(where)
        written = []
        for row_id, name, own, role, status, is_silent, keeper, base, *of_account in self._db.execute(
            _CONTACTS % where
        ).fetchall():
            best = role if role in KEY_ROLES else further.get(row_id, role)
            of_rule = self.of_contact(own, best, status, bool(is_silent), keeper, base, of_account[:3])
            found = [fold(name) if name else None, *of_rule]
            if found != of_account[3:]:
                written.append((*found, row_id))
        self._db.executemany(_SET_CONTACT, written)

    def of_account(
        self,
        own: int | None,
        segment: str | None,
        status: str | None,
        owner: bytes | None,
        base: str | None,
        *,
        is_gone: bool,
    ) -> tuple[int | None, str, str | None]:
        """(cadence_days, cadence_rule, due_on) of an account; `base` is the day that is counted from."""
        rule = account_rule(own, segment, status, self._numbers)
        return (
            rule.interval_days,
            rule.words,
            None if is_gone else self._due_on(base, rule.interval_days, owner),
        )

    def of_contact(
        self,
        own: int | None,
        role: str | None,
        status: str | None,
        is_silent: bool,  # noqa: FBT001 -- a column among columns
        keeper: bytes | None,
        base: str | None,
        of_account: Sequence[Any],
    ) -> tuple[int | None, str, str | None, bytes | None]:
        """(cadence_days, cadence_rule, due_on, keeper_id) of a person.

        `of_account` is the account's own interval, segment and status.
        """
        rule = self._contact_rule(own, role, status, *of_account)
        due = None if is_silent else self._due_on(base, rule.interval_days, keeper)
        return rule.interval_days, rule.words, due, keeper

    def _contact_rule(
        self,
        own: int | None,
        role: str | None,
        status: str | None,
        account_own: int | None,
        segment: str | None,
        account_status: str | None,
    ) -> Rule:
        key = (own, role, status, account_own, segment, account_status)
        found = self._rules.get(key)
        if found is None:
            found = self._rules[key] = contact_rule(
                own,
                role,
                status,
                account_override=account_own,
                segment=segment,
                account_status=account_status,
                numbers=self._numbers,
            )
        return found

    def _further_roles(self, where: str) -> dict[bytes, str]:
        """The first key role, in the vocabulary's order, among the further roles of people."""
        text = "select contact_id, role from contact_role where _hidden = 0 and "
        text += "true" if where == "true" else f"contact_{where}"
        held = [(row_id, role) for row_id, role in self._db.execute(text).fetchall() if role in KEY_ROLES]
        return dict(sorted(held, key=lambda one: -BUYING_ROLES.index(one[1])))

    def _due_on(self, base: str | None, interval: int | None, keeper: bytes | None) -> str | None:
        if base is None or interval is None:
            return None
        key = (base, interval, keeper)
        if key not in self._due:
            memo = self._shifted.setdefault(keeper, {})
            day = due_on(date.fromisoformat(base), interval, self._calendars.of_rep(keeper), memo)
            self._due[key] = day.isoformat() if day else None
        return self._due[key]
