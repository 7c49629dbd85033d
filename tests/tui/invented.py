"""An invented day, and a desk that remembers in memory: no services, no file."""

from datetime import date, datetime, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from repcockpit.domain.capture import AccountRef, Context, Draft, Effect, Person, parse
from repcockpit.domain.errors import CockpitError, NothingToUndoError
from repcockpit.domain.names import fold
from repcockpit.domain.views.today import Reason, TodayItem, TodayView, TouchRow, WhyView
from repcockpit.tui.desk import Saved, Undoable, Undone

ZONE = ZoneInfo("Europe/Madrid")
DAY = date(2026, 11, 24)
NOW = datetime(2026, 11, 24, 9, 12, tzinfo=ZONE)


def make_item(number: int, group: str, kind: str, **fields: Any) -> TodayItem:
    """A row with the given fields and blanks elsewhere."""
    blank = dict.fromkeys(TodayItem._fields)
    blank |= {
        "subject_kind": "contact",
        "subject_id": number.to_bytes(16, "big"),
        "group": group,
        "kind": kind,
        "others": 0,
        "title": "",
        "reasons": (),
    }
    if fields.get("contact_name"):
        blank["contact_id"] = (number + 1_000_000).to_bytes(16, "big")
    return TodayItem(**(blank | fields))  # type: ignore[arg-type]


def at(hour: int, minute: int = 0, days: int = 0) -> datetime:
    """An instant of the invented day."""
    return NOW.replace(hour=hour, minute=minute) + timedelta(days=days)


def ago(days: int) -> date:
    """A day before the invented one."""
    return DAY - timedelta(days=days)


def silence(
    number: int, who: str, where: str, segment: str, role: str, over: int, **fields: Any
) -> TodayItem:
    """A person past due."""
    reasons = (
        Reason("silence", 18.7, f"{30 + over} d, target 30"),
        Reason("segment", 25.0, segment),
        Reason("role", 15.0, role.replace("_", " ")),
        Reason("risk", 5.0, "QBR in 15 d"),
        Reason("reachable", 10.0, "now, phone known"),
    )
    base: dict[str, Any] = {
        "account_id": (number + 500).to_bytes(16, "big"),
        "account_name": where,
        "account_segment": segment,
        "contact_name": who,
        "contact_role": role,
        "days_over": over,
        "due_on": ago(over),
        "interval_days": 30,
        "last_touch_on": ago(30 + over),
        "score": 73.7,
        "reasons": reasons,
        "cadence_status": "overdue",
    }
    return make_item(number, "due", "contact_overdue", **(base | fields))


def invented_items() -> tuple[TodayItem, ...]:
    """The day of the pictures."""
    return (
        make_item(
            1,
            "now",
            "clock",
            account_name="Kan-code",
            title="emergency shipment, 40 pallets",
            due_at=at(10, 32),
        ),
        make_item(
            2,
            "now",
            "callback",
            account_name="Konex",
            contact_name="Luis Prado",
            due_on=DAY,
            title="do the new pumps work?",
        ),
        make_item(
            3,
            "today",
            "meeting",
            account_name="Condax",
            contact_name="Claire Morel",
            at=at(14, 30),
            title="visit, Lyon",
            others=1,
        ),
        make_item(4, "today", "meeting", account_name="Isdom", title="call Aiko Mori", at=at(16)),
        silence(
            5,
            "Maria López",
            "Northglass",
            "A",
            "decision_maker",
            12,
            planned_on=DAY + timedelta(days=3),
            planned_type="visit",
        ),
        silence(6, "Jon Park", "Kan-code", "A", "champion", 8, others=2),
        make_item(
            7,
            "due",
            "promise",
            account_name="Zathunicon",
            contact_name="Rita Schmidt",
            title="certificate of origin",
            due_on=DAY,
        ),
        silence(8, "Owen Reed", "Treequote", "B", "budget_holder", 1),
        make_item(
            9,
            "due",
            "never_contacted",
            account_name="Hatfan",
            account_segment="A",
            contact_name="Ingrid Dahl",
            contact_role="managing director",
        ),
        make_item(
            10,
            "catch_up",
            "contact_overdue",
            account_name="Isdom",
            account_segment="A",
            contact_name="Aiko Mori",
            contact_role="champion",
            last_touch_on=ago(215),
        ),
        make_item(
            11,
            "catch_up",
            "never_contacted",
            account_name="Cancity",
            account_segment="A",
            contact_name="Bo Lind",
            contact_role="buyer",
        ),
        make_item(
            12,
            "week",
            "qbr",
            account_name="Konex",
            title="QBR at 59 of 80, no decision maker",
            at=at(10, 0, 1),
        ),
        make_item(
            13, "week", "meeting", account_name="Northglass", title="visit Maria López", at=at(9, 30, 3)
        ),
        make_item(14, "gaps", "gap_single_thread", account_name="Hatfan", title="only Pat Li knows us"),
        make_item(15, "gaps", "training", account_name="Inity", title="safe unloading"),
        make_item(
            16, "setup", "setup_decider", account_name="Northglass", title="Who decides at Northglass?"
        ),
    )


