"""Scorecards: of one account down to the rows, of a rep over the customers, of the team."""

from collections.abc import Callable, Sequence
from datetime import date

from repcockpit.domain.errors import NotFoundError
from repcockpit.domain.loyalty import LOYALTY, RETENTION, Axis, quadrant
from repcockpit.domain.score_parts import Answered
from repcockpit.domain.scorecard import (
    ACTIVITIES,
    Finding,
    Index,
    index_of,
    joined,
    scored,
    tier_weight,
    weighted_mean,
)
from repcockpit.domain.views.scores import IndexRow, Sand, Scorecard, ScorePart
from repcockpit.services.book import Book
from repcockpit.services.scores.avoided import skips_of
from repcockpit.services.scores.evidence import AccountEvidence, evidence_ids
from repcockpit.services.scores.loyalty import Voices, standing_of
from repcockpit.services.scores.requests import answered_of, timed_of
from repcockpit.services.scores.values import CHUNK, book_before, index_rows, ordered, values_of
from repcockpit.store.calendars import Calendars
from repcockpit.store.reads import scores as reads
from repcockpit.store.reads.device import reps_named
from repcockpit.store.reads.scores import AccountRow, Houses


def account_scorecard(book: Book, account_id: bytes) -> Scorecard:
    """The scorecard of one account. Raises NotFoundError where it is in the bin or gone."""
    found = reads.accounts_by_id(book.db, [account_id])
    if not found:
        raise NotFoundError("there is no such account any more", "it may be in the bin")
    account = found[0]
    evidence = AccountEvidence(book, account)
    index = scored(evidence.findings(), book.numbers)
    voices = Voices(book, evidence.houses)
    standing = standing_of(voices, account.id, book)
    nps, csat = voices.surveys()
    return Scorecard(
        "account", account.id, account.name, account.segment, _parts(index, evidence_ids(evidence)), index.value,
        index_before(book, [account]), index.known_share, *standing, nps, csat,
        _sand(voices, answered_of(evidence.cases)), 1, book.today(), len(skips_of(book, account.id)),
    )  # fmt: skip


def rep_scorecard(
    book: Book,
    rep_id: bytes | None,
    progress: Callable[[int, int], object] = lambda _done, _total: None,
) -> Scorecard:
    """The scorecard of a rep (None: of the team) over the customers."""
    return rep_sheets(book, rep_id, progress)[0]


def rep_sheets(
    book: Book,
    rep_id: bytes | None,
    progress: Callable[[int, int], object] = lambda _done, _total: None,
) -> tuple[Scorecard, list[IndexRow]]:
    """The scorecard of a rep (None: of the team) and the index of every customer, the lowest first.

    `progress(done, total)` is called after every few hundred accounts, and may raise to end it.
    """
    customers = reads.customers(book.db, rep_id)
    whole = 2 * len(customers)
    progress(0, whole)
    rows: list[IndexRow] = []
    for some in index_rows(book, customers):
        rows += some
        progress(len(rows), whole)
    before = index_before(book, customers, lambda done: progress(len(customers) + done, whole))
    known = {row.id: row.values for row in rows}
    calendars = Calendars(book.db)
    values, shares = joined([(one.segment, known[one.id]) for one in customers], book.numbers)
    index = scored([Finding(value, *_weakest(book, customers, known, place)) for place, value in enumerate(values)], book.numbers, shares)  # fmt: skip
    evidence = [
        tuple(one.id for one in customers if known[one.id][place] is not None)
        for place in range(len(ACTIVITIES))
    ]
    houses = Houses(book.db, [one.id for one in customers])
    voices = Voices(book, houses)
    stays, wants = _axes(book, customers, voices)
    nps, csat = voices.surveys()
    cases = [case for some in timed_of(book, houses, calendars).values() for case in some]
    name = "everybody" if rep_id is None else dict(reps_named(book.db)).get(rep_id, "")
    card = Scorecard(
        "rep" if rep_id is not None else "team", rep_id, name, None, _parts(index, evidence), index.value,
        before, index.known_share, stays, wants,
        quadrant(stays.value, wants.value, book.numbers), nps, csat, _sand(voices, answered_of(cases)),
        len(customers), book.today(),
    )  # fmt: skip
    return card, ordered(rows)


def index_before(
    book: Book, accounts: Sequence[AccountRow], progress: Callable[[int], object] = lambda _done: None
) -> float | None:
    """The index of 30 days ago, of the accounts that were known then; None where nobody can know it."""
    then = book_before(book, book.numbers.score_trend_days)
    day = then.today()
    known = [one for one in accounts if _was_there(one, day)]
    if not known:
        return None
    values: dict[bytes, tuple[float | None, ...]] = {}
    calendars = Calendars(book.db)
    for start in range(0, len(known), CHUNK):
        values |= values_of(then, known[start : start + CHUNK], calendars)
        progress(len(values))
    if len(accounts) == 1:
        return index_of(values[known[0].id], book.numbers)[0]
    means, shares = joined([(one.segment, values[one.id]) for one in known], book.numbers)
    return index_of(means, book.numbers, shares)[0]


def _was_there(one: AccountRow, day: date) -> bool:
    return one.tracking_started_on is not None and date.fromisoformat(one.tracking_started_on) <= day


def _parts(index: Index, evidence: Sequence[tuple[bytes, ...]]) -> tuple[ScorePart, ...]:
    return tuple(
        ScorePart(one.activity, one.value, one.weight, one.points, one.known, rows, one.next_action, one.gain)
        for one, rows in zip(index.parts, evidence, strict=True)
    )


def _weakest(
    book: Book, customers: Sequence[AccountRow], known: dict[bytes, tuple[float | None, ...]], place: int
) -> tuple[str, float | None]:
    """(next action, the mean after it) of one part: lift the customer that weighs most of what is missing."""
    rows = [(one, known[one.id][place]) for one in customers]
    lacking = [
        (tier_weight(one.segment, book.numbers) * (100.0 - value), one)
        for one, value in rows
        if value is not None
    ]
    if not lacking:
        return "", None
    most, one = max(lacking, key=lambda pair: pair[0])
    if most <= 0:
        return "", None
    whole = [(value, tier_weight(each.segment, book.numbers)) for each, value in rows if value is not None]
    mean = weighted_mean(whole) or 0.0
    return f"see to {one.name}", mean + most / sum(weight for _, weight in whole)


def _axes(book: Book, customers: Sequence[AccountRow], voices: Voices) -> tuple[Axis, Axis]:
    """Both axes over customers: the mean of those who know one, weighted by tier, part by part too."""
    found = []
    for names, of in ((RETENTION, voices.retention), (LOYALTY, voices.loyalty)):
        axes = [(of(one.id), tier_weight(one.segment, book.numbers)) for one in customers]
        value = weighted_mean((axis.value, weight) for axis, weight in axes if axis.value is not None)
        parts = []
        for place, name in enumerate(names):
            pairs = [(axis.parts[place][1], weight) for axis, weight in axes]
            parts.append((name, weighted_mean((one, weight) for one, weight in pairs if one is not None)))
        found.append(Axis(value, tuple(parts)))
    return found[0], found[1]


def _sand(voices: Voices, counts: Answered) -> Sand:
    return Sand(
        voices.otif(), counts.answered, counts.asked, counts.called_on_time, counts.call_backs, voices.kept()
    )
