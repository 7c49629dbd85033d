"""The desk's part for what two people wrote while apart."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from repcockpit.domain.errors import InvalidValueError, NotFoundError, UsageError
from repcockpit.tui.conflict_values import EMPTY, Pick
from repcockpit.tui.desk import Saved
from repcockpit.tui.desks.part import Part, guarded

if TYPE_CHECKING:
    from repcockpit.domain.views.conflicts import ConflictView, FieldConflict
    from repcockpit.services.book import Book
    from repcockpit.tui.desks.forms import Forms


class Conflicts(Part):
    """Every conflict, and the choices made and not yet written: they live as long as the desk."""

    def __init__(self, book: "Book", wrote: Callable[[bytes], Any], forms: "Forms") -> None:
        super().__init__(book, wrote)
        self.forms = forms
        self.picks: dict[bytes, Pick] = {}

    @guarded
    def views(self) -> "tuple[ConflictView, ...]":
        """What there is to settle, those of one account beside each other."""
        from repcockpit.services.conflicts import conflicts_view  # noqa: PLC0415 -- with the first conflict

        places: dict[bytes | None, int] = {}
        found = conflicts_view(self.book)
        for view in found:
            places.setdefault(view.account.id if view.account else None, len(places))
        return tuple(sorted(found, key=lambda view: places[view.account.id if view.account else None]))

    @guarded
    def with_past(self, view: "ConflictView") -> "ConflictView":
        """The same with what its values replaced, and what else both sides changed."""
        from repcockpit.services.conflicts import with_past  # noqa: PLC0415 -- with the first conflict

        return with_past(self.book, view)

    def check(self, field: "FieldConflict", text: str) -> str:
        """What a third value would be. Raises InvalidValueError with what the form says against it."""
        from repcockpit.domain.forms import Entry  # noqa: PLC0415 -- with the first value typed

        try:
            form = self.forms.edit(field.record.kind, field.record.id)
            held = form.put(field.field, Entry(text))
        except (UsageError, NotFoundError, KeyError, ValueError, StopIteration):
            return text.strip() or EMPTY  # no form knows it: what settles it looks at the value
        checked = self.forms.said(held, field.field).checked
        if checked.problem:
            raise InvalidValueError(checked.problem)
        return checked.shown or checked.warning or text.strip() or EMPTY

    @guarded
    def settle(self, view: "ConflictView", picks: Mapping[bytes, Pick]) -> Saved | None:
        """Write the choices of one conflict in one transaction; what came since it was shown stays."""
        from repcockpit.domain.views.conflicts import Choice  # noqa: PLC0415 -- the first write
        from repcockpit.services.conflicts import settle_lines  # noqa: PLC0415 -- the same

        chosen = [
            Choice(field, None if pick.text is not None else pick.n, pick.text)
            for field in view.fields
            if (pick := picks.get(field.id)) is not None
        ]
        done = settle_lines(self.book, chosen)
        for key in picks:
            self.picks.pop(key, None)
        return self.saved(done.label, done.txn)
