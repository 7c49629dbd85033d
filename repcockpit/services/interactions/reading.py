"""From a typed line, or one key, to a draft."""

from typing import TYPE_CHECKING

from repcockpit.domain.capture import AccountRef, Context, Draft, Participant, Person, parse
from repcockpit.domain.errors import AmbiguousError, Candidate, CockpitError, InvalidValueError, NotFoundError
from repcockpit.services.book import Book
from repcockpit.services.local_dates import device_language, device_order
from repcockpit.store.reads.directory import BookDirectory

if TYPE_CHECKING:
    from repcockpit.services.interactions.naming import Naming

ATTEMPTS = {"n": "no_answer", "v": "left_voicemail", "b": "busy", "w": "wrong_number"}
"""The letters after `a`."""


def context_of(
    book: Book,
    contact_id: bytes | None = None,
    account_id: bytes | None = None,
    naming: "Naming | None" = None,
) -> Context:
    """Where a line is typed: the book's now, and the row it is about; `naming` has the names ready."""
    directory = naming.directory() if naming is not None else BookDirectory(book.db, book.today())
    person = directory.person(contact_id) if contact_id else None
    if account_id is None and person is not None:
        account_id = person.account_id
    account = directory.account(account_id) if account_id else None
    return Context(book.now(), directory, device_language(), device_order(), person, account)


def read_line(book: Book, line: str, context: Context | None = None) -> Draft:
    """The draft of a line. Raises AmbiguousError, NotFoundError or InvalidValueError for its first problem."""
    draft = parse(line, context or context_of(book))
    refuse_problems(draft)
    return draft


def refuse_problems(draft: Draft) -> None:
    """Raise what keeps the draft from being saved."""
    if not draft.problems:
        return
    first = draft.problems[0]
    kinds: dict[str, type[CockpitError]] = {"ambiguous": AmbiguousError, "not_found": NotFoundError}
    kind = kinds.get(first.code, InvalidValueError)
    said = {
        "ambiguous": f"{first.text!r} could mean several",
        "not_found": f"nobody and nothing is called {first.text!r}",
    }.get(first.code, f"{first.text!r} is not possible")
    raise kind(said, first.hint, tuple(_candidate(one) for one in first.candidates))


def _candidate(one: Person | AccountRef) -> Candidate:
    return Candidate(one.id, one.name, one.account_name if isinstance(one, Person) else None)


def attempt_draft(book: Book, letter: str, contact_id: bytes | None, account_id: bytes | None) -> Draft:
    """The draft of an attempt: `letter` is n, v, b or w. Raises InvalidValueError for another letter."""
    outcome = ATTEMPTS.get(letter)
    if outcome is None:
        raise InvalidValueError(
            f"{letter!r} is no outcome", "n no answer, v voicemail, b busy, w wrong number"
        )
    context = context_of(book, contact_id, account_id)
    person, account = context.row_contact, context.row_account
    if person is None and account is None:
        raise NotFoundError(
            "there is nobody to log an attempt for", "move to a row with a person or an account"
        )
    people: tuple[Participant, ...] = ()
    if person is not None:
        people = (Participant(person.id, person.name, person.account_id, person.account_name, person.role),)
    now = book.now()
    return Draft(
        "call", True, people, account, outcome, "completed", "outbound", now.date(), now.time().replace(tzinfo=None),  # noqa: FBT003
        None, "", (), None, (), (), (),
    )  # fmt: skip
