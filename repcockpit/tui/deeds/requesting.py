"""Requests: a new one in a line, the steps of one, and the outcome of its call-back."""

from typing import TYPE_CHECKING

from repcockpit.domain.errors import UsageError
from repcockpit.tui.deeds.capturing import NO_ROW, say_saved
from repcockpit.tui.desk import Saved
from repcockpit.tui.widgets.bars import Toast

if TYPE_CHECKING:
    from repcockpit.tui.dialogs.request_steps import Taken
    from repcockpit.tui.screens.frame import FrameScreen
    from repcockpit.tui.subject import Subject


def request(screen: "FrameScreen") -> None:
    """Ask in one line what is needed; the row says who asks."""
    request_with(screen, screen.subject)


def request_with(screen: "FrameScreen", subject: "Subject | None", begin: str = "") -> None:
    """The same for somebody, `begin` in the field already."""
    from repcockpit.tui.dialogs.request import RequestDialog  # noqa: PLC0415 -- not needed before the first frame

    def opened(saved: Saved | None) -> None:
        if saved is not None:
            say_saved(screen, saved)

    screen.app.push_screen(RequestDialog(screen.desk, subject, begin), opened)


def solve(screen: "FrameScreen", subject: "Subject") -> None:
    """It is solved, and the call-back comes next; one that waits for its call-back is told by its outcome."""
    case = screen.desk.requests.case(subject)
    if case is not None and case.is_owed:
        said = "Solved already: c and w, n or u say what the call-back found"
        screen.show_toast(Toast("callback", said, ink="muted"))
        return
    say_saved(screen, screen.desk.requests.step(subject.id, "resolve"))


def _call_back(screen: "FrameScreen", outcome: str) -> None:
    if screen.subject is None:
        screen.show_toast(NO_ROW)
        return
    say_saved(screen, screen.desk.requests.call_back(screen.subject, outcome))


def callback_w(screen: "FrameScreen") -> None:
    """It works: closed."""
    _call_back(screen, "works")


def callback_n(screen: "FrameScreen") -> None:
    """It does not: open again."""
    _call_back(screen, "does_not_work")


def callback_u(screen: "FrameScreen") -> None:
    """Nobody reached: once more."""
    _call_back(screen, "unreachable")


def open_steps(screen: "FrameScreen") -> None:
    """The request with its steps; a letter takes the next one."""
    from repcockpit.tui.dialogs.request_steps import StepsDialog  # noqa: PLC0415 -- not needed before

    if screen.subject is None:
        screen.show_toast(NO_ROW)
        return
    case = screen.desk.requests.case(screen.subject)
    if case is None:
        raise UsageError("this row is no request", "5 shows the requests")

    def taken(answer: "Taken | None") -> None:
        if answer is not None:
            screen.attempt_to(lambda: say_saved(screen, answer.write()))

    screen.app.push_screen(StepsDialog(screen.desk, case), taken)
