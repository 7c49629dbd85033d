"""What the screen of reviews asks: the list, one review, each step of it; the services do the work."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from repcockpit.tui.desk import Saved
from repcockpit.tui.desks.part import guarded
from repcockpit.tui.desks.review_offers import Moment, ReviewOffers

if TYPE_CHECKING:
    from repcockpit.domain.views.details import Why
    from repcockpit.domain.views.offers import ActionText
    from repcockpit.domain.views.reviews import QbrList, QbrRow, QbrSheet
    from repcockpit.services.reviews.writing import Changed


class Reviews(ReviewOffers):
    """Every write answers what the toast says, None where nothing was changed."""

    def _said(self, changed: "Changed") -> Saved | None:
        return self.saved(changed.text[:1].upper() + changed.text[1:], changed.txn)

    @guarded
    def list(self) -> "QbrList":
        """The reviews in sight."""
        from repcockpit.services.reviews.reading import qbr_list  # noqa: PLC0415 -- after the first frame

        return qbr_list(self.book)

    @guarded
    def sheet(self, qbr_id: bytes) -> "QbrSheet":
        """One review whole. Raises NotFoundError."""
        from repcockpit.services.reviews.reading import qbr_sheet  # noqa: PLC0415 -- after the first frame

        return qbr_sheet(self.book, qbr_id)

    @guarded
    def why(self, row: "QbrRow") -> "Why":
        """The weights, and the rows that were looked at."""
        from repcockpit.services.reviews.why import why_review  # noqa: PLC0415 -- when asked

        return why_review(self.book, row)

    @guarded
    def move_idea(self, idea_id: bytes, status: str) -> Saved | None:
        """An idea in another state."""
        from repcockpit.services.learning.ideas import move_idea  # noqa: PLC0415 -- when asked

        done = move_idea(self.book, idea_id, status)
        return self.saved(done.text, done.txn)

    @guarded
    def schedule(self, row: "QbrRow", at: Moment, contacts: Sequence[bytes] = ()) -> Saved | None:
        """It has a date; again: another one."""
        from repcockpit.services.reviews import changing  # noqa: PLC0415 -- with the first write

        if row.scheduled_on is not None:
            return self._said(changing.move(self.book, row.id, at))
        return self._said(changing.schedule(self.book, row.account_id, at, contacts))

    @guarded
    def propose(self, row: "QbrRow") -> Saved | None:
        """They were asked for a date."""
        from repcockpit.services.reviews import changing  # noqa: PLC0415 -- with the first write

        return self._said(changing.propose(self.book, row.account_id, row.due_on))

    @guarded
    def accept(self, row: "QbrRow", contact_id: bytes) -> Saved | None:
        """Somebody accepted."""
        from repcockpit.services.reviews import changing  # noqa: PLC0415 -- with the first write

        return self._said(changing.accept(self.book, row.id, contact_id))

    @guarded
    def tick(self, row: "QbrRow", item: str, *, is_done: bool) -> Saved | None:
        """Tick an item, or open it. Raises RefusedError for a computed one."""
        from repcockpit.services.reviews import changing  # noqa: PLC0415 -- with the first write

        return self._said(changing.tick(self.book, row.id, item, is_done=is_done))

    @guarded
    def choose_news(self, row: "QbrRow", info_id: bytes) -> Saved | None:
        """Bring an item of news."""
        from repcockpit.services.reviews import changing  # noqa: PLC0415 -- with the first write

        return self._said(changing.link_info(self.book, row.id, info_id))

    @guarded
    def write_texts(self, row: "QbrRow", /, **texts: str) -> Saved | None:
        """The decisions sought (one a line), or the note."""
        from repcockpit.services.reviews import changing  # noqa: PLC0415 -- with the first write

        return self._said(changing.set_texts(self.book, row.id, texts))

    @guarded
    def note_theirs(self, row: "QbrRow", kind: str, text: str) -> Saved | None:
        """What they said, of a kind."""
        from repcockpit.services.reviews.offers import note_theirs  # noqa: PLC0415 -- with the first write

        return self._said(note_theirs(self.book, row.account_id, kind, text))

    @guarded
    def skip(self, row: "QbrRow", reason: str, approver: str) -> Saved | None:
        """Left out this time."""
        from repcockpit.services.reviews import changing  # noqa: PLC0415 -- with the first write

        return self._said(changing.skip(self.book, row.id, reason, approver))

    @guarded
    def cancel(self, row: "QbrRow") -> Saved | None:
        """The date is off."""
        from repcockpit.services.reviews import changing  # noqa: PLC0415 -- with the first write

        return self._said(changing.cancel(self.book, row.id))

    @guarded
    def hold(self, row: "QbrRow", at: Moment | None = None) -> Saved | None:
        """It took place, as planned or on a day."""
        from repcockpit.services.reviews import following  # noqa: PLC0415 -- with the first write

        return self._said(following.hold(self.book, row.id, at))

    @guarded
    def send_minutes(self, row: "QbrRow") -> Saved | None:
        """The minutes went out today."""
        from repcockpit.services.reviews import following  # noqa: PLC0415 -- with the first write

        return self._said(following.send_minutes(self.book, row.id))

    @guarded
    def add_action(self, row: "QbrRow", action: "ActionText") -> Saved | None:
        """An action that was agreed."""
        from repcockpit.services.reviews import following  # noqa: PLC0415 -- with the first write

        due_on = date.fromisoformat(action.due_on) if action.due_on else None
        return self._said(following.follow_up(self.book, row.id, action.title, action.owner_id, due_on))

    @guarded
    def carry_on(self, row: "QbrRow") -> Saved | None:
        """What is open of the last review becomes this one's."""
        from repcockpit.services.reviews import following  # noqa: PLC0415 -- with the first write

        return self._said(following.carry_on(self.book, row.id))

    @guarded
    def write_pack(self, row: "QbrRow", target: Path) -> str:
        """The pack as a file, html or Markdown by its name; one that is there is replaced. What is to be said."""
        from repcockpit.services.reviews.pack_file import format_of, write_pack  # noqa: PLC0415 -- when asked

        done = write_pack(self.book, row.id, format_of(target), target, force=True)
        text = f"Pack written to {done.path}"
        self.saved(text, done.txn)
        return text
