"""Everything behind one row of Today: the sum, the rule that won, the rows that count and those that do not."""

from datetime import date, timedelta

from repcockpit.domain.cadence import account_rule, beats, contact_rule, red_from
from repcockpit.domain.requests import priority_of
from repcockpit.domain.touches import why_not
from repcockpit.domain.views.today import TodayItem, TouchRow, WhyView
from repcockpit.domain.words import spoken
from repcockpit.services.book import Book
from repcockpit.store.reads import timeline as reads
from repcockpit.store.reads.timeline import AccountRow, HappenedRow, PersonRow
from repcockpit.store.reads.today import touches_since

_ROWS = 12


def why_view(book: Book, item: TodayItem, rows: int = _ROWS) -> WhyView:
    """What stands behind `item`, with at most `rows` interactions as evidence."""
    today = book.today()
    person = reads.person_row(book.db, item.contact_id) if item.contact_id else None
    account = reads.account_row(book.db, item.account_id) if item.account_id else None
    kind = "contact" if item.contact_id and item.subject_kind != "account" else "account"
    target = item.contact_id if kind == "contact" else item.account_id
    touches: tuple[TouchRow, ...] = ()
    count, work = 0, []
    if target is not None:
        happened = reads.timeline(book.db, kind, target, today.isoformat(), rows)
        ahead = reads.next_planned(book.db, kind, target, today.isoformat())
        touches = tuple(_touch(row) for row in (*ahead, *happened))
        since = (today - timedelta(days=365)).isoformat()
        count = touches_since(book.db, kind, [target], since, today.isoformat()).get(target, 0)
        work = _open_items(book, kind, target)
    name = item.contact_name or item.account_name or item.title
    return WhyView(
        name,
        item,
        _rule_lines(book, item, person, account),
        touches,
        tuple(work),
        count,
        _title_line(item, person, account),
        (person.phone if person else None) or (account.phone if account else None),
        person.email if person else None,
    )


def _touch(row: HappenedRow) -> TouchRow:
    because = "" if row.is_touch else why_not(row.type, row.status, row.outcome, row.direction)
    counts = "touch, counts" if row.is_touch else f"{because or 'no customer took part'}, does not count"
    note = " ".join(part for part in (row.subject, row.note) if part)
    return TouchRow(
        row.id,
        date.fromisoformat(row.occurred_on),
        row.type,
        row.outcome,
        row.status,
        note,
        bool(row.is_touch),
        counts,
    )


def _open_items(book: Book, kind: str, target: bytes) -> list[tuple[str, str, str]]:
    found = [(due or "", spoken(name), title) for name, title, due in reads.open_work(book.db, kind, target)]
    for title, impact, urgency in reads.open_request_titles(book.db, kind, target):
        found.append(("", "request", f"{priority_of(impact, urgency)}, {title}"))
    return found


def _title_line(item: TodayItem, person: PersonRow | None, account: AccountRow | None) -> str:
    parts = []
    if person is not None:
        parts = [person.title or "", spoken(item.contact_role or "")]
    if account is not None:
        parts.append(f"{account.name} {account.segment or ''}".strip())
    return " · ".join(part for part in parts if part)


def _rule_lines(
    book: Book, item: TodayItem, person: PersonRow | None, account: AccountRow | None
) -> tuple[str, ...]:
    """Which rule won and what it beats, then the day it makes."""
    subject = person if item.subject_kind == "contact" else account
    if subject is None or subject.interval_days is None or item.subject_kind not in {"contact", "account"}:
        return ()
    interval = subject.interval_days
    numbers = book.numbers
    loser = account_rule(account.own_interval, account.segment, account.status, numbers) if account else None
    words = subject.rule or ""
    if person is not None and item.subject_kind == "contact":
        winner = contact_rule(
            person.own_interval,
            item.contact_role,
            person.status,
            account_override=account.own_interval if account else None,
            segment=account.segment if account else None,
            account_status=account.status if account else None,
            numbers=numbers,
        )
        words = beats(winner, loser) if loser else winner.words
    base = item.last_touch_on or date.fromisoformat(subject.tracking_started_on or book.today().isoformat())
    red = red_from(base, interval, numbers)
    start = base.isoformat() if item.last_touch_on else f"never contacted, tracked since {base.isoformat()}"
    due = base + timedelta(days=interval)
    made = f"{start} + {interval} d; red from {red.isoformat()}"
    return f"every {interval} d  {words}", f"due {due.isoformat()}  {made}"
