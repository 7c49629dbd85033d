"""What to make: a short list of kinds, one letter each."""

from repcockpit.domain.views.decisions import Choice
from repcockpit.tui.dialogs.setup import SetupDialog
from repcockpit.tui.subject import Subject
from repcockpit.tui.text import Line, cut, cut_line, left, visible
from repcockpit.tui.widgets.bars import KeyHint

LETTERS = {
    "account": ("a", "account", "a customer or a prospect"),
    "contact": ("c", "contact", "somebody who works there"),
    "task": ("t", "task", "something to do, with its day"),
    "promise": ("p", "promise", "something you said you would do"),
    "interaction": ("l", "call, visit or mail", "as a form; l alone is one line"),
    "idea": ("i", "idea", "what they would like us to make"),
    "training": ("g", "training", "what you showed them"),
    "info": ("b", "news", "industry information you brought"),
    "feedback": ("f", "feedback", "NPS or CSAT, by whom"),
    "fact": ("k", "fact", "service, share, intent, reference"),
    "deal": ("d", "deal", "open, won or lost"),
    "leave": ("v", "leave", "days somebody is away"),
    "holiday": ("h", "holiday", "a day off"),
    "target": ("s", "target", "touches planned, for one of us"),
    "rate": ("r", "rate", "what a currency is worth from a day on"),
}
"""Kind: its letter, its word, what it is."""


class KindsDialog(SetupDialog):
    """Answers the chosen kind, or None."""

    widest = 66

    def __init__(self, kinds: tuple[str, ...], subject: Subject | None = None) -> None:
        choices = [
            Choice(letter, word, kind, about) for kind in kinds for letter, word, about in [LETTERS[kind]]
        ]
        super().__init__("New", "", (), choices)
        self._about = visible(subject.name) if subject is not None else ""

    def known(self, width: int) -> list[Line]:
        """Whom it is for."""
        return [[("for ", "muted"), (cut(self._about, width - 4), "text!")]] if self._about else []

    def drawn_row(self, row: Choice, width: int, *, is_here: bool) -> list[Line]:
        """Its letter, its word, what it is."""
        glyphs = self.app.glyphs  # type: ignore[attr-defined]
        line: Line = [
            (glyphs.cursor if is_here else " ", "accent!"),
            (f"{row.key}  ", "accent!"),
            (left(row.label, 21), "text!" if is_here else "text"),
            (left(row.about, max(0, width - 25)), "muted"),
        ]
        return [cut_line(line, width, glyphs.ellipsis)]

    def keys(self) -> tuple[KeyHint, ...]:
        """A letter, enter or esc."""
        return (KeyHint("enter", "make it", "enter"), KeyHint("esc", "close", "escape"))
