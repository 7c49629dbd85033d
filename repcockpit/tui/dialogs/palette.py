"""Find anything: the actions of this screen, accounts and people, by a part of the name."""

from collections.abc import Sequence
from typing import NamedTuple

from repcockpit.domain.errors import CockpitError
from repcockpit.domain.names import fold
from repcockpit.tui.actions import Action
from repcockpit.tui.desk import Desk
from repcockpit.tui.dialogs.help import Changed, key_words, object_of, searched, valid_actions
from repcockpit.tui.dialogs.picker import PickerDialog
from repcockpit.tui.subject import Subject
from repcockpit.tui.text import Line, visible
from repcockpit.tui.words import plain

MOST = 30
"""How many accounts and people are shown; more letters bring the rest."""


class Choice(NamedTuple):
    """What was chosen: an action, or a record to open."""

    action_id: str = ""
    subject: Subject | None = None


class PaletteDialog(PickerDialog["Action | Subject", Choice]):
    """Answers what was chosen, or None."""

    box_title = "Find an action, an account or a person"

    def __init__(self, desk: Desk, place: str, subject: Subject | None, changed: Changed) -> None:
        super().__init__()
        self._desk, self._subject, self._changed = desk, subject, changed
        self._actions = valid_actions(place, subject)
        self._last: tuple[str, list[Action | Subject], bool] | None = None
        self._error = ""

    def found(self) -> Sequence["Action | Subject"]:
        """Actions whose title begins so, then records, then further actions."""
        text = fold(self.field.text)
        if self._last is None or self._last[0] != text:
            records, is_more = self._records(text)
            words = text.split()
            fitting = [
                each for each in self._actions if all(w in searched(each, self._changed) for w in words)
            ]
            first = [each for each in fitting if not words or _begins(each, words[0])]
            rest = [each for each in fitting if each not in first]
            self._last = text, [*first, *records, *rest], is_more
        return self._last[1]

    def _records(self, text: str) -> tuple[list[Subject], bool]:
        self._error = ""
        if not text.strip():
            return [], False
        try:
            found = self._desk.subjects.find(text, MOST + 1)
        except CockpitError as error:
            self._error = error.message
            return [], False
        return found[:MOST], len(found) > MOST

    def about(self) -> tuple[Line, ...]:
        """What went wrong while looking."""
        return ([(visible(self._error), "late")],) if self._error else ()

    def tally(self, found: Sequence["Action | Subject"]) -> str:
        """The count; with a plus where more records hold the words."""
        return f"{len(found):,}{'+' if self._last and self._last[2] else ''}"

    def drawn(self, row: "Action | Subject", width: int) -> tuple[str, str, str]:
        """An action with its key; a record with its kind and place."""
        del width
        if isinstance(row, Action):
            return key_words(row, self._changed), row.title, object_of(row, self._subject)
        about = visible(row.place or row.title)
        kind = "person" if row.kind == "contact" else plain(row.kind)
        return kind, visible(row.name), about

    def answer(self, row: "Action | Subject") -> Choice:
        """The action's id, or the record."""
        return Choice(row.id) if isinstance(row, Action) else Choice(subject=row)


def _begins(each: Action, word: str) -> bool:
    return any(part.startswith(word) for part in fold(each.title).split())
