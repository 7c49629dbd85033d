"""Where help is needed: one line for each, the most urgent first, within it A to Z; in words a manager can use."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from repcockpit.domain.businesstime import working_day_on_or_after
from repcockpit.domain.dates import format_ahead, format_date
from repcockpit.domain.names import fold
from repcockpit.domain.readiness import next_steps
from repcockpit.domain.settings import RuleNumbers
from repcockpit.domain.team import fall_of, has_left, left_words, needs_help
from repcockpit.domain.views.requests import Case, face_of
from repcockpit.domain.views.reviews import QbrRow
from repcockpit.domain.views.team import HelpLine, TeamRow, TeamView
from repcockpit.services.decisions.chosen import counted
from repcockpit.services.team.members import Member
from repcockpit.services.team.reading import Basis
from repcockpit.store.reads import team_work as reads
from repcockpit.store.reads.records_requests import cases_by_id
from repcockpit.store.reads.requests import open_ids
from repcockpit.store.reads.team_requests import owners_of

NOW, SOON, TO_KNOW = 0, 1, 2
_KINDS: Final = ("clock", "callback", "overdue", "qbr", "promise", "left", "leave")
_NAMED: Final = 3
_LACKS: Final = {
    "date_agreed": "no date",
    "customer_accepted": "no decision maker",
    "actions_reviewed": "last actions open",
    "challenges": "challenges not updated",
}


def help_lines(basis: Basis, view: TeamView, reviews: Sequence[QbrRow]) -> tuple[HelpLine, ...]:
    """The lines of the rows of a view; `reviews` are those in sight, or at least those at risk of them."""
    book, by_id = basis.book, {one.id: one for one in basis.shown}
    found: list[HelpLine] = []
    for owner, cases in open_cases(basis).items():
        found += _of_requests(by_id[owner], cases)
    late: dict[bytes, list[reads.PromiseRow]] = {}
    for promise in reads.late_promises(book.db, book.today().isoformat()):
        whose = by_id.get(promise.owner_id)
        if whose is not None and date.fromisoformat(promise.first_due_on) < whose.day:
            late.setdefault(whose.id, []).append(promise)
    found += [_of_promises(by_id[owner], rows) for owner, rows in late.items()]
    for review in reviews:
        keeper = by_id.get(review.owner_id or b"")
        if review.is_at_risk and keeper is not None:
            found.append(_of_review(keeper, review, book.numbers))
    for row in view.rows:
        found += _of_row(by_id[row.id], row, basis)
    return tuple(sorted(found, key=_order))


def _order(line: HelpLine) -> tuple[int, str, bytes, int, bytes]:
    return line.urgency, fold(line.rep_name), line.rep_id, _KINDS.index(line.kind), line.subject_id


def open_cases(basis: Basis) -> dict[bytes, list[Case]]:
    """The open requests of each rep who is shown, at that rep's instant."""
    book = basis.book
    owners, shown = owners_of(book.db), {one.id: one for one in basis.shown}
    by_moment: dict[datetime, list[bytes]] = {}
    for request in open_ids(book.db, None, int(book.now().timestamp() * 1000)):
        member = shown.get(owners.get(request, b""))
        if member is not None:
            by_moment.setdefault(member.as_of or book.now(), []).append(request)
    found: dict[bytes, list[Case]] = {}
    for moment, ids in sorted(by_moment.items()):
        for case in cases_by_id(book.db, ids, ZoneInfo(book.zone), moment, basis.calendars):
            found.setdefault(owners[case.view.id], []).append(case)
    return found


def missed_calls(member: Member, cases: Iterable[Case]) -> list[Case]:
    """Call-backs that are owed and were due before the rep's day, the longest first."""
    missed = [
        one
        for one in cases
        if one.is_owed and one.view.callback_due_on is not None and one.view.callback_due_on < member.day
    ]
    return sorted(missed, key=lambda one: (one.view.callback_due_on or member.day, one.view.id))


