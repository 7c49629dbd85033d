"""The log dialog: one line to type, a hairline, and the echo of what will be saved; or the same as a form."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from textual.events import Key

from repcockpit.domain.errors import CockpitError
from repcockpit.tui.desk import Desk, Saved
from repcockpit.tui.dialogs.box import Dialog
from repcockpit.tui.dialogs.log_hints import (
    following_kind,
    hint_lines,
    key_hints,
    kind_line,
    problem_lines,
    room_for,
    shown_field,
)
from repcockpit.tui.dialogs.log_line import LABEL, LineReading, left_out, offer_lines
from repcockpit.tui.drafts import Drafts
from repcockpit.tui.echo import echo_block
from repcockpit.tui.subject import Subject
from repcockpit.tui.text import Line
from repcockpit.tui.widgets.bars import KeyHint
from repcockpit.tui.widgets.field import LIMIT, Field

if TYPE_CHECKING:
    from repcockpit.tui.dialogs.log_form import LogForm

NO_ROW = "-"
USUAL_HEIGHT = 15
"""Room for the usual echo, kept from the start, so that the box does not move while it grows."""


def draft_key(subject: Subject | None) -> str:
    """Under which name the draft of a row is kept: its person's, else its account's."""
    if subject is None:
        return NO_ROW
    if subject.contact_id is not None:
        return f"contact:{subject.contact_id.hex()}"
    if subject.account_id is not None:
        return f"account:{subject.account_id.hex()}"
    return f"{subject.kind}:{subject.id.hex()}"


class LogDialog(Dialog[Saved]):
    """Answers what was saved, or None; esc keeps the line as a draft. `goes_on`: the next row is logged at once."""

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
        self._kept, self._begin = drafts.of(draft_key(subject)), begin
        line = self._kept or begin
        self.field = Field(line, len(line))
        self.reading = LineReading(desk)
        self.form: LogForm | None = None
        self.complaint = ""
        self.goes_on = False
        self.note_kind: str | None = None
        self._is_untouched = True
        self._passed: set[str] = set()
        self._offers_at = 0
        self.reading.read(self.field, subject)

    def content(self, width: int) -> list[Line]:
        """Field, hairline, what can be taken, echo, what the note tells of; or the form."""
        glyphs = self.app.glyphs  # type: ignore[attr-defined]
        reading, mark = self.reading, kind_line(self.note_kind)
        if self.form is not None:
            from repcockpit.tui.dialogs.log_form_lines import form_content  # noqa: PLC0415 -- only with the form

            room = self.app.size.height - 4 - len(mark)
            return [*form_content(self.form, reading, self.today, (width, room), glyphs), *mark]
        most = max(2, self.app.size.height - 16)
        lines = shown_field(self.field, reading.draft, width, most, glyphs)
        lines.append([(glyphs.hairline * width, "rule")])
        if self.complaint:
            lines.append([(self.complaint, "late")])
        if reading.error is not None:
            return lines + problem_lines(reading.error, width)
        if reading.draft is None:
            return lines + hint_lines(self.subject, self._other_draft(), width, glyphs) + mark
        self._offers_at = len(lines)
        offers = offer_lines(reading.offers, reading.at, width, glyphs)
        shown = reading.draft
        if offers:  # each is said once, and with the key that takes it
            problems = tuple(problem._replace(candidates=()) for problem in shown.problems)
            shown = shown._replace(offers=(), problems=problems)
            more = 0 if reading.is_naming else left_out(reading.draft)
            offers += [[(f"{'':{LABEL}}+{more} others", "muted")]] if more else []
        echo = echo_block(shown, reading.effect, self.today, width, glyphs)
        if reading.is_naming:
            echo = echo[: room_for(len(offers), USUAL_HEIGHT)]
        return [*lines, *offers, *([[]] if offers else []), *echo, *mark]

    def keys(self) -> tuple[KeyHint, ...]:
        """Save, take, form, note, keep."""
        is_dropping = bool(self.field.text) and self.field.text == self._kept
        return key_hints(self.reading, self.form, self.field.text, is_dropping=is_dropping)

    def top(self, height: int) -> int:
        """Below the row where there is room, so that it stays in sight; never past the last line but one."""
        ledger = getattr(self.app.screen_stack[-2], "ledger", None)
        below: int = ledger.cursor_y() + 2 if ledger is not None else 3
        return max(0, min(below, self.app.size.height - max(height, USUAL_HEIGHT) - 1))

    def take_key(self, event: Key) -> None:
        """One key; what the book refuses is shown, and the line stays."""
        self.complaint = ""
        try:
            self._take(event)
        except CockpitError as error:
            self.reading.error, self.form = error, None
            self.redraw()

    def _take(self, event: Key) -> None:
        """One key, of the form where it stands open."""
        match event.key:
            case "ctrl+s":
                self.save()
            case "ctrl+n":
                self.save(goes_on=True)
            case "ctrl+e":
                self.edit_note()
            case "ctrl+t":
                self.note_kind = following_kind(self.note_kind)
                self.redraw()
            case _ if self.form is not None:
                self._form_key(event)
            case _:
                self._line_key(event)

    def _line_key(self, event: Key) -> None:
        reading = self.reading
        match event.key:
            case "tab" if reading.offers:
                self._take_offer()
            case "enter" if reading.at is not None:
                self._take_offer()
            case "enter":
                self.save()
            case "escape" if reading.offers:
                reading.close()
                self.redraw()
            case "escape":
                self._keep()
                self.dismiss(None)
            case "down" if reading.offers:
                reading.move(1)
                self.redraw()
            case "up" if reading.at is not None:
                reading.move(-1)
                self.redraw()
            case "up" if self._is_untouched and self._other():
                self._take_other()
            case "tab":
                self.open_form()
            case _:
                field = self.field.pressed(event.key, event.character)
                if field is not None:
                    self.set_field(field)

    def _form_key(self, event: Key) -> None:
        form = self.form
        assert form is not None  # noqa: S101 -- the caller has looked
        if form.press(event):
            self._follow(form)
        elif event.key == "enter" and not form.wrong:
            self.save()
        elif event.key == "escape":
            self.form = None
            self.reading.offer(self.field, self.subject)
        self.redraw()

    def _follow(self, form: "LogForm") -> None:
        """Take over the line that the form says."""
        if form.line != self.field.text:
            self.set_field(Field(form.line, len(form.line)))
            self.reading.close()

    def open_form(self) -> None:
        """Show the line as fields."""
        from repcockpit.tui.dialogs.log_form import LogForm  # noqa: PLC0415 -- the form, where it is opened

        self.form = LogForm(self.field.text, self.desk.capturing.context(self.subject))
        self.redraw()

    def edit_note(self) -> None:
        """Let the note be written in the editor; its lines are kept."""
        from repcockpit.domain.capture import compose  # noqa: PLC0415 -- not before the first frame
        from repcockpit.tui.editor import edit_text  # noqa: PLC0415 -- the same

        context = self.desk.capturing.context(self.subject)
        note = compose.form_of(self.field.text, context).note
        edited = edit_text(self.app, note)
        self.complaint = edited.problem
        if edited.text.strip() != note:
            line = compose.rewrite(self.field.text, edited.text, context)
            self.set_field(Field(line, len(line)))
        if self.form is not None:
            self.open_form()
        self.redraw()

    def take_paste(self, text: str) -> None:
        """Into the field that has the caret."""
        if self.form is None:
            room = LIMIT - len(self.field.text)
            self.complaint = (
                f"{LIMIT:,} characters fit here; the rest was left out" if len(text) > room else ""
            )
            self.set_field(self.field.typed(text))
            return
        self.form.set(self.form.field.typed(text))
        self._follow(self.form)
        self.redraw()

    def set_field(self, field: Field) -> None:
        """Another text or caret; a changed text is read anew and kept as a draft."""
        has_changed = field.text != self.field.text
        self.field = field
        if has_changed:
            self._is_untouched = not field.text
            self.reading.read(field, self.subject)
            self._keep()
        elif self.reading.is_naming:
            self.reading.offer(field, self.subject)
        self.redraw()

    def _keep(self) -> None:
        is_given = self.field.text.strip() == self._begin.strip()
        self.drafts.keep(draft_key(self.subject), "" if is_given else self.field.text)

    def _take_offer(self) -> None:
        field = self.reading.take(self.field, self.subject)
        self.set_field(field)

    def _other(self) -> tuple[str, str] | None:
        """The newest draft of another row that was not taken yet."""
        passed = {*self._passed, draft_key(self.subject)}
        return next((one for one in self.drafts.newest_first() if one[0] not in passed), None)

    def _other_draft(self) -> tuple[str, str] | None:
        """Whose the other draft is, and its line."""
        other = self._other()
        if other is None:
            return None
        subject = self._subject_of(other[0])
        return (subject.name if subject else "another row"), other[1]

    def _take_other(self) -> None:
        key, line = self._other() or (NO_ROW, "")
        self._passed |= {key, draft_key(self.subject)}
        self.subject = self._subject_of(key)
        if self.subject is None:
            self.drafts.keep(key, "")
        self.set_field(Field(line, len(line)))
        self._is_untouched = True

    def save(self, *, goes_on: bool = False) -> None:
        """Write the line; what is unclear is shown instead, and the line stays."""
        draft = self.reading.draft
        if draft is None or draft.problems or (self.form is not None and self.form.wrong):
            return
        try:
            saved = self.desk.capturing.save(draft._replace(note_kind=self.note_kind))
        except CockpitError as error:
            self.reading.error = error
            self.form = None
            self.redraw()
            return
        self.drafts.keep(draft_key(self.subject), "")
        self.goes_on = goes_on
        self.dismiss(saved)

    def clicked(self, y: int) -> None:
        """A click on something that can be taken takes it; on a field of the form goes there."""
        if self.form is not None:
            from repcockpit.tui.dialogs.log_form_lines import press_line  # noqa: PLC0415 -- only with the form

            press_line(self.form, y, self.box.size.height - 4)
            self._follow(self.form)
            self.redraw()
            return
        at = y - self._offers_at
        if 0 <= at < len(self.reading.offers):
            self.reading.at = at
            self._take_offer()
