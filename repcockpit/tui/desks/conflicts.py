"""The desk's part for what two people wrote while apart."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from repcockpit.domain.errors import InvalidValueError, NotFoundError, UsageError
from repcockpit.services.book import book_apart
from repcockpit.tui.conflict_values import EMPTY, Pick
from repcockpit.tui.desk import Saved
from repcockpit.tui.desks.part import Part, guarded

if TYPE_CHECKING:
    from repcockpit.domain.views.conflicts import ConflictView, FieldConflict
    from repcockpit.services.book import Book
    from repcockpit.tui.desks.forms import Forms


LARGE = 500
"""So many lines are read beside the screen."""


class Conflicts(Part):
    """Every conflict, and the choices made and not yet written: they live as long as the desk."""

    def __init__(self, book: "Book", wrote: Callable[[bytes], Any], forms: "Forms") -> None:
        super().__init__(book, wrote)
        self.forms = forms
        self.picks: dict[bytes, Pick] = {}
        self._kept: tuple[object, tuple[ConflictView, ...]] | None = None

    @guarded
    def is_large(self) -> bool:
        """Whether reading all of them takes longer than a key may wait, and they are not read yet."""
        from repcockpit.services.conflicts import conflict_count  # noqa: PLC0415 -- with the first conflict

        is_kept = self._kept is not None and self._kept[0] == self._stamp()
        return not is_kept and conflict_count(self.book) > LARGE

    @guarded
    def views(self) -> "tuple[ConflictView, ...]":
        """What there is to settle, those of one account beside each other; kept until something is written."""
        stamp = self._stamp()
        if self._kept is None or self._kept[0] != stamp:
            self._kept = stamp, _read(self.book)
        return self._kept[1]

    def views_apart(self) -> "tuple[ConflictView, ...]":
        """The same by a connection of its own, for another thread."""
        stamp = self._stamp()
        with book_apart(self.book) as apart:
            self._kept = stamp, _read(apart)
        return self._kept[1]

    @guarded
    def with_past(self, view: "ConflictView") -> "ConflictView":
        """The same with what its values replaced, and what else both sides changed."""
        from repcockpit.services.conflicts import with_past  # noqa: PLC0415 -- with the first conflict

        return with_past(self.book, view)

    def _stamp(self) -> object:
        """What changes when anything was written, here or by another process."""
        from repcockpit.services.book import book_state  # noqa: PLC0415 -- with the first conflict

        return book_state(self.book)[:2]

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
        held = self.views()
        done = settle_lines(self.book, chosen)
        if len(held) > LARGE:  # to read all of them after each would take longer than a key may wait
            self._kept = self._stamp(), _without(held, picks)
        for key in picks:
            self.picks.pop(key, None)
        return self.saved(done.label, done.txn)


def _read(book: "Book") -> "tuple[ConflictView, ...]":
    from repcockpit.services.conflicts import conflicts_view  # noqa: PLC0415 -- with the first conflict

    places: dict[bytes | None, int] = {}
    found = conflicts_view(book)
    for view in found:
        places.setdefault(view.account.id if view.account else None, len(places))
    return tuple(sorted(found, key=lambda view: places[view.account.id if view.account else None]))


def _without(views: "tuple[ConflictView, ...]", settled: Mapping[bytes, Pick]) -> "tuple[ConflictView, ...]":
    """The conflicts without the lines that were just settled."""
    kept = (
        view._replace(fields=tuple(one for one in view.fields if one.id not in settled)) for view in views
    )
    return tuple(view for view in kept if view.fields)
