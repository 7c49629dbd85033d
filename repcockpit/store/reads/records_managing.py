"""Targets, rates and approvals as whole views."""

import sqlite3
from collections.abc import Sequence

from repcockpit.domain.views.managing import ApprovalView, RateView, SubjectLink, TargetView
from repcockpit.store.reads.records import chunks, marks
from repcockpit.store.reads.roots import root_join
from repcockpit.store.reads.values import day, link

_SUBJECTS = {"qbr_skip": "qbr", "tier_change": "account", "handover": "handover"}


def targets_by_id(db: sqlite3.Connection, ids: Sequence[bytes]) -> list[TargetView]:
    """The targets of these ids, in their order."""
    found: dict[bytes, TargetView] = {}
    for some in chunks(ids):
        rows = db.execute(
            "select x.id, o.id, o.name, a.id, a.name, x.since, x.until, x.planned from target x"
            " left join rep o on o.id = x.rep_id"
            + root_join("account", "a", "x.account_id")
            + f" where x.id in ({marks(some)})",
            some,
        ).fetchall()
        for row in rows:
            found[row[0]] = TargetView(
                row[0], link(row[1], row[2]), link(row[3], row[4]), day(row[5]), day(row[6]), row[7]
            )
    return [found[record_id] for record_id in ids if record_id in found]


def rates_by_id(db: sqlite3.Connection, ids: Sequence[bytes]) -> list[RateView]:
    """The rates of these ids, in their order."""
    found: dict[bytes, RateView] = {}
    for some in chunks(ids):
        rows = db.execute(
            f"select x.id, x.currency, x.per, x.on_date from rate x where x.id in ({marks(some)})", some
        ).fetchall()
        for row in rows:
            found[row[0]] = RateView(row[0], row[1], row[2], day(row[3]))
    return [found[record_id] for record_id in ids if record_id in found]


def approvals_by_id(db: sqlite3.Connection, ids: Sequence[bytes]) -> list[ApprovalView]:
    """The approvals of these ids, in their order; a subject is called by its account."""
    found: dict[bytes, ApprovalView] = {}
    for some in chunks(ids):
        rows = db.execute(
            "select x.id, x.kind, x.subject_id, a.id, a.name, x.asked, r.id, r.name, x.asked_on, x.reason,"
            " x.state, d.id, d.name, x.decided_on, x.note,"
            " exists (select 1 from handover h where h.id = x.subject_id) from approval x"
            + root_join("account", "a", "x.account_id")
            + " left join rep r on r.id = x.asked_by_id left join rep d on d.id = x.decided_by_id"
            f" where x.id in ({marks(some)})",
            some,
        ).fetchall()
        for row in rows:
            kind = row[1] or ""
            about = _SUBJECTS.get(kind, "account")
            if about == "handover" and not row[15]:
                about = "account"
            found[row[0]] = ApprovalView(
                row[0],
                kind,
                SubjectLink(about, row[2], row[4]) if row[2] is not None else None,
                link(row[3], row[4]),
                row[5],
                link(row[6], row[7]),
                day(row[8]),
                row[9],
                row[10] or "open",
                link(row[11], row[12]),
                day(row[13]),
                row[14],
            )
    return [found[record_id] for record_id in ids if record_id in found]
