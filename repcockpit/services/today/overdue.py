"""What is past due, ranked: every account and person, catch-up marked."""

from datetime import timedelta

from repcockpit.domain.names import fold
from repcockpit.domain.ranking import score, silence_ratio, weights
from repcockpit.domain.views.today import OverdueRow, OverdueView
from repcockpit.services.book import Book
from repcockpit.services.today.standings import Standing, Standings


def overdue_view(book: Book, account: str | None = None) -> OverdueView:
    """Contacts and accounts of the book's rep whose own cadence is past due on the business day.

    `account` narrows to accounts whose name contains it.
    """
    today = book.today()
    standings = Standings(book, today)
    past = [
        one
        for one in standings.of(book.rep_id, today - timedelta(days=1))
        if (one.cadence.days_over or 0) > 0
    ]
    if account is not None:
        wanted = fold(account)
        past = [one for one in past if wanted in fold(one.row.account_name or "")]
    touches = standings.touches_365(past)
    by = weights(book.numbers)
    rows: dict[str, list[OverdueRow]] = {"account": [], "contact": []}
    for one in past:
        ratio = silence_ratio(one.cadence, one.row.segment, book.numbers)
        is_key = one.is_key and one.row.kind == "contact"
        points = score(ratio, one.row.segment, is_key=is_key, risk=0.0, is_reachable=None, by=by)
        rows[one.row.kind].append(_row(one, touches.get(one.row.id, 0), points))
    for ranked in rows.values():
        ranked.sort(key=lambda row: (-row.score, row.name.casefold(), row.id))
    return OverdueView(book.now(), tuple(rows["contact"]), tuple(rows["account"]))


def _row(one: Standing, touches: int, points: float) -> OverdueRow:
    row, found = one.row, one.cadence
    assert found.due_on is not None  # noqa: S101 -- past due rows have a due day
    return OverdueRow(
        row.id,
        row.name,
        row.account_id,
        row.account_name,
        row.segment,
        one.role,
        found.status or "",
        found.is_catch_up,
        one.last_touch_on,
        found.due_on,
        found.days_over or 0,
        round(found.ratio or 0.0, 2),
        row.interval_days,
        row.rule,
        touches,
        found.planned_on,
        points,
    )
