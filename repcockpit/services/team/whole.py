"""What takes longer than the first numbers: reviews, coverage, promises kept, ideas, trainings, where help is needed."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta

from repcockpit.domain.promises import Promise, kept_rate
from repcockpit.domain.reviews import OVER_STATES, attention
from repcockpit.domain.views.coverage import AccountCoverage
from repcockpit.domain.views.reviews import QbrRow
from repcockpit.domain.views.team import (
    QbrLine,
    QbrPipeline,
    SilentAccount,
    TeamFigures,
    TeamRow,
    TeamSpan,
    TeamView,
)
from repcockpit.services.book import Book
from repcockpit.services.coverage.reading import covered as covered_of
from repcockpit.services.coverage.reading import network_of
from repcockpit.services.reviews.courses import Courses
from repcockpit.services.reviews.judging import judged
from repcockpit.services.reviews.reading import row_of
from repcockpit.services.team.cadences import late_by_rep
from repcockpit.services.team.help import help_lines
from repcockpit.services.team.members import Member, book_of, eve_of
from repcockpit.services.team.reading import Basis, Progress
from repcockpit.services.team.summing import ordered_flags, summed
from repcockpit.store.reads import team_work as reads
from repcockpit.store.reads.coverage import mapped_since
from repcockpit.store.reads.reviews import accounts_of_rep

SILENT_DAYS = 365
LEAST = 10
_NO_LIMIT = -1


def with_the_rest(basis: Basis, view: TeamView, progress: Progress, *, has_before: bool = True) -> TeamView:
    """The view with all of its parts; `progress` is called after each rep.

    Without `has_before` the reviews and the coverage of the span before are left unread.
    """
    eves = {one.id: min(one.day, eve_of(basis.before)) for one in basis.shown}
    earlier, _ = late_by_rep(basis.book, {rep: (day, day) for rep, day in eves.items()}, basis.calendars)
    work = {span: _work(basis.book, basis.shown, span) for span in (basis.span, basis.before)}
    names = {one.id: one.name for one in basis.shown}
    rows: list[TeamRow] = []
    lines: list[QbrLine] = []
    at_risk: list[QbrRow] = []
    progress(0, len(basis.shown))
    for number, (one, row) in enumerate(zip(basis.shown, view.rows, strict=True), 1):
        now, then = _own(basis, one, basis.span), _own(basis, one, basis.before)
        mapped = covered_on([now, then] if has_before else [now], one.id)
        in_sight = reviews_of(now, one.id)
        # A review with all that it was judged by is large, and there are thousands: its line alone is kept.
        lines += [_line(each, names) for each in in_sight]
        at_risk += [each for each in in_sight if each.is_at_risk]
        figures = _with_state(_with_work(row.figures, work[basis.span][one.id]), mapped[0], in_sight)
        previous = _with_work(row.previous, work[basis.before][one.id])
        previous = previous._replace(catch_up_before=earlier[one.id].catch_up)
        if has_before:
            previous = _with_state(previous, mapped[1], reviews_of(then, one.id))
        rows.append(row._replace(figures=figures, previous=previous))
        progress(number, len(basis.shown))
    total = view.total._replace(
        figures=_joined(view.total.figures, [row.figures for row in rows]),
        previous=_joined(view.total.previous, [row.previous for row in rows]),
    )
    lines.sort(key=_attention)
    quiet, stuck = silent_accounts(basis.book, names), without_next_step(basis.book, names)
    done = view._replace(
        rows=tuple(rows), total=total, qbrs=tuple(lines), least_touched=quiet, without_next_step=stuck, is_whole=True,
        has_before=has_before,
    )  # fmt: skip
    return done._replace(help=help_lines(basis, done, at_risk))


def _own(basis: Basis, one: Member, span: TeamSpan) -> Book:
    return book_of(basis.book, one, span.until)


def reviews_of(own: Book, rep_id: bytes) -> list[QbrRow]:
    """The open reviews in sight at the accounts that a rep owns, as of the book's moment."""
    accounts = [one for one in accounts_of_rep(own.db, rep_id) if one.owner_id == rep_id]
    courses = Courses(own, accounts)
    return [
        row
        for one in judged(courses, courses.in_sight())
        if (row := row_of(courses, one)).state not in OVER_STATES
    ]


def pipeline(rows: Sequence[QbrRow]) -> QbrPipeline:
    """The counts of these reviews."""
    return QbrPipeline(
        len(rows),
        sum(one.is_ready for one in rows),
        sum(one.is_at_risk for one in rows),
        sum(one.state == "late" for one in rows),
    )


