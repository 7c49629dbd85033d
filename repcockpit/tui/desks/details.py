"""What the screens ask about one account or person, its timeline, and why a number is what it is."""

from contextlib import suppress
from typing import TYPE_CHECKING

from repcockpit.domain.errors import CockpitError, NotFoundError
from repcockpit.tui.desks.part import Part, guarded

if TYPE_CHECKING:
    from repcockpit.domain.views.details import Detail, Happened, PaneView, Place, Reading, TimelinePage, Why
    from repcockpit.domain.views.today import TodayItem
    from repcockpit.tui.subject import Subject


class Details(Part):
    """Reads only: nothing here writes."""

    _ahead: "tuple[object, Detail] | None" = None

    @guarded
    def detail(self, kind: str, record_id: bytes) -> "Detail":
        """An account or a contact in full. Raises NotFoundError for one in the bin."""
        ahead = self._ahead
        if ahead is not None and ahead[0] == self._state(kind, record_id):
            return ahead[1]
        return self._read(kind, record_id)

    def read_ahead(self, kind: str, record_id: bytes) -> None:
        """Read what `detail` will probably be asked next; what cannot be read is said when it is asked."""
        with suppress(CockpitError), self.book.guarded():
            state = self._state(kind, record_id)
            if self._ahead is None or self._ahead[0] != state:
                self._ahead = state, self._read(kind, record_id)

    def _state(self, kind: str, record_id: bytes) -> object:
        """What a detail depends on: the record, every write, and the minute."""
        from repcockpit.services.book import book_state  # noqa: PLC0415 -- after the first frame

        return kind, record_id, book_state(self.book)

    def _read(self, kind: str, record_id: bytes) -> "Detail":
        from repcockpit.services.details.records import (  # noqa: PLC0415 -- after the first frame
            account_detail,
            contact_detail,
        )

        return (contact_detail if kind == "contact" else account_detail)(self.book, record_id)

    @guarded
    def is_there(self, kind: str, record_id: bytes) -> bool:
        """Whether an account or a contact is still there, itself or as another that it was merged into."""
        from repcockpit.services.details.records import is_there  # noqa: PLC0415 -- after the first frame

        return is_there(self.book, kind, record_id)

    @guarded
    def page(self, kind: str, record_id: bytes, after: "Place") -> "TimelinePage":
        """The next rows of its timeline."""
        from repcockpit.services.details.timeline import timeline_page  # noqa: PLC0415 -- the same

        return timeline_page(self.book, kind, record_id, after)

    @guarded
    def whole_timeline(self, kind: str, record_id: bytes) -> "tuple[tuple[Happened, str], ...]":
        """Every row of its timeline, with the folded text that a filter looks into."""
        from repcockpit.services.details.timeline import searched_text, whole_timeline  # noqa: PLC0415 -- the same

        return tuple((row, searched_text(row)) for row in whole_timeline(self.book, kind, record_id))

    @guarded
    def reading(self, kind: str, record_id: bytes) -> "Reading":
        """A record to be read whole. Raises NotFoundError where there is nothing to read."""
        from repcockpit.services.details.readings import reading  # noqa: PLC0415 -- the same

        found = reading(self.book, kind, record_id)
        if found is None:
            raise NotFoundError("that is not there any more", "F5 reads the list again")
        return found

    @guarded
    def why_of(self, subject: "Subject") -> "Why | None":
        """Why the record of a row is as it is; of a kind without reasons that of its person, else its account."""
        from repcockpit.services.details.why import why_of  # noqa: PLC0415 -- the same

        found = why_of(self.book, subject.kind, subject.id)
        if found is None and subject.contact_id is not None:
            found = why_of(self.book, "contact", subject.contact_id)
        if found is None and subject.account_id is not None:
            found = why_of(self.book, "account", subject.account_id)
        return found

    @guarded
    def why(self, kind: str, record_id: bytes) -> "Why | None":
        """The same by kind and id; `seven_ACTIVITY` is a line of an account."""
        from repcockpit.services.details.why import why_of  # noqa: PLC0415 -- the same

        return why_of(self.book, kind, record_id)

    @guarded
    def why_item(self, item: "TodayItem") -> "Why":
        """Everything behind a row of Today."""
        from repcockpit.services.details.why import why_of_item  # noqa: PLC0415 -- the same

        return why_of_item(self.book, item)

    @guarded
    def pane(
        self, contact_id: bytes | None, account_id: bytes | None, *, has_seven: bool = True
    ) -> "PaneView | None":
        """What the pane says about a person, else about an account; the account's seven only where asked for."""
        from repcockpit.services.details.panes import pane_view  # noqa: PLC0415 -- the same

        return pane_view(self.book, contact_id, account_id, has_seven=has_seven)

    @guarded
    def pane_item(self, item: "TodayItem") -> "PaneView":
        """What the pane says about a row of Today: of a question only its reasons."""
        from repcockpit.services.details.panes import pane_of_item  # noqa: PLC0415 -- the same

        return pane_of_item(self.book, item)
