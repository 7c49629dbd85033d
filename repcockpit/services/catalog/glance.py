"""What the pane beside a list says about one row."""

from datetime import date, timedelta

from repcockpit.domain.requests import priority_of
from repcockpit.domain.views.lists import Glance, ListRow
from repcockpit.domain.words import spoken
from repcockpit.services.book import Book
from repcockpit.store.reads import timeline as reads
from repcockpit.store.reads.catalog_page import people_at
from repcockpit.store.reads.today import touches_since

_TOUCHES = 3
_PEOPLE = 5


def glance(book: Book, row: ListRow) -> Glance:
    """The last three interactions, what is open, who works there, the touches of a year and the rule."""
    today = book.today()
    happened = reads.timeline(book.db, row.kind, row.id, today.isoformat(), _TOUCHES)
    work = [
        (due or "", spoken(kind), title) for kind, title, due in reads.open_work(book.db, row.kind, row.id)
    ]
    for title, impact, urgency in reads.open_request_titles(book.db, row.kind, row.id):
        work.append(("", "request", f"{priority_of(impact, urgency)}, {title}"))
    people = people_at(book.db, row.id) if row.kind == "account" else []
    since = (today - timedelta(days=365)).isoformat()
    count = touches_since(book.db, row.kind, [row.id], since, today.isoformat()).get(row.id, 0)
    return Glance(
        row,
        tuple(
            (date.fromisoformat(one.occurred_on), one.type, " ".join(filter(None, (one.subject, one.note))))
            for one in happened
        ),
        tuple(work),
        tuple(people[:_PEOPLE]),
        len(people),
        count,
        _rule(book, row),
    )


def _rule(book: Book, row: ListRow) -> str:
    """The words of the cadence that the record itself has."""
    if row.kind == "contact":
        person = reads.person_row(book.db, row.id)
        days, said = (person.interval_days, person.rule) if person else (None, None)
    else:
        account = reads.account_row(book.db, row.id)
        days, said = (account.interval_days, account.rule) if account else (None, None)
    return f"every {days} d, {said or ''}" if days else said or ""
