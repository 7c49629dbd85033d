"""What the screens ask about training, news and ideas."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from repcockpit.tui.desk import Saved
from repcockpit.tui.desks.part import Part, guarded

if TYPE_CHECKING:
    from datetime import date

    from repcockpit.domain.views.learning import Got, IdeaRow, Library, Matrix
    from repcockpit.domain.views.record_requests import Link
    from repcockpit.services.decisions.chosen import Decided


class Learning(Part):
    """Matrices, the library and ideas, read and written."""

    def _done(self, decided: "Decided") -> Saved | None:
        return self.saved(decided.text, decided.txn)

    @guarded
    def matrix(self, account_id: bytes) -> "Matrix":
        """People by topics of an account."""
        from repcockpit.services.learning.matrix import matrix_of  # noqa: PLC0415 -- after the first frame

        return matrix_of(self.book, account_id)

    @guarded
    def account_of(self, contact_id: bytes) -> bytes | None:
        """Where somebody works."""
        from repcockpit.services.briefs.brief import account_of  # noqa: PLC0415 -- after the first frame

        return account_of(self.book, contact_id)

    @guarded
    def first_topic(self) -> str:
        """What somebody new is trained in first."""
        from repcockpit.services.learning.matrix import onboarding_topic  # noqa: PLC0415 -- the same

        return onboarding_topic(self.book)

    @guarded
    def plan(self, account_id: bytes, topic: str, people: Sequence[bytes], due_on: "date") -> Saved | None:
        """A training planned for a day."""
        from repcockpit.services.learning.trainings import plan_training  # noqa: PLC0415 -- the same

        return self._done(plan_training(self.book, account_id, topic, people, due_on))

    @guarded
    def give(self, account_id: bytes, topic: str, people: Sequence[bytes], on: "date") -> Saved | None:
        """A training given on a day."""
        from repcockpit.services.learning.trainings import give_training  # noqa: PLC0415 -- the same

        return self._done(give_training(self.book, account_id, topic, people, on))

    @guarded
    def use(self, training_id: bytes, usage: int) -> Saved | None:
        """How well what was taught is used."""
        from repcockpit.services.learning.trainings import note_usage  # noqa: PLC0415 -- the same

        return self._done(note_usage(self.book, training_id, usage))

    @guarded
    def drop_plan(self, training_id: bytes, person: bytes) -> Saved | None:
        """Somebody is no longer planned for a training."""
        from repcockpit.services.learning.trainings import drop_plan  # noqa: PLC0415 -- the same

        return self._done(drop_plan(self.book, training_id, person))

    @guarded
    def read_past(self, text: str) -> "date":
        """The day up to today that a text means. Raises InvalidValueError."""
        from repcockpit.services.learning.trainings import read_given_day  # noqa: PLC0415 -- the same

        return read_given_day(self.book, text)

    @guarded
    def library(self, account_id: bytes | None = None) -> "Library":
        """The library, for everybody or for an account."""
        from repcockpit.services.learning.library import library_of  # noqa: PLC0415 -- the same

        return library_of(self.book, account_id)

    @guarded
    def who_got(self, info_id: bytes) -> "tuple[Got, ...]":
        """Who got an item."""
        from repcockpit.services.learning.library import who_got  # noqa: PLC0415 -- the same

        return who_got(self.book, info_id)

    @guarded
    def had_already(self, info_id: bytes, contact_id: bytes | None, account_id: bytes | None) -> "Got | None":
        """When somebody had an item before; None: never."""
        from repcockpit.services.learning.sharing import had_already  # noqa: PLC0415 -- the same

        return had_already(self.book, info_id, contact_id, account_id)

    @guarded
    def share(
        self,
        info_id: bytes,
        contact_id: bytes | None,
        account_id: bytes | None,
        reaction: str | None,
        *,
        is_again: bool = False,
    ) -> Saved | None:
        """An item brought to somebody."""
        from repcockpit.services.learning.sharing import share_item  # noqa: PLC0415 -- the same

        done = share_item(self.book, info_id, contact_id, account_id, reaction, is_again=is_again)
        return self._done(done)

    @guarded
    def ideas(self, account_id: bytes | None = None) -> "tuple[IdeaRow, ...]":
        """Ideas by state."""
        from repcockpit.services.learning.ideas import ideas_of  # noqa: PLC0415 -- the same

        return ideas_of(self.book, account_id)

    @guarded
    def move_idea(self, idea_id: bytes, status: str | None = None) -> Saved | None:
        """An idea in its next state, or in another one."""
        from repcockpit.services.learning.ideas import move_idea  # noqa: PLC0415 -- the same

        return self._done(move_idea(self.book, idea_id, status))

    @guarded
    def tell_idea(self, idea_id: bytes) -> Saved | None:
        """The customer was told."""
        from repcockpit.services.learning.ideas import tell_idea  # noqa: PLC0415 -- the same

        return self._done(tell_idea(self.book, idea_id))

    @guarded
    def people_at(self, account_id: bytes) -> "list[Link]":
        """Whom something can be brought to at an account: its active people."""
        from repcockpit.services.learning.people import people_at  # noqa: PLC0415 -- the same

        return people_at(self.book, account_id)

    @guarded
    def person_named(self, text: str) -> "tuple[Link, str]":
        """The one person of a name, and where they work. Raises NotFoundError or AmbiguousError."""
        from repcockpit.services.learning.people import person_named  # noqa: PLC0415 -- the same

        return person_named(self.book, text)
