"""A walk through every screen and every dialog of the cockpit on a real book, for tests that look at each."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

from textual.pilot import Pilot

from repcockpit.domain.team import this_quarter
from repcockpit.tui.cockpit import Cockpit
from repcockpit.tui.screens.checked import CheckedScreen
from repcockpit.tui.screens.frame import FrameScreen
from repcockpit.tui.screens.listing import ListScreen
from repcockpit.tui.subject import QUESTIONS, Subject
from tests.tui.stage import tap

PLACES = (
    "today", "accounts", "contacts", "qbrs", "requests", "coverage", "team", "team_rep", "team_rows", "detail",
    "orgchart", "brief", "training", "news", "ideas", "scorecard", "history", "bin", "duplicates", "settings", "conflicts", "conflict", "sync",
    "inbox", "handover",
)  # fmt: skip
DIALOGS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("today", "log", ("l",)),
    ("today", "log, echo", ("l", *"ok +r x by fri", "left")),
    ("today", "log, names", ("l", *"call an")),
    ("today", "log, form", ("l", *"ok", "tab")),
    ("today", "why", ("w",)),
    ("today", "why, end", ("w", "G")),
    ("today", "help", ("question_mark",)),
    ("today", "help, found", ("question_mark", *"tier")),
    ("today", "palette", ("ctrl+p",)),
    ("today", "palette, found", ("ctrl+p", "a")),
    ("today", "attempt", ("a",)),
    ("today", "tier", ("t",)),
    ("today", "filter", ("slash", "a")),
    ("today", "nothing found", ("slash", *"zzqqzz")),
    ("today", "fifteen", ("f",)),
    ("today", "end of day", ("E",)),
    ("today", "move", ("m",)),
    ("today", "new", ("n",)),
    ("today", "edit", ("e",)),
    ("today", "owner", ("O",)),
    ("today", "chosen", ("asterisk",)),
    ("today", "undo", ("u",)),
    ("today", "files", ("i",)),
    ("today", "all well", ("L",)),
    ("accounts", "new account", ("n",)),
    ("accounts", "views", ("v",)),
    ("accounts", "views, name", ("slash", "a", "enter", "v", "n", *"x")),
    ("accounts", "edit", ("e",)),
    ("accounts", "why", ("w",)),
    ("accounts", "sorted", ("s",)),
    ("accounts", "export", ("x",)),
    ("contacts", "new person", ("n",)),
    ("contacts", "edit", ("e", "tab", "tab")),
    ("contacts", "snooze", ("z",)),
    ("contacts", "snooze, typed", ("z", *"3d x")),
    ("qbrs", "checklist", ("tab", "j")),
    ("qbrs", "date", ("tab", "g", "enter")),
    ("qbrs", "accepted", ("tab", "g", "j", "enter")),
    ("qbrs", "their challenge", ("tab", "g", "right", "j", "enter", "a")),
    ("qbrs", "decisions", ("tab", "g", "right", *"jjj", "enter", "a")),
    ("qbrs", "after the meeting", ("G", "tab")),
    ("qbrs", "why", ("w",)),
    ("qbrs", "pack", ("p", "tab")),
    ("qbrs", "skip", ("z", *"a by b")),
    ("qbrs", "held", ("h",)),
    ("coverage", "why", ("w",)),
    ("coverage", "whose role", ("R",)),
    ("coverage", "role", ("R", "enter")),
    ("coverage", "support", ("V", "enter", *"s so")),
    ("coverage", "filter", ("slash", *"a")),
    ("requests", "new", ("r",)),
    ("requests", "new, typed", ("r", *"e1 17:40 call x by fri")),
    ("requests", "new, unknown", ("r", *"@zzqq x")),
    ("requests", "steps", ("enter",)),
    ("requests", "hand", ("enter", "h", *"QA")),
    ("requests", "why", ("w",)),
    ("requests", "call-back", ("c",)),
    ("team", "why", ("w",)),
    ("team", "help lines", ("tab", "tab")),
    ("team", "end", ("G",)),
    ("team", "filter", ("slash", *"a")),
    ("team", "month", ("P",)),
    ("team", "any days", ("D", *"3/11 20/11")),
    ("team", "no days", ("D", *"zz")),
    ("team", "export", ("x", "tab")),
    ("team", "pack", ("p",)),
    ("team_rep", "why", ("w",)),
    ("team_rep", "end", ("G",)),
    ("team_rows", "record", ("enter",)),
    ("team_rows", "why", ("w",)),
    ("team_rows", "filter", ("slash", *"a")),
    ("detail", "why", ("w",)),
    ("detail", "new", ("n",)),
    ("detail", "edit", ("e",)),
    ("detail", "history", ("H",)),
    ("detail", "next section", ("tab", "tab")),
    ("orgchart", "left", ("X",)),
    ("orgchart", "role", ("R",)),
    ("orgchart", "support", ("V", *"s so")),
    ("orgchart", "new person", ("n", *"Ana, QA")),
    ("orgchart", "move", ("m",)),
    ("orgchart", "why", ("w",)),
    ("orgchart", "filter", ("slash", *"a")),
    ("brief", "all well", ("L",)),
    ("brief", "all well, no", ("L", "d")),
    ("brief", "print", ("p",)),
    ("brief", "log", ("l",)),
    ("brief", "request", ("r", *"x")),
    ("training", "cell", ("enter",)),
    ("training", "plan", ("enter", *"planned for", "enter", *"fri")),
    ("training", "next topic", ("right", "right")),
    ("training", "why", ("w",)),
    ("training", "new topic", ("n",)),
    ("news", "item", ("enter",)),
    ("news", "bring", ("space",)),
    ("news", "reaction", ("space", "enter")),
    ("news", "new item", ("n",)),
    ("news", "everybody", ("N",)),
    ("ideas", "idea", ("enter",)),
    ("ideas", "why", ("w",)),
    ("ideas", "state", ("m",)),
    ("scorecard", "why", ("w",)),
    ("scorecard", "rep", ("A",)),
    ("scorecard", "team, filter", ("A", "A", "slash", "a")),
    ("history", "unfolded", ("enter",)),
    ("history", "take back", ("u",)),
    ("duplicates", "compare", ("enter",)),
    ("settings", "change", ("enter",)),
    ("today", "sync", ("S",)),
    ("sync", "target", ("t", *"~/a/")),
    ("sync", "row", ("enter",)),
    ("inbox", "approve", ("plus", "a")),
    ("inbox", "whole", ("w",)),
    ("handover", "opened", ("enter",)),
    ("handover", "all opened, end", ("asterisk", "G")),
    ("handover", "whole", ("w",)),
    ("handover", "who gets it", ("n",)),
    ("handover", "for good or not", ("n", "enter")),
    ("handover", "until when", ("n", "enter", *"cover", "enter", *"fri")),
    ("handover", "pack", ("p", "tab")),
    ("handover", "filter", ("slash", *"a")),
    ("accounts", "hand to", ("F",)),
    ("settings", "keys", ("slash", *"snooze", "enter", "enter")),
    ("settings", "number", ("slash", *"days", "enter", "enter")),
)
"""Where, what it is called, and the keys that open it."""


async def stand(app: Cockpit, pilot: Pilot[Any], place: str) -> FrameScreen:
    """Go to a screen, with nothing over it, its cursor on the first row and no filter."""
    while len(app.screen_stack) > 1:
        app.pop_screen()
    if place in {"today", "accounts", "contacts", "qbrs", "coverage", "team"}:
        app.go(place)
    elif place in {"team_rep", "team_rows"}:
        await _into_the_team(app, pilot, place)
    elif place in {"detail", "orgchart", "brief", "training", "news", "scorecard", "history"}:
        app.go("accounts")
        await pilot.pause()
        subject = account(app)
        if place == "detail":
            app.open_detail(subject)
        else:
            app.open_place(place, subject)
    else:
        app.open_place(place)
    await pilot.pause()
    if place == "sync" and not isinstance(app.screen, FrameScreen):
        app.pop_screen()  # a book without a target is asked for one
        await pilot.pause()
    screen = app.screen
    assert isinstance(screen, FrameScreen), (place, app.screen_stack)
    assert screen.place == place
    clear(screen)
    return screen


async def _into_the_team(app: Cockpit, pilot: Pilot[Any], place: str) -> None:
    """The page of the first rep, and the rows behind their touches of the quarter."""
    team: Any = app.go("team")
    await pilot.pause()
    await app.workers.wait_for_complete()
    await pilot.pause()
    rep = team.view.rows[0]
    if place == "team_rep":
        app.open_place(place, rep.id, team.span, team.view)
    else:
        app.open_place(place, rep.id, rep.name, "touches", this_quarter(team.span.since))


def clear(screen: FrameScreen) -> None:
    """Nothing chosen, no filter, no toast, no first key, the cursor at the top."""
    screen.clear_toast()
    screen.prefix = ""
    if isinstance(screen, CheckedScreen):
        screen.go_to_point(0, is_inside=False)
    if isinstance(screen, ListScreen):
        screen.chosen.clear()
        if screen.filter.text or screen.is_filtering:
            screen.perform("back")
        screen.ledger.go_to(0)


def account(app: Cockpit) -> Subject:
    """What the row under the cursor is about."""
    found = app.screen.subject  # type: ignore[attr-defined]
    assert isinstance(found, Subject)
    return found


async def loaded(app: Cockpit, pilot: Pilot[Any]) -> None:
    """Show the lists once and wait until they are whole."""
    for place in ("accounts", "contacts", "today"):
        await stand(app, pilot, place)
        await app.workers.wait_for_complete()
        await pilot.pause()


async def rows(app: Cockpit, pilot: Pilot[Any], place: str, most: int) -> AsyncIterator[str]:
    """The cursor on each of the first rows of a screen, the pane beside it."""
    screen = await stand(app, pilot, place)
    if not isinstance(screen, ListScreen):  # one conflict is no list
        return
    for number in range(min(most, screen.ledger.sheet.row_count)):
        screen.ledger.go_to(number)
        await pilot.pause()
        yield f"{place}, row {number}"


async def questions(app: Cockpit, pilot: Pilot[Any]) -> AsyncIterator[str]:
    """The dialog of each question that Today asks."""
    screen = await stand(app, pilot, "today")
    assert isinstance(screen, ListScreen)
    asked = [
        number
        for number in range(screen.ledger.sheet.row_count)
        if (found := screen.subject_of(screen.ledger.sheet.row(number))) and found.kind in QUESTIONS
    ]
    ledger = screen.ledger
    for number in asked:
        ledger.go_to(number)
        await tap(pilot, "h")
        yield f"today, question {number}"
        while app.screen is not screen:
            app.pop_screen()


async def tour(app: Cockpit, pilot: Pilot[Any], files: Path | None = None) -> AsyncIterator[str]:
    """Every screen, every dialog over it, and the preview of an import of `files`."""
    for place in PLACES:
        screen = await stand(app, pilot, place)
        depth = len(app.screen_stack)
        yield place
        for where, name, keys in DIALOGS:
            if where == place:
                await tap(pilot, *keys)
                yield f"{place}, {name}"
                while len(app.screen_stack) > depth:
                    app.pop_screen()
                if app.screen is not screen:
                    screen = await stand(app, pilot, place)
                clear(screen)
    async for where in questions(app, pilot):
        yield where
    if files is not None:
        await stand(app, pilot, "today")
        await tap(pilot, "i")
        app.screen.take_paste(f"'{files}'")  # type: ignore[attr-defined]
        await pilot.pause()
        yield "files, one chosen"
        await tap(pilot, "enter")
        await app.workers.wait_for_complete()
        await pilot.pause()
        yield "import preview"
        await tap(pilot, "e")
        yield "import preview, column"
    await stand(app, pilot, "today")
