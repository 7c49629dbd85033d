"""What follows from the life of two years: requests, promises, ideas, trainings, news, answers, deals."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

from repcockpit.services.demo.pen import Pen, instant, weekday_from
from repcockpit.services.demo.people import Place, Team
from repcockpit.services.demo.places import ZONES
from repcockpit.services.demo.sayings import (
    DEALS,
    IDEAS,
    INFOS,
    PROMISES,
    REACTIONS,
    REQUESTS,
    TASKS,
    TRAININGS,
    VERDICTS,
)

_IDEA_STATUSES = ("new", "sent", "under_review", "planned", "done", "declined", "customer_told")
_DEAL_SIZE = {"A": 90_000, "B": 34_000, "C": 9_000, "D": 3_000, None: 20_000}


def write_work(pen: Pen, team: Team) -> None:
    """Everything that is done with, and what is open without being due today."""
    customers = [place for place in team.places if not place.is_prospect]
    kept = [place for place in customers if not place.is_taken_over]
    for place in kept:
        for _ in range(pen.between(0, 2)):
            write_closed_request(pen, place, pen.pick(REQUESTS), pen.between(8, 650))
        for _ in range(pen.between(1, 4)):
            _kept_promise(pen, place, pen.between(10, 700))
        _growth(pen, place)
    for number, place in enumerate(kept):
        if number % 4 == 0 and place.rep_id != team.ana:
            due = pen.ahead(pen.between(-1, 6))
            _task(
                pen,
                place,
                "promise" if number % 8 else "task",
                pen.pick(PROMISES if number % 8 else TASKS),
                due,
            )
    for place in team.places:
        _deals(pen, place)
    _calendar(pen, team)


def _person(pen: Pen, place: Place) -> bytes:
    active = [person for person in place.people if person.is_active]
    return pen.pick(active[:4]).id


def _task(pen: Pen, place: Place, kind: str, title: str, due: date, **fields: object) -> bytes:
    fields = {"contact_id": _person(pen, place)} | fields
    return pen.write(
        "task", kind=kind, title=title, status="completed" if "done_on" in fields else "not_started",
        priority="normal", due_on=due, owner_id=place.rep_id, account_id=place.id, **fields,
    )  # fmt: skip


def _kept_promise(pen: Pen, place: Place, ago: int) -> None:
    due = pen.ago(ago)
    late = pen.between(1, 6) if pen.happens(0.2) else -pen.between(0, 4)
    _task(pen, place, "promise", pen.pick(PROMISES), due, done_on=min(due + timedelta(days=late), pen.today))


def write_request(
    pen: Pen, place: Place, request: tuple[str, str, str, str], contact: bytes, opened_at: int
) -> bytes:
    """A request and its first event."""
    title, kind, impact, urgency = request
    row = pen.write(
        "request", title=title, type=kind, impact=impact, urgency=urgency, opened_at=opened_at,
        zone=ZONES[place.company.country], owner_id=place.rep_id, account_id=place.id, contact_id=contact,
    )  # fmt: skip
    write_event(pen, place, row, "opened", opened_at)
    return row


def write_event(pen: Pen, place: Place, request: bytes, kind: str, at: int, note: str | None = None) -> None:
    """One step of a request."""
    pen.write("request_event", request_id=request, kind=kind, at=at, note=note, by_id=place.rep_id)


def write_closed_request(pen: Pen, place: Place, request: tuple[str, str, str, str], ago: int) -> None:
    """A request that was opened days ago, solved, and called back about."""
    zone = ZoneInfo(ZONES[place.company.country])
    contact = _person(pen, place)
    opened, solved = pen.ago(ago), pen.ago(ago - pen.between(1, 3))
    called = min(weekday_from(solved + timedelta(days=4 if ago % 8 == 0 else 1)), pen.today)
    row = write_request(pen, place, request, contact, instant(opened, pen.between(8, 12), 10, zone))
    write_event(pen, place, row, "acknowledged", instant(opened, 13, 20, zone))
    if pen.happens(0.3):
        write_event(pen, place, row, "waiting_customer", instant(opened, 15, 0, zone), "asked for photos")
        write_event(pen, place, row, "resumed", instant(opened, 16, 30, zone))
    write_event(pen, place, row, "resolved", instant(solved, 16, 45, zone), "replaced, credit note sent")
    write_event(
        pen,
        place,
        row,
        "closed",
        instant(called, 10, 0, zone) if called > solved else instant(solved, 17, 0, zone),
    )
    _task(
        pen, place, "callback", f"call back: {request[0]}", called, contact_id=contact, request_id=row,
        done_on=called, outcome="works",
    )  # fmt: skip


def _growth(pen: Pen, place: Place) -> None:
    """Ideas, trainings, news brought and answers given at one account."""
    base = {"account_id": place.id}
    if pen.happens(0.4):
        title, product = pen.pick(IDEAS)
        pen.write(
            "idea", title=title, product=product, status=pen.pick(_IDEA_STATUSES), contact_id=_person(pen, place),
            owner_id=place.rep_id, **base,
        )  # fmt: skip
    if pen.happens(0.35):
        training = pen.write(
            "training", topic=pen.pick(TRAININGS), kind=pen.pick(("initial", "ongoing")),
            given_on=pen.ago(pen.between(20, 500)), **base,
        )  # fmt: skip
        for person in place.people[2 : 2 + pen.between(1, 4)]:
            pen.link("training_person", ("training_id", training), ("contact_id", person.id))
    for _ in range(pen.between(0, 2)):
        title, kind = pen.pick(INFOS)
        pen.write(
            "info", title=title, kind=kind, brought_on=pen.ago(pen.between(5, 300)), reaction=pen.pick(REACTIONS),
            contact_id=_person(pen, place), **base,
        )  # fmt: skip
    for _ in range(pen.between(0, 2)):
        kind = pen.pick(("nps", "csat"))
        score = pen.pick((10, 9, 9, 8, 8, 7, 6, 3)) if kind == "nps" else pen.pick((5, 5, 4, 4, 3, 2))
        pen.write(
            "feedback", kind=kind, score=score, asked_on=pen.ago(pen.between(10, 400)), note=pen.pick(VERDICTS),
            contact_id=_person(pen, place), **base,
        )  # fmt: skip


def _deals(pen: Pen, place: Place) -> None:
    size = _DEAL_SIZE[place.company.segment]
    for _ in range(pen.between(1, 3)):
        stage = pen.pick(("won", "won", "lost", "open")) if not place.is_prospect else "open"
        closed = pen.ahead(pen.between(10, 60)) if stage == "open" else pen.ago(pen.between(5, 420))
        pen.write(
            "deal", name=f"{place.company.name}, {pen.pick(DEALS)}", stage=stage, amount=round(size * (0.4 + pen.chance.random()), -2),
            currency="EUR", closed_on=closed, account_id=place.id, contact_id=_person(pen, place), owner_id=place.rep_id,
            stage_name={"won": "Closed won", "lost": "Closed lost", "open": "Offer sent"}[stage],
        )  # fmt: skip


def _calendar(pen: Pen, team: Team) -> None:
    """Leave, a day off of the whole team, and a snooze."""
    since = pen.ago(110)
    pen.write("leave", rep_id=team.ana, since=since, until=since + timedelta(days=13), cover_id=team.jon)
    pen.write("leave", rep_id=team.jon, since=pen.ahead(12), until=pen.ahead(16), cover_id=team.ana)
    pen.write("holiday", on_date=pen.ahead(8), title="Team day in Santander")
    place = team.place("Arenas de Segura")
    pen.write(
        "snooze", target_id=place.people[0].id, until=pen.ahead(15), reason="on parental leave",
        set_on=pen.ago(6), rep_id=team.ana,
    )  # fmt: skip
