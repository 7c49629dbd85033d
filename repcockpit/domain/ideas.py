"""Ideas of customers: their states up to "the customer was told", and the digest by product (features F80 to F82)."""

from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from repcockpit.domain.names import fold

STATES: Final = ("new", "sent", "under_review", "planned", "done", "declined", "customer_told")
ANSWERED: Final = frozenset(("done", "declined"))
"""States of which the customer has to be told."""
_NEXT: Final = {
    "new": "sent",
    "sent": "under_review",
    "under_review": "planned",
    "planned": "done",
}
NO_PRODUCT: Final = "no product named"

Money = tuple[tuple[str, float], ...]
"""Amounts by currency, never summed across: (("EUR", 1000.0), ("USD", 50.0)), the largest first."""


class Behind(NamedTuple):
    """What a group of ideas is about: the accounts that had them, and what those bought."""

    product: str
    places: tuple[int, ...]
    accounts: tuple[bytes, ...]
    revenue: Money


def next_state(status: str | None) -> str | None:
    """The state after this one; None where only telling the customer is left, or nothing."""
    return _NEXT.get(status or "new")


def is_to_tell(status: str | None) -> bool:
    """Whether the customer waits for our answer."""
    return status in ANSWERED


def is_open(status: str | None) -> bool:
    """Whether it is still being worked on, the telling included."""
    return status != "customer_told"


def tell_title(status: str, title: str) -> str:
    """What the task to tell the customer is called."""
    said = "is done" if status == "done" else "was declined"
    return f"tell that the idea {said}: {title}" if title else f"tell that the idea {said}"


def by_product(
    ideas: Iterable[tuple[str | None, bytes | None]], revenue: Mapping[bytes, Mapping[str, float]]
) -> list[Behind]:
    """Ideas (product, account) grouped by product, the largest revenue behind them first.

    `places` are their numbers; each account counts once a group. Currencies are never added up: groups are
    ordered by their largest amount in any one currency, then by the number of ideas.
    """
    names: dict[str, str] = {}
    found: dict[str, list[tuple[int, bytes | None]]] = {}
    for number, (product, account) in enumerate(ideas):
        key = fold(product or "")
        name = (product or "").strip() or NO_PRODUCT
        names[key] = min(names.get(key, name), name)
        found.setdefault(key, []).append((number, account))
    groups = []
    for key, some in found.items():
        accounts = tuple(dict.fromkeys(account for _, account in some if account is not None))
        places = tuple(number for number, _ in some)
        groups.append(Behind(names[key], places, accounts, behind(accounts, revenue)))
    return sorted(groups, key=_order)


def behind(accounts: Iterable[bytes], revenue: Mapping[bytes, Mapping[str, float]]) -> Money:
    """What these accounts bought, by currency, the largest amount first."""
    sums: dict[str, float] = {}
    for account in dict.fromkeys(accounts):
        for currency, amount in revenue.get(account, {}).items():
            sums[currency] = sums.get(currency, 0.0) + amount
    return tuple(sorted(sums.items(), key=lambda pair: (-pair[1], pair[0])))


def _order(group: Behind) -> tuple[bool, float, int, str]:
    largest = max((amount for _, amount in group.revenue), default=0.0)
    return group.product == NO_PRODUCT, -largest, -len(group.places), fold(group.product)
