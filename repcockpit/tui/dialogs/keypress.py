"""A new key for an action by pressing it; what would clash is said before it is kept."""

from collections.abc import Mapping

from textual.events import Key

from repcockpit.tui.actions import Action, shown_key
from repcockpit.tui.dialogs.box import Dialog
from repcockpit.tui.keymap import keymap_of
from repcockpit.tui.keys import read_key
from repcockpit.tui.text import Line, visible, wrap
from repcockpit.tui.widgets.bars import KeyHint

_SAID = 4
_ABOUT = "Press a key; once more keeps it. tab before the second press makes it the first of two."


class KeyPress(Dialog[str]):
    """Answers the key as the settings have it (`x`, `a n`), None where it was left."""

    widest = 64
    box_title = "Another key"

    def __init__(self, action: Action, present: str, asked: Mapping[str, tuple[str, ...]]) -> None:
        super().__init__()
        self._action, self._present, self._asked = action, present, asked
        self.key = ""
        self._first = ""
        """The first of two keys, once tab was pressed after it."""

    def content(self, width: int) -> list[Line]:
        """The action, its key, the new one, what it would do to others."""
        more = self.app.glyphs.ellipsis  # type: ignore[attr-defined]
        lines: list[Line] = [
            [(self._action.title, "text!"), (f"  now {self._present or 'without a key'}", "muted")]
        ]
        lines += [[(line, "muted")] for line in wrap(_ABOUT, width)]
        shown = shown_key(f"{self._first} {self.key}".strip()) or more
        lines += [
            [],
            [
                ("> ", "accent!"),
                (visible(shown), "text!"),
                (f" then {more}" if self._waits() else "", "muted"),
            ],
            [],
        ]
        said = [(f"{text}.", ink) for text, ink in self.clashes()]
        told = [(line, ink) for text, ink in said for line in wrap(visible(text), width)][:_SAID]
        lines += [[(line, ink)] for line, ink in told]
        return lines + [Line() for _ in range(_SAID - len(told))]

    def _waits(self) -> bool:
        return bool(self._first) and not self.key

    def whole(self) -> str:
        """What was pressed, both keys of a chord."""
        return f"{self._first} {self.key}".strip() if self.key else ""

    def clashes(self) -> list[tuple[str, str]]:
        """What is to be said about the key, with its ink; red: it cannot be kept."""
        if not self.whole():
            return []
        found = read_key(self.whole())
        if found.refusal:
            return [(found.refusal, "late")]
        before = {one.text for one in keymap_of(self._asked).clashes}
        after = keymap_of({**self._asked, self._action.id: (self.whole(),)}).clashes
        fresh = [one for one in after if one.text not in before]
        return [(one.text, "late" if one.kind == "both" else "soon") for one in fresh]

    def keys(self) -> tuple[KeyHint, ...]:
        """Keep or leave."""
        keep = (KeyHint("the same again", "keep it", "keep"),) if self._can_keep() else ()
        return *keep, KeyHint("tab", "a second key", "tab"), KeyHint("esc", "leave it", "escape")

    def _can_keep(self) -> bool:
        return bool(self.whole()) and all(ink != "late" for _, ink in self.clashes())

    def take_key(self, event: Key) -> None:
        """A key is the new one; the same once more keeps it."""
        if event.key == "escape":
            self.dismiss(None)
            return
        if event.key == "keep":
            self._keep()
            return
        if event.key == "tab":
            if self.key and not self._first:
                self._first, self.key = self.key, ""
        elif event.key == self.key:
            self._keep()
            return
        else:
            self.key = event.key
        self.redraw()

    def _keep(self) -> None:
        if self._can_keep():
            self.dismiss(self.whole())
