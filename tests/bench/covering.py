"""The coverage of one rep's accounts, against the plain SELECT of the rows it reads.

The SELECT gives the accounts, their people with their further roles, and each touch of 180 days with the type,
direction and rep it is judged by.
"""

from pathlib import Path

from repcockpit.services.book import open_book
from repcockpit.services.coverage.reading import coverage_of_rep, window_of
from tests.bench.big import NOW, TODAY
from tests.bench.measure import Figure, in_turn, ratio_figure

_OWN = "select id from account where owner_id = :rep and _hidden = 0 and root_id is null"
_TEXTS = (
    "select id, name, segment, owner_id from account where owner_id = :rep and _hidden = 0 and root_id is null",
    (
        "select primary_account_id, id, name, title, department, role, status, level, support, support_on,"
        " role_confirmed_on, last_touch_on, cadence_days, tracking_started_on from contact"
        f" where primary_account_id in ({_OWN}) and _hidden = 0 and root_id is null"
    ),
    (
        "select r.contact_id, r.role from contact c join contact_role r on r.contact_id = c.id"
        f" where c.primary_account_id in ({_OWN})"
    ),
    (
        "select p.contact_id, p.occurred_on, i.rep_id, i.type, i.direction from contact c"
        " join participant p on p.contact_id = c.id and p.is_touch = 1 and p.occurred_on > :since and p.occurred_on <= :until"
        f" join interaction i on i.id = p.interaction_id where c.primary_account_id in ({_OWN})"
    ),
    f"select account_id, department from seat where account_id in ({_OWN}) and _hidden = 0",
    f"select account_id, id from deal where account_id in ({_OWN}) and stage = 'open' and _hidden = 0",
)


def coverage_figure(path: Path, runs: int) -> Figure:
    """On one connection, the rep's whole book."""
    with open_book(path, now=NOW) as book:
        if book.rep_id is None:
            (book.rep_id,) = book.db.execute("select owner_id from account order by rowid limit 1").fetchone()
        window = window_of(TODAY)
        values = {"rep": book.rep_id, "since": window.since_180, "until": window.until}
        found = coverage_of_rep(book)

        def plain() -> int:
            return sum(len(book.db.execute(text, values).fetchall()) for text in _TEXTS)

        times = in_turn(lambda: coverage_of_rep(book), plain, runs)
        figure = ratio_figure("coverage of one rep, against the SELECT of its rows", *times, 4.0, 2.0)
        mapped = sum(one.is_mapped for one in found)
        return figure._replace(
            note=f"{figure.note}; {len(found)} accounts, {mapped} mapped, {plain():,} rows"
        )
