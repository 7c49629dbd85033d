"""A desk that remembers in memory: no services, no file."""

from datetime import datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from repcockpit.domain.capture import AccountRef, Context, Draft, Effect, Person, parse
from repcockpit.domain.errors import CockpitError, NothingToUndoError
from repcockpit.domain.names import fold
from repcockpit.domain.views.details import PaneView, Why
from repcockpit.domain.views.today import TodayItem, TodayView
from repcockpit.tui.desk import Saved, Undoable, Undone
from repcockpit.tui.desks.capturing import Capturing
from repcockpit.tui.desks.counters import Counters
from repcockpit.tui.desks.details import Details
from repcockpit.tui.desks.subjects import Subjects
from repcockpit.tui.subject import Subject, subject_of_item
from tests.tui.invented_items import (
    DAY,
    NOW,
    ago,
    at,
    invented_day,
    invented_items,
    make_item,
    pane_view,
    silence,
    why_view,
)

__all__ = [
    "DAY",
    "NOW",
    "FakeDesk",
    "ago",
    "at",
    "invented_day",
    "invented_items",
    "make_item",
    "pane_view",
    "silence",
    "why_view",
]


class FakeCapturing(Capturing):
    """Capture lines read against the people and accounts of the desk's day; what is saved leaves it."""

    def __init__(self, desk: "FakeDesk") -> None:
        self.desk = desk

    def context(self, subject: Subject | None) -> Context:
        desk = self.desk
        item = desk.item(subject.kind, subject.id) if subject is not None else None
        people = tuple(_person(each) for each in desk.view.items if each.contact_id and each.contact_name)
        accounts = tuple(
            {each.account_name: _account(each) for each in desk.view.items if each.account_name}.values()
        )
        row_contact = _person(item) if item is not None and item.contact_id else None
        row_account = _account(item) if item is not None and item.account_name else None
        book = _Book(people, accounts)
        return Context(NOW, book, row_contact=row_contact, row_account=row_account)

    def parse(self, text: str, subject: Subject | None) -> Draft:
        return parse(text, self.context(subject))

    def effect(self, draft: Draft) -> Effect | None:
        if not draft.people:
            return None
        return Effect(
            before=("●", "12 d over", "late"),
            after=("√", "on track", "good"),
            touches=6,
            target=7,
            next_title="call",
            next_on=DAY + timedelta(days=30),
            priorities=("P3",) * len(draft.captures),
        )

    def save(self, draft: Draft) -> Saved:
        desk = self.desk
        desk.calls.append(("save", draft))
        if desk.refuses is not None:
            raise desk.refuses
        named = {person.name for person in draft.people}
        desk.did(next((item for item in desk.view.items if item.contact_name in named), None))
        who = draft.people[0].name if draft.people else "nobody"
        return Saved(f"Logged {draft.type} with {who}", b"s" * 16)

    def attempt(self, subject: Subject, letter: str) -> Saved:
        desk = self.desk
        desk.calls.append(("attempt", subject.id, letter))
        if desk.refuses is not None:
            raise desk.refuses
        desk.did(desk.item(subject.kind, subject.id))
        return Saved(f"Logged an attempt with {subject.name}", b"t" * 16)


class FakeSubjects(Subjects):
    """The people of the desk's day by name."""

    def __init__(self, desk: "FakeDesk") -> None:
        self.desk = desk

    def named(self, kind: str, record_id: bytes) -> Subject | None:
        found = self.desk.item(kind, record_id)
        return subject_of_item(found) if found is not None else None

    def find(self, text: str, most: int) -> list[Subject]:
        words = text.split()
        items = (each for each in self.desk.view.items if each.contact_id and each.contact_name)
        held = (each for each in items if all(word in fold(each.contact_name or "") for word in words))
        return [subject_of_item(each)._replace(kind="contact") for each in held][:most]

    def reach(self, subject: Subject) -> str:
        found = self.desk.item(subject.kind, subject.id)
        view = pane_view(found) if found is not None else None
        return (view and (view.phone or view.email)) or ""


