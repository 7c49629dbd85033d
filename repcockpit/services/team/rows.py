"""The rows behind each number of the team: `rows_behind` for the screen, the 1:1 pack and whoever asks why."""

from collections.abc import Callable
from datetime import date
from typing import Final

from repcockpit.domain.cycleplan import attainment
from repcockpit.domain.errors import UsageError
from repcockpit.domain.team import planned_of
from repcockpit.domain.views.team import Behind, BehindRow, TeamSpan
from repcockpit.services.book import Book
from repcockpit.services.team import rows_state
from repcockpit.services.team.members import Member, day_in
from repcockpit.services.team.planned import targets_of
from repcockpit.services.team.reading import Basis, basis_of
from repcockpit.store.reads import team_behind as reads
from repcockpit.store.reads import team_work as work

_Rows = Callable[[Basis, Member, str], list[BehindRow]]
_UNMET: Final = "not a touch"


def rows_behind(
    book: Book, rep_id: bytes | None, what: str, span: TeamSpan, *, limit: int | None = None
) -> Behind:
    """The rows behind the number `what` (a word of FIGURES, or handed, snoozed) of a rep, None: of all of us.

    `overdue.A` to `overdue.none` narrow to a tier, `flags.FLAG` to a flag. `total` counts the rows that make
    the number; rows that do not count stand behind them and say why. For the number of the span before, give
    `span_before(span)`. Raises UsageError for another word.
    """
    name, _, part = what.partition(".")
    if name not in _READERS:
        raise UsageError(f"there is no number {what!r}", "one of: " + ", ".join(_READERS))
    title, words, read = _READERS[name]
    basis = basis_of(book, span, rep_id or None)
    found = [row for one in basis.shown for row in read(basis, one, part)]
    found.sort(key=lambda row: not row.counts)
    total = sum(row.counts for row in found)
    said = (words, *_days_passed(basis)) if name == "expected" else (words,)
    return Behind(title, said, tuple(found[:limit]), total)


def _days_passed(basis: Basis) -> list[str]:
    from repcockpit.domain.businesstime import working_days_between  # noqa: PLC0415 -- for one number

    said = []
    for one in basis.shown:
        whole = working_days_between(one.calendar, basis.span.since, basis.span.until)
        gone = working_days_between(one.calendar, basis.span.since, day_in(one, basis.span))
        said.append(f"{one.name}: {gone} of {whole} working days by {day_in(one, basis.span)}")
    return said


def _until(basis: Basis) -> str:
    return basis.until.isoformat()


def _interaction(row: reads.InteractionRow, *, names_rep: bool = False) -> BehindRow:
    said = f"{row.type}: {row.text}" if row.text else row.type
    state = "" if row.is_touch else _UNMET
    if names_rep and row.rep_name:
        state = row.rep_name
    return BehindRow(
        "interaction", row.id, row.account_id, row.account_name, said, date.fromisoformat(row.on), state,
        bool(row.is_touch),
    )  # fmt: skip


def _touches(basis: Basis, one: Member, _: str) -> list[BehindRow]:
    rows = reads.own_interactions(basis.book.db, one.id, basis.span.since.isoformat(), _until(basis))
    return [_interaction(row) for row in rows]


def _total(basis: Basis, one: Member, _: str) -> list[BehindRow]:
    rows = reads.touches_at_owned(basis.book.db, one.id, basis.span.since.isoformat(), _until(basis))
    return [_interaction(row, names_rep=True) for row in rows]


def _plans(basis: Basis, one: Member, _: str) -> list[BehindRow]:
    """Accounts with their plan, the one that lacks most touches first."""
    made = sorted(_planned(basis, one), key=lambda each: (-each[1], each[2].text, each[2].id))
    return [row for _, _, row in made]


def _frequency(basis: Basis, one: Member, _: str) -> list[BehindRow]:
    """Accounts of at least one planned touch, those that reached it first."""
    rows = [row._replace(counts=not lack) for planned, lack, row in _planned(basis, one) if planned >= 1]
    return sorted(rows, key=lambda row: (not row.counts, row.text, row.id))


