"""What the log dialog says beside the echo: the field, examples, keys, errors."""

from typing import TYPE_CHECKING

from repcockpit.domain.errors import CockpitError
from repcockpit.domain.words import NOTE_KINDS, spoken
from repcockpit.tui.echo import field_inks
from repcockpit.tui.glyphs import Glyphs
from repcockpit.tui.subject import Subject
from repcockpit.tui.text import Line, cut_line, left, visible, wrap
from repcockpit.tui.widgets.bars import KeyHint
from repcockpit.tui.widgets.field import Field, field_lines

if TYPE_CHECKING:
    from repcockpit.domain.capture.draft import Draft
    from repcockpit.tui.dialogs.log_form import LogForm
    from repcockpit.tui.dialogs.log_line import LineReading

_EXAMPLES = (
    ("late sand twice", "a call, where no type is said"),
    ("visit 45m: late sand", "type, length, colon, the note"),
    ("+p certificate by fri", "a promise, and for which day"),
    ("+r +i +t +b", "request, idea, training, news"),
    ("> fri check the pallet", "the next step"),
    ("ctrl+n", "saves, and logs the next row at once"),
)
_FRAME = 4
"""Border and key line."""


def shown_field(field: Field, draft: "Draft | None", width: int, most: int, glyphs: Glyphs) -> list[Line]:
    """At most `most` lines of the field, the caret among them; the ends of a note's lines are marked."""
    inks = field_inks(draft, field.text) if draft else ["text"] * len(field.text)
    text = field.text
    if "\n" in text:
        inks = ["muted" if char == "\n" else ink for char, ink in zip(text, inks, strict=True)]
        text = text.replace("\n", "|" if glyphs.is_ascii else "¶")
    lines = field_lines(Field(text, field.caret), width, inks)
    at = next(number for number, line in enumerate(lines) if any(ink == "caret" for _, ink in line))
    first = max(0, min(at - most + 1, len(lines) - most))
    return lines[first : first + most]


def room_for(offer_count: int, usual: int) -> int:
    """The lines of the echo that stand under names without the box growing past its usual height."""
    return max(3, usual - _FRAME - 3 - offer_count)


def problem_lines(error: CockpitError, width: int) -> list[Line]:
    """What went wrong, and what to do."""
    lines: list[Line] = [[(line, "late")] for line in wrap(visible(error.message), width)]
    return lines + [[(line, "muted")] for line in wrap(visible(error.hint), width)]


def hint_lines(
    subject: Subject | None, other: tuple[str, str] | None, width: int, glyphs: Glyphs
) -> list[Line]:
    """Who is meant, examples, and the draft of another row, while nothing is typed."""
    lines: list[Line] = []
    if subject is not None:
        lines += [[("with         ", "muted"), (visible(subject.name), "text!")], []]
    lines += [[(left(said, 24), "text"), (about, "muted")] for said, about in _EXAMPLES]
    if other is not None:
        name, line = other
        about = f"  takes the draft for {visible(name)}: "
        lines += [[], [("up", "accent!"), (about, "muted"), (visible(line), "text")]]
    return [cut_line(line, width, glyphs.ellipsis) for line in lines]


def following_kind(kind: str | None) -> str | None:
    """What a note can tell of next; after the last kind nothing in particular."""
    kinds = (None, *NOTE_KINDS)
    return kinds[(kinds.index(kind) + 1) % len(kinds)]


def kind_line(kind: str | None) -> list[Line]:
    """What the note tells of, where that was marked."""
    if kind is None:
        return []
    return [[(left("tells of", 13), "muted"), (spoken(kind), "text!"), ("   ctrl+t the next", "muted")]]


def key_hints(
    reading: "LineReading", form: "LogForm | None", text: str, *, is_dropping: bool
) -> tuple[KeyHint, ...]:
    """The key line: what the keys do now."""
    can_save = reading.can_save and not (form is not None and form.wrong)
    keys = [KeyHint("enter", "save", "enter")] if can_save else []
    if form is not None:
        keys.append(KeyHint("tab", "take" if form.offers else "next field", "tab"))
        keys.append(KeyHint("ctrl+n", "save, log next", "ctrl+n"))
        return (*keys, KeyHint("esc", "close list" if form.offers else "back to the line", "escape"))
    if reading.offers:
        keys = [] if reading.at is not None else keys
        takes = KeyHint("enter", "take", "enter") if reading.at is not None else KeyHint("tab", "take", "tab")
        return (*keys, takes, KeyHint("down", "choose", "down"), KeyHint("esc", "close list", "escape"))
    keys.append(KeyHint("tab", "as a form", "tab"))
    if text.strip():
        if is_dropping:
            keys.append(KeyHint("ctrl+u", "drop this draft", "ctrl+u"))
        keys.append(KeyHint("ctrl+e", "long note", "ctrl+e"))
        if can_save and not is_dropping:
            keys.append(KeyHint("ctrl+n", "save, next", "ctrl+n"))
    return (*keys, KeyHint("esc", "keep as draft" if text.strip() else "close", "escape"))
