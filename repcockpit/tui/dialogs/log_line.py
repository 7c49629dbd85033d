"""What stands in the log field: the line read, what saving changes, and what it could mean instead."""

from typing import TYPE_CHECKING

from repcockpit.domain.errors import CockpitError
from repcockpit.tui.desk import Desk
from repcockpit.tui.glyphs import Glyphs
from repcockpit.tui.subject import Subject
from repcockpit.tui.text import Line, cut, justify, left, on_row, visible
from repcockpit.tui.widgets.field import Field

if TYPE_CHECKING:
    from collections.abc import Sequence

    from repcockpit.domain.capture.draft import Draft, Effect
    from repcockpit.domain.capture.offers import Offer

LABEL = 13


class LineReading:
    """One line read on one desk; `offers` can be taken, `at` is the one highlighted, None where none is."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.draft: Draft | None = None
        self.effect: Effect | None = None
        self.error: CockpitError | None = None
        self.offers: tuple[Offer, ...] = ()
        self.is_naming = False
        self.at: int | None = None

    @property
    def can_save(self) -> bool:
        """Whether the line means something that can be saved."""
        return self.draft is not None and not self.draft.problems

    def read(self, field: Field, subject: Subject | None) -> None:
        """Parse what stands in the field."""
        self.draft = self.effect = self.error = None
        self.close()
        if not field.text.strip():
            return
        try:
            self.draft = self.desk.capturing.parse(field.text, subject)
            if not self.draft.problems:
                self.effect = self.desk.capturing.effect(self.draft)
            self.offer(field, subject)
        except CockpitError as error:
            self.error = error

    def offer(self, field: Field, subject: Subject | None) -> None:
        """Look for what the word at the caret, or else the line, could mean."""
        from repcockpit.domain.capture import completion, offers  # noqa: PLC0415 -- not before the first frame

        self.close()
        if self.draft is None:
            return
        context = self.desk.capturing.context(subject)
        self.offers = offers.name_offers(field.text, field.caret, context)
        self.is_naming = bool(self.offers)
        if not self.offers:
            self.offers = offers.offers(field.text, self.draft, context)[: completion.SHOWN + 1]

    def close(self) -> None:
        """Offer nothing more for this line."""
        self.offers, self.at, self.is_naming = (), None, False

    def move(self, by: int) -> None:
        """Highlight another offer; before the first there is none."""
        at = (-1 if self.at is None else self.at) + by
        self.at = None if at < 0 else min(at, len(self.offers) - 1)

    def take(self, field: Field, subject: Subject | None) -> Field:
        """The field with the highlighted offer in it, or the first one."""
        taken = self.offers[self.at or 0].taken(field.text, self.desk.capturing.context(subject))
        # A name is taken where one types; what was unclear is mended, and typing goes on at the end.
        return Field(taken.text, taken.caret if self.is_naming else len(taken.text))


def left_out(draft: "Draft | None") -> int:
    """How many more an unclear name could mean than are offered."""
    from repcockpit.domain.capture.completion import SHOWN  # noqa: PLC0415 -- not before the first frame

    return sum(max(0, len(problem.candidates) - SHOWN) for problem in draft.problems) if draft else 0


def offer_lines(offers: "Sequence[Offer]", at: int | None, width: int, glyphs: Glyphs) -> list[Line]:
    """What can be taken, each with what tells it apart; the key that takes one stands before it."""
    lines: list[Line] = []
    for number, one in enumerate(offers):
        is_here = number == at
        says = "enter takes" if is_here else "tab takes" if at is None and number == 0 else ""
        start: Line = [(left(says, LABEL), "accent!"), (visible(one.name), "text!" if is_here else "text")]
        end: Line = [(cut(visible(one.about), width // 2, glyphs.ellipsis), "muted")] if one.about else []
        line = justify(start, end, width, glyphs.ellipsis)
        lines.append(on_row(line, width) if is_here else line)
    return lines
