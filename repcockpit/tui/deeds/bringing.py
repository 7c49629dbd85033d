"""The ways to begin: bring files, look around with sample data, say who is at the keyboard."""

from typing import TYPE_CHECKING

from repcockpit.tui.state import State
from repcockpit.tui.text import visible
from repcockpit.tui.widgets.bars import Toast

if TYPE_CHECKING:
    from repcockpit.services.importing.apart import Person
    from repcockpit.tui.book_desk import BookDesk
    from repcockpit.tui.cockpit import Cockpit
    from repcockpit.tui.dialogs.files import Picked
    from repcockpit.tui.screens.frame import FrameScreen


def import_files(screen: "FrameScreen", dropped: str = "") -> None:
    """Choose files, see what they hold, write them; `dropped` is what a terminal pasted for files dropped into it."""
    from repcockpit.tui.dialogs.files import FilesDialog  # noqa: PLC0415 -- needed only here

    def picked(found: "Picked | None") -> None:
        if found is not None:
            screen.cockpit.open_place("importing", found.paths, found.preview)

    dialog = FilesDialog(screen.desk.imports)
    screen.app.push_screen(dialog, picked)
    if dropped:
        dialog.call_after_refresh(dialog.take_paste, dropped)


def ask_once(screen: "FrameScreen") -> None:
    """Who is at the keyboard, when the first record stands and nobody has said it."""
    imports = screen.desk.imports
    if screen.app.screen is screen and not imports.was_asked and not imports.has_rep():
        imports.was_asked = True
        _ask_name(screen, "")


def _ask_name(screen: "FrameScreen", name: str) -> None:
    from repcockpit.tui.dialogs.whoami import WhoAmI  # noqa: PLC0415 -- needed only here

    def told(person: "Person | None") -> None:
        if person is not None:
            screen.attempt_to(lambda: _become(screen, person))

    screen.app.push_screen(WhoAmI(screen.desk.imports, screen.desk.imports.proposed(name, None)), told)


def _become(screen: "FrameScreen", person: "Person") -> None:
    screen.desk.imports.become(person)
    screen.read_again()
    screen.show_toast(Toast("done", f"This device is {visible(person.name)}'s", "u undoes"))


def open_demo(screen: "FrameScreen") -> None:
    """Look around in a sample book of its own; esc or q leads back to the real one."""
    from repcockpit.tui.job import Job  # noqa: PLC0415 -- needed only here

    imports = screen.desk.imports

    def visit(desk: "BookDesk") -> None:
        screen.cockpit.keep_state()
        screen.cockpit.home, screen.cockpit.state = screen.desk, State(None)
        screen.cockpit.use_desk(desk, is_demo=True)
        said = "Sample data, kept apart: try anything; q leads back to your book"
        screen.cockpit.base.show_toast(Toast("calm", said, ink="muted"))

    def say(_done: int, _total: int) -> None:
        screen.show_toast(Toast("calm", "Writing the sample book", ink="muted", stays=True))

    Job(screen, lambda _progress, _stopped: imports.sample(), visit, screen.show_error, say).start()


def come_home(cockpit: "Cockpit") -> bool:
    """Back from the sample book to the own one; False where nobody was away."""
    own, cockpit.home = cockpit.home, None
    if own is None:
        return False
    sample = cockpit.desk
    cockpit.state = State.load(own.database)
    cockpit.use_desk(own, is_demo=False)
    sample.close()
    return True
