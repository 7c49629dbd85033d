"""Accounts, contacts and reps as whole views. `cadence_status` is left to the caller: it depends on today."""

import sqlite3
from collections.abc import Sequence
from typing import Any

from repcockpit.domain.views.record_requests import Link
from repcockpit.domain.views.records import AccountView, ContactView, HolidayView, LeaveView, RepView
from repcockpit.store.reads.records import chunks, marks
from repcockpit.store.reads.records_links import (
    custom_of,
    further_accounts_of,
    further_points_of,
    further_roles_of,
    tags_of,
)
from repcockpit.store.reads.roots import root_join
from repcockpit.store.reads.values import day, link


def accounts_by_id(db: sqlite3.Connection, ids: Sequence[bytes]) -> list[AccountView]:
    """The accounts of these ids, in their order."""
    found: dict[bytes, AccountView] = {}
    for some in chunks(ids):
        tags, custom = tags_of(db, some), custom_of(db, some)
        rows = db.execute(
            "select x.id, x.name, x.segment, x.segment_by, x.status, x.sector, x.street, x.city, x.postal_code,"
            " x.region, x.country, x.timezone, x.hours, p.id, p.name, o.id, o.name, x.interval_days, x.revenue,"
            " x.currency, x.potential, x.phone, x.website, x.note, x.source_created_on, x.tracking_started_on,"
            " x.last_touch_on, x.due_on from account x"
            + root_join("account", "p", "x.parent_id")
            + f" left join rep o on o.id = x.owner_id where x.id in ({marks(some)})",
            some,
        ).fetchall()
        for row in rows:
            found[row[0]] = AccountView._make(
                (
                    *row[:13],
                    link(row[13], row[14]),
                    link(row[15], row[16]),
                    *row[17:24],
                    tuple(tags.get(row[0], ())),
                    custom.get(row[0], {}),
                    *(day(text) for text in row[24:28]),
                    None,
                )
            )
    return [found[record_id] for record_id in ids if record_id in found]


def contacts_by_id(db: sqlite3.Connection, ids: Sequence[bytes]) -> list[ContactView]:
    """The contacts of these ids, in their order."""
    found: dict[bytes, ContactView] = {}
    for some in chunks(ids):
        extra = _ContactExtra(db, some)
        rows = db.execute(
            "select x.id, x.name, x.first_name, x.last_name, x.title, x.department, x.role, x.email, x.phone,"
            " a.id, a.name, coalesce(b.id, s.id), coalesce(b.name, s.title, s.department, s.role), x.status, x.do_not_contact, x.do_not_mail, x.interval_days, o.id,"
            " o.name, x.birthday, x.note, x.source_created_on, x.tracking_started_on, x.last_touch_on, x.due_on, x.support,"
            " x.support_on, x.support_note, x.level, x.role_confirmed_on, x.left_on, x.new_employer, x.preferred_channel,"
            " x.preferred_hours from contact x"
            + root_join("account", "a", "x.primary_account_id")
            + root_join("contact", "b", "x.reports_to_id")
            + " left join seat s on s.id = x.reports_to_id and s._hidden = 0"
            + f" left join rep o on o.id = x.owner_id where x.id in ({marks(some)})",
            some,
        ).fetchall()
        found.update((row[0], extra.view(row)) for row in rows)
    return [found[record_id] for record_id in ids if record_id in found]


class _ContactExtra:
    """What hangs on some contacts, read once for all of them."""

    def __init__(self, db: sqlite3.Connection, ids: Sequence[bytes]) -> None:
        self._roles = further_roles_of(db, ids)
        self._emails = further_points_of(db, ids, "email")
        self._phones = further_points_of(db, ids, "phone")
        self._accounts = further_accounts_of(db, ids)
        self._tags, self._custom = tags_of(db, ids), custom_of(db, ids)

    def view(self, row: Sequence[Any]) -> ContactView:
        """One contact of a row of `contacts_by_id`."""
        record_id, role, email, phone = row[0], row[6], row[7], row[8]
        account = link(row[9], row[10])
        return ContactView._make(
            (
                *row[:7],
                _first_and(role, self._roles.get(record_id, ())),
                row[25],
                day(row[26]),
                *row[27:29],
                day(row[29]),
                email,
                _first_and(email, self._emails.get(record_id, ())),
                phone,
                _first_and(phone, self._phones.get(record_id, ())),
                account,
                _links(account, self._accounts.get(record_id, ())),
                link(row[11], row[12]),
                row[13],
                day(row[30]),
                *row[31:34],
                bool(row[14]),
                bool(row[15]),
                row[16],
                link(row[17], row[18]),
                row[19],
                row[20],
                tuple(self._tags.get(record_id, ())),
                self._custom.get(record_id, {}),
                *(day(text) for text in row[21:25]),
                None,
                None,
            )
        )


def _first_and(first: str | None, others: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(([first] if first else []) + list(others)))


def _links(first: Link | None, others: Sequence[Link]) -> tuple[Link, ...]:
    return tuple(dict.fromkeys(([first] if first else []) + list(others)))


def reps_by_id(db: sqlite3.Connection, ids: Sequence[bytes]) -> list[RepView]:
    """The reps of these ids, in their order."""
    found: dict[bytes, RepView] = {}
    for some in chunks(ids):
        rows = db.execute(
            "select x.id, x.name, x.role, m.id, m.name, t.name, x.email, x.timezone, x.country, x.region, x.hours,"
            " x.left_on from rep x left join rep m on m.id = x.manager_id and m._hidden = 0"
            f" left join team t on t.id = x.team_id and t._hidden = 0 where x.id in ({marks(some)})",
            some,
        ).fetchall()
        for row in rows:
            found[row[0]] = RepView._make((*row[:3], link(row[3], row[4]), *row[5:11], day(row[11]), None))
    return [found[record_id] for record_id in ids if record_id in found]


def leaves_by_id(db: sqlite3.Connection, ids: Sequence[bytes]) -> list[LeaveView]:
    """The leaves of these ids, in their order."""
    found: dict[bytes, LeaveView] = {}
    for some in chunks(ids):
        rows = db.execute(
            "select x.id, o.id, o.name, x.since, x.until, c.id, c.name from leave x"
            " left join rep o on o.id = x.rep_id left join rep c on c.id = x.cover_id"
            f" where x.id in ({marks(some)})",
            some,
        ).fetchall()
        for row in rows:
            found[row[0]] = LeaveView(
                row[0], link(row[1], row[2]), day(row[3]), day(row[4]), link(row[5], row[6])
            )
    return [found[record_id] for record_id in ids if record_id in found]


def holidays_by_id(db: sqlite3.Connection, ids: Sequence[bytes]) -> list[HolidayView]:
    """The days off of these ids, in their order."""
    found: dict[bytes, HolidayView] = {}
    for some in chunks(ids):
        rows = db.execute(
            "select x.id, x.on_date, x.until, x.title, a.id, a.name, o.id, o.name from holiday x"
            + root_join("account", "a", "x.account_id")
            + f" left join rep o on o.id = x.rep_id where x.id in ({marks(some)})",
            some,
        ).fetchall()
        for row in rows:
            found[row[0]] = HolidayView(
                row[0], day(row[1]), day(row[2]), row[3], link(row[4], row[5]), link(row[6], row[7])
            )
    return [found[record_id] for record_id in ids if record_id in found]