def _planned(basis: Basis, one: Member) -> list[tuple[float, float, BehindRow]]:
    """(planned, lacking, row) of the accounts with a plan."""
    book, span = basis.book, basis.span
    since = span.since.isoformat()
    targets = [target for target in targets_of(book, span).get(one.id, ()) if target.account_id is not None]
    owned = {row.id: row for row in reads.owned_with_touches(book.db, one.id, since, _until(basis))}
    for target in targets:
        if target.account_id is not None and target.account_id not in owned:
            other = reads.account_touches(book.db, one.id, target.account_id, since, _until(basis))
            if other is not None:
                owned[other.id] = other._replace(segment=None, status=None)
    found = []
    for row in owned.values():
        some = [target for target in targets if target.account_id == row.id]
        planned = planned_of(row.segment, row.status, some, span, book.numbers)
        if planned > 0:
            share = attainment(planned, row.touches)
            state = f"{row.touches} of {planned:.1f}" + (
                f", {round(100 * share)} %" if share is not None else ""
            )
            line = BehindRow("account", row.id, row.id, row.name, row.name, None, state)
            found.append((planned, max(planned - row.touches, 0.0), line))
    return found


def _ideas(basis: Basis, one: Member, _: str) -> list[BehindRow]:
    rows = work.idea_rows(basis.book.db, basis.span.since.isoformat(), _until(basis))
    return [_work("idea", row) for row in rows if row.rep_id == one.id]


def _trainings(basis: Basis, one: Member, _: str) -> list[BehindRow]:
    rows = work.training_rows(basis.book.db, basis.span.since.isoformat(), _until(basis))
    return [_work("training", row) for row in rows if row.rep_id == one.id]


def _work(kind: str, row: work.WorkRow) -> BehindRow:
    return BehindRow(kind, row.id, row.account_id, row.account_name, row.title, date.fromisoformat(row.on))


def _handed(basis: Basis, one: Member, _: str) -> list[BehindRow]:
    return [
        BehindRow("task", row.id, row.account_id, row.account_name, row.title, rows_state.day(row.due_on))
        for row in reads.handed_tasks(basis.book.db, one.id)
    ]


def _snoozed(basis: Basis, one: Member, _: str) -> list[BehindRow]:
    return [
        BehindRow(
            row.kind,
            row.id,
            row.account_id,
            row.account_name,
            row.name,
            rows_state.day(row.until),
            row.reason,
        )
        for row in reads.put_off(basis.book.db, one.id, basis.book.today().isoformat())
    ]


_READERS: Final[dict[str, tuple[str, str, _Rows]]] = {
    "touches": ("touches", "completed and connected, with a customer: the rep's own", _touches),
    "total": ("touches by everybody", "at the accounts that the rep owns, whoever made them", _total),
    "attainment": ("touches against plan", "all own touches over all that was planned", _plans),
    "attainment_capped": ("touches against plan, capped", "no account counts for more than its plan", _plans),
    "frequency": ("plans met", "accounts of at least one planned touch that had as many", _frequency),
    "expected": ("expected by now", "working days gone by, of those of the span; leave is left out", lambda *_: []),
    "overdue": ("past due", "accounts and key people past their due day; leave and holidays move it", rows_state.overdue),
    "catch_up": ("catch-up", "past due already when the record came in", rows_state.catch_up),
    "requests": ("requests that ended", "in time: answered and solved within their hours", rows_state.requests),
    "callbacks": ("call-backs due", "on time: the first outcome on or before the next working day", rows_state.callbacks),
    "qbrs": ("QBRs in sight", "open ones that are due, asked for or planned", rows_state.reviews),
    "coverage": ("coverage", "mapped customers: somebody confirmed a role there; broad from an index of 75", rows_state.coverage),
    "flags": ("coverage flags", "of mapped customers", rows_state.flags),
    "ideas": ("ideas", "that came in on these days", _ideas),
    "trainings": ("trainings", "given on these days", _trainings),
    "kept": ("promises", "first given for a day of these, kept by then or not", rows_state.promises),
    "handed": ("tasks handed", "open ones that somebody else gave or changed", _handed),
    "snoozed": ("put off", "accounts and people, with the reason", _snoozed),
}  # fmt: skip
