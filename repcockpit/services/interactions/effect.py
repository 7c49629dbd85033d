"""What saving a draft would change: the cadence before and after, touches this year, the next step."""

from datetime import date, timedelta
from typing import NamedTuple

from repcockpit.domain.cadence import Cadence, cadence, due_on
from repcockpit.domain.capture import Draft, Effect
from repcockpit.domain.fatigue import Contacted
from repcockpit.domain.names import visible
from repcockpit.domain.requests import priority_of
from repcockpit.domain.touches import is_touch, two_way_days
from repcockpit.domain.words import MAIL_TYPES
from repcockpit.services.book import Book
from repcockpit.services.scores.contact_bars import guard_of_new
from repcockpit.services.today.standings import Standings
from repcockpit.store.reads import today as reads
from repcockpit.store.reads.cadences import cadence_row, mails_near


class Proposal(NamedTuple):
    """The step that the cadence proposes after a draft: a call, on its due day."""

    on: date
    title: str


def draft_counts(book: Book, draft: Draft) -> bool:
    """Whether the draft, once saved, is a touch; a mail needs an answer that is already there."""
    return is_touch(
        draft.type, draft.status, draft.outcome, draft.direction, is_two_way=is_answered(book, draft)
    )


def is_answered(book: Book, draft: Draft) -> bool:
    """Whether a mail of the other direction lies near enough."""
    if draft.type not in MAIL_TYPES or draft.direction is None:
        return False
    days = book.numbers.touch_reply_days
    first, last = draft.on - timedelta(days=days), draft.on + timedelta(days=days)
    people = [one.contact_id for one in draft.people if one.contact_id]
    account_id = draft.account.id if draft.account else None
    near = mails_near(book.db, people, account_id, first.isoformat(), last.isoformat())
    mails = [(date.fromisoformat(day), direction) for day, direction in near]
    return draft.on in two_way_days([*mails, (draft.on, draft.direction)], days)


def effect_of(book: Book, draft: Draft) -> Effect:
    """What the echo shows under "after this"."""
    return _cadence_effect(book, draft)._replace(guard=guard_said(book, draft))


def guard_said(book: Book, draft: Draft) -> str:
    """Who of the draft's people hears too much of us, in words; it explains and never blocks."""
    people = {one.contact_id: visible(one.name) for one in draft.people if one.contact_id}
    if not people:
        return ""
    new = Contacted(
        b"",
        draft.on,
        draft.type,
        draft.status,
        draft.outcome,
        draft.direction,
        has_request=any(one.kind == "request" for one in draft.captures),
    )
    return guard_of_new(book, people, new)


def _cadence_effect(book: Book, draft: Draft) -> Effect:
    two_way = is_answered(book, draft)
    priorities = tuple(priority_of(None, None) for one in draft.captures if one.kind == "request")
    target = _target(draft)
    row = cadence_row(book.db, *target) if target else None
    if row is None:
        return Effect(is_two_way=two_way, priorities=priorities)
    standings = Standings(book, book.today())
    now = standings.of_row(row)
    if now is None:
        return Effect(is_two_way=two_way, priorities=priorities)
    counted = draft_counts(book, draft)
    touches = standings.touches_365([now]).get(row.id, 0) + int(counted)
    after = now.cadence
    if counted:
        after = _after(book, standings, now.last_touch_on, min(draft.on, book.today()), row)
    step = proposal(book, draft, row, standings)
    return Effect(
        _words(now.cadence),
        _words(after),
        touches,
        book.numbers.pace_per_year,
        step.title if step else "",
        step.on if step else None,
        two_way,
        priorities,
    )


def _target(draft: Draft) -> tuple[str, bytes] | None:
    first = draft.people[0] if draft.people else None
    if first is not None and first.contact_id:
        return "contact", first.contact_id
    return ("account", draft.account.id) if draft.account else None


def _after(
    book: Book, standings: Standings, last: date | None, touched: date, row: reads.CadenceRow
) -> Cadence:
    base = max(touched, last) if last else touched
    due = due_on(base, row.interval_days, standings.calendar(row.keeper_id))
    tracking = date.fromisoformat(row.tracking_started_on) if row.tracking_started_on else touched
    return cadence(base, tracking, row.interval_days, book.today(), due, numbers=book.numbers)


def proposal(
    book: Book, draft: Draft, row: reads.CadenceRow | None = None, standings: Standings | None = None
) -> Proposal | None:
    """The next step by the cadence; None where nobody in the draft has one."""
    if row is None:
        target = _target(draft)
        row = cadence_row(book.db, *target) if target else None
    if row is None:
        return None
    standings = standings or Standings(book, book.today())
    touched = min(draft.on, book.today()) if draft_counts(book, draft) else None
    last = date.fromisoformat(row.last_touch_on) if row.last_touch_on else None
    base = max((day for day in (touched, last) if day), default=None)
    if base is None:
        base = date.fromisoformat(row.tracking_started_on) if row.tracking_started_on else book.today()
    on = due_on(base, row.interval_days, standings.calendar(row.keeper_id))
    return Proposal(on, "call") if on else None


def _words(found: Cadence) -> tuple[str, str, str]:
    """(glyph, words, tone) of a cadence, in the words of the lists."""
    over = found.days_over or 0
    if found.status == "never_contacted":
        return "○", "never", "soon"
    if found.is_catch_up:
        return "·", "catch-up", "muted"
    if over > 0:
        return ("●", f"{over} d over", "late") if found.is_red else ("○", f"{over} d over", "soon")
    if over == 0:
        return "○", "due today", "soon"
    return "√", "on track", "good"
