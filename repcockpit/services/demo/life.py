"""Two years of interactions: some people well kept, some silent, some only mailed."""

from collections.abc import Iterator
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from repcockpit.domain.words import KEY_ROLES
from repcockpit.services.demo.pen import Pen, instant
from repcockpit.services.demo.people import HISTORY_DAYS, TAKEN_OVER_DAYS, Person, Place, Team
from repcockpit.services.demo.places import ZONES
from repcockpit.services.demo.sayings import EARLY_NOTES, MAILS, NOTES, REPLIES, SHORT

NEVER = -1
SCRIPT = {
    "Northglass": {0: 42, 1: 5},
    "Kan-code": {0: 38, 2: 34, 3: 33, 1: 3},
    "Hatfan": {0: NEVER, 1: 4},
    "Treequote": {0: 31, 1: 6},
    "Labdrill": {0: 30, 1: 5},
    "Isdom": {0: 213, 1: 4},
    "Konex": {0: 1},
    "Cancity": {0: 9, 1: NEVER},
}
"""Days since the last touch of the people whom the scenes of the day need, by account and place in it."""
_ACCOUNT_DAYS = {"A": 6, "B": 11, "C": 24, "D": 70, None: 25}
_TYPES = ("call",) * 11 + ("visit",) * 5 + ("meeting",) * 2 + ("video",) * 2
_MISSES = ("no_answer", "no_answer", "left_voicemail", "busy", "gatekeeper")


def write_life(pen: Pen, team: Team) -> None:
    """Touches, attempts, mails, notes and mailings of every account."""
    zones = {
        team.ana: ZoneInfo(ZONES["ES"]),
        team.jon: ZoneInfo(ZONES["FR"]),
        team.milena: ZoneInfo(ZONES["AT"]),
    }
    for place in team.places:
        diary = _Diary(pen, place, zones[place.rep_id])
        ages = _ages(pen, place, is_kept=place.rep_id == team.ana)
        for day, people in sorted(_touch_days(pen, ages).items()):
            diary.touch(day, people)
        for person, age in ages.items():
            if pen.happens(0.45):
                diary.mails(person, age)
        if place.company.name == "Cancity":
            diary.unanswered(place.people[1])
        diary.papers()


def _ages(pen: Pen, place: Place, *, is_kept: bool) -> dict[Person, int]:
    """Days since the last touch of every active person; people never met are left out."""
    scripted = SCRIPT.get(place.company.name, {})
    ages: dict[Person, int] = {}
    for number, person in enumerate(place.people):
        if not person.is_active or scripted.get(number) == NEVER or person.id in _newcomers(place):
            continue
        if number in scripted:
            age = scripted[number]
        elif place.is_taken_over:
            age = pen.between(TAKEN_OVER_DAYS + 62, 260)
        elif person.role in KEY_ROLES or place.is_prospect:
            age = pen.between(2, 24)
            if not is_kept and pen.happens(0.12):
                age = pen.between(34, 75)
        else:
            age = pen.between(4, 46) if pen.happens(0.8) else pen.between(60, 160)
        ages[person] = age
    longest = _ACCOUNT_DAYS[place.company.segment]
    free = [person for person in ages if place.people.index(person) not in scripted]
    if free and not place.is_taken_over and min(ages.values()) > longest and (is_kept or pen.happens(0.8)):
        ages[free[0]] = pen.between(1, longest)
    return ages


def _newcomers(place: Place) -> set[bytes]:
    """At small accounts the last person named came in with a list and was never met."""
    return {place.people[-1].id} if place.company.segment in {"C", "D"} else set()


def _touch_days(pen: Pen, ages: dict[Person, int]) -> dict[date, list[Person]]:
    """The days somebody was met, from each person's own rhythm; some meet on one day."""
    days: dict[date, list[Person]] = {}
    for person, last in ages.items():
        rhythm = 27 if person.role in KEY_ROLES else pen.between(48, 75)
        ago = last
        while ago < HISTORY_DAYS - 5:
            day = pen.ago(ago)
            if ago != last and pen.happens(0.4):
                day = next(
                    (
                        day + timedelta(days=near)
                        for near in (0, -1, 1, -2, 2)
                        if day + timedelta(days=near) in days
                    ),
                    day,
                )
            days.setdefault(day, []).append(person)
            ago += max(5, round(rhythm * (0.6 + 0.8 * pen.chance.random())))
    return days


