"""Histories of several devices: a snapshot of one of them with the later frames is all frames."""

import random
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from repcockpit.sync.held import held_frames
from repcockpit.sync.ingest import ingest
from repcockpit.sync.snapshots.covers import cover_of
from tests.sync.merge.devices import TEAM, Device
from tests.sync.snapshots import history, same, snapshot_of, take_all

_DEVICES = 3
_STEP = st.tuples(
    st.integers(0, _DEVICES - 1),
    st.sampled_from(("insert", "name", "phone", "address", "motto", "hide", "unhide", "pull")),
    st.integers(0, 5),
)


class Story:
    """Devices that write and pull as told; the last one is of a newer version, with a column more."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.devices = [Device(folder, f"d{no}") for no in range(_DEVICES)]
        self.devices[-1].db.execute("alter table account add column motto text")
        self.ids: list[bytes] = []
        self.count = 0

    def act(self, who: int, what: str, which: int) -> None:
        device = self.devices[who]
        self.count += 1
        if what == "pull":
            device.pull(self.devices[which % _DEVICES])
            return
        if what == "insert" or not self.ids:
            self.ids.append(device.insert("account", name=f"Account {self.count}"))
            return
        row = self.ids[which % len(self.ids)]
        shown = device.one("account", row, "_hidden")
        if what == "hide" and shown == 0:
            device.hide("account", row)
        elif what == "unhide" and shown == 1:
            device.unhide("account", row)
        elif shown == 0 and what == "address":
            device.update("account", row, street=f"Calle {self.count}", city="Oviedo")
        elif shown == 0 and what in {"name", "phone"}:
            values: dict[str, Any] = {what: str(self.count)}
            device.update("account", row, None, **values)
        elif shown == 0 and what == "motto" and who == _DEVICES - 1:
            device.update("account", row, motto=str(self.count))

    def fork(self) -> None:
        """A copy of the first device writes on under the same replica."""
        device = self.devices[0]
        device.pull(self.devices[1])
        device.db.execute("pragma wal_checkpoint(truncate)").fetchall()
        shutil.copy(device.path, self.folder / "twin.db")
        self.devices[1] = Device(self.folder, "twin")


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(_STEP, min_size=3, max_size=20),
    st.lists(_STEP, max_size=8),
    st.booleans(),
    st.integers(0, _DEVICES - 2),
    st.randoms(use_true_random=False),
)
def test_a_snapshot_and_later_frames_are_all_frames(
    before: list[tuple[int, str, int]],
    after: list[tuple[int, str, int]],
    is_forked: bool,
    maker: int,
    chance: random.Random,
) -> None:
    """Histories with conflicts, deletes, forks and a newer version's column; frames one by one in any order."""
    with TemporaryDirectory() as name:
        story = Story(Path(name))
        half = len(before) // 2
        for step in before[:half]:
            story.act(*step)
        if is_forked:
            story.fork()
        for step in before[half:]:
            story.act(*step)
        story.act(maker, "insert", 0)
        frames = snapshot_of(story.devices[maker])
        for step in after:
            story.act(*step)
        fresh, slow = Device(story.folder, "fresh"), Device(story.folder, "slow")
        for device in story.devices:
            slow.pull(device)
        take_all(fresh, frames)
        rest = list(held_frames(slow.db))
        chance.shuffle(rest)
        for frame in rest:
            ingest(fresh.db, TEAM, [frame])
        ingest(fresh.db, TEAM, [])
        assert cover_of(fresh.db) is None
        same(fresh, slow)
        assert history(fresh.db) == history(slow.db)
        for device in (*story.devices, fresh, slow):
            device.db.close()
