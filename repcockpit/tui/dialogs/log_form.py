"""The capture line as a form: one field each, and whatever changes in one rewrites the line."""

from typing import TYPE_CHECKING, NamedTuple

from textual.events import Key

from repcockpit.domain.capture import compose
from repcockpit.domain.capture.completion import Fragment, Taken, suggested
from repcockpit.domain.capture.offers import Offer
from repcockpit.domain.capture.vocabulary import DIRECTIONS, OUTCOMES, TYPES
from repcockpit.domain.names import fold
from repcockpit.domain.words import spoken
from repcockpit.tui.widgets.field import Field

if TYPE_CHECKING:
    from repcockpit.domain.capture.draft import Context

WORDS = {
    "type": tuple(dict.fromkeys(TYPES.values())),
    "outcome": tuple(OUTCOMES),
    "direction": tuple(DIRECTIONS),
}
_HEAD = (
    ("type", "type"), ("who", "who"), ("account", "account"), ("outcome", "outcome"),
    ("direction", "direction"), ("day", "date"), ("at", "time"), ("minutes", "minutes"), ("note", "note"),
)  # fmt: skip
_CAPTURES = (
    ("p", "promise"), ("r", "request"), ("i", "idea"), ("t", "training"), ("b", "news"), ("n", "NPS"),
    ("c", "CSAT"),
)  # fmt: skip


class Slot(NamedTuple):
    """One field of the form; `letter` and `number` tell which capture it is."""

    name: str
    label: str
    letter: str = ""
    number: int = 0


def slots_of(form: compose.Form) -> tuple[Slot, ...]:
    """The fields in the order of tab: every capture has one, every kind at least one."""
    slots = [Slot(name, label) for name, label in _HEAD]
    for letter, label in _CAPTURES:
        slots += [Slot("captures", label, letter, at) for at in range(max(1, len(form.of(letter))))]
    return (*slots, Slot("step", "next step"))


def value_of(form: compose.Form, slot: Slot) -> str:
    """What stands in a field."""
    if not slot.letter:
        return str(getattr(form, slot.name))
    texts = form.of(slot.letter)
    return texts[slot.number] if slot.number < len(texts) else ""


def with_value(form: compose.Form, slot: Slot, value: str) -> compose.Form:
    """The form with another text in one field."""
    if not slot.letter:
        return form._replace(**{slot.name: value})  # type: ignore[arg-type]
    texts = list(form.of(slot.letter)) or [""]
    texts += [""] * (slot.number + 1 - len(texts))
    texts[slot.number] = value
    return form.with_captures(slot.letter, tuple(texts))


class LogForm:
    """The fields of one line; `line` is what they say, `wrong` what the present field does not take."""

    def __init__(self, line: str, context: "Context") -> None:
        self.context = context
        self.line, self.wrong = line, ""
        self.form = compose.form_of(line, context)
        self.slots = slots_of(self.form)
        self.place = 0
        self.field = Field()
        self.offers: tuple[Offer, ...] = ()
        self.at: int | None = None
        self.go(0)

    @property
    def slot(self) -> Slot:
        """The field with the caret."""
        return self.slots[self.place]

    def go(self, place: int) -> None:
        """Put the caret into another field; a field that is wrong holds it."""
        if self.wrong:
            return
        self.form = compose.form_of(self.line, self.context)
        here = self.slot
        self.slots = slots_of(self.form)
        shift = self.slots.index(here) - self.place if here in self.slots else 0
        self.place = (place + shift) % len(self.slots)
        self._fill()

    def _fill(self) -> None:
        value = value_of(self.form, self.slot)
        self.field = Field(value, len(value))
        self.close()

    def press(self, event: Key) -> bool:
        """A key of the form; False where it means nothing here."""
        match event.key:
            case "tab" if self.offers:
                self.take()
            case "enter" if self.at is not None:
                self.take()
            case "down" if self.offers:
                self.at = 0 if self.at is None else min(self.at + 1, len(self.offers) - 1)
            case "up" if self.at is not None:
                self.at = self.at - 1 if self.at else None
            case "tab" | "down":
                self.go(self.place + 1)
            case "shift+tab" | "up":
                self.go(self.place - 1)
            case "escape" if self.offers:
                self.close()
            case _:
                field = self.field.pressed(event.key, event.character)
                if field is None:
                    return False
                self.set(field)
        return True

    def set(self, field: Field) -> None:
        """Another text or caret in the present field; the line follows."""
        has_changed = field.text != self.field.text
        self.field = field
        if not has_changed:
            return
        wanted = compose.settled(with_value(self.form, self.slot, field.text), self.context)
        self.wrong = "" if self.slot.letter else compose.unfit(wanted, self.slot.name, self.context)
        if not self.wrong:
            self.form = with_value(self.form, self.slot, field.text)
            self.line = compose.compose(wanted, self.context)
        self.offer()

    def close(self) -> None:
        """Offer nothing more for this field."""
        self.offers, self.at = (), None

    def offer(self) -> None:
        """The words or names that the present field could become."""
        self.close()
        typed = self.field.text.strip()
        if not typed or self.field.caret < len(self.field.text):
            return
        if self.slot.name in WORDS:
            begun = [
                word for word in WORDS[self.slot.name] if word.startswith(fold(typed)) and word != fold(typed)
            ]
            self.offers = tuple(Offer(word, _about(word), line=Taken(word, len(word))) for word in begun[:5])
        elif self.slot.name in ("who", "account"):
            self.offers = self._names()

    def _names(self) -> tuple[Offer, ...]:
        """Whom the name at the caret could mean."""
        span = compose.place_of(self.line, self.slot.name, self.context)
        value = self.field.text
        begun = value.rpartition(",")[2].strip() if self.slot.name == "who" else value.strip()
        if span is None or not begun or begun not in self.line[span[0] : span[1]]:
            return ()
        if self.slot.name == "account":
            fragment = Fragment("account", span[0], span[1], fold(begun))
        else:
            row = self.context.row_account
            start = self.line.rindex(begun, span[0], span[1])
            fragment = Fragment(
                "person", start, start + len(begun), fold(begun), account_id=row.id if row else None
            )
        found = suggested(fragment, self.context)
        if len(found) == 1 and fold(found[0].name) == fold(begun):
            return ()
        return tuple(Offer(one.name, one.place, one) for one in found)

    def take(self) -> None:
        """Put the highlighted offer, or the first, into the field."""
        offer = self.offers[self.at or 0]
        if offer.chosen is None:
            self.set(Field(offer.name, len(offer.name)))
            self.close()
            return
        self.line = offer.taken(self.line, self.context).text.strip()
        self.form, self.wrong = compose.form_of(self.line, self.context), ""
        self.slots = slots_of(self.form)
        self._fill()


def _about(word: str) -> str:
    outcome, status = OUTCOMES.get(word, (None, ""))
    return spoken(outcome or status) if word in OUTCOMES else ""
