"""The sample book: a team of three reps and two years of its life, seeded by the day it is for."""

from datetime import date
from pathlib import Path

from repcockpit.services.demo.learning import write_knowledge, write_learning
from repcockpit.services.demo.life import write_life
from repcockpit.services.demo.network import write_network
from repcockpit.services.demo.pen import Pen, Row
from repcockpit.services.demo.people import TEAM, write_team
from repcockpit.services.demo.places import ZONES
from repcockpit.services.demo.reviews import write_reviews
from repcockpit.services.demo.scenes import write_newcomers, write_scenes
from repcockpit.services.demo.work import write_work
from repcockpit.store.database import open_database, set_meta
from repcockpit.store.unit import Unit

__all__ = ["build_demo"]


def build_demo(path: Path, today: date) -> None:
    """Write the sample book of `today` into a new database at `path`, with Ana Ruiz as the device's rep.

    The same day gives the same rows with the same ids. Three reps, a manager, 60 accounts, 300 contacts.
    """
    pen = Pen(today)
    team = write_team(pen)
    write_newcomers(pen, team)
    people = pen.taken()
    write_life(pen, team)
    life = pen.taken()
    write_work(pen, team)
    write_scenes(pen, team)
    write_network(pen, team, people["contact"])
    write_learning(pen, team, pen.rows["training"])
    write_knowledge(pen, team)
    write_reviews(pen, team, [*life["interaction"], *pen.rows["interaction"]])
    work = pen.taken()
    _first_dates(work["task"])
    db = open_database(path)
    try:
        for label, rows in (
            ("Team and customers", people),
            ("Two years of contact", life),
            ("Work in hand", work),
        ):
            with Unit(db, label, author_id=team.ana, zone=ZONES["ES"]) as unit:
                _write(unit, rows)
                set_meta(db, "rep_id", team.ana)
                set_meta(db, "team_name", TEAM)
                set_meta(db, "is_demo", 1)
    finally:
        db.close()


def _first_dates(tasks: list[Row]) -> None:
    for row in tasks:
        row.setdefault("first_due_on", row["due_on"])


def _write(unit: Unit, rows: dict[str, list[Row]]) -> None:
    for table, some in rows.items():
        unit.insert_many(table, some)
