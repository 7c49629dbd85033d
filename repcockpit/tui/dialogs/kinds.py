"""What to make: a short list of kinds, one letter each."""

from textual.events import Key

from repcockpit.tui.dialogs.box import Dialog
from repcockpit.tui.subject import Subject
from repcockpit.tui.text import Line, cut_line, left, visible
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
    "deal": ("d", "deal", "open, won or lost"),
    "leave": ("v", "leave", "days somebody is away"),
    "holiday": ("h", "holiday", "a day off"),
}
"""Kind: its letter, its word, what it is."""


class KindsDialog(Dialog[str]):
    """Answers the chosen kind, or None."""

    box_title = "New"
    widest = 66

    def __init__(self, kinds: tuple[str, ...], subject: Subject | None = None) -> None:
        super().__init__()
        self.kinds = kinds
        self.at = 0
        self._about = visible(subject.name) if subject is not None else ""
        self._head = 2 if self._about else 0

    def content(self, width: int) -> list[Line]:
        """Whom it is for, and a line for each kind."""
        glyphs = self.app.glyphs  # type: ignore[attr-defined]
        lines: list[Line] = [[("for ", "muted"), (self._about, "text!")], []] if self._about else []
        for number, kind in enumerate(self.kinds):
            letter, word, about = LETTERS[kind]
            is_here = number == self.at
            line: Line = [
                (glyphs.cursor if is_here else " ", "accent!"),
                (f"{letter}  ", "accent!"),
                (left(word, 21), "text!" if is_here else "text"),
                (left(about, max(0, width - 25)), "muted"),
            ]
            ground = "@row" if is_here else ""
            lines.append([(text, ink + ground) for text, ink in cut_line(line, width, glyphs.ellipsis)])
        return lines

    def keys(self) -> tuple[KeyHint, ...]:
        """A letter, enter or esc."""
        return (KeyHint("enter", "make it", "enter"), KeyHint("esc", "close", "escape"))

    def take_key(self, event: Key) -> None:
        """A letter is a kind; arrows and enter choose."""
        by_letter = {LETTERS[kind][0]: kind for kind in self.kinds}
        match event.key:
            case "escape":
                self.dismiss(None)
            case "enter":
                self.dismiss(self.kinds[self.at])
            case "down" | "j" | "tab":
                self._go(self.at + 1)
            case "up" | "k" | "shift+tab":
                self._go(self.at - 1)
            case letter if letter in by_letter:
                self.dismiss(by_letter[letter])

    def _go(self, at: int) -> None:
        self.at = at % len(self.kinds)
        self.box.redraw()

    def clicked(self, y: int) -> None:
        """A click on a kind is that kind."""
        if 0 <= y - self._head < len(self.kinds):
            self.dismiss(self.kinds[y - self._head])
