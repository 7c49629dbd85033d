"""The same histories with hypothesis at the wheel: what fails is made small."""

import shutil
import tempfile
from contextlib import ExitStack
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    precondition,
    rule,
    run_state_machine_as_test,
)

from tests.sync.histories.nature import installed
from tests.sync.histories.world import ROOM, World

DEVICE = st.integers(0, 3)


class Histories(RuleBasedStateMachine):
    """Rules are the steps of a history; the end of a run is the end of the history."""

    def __init__(self) -> None:
        super().__init__()
        self.stack = ExitStack()
        self.stack.enter_context(installed())
        self.folder = Path(tempfile.mkdtemp(prefix="repcockpit-history-", dir=ROOM))
        self.world: World | None = None

    @initialize(seed=st.integers(0, 1 << 20))
    def begin(self, seed: int) -> None:
        self.world = World(seed, self.folder)

    @property
    def here(self) -> World:
        assert self.world is not None
        return self.world

    @rule(device=DEVICE)
    def somebody_acts(self, device: int) -> None:
        one = self.here.devices[device % len(self.here.devices)]
        with self.here.nature.on(one):
            self.here.people.act(one)

    @rule(device=DEVICE)
    def a_sync_begins(self, device: int) -> None:
        self.here.begin_sync(self.here.devices[device % len(self.here.devices)])

    @precondition(lambda self: self.world is not None and self.world.turns)
    @rule(which=st.integers(0, 20), steps=st.integers(1, 25))
    def a_sync_goes_on(self, which: int, steps: int) -> None:
        turn = self.here.turns[which % len(self.here.turns)]
        for _ in range(steps):
            if turn in self.here.turns:
                self.here.step_sync(self.here.turns.index(turn))

    @precondition(lambda self: self.world is not None and self.world.turns)
    @rule(which=st.integers(0, 20))
    def a_sync_is_killed(self, which: int) -> None:
        self.here.kill(self.here.turns[which % len(self.here.turns)])

    @rule(device=DEVICE)
    def an_accident_happens(self, device: int) -> None:
        self.here.accidents.happen(self.here.devices[device % len(self.here.devices)])

    @rule(milliseconds=st.sampled_from((1, 50, 86_400_000)))
    def time_passes(self, milliseconds: int) -> None:
        self.here.now += milliseconds

    def teardown(self) -> None:
        try:
            if self.world is not None:
                self.world.end()
                self.world.close()
                assert not self.world.bad, "\n".join(self.world.story)
        finally:
            self.stack.close()
            shutil.rmtree(self.folder, ignore_errors=True)


def _run(examples: int, steps: int) -> None:
    checks = (HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large)
    run_state_machine_as_test(
        Histories,
        settings=settings(
            max_examples=examples, stateful_step_count=steps, deadline=None, suppress_health_check=checks
        ),
    )


def test_histories_that_hypothesis_draws() -> None:
    _run(10, 25)


@pytest.mark.slow
def test_many_histories_that_hypothesis_draws() -> None:
    _run(80, 40)
