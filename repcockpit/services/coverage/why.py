"""Why a network's index is what it is: its four parts, its seats, its flags, and the people behind them."""

from typing import TYPE_CHECKING

from repcockpit.domain.coverage import shares_of
from repcockpit.domain.coverage_flags import FLAG_WORDS
from repcockpit.domain.views.coverage import AccountCoverage, IndexParts, PersonCoverage
from repcockpit.domain.views.details import EvidenceRow, Why
from repcockpit.domain.views.today import Reason
from repcockpit.domain.words import spoken
from repcockpit.services.coverage.reading import coverage_of_account

if TYPE_CHECKING:
    from repcockpit.services.book import Book

_LEFT_OUT = {
    "functions": "fewer than two departments are known",
    "levels": "no level is known",
    "our_side": "we are one rep",
}


def why_coverage(book: "Book", account_id: bytes) -> Why:
    """The sum of one account's index, each part in points. Raises NotFoundError."""
    found = coverage_of_account(book, account_id)
    about = f"network, {found.band}" if found.is_mapped else "not mapped: nobody confirmed a role here"
    return Why(
        found.name or "account without a name",
        about,
        found.index,
        _parts(found.parts, is_mapped=found.is_mapped),
        (*_flags(found), *_seats(found)),
        tuple(_person(one) for one in found.people),
        book.now(),
    )


def _parts(parts: IndexParts, *, is_mapped: bool) -> tuple[Reason, ...]:
    """The parts with their points; what is left out gives its weight to the others."""
    reasons = []
    for name, value, most in shares_of(parts):
        if value is None:
            reasons.append(Reason(name, None, f"left out: {_LEFT_OUT[name]}"))
        else:
            points = value * most / 100 if is_mapped else None
            reasons.append(Reason(name, points, f"{value:.4g} of 100, counts {most:.3g}"))
    return tuple(reasons)


def _flags(found: AccountCoverage) -> list[str]:
    return [f"{FLAG_WORDS[flag.flag]}: {flag.fact}; {flag.next_action}" for flag in found.flags]


def _seats(found: AccountCoverage) -> list[str]:
    """`decision maker: María López, brief, 10 of 25`."""
    return [
        f"{spoken(seat.role)}: {seat.contact_name or 'nobody known'}, {spoken(seat.depth)},"
        f" {seat.points:g} of {seat.weight:g}"
        for seat in found.seats
    ]


def _person(one: PersonCoverage) -> EvidenceRow:
    said = [
        one.name,
        f"strength {one.strength:.0f}" + (", a thread" if one.is_thread and one.is_active else ""),
    ]
    said += [spoken(role) for role in one.roles if role != "unknown"][:2]
    if one.level:
        said.append(one.level + (" by the title" if one.is_level_proposed else ""))
    what = one.depth if one.is_active else (one.status or "left")
    return EvidenceRow("contact", one.contact_id, one.last_touch_on, what, ", ".join(said), one.is_active)
