"""A quarter of an hour, and the end of the day: dialogs that come back after each row."""

from typing import TYPE_CHECKING

from repcockpit.tui.deeds.capturing import log_with, say_saved
from repcockpit.tui.deeds.looking import put

if TYPE_CHECKING:
    from repcockpit.tui.desk import Saved
    from repcockpit.tui.dialogs.fifteen import Call
    from repcockpit.tui.dialogs.sweep import Progress, ToLog
    from repcockpit.tui.screens.frame import FrameScreen


def fifteen(screen: "FrameScreen") -> None:
    """Whom to call now; it comes back after each call that was logged."""
    from repcockpit.tui.dialogs.fifteen import FifteenDialog, subject_of_call  # noqa: PLC0415 -- asked for rarely

    def again(saved: "Saved | None") -> None:
        if saved is not None:
            fifteen(screen)

    def chosen(call: "Call | None") -> None:
        if call is None:
            return
        subject = subject_of_call(call.row)
        if call.action_id == "log":
            log_with(screen, subject, then=again)
        elif call.action_id == "open":
            screen.cockpit.open_detail(subject)
        elif call.action_id == "copy_reach":
            put(screen, call.row.phone)
        else:
            screen.attempt_to(
                lambda: say_saved(
                    screen, screen.desk.attempt(subject, call.action_id.removeprefix("attempt_"))
                )
            )
            fifteen(screen)

    screen.attempt_to(lambda: screen.app.push_screen(FifteenDialog(screen.desk.deeds.fifteen()), chosen))


def sweep(screen: "FrameScreen") -> None:
    """The end of the day."""
    from repcockpit.tui.dialogs.sweep import Progress  # noqa: PLC0415 -- once a day

    _sweep_on(screen, Progress())


def _sweep_on(screen: "FrameScreen", progress: "Progress") -> None:
    from repcockpit.tui.dialogs.sweep import SweepDialog, subject_of_sweep  # noqa: PLC0415 -- the same

    def logged(saved: "Saved | None") -> None:
        if saved is not None:
            progress.said = saved.text
            progress.txns.append(saved.txn)
        screen.attempt_to(lambda: _sweep_on(screen, progress))

    def answered(found: "ToLog | None") -> None:
        if found is None:
            screen.read_again()
            return
        subject = subject_of_sweep(found.row)
        log_with(screen, subject, _begun(found, screen) if found.is_held else "", logged)

    screen.app.push_screen(SweepDialog(screen.desk, progress, len(screen.cockpit.drafts.newest_first())), answered)


def _begun(found: "ToLog", screen: "FrameScreen") -> str:
    """The capture line of what was planned, ready for its note: `visit: `, with its day where that is past."""
    row = found.row
    day = "" if row.on >= screen.desk.now().date() else f" {row.on.isoformat()}"
    return f"{row.what}{day}: "
