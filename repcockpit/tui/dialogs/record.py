"""A record to be read whole: labelled facts, then its text; longer than the screen, it scrolls."""

from typing import TYPE_CHECKING

from textual.events import Key

from repcockpit.domain.views.details import FieldLine, Reading
from repcockpit.tui.dialogs.steps import Scrolling
from repcockpit.tui.glyphs import Glyphs
from repcockpit.tui.subject import Subject
from repcockpit.tui.text import Line, cut, left, visible, wrap
from repcockpit.tui.widgets.bars import KeyHint
from repcockpit.tui.words import kind_word, sentence

if TYPE_CHECKING:
    from repcockpit.tui.screens.frame import FrameScreen

_LABEL = 10


def open_record(screen: "FrameScreen", subject: Subject) -> None:
    """Read the record of a subject in a dialog; what is chosen there is done here."""
    reading = screen.desk.details.reading(subject.kind, subject.id)

    def answered(answer: str | None) -> None:
        if answer == "who":
            _open_who(screen, reading)
        elif answer is not None:
            screen.perform(answer)

    screen.app.push_screen(RecordDialog(reading), answered)


def read_field(screen: "FrameScreen", field: FieldLine) -> None:
    """Read a field whole."""
    reading = Reading("field", b"", field.label, (), field.value)

    def answered(answer: str | None) -> None:
        if answer is not None:
            screen.perform(answer)

    screen.app.push_screen(RecordDialog(reading), answered)


def _open_who(screen: "FrameScreen", reading: Reading) -> None:
    person = next(iter(reading.people), None)
    if person is not None:
        screen.cockpit.open_detail(Subject("contact", person.id, person.id, None, person.name or ""))
    elif reading.account is not None:
        account = reading.account
        screen.cockpit.open_detail(Subject("account", account.id, None, account.id, account.name or ""))


def reading_lines(reading: Reading, width: int, glyphs: Glyphs) -> list[Line]:
    """Title, facts, text, in lines of at most `width` cells."""
    lines: list[Line] = [[(cut(visible(reading.title), width, glyphs.ellipsis), "text!")], []]
    for label, value in reading.facts:
        first, *rest = wrap(visible(value), max(8, width - _LABEL - 1))
        lines.append([(left(visible(label), _LABEL, glyphs.ellipsis) + " ", "muted"), (first, "text")])
        lines += [[(" " * (_LABEL + 1), "text"), (more, "text")] for more in rest]
    if reading.text:
        lines.append([])
        for paragraph in reading.text.splitlines() or [""]:
            lines += [[(part, "text")] for part in wrap(visible(paragraph), width)]
    elif reading.kind == "interaction":
        lines += [[], [("no note", "muted")]]
    return lines


class RecordDialog(Scrolling[str | None]):
    """Reads; answers the id of an action to run on the row, `who` to open the person, or None."""

    widest = 76

    def __init__(self, reading: Reading) -> None:
        super().__init__()
        self.reading = reading
        self.box_title = sentence(kind_word(reading.kind))

    def content(self, width: int) -> list[Line]:
        """The whole record."""
        glyphs: Glyphs = self.app.glyphs  # type: ignore[attr-defined]
        return reading_lines(self.reading, width, glyphs)

    def keys(self) -> tuple[KeyHint, ...]:
        """What can be done with it."""
        more = [KeyHint("enter", "open who", "enter")] if self.reading.people or self.reading.account else []
        if self.reading.kind != "field":
            more.append(KeyHint("w", "why", "w"))
        return (
            *more,
            KeyHint("e", "edit", "e"),
            KeyHint("j k", "move", "j"),
            KeyHint("esc", "close", "escape"),
        )

    def take_key(self, event: Key) -> None:
        """Scroll, open, edit, ask why, or close."""
        if self.scrolled(event):
            return
        if event.key in {"escape", "q"}:
            self.dismiss(None)
        elif event.key == "e":
            self.dismiss("edit")
        elif event.key == "w" and self.reading.kind != "field":
            self.dismiss("why")
        elif event.key == "enter":
            self.dismiss("who" if self.reading.people or self.reading.account else None)
