"""Touches against plan over a span, of each of us (rules.md 2.5)."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from repcockpit.domain.cycleplan import expected_attainment
from repcockpit.domain.team import Plan, Target, is_timed, plan_of, planned_of
from repcockpit.domain.views.team import TeamSpan
from repcockpit.services.book import Book
from repcockpit.services.team.members import Member
from repcockpit.store.reads import team as reads

Tier = tuple[str | None, str | None]
"""The tier and the status of an account."""


Tiers = dict[bytes, Counter[tuple[Tier, int]]]
"""By owner the number of accounts of a tier with so many own touches."""


class Made(NamedTuple):
    """What one of us planned over a span; `total` are everybody's touches at the accounts they own."""

    plan: Plan
    total: int
    expected: float | None


def plans(
    book: Book,
    everybody: Iterable[Member],
    span: TeamSpan,
    until: date,
    touches: Mapping[bytes, int],
    owned: Iterable[tuple[bytes, str | None, str | None, int]] | None = None,
) -> dict[bytes, Made]:
    """By rep; `until` is the last day that touches are counted of, `touches` all their own by rep.

    `owned` are (owner, tier, status, accounts) of all accounts, where they are known already.
    """
    first, last = span.since.isoformat(), min(span.until, until).isoformat()
    targets = targets_of(book, span)
    known = reads.owned_groups(book.db) if owned is None else owned
    tiers, total = _tiers(book, first, last, known)
    aimed = _aimed(book, targets, span, (first, last), tiers)
    found = {}
    for one in everybody:
        made = [*aimed.get(one.id, ()), *_by_tier(book, tiers.get(one.id, Counter()), span)]
        of_all = [target for target in targets.get(one.id, ()) if target.account_id is None]
        has_days = is_timed(one.calendar, span.since, span.until)
        plan = plan_of(made, of_all, span, touches.get(one.id, 0)) if has_days else Plan()
        expected = expected_attainment(one.calendar, span.since, span.until, one.day)
        found[one.id] = Made(plan, total[one.id], expected if plan.pairs else None)
    return found


def _tiers(
    book: Book, first: str, last: str, owned: Iterable[tuple[bytes, str | None, str | None, int]]
) -> tuple[Tiers, Counter[bytes]]:
    """How many accounts of each owner and tier had so many of their touches, and everybody's touches by owner."""
    total: Counter[bytes] = Counter()
    tiers: Tiers = {}
    left = {(owner, segment, status): count for owner, segment, status, count in owned}
    for group in reads.planned_groups(book.db, first, last):
        total[group.owner_id] += group.total
        tier = (group.segment, group.status)
        tiers.setdefault(group.owner_id, Counter())[tier, group.touches] += group.accounts
        left[group.owner_id, *tier] -= group.accounts
    for (owner, segment, status), count in left.items():
        tiers.setdefault(owner, Counter())[(segment, status), 0] += count
    return tiers, total


def _aimed(
    book: Book,
    targets: Mapping[bytes, list[Target]],
    span: TeamSpan,
    days: tuple[str, str],
    tiers: Tiers,
) -> dict[bytes, list[tuple[float, int]]]:
    """(planned, own touches) of the accounts that a target names, which are taken out of `tiers`."""
    pairs = [
        (rep, one.account_id) for rep, some in targets.items() for one in some if one.account_id is not None
    ]
    found: dict[bytes, list[tuple[float, int]]] = {}
    for rep, account, keeper, segment, status, count in reads.own_touches(
        book.db, dict.fromkeys(pairs), *days
    ):
        tier = (segment, status) if keeper == rep else (None, None)
        some = [one for one in targets[rep] if one.account_id == account]
        found.setdefault(rep, []).append((planned_of(*tier, some, span, book.numbers), count))
        if keeper == rep:
            tiers[rep][tier, count] -= 1
    return found


def _by_tier(book: Book, tiers: Counter[tuple[Tier, int]], span: TeamSpan) -> list[tuple[float, int]]:
    found: list[tuple[float, int]] = []
    for (tier, count), accounts in tiers.items():
        planned = planned_of(*tier, (), span, book.numbers)
        if planned > 0:
            found += [(planned, count)] * accounts
    return found


def targets_of(book: Book, span: TeamSpan) -> dict[bytes, list[Target]]:
    """The targets that reach into a span, by rep."""
    found: dict[bytes, list[Target]] = {}
    for row in reads.target_rows(book.db, span.since.isoformat(), span.until.isoformat()):
        target = Target(
            row.account_id, date.fromisoformat(row.since), date.fromisoformat(row.until), row.planned
        )
        found.setdefault(row.rep_id, []).append(target)
    return found
