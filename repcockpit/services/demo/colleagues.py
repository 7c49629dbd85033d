"""Three colleagues with smaller books: one whose weeks grow thin, one on leave, one not heard of for a week."""

from datetime import date, timedelta
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from repcockpit.domain.ids import derived_id
from repcockpit.services.demo.pen import Pen, Row, instant, weekday_from
from repcockpit.services.demo.people import TEAM, Names, Person, Place, Team, write_place, write_rep
from repcockpit.services.demo.places import JAKUBS, LENAS, TOMASES, ZONES, Company
from repcockpit.services.demo.sayings import NOTES, SHORT

_PEOPLE = 3
"""At each account."""
_CURRENCIES: Final = {"GB": "GBP", "HK": "USD"}
_WEEKS: Final = {
    "Jakub Nowak": (0, 2, 2, 3, 3, 5, 6, *(9,) * 10),
    "Lena Vogt": (0, 0, *(7,) * 15),
    "Tomás Vidal": (0, 3, *(8,) * 15),
}
"""Touches of each week, this one first; the older ones a little above and below."""
_SILENT_WEEKS = 7
"""So long Jakub has not been at his A accounts."""
STALE_DAYS = 8
LEAVE_SINCE, LEAVE_UNTIL = 8, 3
"""Days before, and workdays after the day shown."""
_TYPES = ("call", "call", "call", "visit", "meeting", "video")


class Colleagues(NamedTuple):
    """The three, and their accounts."""

    jakub: bytes
    lena: bytes
    tomas: bytes
    places: list[Place]

    def place(self, name: str) -> Place:
        """The account of that name."""
        return next(place for place in self.places if place.company.name == name)


def write_colleagues(pen: Pen, team: Team, contacts: list[Row]) -> Colleagues:
    """Their rows, accounts and people; nobody is called as one of `contacts` is."""
    names = Names(pen, ((str(row["first_name"]), str(row["last_name"])) for row in contacts))
    home = derived_id("team", TEAM)
    reps: list[bytes] = []
    places: list[Place] = []
    books: tuple[tuple[str, str, tuple[Company, ...]], ...] = (
        ("Jakub Nowak", "PL", JAKUBS),
        ("Lena Vogt", "DE", LENAS),
        ("Tomás Vidal", "ES", TOMASES),
    )
    for name, country, companies in books:
        rep = write_rep(pen, home, name, "rep", country, team.manager)
        reps.append(rep)
        for company in companies:
            places.append(write_place(pen, company, rep, names, _PEOPLE))
            pen.rows["account"][-1]["currency"] = _CURRENCIES.get(company.country, "EUR")
    for row in pen.rows["contact"]:
        if row["role"] is not None:
            row["role_confirmed_on"] = pen.ago(pen.between(15, 80)).isoformat()
    return Colleagues(reps[0], reps[1], reps[2], places)


def write_weeks(pen: Pen, others: Colleagues) -> None:
    """What they did, week by week, and a try that failed now and then."""
    for rep, (name, weeks) in zip((others.jakub, others.lena, others.tomas), _WEEKS.items(), strict=True):
        own = [place for place in others.places if place.rep_id == rep]
        zone = ZoneInfo(ZONES["ES" if name == "Tomás Vidal" else "DE"])
        latest = pen.ago(STALE_DAYS if rep == others.tomas else 1)
        monday = pen.day - timedelta(days=pen.day.weekday())
        for number, count in enumerate(weeks):
            open_to = own
            if rep == others.jakub and number < _SILENT_WEEKS:
                open_to = [place for place in own if place.company.segment != "A"]
            extra = pen.between(-2, 2) if count > 6 else 0
            for turn in range(count + extra):
                day = min(monday - timedelta(days=7 * number - (turn * 2 + number) % 5), latest)
                place = open_to[(turn + number) % len(open_to)]
                person = place.people[(turn // len(open_to) + number) % _PEOPLE]
                write_touch(pen, place, person, day, zone)
                if pen.happens(0.15):
                    write_touch(pen, place, person, weekday_from(day - timedelta(days=2)), zone, "no_answer")


def write_touch(
    pen: Pen, place: Place, person: Person, day: date, zone: ZoneInfo, outcome: str = "connected"
) -> bytes:
    """Somebody was reached, or was not."""
    at = instant(day, pen.between(8, 16), pen.between(0, 11) * 5, zone)
    note = pen.pick(NOTES[place.company.sector]) if pen.happens(0.4) else pen.pick(SHORT)
    is_touch = outcome == "connected"
    row = pen.write(
        "interaction", type=pen.pick(_TYPES) if is_touch else "call", status="completed", outcome=outcome,
        direction="outbound", occurred_on=day, occurred_at=at, zone=zone.key, account_id=place.id,
        rep_id=place.rep_id, minutes=pen.between(2, 9) * 5 if is_touch else None, note=note if is_touch else None,
        logged_at=at + 1_800_000,
    )  # fmt: skip
    pen.link("participant", ("interaction_id", row), ("contact_id", person.id))
    return row
