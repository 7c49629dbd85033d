"""The inbox: open it, answer what waits, open what it is about."""

from functools import partial
from typing import TYPE_CHECKING

from repcockpit.domain.views.managing import InboxRow
from repcockpit.tui.deeds.capturing import NO_ROW
from repcockpit.tui.deeds.decisions import say

if TYPE_CHECKING:
    from repcockpit.tui.screens.frame import FrameScreen
    from repcockpit.tui.screens.inbox import InboxScreen


def inbox(screen: "FrameScreen") -> None:
    """What waits for an answer."""
    if screen.place == "inbox":
        screen.read_again()
    else:
        screen.cockpit.open_place("inbox")


def approve(screen: "InboxScreen") -> None:
    """Say yes, with a note or without."""
    _answer(screen, is_yes=True)


def refuse(screen: "InboxScreen") -> None:
    """Say no, with a note or without."""
    _answer(screen, is_yes=False)


def _answer(screen: "InboxScreen", *, is_yes: bool) -> None:
    from repcockpit.tui.dialogs.noting import Noting  # noqa: PLC0415 -- needed only here

    rows = screen.chosen_rows()
    if not rows:
        screen.show_toast(NO_ROW)
        return
    ids = [row.view.id for row in rows]
    screen.desk.managing.check(ids)

    def noted(note: str | None) -> None:
        if note is not None:
            screen.attempt_to(lambda: say(screen, screen.desk.managing.answer(ids, note, is_yes=is_yes)))

    what = rows[0].what if len(rows) == 1 else f"{len(rows):,} of them: {rows[0].what}, …"
    by = rows[0].view.asked_by
    about = f"{by.name} asks: {what}" if len(rows) == 1 and by is not None else what
    why = rows[0].view.reason if len(rows) == 1 else ""
    about += f" ({why})" if why else ""
    verb = "approve" if is_yes else "refuse"
    screen.app.push_screen(Noting(verb.capitalize(), about[:1].upper() + about[1:], verb), noted)


def open_subject(screen: "InboxScreen") -> None:
    """The review or the account that it is about."""
    if screen.subject is None:
        screen.show_toast(NO_ROW)
    elif screen.subject.kind == "qbr":
        from repcockpit.tui.dialogs.record import open_record  # noqa: PLC0415 -- reviews only

        open_record(screen, screen.subject)
    else:
        screen.cockpit.open_detail(screen.subject)


def explain(screen: "InboxScreen") -> None:
    """All that is known of it."""
    from repcockpit.tui.dialogs.reading import Reading  # noqa: PLC0415 -- needed only here
    from repcockpit.tui.inbox_rows import inbox_lines  # noqa: PLC0415 -- the same

    row: InboxRow | None = screen.row
    if row is None:
        screen.show_toast(NO_ROW)
        return
    lines = partial(inbox_lines, row, today=screen.desk.now().date(), glyphs=screen.cockpit.glyphs)
    screen.app.push_screen(Reading("What is asked", lines))
