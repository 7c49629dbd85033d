"""Looking closer: why, open, copy, help, palette."""

from typing import TYPE_CHECKING

from repcockpit.tui.deeds.capturing import NO_ROW
from repcockpit.tui.subject import QUESTIONS, Subject
from repcockpit.tui.text import visible
from repcockpit.tui.widgets.bars import Toast
from repcockpit.tui.widgets.field import Field

if TYPE_CHECKING:
    from repcockpit.domain.views.details import EvidenceRow, Why
    from repcockpit.tui.screens.frame import FrameScreen
    from repcockpit.tui.screens.listing import ListScreen


def why(screen: "FrameScreen") -> None:
    """Open the reasons of the row."""
    view = screen.why_view()
    if view is None:
        screen.show_toast(NO_ROW)
        return
    show_why(screen, view)


def show_why(screen: "FrameScreen", view: "Why") -> None:
    """Open reasons that were read."""
    from repcockpit.tui.dialogs.why import RULE, WhyDialog  # noqa: PLC0415 -- not needed before the first frame

    def followed(answer: "EvidenceRow | str | None") -> None:
        if answer == RULE:
            _show_numbers(screen, view)
        elif isinstance(answer, tuple):
            screen.attempt_to(lambda: _open_evidence(screen, answer))

    screen.app.push_screen(WhyDialog(view), followed)


def _open_evidence(screen: "FrameScreen", row: "EvidenceRow") -> None:
    """Open a row behind a number: a person or an account in full, a record to be read."""
    if row.kind in {"account", "contact"}:
        own = {f"{row.kind}_id": row.id}
        screen.cockpit.open_detail(Subject(row.kind, row.id, own.get("contact_id"), own.get("account_id")))
        return
    from repcockpit.tui.dialogs.record import open_record  # noqa: PLC0415 -- needed only here

    open_record(screen, Subject(row.kind, row.id))


def _show_numbers(screen: "FrameScreen", view: "Why") -> None:
    """The settings, narrowed to the number that decides."""
    from repcockpit.tui.screens.settings import SettingsScreen  # noqa: PLC0415 -- needed only here

    opened = SettingsScreen(screen.desk)
    opened.filter = Field().typed(view.numbers[0])
    screen.app.push_screen(opened)


def open_row(screen: "FrameScreen") -> None:
    """Open the account, person or record of the row."""
    if screen.subject is None:
        screen.show_toast(NO_ROW)
        return
    if screen.subject.kind in QUESTIONS:
        from repcockpit.tui.deeds.decisions import answer  # noqa: PLC0415 -- rows of Set up only

        answer(screen)
        return
    if screen.subject.kind == "qbr":
        from repcockpit.tui.deeds.reviewing import open_review  # noqa: PLC0415 -- rows of reviews only

        open_review(screen, screen.subject.id)
        return
    screen.cockpit.open_detail(screen.subject)


def copy(screen: "ListScreen") -> None:
    """Copy the row as a line of text."""
    if screen.row is None:
        screen.show_toast(NO_ROW)
        return
    put(screen, screen.copied(screen.row))


def copy_reach(screen: "FrameScreen") -> None:
    """Copy the phone, or the e-mail where no phone is known."""
    subject = screen.subject
    if subject is None:
        screen.show_toast(NO_ROW)
        return
    reach = subject.phone or screen.desk.subjects.reach(subject)
    if reach:
        put(screen, reach)
    else:
        screen.show_toast(Toast("hole", "No phone and no e-mail is known here", ink="muted"))


def put(screen: "FrameScreen", text: str) -> None:
    """Put a text into the clipboard and say which way it went."""
    from repcockpit.tui.clipboard import copy_from  # noqa: PLC0415 -- not needed before the first frame

    way = copy_from(screen.app, text)
    screen.show_toast(Toast("done", f"{way}: {visible(text)}"))


def show_help(screen: "FrameScreen") -> None:
    """List the actions; the chosen one is run here."""
    from repcockpit.tui.dialogs.help import HelpDialog  # noqa: PLC0415 -- not needed before the first frame

    def chosen(action_id: str | None) -> None:
        if action_id is not None:
            screen.perform(action_id)

    changed = screen.cockpit.changed_keys
    screen.app.push_screen(HelpDialog(screen.place, screen.subject, changed), chosen)


def show_palette(screen: "FrameScreen") -> None:
    """Find an action, an account or a person."""
    from repcockpit.tui.dialogs.palette import Choice, PaletteDialog  # noqa: PLC0415 -- the same

    def chosen(choice: Choice | None) -> None:
        if choice is None:
            return
        if choice.subject is not None:
            screen.cockpit.open_detail(choice.subject)
        else:
            screen.perform(choice.action_id)

    screen.app.push_screen(
        PaletteDialog(screen.desk, screen.place, screen.subject, screen.cockpit.changed_keys), chosen
    )


def refresh(screen: "FrameScreen") -> None:
    """Read what is shown anew."""
    screen.read_again()
