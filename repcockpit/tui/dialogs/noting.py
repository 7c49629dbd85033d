"""An answer with a note that may be left out: enter gives it."""

from repcockpit.tui.dialogs.oneline import OneLine
from repcockpit.tui.text import Line, visible, wrap


class Noting(OneLine[str]):
    """Answers the note, blank without one; None where it was left."""

    widest = 66
    prompt = "note: "

    def __init__(self, title: str, question: str, verb: str) -> None:
        super().__init__()
        self.box_title = title
        self.verb = verb
        self._question = question

    def head(self, width: int) -> list[Line]:
        """What is answered."""
        return [*([(line, "text")] for line in wrap(visible(self._question), width)[:4]), []]

    def means(self, text: str) -> str | None:
        """The note as it stands."""
        return text.strip()

    def told(self, meant: str, width: int) -> list[Line]:
        """Who reads it."""
        del width
        return [[("Who asked reads it." if meant else "Without a note: enter is enough.", "muted")]]
