"""Reps, accounts and the people who work there, with who reports to whom."""

from collections.abc import Iterable
from datetime import timedelta
from typing import NamedTuple

from repcockpit.domain.ids import derived_id
from repcockpit.domain.names import fold
from repcockpit.services.demo.pen import Pen, Row
from repcockpit.services.demo.places import ANAS, JONS, MILENAS, PEOPLE, ZONES, Company
from repcockpit.services.demo.sayings import TITLES

TEAM = "Iberia and North"
PEOPLE_COUNT = 300
_FEWEST = 3
"""People at an account."""
HISTORY_DAYS = 730
TAKEN_OVER_DAYS = 24
_TAKEN_OVER = frozenset(("Zotware", "Cristalería Pisuerga"))
_REVENUE = {"A": 400, "B": 150, "C": 45, "D": 12, None: 0}
_TAGS = ("key site", "reference", "tender 2027", "hazmat", "rail siding")
_CALLING_CODES = {
    "ES": "+34 9", "FR": "+33 4", "DE": "+49 2", "IT": "+39 0", "PT": "+351 2", "PL": "+48 6", "NL": "+31 1",
    "SE": "+46 3", "DK": "+45 8", "CZ": "+420 3", "GB": "+44 1", "IE": "+353 2", "AT": "+43 7", "JP": "+81 4",
    "HK": "+852 2", "FI": "+358 5",
}  # fmt: skip


class Person(NamedTuple):
    """A contact of the sample book."""

    id: bytes
    name: str
    role: str | None
    is_active: bool


class Place(NamedTuple):
    """An account of the sample book with its people, the head first."""

    id: bytes
    company: Company
    rep_id: bytes
    people: list[Person]
    is_prospect: bool
    is_taken_over: bool


class Team(NamedTuple):
    """The reps by their part, and every account."""

    ana: bytes
    jon: bytes
    milena: bytes
    manager: bytes
    places: list[Place]

    def place(self, name: str) -> Place:
        """The account of that name."""
        return next(place for place in self.places if place.company.name == name)


def write_team(pen: Pen) -> Team:
    """Three reps, their manager, 60 accounts and 300 people."""
    team = derived_id("team", TEAM)
    pen.rows["team"] = [{"id": team, "name": TEAM}]
    manager = write_rep(pen, team, "Petra Lang", "manager", "DE", None)
    ana = write_rep(pen, team, "Ana Ruiz", "rep", "ES", manager)
    jon = write_rep(pen, team, "Jon Etxea", "rep", "FR", manager)
    milena = write_rep(pen, team, "Milena Král", "rep", "AT", manager)
    # What was taken over comes first: the newest account decides whether the book is new.
    anas = sorted(ANAS, key=lambda company: company.name not in _TAKEN_OVER)
    plan = [(one, ana) for one in anas] + [(one, jon) for one in JONS] + [(one, milena) for one in MILENAS]
    names = Names(pen)
    left = PEOPLE_COUNT
    places = []
    for number, (company, rep_id) in enumerate(plan):
        after = len(plan) - number - 1
        share = round(left / (after + 1)) + (pen.between(-2, 2) if after else 0)
        # Whoever comes later needs people too.
        count = min(max(share, _FEWEST), 9, left - _FEWEST * after) if after else left
        places.append(write_place(pen, company, rep_id, names, count))
        left -= count
    _write_details(pen, places)
    return Team(ana, jon, milena, manager, places)


def write_rep(pen: Pen, team: bytes, name: str, role: str, country: str, manager: bytes | None) -> bytes:
    """Somebody of the team."""
    first = name.split(maxsplit=1)[0].lower()
    return pen.write(
        "rep", name=name, role=role, manager_id=manager, team_id=team, email=f"{first}@sandline.example",
        timezone=ZONES[country], country=country,
    )  # fmt: skip


class Names:
    """First and last names by country, each pair once."""

    def __init__(self, pen: Pen, used: Iterable[tuple[str, str]] = ()) -> None:
        self._pen = pen
        self._pools = {country: (first.split(), last.split()) for country, (first, last) in PEOPLE.items()}
        self._used = {name for name, _, _ in KNOWN.values()} | set(used)

    def next(self, country: str) -> tuple[str, str]:
        """A name that nobody has yet."""
        firsts, lasts = self._pools[country]
        while True:
            found = (self._pen.pick(firsts), self._pen.pick(lasts))
            if found not in self._used:
                self._used.add(found)
                return found


KNOWN = {
    ("Northglass", 0): (("María", "López"), "Plant director", "decision_maker"),
    ("Kan-code", 0): (("Jon", "Park"), "Operations manager", "champion"),
    ("Hatfan", 0): (("Ingrid", "Dahl"), "Managing director", "decision_maker"),
    ("Konex", 0): (("Luís", "Prado"), "Production manager", "champion"),
    ("Isdom", 0): (("Aiko", "Mori"), "Head of purchasing", "champion"),
    ("Treequote", 0): (("Owen", "Reed"), "Finance director", "budget_holder"),
    ("Condax", 0): (("Claire", "Morel"), "Plant director", "decision_maker"),
    ("Labdrill", 0): (("Nora", "Falk"), "Managing director", "economic_buyer"),
    ("Zathunicon", 0): (("Rita", "Schmidt"), "Head of purchasing", "procurement"),
    ("Cancity", 1): (("Bo", "Lind"), "Buyer", "procurement"),
}
"""The people whom the scenes of the day need, by account and place in it: name, title, buying role."""


