"""One setting of this machine's taste: each value with what it means; a theme is seen before it is chosen."""

from collections.abc import Callable

from repcockpit.settings import CHOICES
from repcockpit.tui.dialogs.choosing import Choosing, Option

_MEANINGS = {
    "dark": "for a dark room",
    "light": "for daylight",
    "high-contrast": "7 to 1 and more",
    "ansi": "the terminal's own colours",
    "dmy": "12/9 is 12 September",
    "mdy": "12/9 is December 9",
    "ymd": "2026/12/9",
    "unicode": "● ○ □ √ ×",
    "ascii": "* o + v x",
    "en": "English",
    "es": "and Spanish: mañana, lunes",
    "de": "and German: morgen, montag",
    "fr": "and French: demain, lundi",
    "it": "and Italian: domani, lunedì",
    "pt": "and Portuguese: amanhã, segunda",
    "nl": "and Dutch: morgen, maandag",
    "0": "only when S is pressed",
    "1": "every minute",
    "60": "every hour",
}
_AUTO = {
    "theme": "light or dark, as the terminal says",
    "glyphs": "as the terminal needs it",
    "language": "this machine's",
}


class TasteDialog(Choosing):
    """Answers a value of the setting; `look` shows one while the cursor stands on it."""

    def __init__(self, title: str, name: str, present: str, look: Callable[[str], None] | None) -> None:
        values = CHOICES[name].values
        auto = _AUTO.get(name, "as this machine's country has it")
        options = [Option(one, one, auto if one == "auto" else _MEANINGS.get(one, "")) for one in values]
        super().__init__(title, "", options, values.index(present) if present in values else 0)
        self._look = look

    def redraw(self) -> None:
        """Draw anew, in the colours of the row under the cursor."""
        found = self.found()
        super().redraw()
        if self._look is not None and found:
            self._look(found[self.at].word)
