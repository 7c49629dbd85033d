"""Who looks at this device, for `domain.access.may_see`; it reads the roster and nothing of the team's work."""

from typing import TYPE_CHECKING

from repcockpit.domain.access import LEADING, Viewer
from repcockpit.store.reads.approvals import roster

if TYPE_CHECKING:
    from repcockpit.services.book import Book


def viewer_of(book: "Book") -> Viewer:
    """The rep of the device, with the role the roster gives them; who has left has none and leads nobody."""
    people = roster(book.db, book.today().isoformat())
    role = next((one.role for one in people if one.id == book.author_id), None)
    return Viewer(book.author_id, role, any(one.role in LEADING for one in people))