def write_place(pen: Pen, company: Company, rep_id: bytes, names: Names, count: int) -> Place:
    """An account and `count` people who work there."""
    is_prospect = company.segment is None
    is_taken_over = company.name in _TAKEN_OVER
    began = pen.today - timedelta(days=TAKEN_OVER_DAYS if is_taken_over else HISTORY_DAYS)
    turnover = round(_REVENUE[company.segment] * (0.6 + pen.chance.random())) * 1000
    account = pen.write(
        "account", name=company.name, segment=company.segment, segment_by="hand" if company.segment else None,
        status="prospect" if is_prospect else "customer", sector=company.sector, city=company.city,
        country=company.country, timezone=ZONES[company.country], owner_id=rep_id, revenue=turnover or None,
        currency="EUR" if turnover else None, potential=pen.pick("HML"), tracking_started_on=began,
        phone=_phone(pen, company.country), website=f"https://{_host(company.name)}",
    )  # fmt: skip
    people: list[Person] = []
    for number in range(count):
        boss = people[(number - 1) // 3] if number else None
        people.append(_person(pen, company, account, names, number, boss))
    first = pen.rows["contact"][-count]
    pen.rows["account"][-1]["primary_contact_id"] = first["id"]
    return Place(account, company, rep_id, people, is_prospect, is_taken_over)


def _person(
    pen: Pen, company: Company, account: bytes, names: Names, number: int, boss: Person | None
) -> Person:
    title, department, role = TITLES[number % len(TITLES)]
    first, last = names.next(company.country)
    if (company.name, number) in KNOWN:
        (first, last), title, role = KNOWN[company.name, number]
    name = f"{last} {first}" if company.country in {"JP", "HK"} and not last.isascii() else f"{first} {last}"
    status = "active"
    if company.segment is None:
        status = "lead"
    elif number > 3 and pen.happens(0.12):
        status = pen.pick(("on_leave", "moved", "left"))
    began = pen.rows["account"][-1]["tracking_started_on"]
    row_id = pen.write(
        "contact", name=name, first_name=first, last_name=last, title=title, department=department, role=role,
        status=status, primary_account_id=account, reports_to_id=boss.id if boss else None,
        email=f"{_ascii(first)}.{_ascii(last)}@{_host(company.name)}", phone=_phone(pen, company.country),
        tracking_started_on=began,
    )  # fmt: skip
    return Person(row_id, name, role, status in {"active", "lead"})


def _phone(pen: Pen, country: str) -> str:
    return f"{_CALLING_CODES[country]}{pen.between(10, 99)} 555 {pen.between(0, 999):03}"


def _ascii(text: str) -> str:
    return "".join(char for char in fold(text) if char.isascii() and char.isalnum()) or "office"


def _host(name: str) -> str:
    return f"{_ascii(name)}.example"


def _write_details(pen: Pen, places: list[Place]) -> None:
    """Tags, custom fields, second accounts, further roles and addresses."""
    tags = {name: derived_id("tag", name) for name in _TAGS}
    pen.rows["tag"] = [{"id": tag, "name": name} for name, tag in tags.items()]
    furnace, silo = derived_id("custom_field", "furnace"), derived_id("custom_field", "silo volume")
    pen.rows["custom_field"] = [{"id": furnace, "name": "Furnace"}, {"id": silo, "name": "Silo volume"}]
    for number, place in enumerate(places):
        if number % 3 == 0:
            pen.link("tagging", ("tag_id", tags[pen.pick(_TAGS)]), ("target_id", place.id))
        if number % 2 == 0:
            target = ("target_id", place.id)
            pen.link(
                "custom_value",
                ("field_id", furnace),
                target,
                value=pen.pick(("gas", "oxy-fuel", "electric", "cupola")),
            )
            pen.link("custom_value", ("field_id", silo), target, value=f"{pen.between(2, 40) * 10} t")
        if number % 6 == 1:
            other = places[(number + 1) % len(places)]
            person = place.people[1]
            pen.link("contact_account", ("contact_id", person.id), ("account_id", other.id), role="advisor")
        if number % 4 == 2:
            person, role = place.people[2], pen.pick(("coach", "technical_evaluator"))
            row: Row = {"id": derived_id(person.id, role), "contact_id": person.id, "role": role}
            pen.rows.setdefault("contact_role", []).append(row)
        if number % 5 == 0:
            value = _phone(pen, place.company.country)
            pen.write(
                "contact_point", contact_id=place.people[0].id, kind="phone", value=value, label="mobile"
            )
