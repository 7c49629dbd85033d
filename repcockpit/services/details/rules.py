"""Which cadence rule won for an account or a person, what it beats, and the day it makes."""

from collections.abc import Sequence
from datetime import date, timedelta

from repcockpit.domain.cadence import Rule, account_rule, beats, contact_rule, red_from
from repcockpit.domain.dates import format_exact, format_near
from repcockpit.domain.ranking import best_role
from repcockpit.domain.views.details import Care
from repcockpit.services.book import Book
from repcockpit.store.reads import parties as reads
from repcockpit.store.reads.records_links import further_roles_of


def winning_rule(
    book: Book, kind: str, record_id: bytes, account_id: bytes | None
) -> tuple[Rule, Rule | None]:
    """The rule of the cadence, and for a person the account's rule beside it."""
    numbers = book.numbers
    account = reads.account_row(book.db, account_id) if account_id else None
    of_account = (
        account_rule(account.own_interval, account.segment, account.status, numbers) if account else None
    )
    person = reads.person_row(book.db, record_id) if kind == "contact" else None
    if person is None:
        return of_account or Rule(None, "no cadence"), None
    roles = [
        role for role in (person.role, *further_roles_of(book.db, [record_id]).get(record_id, ())) if role
    ]
    winner = contact_rule(
        person.own_interval,
        best_role(roles) if roles else None,
        person.status,
        account_override=account.own_interval if account else None,
        segment=account.segment if account else None,
        account_status=account.status if account else None,
        numbers=numbers,
    )
    return winner, of_account


def rule_lines(
    book: Book, kind: str, record_id: bytes, account_id: bytes | None, care: Care
) -> tuple[str, ...]:
    """The rule that won and what it beats, then how the due day comes about."""
    winner, loser = winning_rule(book, kind, record_id, account_id)
    if care.interval_days is None:
        return (f"no cadence  {winner.words}",)
    words = beats(winner, loser) if loser else winner.words
    first = f"every {care.interval_days} d  {words}"
    due = _due_line(book, kind, record_id, care)
    return (first, due) if due else (first,)


def _due_line(book: Book, kind: str, record_id: bytes, care: Care) -> str:
    assert care.interval_days is not None  # noqa: S101 -- the caller has looked
    since, said = care.last_touch_on, ""
    if since is None:
        row = (
            reads.person_row(book.db, record_id)
            if kind == "contact"
            else reads.account_row(book.db, record_id)
        )
        started = row.tracking_started_on if row else None
        since = date.fromisoformat(started) if started else book.today()
        said = "never contacted, tracked since "
    plain = since + timedelta(days=care.interval_days)
    due = care.due_on or plain
    shift = f", a working day from {format_near(plain, due)} on" if due != plain else ""
    red = red_from(since, care.interval_days, book.numbers)
    begun = f"{said}{format_near(since, due)} + {care.interval_days} d{shift}"
    return f"due {format_exact(due)}  {begun}; red from {format_near(red, due)}"


def deciding_numbers(book: Book, kind: str, record_id: bytes, account_id: bytes | None) -> Sequence[str]:
    """The settings that decide the cadence: the rule's own, then the grace before red."""
    winner, _ = winning_rule(book, kind, record_id, account_id)
    return [name for name in (winner.number, "cadence.grace") if name]
