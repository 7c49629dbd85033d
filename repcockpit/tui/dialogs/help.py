"""What you can do now: typing filters, enter runs, and each action says what it would act on."""

from collections.abc import Mapping, Sequence

from repcockpit.domain.names import fold
from repcockpit.tui.actions import ABOUT, Action, actions_at, keys_of, shown_key
from repcockpit.tui.dialogs.picker import PickerDialog
from repcockpit.tui.subject import Subject
from repcockpit.tui.text import Line, visible

Changed = Mapping[str, tuple[str, ...]]


def valid_actions(place: str, subject: Subject | None) -> tuple[Action, ...]:
    """The actions that mean something on this screen with this row under the cursor."""
    found = actions_at(place)
    return tuple(each for each in found if subject is not None or each.target != "row" or each.id == "log")


def object_of(each: Action, subject: Subject | None) -> str:
    """What an action would act on, in words."""
    if each.target != "row" or subject is None:
        return ""
    name = visible(subject.name or subject.title)
    if each.id == "log":
        return f"with {name}"
    if each.id == "copy_reach" and subject.phone:
        return visible(subject.phone)
    return name


def key_words(each: Action, changed: Changed) -> str:
    """The key of an action as it is typed."""
    return next((shown_key(key) for key in keys_of(each, changed)), "")


def searched(each: Action, changed: Changed) -> str:
    """What a filter over actions looks into."""
    shown = " ".join(map(shown_key, keys_of(each, changed)))
    return fold(f"{each.title} {each.help} {each.group} {shown} {each.id}")


class HelpDialog(PickerDialog[Action, str]):
    """Answers the id of the action to run, or None."""

    box_title = "Help: what you can do now"

    def __init__(self, place: str, subject: Subject | None, changed: Changed) -> None:
        super().__init__()
        self._place, self._subject, self._changed = place, subject, changed
        self._all = valid_actions(place, subject)

    def about(self) -> tuple[Line, ...]:
        """Two sentences on the screen."""
        first, second = ABOUT[self._place]
        return [(first, "text")], [(second, "muted")], []

    def found(self) -> Sequence[Action]:
        """The actions that hold each word typed."""
        wanted = fold(self.field.text).split()
        return [each for each in self._all if all(word in searched(each, self._changed) for word in wanted)]

    def tally(self, found: Sequence[Action]) -> str:
        """How many of how many."""
        return f"{len(found)} of {len(self._all)} actions"

    def drawn(self, row: Action, width: int) -> tuple[str, str, str]:
        """Its key, its title, what it would act on."""
        del width
        return key_words(row, self._changed), row.title, object_of(row, self._subject)

    def answer(self, row: Action) -> str:
        """Its id."""
        return row.id

    def nothing(self) -> str:
        """No action is left."""
        return "No action holds these words."

    def most(self) -> int:
        """Every action where the screen has room."""
        return len(self._all)
