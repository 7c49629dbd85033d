"""What the manager finds on a Monday: targets, rates, questions to answer, an account on its way, what needs help."""

from datetime import date, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from repcockpit.domain.ids import derived_id
from repcockpit.services.demo.colleagues import (
    LEAVE_SINCE,
    LEAVE_UNTIL,
    STALE_DAYS,
    Colleagues,
    write_touch,
)
from repcockpit.services.demo.pen import Pen, Row, instant
from repcockpit.services.demo.people import Place, Team
from repcockpit.services.demo.places import ZONES
from repcockpit.services.demo.reviews import Plan, write_held, write_in_sight, write_meeting
from repcockpit.services.demo.work import write_closed_request, write_event, write_request

HANDED_ON = "Písky Orlice"
"""The account that goes from Jakub to Milena."""
_RATES: Final = (
    ("EUR", 1.0, 330),
    ("USD", 1.09, 330),
    ("GBP", 0.85, 330),
    ("USD", 1.12, 54),
    ("GBP", 0.87, 54),
)
"""Currency, how much of it one euro buys, from so many days ago."""
_TARGET_WEEKS = 13
_TICKS = ("our_executive", "pre_call", "logistics")
_IN_SIGHT: Final = {
    "Goodsilron": Plan(3, 10, 0, (), "", None),
    "Vidrio Guadalete": Plan(7, 11, 1, ("our_executive",), "", None),
    "Lusobombas": Plan(12, 9, 1, ("our_executive",), "", None),
    "Weserglas": Plan(9, 14, 1, ("our_executive", "logistics"), "bulk from the second silo", None),
}
_READY: Final = (
    "Fonderies Guillevic",
    Plan(7, 11, 1, _TICKS, "one price for both furnaces\ntrial in March", 1),
)
"""Jon's, with everything done that makes one ready."""
_LATE = {"Finhigh": 104}
_LATEST: Final = {"A": 60, "B": 90, "C": 200, None: 0, "D": 0}
"""Days since the last review, where it is not in sight or late."""
_STOPPED = ("kiln cars stand, wrong kaolin", "emergency_shipment", "high", "high")
_DUST = ("dust in the last three trucks", "quality", "high", "medium")
_SEALS = ("two seals failed within a week", "quality", "high", "medium")
_PAPERS = ("certificates for the auditor", "document", "medium", "medium")


def write_monday(pen: Pen, team: Team, others: Colleagues, reviews: list[Row]) -> None:
    """Everything but what the manager herself has written; `reviews` are those of the book so far."""
    _numbers(pen, team, others)
    _leave(pen, team, others)
    in_sight = _reviews(pen, team, others, reviews)
    handover = _handover(pen, team, others)
    _approvals(pen, team, others, in_sight, handover)
    _requests(pen, others)
    _solved(pen, team, others)
    _growth(pen, others)
    for place in [place for place in team.places if place.rep_id == team.jon and not place.is_prospect][:2]:
        write_touch(pen, place, place.people[1], pen.ago(1), ZoneInfo(ZONES["FR"]))


def write_handed(pen: Pen, team: Team, others: Colleagues) -> None:
    """Two tasks that the manager gave away: one is open, one is done."""
    finhigh, tamar = others.place("Finhigh"), team.place("Tamar Glass")
    for place, title, due, done in (
        (finhigh, "see the plant director this week, I come along", pen.ahead(2), None),
        (tamar, "send me the numbers of the tender", pen.ago(4), pen.ago(5)),
    ):
        pen.write(
            "task", kind="task", title=title, status="completed" if done else "not_started", priority="high",
            due_on=due, done_on=done, owner_id=place.rep_id, account_id=place.id, contact_id=place.people[0].id,
        )  # fmt: skip


