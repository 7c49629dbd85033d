"""A text that is asked for, with examples while nothing is typed and what it means as soon as something is."""

from collections.abc import Callable, Sequence

from repcockpit.tui.dialogs.entry import Entry
from repcockpit.tui.text import Line, visible


class Asked(Entry):
    """As Entry, but an empty line is no mistake, and what stood there may be taken as it is."""

    def __init__(
        self, title: str, question: str, check: Callable[[str], str], examples: Sequence[str] = (), text: str = "",
        verb: str = "keep it",
    ) -> None:  # fmt: skip
        super().__init__(visible(title), question, text, check)
        self.verb = verb
        self._examples = examples

    def means(self, text: str) -> str | None:
        """Nothing while nothing is typed."""
        return super().means(text) if text.strip() else None

    def hints(self) -> list[Line]:
        """The examples."""
        return [[(visible(one), "muted")] for one in self._examples]

    def take(self, meant: str) -> None:
        """The text, changed or not."""
        self.dismiss(meant)
