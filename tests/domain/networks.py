"""People and accounts for the tests of coverage, in few words."""

from datetime import date, timedelta

from repcockpit.domain.account_coverage import AccountFacts, Team, account_coverage
from repcockpit.domain.coverage import PersonFacts
from repcockpit.domain.relationship import Touches
from repcockpit.domain.views.coverage import AccountCoverage

TODAY = date(2026, 11, 24)
ANA, JON = b"rep-ana-00000000", b"rep-jon-00000000"
TEAM = Team({ANA: "Ana Ruiz", JON: "Jon Park"}, 2)
DEPTHS = {
    "in_depth": Touches(4, 1, 4, 85, 4, 4, TODAY - timedelta(days=5)),
    "multiple": Touches(2, 0, 2, 30, 1, 1, TODAY - timedelta(days=10)),
    "brief": Touches(1, 0, 0, 0, 0, 0, TODAY - timedelta(days=150)),
}


def ago(days: int) -> date:
    """So many days before today."""
    return TODAY - timedelta(days=days)


def person(name: str, *roles: str, depth: str = "no_contact", by: bytes = ANA, **more: object) -> PersonFacts:
    """Somebody with these roles, touched as deep by one of us."""
    touches: dict[bytes | None, Touches] = {by: DEPTHS[depth]} if depth in DEPTHS else {}
    last = DEPTHS[depth].last_on if depth in DEPTHS else None
    facts = PersonFacts(
        name.encode().ljust(16, b"."), name, None, None, roles, "active", None, None, None, None, last, 30,
        ago(400), touches, {},
    )  # fmt: skip
    return facts._replace(**more)  # type: ignore[arg-type]


def network(*people: PersonFacts, team: Team = TEAM, **more: object) -> AccountCoverage:
    """The coverage of an account with these people."""
    facts = AccountFacts(b"account-00000000", "Northglass", "A", ANA, people)
    return account_coverage(facts._replace(**more), team, TODAY)  # type: ignore[arg-type]


def mapped(*people: PersonFacts, **more: object) -> AccountCoverage:
    """The same with a role that was confirmed today: the first one's."""
    first = people[0]._replace(role_confirmed_on=people[0].role_confirmed_on or TODAY)
    return network(first, *people[1:], **more)  # type: ignore[arg-type]
