"""The one dialog of all forms: a field at a time, checked as it is typed; nothing typed is lost."""

from typing import TYPE_CHECKING

from textual.events import Key

from repcockpit.domain.forms import Form
from repcockpit.services.forms import FormSaved
from repcockpit.tui.dialogs.box import Dialog
from repcockpit.tui.dialogs.form_filling import Filling
from repcockpit.tui.dialogs.form_lines import Drawn, FormLook, form_lines, window
from repcockpit.tui.dialogs.form_typing import cycled, replaced, with_line_end
from repcockpit.tui.text import Line, justify, visible, wrap
from repcockpit.tui.widgets.bars import KeyHint
from repcockpit.tui.widgets.field import Field

if TYPE_CHECKING:
    from repcockpit.tui.desks.forms import Forms
    from repcockpit.tui.drafts import Drafts

ROOMY_FROM = 100
"""The columns of the screen from which the labels have air."""
MOVES = {"tab": 1, "down": 1, "enter": 1, "shift+tab": -1, "up": -1, "pagedown": 5, "pageup": -5}


class FormDialog(Dialog[FormSaved]):
    """Answers what was saved, or None; what was typed is kept as a draft until it is saved or dropped."""

    def __init__(self, forms: "Forms", form: Form, drafts: "Drafts", key: str) -> None:
        super().__init__()
        self.filling = Filling(forms, form, drafts, key)
        self.box_title = visible(form.title)
        self.is_asking = False
        self._first = 0
        self._lines: list[Drawn] = []

    def content(self, width: int) -> list[Line]:
        """Every field, whether it fits or not."""
        return [*self._top(width), *(one.line for one in self._drawn(width))]

    def _drawn(self, width: int) -> list[Drawn]:
        now = self.filling
        is_roomy = self.app.size.width >= ROOMY_FROM
        look = FormLook(
            now.form, now.at, now.typing.field, now.said, now.typing.fits, now.typing.fit_at, is_roomy
        )
        return form_lines(look, width, self.app.glyphs)  # type: ignore[attr-defined]

    def _top(self, width: int) -> list[Line]:
        """What hinders saving as a whole, or that this was typed before."""
        if self.filling.trouble:
            return [*([(piece, "late")] for piece in wrap(visible(self.filling.trouble), width)), []]
        if self.filling.is_draft:
            return [[("Typed before and not saved: ctrl+s saves it, esc drops it.", "muted")], []]
        return []

    def shown(self, width: int, height: int) -> list[Line]:
        """The part of the form around the cursor, how much is out of sight, and the keys."""
        drawn, top = self._drawn(width), self._top(width)
        room = max(1, height - 2 - len(top))
        self._first = window(drawn, self.filling.at, self._first, room)
        kept = drawn[self._first : self._first + room]
        self._lines = [*(Drawn(line) for line in top), *kept]
        lines = [one.line for one in self._lines]
        below = len(drawn) - self._first - len(kept)
        more = [
            f"{count} more {where}" for count, where in ((self._first, "above"), (below, "below")) if count
        ]
        tally: Line = [(", ".join(more), "muted")] if more else []
        rest: list[Line] = [[] for _ in range(height - 2 - len(lines))]
        asked: Line = [("Nothing is saved yet. Drop what you typed?", "soon")] if self.is_asking else []
        return [*lines, *rest, justify(asked, tally, width), self.key_line(width)][:height]

    def keys(self) -> tuple[KeyHint, ...]:
        """What can be done now."""
        if self.is_asking:
            return (KeyHint("y", "drop what you typed", "y"), KeyHint("esc", "keep editing", "escape"))
        if self.filling.typing.fit_at >= 0:
            return (
                KeyHint("enter", "take it", "enter"),
                KeyHint("down", "next", "down"),
                KeyHint("esc", "close the list", "escape"),
            )
        keys = [KeyHint("ctrl+s", "save", "ctrl+s"), KeyHint("tab", "next", "tab")]
        if self.filling.here.control == "choice":
            keys.append(KeyHint("left right", "choose", "right"))
        if self.filling.here.control == "long":
            keys.append(KeyHint("ctrl+e", "editor", "ctrl+e"))
        return (*keys, KeyHint("esc", "close", "escape"))

    def take_key(self, event: Key) -> None:
        """One key: an answer, a candidate, a move, or into the field."""
        if self.is_asking:
            self._answer(event.key)
        elif not (self.filling.typing.fits and self._among_fits(event.key)):
            self._move_or_type(event)
        if self.is_current:
            self.redraw()

    def _answer(self, key: str) -> None:
        self.is_asking = False
        if key == "y":
            self.filling.forget()
            self.dismiss(None)

    def _among_fits(self, key: str) -> bool:
        """A key for the list of candidates; False where it means something else now."""
        typing = self.filling.typing
        at, count = typing.fit_at, len(typing.fits)
        if key in ("enter", "tab") and at >= 0:
            self.filling.take_fit(at)
        elif key == "down":
            self.filling.typing = typing._replace(fit_at=(at + 1) % count)
        elif key == "up" and at >= 0:
            self.filling.typing = typing._replace(fit_at=(at - 1) % count)
        elif key == "escape":
            self.filling.typing = typing.closed()
        else:
            return False
        return True

    def _move_or_type(self, event: Key) -> None:
        now = self.filling
        control, field = now.here.control, now.typing.field
        match event.key:
            case "ctrl+s":
                self.save()
            case "escape":
                self.leave()
            case "enter" if now.is_last:
                self.save()
            case key if key in MOVES:
                now.go_to(now.at + MOVES[key])
            case "left" | "right" if control == "choice":
                now.set_field(cycled(now.here, field, 1 if event.key == "right" else -1), is_typed=False)
            case "right" if now.typing.at_end and control in ("link", "links"):
                now.offer()
            case "ctrl+e" if control == "long":
                self.open_editor()
            case "ctrl+j" | "shift+enter" | "alt+enter" if control == "long":
                now.set_field(with_line_end(field))
            case _:
                pressed = replaced(now.typing, event.character).pressed(event.key, event.character)
                if pressed is not None:
                    now.set_field(pressed)

    def take_paste(self, text: str) -> None:
        """Into the field; a long text keeps its lines."""
        field = self.filling.typing.field
        is_long = self.filling.here.control == "long"
        self.filling.set_field(with_line_end(field, text) if is_long else field.typed(text))
        self.redraw()

    def clicked(self, y: int) -> None:
        """A click on a field goes there, on a candidate takes it."""
        target = self._lines[y].target if 0 <= y < len(self._lines) else None
        if target is None:
            return
        if target[0] == "fit":
            self.filling.take_fit(target[1])
        else:
            self.filling.go_to(target[1])
        self.redraw()

    def leave(self) -> None:
        """Close what is clean; ask before anything typed is dropped."""
        if self.filling.form.is_dirty:
            self.is_asking = True
        else:
            self.filling.forget()
            self.dismiss(None)

    def open_editor(self) -> None:
        """Write the long text in the editor of one's own."""
        from repcockpit.tui.editor import edit_text  # noqa: PLC0415 -- needed only here

        edited = edit_text(self.app, self.filling.typing.field.text)
        self.filling.set_field(Field(edited.text, len(edited.text)))
        self.filling.trouble = edited.problem

    def save(self) -> None:
        """Write the form; what hinders it is said at its field."""
        done = self.filling.save()
        if done is not None:
            self.dismiss(done)
