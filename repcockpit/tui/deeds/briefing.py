"""Before a meeting and after it: the brief, its paper, and whether all is well."""

from pathlib import Path
from typing import TYPE_CHECKING

from repcockpit.tui.deeds.capturing import NO_ROW
from repcockpit.tui.subject import QUESTIONS, Subject
from repcockpit.tui.text import visible
from repcockpit.tui.widgets.bars import Toast

if TYPE_CHECKING:
    from repcockpit.tui.screens.brief import BriefScreen
    from repcockpit.tui.screens.frame import FrameScreen


def brief(screen: "FrameScreen") -> None:
    """Open the brief of the row's appointment, person or account."""
    subject = _customer(screen)
    if subject is not None:
        screen.cockpit.open_place("brief", subject)


def _customer(screen: "FrameScreen") -> Subject | None:
    subject = screen.subject
    if subject is None:
        screen.show_toast(NO_ROW)
        return None
    if subject.kind in QUESTIONS and subject.account_id is not None:
        return Subject("account", subject.account_id, None, subject.account_id, subject.place or subject.name)
    if (
        subject.account_id is None
        and subject.contact_id is None
        and subject.kind not in {"account", "contact"}
    ):
        screen.show_toast(Toast("calm", "This row belongs to no account", ink="muted"))
        return None
    return subject


def print_brief(screen: "BriefScreen") -> None:
    """Ask where to, and write the brief as Markdown."""
    from repcockpit.tui.dialogs.export import ExportDialog  # noqa: PLC0415 -- not needed before the first frame

    view = screen.view
    day = view.now.date().isoformat()
    folder = screen.cockpit.kept_choice("export_folder") or "~"
    name = "".join(sign if sign.isalnum() else "-" for sign in (view.account.name or "account")).strip("-")

    def chosen(target: Path | None) -> None:
        if target is None:
            return
        screen.attempt_to(lambda: screen.desk.briefs.print_to(view, target))
        screen.cockpit.keep_choice("export_folder", str(target.parent))
        screen.show_toast(Toast("done", f"Brief written to {visible(str(target))}"))

    subject = f"the brief for {view.account.name}"
    dialog = ExportDialog(
        subject, f"{folder}/brief-{name}-{day}.md", "as Markdown, to print or to read on a phone"
    )
    screen.app.push_screen(dialog, chosen)


_CHECKS = (
    ("y", "well", "yes, all well", "logs the call"),
    ("d", "call w2 ", "no, something wrong was delivered", "opens a request"),
    ("q", "call q2 ", "no, the product has a problem", "opens a request"),
    ("t", "call t2 ", "no, they have a technical question", "opens a request"),
    ("p", "promise", "no, we still owe them something", "notes the promise"),
)
"""Key, answer (what a request begins with, of some), how it is said, what it does."""


def all_well(screen: "FrameScreen") -> None:
    """Ask whether all is well; a no opens what it takes to make it well."""
    from repcockpit.domain.views.decisions import Choice  # noqa: PLC0415 -- needed only here
    from repcockpit.tui.dialogs.setup import SetupDialog  # noqa: PLC0415 -- the same

    subject = _customer(screen)
    if subject is None:
        return
    choices = [Choice(key, label, answer, about) for key, answer, label, about in _CHECKS]
    question = f"Is all well with {subject.name}?"
    screen.app.push_screen(
        SetupDialog("All well?", question, (), choices), lambda answer: _answered(screen, subject, answer)
    )


def _answered(screen: "FrameScreen", subject: Subject, answer: str | None) -> None:
    from repcockpit.tui.deeds.capturing import log_with, say_saved  # noqa: PLC0415 -- needed only here

    if answer == "well":
        capturing = screen.desk.capturing

        def save() -> None:
            say_saved(screen, capturing.save(capturing.parse("call: all well, nothing open", subject)))

        screen.attempt_to(save)
    elif answer == "promise":
        log_with(screen, subject, "call: +p ")
    elif answer is not None:
        from repcockpit.tui.deeds.requesting import request_with  # noqa: PLC0415 -- needed only here

        request_with(screen, subject, answer)
