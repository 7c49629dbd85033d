"""Undo and redo: at once what is fresh, small and ours, else by asking."""

from typing import TYPE_CHECKING

from repcockpit.domain.errors import NothingToUndoError
from repcockpit.tui.desk import Undoable, Undone
from repcockpit.tui.text import visible
from repcockpit.tui.widgets.bars import Toast
from repcockpit.tui.words import ago, counted

if TYPE_CHECKING:
    from repcockpit.tui.screens.frame import FrameScreen

UNDO_SECONDS = 600
UNDO_ROWS = 100
LONG_ROWS = 5000
"""So many records are a whole import, and take a second or more."""


def undo(screen: "FrameScreen") -> None:
    """Take back the last change."""
    last = screen.desk.last_undoable()
    if last is None:
        raise NothingToUndoError("nothing to undo", "what you log from here on can be undone")
    found = Undoable(*last)
    if found.is_this_session and found.age_seconds <= UNDO_SECONDS and found.rows <= UNDO_ROWS:
        _take_back(screen)
        return
    from repcockpit.tui.dialogs.question import Question  # noqa: PLC0415 -- not needed before the first frame

    def answered(is_meant: bool | None) -> None:  # noqa: FBT001 -- the callback of a screen
        if not is_meant:
            return
        if found.rows >= LONG_ROWS:  # drawn first: the screen stands still meanwhile
            screen.show_toast(Toast("calm", f"Taking back {counted(found.rows, 'record')}", ink="muted"))
            screen.set_timer(0.1, lambda: screen.attempt_to(lambda: _take_back(screen)))
        else:
            screen.attempt_to(lambda: _take_back(screen))

    said = f"{counted(found.rows, 'record')}, {ago(found.age_seconds)}"
    if not found.is_this_session:
        said += ", not from this session"
    screen.app.push_screen(Question("Undo", visible(found.label), said, "undo it"), answered)


def _take_back(screen: "FrameScreen") -> None:
    _say(screen, screen.desk.undo(None), "U redoes")


def redo(screen: "FrameScreen") -> None:
    """Bring back what undo took away."""
    _say(screen, screen.desk.redo(), "u undoes")


def _say(screen: "FrameScreen", done: Undone, hint: str) -> None:
    screen.read_again()
    said = visible(done.text)
    if done.skipped:
        said += f"; {counted(done.skipped, 'record')} edited since, left alone"
    screen.show_toast(Toast("done", said, hint))
