"""A request typed in one line: read, refused with candidates, opened."""

from typing import TYPE_CHECKING

from repcockpit.domain.capture import Context
from repcockpit.domain.capture.new_request import NewRequest, parse_new_request
from repcockpit.domain.errors import AmbiguousError, Candidate, InvalidValueError, NotFoundError
from repcockpit.services.record_edits import Written
from repcockpit.services.requests.opening import Ask, opened

if TYPE_CHECKING:
    from repcockpit.domain.capture import AccountRef, Person
    from repcockpit.services.book import Book


def read_request(text: str, context: Context) -> NewRequest:
    """What the line asks for. Raises AmbiguousError, NotFoundError or InvalidValueError for its problem."""
    found = parse_new_request(text, context)
    problem = found.problem
    if problem is None:
        return found
    if problem.code == "ambiguous":
        raise AmbiguousError(
            f"{problem.text!r} could mean several", problem.hint, tuple(map(_candidate, problem.candidates))
        )
    if problem.code == "not_found":
        raise NotFoundError(f"nobody and nothing is called {problem.text!r}", problem.hint)
    raise InvalidValueError("nothing is asked for yet", problem.hint)


def _candidate(one: "Person | AccountRef") -> Candidate:
    return Candidate(one.id, one.name, getattr(one, "account_name", None))


def open_typed(book: "Book", found: NewRequest) -> Written:
    """The request of the line, its clocks running."""
    account = found.account.id if found.account else found.person.account_id if found.person else None
    return opened(
        book,
        Ask(
            found.title, found.at or book.now(), account, found.person.contact_id if found.person else None,
            found.type, found.impact, found.urgency, found.due_on, found.via,
        ),
    )  # fmt: skip
