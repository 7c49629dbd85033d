"""The network as a part of the scorecard: the coverage index of accounts where a role was confirmed."""

from repcockpit.domain.coverage import DEPTH_VALUES, INDEX_WEIGHTS
from repcockpit.domain.scorecard import Finding
from repcockpit.domain.views.coverage import AccountCoverage
from repcockpit.domain.words import spoken
from repcockpit.services.book import Book
from repcockpit.store.reads.scores import Houses, mapped

_DEEPER = {"unknown": "brief", "no_contact": "brief", "brief": "multiple", "multiple": "in_depth"}


def coverages_of(book: Book, houses: Houses) -> dict[bytes, AccountCoverage]:
    """The coverage of those accounts that are mapped; nothing is computed for the others."""
    from repcockpit.services.coverage.reading import coverage_of_accounts  # noqa: PLC0415 -- only where mapped

    known = mapped(houses, book.today().isoformat())
    return {one.id: one for one in coverage_of_accounts(book, known)} if known else {}


def network_finding(coverage: AccountCoverage | None) -> Finding:
    """The part of one account: the seat that its index gains most by."""
    if coverage is None or coverage.index is None:
        return Finding(None, "confirm who decides there")
    steps = [
        (seat.weight * DEPTH_VALUES[_DEEPER[seat.depth]] - seat.points, seat)
        for seat in coverage.seats
        if seat.depth in _DEEPER
    ]
    if not steps:
        return Finding(coverage.index)
    gain, seat = max(steps, key=lambda pair: pair[0])
    role = spoken(seat.role)
    action = (
        f"meet {seat.contact_name}, {role}" if seat.contact_name else f"find out who the {role} is, and meet"
    )
    used = sum(weight for name, weight in INDEX_WEIGHTS.items() if getattr(coverage.parts, name) is not None)
    return Finding(coverage.index, action, min(100.0, coverage.index + gain * INDEX_WEIGHTS["seats"] / used))
