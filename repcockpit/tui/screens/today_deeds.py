"""What each action of the registry does on Today."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.events import Key

from repcockpit.domain.errors import NothingToUndoError
from repcockpit.tui.actions import ATTEMPT_LETTERS
from repcockpit.tui.day import row_cells
from repcockpit.tui.desk import Saved, Undoable, Undone
from repcockpit.tui.text import visible
from repcockpit.tui.widgets.bars import Toast
from repcockpit.tui.widgets.field import Field
from repcockpit.tui.words import ago, counted

if TYPE_CHECKING:
    from repcockpit.tui.screens.today import TodayScreen

UNDO_SECONDS = 600
UNDO_ROWS = 20
_NO_ROW = Toast("calm", "No row is under the cursor", ink="muted")


def log(screen: "TodayScreen") -> None:
    """Open the log dialog on the row under the cursor, or on none."""
    from repcockpit.tui.dialogs.log import LogDialog  # noqa: PLC0415 -- not needed before the first frame

    def logged(saved: Saved | None) -> None:
        if saved is not None:
            screen.read_again(is_done=True)
            screen.show_toast(Toast("done", visible(saved.text), "u undoes"))

    screen.app.push_screen(LogDialog(screen.desk, screen.item, screen.day, screen.drafts), logged)


def attempt(screen: "TodayScreen") -> None:
    """Wait for the second letter."""
    if screen.item is None:
        screen.show_toast(_NO_ROW)
        return
    screen.is_attempting = True
    screen.draw_bars()


def choose_attempt(screen: "TodayScreen", event: Key) -> None:
    """The second letter after `a`; any other key goes back."""
    screen.is_attempting = False
    screen.draw_bars()
    if event.key in ATTEMPT_LETTERS:
        screen.perform(f"attempt_{event.key}")


def _attempt_by(letter: str) -> "Callable[[TodayScreen], None]":
    def write(screen: "TodayScreen") -> None:
        screen.is_attempting = False
        if screen.item is None:
            screen.show_toast(_NO_ROW)
            return
        saved = screen.desk.attempt(screen.item, letter)
        screen.read_again(is_done=True)
        screen.show_toast(Toast("done", visible(saved.text), "u undoes"))

    return write


def why(screen: "TodayScreen") -> None:
    """Open the reasons of the row."""
    from repcockpit.tui.dialogs.why import WhyDialog  # noqa: PLC0415 -- not needed before the first frame

    if screen.item is None:
        screen.show_toast(_NO_ROW)
        return
    screen.app.push_screen(WhyDialog(screen.desk.why(screen.item), screen.day))


def show_help(screen: "TodayScreen") -> None:
    """List the actions; the chosen one is run here."""
    from repcockpit.tui.dialogs.help import HelpDialog  # noqa: PLC0415 -- not needed before the first frame

    def chosen(action_id: str | None) -> None:
        if action_id is not None:
            screen.perform(action_id)

    screen.app.push_screen(HelpDialog(screen.item), chosen)


def filter_list(screen: "TodayScreen") -> None:
    """Type into the filter."""
    screen.is_filtering = True
    screen.draw_bars()


def set_filter(screen: "TodayScreen", field: Field) -> None:
    """Narrow the list to what the filter says."""
    has_changed = field.text != screen.filter.text
    screen.filter = field
    if has_changed:
        screen.fill()
        screen.ask_pane()
    else:
        screen.draw_bars()


def end_filter(screen: "TodayScreen") -> None:
    """Leave the field; the filter stays."""
    screen.is_filtering = False
    screen.draw_bars()


def type_filter(screen: "TodayScreen", event: Key) -> None:
    """A key while the filter is typed."""
    match event.key:
        case "enter" | "ctrl+s":
            end_filter(screen)
        case "escape":
            back(screen)
        case "down" | "up" | "pagedown" | "pageup":
            screen.perform({"pagedown": "page_down", "pageup": "page_up"}.get(event.key, event.key))
        case _:
            field = screen.filter.pressed(event.key, event.character)
            if field is not None:
                set_filter(screen, field)


def back(screen: "TodayScreen") -> None:
    """Leave the field, then clear the filter."""
    screen.is_filtering = screen.is_attempting = False
    set_filter(screen, Field())


def undo(screen: "TodayScreen") -> None:
    """Take back the last change: at once what is fresh, small and ours, else by asking."""
    last = screen.desk.last_undoable()
    if last is None:
        raise NothingToUndoError("nothing to undo", "what you log from here on can be undone")
    found = Undoable(*last)
    if found.is_this_session and found.age_seconds <= UNDO_SECONDS and found.rows <= UNDO_ROWS:
        _take_back(screen)
        return
    from repcockpit.tui.dialogs.question import Question  # noqa: PLC0415 -- not needed before the first frame

    def answered(is_meant: bool | None) -> None:  # noqa: FBT001 -- the callback of a screen
        if is_meant:
            _take_back(screen)

    said = f"{counted(found.rows, 'record')}, {ago(found.age_seconds)}"
    if not found.is_this_session:
        said += ", not from this session"
    screen.app.push_screen(Question("Undo", visible(found.label), said, "undo it"), answered)


def _take_back(screen: "TodayScreen") -> None:
    _say(screen, screen.desk.undo(None), "U redoes")


def redo(screen: "TodayScreen") -> None:
    """Bring back what undo took away."""
    _say(screen, screen.desk.redo(), "u undoes")


def _say(screen: "TodayScreen", done: Undone, hint: str) -> None:
    screen.read_again()
    said = visible(done.text)
    if done.skipped:
        said += f"; {counted(done.skipped, 'record')} edited since, left alone"
    screen.show_toast(Toast("done", said, hint))


def copy(screen: "TodayScreen") -> None:
    """Copy the row as a line of text."""
    if screen.item is None:
        screen.show_toast(_NO_ROW)
        return
    cells = row_cells(screen.item, screen.day)
    parts = [cells.who, cells.context, cells.state.words, cells.right]
    _copy(screen, ", ".join(part for part in parts if part))


def copy_reach(screen: "TodayScreen") -> None:
    """Copy the phone, or the e-mail where no phone is known."""
    if screen.item is None:
        screen.show_toast(_NO_ROW)
        return
    reach = screen.item.phone
    if not reach:
        view = screen.desk.pane(screen.item)
        reach = view.phone or view.email
    if reach:
        _copy(screen, reach)
    else:
        screen.show_toast(Toast("hole", "No phone and no e-mail is known here", ink="muted"))


def _copy(screen: "TodayScreen", text: str) -> None:
    from repcockpit.tui.clipboard import copy as put  # noqa: PLC0415 -- not needed before the first frame

    way = put(text, screen.app.copy_to_clipboard)
    screen.show_toast(Toast("done", f"{way}: {visible(text)}"))


DEEDS: "dict[str, Callable[[TodayScreen], None]]" = {
    "log": log,
    "attempt": attempt,
    **{f"attempt_{letter}": _attempt_by(letter) for letter in ATTEMPT_LETTERS},
    "why": why,
    "filter": filter_list,
    "undo": undo,
    "redo": redo,
    "copy": copy,
    "copy_reach": copy_reach,
    "refresh": lambda screen: screen.read_again(),
    "down": lambda screen: screen.ledger.move(1),
    "up": lambda screen: screen.ledger.move(-1),
    "top": lambda screen: screen.ledger.go_to(0),
    "bottom": lambda screen: screen.ledger.go_to(screen.ledger.sheet.row_count),
    "half_down": lambda screen: screen.ledger.page(0.5),
    "half_up": lambda screen: screen.ledger.page(-0.5),
    "page_down": lambda screen: screen.ledger.page(1),
    "page_up": lambda screen: screen.ledger.page(-1),
    "back": back,
    "help": show_help,
    "quit": lambda screen: screen.app.exit(0),
}
