"""What the 1:1 pack looks up beside the team's rows: information that was brought."""

import sqlite3
from typing import NamedTuple


class BroughtRow(NamedTuple):
    """Something that was brought to a customer; the day is ISO text."""

    id: bytes
    title: str
    account_name: str | None
    on: str
    reaction: str | None


_PLACE = " left join account r on r.id = x.account_id left join account a on a.id = coalesce(r.root_id, r.id)"
_BY = "coalesce((select i.rep_id from interaction i where i.id = x.interaction_id), a.owner_id) = :rep"


def brought(db: sqlite3.Connection, rep_id: bytes, since: str, until: str) -> list[BroughtRow]:
    """Items brought on these days by a rep, or at their accounts where nobody is said, by day."""
    rows = db.execute(
        "select * from (select x.id, coalesce(n.title, 'news') as title, a.name, x.brought_on as made, x.reaction"
        f" from share x join info n on n.id = x.info_id{_PLACE}"
        f" where x._hidden = 0 and x.brought_on between :since and :until and {_BY}"
        " union all select x.id, coalesce(x.title, 'news'), a.name, x.brought_on, x.reaction"
        f" from info x{_PLACE} where x._hidden = 0 and x.brought_on between :since and :until and {_BY})"
        " order by made, title, id",
        {"rep": rep_id, "since": since, "until": until},
    ).fetchall()
    return [BroughtRow(*row) for row in rows]
