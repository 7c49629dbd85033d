"""Capture lines: the context of a row with its names kept ready, what a line means, and its save."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from repcockpit.services.book import Book
from repcockpit.tui.desk import Saved
from repcockpit.tui.desks.part import Part, guarded

if TYPE_CHECKING:
    from repcockpit.domain.capture import AccountRef, Context, Directory, Draft, Effect, Person
    from repcockpit.services.interactions.naming import Naming
    from repcockpit.tui.subject import Subject


class GuardedDirectory:
    """A directory whose database errors arrive as errors that a person can act on."""

    def __init__(self, book: Book, directory: "Directory") -> None:
        self.book = book
        self._directory = directory

    @guarded
    def people_like(self, words: tuple[str, ...], /) -> "Sequence[Person]":
        """As `Directory.people_like`."""
        return self._directory.people_like(words)

    @guarded
    def accounts_like(self, word: str, /) -> "Sequence[AccountRef]":
        """As `Directory.accounts_like`."""
        return self._directory.accounts_like(word)

    @guarded
    def people_of(self, account_id: bytes, /) -> "Sequence[Person]":
        """As `Directory.people_of`."""
        return self._directory.people_of(account_id)


class Capturing(Part):
    """Lines read and written; contexts by row are forgotten with each write, so that nothing in them is stale."""

    def __init__(self, book: Book, wrote: Callable[[bytes], Any]) -> None:
        super().__init__(book, wrote)
        self._contexts: dict[tuple[str, bytes] | None, Context] = {}
        self._naming: Naming | None = None

    def forget(self) -> None:
        """Read the row and its names anew at the next key."""
        self._contexts.clear()

    def warm(self) -> None:
        """Read all names; called from a thread, after the first frame."""
        import repcockpit.domain.capture.compose  # noqa: PLC0415 -- needed by the first key of a line
        import repcockpit.domain.capture.offers  # noqa: F401, PLC0415 -- the same
        from repcockpit.services.interactions.naming import Naming  # noqa: PLC0415 -- after the first frame

        naming = Naming(self.book)
        naming.read_beside()
        self._naming = naming

    @guarded
    def context(self, subject: "Subject | None") -> "Context":
        """What a line is read with, the subject's person and account in it, at this moment."""
        from repcockpit.domain.capture import RememberedDirectory  # noqa: PLC0415 -- after the first frame
        from repcockpit.services.interactions import context_of  # noqa: PLC0415 -- the same

        key = subject.key if subject else None
        context = self._contexts.get(key)
        if context is None:
            contact, account = (subject.contact_id, subject.account_id) if subject else (None, None)
            context = context_of(self.book, contact, account, self._naming)
            directory = GuardedDirectory(self.book, context.directory)
            context = context._replace(directory=RememberedDirectory(directory))
            self._contexts[key] = context
        return context._replace(now=self.book.now())

    @guarded
    def parse(self, text: str, subject: "Subject | None") -> "Draft":
        """The line read with the subject's person and account in context."""
        from repcockpit.domain.capture import parse  # noqa: PLC0415 -- after the first frame

        return parse(text, self.context(subject))

    @guarded
    def effect(self, draft: "Draft") -> "Effect | None":
        """What saving `draft` would change for its person or account; nothing where it cannot be saved."""
        from repcockpit.services.interactions import effect_of  # noqa: PLC0415 -- after the first frame

        return None if draft.problems else effect_of(self.book, draft)

    @guarded
    def save(self, draft: "Draft") -> Saved:
        """Write the draft."""
        from repcockpit.services.interactions import save_draft  # noqa: PLC0415 -- the first write

        logged, txn = save_draft(self.book, draft)
        self._wrote(txn)
        return Saved(logged.text, txn)

    @guarded
    def attempt(self, subject: "Subject", letter: str) -> Saved:
        """Write an attempt with the subject's person; `letter` is n, v, b or w."""
        from repcockpit.services.interactions import attempt_draft  # noqa: PLC0415 -- the first write

        return self.save(attempt_draft(self.book, letter, subject.contact_id, subject.account_id))
