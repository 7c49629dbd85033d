"""The day itself: what Ana Ruiz finds on Today when she opens the sample book."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

from repcockpit.services.demo.pen import Pen, instant
from repcockpit.services.demo.people import TAKEN_OVER_DAYS, Place, Team
from repcockpit.services.demo.places import ZONES
from repcockpit.services.demo.sayings import REQUESTS
from repcockpit.services.demo.work import write_closed_request, write_event, write_request

_SHIPMENT = ("emergency shipment, 40 pallets", "emergency_shipment", "high", "high")
_PUMPS = ("new pumps stop under load", "quality", "high", "medium")
_SAMPLES = ("sample bags for the new line", "document", "low", "medium")
_GRADE = ("wrong grade delivered, 12 pallets", "wrong_delivery", "high", "medium")
_TERMS = ("terms for next year", "commercial_terms", "medium", "medium")
_KEY_DAYS = 30


def write_newcomers(pen: Pen, team: Team) -> None:
    """People who came in with a list three weeks ago, and one whose first interval ends today."""
    began = pen.today - timedelta(days=TAKEN_OVER_DAYS)
    for place in team.places:
        if place.company.segment in {"C", "D"}:
            _track(pen, place.people[-1].id, began)
    _track(pen, team.place("Isdom").people[0].id, began)
    _track(pen, team.place("Cancity").people[1].id, began)
    _track(pen, team.place("Hatfan").people[0].id, pen.day - timedelta(days=_KEY_DAYS))


def _track(pen: Pen, contact: bytes, since: date) -> None:
    for row in pen.rows["contact"]:
        if row["id"] == contact:
            row["tracking_started_on"] = since


def write_scenes(pen: Pen, team: Team) -> None:
    """Clocks, call-backs, appointments and promises of the day and the week."""
    zone = ZoneInfo(ZONES["ES"])
    _requests(pen, team)
    condax, isdom, konex, northglass = map(team.place, ("Condax", "Isdom", "Konex", "Northglass"))
    _plan(pen, zone, condax, 2, pen.day, (14, 30), "visit", "the new moulding line")
    _plan(pen, zone, isdom, 1, pen.day, (16, 0), "call", "who follows the old plant manager?")
    _plan(pen, zone, konex, 2, pen.ahead(1), (10, 0), "qbr", "two years in numbers")
    _plan(pen, zone, northglass, 1, pen.ahead(3), (9, 30), "visit", "forecast for the first quarter")
    _attempt(pen, zone, team.place("Treequote"), pen.ago(1))
    _open(pen, team.place("Zathunicon"), "promise", "certificate of origin", pen.day, 0)
    _open(pen, northglass, "plan", "trial of the 25 kg bags", pen.ahead(2), 2)
    _open(pen, northglass, "promise", "audit report", pen.ahead(2), 0)
    _open(pen, condax, "next_step", "send the drawing of the new spout", pen.ahead(4), 1)
    _open(pen, team.place("Vidrieras del Nalón"), "task", "price list for next year", pen.ago(2), 1)
    _open(pen, team.place("Inity Ceramics"), "tell", "her idea of 15 kg bags is planned", pen.ahead(3), 0)
    _idea(pen, team.place("Inity Ceramics"))


def _requests(pen: Pen, team: Team) -> None:
    """One clock that ends this afternoon, one call-back that is asked for today, two at colleagues."""
    shipment, pumps = team.place("Kan-code"), team.place("Konex")
    before = pen.ago(1)
    opened = instant(before, 16, 30, ZoneInfo(ZONES["NL"]))
    row = write_request(pen, shipment, _SHIPMENT, shipment.people[1].id, opened)
    write_event(pen, shipment, row, "acknowledged", opened + 1_200_000, "two trucks looked for")
    there = ZoneInfo(ZONES["PT"])
    solved = write_request(pen, pumps, _PUMPS, pumps.people[0].id, instant(pen.ago(4), 9, 15, there))
    write_event(pen, pumps, solved, "acknowledged", instant(pen.ago(4), 10, 0, there))
    write_event(pen, pumps, solved, "started", instant(pen.ago(4), 14, 0, there), "fitter on site")
    write_event(pen, pumps, solved, "resolved", instant(before, 15, 40, there), "impellers exchanged")
    pen.write(
        "task", kind="callback", title="call back: do the new pumps work?", status="not_started", priority="high",
        due_on=pen.day, owner_id=team.ana, account_id=pumps.id, contact_id=pumps.people[0].id, request_id=solved,
    )  # fmt: skip
    _waiting(pen, team)
    for number, name in enumerate(("Northglass", "Isdom", "Cancity", "Hatfan", "Condax")):
        write_closed_request(pen, team.place(name), REQUESTS[number + 2], 7 + 4 * number)
    for name in ("Verrerie des Trois Vallées", "Glashütte Weidenau"):
        place = team.place(name)
        opened = instant(before, 11, 5, ZoneInfo(ZONES[place.company.country]))
        write_request(pen, place, _SAMPLES, place.people[1].id, opened)


def _waiting(pen: Pen, team: Team) -> None:
    """One handed to a colleague of another department, one that stands still until the customer answers."""
    grade, terms = team.place("Treequote"), team.place("Zathunicon")
    zone = ZoneInfo(ZONES["GB"])
    at = instant(pen.ago(1), 10, 20, zone)
    row = write_request(pen, grade, _GRADE, grade.people[0].id, at)
    pen.rows["request"][-1].update(handed_to="logistics", handed_due_on=pen.ahead(1))
    write_event(pen, grade, row, "acknowledged", at + 2_400_000)
    write_event(pen, grade, row, "waiting_internal", at + 3_000_000, "pallets are counted again")
    there = ZoneInfo(ZONES["DE"])
    at = instant(pen.ago(3), 11, 0, there)
    row = write_request(pen, terms, _TERMS, terms.people[0].id, at)
    write_event(pen, terms, row, "acknowledged", at + 7_200_000)
    write_event(pen, terms, row, "waiting_customer", at + 9_000_000, "asked for the volumes")


def _plan(
    pen: Pen,
    zone: ZoneInfo,
    place: Place,
    count: int,
    day: date,
    hour: tuple[int, int],
    kind: str,
    subject: str,
) -> None:
    row = pen.write(
        "interaction", type=kind, status="planned", direction="outbound", occurred_on=day,
        occurred_at=instant(day, *hour, zone), zone=zone.key, subject=subject, account_id=place.id,
        rep_id=place.rep_id, logged_at=instant(pen.ago(6), 17, 0, zone),
    )  # fmt: skip
    for person in [person for person in place.people if person.is_active][:count]:
        pen.link("participant", ("interaction_id", row), ("contact_id", person.id))


def _attempt(pen: Pen, zone: ZoneInfo, place: Place, day: date) -> None:
    at = instant(day, 11, 40, zone)
    row = pen.write(
        "interaction", type="call", status="completed", outcome="no_answer", direction="outbound", occurred_on=day,
        occurred_at=at, zone=zone.key, account_id=place.id, rep_id=place.rep_id, logged_at=at + 60_000,
    )  # fmt: skip
    pen.link("participant", ("interaction_id", row), ("contact_id", place.people[0].id))


def _open(pen: Pen, place: Place, kind: str, title: str, due: date, person: int) -> None:
    pen.write(
        "task", kind=kind, title=title, status="not_started", priority="normal", due_on=due, owner_id=place.rep_id,
        account_id=place.id, contact_id=place.people[person].id,
    )  # fmt: skip


def _idea(pen: Pen, place: Place) -> None:
    pen.write(
        "idea", title="bags of 15 kg for the night shift", status="planned", product="packaging", account_id=place.id,
        contact_id=place.people[0].id, owner_id=place.rep_id,
    )  # fmt: skip
