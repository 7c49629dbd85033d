"""The brief: one account, or one person there, with what to know, to bring and to ask."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from repcockpit.domain.errors import NotFoundError
from repcockpit.domain.views.brief import BriefMeeting, BriefPerson, BriefPromise, BriefView
from repcockpit.domain.views.coverage import AccountCoverage
from repcockpit.domain.views.details import PersonLine
from repcockpit.domain.views.record_requests import Link
from repcockpit.domain.words import INACTIVE_CONTACT_STATUSES
from repcockpit.services.coverage.reading import coverage_of_account
from repcockpit.services.details.asking import asks_of
from repcockpit.services.details.cares import day_of
from repcockpit.services.details.panes import last_touches
from repcockpit.services.details.records import account_detail
from repcockpit.services.learning.ideas import ideas_of
from repcockpit.services.learning.known import known_of
from repcockpit.services.learning.library import bring_to
from repcockpit.services.lookup import find
from repcockpit.store.reads import brief as reads
from repcockpit.store.reads import details as rows

if TYPE_CHECKING:
    from repcockpit.domain.views.today import TouchRow
    from repcockpit.services.book import Book

MEETING_DAYS = 14
"""How far ahead the next appointment is looked for."""
KEPT_DAYS = 90
LAST_ROWS, LOOKED_AT = 3, 30
"""How many of the last interactions are shown, and among how many: notes stand elsewhere."""
_WAITING = frozenset({"new", "sent", "under_review", "planned", "done", "declined"})


def brief_of(
    book: "Book", account_id: bytes, contact_id: bytes | None = None, meeting_id: bytes | None = None
) -> BriefView:
    """The brief of an account, of a person there, or for one appointment. Raises NotFoundError for one in the bin."""
    detail = account_detail(book, account_id)
    group = rows.group_ids(book.db, "account", detail.id)
    meeting = _meeting(book, group, meeting_id)
    invited = set(reads.attending(book.db, meeting.id)) if meeting else set()
    covered = coverage_of_account(book, detail.id)
    known = known_of(book, group)
    first = contact_id or next((one.id for one in detail.people if one.id in invited), None)
    return BriefView(
        detail.id,
        Link(detail.id, detail.name),
        detail.segment,
        detail.about,
        meeting,
        detail.seven,
        _people(book, detail.people, covered, invited, contact_id),
        _promises(book, group),
        tuple(one for one in detail.requests if one.is_open),
        tuple(one for one in detail.open if one.kind not in {"promise", "callback"}),
        tuple(one for one in ideas_of(book, detail.id) if one.status in _WAITING),
        bring_to(book, first, detail.id),
        known,
        _last(book, group),
        asks_of(book, group, covered, known, detail.requests),
        book.now(),
    )


def brief_named(book: "Book", name: str) -> BriefView:
    """The brief of the account, or of the person, that a name means. Raises NotFoundError, AmbiguousError."""
    try:
        return brief_of(book, find(book, "account", name))
    except NotFoundError:
        contact = find(book, "contact", name)
    return brief_of(book, account_of(book, contact), contact)


def account_of(book: "Book", contact_id: bytes) -> bytes:
    """The account of a person. Raises NotFoundError for somebody without one."""
    found = rows.persons_by_id(book.db, [contact_id])
    if not found or found[0].account_id is None:
        raise NotFoundError("this person has no account", "`set contact NAME account=…` gives one")
    return found[0].account_id


def _meeting(book: "Book", group: Sequence[bytes], meeting_id: bytes | None) -> BriefMeeting | None:
    today = book.today()
    row = reads.meeting(book.db, meeting_id) if meeting_id is not None else None
    if row is None:
        until = today + timedelta(days=MEETING_DAYS)
        row = reads.next_meeting(book.db, group, today.isoformat(), until.isoformat())
    if row is None:
        return None
    at = None if row.at is None else book.local(row.at)
    return BriefMeeting(row.id, date.fromisoformat(row.on), at, row.type, row.subject)


def _people(
    book: "Book",
    people: Sequence[PersonLine],
    covered: AccountCoverage,
    invited: set[bytes],
    asked: bytes | None,
) -> tuple[BriefPerson, ...]:
    """Whom the brief is for and whoever is invited first, then key people; those who left are not there."""
    known = {one.contact_id: one for one in covered.people}
    ids = [one.id for one in people]
    preferred = reads.preferences(book.db, ids) if ids else {}
    found = []
    for one in people:
        if one.status in INACTIVE_CONTACT_STATUSES:
            continue
        cover = known.get(one.id)
        found.append(
            BriefPerson(
                one.id,
                one.name,
                one.title,
                one.role,
                cover.support if cover else "unknown",
                cover.depth if cover else "unknown",
                one.care,
                one.id in invited,
                _preferred(*preferred.get(one.id, (None, None))),
            )
        )
    return tuple(sorted(found, key=lambda one: (one.id != asked, not one.is_attending)))


def _preferred(channel: str | None, hours: str | None) -> str:
    parts = (f"by {channel}" if channel else "", hours or "")
    return ", ".join(part for part in parts if part)


def _promises(book: "Book", group: Sequence[bytes]) -> tuple[BriefPromise, ...]:
    since = book.today() - timedelta(days=KEPT_DAYS)
    return tuple(
        BriefPromise(
            row.id,
            row.title,
            day_of(row.due_on),
            day_of(row.done_on),
            Link(row.contact_id, row.contact_name) if row.contact_id else None,
        )
        for row in reads.promises(book.db, group, since.isoformat())
    )


def _last(book: "Book", group: list[bytes]) -> tuple["TouchRow", ...]:
    from repcockpit.services.details.around import Around  # noqa: PLC0415 -- a shape only

    found = last_touches(book, Around("account", group, group, []), LOOKED_AT)
    return tuple(row for row in found if row.type != "note")[:LAST_ROWS]
