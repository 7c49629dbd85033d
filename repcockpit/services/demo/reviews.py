"""Quarterly reviews: those held, and those in sight with what is ready of each."""

from datetime import date, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from repcockpit.domain.ids import derived_id
from repcockpit.services.demo.life import SCRIPT
from repcockpit.services.demo.pen import Pen, Row, instant
from repcockpit.services.demo.people import Place, Team
from repcockpit.services.demo.places import ZONES

_INTERVALS = {"A": 91, "B": 182, "C": 365}
_LATEST = {"A": 80, "B": 150, "C": 330}
"""The last one was held at most so many days ago."""
_SETTLED = frozenset(("Condax", "Fonderies Guillevic"))
"""Where everything agreed last time is done."""
_LATE = {"Treequote": 191}
"""Whose next one is late, for it was held so long ago."""
_ACTIONS = ("delivery windows agreed in writing", "trial of the new fraction", "one contact for claims")


class Plan(NamedTuple):
    """A review in sight: days ahead, hour, how far it is."""

    workdays: int
    hour: int
    accepted: int
    ticks: tuple[str, ...]
    decisions: str
    pack_days_ago: int | None


_IN_SIGHT = {
    "Konex": Plan(1, 10, 0, ("our_executive", "logistics"), "", 1),
    "Condax": Plan(
        5,
        9,
        1,
        ("our_executive", "pre_call", "logistics"),
        "second line from April\nframe price to 2028",
        1,
    ),
    "Northglass": Plan(11, 11, 1, ("our_executive",), "", None),
    "Zathunicon": Plan(17, 15, 0, (), "", None),
}


def write_reviews(pen: Pen, team: Team, interactions: list[Row]) -> None:
    """Held ones follow the review meetings of the diary; four are in sight."""
    planned = {
        row["account_id"]: row for row in interactions if row["type"] == "qbr" and row["status"] == "planned"
    }
    for place in team.places:
        if place.is_prospect or place.company.segment not in _INTERVALS:
            continue
        held = [row for row in interactions if row["type"] == "qbr" and row["account_id"] == place.id]
        done = [row for row in held if row["status"] == "completed"]
        if not place.is_taken_over:
            done.append(write_meeting(pen, place))
        done.sort(key=lambda row: str(row["occurred_on"]))
        for number, row in enumerate(done[-2:]):
            write_held(pen, place, row, is_last=number == len(done[-2:]) - 1)
        if place.rep_id == team.ana and place.company.name in _IN_SIGHT:
            last = _day(done[-1]["occurred_on"]) if done else None
            write_in_sight(pen, place, _IN_SIGHT[place.company.name], last, planned.get(place.id))


def write_meeting(pen: Pen, place: Place, ago: int | None = None) -> Row:
    """A review that took place lately, or `ago` days before."""
    zone = ZoneInfo(ZONES[place.company.country])
    segment = place.company.segment or "C"
    day = pen.ago(ago or _LATE.get(place.company.name) or pen.between(15, _LATEST[segment]))
    at = instant(day, 10, 0, zone)
    row = pen.write(
        "interaction", type="qbr", status="completed", outcome="connected", direction="outbound", occurred_on=day,
        occurred_at=at, zone=zone.key, account_id=place.id, rep_id=place.rep_id, subject="Quarterly review",
        logged_at=at + 7_200_000,
    )  # fmt: skip
    scripted = SCRIPT.get(place.company.name, {})
    there = [
        person for number, person in enumerate(place.people) if person.is_active and number not in scripted
    ]
    for person in there[:2]:
        pen.link("participant", ("interaction_id", row), ("contact_id", person.id))
    return pen.rows["interaction"][-1]


def _day(value: object) -> date:
    return value if isinstance(value, date) else date.fromisoformat(str(value))


def write_held(pen: Pen, place: Place, row: Row, *, is_last: bool) -> None:
    """A review that was held, with what was agreed."""
    day = _day(row["occurred_on"])
    due = day + timedelta(days=3)
    review = derived_id(place.id, "qbr", due.isoformat())
    pen.rows.setdefault("qbr", []).append(
        {
            "id": review, "account_id": place.id, "owner_id": place.rep_id, "due_on": due, "scheduled_at": row["occurred_at"],
            "zone": row["zone"], "held_on": day, "minutes_sent_on": min(day + timedelta(days=1), pen.today),
            "pack_made_on": day - timedelta(days=3), "decisions": "volumes for the next half year",
            "interaction_id": row["id"],
        }
    )  # fmt: skip
    row["qbr_id"] = review
    for number, title in enumerate(_ACTIONS[: pen.between(1, 3)]):
        is_done = not is_last or number == 0 or place.company.name in _SETTLED
        agreed = day + timedelta(days=30) if is_done else pen.ahead(6 + number)
        pen.write(
            "task", kind="qbr_action", title=title, status="completed" if is_done else "in_progress", priority="normal",
            due_on=agreed, first_due_on=agreed, done_on=min(agreed, pen.today) if is_done else None,
            noted_on=None if is_done or number == 2 else min(day + timedelta(days=20), pen.today),
            note=None if is_done else "half way, waits for the laboratory", owner_id=place.rep_id, account_id=place.id,
            contact_id=place.people[0].id, qbr_id=review,
        )  # fmt: skip


def write_in_sight(
    pen: Pen, place: Place, plan: Plan, last: date | None, meeting: Row | None = None
) -> bytes:
    """A review that is planned, as far as `plan` says; gives its id."""
    zone = ZoneInfo(ZONES[place.company.country])
    day = pen.ahead(plan.workdays)
    due = (last + timedelta(days=_INTERVALS[place.company.segment or "B"])) if last else day
    review = derived_id(place.id, "qbr", due.isoformat())
    at = meeting["occurred_at"] if meeting else instant(day, plan.hour, 0, zone)
    pen.rows.setdefault("qbr", []).append(
        {
            "id": review, "account_id": place.id, "owner_id": place.rep_id, "due_on": due, "proposed_on": pen.ago(20),
            "scheduled_at": at, "zone": zone.key, "decisions": plan.decisions or None,
            "pack_made_on": None if plan.pack_days_ago is None else pen.ago(plan.pack_days_ago),
            "interaction_id": meeting["id"] if meeting else None,
        }
    )  # fmt: skip
    if meeting:
        meeting["qbr_id"] = review
    if plan.decisions:
        brought = next(row["id"] for row in pen.rows["info"] if row.get("brought_on") is None)
        assert isinstance(brought, bytes)  # noqa: S101 -- an id that the pen gave
        pen.link("qbr_info", ("qbr_id", review), ("info_id", brought))
    for item in plan.ticks:
        pen.rows.setdefault("qbr_item", []).append(
            {"id": derived_id(review, item), "qbr_id": review, "item": item, "done_on": pen.ago(2)}
        )
    invited = [person for person in place.people if person.is_active][:3]
    for number, person in enumerate(invited):
        accepted = pen.ago(4) if number < plan.accepted else None
        pen.link("qbr_person", ("qbr_id", review), ("contact_id", person.id), accepted_on=accepted)
    return review
