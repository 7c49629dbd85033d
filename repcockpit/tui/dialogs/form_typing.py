"""The field of a form that is being typed: its text and caret, and the candidates for it."""

from typing import TYPE_CHECKING, NamedTuple

from repcockpit.domain.forms import OWN_FIELD, Entry, FormField, choice_of
from repcockpit.tui.widgets.field import LIMIT, Field

if TYPE_CHECKING:
    from repcockpit.services.forms import Fit


class Typing(NamedTuple):
    """`fits` are the candidates, `fit_at` the chosen one (-1: none yet).

    `is_fresh`: the cursor has just come to the field, and the first letter typed replaces what stands there.
    """

    field: Field = Field()
    fits: "tuple[Fit, ...]" = ()
    fit_at: int = -1
    is_fresh: bool = False

    @property
    def at_end(self) -> bool:
        """Whether the caret stands behind the last character."""
        return self.field.caret == len(self.field.text)

    def closed(self) -> "Typing":
        """Without candidates."""
        return Typing(self.field)

    def offered(self, field: FormField, fits: "tuple[Fit, ...]") -> "Typing":
        """With candidates: the first one chosen where something must be, none where any text will do."""
        if not fits or (len(fits) == 1 and fits[0].name == self.field.text):
            return self.closed()
        is_free = field.control == "list" and not field.choices
        return Typing(self.field, fits, -1 if is_free or field.name == OWN_FIELD else 0)


def begun(field: FormField, text: str) -> Typing:
    """A field as the cursor comes to it: what is chosen rather than written is replaced by the first letter."""
    is_chosen = field.control in ("link", "links", "choice", "date", "number")
    return Typing(Field(text, len(text)), is_fresh=is_chosen and bool(text))


def replaced(typing: Typing, character: str | None) -> Field:
    """The field that a key is typed into: an empty one where a letter replaces what stands there; a comma adds."""
    is_letter = character is not None and len(character) == 1 and character.isprintable() and character != ","
    return Field() if typing.is_fresh and is_letter else typing.field


def taken(field: FormField, entry: Entry, fit: "Fit") -> tuple[Entry, bool]:
    """The entry with a candidate in the place of what was being typed, and whether the field is done with it."""
    if field.name == OWN_FIELD:
        return Entry(f"{fit.name}: "), False
    if field.control == "link":
        return Entry(fit.name, ((fit.name, fit.id),)), True
    if field.control not in ("links", "list"):
        return Entry(fit.name), True
    kept = entry.text.rpartition(",")[0].strip()
    text = f"{kept}, {fit.name}" if kept else fit.name
    picked = (*(pair for pair in entry.picked if pair[0] != fit.name), (fit.name, fit.id)) if fit.id else ()
    return Entry(text, picked), True


def cycled(field: FormField, typed: Field, step: int) -> Field:
    """The next choice, or the one before; past the last one comes nothing, and then the first."""
    choices = ("", *field.choices)
    now = choice_of(field.choices, typed.text) if typed.text.strip() else ""
    at = choices.index(now) if now in choices else 0
    text = choices[(at + step) % len(choices)]
    return Field(text, len(text))


def with_line_end(field: Field, more: str = "\n") -> Field:
    """A long text with `more` put in at the caret, its line ends kept."""
    more = more.replace("\r\n", "\n").replace("\r", "\n")[: max(0, LIMIT - len(field.text))]
    return Field(field.text[: field.caret] + more + field.text[field.caret :], field.caret + len(more))
