"""One value in a field, checked as it is typed: what it would be stands under it, or why it cannot be."""

from collections.abc import Callable

from repcockpit.domain.errors import CockpitError
from repcockpit.tui.dialogs.oneline import OneLine
from repcockpit.tui.text import Line, visible, wrap
from repcockpit.tui.widgets.field import Field

_SAID = 3


class Entry(OneLine[str]):
    """Answers the text once `check` takes it; None where it was left, or stands as it was.

    `check` says in words what the text would be, and raises CockpitError for what it cannot be.
    """

    widest = 64
    verb, leave = "keep it", "leave it"
    prompt = "> "

    def __init__(self, title: str, question: str, text: str, check: Callable[[str], str]) -> None:
        super().__init__()
        self.box_title = title
        self._question, self._check = question, check
        self.field = Field(text, len(text))
        self._was = text.strip()
        self._said = ""

    def head(self, width: int) -> list[Line]:
        """The question."""
        return [*([(line, "text")] for line in wrap(visible(self._question), width)), []]

    def means(self, text: str) -> str | None:
        """The text itself. Raises what `check` raises."""
        self._said = self._check(text)
        return text.strip()

    def told(self, meant: str, width: int) -> list[Line]:
        """What it would be."""
        del meant
        return self._lines(self.app.glyphs.next, self._said, "muted", width)  # type: ignore[attr-defined]

    def refused(self, problem: CockpitError, width: int) -> list[Line]:
        """Why it cannot be."""
        return self._lines(self.app.glyphs.refused, problem.said, "late", width)  # type: ignore[attr-defined]

    def _lines(self, glyph: str, said: str, ink: str, width: int) -> list[Line]:
        told = wrap(visible(said), width - 2)[:_SAID]
        return [[((f"{glyph} " if not at else "  "), ink), (line, ink)] for at, line in enumerate(told)]

    def take(self, meant: str) -> None:
        """Nothing where nothing was changed."""
        self.dismiss(None if meant == self._was else meant)
