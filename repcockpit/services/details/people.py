"""People as lines: of an account, or around a person."""

from collections.abc import Sequence
from datetime import timedelta

from repcockpit.domain.cadence import is_key
from repcockpit.domain.ranking import best_role
from repcockpit.domain.views.details import PersonLine
from repcockpit.domain.views.record_requests import Link
from repcockpit.domain.words import INACTIVE_CONTACT_STATUSES
from repcockpit.services.book import Book
from repcockpit.services.details.cares import NO_CARE, cares
from repcockpit.services.details.seven import loudness
from repcockpit.store.reads import details as reads
from repcockpit.store.reads.details import PersonRow
from repcockpit.store.reads.records_links import further_roles_of
from repcockpit.store.reads.today import touches_since


def person_lines(
    book: Book, rows: Sequence[PersonRow], relation: str = "", *, has_touches: bool = True
) -> tuple[PersonLine, ...]:
    """These people with their standing; without `has_touches` their pace is not counted."""
    ids = [row.id for row in rows]
    standing = cares(book, "contact", ids)
    further = further_roles_of(book.db, ids) if ids else {}
    slow = [one for one in ids if has_touches and (standing.get(one, NO_CARE).days_over or 0) > 0]
    since = (book.today() - timedelta(days=365)).isoformat()
    touches = touches_since(book.db, "contact", slow, since, book.today().isoformat()) if slow else {}
    lines = []
    for row in rows:
        roles = [role for role in (row.role, *further.get(row.id, ())) if role]
        account = Link(row.account_id, row.account_name) if row.account_id else None
        lines.append(
            PersonLine(
                row.id, row.name, row.title or "", best_role(roles) if roles else None, row.status,
                standing.get(row.id, NO_CARE), is_key(roles), row.phone, row.email, account, relation,
                touches.get(row.id, 0) if row.id in slow else None,
            )
        )  # fmt: skip
    return tuple(lines)


def people_of_account(
    book: Book, accounts: Sequence[bytes], *, has_touches: bool = True
) -> tuple[PersonLine, ...]:
    """Everybody of an account: key people and the loudest first, those who left last."""
    lines = person_lines(book, reads.people_of(book.db, accounts), has_touches=has_touches)
    return tuple(sorted(lines, key=_place))


def _place(line: PersonLine) -> tuple[bool, bool, tuple[int, int], str]:
    loud, over = loudness(line.care)
    is_gone = line.status in INACTIVE_CONTACT_STATUSES
    return is_gone, not line.is_key, (-loud, -over), line.name.casefold()


def people_around(
    book: Book, contact_id: bytes, group: Sequence[bytes], manager: Link | None
) -> tuple[PersonLine, ...]:
    """The manager of a person, then who reports to the person."""
    above = reads.persons_by_id(book.db, [manager.id]) if manager else []
    below = [row for row in reads.reports_of(book.db, group) if row.id != contact_id]
    return (*person_lines(book, above, "manager"), *person_lines(book, below, "reports here"))
