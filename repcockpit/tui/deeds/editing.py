"""New and edited records: the form over the present screen, and what it wrote said there."""

from typing import TYPE_CHECKING

from repcockpit.tui.deeds.capturing import NO_ROW, say_saved
from repcockpit.tui.desk import Saved
from repcockpit.tui.subject import Subject
from repcockpit.tui.widgets.bars import Toast

if TYPE_CHECKING:
    from repcockpit.domain.forms import Form
    from repcockpit.services.forms import FormSaved
    from repcockpit.tui.screens.frame import FrameScreen

HERE = {"accounts": "account", "contacts": "contact", "welcome": "account"}
"""What `n` makes on screens where only one thing belongs."""
ABOUT_SOMEBODY = (
    "contact",
    "task",
    "promise",
    "interaction",
    "idea",
    "training",
    "info",
    "feedback",
    "fact",
    "deal",
)
"""What can be begun on an account or a person."""
ANYWHERE = ("account", "contact", "task", "promise", "leave", "holiday", "target", "rate")
OF_ONE_OF_US = ("task", "leave", "target")
"""What can be begun on a row of one of us."""
_EDITED = {"contact", "account", "interaction", "task", "promise", "request", "deal", "idea", "training", "info", "feedback", "fact", "topic", "seat", "delivery", "share"}  # fmt: skip


def new(screen: "FrameScreen") -> None:
    """A new record: the one kind that belongs here, else a small choice of kinds."""
    if screen.place in HERE:
        new_of(screen, HERE[screen.place], None)
        return
    from repcockpit.tui.dialogs.kinds import KindsDialog  # noqa: PLC0415 -- needed only here

    subject = about_now(screen)
    if subject is not None and subject.kind == "rep":
        _new_of_rep(screen, subject)
        return
    about = subject is not None and (
        subject.account_id or subject.contact_id or subject.kind in ("account", "contact")
    )
    kinds = (*ABOUT_SOMEBODY, "account") if about else ANYWHERE

    def chosen(kind: str | None) -> None:
        if kind is not None:
            screen.attempt_to(lambda: new_of(screen, kind, None if kind == "account" else subject))

    screen.app.push_screen(KindsDialog(kinds, subject), chosen)


def _new_of_rep(screen: "FrameScreen", subject: Subject) -> None:
    """A task, days away or a plan for one of us."""
    from repcockpit.tui.dialogs.kinds import KindsDialog  # noqa: PLC0415 -- needed only here

    def chosen(kind: str | None) -> None:
        if kind is not None:
            form = screen.desk.forms.new(kind, None, owner_id=subject.id)
            screen.attempt_to(lambda: open_form(screen, form, None))

    screen.app.push_screen(KindsDialog(OF_ONE_OF_US, subject), chosen)


def new_of(screen: "FrameScreen", kind: str, subject: Subject | None) -> None:
    """The form for a new record of a kind that belongs to the subject."""
    open_form(screen, screen.desk.forms.new(kind, subject), subject)


def edit(screen: "FrameScreen") -> None:
    """The form of the record under the cursor; of a row without one of its own, the person's or the account's."""
    subject = about_now(screen)
    if subject is None:
        screen.show_toast(NO_ROW)
        return
    edit_of(screen, subject)


def about_now(screen: "FrameScreen") -> Subject | None:
    """What the row is about; on a line that is no record of its own, what the whole screen is about."""
    found: Subject | None = screen.subject or getattr(screen, "about", None)
    return found


def edit_of(screen: "FrameScreen", subject: Subject) -> None:
    """The form of a subject's record."""
    kind, record_id = edited_record(subject)
    if not kind:
        screen.show_toast(Toast("calm", "This row has nothing to edit", ink="muted"))
        return
    open_form(screen, screen.desk.forms.edit(kind, record_id), subject)


def edited_record(subject: Subject) -> tuple[str, bytes]:
    """Which record `e` edits: the row's own, else the person, else the account; blank where there is none."""
    if subject.kind in _EDITED:
        return subject.kind, subject.id
    if subject.contact_id is not None:
        return "contact", subject.contact_id
    return ("account", subject.account_id) if subject.account_id is not None else ("", b"")


def open_form(screen: "FrameScreen", form: "Form", subject: Subject | None) -> None:
    """Put the form over the screen; what it writes is said there."""
    from repcockpit.tui.dialogs.form import FormDialog  # noqa: PLC0415 -- needed only here
    from repcockpit.tui.dialogs.form_draft import form_drafts, form_key  # noqa: PLC0415 -- the same

    def saved(done: "FormSaved | None") -> None:
        if done is not None:
            say_saved(screen, Saved(done.text, done.txn) if done.txn is not None else None)

    screen.app.push_screen(FormDialog(screen.desk.forms, form, form_drafts(), form_key(form, subject)), saved)
