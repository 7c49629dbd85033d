"""Whatever the order, grouping and repetition of frames, the state is the same; and it is what frames and log tell."""

import os
import random
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from repcockpit.domain.errors import InvalidValueError
from repcockpit.domain.ids import derived_id
from repcockpit.store.database import immediate, set_meta
from repcockpit.sync.bodies import decode_body
from repcockpit.sync.frames import Frame, plain_body, redacted
from repcockpit.sync.held import held_frames
from repcockpit.sync.ingest import ingest
from repcockpit.sync.merge.proof import differences
from repcockpit.sync.packs import pack, runs, unpacked
from repcockpit.sync.seal import seal
from tests.sync.histories.check import states
from tests.sync.histories.devices import template
from tests.sync.merge.devices import TEAM, Device, meet

STEPS = st.lists(
    st.tuples(
        st.integers(0, 2),
        st.sampled_from(("edit", "edit", "edit", "hide", "show", "insert", "same", "meet", "seal")),
        st.integers(0, 5),
    ),
    min_size=3,
    max_size=18,
)
QUICKLY = settings(
    max_examples=10,
    deadline=None,
    suppress_health_check=(HealthCheck.function_scoped_fixture, HealthCheck.too_slow),
)


@pytest.fixture
def places(tmp_path: Path) -> Path:
    return tmp_path


class Work:
    """Three devices that did what was drawn, and all frames of it."""

    def __init__(self, folder: Path, steps: list[tuple[int, str, int]]) -> None:
        self.devices = [fresh(folder, name) for name in "abc"]
        first = self.devices[0]
        rows = [first.insert("account", name=f"H{n}", phone="0") for n in range(2)]
        self.rows = [("account", row) for row in rows] + [("task", first.insert("task", title="T"))]
        meet(*self.devices)
        for number, (who, what, where) in enumerate(steps):
            self.do(self.devices[who], what, where, number)
        for device in self.devices:
            seal(device.db, TEAM)
        found = {frame.key: frame for device in self.devices for frame in held_frames(device.db)}
        self.frames = [found[key] for key in sorted(found)]

    def do(self, device: Device, what: str, where: int, number: int) -> None:
        table, row = self.rows[where % len(self.rows)]
        if what == "meet":
            device.pull(self.devices[where % 3])
        elif what == "seal":
            seal(device.db, TEAM)
        elif what == "insert":
            device.insert("task", title=f"new {number}")
        elif what == "same":
            device.insert("account", id=derived_id("x", str(where)), name="Same", phone=str(number % 2))
        elif what == "hide":
            device.hide(table, row)
        elif what == "show":
            device.unhide(table, row)
        else:
            field = ("phone", "note", "city") if table == "account" else ("title", "note", "due_on")
            try:
                device.update(table, row, None, **{field[where % 3]: f"v{number}"})
            except InvalidValueError:
                return  # in the bin

    def close(self) -> None:
        for device in self.devices:
            device.db.close()


def fresh(folder: Path, name: str) -> Device:
    """A device whose database was not founded but copied, which is ten times as quick."""
    (folder / f"{name}.db").write_bytes(template())
    device = Device(folder, name)
    device.db.execute("pragma synchronous = off")
    with immediate(device.db):
        device.db.execute("update replica set id = ?", (os.urandom(16),))
        set_meta(device.db, "db_id", os.urandom(16))
    return device


def taken(folder: Path, name: str, groups: list[list[Frame]]) -> dict[Any, Any]:
    """The state of a new device that takes these groups of frames, one after the other."""
    db = fresh(folder, name).db
    for group in groups:
        ingest(db, TEAM, group)
    assert list(differences(db)) == []
    state = states(db)
    before = db.total_changes
    assert ingest(db, TEAM, [frame for group in groups for frame in group]).stored == 0
    assert db.total_changes == before, "a second ingest writes nothing"
    db.close()
    return state


def grouped(frames: list[Frame], dice: random.Random) -> list[list[Frame]]:
    """The frames in another order, cut anywhere, some of them twice."""
    mixed = dice.sample(frames, len(frames)) + dice.choices(frames, k=3)
    groups: list[list[Frame]] = [[]]
    for frame in mixed:
        groups[-1].append(frame)
        if dice.random() < 0.4:
            groups.append([])
    return groups


_number = iter(range(1 << 30))


@QUICKLY
@given(steps=STEPS, seed=st.integers(0, 1 << 16))
def test_order_grouping_and_repetition_make_no_difference(
    places: Path, steps: list[tuple[int, str, int]], seed: int
) -> None:
    folder = places / str(next(_number))
    folder.mkdir()
    work, dice = Work(folder, steps), random.Random(seed)
    one = taken(folder, "one", [work.frames])
    assert taken(folder, "two", grouped(work.frames, dice)) == one
    assert taken(folder, "three", [[frame] for frame in reversed(work.frames)]) == one
    for device in work.devices:
        ingest(device.db, TEAM, work.frames)
        assert states(device.db) == one, "who wrote it shows the same"
        assert list(differences(device.db)) == []
    work.close()


@QUICKLY
@given(steps=STEPS, seed=st.integers(0, 1 << 16))
def test_packs_give_the_same_state_and_the_same_names(
    places: Path, steps: list[tuple[int, str, int]], seed: int
) -> None:
    folder = places / str(next(_number))
    folder.mkdir()
    work, dice = Work(folder, steps), random.Random(seed)
    packed = [pack(run) for run in runs(work.frames)]
    assert [one.key for frame in packed for one in unpacked(frame)] == [frame.key for frame in work.frames]
    assert taken(folder, "one", grouped(packed, dice)) == taken(folder, "two", [work.frames])
    work.close()


@QUICKLY
@given(steps=STEPS)
def test_a_blanked_frame_keeps_its_names(places: Path, steps: list[tuple[int, str, int]]) -> None:
    folder = places / str(next(_number))
    folder.mkdir()
    work = Work(folder, steps)
    for frame in work.frames:
        blanked = redacted(frame, plain_body(frame))
        assert blanked.key == frame.key
        assert blanked.header.prev == frame.header.prev
        assert decode_body(plain_body(blanked)) == decode_body(plain_body(frame))
    work.close()


@QUICKLY
@given(steps=STEPS, cut=st.integers(0, 40))
def test_a_kill_at_any_transaction_leaves_rows_that_frames_and_log_tell(
    places: Path, steps: list[tuple[int, str, int]], cut: int
) -> None:
    folder = places / str(next(_number))
    folder.mkdir()
    work = Work(folder, steps)
    db = fresh(folder, "killed").db
    for frame in work.frames[: cut % (len(work.frames) + 1)]:
        ingest(db, TEAM, [frame])
    twin = sqlite3.connect(folder / "twin.db", isolation_level=None)
    db.backup(twin)  # what a process that dies here leaves
    db.close()
    assert list(differences(twin)) == []
    ingest(twin, TEAM, work.frames)
    assert states(twin) == taken(folder, "whole", [work.frames])
    twin.close()
    work.close()
