"""What is known of the people at each account: confirmed roles, support, empty seats, who left, who else of us goes there."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

from repcockpit.services.demo.pen import Pen, Row, instant
from repcockpit.services.demo.people import Place, Team
from repcockpit.services.demo.places import ZONES

_SUPPORT = {
    "champion": ("mentor", "brought us to her plant manager"),
    "decision_maker": ("supporter", "said we are her first call"),
    "budget_holder": ("neutral", "signs what production asks for"),
    "procurement": ("non_supporter", "wants one supplier less"),
    "technical_evaluator": ("supporter", "ran the trial with us"),
}
"""What is noted of people in a role, and what says so."""
_UNMAPPED = frozenset(
    ("Bombas Iriarte", "Moldeados Tajuña", "Arenas de Segura", "Zotware", "Cristalería Pisuerga")
)
_STALE = frozenset(("Zathunicon", "Labdrill"))
_EMPLOYERS = ("Vidrios del Sur", "Baltic Castings", "Nordsand", None)
_HOURS = ("mon-fri 08:00-10:00", "mon-thu 14:00-16:00")


def write_network(pen: Pen, team: Team, contacts: list[Row]) -> None:
    """Change the people written before (`contacts`), and add seats and colleagues' visits."""
    rows = {row["id"]: row for row in contacts}
    for place in team.places:
        for person in place.people:
            _gone(pen, rows[person.id])
        if place.rep_id == team.ana and not place.is_prospect and place.company.name not in _UNMAPPED:
            _confirm(pen, place, rows)
    _prefer(team, rows)
    _seats(pen, team)
    _left(pen, team, rows)
    _colleagues(pen, team)


def _gone(pen: Pen, row: Row) -> None:
    if row["status"] in {"left", "moved"}:
        row["left_on"] = pen.ago(pen.between(20, 300)).isoformat()
        if row["status"] == "moved":
            row["new_employer"] = pen.pick(_EMPLOYERS)


def _confirm(pen: Pen, place: Place, rows: dict[object, Row]) -> None:
    """Who has which role, as somebody confirmed it; at two accounts that was long ago."""
    age = 195 if place.company.name in _STALE else pen.between(12, 90)
    for person in place.people:
        row = rows[person.id]
        if person.role is None or not person.is_active:
            continue
        row["role_confirmed_on"] = pen.ago(age).isoformat()
        if person.role in _SUPPORT and pen.happens(0.75):
            row["support"], row["support_note"] = _SUPPORT[person.role]
            row["support_on"] = pen.ago(pen.between(10, 150)).isoformat()


def _prefer(team: Team, rows: dict[object, Row]) -> None:
    for name, number, channel, hours in (
        ("Northglass", 0, "visit", None),
        ("Kan-code", 0, "call", _HOURS[0]),
        ("Condax", 0, "email", None),
        ("Treequote", 0, "call", _HOURS[1]),
    ):
        row = rows[team.place(name).people[number].id]
        row["preferred_channel"], row["preferred_hours"] = channel, hours


def _seats(pen: Pen, team: Team) -> None:
    """Seats that somebody holds whom nobody knows yet."""
    for name, role, title, level, department, under in (
        ("Northglass", "executive_sponsor", "managing director", "exec", "Management", None),
        ("Northglass", None, "energy buyer", "specialist", "Purchasing", 1),
        ("Konex", "executive_sponsor", "owner", "exec", "Management", None),
        ("Hatfan", "end_user", "core shop foreman", "manager", "Production", 2),
    ):
        place = team.place(name)
        pen.write(
            "seat", account_id=place.id, role=role, title=title, level=level, department=department,
            reports_to_id=None if under is None else place.people[under].id,
        )  # fmt: skip


def _left(pen: Pen, team: Team, rows: dict[object, Row]) -> None:
    """A champion who left a month ago, and the search for who follows."""
    place = team.place("Isdom")
    row = rows[place.people[2].id]
    if row["status"] in {"active", "on_leave"}:
        row.update(status="moved", left_on=pen.ago(33).isoformat(), new_employer="Setouchi Glass")
    pen.write(
        "task", kind="task", title="ask who follows the production manager", status="not_started", priority="high",
        due_on=pen.ahead(2), first_due_on=pen.ahead(2), owner_id=place.rep_id, account_id=place.id,
        contact_id=place.people[0].id,
    )  # fmt: skip


def _colleagues(pen: Pen, team: Team) -> None:
    """At two accounts the manager is known as well."""
    zone = ZoneInfo(ZONES["ES"])
    for name in ("Condax", "Kan-code"):
        place = team.place(name)
        for ago in (12, 41, 69):
            day = pen.ago(ago)
            row = visit(
                pen, place, day, zone, team.manager, "with Petra: where both sides want to be in a year"
            )
            pen.link("also_rep", ("interaction_id", row), ("rep_id", place.rep_id))
            pen.link(
                "participant",
                ("interaction_id", row),
                ("contact_id", place.people[min(3, len(place.people) - 1)].id),
            )


def visit(pen: Pen, place: Place, day: date, zone: ZoneInfo, rep_id: bytes, note: str) -> bytes:
    """A visit that was made, without people yet."""
    at = instant(day, 11, 0, zone)
    return pen.write(
        "interaction", type="visit", status="completed", outcome="connected", direction="outbound", occurred_on=day,
        occurred_at=at, zone=zone.key, account_id=place.id, rep_id=rep_id, note=note,
        logged_at=at + int(timedelta(hours=2).total_seconds()) * 1000,
    )  # fmt: skip
