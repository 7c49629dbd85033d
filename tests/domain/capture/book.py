"""The people and accounts that the tables of the capture line talk about."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from repcockpit.domain.capture import AccountRef, Context, Draft, Person, parse
from repcockpit.domain.dates import Order
from repcockpit.domain.names import fold, words

NOW = datetime(2026, 11, 24, 15, 10, 42, tzinfo=ZoneInfo("Europe/Madrid"))  # a Tuesday
TODAY = NOW.date()


def _account(number: int, name: str, segment: str | None = "A") -> AccountRef:
    return AccountRef(bytes([number]) * 16, name, fold(name), segment)


def _person(number: int, name: str, account: AccountRef | None, email: str | None = None) -> Person:
    one = Person(bytes([100 + number]) * 16, name, fold(name), email)
    if account is None:
        return one
    return one._replace(account_id=account.id, account_name=account.name, segment=account.segment)


NORTHGLASS = _account(1, "Northglass")
SOUTHGLASS = _account(2, "Southglass", "B")
GOLDMAN = _account(3, "Goldman, Sachs & Co.")
MONDAY = _account(4, "Monday.com")
THREE_M = _account(5, "3M")
KONEX = _account(6, "Konex", None)
ACME = _account(7, "Acme")
ACME_IBERIA = _account(8, "Acme Iberia")
GLASS_NORTH = _account(9, "Glass North")
ACCOUNTS = (NORTHGLASS, SOUTHGLASS, GOLDMAN, MONDAY, THREE_M, KONEX, ACME, ACME_IBERIA, GLASS_NORTH)

MARIA = _person(1, "Maria López", NORTHGLASS, "maria.lopez@northglass.com")._replace(role="decision_maker")
JON = _person(2, "Jon Park", NORTHGLASS)
MARIA_GIL = _person(3, "Maria Gil", SOUTHGLASS, "gil@southglass.com")
MAY = _person(4, "May Lee", KONEX)
WILL = _person(5, "Will Smith", KONEX)
NA = _person(6, "Na Li", KONEX)
SANDRA = _person(7, "Sandra Meyer", SOUTHGLASS)
LUIS = _person(8, "Luis Prado", KONEX)
JON_SOUTH = _person(9, "Jon Park", SOUTHGLASS)
ANA = _person(10, "Ana", None)
SERAFINE = _person(11, "Serafine Dupont", GOLDMAN)
MARIA_LEKUE = _person(12, "Maria Lekue", ACME)
TANAKA = _person(13, "田中太郎", ACME_IBERIA)
OBRIEN = _person(14, "Pat O’Brien", ACME)
JR = _person(15, "John Smith, Jr.", GOLDMAN)
MAY_ALONE = _person(16, "May", GOLDMAN)
SOFIA = _person(17, "Sofía Ångström", THREE_M)
PEOPLE = (
    MARIA, JON, MARIA_GIL, MAY, WILL, NA, SANDRA, LUIS, JON_SOUTH, ANA, SERAFINE, MARIA_LEKUE, TANAKA, OBRIEN,
    JR, MAY_ALONE, SOFIA,
)  # fmt: skip


class Book:
    """A directory over the tuples above that counts how often it is asked."""

    def __init__(self, people: Sequence[Person] = PEOPLE, accounts: Sequence[AccountRef] = ACCOUNTS) -> None:
        self.people = people
        self.accounts = accounts
        self.asked: list[tuple[str, ...]] = []

    def people_like(self, words: tuple[str, ...], /) -> Sequence[Person]:
        self.asked.append(words)
        return [
            one
            for one in self.people
            if all(word in one.folded or word in (one.email or "") for word in words)
        ]

    def accounts_like(self, word: str, /) -> Sequence[AccountRef]:
        self.asked.append((word,))
        return [one for one in self.accounts if any(part.startswith(word) for part in words(one.folded))]

    def people_of(self, account_id: bytes, /) -> Sequence[Person]:
        return [one for one in self.people if one.account_id == account_id]


def context(
    row: Person | None = None,
    account: AccountRef | None = None,
    *,
    language: str = "en",
    order: Order = "dmy",
    book: Book | None = None,
) -> Context:
    return Context(NOW, book or Book(), language, order, row, account)


def on_row(text: str, row: Person = MARIA) -> Draft:
    """The draft of `text` typed on the row of a person."""
    return parse(text, context(row))


def alone(text: str, language: str = "en") -> Draft:
    """The draft of `text` typed with no row."""
    return parse(text, context(language=language))


def names(draft: Draft) -> list[str]:
    return [one.name for one in draft.people]


def problems(draft: Draft) -> list[tuple[str, str]]:
    return [(problem.code, problem.text) for problem in draft.problems]
