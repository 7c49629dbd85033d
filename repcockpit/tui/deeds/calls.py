"""A quarter of an hour, and the end of the day: dialogs that stay until they are left."""

from typing import TYPE_CHECKING

from repcockpit.tui.deeds.capturing import log_with, say_saved
from repcockpit.tui.deeds.looking import put

if TYPE_CHECKING:
    from repcockpit.tui.desk import Saved
    from repcockpit.tui.dialogs.fifteen import Call
    from repcockpit.tui.dialogs.sweep import ToLog
    from repcockpit.tui.screens.frame import FrameScreen


def fifteen(screen: "FrameScreen") -> None:
    """Whom to call now; it stays until it is left, so that the next call is one key away."""
    from repcockpit.tui.dialogs.fifteen import FifteenDialog, subject_of_call  # noqa: PLC0415 -- asked for rarely

    def again(dialog: FifteenDialog) -> None:
        dialog.box.display = True
        screen.attempt_to(lambda: dialog.show(screen.desk.deeds.fifteen()))

    def write(dialog: FifteenDialog, call: "Call") -> None:
        subject, letter = subject_of_call(call.row), call.action_id.removeprefix("attempt_")
        if call.action_id == "log":
            dialog.box.display = False
            log_with(screen, subject, then=lambda _: again(dialog))
            return
        screen.attempt_to(lambda: say_saved(screen, screen.desk.capturing.attempt(subject, letter)))
        again(dialog)

    def chosen(call: "Call | None") -> None:
        if call is None:
            return
        if call.action_id == "open":
            screen.cockpit.open_detail(subject_of_call(call.row))
        else:
            put(screen, call.row.phone)

    screen.app.push_screen(FifteenDialog(screen.desk.deeds.fifteen(), write), chosen)


def sweep(screen: "FrameScreen") -> None:
    """The end of the day; the log line stands before it, and then it goes on."""
    from repcockpit.tui.dialogs.sweep import SweepDialog, subject_of_sweep  # noqa: PLC0415 -- once a day

    def write_down(dialog: SweepDialog, found: "ToLog") -> None:
        def logged(saved: "Saved | None") -> None:
            dialog.box.display = True
            dialog.heard(saved)

        dialog.box.display = False
        log_with(screen, subject_of_sweep(found.row), _begun(found, screen) if found.is_held else "", logged)

    drafts = len(screen.cockpit.drafts.newest_first())
    screen.app.push_screen(SweepDialog(screen.desk, write_down, drafts), lambda _: screen.read_again())


def _begun(found: "ToLog", screen: "FrameScreen") -> str:
    """The capture line of what was planned, ready for its note: `visit: `, with its day where that is past."""
    row = found.row
    day = "" if row.on >= screen.desk.now().date() else f" {row.on.isoformat()}"
    return f"{row.what}{day}: "
