"""The overdue list of one rep, read, ruled and ranked, against the plain SELECT of the same rows."""

from pathlib import Path

from repcockpit.services.book import open_book
from repcockpit.services.today.overdue import overdue_view
from tests.bench.big import NOW, TODAY
from tests.bench.measure import Figure, in_turn, ratio_figure

_ACCOUNTS = (
    "select id, name, segment, last_touch_on, due_on, cadence_days, cadence_rule, tracking_started_on, attempts"
    " from account where owner_id = ? and due_on < ? and _hidden = 0"
)
_CONTACTS = (
    "select c.id, c.name, a.id, a.name, a.segment, c.role, c.last_touch_on, c.due_on, c.cadence_days, c.cadence_rule,"
    " c.tracking_started_on, c.attempts from contact c left join account a on a.id = c.primary_account_id"
    " where c.keeper_id = ? and c.due_on < ? and c._hidden = 0"
)


def overdue_figure(path: Path, runs: int) -> Figure:
    """Both on one connection."""
    with open_book(path, now=NOW) as book:
        values = (book.rep_id, TODAY.isoformat())

        def plain() -> int:
            return sum(len(book.db.execute(text, values).fetchall()) for text in (_ACCOUNTS, _CONTACTS))

        view = overdue_view(book)
        rows = len(view.contacts) + len(view.accounts)
        times = in_turn(lambda: overdue_view(book), plain, runs)
        figure = ratio_figure("overdue of one rep, against the plain SELECT", *times, 3, 2)
        return figure._replace(note=f"{figure.note}; {rows} rows, the SELECT {plain()}")
