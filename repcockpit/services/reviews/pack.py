"""The pack of a QBR from the record: what the customer is shown, this period against the last QBR's."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from repcockpit.domain.pack import (
    SETTLED_IDEAS,
    THEIRS,
    WINDOW_DAYS,
    action_state,
    completed,
    periods,
    sentence,
)
from repcockpit.domain.readiness import decision_lines
from repcockpit.domain.reviews import interval_of
from repcockpit.domain.views.pack import (
    PackAction,
    PackIdea,
    PackItem,
    PackNote,
    PackPerson,
    PackRating,
    PackStep,
    PackView,
    Period,
)
from repcockpit.domain.words import spoken
from repcockpit.services.reviews.reading import qbr_sheet
from repcockpit.services.reviews.reliability import figures, request_lines
from repcockpit.store.reads import pack as reads

if TYPE_CHECKING:
    from repcockpit.domain.views.records import TaskView
    from repcockpit.domain.views.reviews import QbrSheet
    from repcockpit.services.book import Book

_RATINGS = (("nps", "NPS, 0 to 10"), ("csat", "CSAT, 1 to 5"))


def build_pack(book: "Book", qbr_id: bytes) -> PackView:
    """Everything that the pack of a review says, as of the book's day. Raises NotFoundError."""
    sheet = qbr_sheet(book, qbr_id)
    row, view = sheet.row, sheet.view
    today = min(view.held_on or book.today(), book.today())
    period, before = _periods(book, sheet, today)
    asked = reads.asked(book.db, row.account_id, book.now())
    ideas = reads.ideas(book.db, row.account_id, today)
    pack = PackView(
        account=row.account_name or "",
        city=reads.place_of(book.db, row.account_id),
        our_people=tuple(name for name in (row.owner_name,) if name),
        meets_on=view.held_on or row.scheduled_on,
        meets_at=None if view.held_on else view.scheduled_at,
        made_on=book.today(),
        last_on=sheet.last_held_on,
        period=period,
        before=before,
        people=_people(book, sheet),
        decisions=tuple(decision_lines(view.decisions)),
        actions=tuple(_action(one, today) for one in sheet.last_actions),
        figures=figures(book, row.account_id, asked, ideas, period, before),
        ratings=_ratings(book, row.account_id, period, before),
        requests=request_lines(book, row.account_id, asked, period),
        notes=_notes(book, row.account_id, period, before, sheet.last_held_on),
        ideas=_ideas(ideas, period, sheet.last_held_on),
        items=_items(book, qbr_id),
        ahead=_ahead(book, row.account_id, today),
    )
    return completed(pack)


def _periods(book: "Book", sheet: "QbrSheet", today: date) -> tuple[Period, Period]:
    last_on = sheet.last_held_on
    held = [last_on, *reads.reviews_held(book.db, sheet.row.account_id, last_on)] if last_on else []
    return periods(today, held, interval_of(sheet.row.segment, None, book.numbers))


def _items(book: "Book", qbr_id: bytes) -> tuple[PackItem, ...]:
    return tuple(
        PackItem(title, spoken(kind), about) for title, kind, about in reads.brought(book.db, qbr_id)
    )


def _people(book: "Book", sheet: "QbrSheet") -> tuple[PackPerson, ...]:
    """Who was invited, those who accepted first."""
    known = reads.people_at(book.db, [one.id for one in sheet.view.contacts])
    found = [
        PackPerson(*known.get(one.id, (one.name or "", "")), "accepted" if one.accepted else "invited")
        for one in sheet.view.contacts
    ]
    return tuple(sorted(found, key=lambda one: (one.answer, one.name)))


def _action(task: "TaskView", today: date) -> PackAction:
    done_on = task.done_on if task.done_on is not None and task.done_on <= today else None
    return PackAction(
        task.title or "",
        (task.owner.name or "") if task.owner else "",
        task.due_on,
        done_on,
        action_state(task.due_on, done_on, today),
    )


def _notes(
    book: "Book", account_id: bytes, period: Period, before: Period, last_on: date | None
) -> tuple[PackNote, ...]:
    rows = reads.said(book.db, account_id, THEIRS, before.since, period.until)
    return tuple(
        PackNote(row.id, row.on, row.kind, row.text, row.by, last_on is None or row.on > last_on)
        for row in rows
    )


def _ideas(rows: Sequence[reads.IdeaRow], period: Period, last_on: date | None) -> tuple[PackIdea, ...]:
    """Ideas that are still open, and those settled in the period."""
    found = []
    for row in rows:
        is_settled = row.status in SETTLED_IDEAS
        if is_settled and (row.status_on is None or row.status_on < period.since):
            continue
        is_new = last_on is None or (row.raised_on is not None and row.raised_on > last_on)
        found.append(PackIdea(row.id, row.title, row.product, row.by, row.status, row.status_on, is_new))
    return tuple(found)


def _ratings(book: "Book", account_id: bytes, period: Period, before: Period) -> tuple[PackRating, ...]:
    """The latest figure of each kind, and the latest one when the period before ended."""
    rows = reads.rated(book.db, account_id, period.until)
    found = []
    for kind, name in _RATINGS:
        mine = [row for row in rows if row.kind == kind]
        now = next(iter(mine), None)
        then = next((row for row in mine if row.on <= before.until), None)
        found.append(PackRating(name, *_score(now), *_score(then)))
    return tuple(found)


def _score(row: reads.RatedRow | None) -> tuple[int | None, date | None]:
    return (row.score, row.on) if row is not None else (None, None)


def _ahead(book: "Book", account_id: bytes, today: date) -> tuple[PackStep, ...]:
    """What is planned for the quarter after today."""
    until = today + timedelta(days=min(WINDOW_DAYS, (date.max - today).days))
    steps = [
        PackStep(on, sentence(spoken(kind or "meeting")), "")
        for on, kind in reads.planned(book.db, account_id, today, until)
    ]
    steps += [
        PackStep(row.due_on, "Training", row.topic)
        for row in reads.taught(book.db, account_id)
        if row.given_on is None and (row.due_on is None or today <= row.due_on <= until)
    ]
    return tuple(sorted(steps, key=lambda one: (one.on is None, one.on or today, one.what, one.about)))