def invented_day(items: tuple[TodayItem, ...] | None = None, **fields: Any) -> TodayView:
    """The day of Ana Ruiz."""
    items = invented_items() if items is None else items
    counts: dict[str, int] = {}
    for item in items:
        counts[item.group] = counts.get(item.group, 0) + 1
    if counts.get("catch_up"):
        counts["catch_up"] = 371
    base: dict[str, Any] = {
        "as_of": NOW,
        "day": DAY,
        "is_day_off": False,
        "rep_id": b"r" * 16,
        "rep_name": "Ana Ruiz",
        "items": items,
        "counts": counts | {"unsynced": 4, "conflicts": 0},
    }
    return TodayView(**(base | fields))


def why_view(item: TodayItem) -> WhyView:
    """Evidence behind a row."""
    touches = (
        TouchRow(
            b"a" * 16,
            date(2026, 10, 13),
            "visit",
            "connected",
            "completed",
            "wants a sand forecast for Q1",
            True,
            "touch, counts",
        ),
        TouchRow(
            b"b" * 16,
            date(2026, 9, 2),
            "call",
            "connected",
            "completed",
            "price list accepted",
            True,
            "touch, counts",
        ),
        TouchRow(
            b"c" * 16,
            date(2026, 7, 9),
            "qbr",
            None,
            "completed",
            "asked for 25 kg bags",
            True,
            "touch, counts",
        ),
        TouchRow(
            b"d" * 16,
            date(2026, 11, 9),
            "email",
            None,
            "completed",
            "",
            False,
            "no reply in 7 days, does not count",
        ),
        TouchRow(
            b"e" * 16,
            date(2026, 11, 27),
            "visit",
            None,
            "planned",
            "",
            False,
            "planned, softens but never clears",
        ),
    )
    return WhyView(
        title=item.contact_name or item.account_name or "",
        item=item,
        rule=(
            "every 30 d  role decision maker beats segment A (10 d)",
            "due 2026-11-12  2026-10-13 + 30 d; red from 2026-11-20",
        ),
        touches=touches,
        open_items=(
            ("2026-11-26", "promise", "audit report"),
            ("", "request", "P2, sample bags, new line"),
        ),
        touches_365=5,
        title_line="Plant director · decision maker",
        phone="+34 942 555 018",
        email="maria@northglass.example",
    )


class FakeDesk:
    """A desk in memory: what is logged leaves the list, undo brings it back."""

    def __init__(self, day: TodayView | None = None) -> None:
        self.view = invented_day() if day is None else day
        self.calls: list[tuple[Any, ...]] = []
        self.version = 1
        self.done: list[TodayItem] = []
        self.undone: list[TodayItem] = []
        self.last: Undoable | None = None
        self.is_closed = False
        self.refuses: CockpitError | None = None

    def today(self) -> TodayView:
        gone = {item.subject_id for item in self.done}
        items = tuple(item for item in self.view.items if item.subject_id not in gone)
        return self.view._replace(items=items)

    def why(self, item: TodayItem) -> WhyView:
        self.calls.append(("why", item.subject_id))
        return why_view(item)

    def pane(self, item: TodayItem) -> WhyView:
        return why_view(item)

    def attempt(self, item: TodayItem, letter: str) -> Saved:
        self.calls.append(("attempt", item.subject_id, letter))
        if self.refuses is not None:
            raise self.refuses
        self._did(item)
        return Saved(f"Logged an attempt with {item.contact_name or item.account_name}", b"t" * 16)

    def _did(self, item: TodayItem | None) -> None:
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
        self.calls.append(("warm",))

    def close(self) -> None:
        self.is_closed = True

    def parse(self, text: str, item: TodayItem | None) -> Draft:
        people = tuple(_person(each) for each in self.view.items if each.contact_id and each.contact_name)
        accounts = tuple(
            {each.account_name: _account(each) for each in self.view.items if each.account_name}.values()
        )
        row_contact = _person(item) if item is not None and item.contact_id else None
        row_account = _account(item) if item is not None and item.account_name else None
        book = _Book(people, accounts)
        return parse(text, Context(NOW, book, row_contact=row_contact, row_account=row_account))

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
        self.calls.append(("save", draft))
        if self.refuses is not None:
            raise self.refuses
        named = {person.name for person in draft.people}
        self._did(next((item for item in self.view.items if item.contact_name in named), None))
        who = draft.people[0].name if draft.people else "nobody"
        return Saved(f"Logged {draft.type} with {who}", b"s" * 16)


class _Book(NamedTuple):
    people: tuple[Person, ...]
    accounts: tuple[AccountRef, ...]

    def people_like(self, words: tuple[str, ...], /) -> tuple[Person, ...]:
        return tuple(each for each in self.people if all(word in each.folded for word in words))

    def accounts_like(self, word: str, /) -> tuple[AccountRef, ...]:
        return tuple(each for each in self.accounts if word in each.folded)


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
