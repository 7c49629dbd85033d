"""The decisions sought at a review: one to five, a line each."""

from textual.events import Key

from repcockpit.domain.readiness import MOST_DECISIONS
from repcockpit.tui.dialogs.box import Dialog
from repcockpit.tui.text import Line, cut, visible
from repcockpit.tui.widgets.bars import KeyHint
from repcockpit.tui.widgets.field import Field, tail_line


class DecisionsDialog(Dialog[str]):
    """Answers the lines, joined by line ends; None where it was left."""

    widest = 72

    def __init__(self, account: str, text: str) -> None:
        super().__init__()
        self.box_title = f"Decisions sought: {visible(account)}"
        self.field = Field()
        self.written = [line.strip() for line in text.splitlines() if line.strip()]

    @property
    def is_full(self) -> bool:
        """Whether five are written: more is a wish list."""
        return len(self.written) >= MOST_DECISIONS

    def content(self, width: int) -> list[Line]:
        """What is written, and the field for the next one."""
        glyphs = self.app.glyphs  # type: ignore[attr-defined]
        lines: list[Line] = [
            [(f"{number}. ", "muted"), (cut(visible(one), width - 3, glyphs.ellipsis), "text")]
            for number, one in enumerate(self.written, 1)
        ]
        if not self.is_full or self.field.text:
            number = f"{len(self.written) + 1}. "
            lines.append([(number, "accent!"), *tail_line(self.field, width - len(number))])
        lines.append([(glyphs.hairline * width, "rule")])
        said = "Five are written: backspace takes the last one up again." if self.is_full else ""
        if not self.written and not self.field.text:
            said = "What should they say yes to? One to five, a line each."
        return [*lines, [(said, "muted")]]

    def keys(self) -> tuple[KeyHint, ...]:
        """The next line, keep all, leave."""
        first = KeyHint("enter", "next line" if self.field.text.strip() else "keep them", "enter")
        return first, KeyHint("backspace", "last line", "backspace"), KeyHint("esc", "leave", "escape")

    def take_key(self, event: Key) -> None:
        """Write, take up the last line, keep, leave."""
        match event.key:
            case "escape":
                self.dismiss(None)
            case "ctrl+s":
                self._write()
                self.dismiss("\n".join(self.written))
            case "enter":
                if self.field.text.strip():
                    self._write()
                else:
                    self.dismiss("\n".join(self.written))
            case "backspace" if not self.field.text and self.written:
                last = self.written.pop()
                self.field = Field(last, len(last))
            case _:
                field = self.field.pressed(event.key, event.character)
                self.field = field if field is not None else self.field
        if self.is_current:
            self.redraw()

    def _write(self) -> None:
        if self.field.text.strip() and not self.is_full:
            self.written.append(self.field.text.strip())
            self.field = Field()

    def take_paste(self, text: str) -> None:
        """Each line of it becomes one, as many as there is room for."""
        lines = [line.strip() for line in text.splitlines() if line.strip()]
        if len(lines) > 1:
            self.written = [*self.written, *lines][:MOST_DECISIONS]
        else:
            self.field = self.field.typed(text)
        self.redraw()
