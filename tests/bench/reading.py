"""The overdue list of one rep, read, ruled and ranked, against the plain SELECT of the same rows.

The SELECT gives every column of the list that is stored or counted, the touches of a year and the next planned
day included; a second line stands beside it for the stored columns alone.
"""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from repcockpit.services.book import open_book
from repcockpit.services.today.overdue import overdue_view
from tests.bench.big import NOW, TODAY
from tests.bench.measure import Figure, in_turn, ratio_figure

_ACCOUNTS = (
    "select x.id, x.name, x.segment, x.last_touch_on, x.due_on, x.cadence_days, x.cadence_rule,"
    " x.tracking_started_on, x.attempts{} from account x where x.owner_id = :rep and x.due_on < :today"
    " and x._hidden = 0"
)
_CONTACTS = (
    "select x.id, x.name, a.id, a.name, a.segment, x.role, x.last_touch_on, x.due_on, x.cadence_days,"
    " x.cadence_rule, x.tracking_started_on, x.attempts{} from contact x left join account a"
    " on a.id = x.primary_account_id where x.keeper_id = :rep and x.due_on < :today and x._hidden = 0"
)
_COUNTED_ACCOUNTS = (
    ", (select count(*) from interaction where account_id = x.id and occurred_on > :since and occurred_on <= :today"
    " and is_touch = 1), (select min(occurred_on) from interaction where account_id = x.id"
    " and occurred_on >= :today and status = 'planned' and _hidden = 0)"
)
_COUNTED_CONTACTS = (
    ", (select count(*) from participant where contact_id = x.id and occurred_on > :since and occurred_on <= :today"
    " and is_touch = 1), (select min(p.occurred_on) from participant p join interaction i on i.id = p.interaction_id"
    " where p.contact_id = x.id and p.occurred_on >= :today and p._hidden = 0 and i.status = 'planned'"
    " and i._hidden = 0)"
)


def overdue_figures(path: Path, runs: int) -> Iterator[Figure]:
    """All on one connection."""
    with open_book(path, now=NOW) as book:
        since = (TODAY - timedelta(days=365)).isoformat()
        values = {"rep": book.rep_id, "today": TODAY.isoformat(), "since": since}
        view = overdue_view(book)
        shown = f"{len(view.contacts) + len(view.accounts)} rows"
        for name, texts, limits in (
            (
                "overdue of one rep, against the SELECT of the same rows",
                (_ACCOUNTS.format(_COUNTED_ACCOUNTS), _CONTACTS.format(_COUNTED_CONTACTS)),
                (3.0, 2.0),
            ),
            (
                "  against their stored columns alone",
                (_ACCOUNTS.format(""), _CONTACTS.format("")),
                (None, None),
            ),
        ):

            def plain(texts: tuple[str, str] = texts) -> int:
                return sum(len(book.db.execute(text, values).fetchall()) for text in texts)

            times = in_turn(lambda: overdue_view(book), plain, runs)
            figure = ratio_figure(name, *times, *limits)
            yield figure._replace(note=f"{figure.note}; {shown}, the SELECT {plain()}")
