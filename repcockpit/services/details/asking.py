"""What the record of an account does not know, as the three questions worth asking there."""

from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from repcockpit.domain.asks import Ask, Said, Unknown, three_asks
from repcockpit.domain.views.coverage import AccountCoverage
from repcockpit.domain.views.details import RequestLine
from repcockpit.domain.views.learning import Known
from repcockpit.domain.words import spoken
from repcockpit.services.details.cares import day_of
from repcockpit.store.reads import brief as reads

if TYPE_CHECKING:
    from repcockpit.services.book import Book

FACT_DAYS = 365
_FOLLOWED = frozenset({"need", "want", "expectation", "challenge", "opportunity", "threat"})
"""Kinds of notes that have an open end."""


def asks_of(
    book: "Book",
    group: Sequence[bytes],
    covered: AccountCoverage,
    known: Sequence[Known],
    requests: Sequence[RequestLine],
) -> tuple[Ask, ...]:
    """At most three; `group` are the account and those merged into it."""
    today = book.today()
    heard = reads.last_heard(book.db, group, today.isoformat())
    since = (today - timedelta(days=FACT_DAYS)).isoformat()
    by_id = {one.contact_id: one for one in covered.people}
    left = [flag for flag in covered.flags if flag.flag == "champion_left"]
    stale = [flag for flag in covered.flags if flag.flag == "role_stale"]
    gone = [by_id[one] for flag in left for one in flag.evidence_ids if one in by_id]
    old = [by_id[one] for flag in stale for one in flag.evidence_ids if one in by_id]
    unknown = Unknown(
        tuple((one.id, one.title) for one in requests if one.status == "callback_due"),
        tuple(gap.name for gap in covered.gaps if gap.kind == "seat"),
        tuple((one.contact_id, one.name) for one in gone),
        tuple((one.contact_id, one.name, _role(one.roles)) for one in old),
        tuple(Said(one.id, one.kind, one.text, one.on) for one in known if one.kind in _FOLLOWED),
        day_of(heard.feedback_on),
        day_of(heard.challenge_on),
        day_of(heard.idea_on),
        tuple(reads.unasked_usage(book.db, group, since)),
        frozenset(reads.facts(book.db, group, since)),
    )
    return three_asks(unknown, today)


def _role(roles: Sequence[str]) -> str:
    return spoken(roles[0]) if roles else "in that role"
