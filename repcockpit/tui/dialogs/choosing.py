"""A question with a list of answers: typing narrows it, enter chooses."""

from collections.abc import Sequence
from typing import NamedTuple

from repcockpit.domain.names import fold
from repcockpit.tui.dialogs.picker import PickerDialog
from repcockpit.tui.text import Line, visible, wrap
from repcockpit.tui.widgets.bars import KeyHint


class Option(NamedTuple):
    """An answer: the word that is answered, how it is said, and what stands beside it."""

    word: str
    title: str
    about: str = ""


class Choosing(PickerDialog[Option, str]):
    """Answers the word of an option; None where it was left open."""

    widest = 70

    def __init__(
        self, title: str, question: str, options: Sequence[Option], at: int = 0, verb: str = "choose"
    ) -> None:
        super().__init__()
        self.box_title = title
        self._question, self._options, self._verb = question, options, verb
        self.at = at

    def about(self) -> tuple[Line, ...]:
        """What is asked."""
        if not self._question:
            return ()
        return (*([(line, "text")] for line in wrap(visible(self._question), 60)[:4]), [])

    def found(self) -> Sequence[Option]:
        """The options that hold what was typed."""
        wanted = fold(self.field.text)
        if not wanted:
            return self._options
        return [one for one in self._options if wanted in fold(f"{one.title} {one.about}")]

    def drawn(self, row: Option, width: int) -> tuple[str, str, str]:
        """The answer, and what is known of it at the right."""
        del width
        return "", f" {visible(row.title)}", visible(row.about)

    def answer(self, row: Option) -> str:
        """Its word."""
        return row.word

    def most(self) -> int:
        """As many lines as there are options, twelve at most."""
        return max(1, min(12, len(self._options)))

    def keys(self) -> tuple[KeyHint, ...]:
        """Choose or leave."""
        return KeyHint("enter", self._verb, "enter"), KeyHint("esc", "back", "escape")
