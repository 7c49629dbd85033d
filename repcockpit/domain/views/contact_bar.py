"""The contact bar of a person, as records show it."""

from typing import NamedTuple


class ContactBar(NamedTuple):
    """Touches of a year between the two ends of the target; `verdict` is the guard's: ok, near, over."""

    count: int  # type: ignore[assignment]  # the contract's word, over a method nobody calls
    low: int
    high: int
    verdict: str
