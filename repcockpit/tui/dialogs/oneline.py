"""One line to type with its meaning under it, read anew at each key; enter takes it."""

from datetime import date
from typing import Generic, TypeVar

from textual.events import Key

from repcockpit.domain.dates import format_date
from repcockpit.domain.errors import CockpitError
from repcockpit.tui.dialogs.box import Dialog
from repcockpit.tui.text import Line, cut_line, visible, wrap
from repcockpit.tui.widgets.bars import KeyHint
from repcockpit.tui.widgets.field import Field, tail_line

Answer = TypeVar("Answer")


class OneLine(Dialog[Answer], Generic[Answer]):
    """A child says what a text means, how that is shown, and what is said while nothing is typed."""

    widest = 66
    verb, leave = "take it", "cancel"
    prompt = ""
    """What stands before the field."""

    def __init__(self) -> None:
        super().__init__()
        self.field = Field()
        self._meant: Answer | None = None
        self._problem: CockpitError | None = None

    def means(self, text: str) -> Answer | None:
        """What the text means, None for nothing yet. Raises CockpitError for what cannot be taken."""
        raise NotImplementedError

    def told(self, meant: Answer, width: int) -> list[Line]:
        """The meaning in words, the date in full."""
        raise NotImplementedError

    def hints(self) -> list[Line]:
        """What is said while nothing is typed."""
        return []

    def head(self, width: int) -> list[Line]:
        """Lines above the field."""
        del width
        return []

    def refused(self, problem: CockpitError, width: int) -> list[Line]:
        """Why the text cannot be taken, and what to type."""
        lines: list[Line] = [[(line, "late")] for line in wrap(visible(problem.message), width)[:2]]
        return lines + [[(line, "muted")] for line in wrap(visible(problem.hint), width)[:2]]

    def content(self, width: int) -> list[Line]:
        """Field, hairline, meaning."""
        glyphs = self.app.glyphs  # type: ignore[attr-defined]
        typed = tail_line(self.field, width - len(self.prompt))
        field: Line = [(self.prompt, "accent!"), *typed] if self.prompt else typed
        lines = [*self.head(width), field, [(glyphs.hairline * width, "rule")]]
        if self._problem is not None:
            lines += self.refused(self._problem, width)
        elif self._meant is not None:
            lines += self.told(self._meant, width)
        elif not self.field.text.strip():
            lines += self.hints()
        tallest = len(self.head(width)) + 2 + max(3, len(self.hints()))
        lines += [Line() for _ in range(tallest - len(lines))]
        return [cut_line(line, width, glyphs.ellipsis) for line in lines]

    def keys(self) -> tuple[KeyHint, ...]:
        """Take it where it means something, or leave."""
        leave = KeyHint("esc", self.leave, "escape")
        return (KeyHint("enter", self.verb, "enter"), leave) if self._meant is not None else (leave,)

    def on_mount(self) -> None:
        """Read what stands in the field already."""
        self._read()

    def take_key(self, event: Key) -> None:
        """Take, leave, type."""
        match event.key:
            case "escape":
                self.dismiss(None)
            case "enter" | "ctrl+s":
                if self._meant is not None:
                    self.take(self._meant)
            case _:
                self.type(self.field.pressed(event.key, event.character))

    def take(self, meant: Answer) -> None:
        """Enter on a text that means something."""
        self.dismiss(meant)

    def take_paste(self, text: str) -> None:
        """Into the field."""
        self.type(self.field.typed(text))

    def type(self, field: Field | None) -> None:
        """Another text or caret; None: the key meant nothing."""
        if field is not None:
            self.field = field
            self._read()

    def _read(self) -> None:
        self._meant = self._problem = None
        try:
            self._meant = self.means(self.field.text)
        except CockpitError as problem:
            self._problem = problem
        self.redraw()


def day_line(label: str, day: date, today: date) -> Line:
    """`until      Tue 8 Dec   2026-12-08   in 14 days`."""
    ahead = (day - today).days
    far = "today" if ahead == 0 else f"in {ahead} day{'' if ahead == 1 else 's'}"
    return [
        (f"{label:<9}", "muted"),
        (format_date(day, today), "text!"),
        (f"   {day.isoformat()}   {far}", "muted"),
    ]
