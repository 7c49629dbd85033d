"""Somebody left: the new employer where it is known, and what will be written."""

from collections.abc import Sequence

from repcockpit.tui.dialogs.oneline import OneLine
from repcockpit.tui.text import Line, visible, wrap


class LeftDialog(OneLine[str]):
    """Answers the new employer, blank where it is unknown; None where it was left open."""

    widest = 70
    verb = "left"
    prompt = "now at "

    def __init__(self, name: str, steps: Sequence[str]) -> None:
        """`steps` are the titles of the tasks that would be made; none where the person had left before."""
        super().__init__()
        self.box_title = f"{visible(name)} left the company"
        self._steps = steps

    def means(self, text: str) -> str | None:
        """The employer, or nothing."""
        return " ".join(text.split())

    def told(self, meant: str, width: int) -> list[Line]:
        """What stays, what stands open, what is to be done."""
        glyphs = self.app.glyphs  # type: ignore[attr-defined]
        if not self._steps:
            return [[("had left before; only the new employer is noted", "muted")]]
        where = f"moved to {visible(meant)}" if meant else "left; the new employer may stay unknown"
        lines: list[Line] = [[(line, "text")] for line in wrap(where, width)[:2]]
        lines.append([("history stays, the seat stands open", "muted")])
        return (
            lines
            + [[("+ ", "accent!"), (visible(step), "text")] for step in self._steps]
            + [[(f"{glyphs.next} ", "muted"), ("u takes all of it back", "muted")]]
        )
