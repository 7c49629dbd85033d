import importlib
import pkgutil
from pathlib import Path
from typing import Any

from textual.message_pump import MessagePump
from textual.pilot import Pilot

import repcockpit.tui
from repcockpit.tui.cockpit import Cockpit
from repcockpit.tui.dialogs.why import WhyDialog
from tests.tui.stage import press, seen, today
from tests.tui.test_log_names import play

ADDITIVE = {"on_mount", "on_screen_resume", "on_screen_suspend", "on_resize", "on_unmount"}
"""Each class of a family adds its own; any other handler would do the same thing twice."""
ALONE = {"FilterScreen.on_footer_pressed"}
"""Handlers that keep the one below from what they did themselves."""


def children(of: type[Any]) -> set[type[Any]]:
    return set(of.__subclasses__()).union(*(children(one) for one in of.__subclasses__()))


def test_a_click_on_the_footer_runs_its_key_once(tmp_path: Path) -> None:
    async def scene(app: Cockpit, pilot: Pilot[Any]) -> None:
        footer = seen(app)[-1]
        await pilot.click(offset=(footer.index("why"), 23))
        await pilot.pause()
        assert [type(one) for one in app.screen_stack[1:]] == [WhyDialog]
        await press(pilot, "escape")
        assert len(app.screen_stack) == 1
        await press(pilot, "slash", "m")
        await pilot.click(offset=(seen(app)[-1].index("enter") + 1, 23))
        await pilot.pause()
        screen = today(app)
        assert (screen.is_filtering, screen.filter.text) == (False, "m")

    play(scene, tmp_path)


def test_no_handler_hides_one_that_is_called_as_well() -> None:
    for found in pkgutil.walk_packages(repcockpit.tui.__path__, "repcockpit.tui."):
        importlib.import_module(found.name)
    twice = {
        f"{each.__name__}.{name}"
        for each in children(MessagePump)
        if each.__module__.startswith("repcockpit.")
        for name in vars(each)
        if name.startswith("on_") and name not in ADDITIVE
        for above in each.__mro__[1:]
        if above.__module__.startswith("repcockpit.") and name in vars(above)
    }
    assert twice - ALONE == set()
