"""The rows behind numbers that say how things stand: cadences, requests, reviews, coverage, promises."""

from datetime import date, timedelta

from repcockpit.domain.names import fold
from repcockpit.domain.promises import Promise, verdict
from repcockpit.domain.reviews import attention
from repcockpit.domain.views.team import BehindRow
from repcockpit.domain.words import SEGMENTS
from repcockpit.services.team.members import Member, book_of
from repcockpit.services.team.reading import Basis
from repcockpit.services.team.requests import calls_in, ended_in, ended_on, is_in_time, turned_requests
from repcockpit.services.today.standings import Standing, Standings
from repcockpit.store.reads import team_work as work
from repcockpit.store.reads.team_requests import names_of

_SAID = {"met": "in time", "met_late": "late", "breached": "late"}


def day(text: str | None) -> date | None:
    """A stored day."""
    return date.fromisoformat(text) if text else None


def overdue(basis: Basis, one: Member, tier: str) -> list[BehindRow]:
    """Accounts and key people past due, the longest over first; `tier` narrows."""
    return [
        _standing(found)
        for found in _past(basis, one)
        if not found.cadence.is_catch_up and tier in ("", _tier(found.row.segment))
    ]


def catch_up(basis: Basis, one: Member, tier: str) -> list[BehindRow]:
    """Those that were past due when the record came in."""
    return [
        _standing(found)
        for found in _past(basis, one)
        if found.cadence.is_catch_up and tier in ("", _tier(found.row.segment))
    ]


def _tier(segment: str | None) -> str:
    return segment if segment in SEGMENTS else "none"


def _past(basis: Basis, one: Member) -> list[Standing]:
    own = book_of(basis.book, one, basis.span.until)
    today = own.today()
    found = [
        each
        for each in Standings(own, today).of(one.id, today - timedelta(days=1))
        if (each.cadence.days_over or 0) > 0 and each.is_key and each.row.keeper_id == one.id
        and (each.row.tracking_started_on or "") <= today.isoformat()
    ]  # fmt: skip
    return sorted(found, key=lambda each: (-(each.cadence.days_over or 0), fold(each.row.name), each.row.id))


def _standing(one: Standing) -> BehindRow:
    row, state = one.row, f"{one.cadence.days_over} d over"
    if one.last_touch_on is None:
        state += ", never contacted"
    if one.snoozed_until is not None:
        state += f", put off until {one.snoozed_until}"
    if one.planned is not None:
        state += f", {one.planned[1]} planned for {one.planned[0]}"
    return BehindRow(row.kind, row.id, row.account_id, row.account_name, row.name, one.cadence.due_on, state)


def requests(basis: Basis, one: Member, _: str) -> list[BehindRow]:
    """Requests that ended in the span, those that were late first."""
    cases = turned_requests(basis.book, (one,), (basis.span,), basis.calendars).get(one.id, [])
    ended = [(request, case) for request, case in cases if ended_in(one, case, basis.span)]
    names = names_of(basis.book.db, [request for request, _ in ended])
    found = []
    for request, case in sorted(
        ended, key=lambda pair: (is_in_time(pair[1]), pair[1].life.ended_at, pair[0])
    ):
        title, account_id, account = names.get(request, ("", None, None))
        answer, solution = (_SAID.get(clock.state or "", "unknown") for clock in case.clocks[:2])
        state = "in time" if is_in_time(case) else f"answer {answer}, solution {solution}"
        found.append(BehindRow("request", request, account_id, account, title, ended_on(one, case), state))
    return found


def callbacks(basis: Basis, one: Member, _: str) -> list[BehindRow]:
    """Call-backs first due in the span, those that were late first."""
    cases = turned_requests(basis.book, (one,), (basis.span,), basis.calendars).get(one.id, [])
    calls = [(call, request) for request, case in cases for call in calls_in(case, basis.span)]
    names = names_of(basis.book.db, [request for _, request in calls])
    found = []
    for call, request in sorted(
        calls, key=lambda pair: (bool(pair[0].is_on_time), pair[0].first_due_on, pair[1])
    ):
        title, account_id, account = names.get(request, ("", None, None))
        state = "on time" if call.is_on_time else "late" if call.first_at else "missed"
        found.append(BehindRow("request", request, account_id, account, title, call.first_due_on, state))
    return found


def reviews(basis: Basis, one: Member, _: str) -> list[BehindRow]:
    """Open reviews in sight, in the order of attention."""
    from repcockpit.services.team.whole import reviews_of  # noqa: PLC0415 -- the scores of reviews, only for them

    rows = reviews_of(book_of(basis.book, one, basis.span.until), one.id)
    rows.sort(key=lambda row: (attention(row.state), row.scheduled_on or row.due_on or date.max, row.id))
    return [
        BehindRow(
            "qbr", row.id, row.account_id, row.account_name, f"QBR, readiness {row.readiness}",
            row.scheduled_on or row.due_on, row.words,
        )
        for row in rows
    ]  # fmt: skip


def coverage(basis: Basis, one: Member, _: str) -> list[BehindRow]:
    """Mapped customers, the thinnest first; those that are broad make the number."""
    from repcockpit.services.team.whole import covered  # noqa: PLC0415 -- as above

    rows = covered(book_of(basis.book, one, basis.span.until), one.id)
    rows.sort(key=lambda row: (row.index or 0.0, fold(row.name), row.id))
    return [
        BehindRow("account", row.id, row.id, row.name, row.name, None, f"{row.band}, index {row.index:g}")
        for row in rows
    ]


def flags(basis: Basis, one: Member, flag: str) -> list[BehindRow]:
    """Flags of mapped customers in the order of FLAGS; `flag` narrows to one of them."""
    from repcockpit.domain.coverage_flags import FLAG_WORDS, FLAGS  # noqa: PLC0415 -- as above
    from repcockpit.services.team.whole import covered  # noqa: PLC0415 -- as above

    rows = covered(book_of(basis.book, one, basis.span.until), one.id)
    found = [(each, row) for row in rows for each in row.flags if flag in ("", each.flag)]
    found.sort(key=lambda pair: (FLAGS.index(pair[0].flag), fold(pair[1].name), pair[1].id))
    return [
        BehindRow(
            "account",
            row.id,
            row.id,
            row.name,
            f"{FLAG_WORDS[each.flag]}: {each.fact}",
            None,
            each.next_action,
        )
        for each, row in found
    ]


def promises(basis: Basis, one: Member, _: str) -> list[BehindRow]:
    """Promises of the span, those not kept first; those that still have time do not count."""
    found = []
    since, until = basis.span.since.isoformat(), basis.span.until.isoformat()
    for row in work.promise_rows(basis.book.db, since, until):
        if row.owner_id != one.id:
            continue
        due = date.fromisoformat(row.first_due_on)
        kept = verdict(Promise(row.id, due, day(row.done_on)), one.day)
        state = {True: "kept", False: "not kept", None: "still time"}[kept]
        found.append(
            BehindRow(
                "task", row.id, row.account_id, row.account_name, row.title, due, state, kept is not None
            )
        )
    return sorted(found, key=lambda row: (row.state != "not kept", row.on, row.id))