class FakeDetails(Details):
    """The pane of a row of the day, and why it is there."""

    def __init__(self, desk: "FakeDesk") -> None:
        self.desk = desk

    def why_item(self, item: TodayItem) -> Why:
        self.desk.calls.append(("why", item.subject_id))
        return why_view(item)

    def pane_item(self, item: TodayItem) -> PaneView:
        return pane_view(item)


class FakeDesk(Counters):
    """A desk in memory: what is logged leaves the list, undo brings it back."""

    def __init__(self, day: TodayView | None = None) -> None:
        self.view = invented_day() if day is None else day
        self.calls: list[tuple[Any, ...]] = []
        self.is_warm = False
        self.version = 1
        self.done: list[TodayItem] = []
        self.undone: list[TodayItem] = []
        self.last: Undoable | None = None
        self.is_closed = False
        self.refuses: CockpitError | None = None

    @cached_property
    def capturing(self) -> FakeCapturing:
        return FakeCapturing(self)

    @cached_property
    def subjects(self) -> FakeSubjects:
        return FakeSubjects(self)

    @cached_property
    def details(self) -> Details:
        return FakeDetails(self)

    def item(self, kind: str, record_id: bytes) -> TodayItem | None:
        for each in self.view.items:
            ids = (
                ("contact", each.contact_id),
                ("account", each.account_id),
                (each.subject_kind, each.subject_id),
            )
            if (kind, record_id) in ids:
                return each
        return None

    def today(self) -> TodayView:
        gone = {item.subject_id for item in self.done}
        items = tuple(item for item in self.view.items if item.subject_id not in gone)
        return self.view._replace(items=items)

    def first_day(self) -> TodayView:
        return self.today()

    @property
    def database(self) -> Path | None:
        return None

    def read_ahead(self, kind: str, record_id: bytes) -> None:
        del kind, record_id

    def now(self) -> datetime:
        return NOW

    def did(self, item: TodayItem | None) -> None:
        if item is not None:
            self.done.append(item)
        self.last = Undoable("log visit with Maria López", 3, 5.0, True)

    def undo(self, txn: bytes | None) -> Undone:
        self.calls.append(("undo", txn))
        if not self.done:
            raise NothingToUndoError("nothing to undo", "")
        self.undone.append(self.done.pop())
        return Undone("Undid: log visit", 0)

    def last_undoable(self) -> Undoable | None:
        return self.last if self.done else None

    def redo(self) -> Undone:
        self.calls.append(("redo",))
        if not self.undone:
            raise NothingToUndoError("nothing to redo", "undo something first")
        self.done.append(self.undone.pop())
        return Undone("Redid: log visit", 0)

    def data_version(self) -> int:
        return self.version

    def warm(self) -> None:
        self.is_warm = True  # from a thread at its own time: not among the calls a test counts

    def close(self) -> None:
        self.is_closed = True


class _Book(NamedTuple):
    people: tuple[Person, ...]
    accounts: tuple[AccountRef, ...]

    def people_like(self, words: tuple[str, ...], /) -> tuple[Person, ...]:
        return tuple(each for each in self.people if all(word in each.folded for word in words))

    def accounts_like(self, word: str, /) -> tuple[AccountRef, ...]:
        return tuple(each for each in self.accounts if word in each.folded)

    def people_of(self, account_id: bytes, /) -> tuple[Person, ...]:
        return tuple(each for each in self.people if each.account_id == account_id)


def _person(item: TodayItem) -> Person:
    name = item.contact_name or ""
    return Person(
        item.contact_id or b"",
        name,
        fold(name),
        account_id=item.account_id,
        account_name=item.account_name,
        role=item.contact_role,
        segment=item.account_segment,
    )


def _account(item: TodayItem) -> AccountRef:
    name = item.account_name or ""
    return AccountRef(
        item.account_id or name.encode("utf-8", "replace")[:16].ljust(16),
        name,
        fold(name),
        item.account_segment,
    )