def covered(own: Book, rep_id: bytes) -> list[AccountCoverage]:
    """The mapped customers that a rep owns, with their flags."""
    return covered_on([own], rep_id)[0]


def covered_on(moments: Sequence[Book], rep_id: bytes) -> list[list[AccountCoverage]]:
    """The mapped customers that a rep owned at each of these moments of one book, the latest first."""
    latest = moments[0]
    since = mapped_since(latest.db, rep_id, latest.today().isoformat())
    network = network_of(latest, [one for one, _ in since])
    found = []
    for own in moments:
        day = own.today().isoformat()
        found.append(covered_of(own, [one for one, on in since if on <= day], network))
    return found


Work = dict[bytes, tuple[int, int, int, int]]
"""By rep: promises kept, of how many, ideas, trainings."""


def _work(book: Book, shown: Sequence[Member], span: TeamSpan) -> Work:
    since, until = span.since.isoformat(), min(span.until, book.today()).isoformat()
    promised: dict[bytes, list[Promise]] = {}
    for row in reads.promise_rows(book.db, since, span.until.isoformat()):
        done = date.fromisoformat(row.done_on) if row.done_on else None
        promised.setdefault(row.owner_id, []).append(
            Promise(row.id, date.fromisoformat(row.first_due_on), done)
        )
    ideas = Counter(row.rep_id for row in reads.idea_rows(book.db, since, until))
    given = Counter(row.rep_id for row in reads.training_rows(book.db, since, until))
    found = {}
    for one in shown:
        rate = kept_rate(promised.get(one.id, ()), one.day)
        found[one.id] = (rate.kept, rate.due, ideas[one.id], given[one.id])
    return found


def _with_work(figures: TeamFigures, work: tuple[int, int, int, int]) -> TeamFigures:
    kept, due, ideas, trainings = work
    return figures._replace(kept=kept, promises_due=due, ideas=ideas, trainings=trainings)


def _with_state(
    figures: TeamFigures, mapped: Sequence[AccountCoverage], reviews: Sequence[QbrRow]
) -> TeamFigures:
    flags = Counter(flag for row in mapped for flag in {each.flag for each in row.flags})
    return figures._replace(
        qbrs=pipeline(reviews),
        broad=sum(row.band == "broad" for row in mapped),
        mapped=len(mapped),
        flags=ordered_flags(flags),
    )


def _joined(total: TeamFigures, rows: Sequence[TeamFigures]) -> TeamFigures:
    shares = {
        name: getattr(total, name) for name in ("attainment", "attainment_capped", "frequency", "expected")
    }
    return summed(rows)._replace(**shares)


def _attention(line: QbrLine) -> tuple[int, date, str, bytes]:
    return attention(line.state), line.on or date.max, line.account_name, line.qbr_id


def _line(row: QbrRow, names: dict[bytes, str]) -> QbrLine:
    return QbrLine(
        row.owner_id, names.get(row.owner_id or b"", row.owner_name or ""), row.id, row.account_id,
        row.account_name or "", row.segment, row.state, row.words, row.readiness, row.scheduled_on or row.due_on,
        row.is_at_risk,
    )  # fmt: skip


def silent_accounts(
    book: Book, names: dict[bytes, str], rep_id: bytes | None = None, limit: int = LEAST
) -> tuple[SilentAccount, ...]:
    """The customers of those in `names` with the fewest touches in a year, the fewest first."""
    today = book.today()
    since = (today - timedelta(days=SILENT_DAYS - 1)).isoformat()
    rep = rep_id or (next(iter(names)) if len(names) == 1 else None)
    return _silent(reads.least_touched(book.db, rep, since, today.isoformat(), limit), names)


def without_next_step(
    book: Book, names: dict[bytes, str], rep_id: bytes | None = None
) -> tuple[SilentAccount, ...]:
    """Customers of tier A with nothing planned and no open task, the longest silence first; all of them."""
    today = book.today()
    since = (today - timedelta(days=SILENT_DAYS - 1)).isoformat()
    rep = rep_id or (next(iter(names)) if len(names) == 1 else None)
    return _silent(reads.without_next_step(book.db, rep, today.isoformat(), since, _NO_LIMIT), names)


def _silent(rows: Sequence[reads.QuietRow], names: dict[bytes, str]) -> tuple[SilentAccount, ...]:
    return tuple(
        SilentAccount(
            row.id, row.name, row.segment, row.owner_id, names.get(row.owner_id, ""), row.touches,
            date.fromisoformat(row.last_touch_on) if row.last_touch_on else None,
            date.fromisoformat(row.due_on) if row.due_on else None,
        )
        for row in rows
    )  # fmt: skip
