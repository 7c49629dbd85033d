"""What a screen says beside the row of one of us, read when the cursor rests there."""

from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta

from repcockpit.domain.errors import NotFoundError
from repcockpit.domain.views.team import TeamSpan
from repcockpit.domain.views.team_beside import WEEKS, Beside, Handed, Silence
from repcockpit.services.book import Book
from repcockpit.services.scores.cards import rep_sheets
from repcockpit.services.team.members import Member, book_of, day_in, members
from repcockpit.services.team.planned import plans
from repcockpit.services.team.reading import span_called
from repcockpit.store.reads import team as reads
from repcockpit.store.reads import team_beside as own

_SILENCES, _HANDED, _DONE_DAYS = 5, 6, 60


def beside(
    book: Book,
    rep_id: bytes,
    span: TeamSpan,
    progress: Callable[[int, int], object] = lambda _done, _total: None,
) -> Beside:
    """Of one rep as of their last sync; `progress` may raise to end it. Raises NotFoundError."""
    member = next((one for one in members(book) if one.id == rep_id), None)
    if member is None:
        raise NotFoundError("nobody of that id is in the team")
    day = day_in(member, span)
    silent = own.silent_rows(book.db, rep_id, day.isoformat(), _SILENCES)
    since = (day - timedelta(days=_DONE_DAYS)).isoformat()
    card, _ = rep_sheets(book_of(book, member), rep_id, progress)
    return Beside(
        card,
        _weeks(book, member, span, day),
        _target(book, member),
        tuple(Silence(*row[:-1], days_over=(day - date.fromisoformat(row.due_on)).days) for row in silent),
        tuple(
            Handed(row.id, row.title, row.account_name, _day(row.due_on), _day(row.done_on))
            for row in own.handed_rows(book.db, rep_id, since, _HANDED)
        ),
        day,
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _weeks(book: Book, member: Member, span: TeamSpan, day: date) -> tuple[int | None, ...]:
    """Weeks that end with the one of the span's last day; of those after the last sync nothing is known."""
    week = span_called(book) if span.kind != "week" else span
    last = week.until
    while last - timedelta(days=7) >= span.until:
        last -= timedelta(days=7)
    first = last - timedelta(days=7 * WEEKS - 1)
    until = min(last, book.today())
    touches: Counter[int] = Counter()
    for on, rep, count in reads.daily_touches(book.db, first.isoformat(), until.isoformat()):
        if rep == member.id:
            touches[(date.fromisoformat(on) - first).days // 7] += count
    return tuple(
        None
        if (member.as_of is None or first + timedelta(days=7 * at) > day) and not touches[at]
        else touches[at]
        for at in range(WEEKS)
    )


def _target(book: Book, member: Member) -> float | None:
    """Touches planned for this week."""
    week = span_called(book)
    made = plans(book, (member,), week, book.today(), {})
    planned = sum(plan for plan, _ in made[member.id].plan.pairs)
    return planned or None
