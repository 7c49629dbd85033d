"""Conflicts: opening them, choosing a value for each line, settling what was chosen."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from repcockpit.tui.conflict_values import Pick
from repcockpit.tui.text import visible
from repcockpit.tui.widgets.bars import Toast

if TYPE_CHECKING:
    from repcockpit.tui.screens.conflict import ConflictScreen
    from repcockpit.tui.screens.conflicts import ConflictsScreen
    from repcockpit.tui.screens.frame import FrameScreen

FAR = 1_000_000
CHOOSE_FIRST = Toast("calm", "Choose a value first; what is not chosen stays to be settled", ink="muted")


def conflicts(screen: "FrameScreen") -> None:
    """The list; the one conflict where there is only one."""
    if screen.place in {"conflicts", "conflict"}:
        screen.read_again()
        return
    part = screen.desk.conflicts
    views = () if part.is_large() else part.views()
    if len(views) == 1:
        screen.cockpit.open_place("conflict", views[0].id)
    else:
        screen.cockpit.open_place("conflicts")


def open_conflict(screen: "ConflictsScreen") -> None:
    """The conflict under the cursor, side by side."""
    if screen.row is not None:
        screen.cockpit.open_place("conflict", screen.row.id)


def _step(screen: "ConflictScreen", step: int) -> None:
    screen.at = max(0, screen.at + step)
    screen.show()


def _other(screen: "ConflictScreen", step: int) -> None:
    """The next conflict, or the one before; after the last comes the first."""
    if screen.views:
        screen.number, screen.at = (screen.number + step) % len(screen.views), 0
        screen.show()


def value_before(screen: "ConflictScreen") -> None:
    """Yours; of more than two the value above."""
    _choose(screen, -1)


def value_after(screen: "ConflictScreen") -> None:
    """Theirs; of more than two the value below."""
    _choose(screen, 1)


def _choose(screen: "ConflictScreen", step: int) -> None:
    field = screen.field
    if field is None:
        return
    numbers = [value.n for value in field.values]
    pick = screen.part.picks.get(field.id)
    if len(numbers) == 2:
        chosen = numbers[0] if step < 0 else numbers[1]
    elif pick is None or pick.n not in numbers:
        chosen = numbers[0] if step > 0 else numbers[-1]
    else:
        chosen = numbers[max(0, min(numbers.index(pick.n) + step, len(numbers) - 1))]
    if pick is not None and pick.text is None and pick.n == chosen:
        if len(numbers) == 2:
            del screen.part.picks[field.id]  # the same key once more lets go
    else:
        screen.part.picks[field.id] = Pick(chosen)
    screen.show()


def other_value(screen: "ConflictScreen") -> None:
    """A value of one's own for the line under the cursor."""
    from repcockpit.tui.dialogs.entry import Entry  # noqa: PLC0415 -- needed only here

    field = screen.field
    if field is None:
        return
    if not field.can_type:
        screen.show_toast(Toast("calm", "This is settled by one of the two sides", ink="muted"))
        return
    pick = screen.part.picks.get(field.id)
    text = field.values[0].value if pick is None else pick.text
    text = next((one.value for one in field.values if pick and one.n == pick.n), "") if text is None else text

    def entered(value: str | None) -> None:
        if value is not None:
            screen.part.picks[field.id] = Pick(0, value)
            screen.show()

    check = partial(screen.part.check, field)
    question = "Both values of before stay in the history."
    screen.app.push_screen(Entry(f"{visible(field.label)}: another value", question, text, check), entered)


def settle(screen: "ConflictScreen") -> None:
    """Write what was chosen, then go on to the next conflict; after the last one back."""
    view, picks = screen.view, screen.picks
    if view is None or not picks:
        screen.show_toast(CHOOSE_FIRST)
        return
    saved = screen.part.settle(view, picks)
    screen.read_again()
    said = saved.text if saved is not None else "Nothing had to be written"
    toast = Toast("done", visible(said), "u undoes" if saved is not None else "")
    if screen.views:
        screen.show_toast(toast)
        return
    below: Any = screen.app.screen_stack[-2]
    screen.dismiss(None)
    show: Callable[[Toast], None] | None = getattr(below, "show_toast", None)
    if show is not None:
        below.call_after_refresh(show, toast)


def read_whole(screen: "ConflictScreen") -> None:
    """The values of the line whole, with who wrote them."""
    from repcockpit.tui.dialogs.reading import Reading  # noqa: PLC0415 -- needed only here

    if screen.field is not None:
        lines = partial(screen.whole_lines, glyphs=screen.cockpit.glyphs)
        screen.app.push_screen(Reading("Both values", lines))


OF_ONE: Mapping[str, Callable[[Any], object]] = {
    "open": read_whole,
    "why": read_whole,
    "next_section": partial(_other, step=1),
    "previous_section": partial(_other, step=-1),
    "down": partial(_step, step=1),
    "up": partial(_step, step=-1),
    "top": partial(_step, step=-FAR),
    "bottom": partial(_step, step=FAR),
    "half_down": partial(_step, step=3),
    "half_up": partial(_step, step=-3),
    "page_down": partial(_step, step=5),
    "page_up": partial(_step, step=-5),
}
"""What the keys that every list has do in one conflict."""
