"""The devices of the team, as the book has heard of them: when each was last in touch."""

from zoneinfo import ZoneInfo

from repcockpit.domain.ids import derived_id
from repcockpit.services.demo.colleagues import STALE_DAYS, Colleagues
from repcockpit.services.demo.pen import Pen, instant
from repcockpit.services.demo.people import Team
from repcockpit.services.demo.places import ZONES
from repcockpit.store.roster import change_replica
from repcockpit.store.unit import Unit


def write_devices(unit: Unit, pen: Pen, team: Team, others: Colleagues, own: bytes) -> None:
    """A device of each but of `own`, whose device this is: last evening in touch, one of them a week ago."""
    zone = ZoneInfo(ZONES["DE"])
    for rep_id, name, ago, hour in (
        (team.ana, "laptop-ana", 1, 18),
        (others.jakub, "laptop-jakub", 1, 17),
        (team.jon, "laptop-jon", 1, 18),
        (others.lena, "laptop-lena", 1, 8),
        (team.milena, "laptop-milena", 1, 19),
        (team.manager, "office-petra", 1, 16),
        (others.tomas, "laptop-tomas", STALE_DAYS, 18),
    ):
        if rep_id == own:
            continue
        replica = derived_id("demo device", pen.today.isoformat(), rep_id)
        number = unit.db.execute("select max(no) + 1 from replica").fetchone()[0]
        unit.db.execute("insert into replica (no, id) values (?, ?)", (number, replica))
        begun, seen = instant(pen.ago(500), 9, 0, zone), instant(pen.ago(ago), hour, 5, zone)
        told = {
            "person_id": rep_id,
            "device_name": name,
            "created_at": begun,
            "reason": "new",
            "synced_at": seen,
        }
        change_replica(unit, replica, told)
