"""Many rows to the bin at once leave what `hide` leaves row by row."""

from pathlib import Path

from repcockpit.store.hiding import hide_many
from repcockpit.store.unit import Unit
from repcockpit.sync.merge.proof import differences
from tests.sync.merge.devices import Device, meet


def test_what_many_wrote_is_named_and_hidden_everywhere(tmp_path: Path) -> None:
    ana, tomas = Device(tmp_path, "ana"), Device(tmp_path, "tomas")
    with Unit(ana.db, "add") as unit:
        ids = unit.insert_many("task", [{"title": f"task {number}"} for number in range(1_203)])
    meet(ana, tomas)
    ana.update("task", ids[0], title="by Ana")
    tomas.update("task", ids[0], title="by Tomás")
    ana.update("task", ids[1], title="not seen")
    tomas.hide("task", ids[2])
    with Unit(tomas.db, "remove") as unit:
        assert hide_many(unit, "task", [*ids, ids[3]]) == len(ids) - 1
        assert hide_many(unit, "task", ids) == 0
    meet(ana, tomas)
    for device in (ana, tomas):
        shown = [row[0] for row in device.db.execute("select id from task where _hidden = 0").fetchall()]
        assert sorted(shown) == sorted(ids[:2]), "only what was not seen stays"
        assert not list(differences(device.db))
    with Unit(ana.db, "remove") as unit:
        assert hide_many(unit, "task", ids) == 2
    meet(ana, tomas)
    for device in (ana, tomas):
        text = "select (select count(*) from task where _hidden = 0), (select count(*) from sync_delete where is_open)"
        assert device.db.execute(text).fetchone() == (0, 0)
        assert not list(differences(device.db))
