"""A task for a colleague: whose, then the form of a task with the row's account."""

from typing import TYPE_CHECKING

from repcockpit.tui.deeds.decisions import choose_rep
from repcockpit.tui.deeds.editing import about_now, open_form

if TYPE_CHECKING:
    from repcockpit.tui.screens.frame import FrameScreen
    from repcockpit.tui.subject import Subject


def hand(screen: "FrameScreen") -> None:
    """On a row of one of us it is theirs; elsewhere it asks whose."""
    subject = about_now(screen)
    if subject is not None and subject.kind == "rep":
        _open(screen, subject.id, None)
        return
    about = subject if subject is not None and _is_of_somebody(subject) else None
    named = f" about {about.name}" if about is not None and about.name else ""

    def chosen(rep_id: bytes) -> None:
        screen.attempt_to(lambda: _open(screen, rep_id, about))

    choose_rep(screen, f"Hand a task to{named}", "hand it to", chosen)


def _is_of_somebody(subject: "Subject") -> bool:
    return bool(subject.account_id or subject.contact_id or subject.kind in ("account", "contact"))


def _open(screen: "FrameScreen", rep_id: bytes, about: "Subject | None") -> None:
    open_form(screen, screen.desk.forms.new("task", about, owner_id=rep_id), about)
