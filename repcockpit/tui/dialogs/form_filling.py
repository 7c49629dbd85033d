"""A form while a person fills it: where the cursor is, what is said, what is kept. Draws nothing."""

from contextlib import suppress
from typing import TYPE_CHECKING

from repcockpit.domain.errors import CockpitError
from repcockpit.domain.forms import OWN_FIELD, EditedSinceError, Entry, Form, FormField, with_own_field
from repcockpit.services.forms import FormSaved
from repcockpit.tui.dialogs.form_draft import changed_since, draft_line, with_draft
from repcockpit.tui.dialogs.form_typing import Typing, begun, taken
from repcockpit.tui.widgets.field import Field

if TYPE_CHECKING:
    from repcockpit.tui.desks.forms import Forms, Said
    from repcockpit.tui.drafts import Drafts


class Filling:
    """The form, the field under the cursor (`at`), what is said about fields, and what hinders saving as a whole."""

    def __init__(self, forms: "Forms", form: Form, drafts: "Drafts", key: str) -> None:
        self._forms, self._drafts, self._key = forms, drafts, key
        self.form = with_draft(form, drafts.of(key))
        self.is_draft = self.form.is_dirty
        self.trouble = ""
        self.at = 0
        self.typing = Typing()
        self.said: dict[str, Said] = {}
        for field, _ in self.form.changed():
            self.check(field.name)
        for name, now in changed_since(form, drafts.of(key)).items():
            self._say_now(name, now)
        self.focus(0)

    @property
    def here(self) -> FormField:
        """The field under the cursor."""
        return self.form.fields[self.at]

    @property
    def is_last(self) -> bool:
        """Whether the cursor is on the last field."""
        return self.at == len(self.form.fields) - 1

    def check(self, name: str) -> None:
        """Say what is to be said about a field."""
        try:
            self.said[name] = self._forms.said(self.form, name)
        except CockpitError as error:
            self.trouble = error.message

    def set_field(self, field: Field, *, is_typed: bool = True) -> None:
        """Another text or caret; a changed text is checked at once and kept as a draft."""
        if field.text == self.typing.field.text:
            self.typing = self.typing._replace(field=field, is_fresh=False)
            return
        name = self.here.name
        self.form = self.form.put(name, Entry(field.text, self.form.entry(name).picked))
        self.typing = Typing(field)
        self.trouble = ""
        if is_typed:
            self.offer()
        if self.typing.fits and self.here.control in ("link", "links"):
            self.said.pop(name, None)  # the candidates say it; looking the name up twice would cost a frame
        else:
            self.check(name)
        self.keep()

    def keep(self) -> None:
        """Keep what was typed, so that it outlives the terminal."""
        self._drafts.keep(self._key, draft_line(self.form))

    def forget(self) -> None:
        """Let go of the draft."""
        self._drafts.keep(self._key, "")

    def offer(self) -> None:
        """Show what the text could become."""
        with suppress(CockpitError):
            self.typing = self.typing.offered(self.here, self._forms.fits(self.form, self.here.name))

    def take_fit(self, at: int) -> None:
        """Take a candidate into the field, and go on where the field is done with it."""
        entry, is_done = taken(self.here, self.form.entry(self.here.name), self.typing.fits[at])
        self.form = self.form.put(self.here.name, entry)
        self.focus(self.at)
        self.check(self.here.name)
        self.keep()
        if is_done and not self.is_last:
            self.go_to(self.at + 1)

    def settle(self) -> None:
        """Write out what stands in the field that is being left."""
        name, count = self.here.name, len(self.form.fields)
        with suppress(CockpitError):
            self.form = self._forms.settle(self.form, name)
        if name == OWN_FIELD:
            self.form = with_own_field(self.form)
            self.at += len(self.form.fields) - count
        if name in self.said or any(field.name == name for field, _ in self.form.changed()):
            self.check(name)

    def go_to(self, at: int) -> None:
        """Leave the field for another one; numbers outside mean the nearest."""
        before = self.at
        self.settle()
        self.focus(at + self.at - before)

    def focus(self, at: int) -> None:
        """Put the cursor on a field, behind its text."""
        self.at = max(0, min(at, len(self.form.fields) - 1))
        self.typing = begun(self.here, self.form.entries[self.at].text)

    def save(self) -> FormSaved | None:
        """Write the form; None where something hinders it: that is said, and the cursor is there."""
        self.settle()
        self.trouble = ""
        try:
            hindered = self._forms.problems(self.form)
            if hindered:
                self._show_problems(hindered)
                return None
            done = self._forms.save(self.form)
        except EditedSinceError as error:
            self._show_clash(error)
        except CockpitError as error:
            self.trouble = error.said
        else:
            self.forget()
            return done
        return None

    def _show_problems(self, hindered: dict[str, str]) -> None:
        for name, told in hindered.items():
            self.check(name)
            said = self.said[name]
            self.said[name] = said._replace(checked=said.checked._replace(problem=told))
        self.focus(next(at for at, field in enumerate(self.form.fields) if field.name in hindered))

    def _show_clash(self, error: EditedSinceError) -> None:
        """Somebody changed the same fields: what stands there now is shown, and the next save keeps ours."""
        self.form = error.fresh
        for name in error.names:
            self._say_now(name, self.form.first[self.form.place(name)].text)
        self.focus(self.form.place(error.names[0]))
        self.keep()
        self.trouble = error.said

    def _say_now(self, name: str, now: str) -> None:
        """What somebody else wrote into a field that was changed here too."""
        self.check(name)
        if name in self.said:
            self.said[name] = self.said[name]._replace(twin=f"stands there now: {now.strip() or 'nothing'}")
