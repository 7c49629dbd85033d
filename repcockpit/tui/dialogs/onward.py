"""A question whose answer asks the next one: that stands on top at once, so that fast keys reach it."""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from repcockpit.tui.dialogs.box import Dialog
from repcockpit.tui.dialogs.choosing import Choosing, Option


class Onward(NamedTuple):
    """The next dialog, and what is done with its answer; an answer of None goes back to the question."""

    dialog: Dialog[Any]
    then: Callable[[Any], object]


class ChoosingOnward(Choosing):
    """Answers the word of an option, unless `following` gives a next dialog for it."""

    def __init__(
        self,
        title: str,
        options: Sequence[Option],
        following: Callable[[str], Onward | None],
        at: int = 0,
        verb: str = "choose",
    ) -> None:
        super().__init__(title, "", options, at, verb)
        self._following = following

    def choose(self, row: Option) -> None:
        """Ask on, or answer."""
        onward = self._following(row.word)
        if onward is None:
            super().choose(row)
            return

        def answered(answer: Any) -> None:
            if answer is not None:
                self.dismiss(None)
                onward.then(answer)

        self.app.push_screen(onward.dialog, answered)
