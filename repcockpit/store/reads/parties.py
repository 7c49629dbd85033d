"""The plain row of a person and of an account, as panes and reasons judge it."""

import sqlite3
from typing import NamedTuple


class PersonRow(NamedTuple):
    """A person: reach, cadence and role."""

    name: str
    title: str | None
    role: str | None
    phone: str | None
    email: str | None
    interval_days: int | None
    rule: str | None
    tracking_started_on: str | None
    due_on: str | None
    own_interval: int | None
    status: str | None
    keeper_id: bytes | None


def person_row(db: sqlite3.Connection, row_id: bytes) -> PersonRow | None:
    """One contact."""
    row = db.execute(
        "select name, title, role, phone, email, cadence_days, cadence_rule, tracking_started_on, due_on,"
        " interval_days, status, keeper_id from contact where id = ?",
        (row_id,),
    ).fetchone()
    return PersonRow(*row) if row else None


class AccountRow(NamedTuple):
    """An account: reach, cadence and tier."""

    name: str
    segment: str | None
    status: str | None
    phone: str | None
    interval_days: int | None
    rule: str | None
    tracking_started_on: str | None
    due_on: str | None
    own_interval: int | None
    owner_id: bytes | None


def account_row(db: sqlite3.Connection, row_id: bytes) -> AccountRow | None:
    """One account."""
    row = db.execute(
        "select name, segment, status, phone, cadence_days, cadence_rule, tracking_started_on, due_on,"
        " interval_days, owner_id from account where id = ?",
        (row_id,),
    ).fetchone()
    return AccountRow(*row) if row else None
