"""Whom a review can be accepted by, and which ideas and actions wait: rows to choose from."""

import sqlite3

from repcockpit.domain.readiness import SPONSOR_ROLES
from repcockpit.domain.words import INACTIVE_CONTACT_STATUSES
from repcockpit.store.reads.roots import group_of

_MOST = 500
_GONE = ",".join(f"'{word}'" for word in sorted(INACTIVE_CONTACT_STATUSES))
_SPONSORS = ",".join(f"'{word}'" for word in sorted(SPONSOR_ROLES))


def people_of(
    db: sqlite3.Connection, account_id: bytes, qbr_id: bytes
) -> list[tuple[bytes, str, str, str, str]]:
    """(id, name, title, role, day of acceptance) of the active people of an account; who can decide first."""
    rows = db.execute(
        "select c.id, coalesce(c.name, ''), coalesce(c.title, ''), coalesce(c.role, ''), coalesce(p.accepted_on, '')"
        " from contact c left join qbr_person p on p.contact_id = c.id and p.qbr_id = :qbr and p._hidden = 0"
        f" where c.primary_account_id in {group_of('account', ':account')} and c._hidden = 0 and c.root_id is null"
        f" and coalesce(c.status, '') not in ({_GONE})"
        f" order by c.role in ({_SPONSORS}) desc, p.id is null, c.folded, c.id limit {_MOST}",
        {"account": account_id, "qbr": qbr_id},
    ).fetchall()
    return [(row[0], row[1], row[2], row[3], row[4]) for row in rows]


def chosen_news(db: sqlite3.Connection, qbr_id: bytes) -> frozenset[bytes]:
    """The items of news that are chosen for a review."""
    rows = db.execute("select info_id from qbr_info where qbr_id = ? and _hidden = 0", (qbr_id,)).fetchall()
    return frozenset(row[0] for row in rows)
