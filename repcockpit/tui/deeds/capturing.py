"""Logging: the capture line, and attempts by one letter."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from repcockpit.domain.views.today import TodayItem
from repcockpit.tui.desk import Saved
from repcockpit.tui.subject import Subject
from repcockpit.tui.text import cells, visible
from repcockpit.tui.widgets.bars import Toast

if TYPE_CHECKING:
    from repcockpit.tui.screens.frame import FrameScreen

NO_ROW = Toast("calm", "No row is under the cursor", ink="muted")


def log(screen: "FrameScreen") -> None:
    """Open the log dialog on the row under the cursor, or on none; an appointment of today says its type."""
    log_with(screen, screen.subject, _appointed(screen))


def _appointed(screen: "FrameScreen") -> str:
    """The type of today's appointment under the cursor: a line of another type would leave it standing."""
    from repcockpit.domain.capture.vocabulary import TYPES  # noqa: PLC0415 -- not needed before the first frame

    row = getattr(screen, "row", None)
    if not isinstance(row, TodayItem) or (row.group, row.kind) != ("today", "meeting") or row.days_over:
        return ""
    kind = row.title.replace(":", " ").split(" ", 1)[0].lower()
    return f"{kind} " if kind in TYPES and kind != "call" else ""


def log_with(
    screen: "FrameScreen",
    subject: Subject | None,
    begin: str = "",
    then: "Callable[[Saved | None], None] | None" = None,
) -> None:
    """Open the log dialog with somebody in context, `begin` in its field; `then` hears what was saved."""
    from repcockpit.tui.dialogs.log import LogDialog  # noqa: PLC0415 -- not needed before the first frame

    desk, app = screen.desk, screen.cockpit

    def named(key: str) -> Subject | None:
        kind, _, id_hex = key.partition(":")
        return desk.subjects.named(kind, bytes.fromhex(id_hex)) if id_hex else None

    def logged(saved: Saved | None) -> None:
        if saved is not None:
            say_saved(screen, saved)
        if then is not None:
            then(saved)
        elif dialog.goes_on:
            _log_following(screen, subject)

    dialog = LogDialog(desk, subject, desk.now().date(), app.drafts, named, begin)
    app.push_screen(dialog, logged)


def _log_following(screen: "FrameScreen", before: Subject | None) -> None:
    """Log the row after the one just logged, which may have stayed in the list."""
    key = before.key if before is not None else None
    ledger = getattr(screen, "ledger", None)
    if ledger is not None and screen.subject is not None and screen.subject.key == key:
        ledger.move(1)
    if screen.subject is not None and screen.subject.key != key:
        log(screen)


def say_saved(screen: "FrameScreen", saved: Saved | None) -> None:
    """Fill the list anew and say what was written; None: nothing was."""
    if saved is None:
        screen.show_toast(Toast("calm", "Nothing was changed", ink="muted"))
        return
    before = screen.subject
    screen.read_again(is_done=True)
    words, following = visible(saved.text), screen.subject
    if following is not None and following != before:
        named = f"{words}, next {visible(following.name)}"
        # Where both do not fit, what was saved matters more.
        words = named if cells(named) + len("u undoes") + 6 <= screen.app.size.width else words
    screen.show_toast(Toast("done", words, "u undoes"))


def _attempt(screen: "FrameScreen", letter: str) -> None:
    if screen.subject is None:
        screen.show_toast(NO_ROW)
        return
    say_saved(screen, screen.desk.capturing.attempt(screen.subject, letter))


def attempt_n(screen: "FrameScreen") -> None:
    """No answer."""
    _attempt(screen, "n")


def attempt_v(screen: "FrameScreen") -> None:
    """Voicemail."""
    _attempt(screen, "v")


def attempt_b(screen: "FrameScreen") -> None:
    """Busy."""
    _attempt(screen, "b")


def attempt_w(screen: "FrameScreen") -> None:
    """Wrong number."""
    _attempt(screen, "w")