def _numbers(pen: Pen, team: Team, others: Colleagues) -> None:
    """Touches planned for the quarter, each for all accounts and one for a single one; dated rates."""
    since = pen.today.replace(month=(pen.today.month - 1) // 3 * 3 + 1, day=1)
    until = (since + timedelta(days=100)).replace(day=1) - timedelta(days=1)
    span: Row = {"since": since, "until": until}
    for rep, weekly in (
        (team.ana, 17), (team.jon, 18), (team.milena, 15), (others.jakub, 9), (others.lena, 7), (others.tomas, 8),
    ):  # fmt: skip
        pen.write("target", rep_id=rep, account_id=None, planned=float(weekly * _TARGET_WEEKS), **span)
    pen.write("target", rep_id=others.jakub, account_id=others.place("Finhigh").id, planned=12.0, **span)
    for currency, per, ago in _RATES:
        pen.write("rate", currency=currency, per=per, on_date=pen.today - timedelta(days=ago))


def _leave(pen: Pen, team: Team, others: Colleagues) -> None:
    """Lena is away since last week; Jon looks after her accounts."""
    pen.write(
        "leave",
        rep_id=others.lena,
        since=pen.ago(LEAVE_SINCE),
        until=pen.ahead(LEAVE_UNTIL),
        cover_id=team.jon,
    )


def _reviews(pen: Pen, team: Team, others: Colleagues, reviews: list[Row]) -> dict[str, bytes]:
    """Held ones, and those in sight: at risk, preparing, ready; ids of the open ones by account."""
    news = pen.write(
        "info", title="Dry handling, three plants compared", kind="best_practice", url=None, path=None, writer_id=None,
    )  # fmt: skip
    pen.rows["info_sector"] = [{"id": derived_id(news, "foundry"), "info_id": news, "sector": "foundry"}]
    for place in others.places:
        name = place.company.name
        ago = _LATE.get(name) or (78 if name in _IN_SIGHT else _LATEST[place.company.segment])
        write_held(pen, place, write_meeting(pen, place, ago), is_last=False)
    found = {
        name: write_in_sight(pen, others.place(name), plan, pen.ago(78)) for name, plan in _IN_SIGHT.items()
    }
    name, plan = _READY
    ready = team.place(name)
    held = [row["held_on"] for row in reviews if row["account_id"] == ready.id and row.get("held_on")]
    write_in_sight(pen, ready, plan, max(day for day in held if isinstance(day, date)))
    asked = {"asked_on": pen.ago(30), "account_id": ready.id, "contact_id": ready.people[0].id}
    pen.write("feedback", kind="nps", score=9, **asked)
    _note(pen, ready, "challenge", "furnace 1 is cold from February to April", 9)
    return found


def _note(pen: Pen, place: Place, kind: str, text: str, ago: int) -> None:
    zone = ZoneInfo(ZONES["DE"])
    at = instant(pen.ago(ago), 17, 10, zone)
    row = pen.write(
        "interaction", type="note", status="completed", occurred_on=pen.ago(ago), occurred_at=at, zone=zone.key,
        account_id=place.id, rep_id=place.rep_id, note=text, note_kind=kind, logged_at=at,
    )  # fmt: skip
    pen.link("participant", ("interaction_id", row), ("contact_id", place.people[0].id))


def _handover(pen: Pen, team: Team, others: Colleagues) -> bytes:
    """Begun nine days ago: the first person has met both, the list is half done."""
    place = others.place(HANDED_ON)
    row = pen.write(
        "handover", account_id=place.id, from_id=others.jakub, to_id=team.milena, started_on=pen.ago(9),
        done_on=None, cover_until=None,
    )  # fmt: skip
    pen.rows.setdefault("handover_item", []).append(
        {"id": derived_id(row, "open_work"), "handover_id": row, "item": "open_work", "done_on": pen.ago(5)}
    )
    visit = write_touch(pen, place, place.people[0], pen.ago(6), ZoneInfo(ZONES["CZ"]))
    pen.rows["interaction"][-1].update(type="visit", note="introduced Milena, she takes over in December")
    pen.link("also_rep", ("interaction_id", visit), ("rep_id", team.milena))
    _note(pen, place, "only_you", "the dispatcher decides which truck is loaded first, ask for Halina", 8)
    _note(pen, others.place("Weserglas"), "only_you", "never call before ten, he walks the batch house", 12)
    return row


def _approvals(pen: Pen, team: Team, others: Colleagues, reviews: dict[str, bytes], handover: bytes) -> None:
    """Three to answer, one answered."""
    guadalete, wharfedale = others.place("Vidrio Guadalete"), team.place("Wharfedale Pumpworks")
    orlice, vejle = others.place(HANDED_ON), team.place("Støberiet Vejle Å")
    for kind, subject, place, asked, ago, reason in (
        ("qbr_skip", reviews["Vidrio Guadalete"], guadalete, None, STALE_DAYS + 1, "furnace 1 is rebuilt until February, they ask for March"),
        ("tier_change", wharfedale.id, wharfedale, "B", 4, "orders doubled since summer"),
        ("handover", handover, orlice, None, 1, "Milena is there twice a week already"),
        ("tier_change", vejle.id, vejle, "D", 12, "no order for eight months"),
    ):  # fmt: skip
        pen.write(
            "approval", kind=kind, subject_id=subject, account_id=place.id, asked=asked, asked_by_id=place.rep_id,
            asked_on=pen.ago(ago), reason=reason, state="open", decided_by_id=None, decided_on=None, note=None,
        )  # fmt: skip
    pen.rows["approval"][-1].update(
        state="refused", decided_by_id=team.manager, decided_on=pen.ago(10), note="after the trial in spring"
    )


def _requests(pen: Pen, others: Colleagues) -> None:
    """At Jakub's: a clock that ran out, two call-backs that nobody made; at the others' what went well."""
    zone = ZoneInfo(ZONES["PL"])
    stopped = others.place("Huta Narew")
    write_request(pen, stopped, _STOPPED, stopped.people[0].id, instant(pen.ago(4), 8, 40, zone))
    for name, request, late in (("Finhigh", _DUST, 5), ("Zapora Čerpadla", _SEALS, 3)):
        place = others.place(name)
        row = write_request(pen, place, request, place.people[0].id, instant(pen.ago(late + 5), 9, 5, zone))
        write_event(pen, place, row, "acknowledged", instant(pen.ago(late + 5), 10, 0, zone))
        write_event(pen, place, row, "resolved", instant(pen.ago(late + 1), 15, 20, zone), "replaced")
        _task(pen, place, "callback", f"call back: {request[0]}", pen.ago(late), contact=0, request_id=row)
    waiting = others.place("Weserglas")
    row = write_request(pen, waiting, _PAPERS, waiting.people[1].id, instant(pen.ago(2), 15, 0, zone))
    write_event(pen, waiting, row, "acknowledged", instant(pen.ago(2), 15, 30, zone), "Jon has it")
    closed = (
        "Goodsilron",
        "Odlewnia Pilica",
        "Vidrio Guadalete",
        "Lusobombas",
        "Pennine Castings",
        "Elbe Pumpen",
    )
    for number, name in enumerate(closed):
        write_closed_request(pen, others.place(name), (_PAPERS, _DUST, _SEALS)[number % 3], 13 + 7 * number)


def _solved(pen: Pen, team: Team, others: Colleagues) -> None:
    """What was asked for, solved and called back about in these two weeks."""
    for name, ago in (
        ("Verrerie des Trois Vallées", 4), ("Pompes Lachenal", 9), ("Céramiques du Gâtinais", 11),
        ("Gießerei Hölzl", 4), ("Quarzsand Löhne", 10),
    ):  # fmt: skip
        write_closed_request(pen, team.place(name), _PAPERS, ago)
    for name, ago in (("Odlewnia Pilica", 16), ("Arenas del Eo", 13), ("Goodsilron", 9)):
        write_closed_request(pen, others.place(name), _DUST, ago)


def _task(
    pen: Pen, place: Place, kind: str, title: str, due: date, *, contact: int, **fields: object
) -> None:
    pen.write(
        "task", kind=kind, title=title, status="completed" if "done_on" in fields else "not_started",
        priority="normal", due_on=due, owner_id=place.rep_id, account_id=place.id,
        contact_id=place.people[contact].id, **fields,
    )  # fmt: skip


def _growth(pen: Pen, others: Colleagues) -> None:
    """Promises kept and broken, ideas, trainings, and offers in the currency of the place."""
    for number, place in enumerate(others.places):
        person = place.people[number % 3].id
        _task(
            pen,
            place,
            "promise",
            "test report",
            pen.ago(20 + number),
            contact=1,
            done_on=pen.ago(21 + number),
        )
        if number % 4 == 0:
            _task(pen, place, "promise", "delivery dates for January", pen.ago(2 + number % 5), contact=0)
        if number % 3 == 1:
            pen.write(
                "idea", title="labels that survive the yard", product="packaging", account_id=place.id,
                status=("sent", "planned", "customer_told")[number % 9 // 3], contact_id=person, owner_id=place.rep_id,
            )  # fmt: skip
        if number % 3 == 2:
            given = pen.ago(12 + 6 * number)
            training = pen.write(
                "training",
                topic="safe unloading",
                kind="ongoing",
                given_on=given,
                account_id=place.id,
                usage=2,
            )
            pen.link("training_person", ("training_id", training), ("contact_id", person))
        currency = {"GB": "GBP", "HK": "USD"}.get(place.company.country, "EUR")
        stage = ("open", "won", "lost", "open")[number % 4]
        pen.write(
            "deal", name=f"{place.company.name}, frame contract", stage=stage, amount=float(12_000 + 4_500 * number),
            currency=currency, closed_on=pen.ahead(20) if stage == "open" else pen.ago(15 + 9 * number),
            account_id=place.id, contact_id=person, owner_id=place.rep_id,
            stage_name={"won": "Closed won", "lost": "Closed lost", "open": "Offer sent"}[stage],
        )  # fmt: skip
