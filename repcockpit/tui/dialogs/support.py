"""Where somebody stands towards us, with what was said or seen; it is unknown again after 180 days."""

from typing import NamedTuple

from repcockpit.domain.errors import InvalidValueError
from repcockpit.domain.words import SUPPORTS, spoken
from repcockpit.tui.dialogs.oneline import OneLine
from repcockpit.tui.text import Line, visible

_LETTERS = {
    "m": "mentor",
    "s": "supporter",
    "n": "neutral",
    "o": "non_supporter",
    "e": "enemy",
    "u": "unknown",
}
_ABOUT = {
    "mentor": "tells us how it works there",
    "supporter": "wants us",
    "neutral": "does not mind",
    "non_supporter": "would rather have another",
    "enemy": "works against us",
    "unknown": "takes it back",
}


class Said(NamedTuple):
    """A word of SUPPORTS, and the evidence."""

    support: str
    note: str = ""


class SupportDialog(OneLine[Said]):
    """Answers the support and its evidence; None where it was left: `s wants us at the new furnace`."""

    verb = "save as of today"

    def __init__(self, name: str, held: str = "", note: str = "") -> None:
        """`held` and `note` are what is known now."""
        super().__init__()
        self.box_title = f"Support of {visible(name)}"
        self._held, self._note = held, note

    def head(self, width: int) -> list[Line]:
        """What is known now."""
        del width
        if not self._held or self._held == "unknown":
            return []
        said = f": {visible(self._note)}" if self._note else ""
        return [[(f"{spoken(self._held)}{said}", "text")], []]

    def means(self, text: str) -> Said | None:
        """The first letter or word, then the evidence. Raises InvalidValueError for another word."""
        first, _, note = text.strip().partition(" ")
        if not first:
            return None
        word = _LETTERS.get(first.casefold()) or first.casefold().replace("-", "_")
        found = [one for one in SUPPORTS if one == word] or [one for one in SUPPORTS if one.startswith(word)]
        if len(found) != 1:
            raise InvalidValueError(f"{first!r} is no support", "begin with m, s, n, o, e or u")
        return Said(found[0], note.strip())

    def told(self, meant: Said, width: int) -> list[Line]:
        """The word, and the evidence."""
        del width
        lines: list[Line] = [[(spoken(meant.support), "text!"), (f"  {_ABOUT[meant.support]}", "muted")]]
        if meant.note:
            lines.append([("because  ", "muted"), (visible(meant.note), "text")])
        elif meant.support != "unknown":
            lines.append([("a word on why makes it evidence", "muted")])
        return lines

    def hints(self) -> list[Line]:
        """A letter each."""
        return [
            [(f"{letter}  ", "accent!"), (f"{spoken(word):<15}", "text"), (_ABOUT[word], "muted")]
            for letter, word in _LETTERS.items()
        ]
