"""From three quarters of its time a request belongs to the manager too (rules.md 2.7): who sees it, and as of when."""

from functools import cached_property
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from repcockpit.domain.dates import format_date
from repcockpit.domain.moments import time_of
from repcockpit.domain.views.requests import Case, is_escalated
from repcockpit.services.approvals.people import leader_among
from repcockpit.services.sync_counts import sync_target
from repcockpit.store.reads.approvals import Member, roster
from repcockpit.store.reads.syncing import unsynced_count
from repcockpit.store.reads.team import sync_stamps

if TYPE_CHECKING:
    from repcockpit.services.book import Book


class Escalations:
    """The words beside requests past three quarters of their time; what they need is read once, when needed."""

    def __init__(self, book: "Book") -> None:
        self._book = book

    @cached_property
    def _roster(self) -> list[Member]:
        return roster(self._book.db, self._book.today().isoformat())

    @cached_property
    def led(self) -> frozenset[bytes]:
        """The reps whose escalations the book's rep sees."""
        rep_id, people = self._book.rep_id, self._roster
        leads = {one.manager_id for one in people} | {one.id for one in people if one.role == "manager"}
        if rep_id is None or rep_id not in leads:
            return frozenset()
        found = ((one, leader_among(people, one.id)) for one in people if one.id != rep_id)
        return frozenset(one.id for one, leader in found if leader is not None and leader.id == rep_id)

    @cached_property
    def _stamps(self) -> dict[bytes, int]:
        return sync_stamps(self._book.db)

    def told(self, case: Case) -> Case:
        """The request with who sees it, or as of which sync it is known; unchanged where nothing is escalated."""
        if not is_escalated(case):
            return case
        owner = case.view.owner
        words = ""
        if owner is None or owner.id == self._book.author_id:
            leader = leader_among(self._roster, self._book.author_id)
            words = self._seen_by(leader.name) if leader else ""
        else:
            words = f"{owner.name}'s, {self.as_of(owner.id)}"
        return case._replace(escalated=words)

    def _seen_by(self, name: str) -> str:
        if sync_target(self._book) is None:
            return f"{name} sees this once you sync"
        if unsynced_count(self._book.db):
            return f"{name} sees this at the next sync"
        return f"{name} sees this since the last sync"

    def as_of(self, rep_id: bytes) -> str:
        """`as of the sync of Tue 24 Nov 18:02`."""
        at = self._stamps.get(rep_id)
        if rep_id == self._book.author_id:
            return "as of now"
        if at is None:
            return "never synced"
        moment = min(time_of(at, ZoneInfo(self._book.zone)), self._book.now())
        return f"as of the sync of {format_date(moment.date(), self._book.today())} {moment:%H:%M}"
