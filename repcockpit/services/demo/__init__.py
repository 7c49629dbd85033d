"""The sample book: a team of six reps and two years of its life, seeded by the day it is for."""

from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

from repcockpit.services.book import rep_named
from repcockpit.services.demo.colleagues import write_colleagues, write_weeks
from repcockpit.services.demo.devices import write_devices
from repcockpit.services.demo.learning import write_knowledge, write_learning
from repcockpit.services.demo.life import write_life
from repcockpit.services.demo.monday import write_handed, write_monday
from repcockpit.services.demo.network import write_network
from repcockpit.services.demo.pen import Pen, Row
from repcockpit.services.demo.people import TEAM, Team, write_team
from repcockpit.services.demo.places import ZONES
from repcockpit.services.demo.reviews import write_reviews
from repcockpit.services.demo.scenes import write_newcomers, write_scenes
from repcockpit.services.demo.work import write_work
from repcockpit.services.device import look_up_holidays
from repcockpit.store.database import immediate, open_database, set_meta
from repcockpit.store.unit import Unit

__all__ = ["build_demo"]


def build_demo(path: Path, today: date, rep: str = "Ana Ruiz") -> None:
    """Write the sample book of `today` into a new database at `path`, on the device of `rep` (name or id).

    The same day gives the same rows with the same ids. Six reps, a manager, 78 accounts, 354 contacts. Raises
    NotFoundError or AmbiguousError for `rep`.
    """
    pen, extra = Pen(today), Pen(today, "monday")
    team = write_team(pen)
    write_newcomers(pen, team)
    people = pen.taken()
    others = write_colleagues(extra, team, people["contact"])
    _add(people, extra.taken())
    write_life(pen, team)
    life = pen.taken()
    write_weeks(extra, others)
    _add(life, extra.taken())
    work = _work(pen, team, people["contact"], life["interaction"])
    write_monday(extra, team, others, work["qbr"])
    _add(work, extra.taken())
    write_handed(extra, team, others)
    handed = extra.taken()
    _raise_ideas(work["idea"], life["interaction"], today)
    for some in (work, handed):
        _first_dates(some["task"])
    with closing(open_database(path)) as db:
        for label, rows, author, kind in (
            ("Team and customers", people, team.ana, "edit"),
            ("Two years of contact", life, team.ana, "edit"),
            ("Handed by the manager", handed, team.manager, "edit"),
            ("Work in hand", work, team.ana, "import"),
        ):
            with Unit(db, label, author_id=author, zone=ZONES["ES"], kind=kind) as unit:
                _write(unit, rows)
                if rows is people:
                    own = rep_named(db, rep)
                    write_devices(unit, pen, team, others, own)
                    for key, value in (("rep_id", own), ("team_name", TEAM), ("is_demo", 1)):
                        set_meta(db, key, value)
        with immediate(db):
            look_up_holidays(db, today.year)


def _work(pen: Pen, team: Team, contacts: list[Row], interactions: list[Row]) -> dict[str, list[Row]]:
    write_work(pen, team)
    write_scenes(pen, team)
    write_network(pen, team, contacts)
    write_learning(pen, team, pen.rows["training"])
    write_knowledge(pen, team)
    write_reviews(pen, team, [*interactions, *pen.rows["interaction"]])
    return pen.taken()


def _add(rows: dict[str, list[Row]], more: dict[str, list[Row]]) -> None:
    for table, some in more.items():
        rows.setdefault(table, []).extend(some)


def _raise_ideas(ideas: list[Row], interactions: list[Row], today: date) -> None:
    """Each idea came up when somebody was met there, lately or up to eleven weeks ago."""
    met: dict[object, list[Row]] = {}
    for row in interactions:
        if row.get("outcome") == "connected":
            met.setdefault(row["account_id"], []).append(row)
    for number, idea in enumerate(ideas):
        latest = today - timedelta(days=number * 7 % 77)
        rows = sorted(met.get(idea["account_id"], ()), key=lambda row: str(row["occurred_on"]))
        before = [row for row in rows if str(row["occurred_on"]) <= latest.isoformat()]
        if before:
            idea["interaction_id"] = before[-1]["id"]


def _first_dates(tasks: list[Row]) -> None:
    for row in tasks:
        row.setdefault("first_due_on", row["due_on"])


def _write(unit: Unit, rows: dict[str, list[Row]]) -> None:
    for table, some in rows.items():
        unit.insert_many(table, some)
