import asyncio
import importlib
import pkgutil
from typing import Any

from textual.message_pump import MessagePump

import repcockpit.tui
from repcockpit.tui.dialogs.why import WhyDialog
from tests.tui.stage import cockpit, press, seen, today

ADDITIVE = {
    "on_mount",
    "on_screen_resume",
    "on_screen_suspend",
    "on_resize",
    "on_unmount",
    "on_worker_state_changed",
}
"""Each class of a family adds its own (a worker is told by its name); any other handler would do the same thing twice."""
ALONE = {"FilterScreen.on_footer_pressed"}
"""Handlers that keep the one below from what they did themselves."""


def children(of: type[Any]) -> set[type[Any]]:
    return set(of.__subclasses__()).union(*(children(one) for one in of.__subclasses__()))


def test_a_click_on_the_footer_runs_its_key_once() -> None:
    async def scenario() -> None:
        app = cockpit()
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            await pilot.click(offset=(seen(app)[-1].index("why"), 23))
            await pilot.pause()
            assert [type(one) for one in app.screen_stack[1:]] == [WhyDialog]
            await press(pilot, "escape")
            assert len(app.screen_stack) == 1
            await press(pilot, "slash", "m")
            await pilot.click(offset=(seen(app)[-1].index("enter") + 1, 23))
            await pilot.pause()
            screen = today(app)
            assert (screen.is_filtering, screen.filter.text) == (False, "m")

    asyncio.run(scenario())


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
