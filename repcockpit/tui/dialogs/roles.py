"""The buying roles of somebody: space ticks, enter confirms them as of today."""

from collections.abc import Sequence

from textual.events import Key

from repcockpit.domain.words import BUYING_ROLES
from repcockpit.tui.dialogs.rows import RowsDialog
from repcockpit.tui.text import Line, visible
from repcockpit.tui.widgets.bars import KeyHint
from repcockpit.tui.words import plain

_CHROME = 6
_ABOUT = {
    "decision_maker": "says yes or no",
    "budget_holder": "has the money",
    "economic_buyer": "answers for the money",
    "champion": "sells for us inside",
    "executive_sponsor": "backs it at the top",
    "influencer": "is listened to",
    "technical_evaluator": "tests and compares",
    "end_user": "works with it",
    "procurement": "writes the order",
    "gatekeeper": "lets in, or not",
    "legal_compliance": "reads the contract",
    "blocker": "stands in the way",
    "coach": "tells us how it is",
}
ROLES = tuple(role for role in BUYING_ROLES if role != "unknown")


class RolesDialog(RowsDialog[str, tuple[str, ...]]):
    """Answers the roles; None where it was left. Nothing ticked means the role under the cursor."""

    widest = 56

    def __init__(self, name: str, roles: Sequence[str], *, is_one: bool = False) -> None:
        super().__init__()
        self.box_title = f"Role of {visible(name)}"
        self.ticked = [role for role in roles if role in ROLES]
        self._is_one = is_one
        self.at = ROLES.index(self.ticked[0]) if self.ticked else 0

    @property
    def rows(self) -> Sequence[str]:
        """Every role."""
        return ROLES

    def room(self) -> int:
        """As many as the screen has room for."""
        return max(1, min(len(ROLES), self.app.size.height - _CHROME))

    def content(self, width: int) -> list[Line]:
        """The roles."""
        self.rows_from = 0
        return self.row_lines(width)

    def drawn_row(self, row: str, width: int, *, is_here: bool) -> list[Line]:
        """A tick, the role, what it is."""
        del width
        glyphs = self.app.glyphs  # type: ignore[attr-defined]
        is_on = row in self.ticked
        return [
            [
                (glyphs.cursor if is_here else " ", "accent!"),
                (f"{glyphs.done if is_on else ' '} ", "good"),
                (f"{plain(row):<21}", "text!" if is_on else "text"),
                (_ABOUT.get(row, ""), "muted"),
            ]
        ]

    def choose(self, row: str) -> None:
        """Tick or untick."""
        if row in self.ticked:
            self.ticked.remove(row)
        elif self._is_one:
            self.ticked = [row]
        else:
            self.ticked.append(row)
        self.redraw()

    def keys(self) -> tuple[KeyHint, ...]:
        """Confirm, tick, leave."""
        return (
            KeyHint("enter", "confirm", "enter"),
            KeyHint("space", "tick", "space"),
            KeyHint("esc", "leave", "escape"),
        )

    def take_key(self, event: Key) -> None:
        """A letter goes to the next role that begins with it."""
        match event.key:
            case "escape" | "q":
                self.dismiss(None)
            case "enter" | "ctrl+s":
                self.dismiss(tuple(self.ticked) or (ROLES[self.at],))
            case "space":
                self.choose(ROLES[self.at])
            case _:
                if not self.walked(event):
                    self._go_to_letter(event.character or "")

    def _go_to_letter(self, letter: str) -> None:
        after = [*range(self.at + 1, len(ROLES)), *range(self.at + 1)]
        found = next((at for at in after if letter and ROLES[at].startswith(letter.casefold())), None)
        if found is not None:
            self.go(found)
