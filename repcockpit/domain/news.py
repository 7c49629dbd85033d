"""Industry information: which item of the library to bring to whom, none of them twice (features F70 to F73)."""

from collections.abc import Iterable, Sequence, Set
from datetime import date
from typing import Final, NamedTuple

from repcockpit.domain.names import fold

FOR_ROLES: Final[dict[str, frozenset[str]]] = {
    "trend": frozenset(("decision_maker", "executive_sponsor", "economic_buyer", "budget_holder")),
    "study": frozenset(("decision_maker", "technical_evaluator", "influencer", "champion")),
    "best_practice": frozenset(("champion", "technical_evaluator", "end_user", "influencer")),
    "product_use": frozenset(("end_user", "technical_evaluator", "champion")),
    "news": frozenset(("decision_maker", "executive_sponsor", "procurement", "champion")),
    "company": frozenset(("executive_sponsor", "procurement", "decision_maker")),
    "social_responsibility": frozenset(("executive_sponsor", "legal_compliance", "decision_maker")),
    "press": frozenset(("executive_sponsor", "decision_maker", "influencer")),
}
"""Whom each kind of information is for first; it may be brought to anybody."""


class Item(NamedTuple):
    """An item of the library: what it is about, for which sectors (none: all), and whether it is written yet."""

    id: bytes
    title: str
    kind: str | None = None
    sectors: tuple[str, ...] = ()
    path: str | None = None
    url: str | None = None
    note: str | None = None
    writer_id: bytes | None = None
    due_on: date | None = None

    @property
    def is_to_write(self) -> bool:
        """Whether somebody still has to write it: there is no file and no link, but a day for it, or only a writer.

        Until then a note says what it is to be about.
        """
        if self.path or self.url:
            return False
        return self.due_on is not None or (self.writer_id is not None and not self.note)


def fits_sector(sectors: Iterable[str], words: Iterable[str]) -> bool:
    """Whether an item is for an account with these words (its sector and its tags); without sectors for all."""
    wanted = {fold(one) for one in sectors if one.strip()}
    return not wanted or not wanted.isdisjoint(fold(word) for word in words)


def is_for_role(kind: str | None, roles: Iterable[str]) -> bool:
    """Whether a kind of information is first of all for somebody in these roles."""
    return not FOR_ROLES.get(kind or "", frozenset()).isdisjoint(roles)


def unsent(
    items: Iterable[Item], got: Set[bytes], words: Sequence[str], roles: Sequence[str] = ()
) -> list[Item]:
    """What can be brought to somebody, the best first: made for the sector, for the role, then the newest.

    `got` are the items that this person had already: none is brought twice. What is still to be written
    cannot be brought. Ids are ordered by time.
    """
    left = [
        item
        for item in items
        if item.id not in got and not item.is_to_write and fits_sector(item.sectors, words)
    ]
    left.sort(key=lambda item: item.id, reverse=True)
    return sorted(left, key=lambda item: (not item.sectors, not is_for_role(item.kind, roles)))
