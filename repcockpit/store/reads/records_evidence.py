"""What else is known of a customer, as whole views: shares, topics, facts, deliveries, seats."""

import sqlite3
from collections.abc import Sequence
from typing import Any

from repcockpit.domain.views.records import DeliveryView, FactView, SeatView, ShareView, TopicView
from repcockpit.store.reads.records import chunks, marks
from repcockpit.store.reads.roots import root_join
from repcockpit.store.reads.values import day, link

_ACCOUNT = root_join("account", "a", "x.account_id")
Ids = Sequence[bytes]


def _rows(db: sqlite3.Connection, sql: str, ids: Ids) -> dict[bytes, Any]:
    found: dict[bytes, Any] = {}
    for some in chunks(ids):
        found.update(
            (row[0], row) for row in db.execute(f"{sql} where x.id in ({marks(some)})", some).fetchall()
        )
    return found


def shares_by_id(db: sqlite3.Connection, ids: Ids) -> list[ShareView]:
    """The shares of these ids, in their order."""
    rows = _rows(
        db,
        "select x.id, n.id, n.title, c.id, c.name, a.id, a.name, x.brought_on, x.reaction from share x"
        f" left join info n on n.id = x.info_id{_ACCOUNT}{root_join('contact', 'c', 'x.contact_id')}",
        ids,
    )
    return [
        ShareView(
            row[0], link(row[1], row[2]), link(row[3], row[4]), link(row[5], row[6]), day(row[7]), row[8]
        )
        for row in _in_order(rows, ids)
    ]


def topics_by_id(db: sqlite3.Connection, ids: Ids) -> list[TopicView]:
    """The topics of these ids, in their order."""
    rows = _rows(db, "select x.id, x.title, x.valid_months from topic x", ids)
    return [TopicView._make(row) for row in _in_order(rows, ids)]


def facts_by_id(db: sqlite3.Connection, ids: Ids) -> list[FactView]:
    """The facts of these ids, in their order."""
    rows = _rows(db, f"select x.id, a.id, a.name, x.kind, x.value, x.on_date from fact x{_ACCOUNT}", ids)
    return [
        FactView(row[0], link(row[1], row[2]), row[3], row[4], day(row[5])) for row in _in_order(rows, ids)
    ]


def deliveries_by_id(db: sqlite3.Connection, ids: Ids) -> list[DeliveryView]:
    """The deliveries of these ids, in their order."""
    rows = _rows(
        db,
        "select x.id, a.id, a.name, x.order_no, x.line, x.product, x.promised, x.delivered, x.unit, x.promised_on,"
        f" x.delivered_on from delivery x{_ACCOUNT}",
        ids,
    )
    return [
        DeliveryView._make((row[0], link(row[1], row[2]), *row[3:9], day(row[9]), day(row[10])))
        for row in _in_order(rows, ids)
    ]


def seats_by_id(db: sqlite3.Connection, ids: Ids) -> list[SeatView]:
    """The empty seats of these ids, in their order."""
    rows = _rows(
        db,
        "select x.id, a.id, a.name, x.role, x.title, x.level, x.department, coalesce(b.id, s.id),"
        f" coalesce(b.name, s.title, s.department, s.role) from seat x{_ACCOUNT}"
        f"{root_join('contact', 'b', 'x.reports_to_id')} left join seat s on s.id = x.reports_to_id",
        ids,
    )
    return [
        SeatView._make((row[0], link(row[1], row[2]), *row[3:7], link(row[7], row[8])))
        for row in _in_order(rows, ids)
    ]


def _in_order(rows: dict[bytes, Any], ids: Ids) -> list[Any]:
    return [rows[record_id] for record_id in ids if record_id in rows]
