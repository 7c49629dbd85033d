"""Topics and trainings that run out, a library of news, and what is known of customers: notes, facts, deliveries."""

from datetime import date, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from repcockpit.domain.ids import derived_id
from repcockpit.services.demo.pen import Pen, Row, instant
from repcockpit.services.demo.people import Place, Team
from repcockpit.services.demo.places import ZONES
from repcockpit.services.demo.sayings import TRAININGS

_MONTHS = (12, 24, None, 12, 24)
_LIBRARY: Final = (
    ("Cullet prices to 2027, a study", "study", ("glass",), "https://news.example/cullet", None),
    (
        "Three furnaces that went electric",
        "best_practice",
        ("glass", "ceramics"),
        None,
        "electric-furnaces.pdf",
    ),
    ("Dust limits: what changes in January", "news", ("foundry", "sand"), "https://news.example/dust", None),
    ("Binder storage in winter", "product_use", ("foundry",), None, "binder-winter.pdf"),
    ("Nine ways to lose a seal", "product_use", ("pumps",), None, "nine-seals.pdf"),
    ("Our second dryer is running", "company", (), None, None),
    ("Energy outlook for kilns", "trend", ("ceramics",), "https://news.example/kilns", None),
)
"""Title, kind, sectors (none: for all), link, file."""
_NOTES: Final = {
    "Northglass": (
        ("need", "a sand forecast for the first quarter, by size"),
        ("expectation", "an answer on the same day, also on Fridays"),
        ("want", "bags of 25 kg on half pallets"),
        ("challenge", "the second silo starts in January, nobody is trained yet"),
        ("competitor", "Vidsand offers 4 % less, without the laboratory"),
        ("strength", "our laboratory answers within a day"),
        ("threat", "purchasing wants one supplier less"),
        ("only_you", "her predecessor still decides with her, over lunch"),
    ),
    "Konex": (
        ("need", "spare impellers within two days"),
        ("challenge", "the quarry pump stops under load"),
        ("opportunity", "the test bench is ready in three weeks"),
    ),
    "Kan-code": (
        ("expectation", "trucks announced by message"),
        ("competitor", "Rhine Sand visits every week"),
    ),
    "Condax": (("challenge", "third shift from April without a foreman"), ("want", "resin in smaller drums")),
    "Hatfan": (("need", "delivery before six in the morning"),),
}
_FACTS: Final = {
    "Northglass": (
        ("maintenance", "yes", 60),
        ("share", "same", 40),
        ("intent", "yes", 40),
        ("reference", "yes", 90),
    ),
    "Kan-code": (("maintenance", "yes", 100), ("share", "down", 30)),
    "Condax": (("intent", "yes", 20), ("referral", "yes", 70), ("share", "up", 20)),
    "Hatfan": (("maintenance", "no", 50), ("intent", "no", 50)),
    "Konex": (("maintenance", "yes", 80), ("reference", "no", 30)),
}


def write_learning(pen: Pen, team: Team, trainings: list[Row]) -> None:
    """Topics for the trainings given (`trainings`), the library and who has what of it."""
    for topic, months in zip(TRAININGS, _MONTHS, strict=True):
        pen.rows.setdefault("topic", []).append(
            {"id": derived_id("topic", topic), "title": topic, "valid_months": months}
        )
    for row in trainings:
        row["usage"] = pen.pick((None, 1, 2, 3))
    anas = [place for place in team.places if place.rep_id == team.ana and not place.is_prospect]
    for number, place in enumerate(anas[:10]):
        _training(pen, place, TRAININGS[number % len(TRAININGS)], pen.ago(40 + 90 * (number % 6)))
        if number % 3 == 0:
            _training(pen, place, TRAININGS[(number + 1) % len(TRAININGS)], None)
    _library(pen, team, anas)


def _training(pen: Pen, place: Place, topic: str, given: date | None) -> None:
    """Given on a day to some, or planned in two weeks."""
    training = pen.write(
        "training", topic=topic, kind="ongoing", given_on=given, due_on=None if given else pen.ahead(9),
        account_id=place.id, usage=pen.pick((1, 2, 3)) if given else None,
    )  # fmt: skip
    for person in [person for person in place.people if person.is_active][1:4]:
        pen.link("training_person", ("training_id", training), ("contact_id", person.id))


def _library(pen: Pen, team: Team, anas: list[Place]) -> None:
    for number, (title, kind, sectors, url, path) in enumerate(_LIBRARY):
        item = pen.write("info", title=title, kind=kind, url=url, path=path, writer_id=None)
        for sector in sectors:
            pen.rows.setdefault("info_sector", []).append(
                {"id": derived_id(item, sector), "info_id": item, "sector": sector}
            )
        for place in anas[number::4]:
            if not sectors or place.company.sector in sectors:
                pen.write(
                    "share", info_id=item, contact_id=place.people[0].id, account_id=place.id,
                    brought_on=pen.ago(pen.between(10, 200)), reaction=pen.pick(("useful", "useful", "neutral", "no", None)),
                )  # fmt: skip
    pen.write(
        "info", title="What a forecast saves both of us", kind="best_practice", writer_id=team.ana, due_on=pen.ahead(8),
        note="one page, with Northglass's numbers if María agrees",
    )  # fmt: skip


def write_knowledge(pen: Pen, team: Team) -> None:
    """Dated notes, facts and deliveries of customers."""
    zone = ZoneInfo(ZONES["ES"])
    for name, notes in _NOTES.items():
        place = team.place(name)
        for kind, note in notes:
            day = pen.ago(pen.between(6, 80))
            at = instant(day, 17, 30, zone)
            row = pen.write(
                "interaction", type="note", status="completed", occurred_on=day, occurred_at=at, zone=zone.key,
                account_id=place.id, rep_id=place.rep_id, note=note, note_kind=kind, logged_at=at,
            )  # fmt: skip
            pen.link("participant", ("interaction_id", row), ("contact_id", place.people[0].id))
    for name, score in (("Condax", 9), ("Konex", 7), ("Kan-code", 10)):
        place = team.place(name)
        asked = {"asked_on": pen.ago(35), "account_id": place.id, "contact_id": place.people[0].id}
        pen.write("feedback", kind="nps", score=score, **asked)
    for name, facts in _FACTS.items():
        for kind, value, ago in facts:
            pen.write("fact", account_id=team.place(name).id, kind=kind, value=value, on_date=pen.ago(ago))
    for place in team.places:
        if place.rep_id == team.ana and place.company.segment in {"A", "B", "C"}:
            _deliveries(pen, place)


def _deliveries(pen: Pen, place: Place) -> None:
    """An order a month, most of them whole and on the day."""
    for number in range(12 if place.company.segment == "A" else 6):
        promised = pen.ago(20 + 29 * number)
        tons = float(pen.between(2, 10) * 10)
        late = pen.between(1, 5) if pen.happens(0.12) else 0
        short = round(tons * 0.9, 1) if pen.happens(0.08) else tons
        pen.write(
            "delivery", account_id=place.id, order_no=f"A{pen.between(10_000, 99_999)}", line="10",
            product=place.company.sector, promised=tons, delivered=short, unit="t", promised_on=promised,
            delivered_on=min(promised + timedelta(days=late), pen.today),
        )  # fmt: skip