class _Diary:
    """Writes the interactions of one account."""

    def __init__(self, pen: Pen, place: Place, zone: ZoneInfo) -> None:
        self._pen, self._place, self._zone = pen, place, zone
        self._notes = NOTES[place.company.sector] + EARLY_NOTES
        self._quarters: set[tuple[int, int]] = set()

    def _write(self, day: date, people: list[Person], **fields: object) -> None:
        at = instant(day, self._pen.between(8, 16), self._pen.between(0, 11) * 5, self._zone)
        row = self._pen.write(
            "interaction", status="completed", occurred_on=day, occurred_at=at, zone=self._zone.key,
            account_id=self._place.id, rep_id=self._place.rep_id, logged_at=at + 1_800_000, **fields,
        )  # fmt: skip
        for person in people:
            self._pen.link("participant", ("interaction_id", row), ("contact_id", person.id))

    def touch(self, day: date, people: list[Person]) -> None:
        """Somebody was reached, now and then after a try that failed."""
        pen = self._pen
        kind = pen.pick(_TYPES) if len(people) == 1 else pen.pick(("visit", "meeting", "visit", "video"))
        quarter = (day.year, (day.month - 1) // 3)
        if self._place.company.segment == "A" and len(people) > 1 and quarter not in self._quarters:
            self._quarters.add(quarter)
            kind = "qbr"
        note = pen.pick(self._notes) if pen.happens(0.45) else pen.pick(SHORT) if pen.happens(0.6) else None
        minutes = pen.between(1, 6) * 5 if kind == "call" else pen.between(2, 9) * 10
        direction = "inbound" if kind == "call" and pen.happens(0.25) else "outbound"
        if kind == "call" and pen.happens(0.15):
            before = day - timedelta(days=3 if day.weekday() == 0 else 1)
            self._write(before, people, type="call", outcome=pen.pick(_MISSES), direction="outbound")
        self._write(
            day, people, type=kind, outcome="connected", direction=direction, minutes=minutes, note=note,
            subject="Quarterly review" if kind == "qbr" else None,
        )  # fmt: skip

    def mails(self, person: Person, age: int) -> None:
        """A thread now and then, older than the last touch, mostly answered."""
        pen = self._pen
        ago = age + pen.between(12, 90)
        while ago < HISTORY_DAYS - 10:
            self._mail(pen.ago(ago), person, "outbound", pen.pick(MAILS))
            if pen.happens(0.6):
                self._mail(pen.ago(ago - pen.between(0, 3)), person, "inbound", pen.pick(REPLIES))
            ago += pen.between(60, 200)

    def unanswered(self, person: Person) -> None:
        """Mails that nobody ever answered."""
        for ago in (20, 75, 140, 230):
            self._mail(self._pen.ago(ago), person, "outbound", self._pen.pick(MAILS))

    def _mail(self, day: date, person: Person, direction: str, subject: str) -> None:
        kind = "message" if self._pen.happens(0.15) else "email"
        self._write(day, [person], type=kind, direction=direction, subject=subject)

    def papers(self) -> None:
        """Notes about the account and mailings to its first person."""
        pen = self._pen
        end = TAKEN_OVER_DAYS if self._place.is_taken_over else 3
        for ago in _steps(pen, end, 90, 200):
            self._write(pen.ago(ago), [], type="note", note=pen.pick(self._notes))
        for ago in _steps(pen, 25, 150, 190):
            self._write(
                pen.ago(ago),
                self._place.people[1:2],
                type="mailing",
                subject="News for " + self._place.company.sector,
            )


def _steps(pen: Pen, first: int, low: int, high: int) -> Iterator[int]:
    ago = first + pen.between(0, high)
    while ago < HISTORY_DAYS:
        yield ago
        ago += pen.between(low, high)
