"""An invented day: its rows, and the evidence behind one."""

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from repcockpit.domain.views.details import (
    ACTIVITIES,
    Activity,
    Care,
    EvidenceRow,
    OpenLine,
    PaneView,
    RequestLine,
    Why,
)
from repcockpit.domain.views.today import Reason, TodayItem, TodayView, TouchRow

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
        "is_red": over > 7,
    }
    return make_item(number, "due", "contact_overdue", **(base | fields))


def _first_items() -> tuple[TodayItem, ...]:
    """What cannot wait, and the appointments."""
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
    )


def _due_items() -> tuple[TodayItem, ...]:
    """What is due."""
    return (
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
    )


def _later_items() -> tuple[TodayItem, ...]:
    """Catch-up and the week."""
    return (
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
            planned_on=at(10, 0, 1).date(),
        ),
        make_item(
            13, "week", "meeting", account_name="Northglass", title="visit Maria López", at=at(9, 30, 3)
        ),
    )


def _last_items() -> tuple[TodayItem, ...]:
    """Gaps and a question."""
    return (
        make_item(14, "gaps", "gap_single_threaded", account_name="Hatfan", title="only Pat Li knows us"),
        make_item(15, "gaps", "training", account_name="Inity", title="safe unloading"),
        make_item(
            16, "setup", "setup_decider", account_name="Northglass", title="Who decides at Northglass?"
        ),
    )


def invented_items() -> tuple[TodayItem, ...]:
    """The day of the pictures."""
    return (*_first_items(), *_due_items(), *_later_items(), *_last_items())


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


def _touches() -> tuple[TouchRow, ...]:
    counts, happened = "touch, counts", ("connected", "completed")
    rows = (
        (date(2026, 10, 13), "visit", *happened, "wants a sand forecast for Q1", counts),
        (date(2026, 9, 2), "call", *happened, "price list accepted", counts),
        (date(2026, 7, 9), "qbr", *happened, "asked for 25 kg bags", counts),
        (date(2026, 11, 9), "email", None, "completed", "", "no reply in 7 days, does not count"),
        (date(2026, 11, 27), "visit", None, "planned", "", "planned, softens but never clears"),
    )
    return tuple(
        TouchRow(bytes([number]) * 16, on, kind, outcome, status, note, why == counts, why)
        for number, (on, kind, outcome, status, note, why) in enumerate(rows)
    )


def why_view(item: TodayItem) -> Why:
    """Evidence behind a row."""
    rows = tuple(
        EvidenceRow(
            "interaction",
            row.id,
            row.on,
            row.type,
            f"{row.why}: {row.note}" if row.note else row.why,
            row.counts,
        )
        for row in _touches()
    )
    return Why(
        item.contact_name or item.account_name or item.title, item.title, item.score, item.reasons, RULE, rows, NOW,
        ("cadence.role.key",),
    )  # fmt: skip


RULE = (
    "every 30 d  role decision maker beats segment A (10 d)",
    "due 2026-11-12  2026-10-13 + 30 d; red from 2026-11-20",
)


def pane_view(item: TodayItem) -> PaneView:
    """What the pane says of a row."""
    care = Care(
        item.cadence_status, item.last_touch_on, item.due_on, item.days_over, item.is_red, False,
        item.interval_days, "", item.planned_on, item.planned_type,
    )  # fmt: skip
    work = (OpenLine(b"o" * 16, "promise", "audit report", date(2026, 11, 26), None, None),)
    request = RequestLine(
        b"q" * 16, "sample bags, new line", "P2", "in_progress", True, NOW - timedelta(hours=20),
        NOW + timedelta(hours=14), None, None,
    )  # fmt: skip
    seven = tuple(Activity(name, "calm", "1 open", "a fact", DAY) for name in ACTIVITIES)
    return PaneView(
        item.subject_kind, item.subject_id, item.contact_name or item.account_name or item.title,
        "Plant director · decision maker", "+34 942 555 018", "maria@northglass.example", NOW, care, RULE, item.score,
        item.reasons, tuple(row for row in _touches() if row.status != "planned")[:3], work, (request,), 5, seven, NOW,
        item.account_segment,
    )  # fmt: skip