def _of_requests(member: Member, cases: Sequence[Case]) -> list[HelpLine]:
    found = []
    missed = missed_calls(member, cases)
    if missed:
        said = [
            f"{_place(one)} {(member.day - one.view.callback_due_on).days} d"
            for one in missed
            if one.view.callback_due_on is not None
        ]
        text = f"call-back{'s' if len(missed) > 1 else ''}: {_named(said)}"
        found.append(
            _line(member, NOW, "callback", f"{len(missed)} missed", text, "request", missed[0].view.id)
        )
    running = [one for one in cases if not one.is_owed and not one.life.is_waiting]
    late = _by_due(one for one in running if face_of(one).state == "breached")
    soon = _by_due(one for one in running if face_of(one).state in ("warn75", "warn90"))
    for some, urgency, word in ((late, NOW, "late"), (soon, SOON, "soon")):
        if len(some) == 1:
            words = left_words(face_of(some[0]).left, is_over=word == "late")
            text = f"{_place(some[0])}, {some[0].view.title or 'request'}"
            found.append(_line(member, urgency, "clock", words, text, "request", some[0].view.id))
        elif some:
            text = f"requests: {_named([_place(one) for one in some])}"
            found.append(_line(member, urgency, "clock", f"{len(some)} {word}", text, "request", some[0].view.id))  # fmt: skip
    return found


def _by_due(cases: Iterable[Case]) -> list[Case]:
    return sorted(cases, key=lambda one: (face_of(one).left, one.view.id))


def _place(case: Case) -> str:
    return (case.view.account.name if case.view.account else None) or case.view.title or "request"


def _named(names: Sequence[str]) -> str:
    """The first few, and how many more there are."""
    more = len(names) - _NAMED
    return ", ".join(names[:_NAMED]) + (f", {more} more" if more > 0 else "")


def _of_promises(member: Member, rows: Sequence[reads.PromiseRow]) -> HelpLine:
    places = list(dict.fromkeys(row.account_name or row.title for row in rows))
    text = f"promise{'s' if len(rows) > 1 else ''}: {_named(places)}"
    return _line(member, TO_KNOW, "promise", f"{len(rows)} late", text, "task", rows[0].id)


def _of_review(member: Member, row: QbrRow, numbers: RuleNumbers) -> HelpLine:
    steps = next_steps(row.items, numbers)
    lacks = next((_LACKS[step.item] for step in steps if step.item in _LACKS), "")
    on = format_ahead(row.scheduled_on, member.day) if row.scheduled_on else "soon"
    on = "tomorrow" if row.scheduled_on == member.day + timedelta(days=1) else on
    text = f"{row.account_name or ''} QBR {on} at {row.readiness}" + (f", {lacks}" if lacks else "")
    return _line(member, SOON, "qbr", "at risk", text, "qbr", row.id)


def _of_row(member: Member, row: TeamRow, basis: Basis) -> list[HelpLine]:
    found = []
    over = row.figures.overdue
    if over is not None and needs_help(over.all, row.figures.overdue_of or 0) and row.away_until is None:
        said = ["all of them tier A" if over.all == over.A else f"{over.A} of them tier A"] if over.A else []
        fall = fall_of(row.trend)
        said += [f"touches fell from {fall[0]} to {fall[1]} a week"] if fall else []
        text = ", ".join(said) or f"of {row.figures.overdue_of} with a cadence"
        found.append(_line(member, NOW, "overdue", f"{over.all} over", text, "rep", row.id))
    if has_left(row.left_on, basis.book.today()):
        if row.accounts:
            text = f"{counted('account', row.accounts)} still theirs"
            found.append(_line(member, TO_KNOW, "left", "left", text, "rep", row.id))
    elif row.away_until is not None:
        back = working_day_on_or_after(member.calendar, min(row.away_until, date.max - timedelta(days=1)) + timedelta(days=1))  # fmt: skip
        text = f"back {format_date(back, basis.book.today())}" if back else "for long"
        text += f", {row.cover_name} covers" if row.cover_name else ", nobody covers"
        found.append(_line(member, TO_KNOW, "leave", "on leave", text, "rep", row.id))
    return found


def _line(
    member: Member, urgency: int, kind: str, state: str, text: str, subject: str, subject_id: bytes
) -> HelpLine:
    return HelpLine(member.id, member.name, urgency, kind, state, text, subject, subject_id)
