"""The log dialog: one line to type, a hairline, and the echo of what will be saved."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from textual.events import Key

from repcockpit.domain.errors import CockpitError
from repcockpit.tui.desk import Desk, Saved
from repcockpit.tui.dialogs.box import Dialog
from repcockpit.tui.drafts import Drafts
from repcockpit.tui.echo import echo_block, field_inks
from repcockpit.tui.subject import Subject
from repcockpit.tui.text import Line, cut_line, left, visible, wrap
from repcockpit.tui.widgets.bars import KeyHint
from repcockpit.tui.widgets.field import Field, field_lines

if TYPE_CHECKING:
    from repcockpit.domain.capture.draft import Draft, Effect

NO_ROW = "-"
USUAL_HEIGHT = 15
"""Room for the usual echo, kept from the start, so that the box does not move while it grows."""
_EXAMPLES = (
    ("late sand twice", "a call, where no type is said"),
    ("visit 45m: late sand", "type, length, colon, the note"),
    ("+p certificate by fri", "a promise, and for which day"),
    ("+r +i +t +b", "request, idea, training, news"),
    ("> fri check the pallet", "the next step"),
)


def draft_key(subject: Subject | None) -> str:
    """Under which name the draft of a row is kept."""
    return NO_ROW if subject is None else f"{subject.kind}:{subject.id.hex()}"


class LogDialog(Dialog[Saved]):
    """Answers what was saved, or None; esc keeps the line as a draft."""

    box_title = "Log"

    def __init__(
        self,
        desk: Desk,
        subject: Subject | None,
        today: date,
        drafts: Drafts,
        others: Callable[[str], Subject | None] = lambda _key: None,
        begin: str = "",
    ) -> None:
        """`others` says what a draft's key was about; `begin` stands in the field where no draft was kept."""
        super().__init__()
        self.desk, self.subject, self.today, self.drafts = desk, subject, today, drafts
        self._subject_of = others
        self._kept = drafts.of(draft_key(subject))
        line = self._kept or begin
        self.field = Field(line, len(line))
        self._draft: Draft | None = None
        self._effect: Effect | None = None
        self._error: CockpitError | None = None
        self._read()

    def _read(self) -> None:
        """Parse what stands in the field."""
        self._draft = self._effect = self._error = None
        if not self.field.text.strip():
            return
        try:
            self._draft = self.desk.parse(self.field.text, self.subject)
            if not self._draft.problems:
                self._effect = self.desk.effect(self._draft)
        except CockpitError as error:
            self._error = error

    def _other(self) -> tuple[str, str] | None:
        """The newest draft, where it belongs to another row."""
        newest = self.drafts.newest()
        return newest if newest and newest[0] != draft_key(self.subject) else None

    def content(self, width: int) -> list[Line]:
        """Field, hairline, echo."""
        glyphs = self.app.glyphs  # type: ignore[attr-defined]
        inks = field_inks(self._draft, self.field.text) if self._draft else None
        shown = field_lines(self.field, width, inks)
        at = next(number for number, line in enumerate(shown) if any(ink == "caret" for _, ink in line))
        most = max(2, self.app.size.height - 16)
        first = max(0, min(at - most + 1, len(shown) - most))
        lines = [*shown[first : first + most], [(glyphs.hairline * width, "rule")]]
        if self._error is not None:
            return lines + self._problem(width)
        if self._draft is None:
            return lines + self._hints(width)
        return lines + echo_block(self._draft, self._effect, self.today, width, glyphs)

    def _problem(self, width: int) -> list[Line]:
        assert self._error is not None  # noqa: S101 -- the caller has looked
        lines: list[Line] = [[(line, "late")] for line in wrap(visible(self._error.message), width)]
        return lines + [[(line, "muted")] for line in wrap(visible(self._error.hint), width)]

    def _hints(self, width: int) -> list[Line]:
        glyphs = self.app.glyphs  # type: ignore[attr-defined]
        lines: list[Line] = []
        if self.subject is not None:
            name = visible(self.subject.name)
            lines += [[("with         ", "muted"), (name, "text!")], []]
        lines += [[(left(said, 24), "text"), (about, "muted")] for said, about in _EXAMPLES]
        other = self._other()
        if other is not None:
            subject = self._subject_of(other[0])
            name = visible(subject.name) if subject else "another row"
            lines += [
                [],
                [
                    ("up", "accent!"),
                    (f"  takes the draft for {name}: ", "muted"),
                    (visible(other[1]), "text"),
                ],
            ]
        return [cut_line(line, width, glyphs.ellipsis) for line in lines]

    def keys(self) -> tuple[KeyHint, ...]:
        """Save or keep."""
        verb = "keep as draft" if self.field.text.strip() else "close"
        keys = [KeyHint("esc", verb, "escape")]
        if self._draft is not None and not self._draft.problems:
            keys.insert(0, KeyHint("enter", "save", "enter"))
        if self.field.text and self.field.text == self._kept:
            keys.append(KeyHint("ctrl+u", "drop this draft", "ctrl+u"))
        return tuple(keys)

    def top(self, height: int) -> int:
        """Below the row where there is room, so that it stays in sight; never past the last line but one."""
        ledger = getattr(self.app.screen_stack[-2], "ledger", None)
        below: int = ledger.cursor_y() + 2 if ledger is not None else 3
        return max(0, min(below, self.app.size.height - max(height, USUAL_HEIGHT) - 1))

    def take_key(self, event: Key) -> None:
        """Save, keep, take the other draft, or type."""
        match event.key:
            case "enter" | "ctrl+s":
                self.save()
            case "escape":
                self.drafts.keep(draft_key(self.subject), self.field.text)
                self.dismiss(None)
            case "up" if not self.field.text and self._other():
                self._take_other()
            case _:
                field = self.field.pressed(event.key, event.character)
                if field is not None:
                    self.set_field(field)

    def take_paste(self, text: str) -> None:
        """Into the field."""
        self.set_field(self.field.typed(text))

    def set_field(self, field: Field) -> None:
        """Another text or caret; a changed text is read anew and kept as a draft."""
        has_changed = field.text != self.field.text
        self.field = field
        if has_changed:
            self._read()
            self.drafts.keep(draft_key(self.subject), field.text)
        self.redraw()

    def _take_other(self) -> None:
        key, line = self._other() or ("", "")
        self.subject = self._subject_of(key)
        if self.subject is None:
            self.drafts.keep(key, "")
        self.set_field(Field(line, len(line)))

    def save(self) -> None:
        """Write the line; what is unclear is shown instead, and the line stays."""
        if self._draft is None or self._draft.problems:
            return
        try:
            saved = self.desk.save(self._draft)
        except CockpitError as error:
            self._error = error
            self.redraw()
            return
        self.drafts.keep(draft_key(self.subject), "")
        self.dismiss(saved)
