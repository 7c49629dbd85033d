"""The parts of the desk, each made when it is first asked for."""

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from repcockpit.tui.desks.activity_counters import ActivityCounters

if TYPE_CHECKING:
    from repcockpit.tui.desks.capturing import Capturing
    from repcockpit.tui.desks.conflicts import Conflicts
    from repcockpit.tui.desks.deeds import Deeds
    from repcockpit.tui.desks.details import Details
    from repcockpit.tui.desks.exports import Exports
    from repcockpit.tui.desks.forms import Forms
    from repcockpit.tui.desks.imports import Imports
    from repcockpit.tui.desks.keeping import Keeping
    from repcockpit.tui.desks.lists import Lists
    from repcockpit.tui.desks.numbers import Numbers
    from repcockpit.tui.desks.subjects import Subjects
    from repcockpit.tui.desks.syncing import Syncing


class Counters(ActivityCounters):
    """What a desk on a book offers beside the day."""

    @property
    def database(self) -> Path | None:
        """The file of the book."""
        return self.book.path

    def read_ahead(self, kind: str, record_id: bytes) -> None:
        """Read the account or contact that will probably be opened next."""
        self.details.read_ahead(kind, record_id)

    @cached_property
    def lists(self) -> "Lists":
        """Accounts and contacts as lists."""
        from repcockpit.tui.desks.lists import Lists  # noqa: PLC0415 -- after the first frame

        return Lists(self.book, self.wrote)

    @cached_property
    def details(self) -> "Details":
        """One account or person in full."""
        from repcockpit.tui.desks.details import Details  # noqa: PLC0415 -- after the first frame

        return Details(self.book, self.wrote)

    @cached_property
    def deeds(self) -> "Deeds":
        """Decisions on rows."""
        from repcockpit.tui.desks.deeds import Deeds  # noqa: PLC0415 -- after the first frame

        return Deeds(self.book, self.wrote)

    @cached_property
    def forms(self) -> "Forms":
        """New and edited records."""
        from repcockpit.tui.desks.forms import Forms  # noqa: PLC0415 -- after the first frame

        return Forms(self.book, self.wrote)

    @cached_property
    def imports(self) -> "Imports":
        """Files brought in."""
        from repcockpit.tui.desks.imports import Imports  # noqa: PLC0415 -- after the first frame

        return Imports(self.book, self.wrote)

    @cached_property
    def keeping(self) -> "Keeping":
        """History, bin, duplicates."""
        from repcockpit.tui.desks.keeping import Keeping  # noqa: PLC0415 -- after the first frame

        return Keeping(self.book, self.wrote)

    @cached_property
    def numbers(self) -> "Numbers":
        """The numbers of the rules and the calendar."""
        from repcockpit.tui.desks.numbers import Numbers  # noqa: PLC0415 -- after the first frame

        return Numbers(self.book, self.wrote)

    @cached_property
    def capturing(self) -> "Capturing":
        """Capture lines read and written."""
        from repcockpit.tui.desks.capturing import Capturing  # noqa: PLC0415 -- after the first frame

        return Capturing(self.book, self.wrote)

    @cached_property
    def subjects(self) -> "Subjects":
        """Accounts and people by name."""
        from repcockpit.tui.desks.subjects import Subjects  # noqa: PLC0415 -- after the first frame

        return Subjects(self.book, self.wrote)

    @cached_property
    def exports(self) -> "Exports":
        """Files written."""
        from repcockpit.tui.desks.exports import Exports  # noqa: PLC0415 -- after the first frame

        return Exports(self.book, self.wrote)

    @cached_property
    def conflicts(self) -> "Conflicts":
        """What two people wrote while apart."""
        from repcockpit.tui.desks.conflicts import Conflicts  # noqa: PLC0415 -- after the first frame

        return Conflicts(self.book, self.wrote, self.forms)

    @cached_property
    def syncing(self) -> "Syncing":
        """The file or folder of the team."""
        from repcockpit.tui.desks.syncing import Syncing  # noqa: PLC0415 -- after the first frame

        return Syncing(self.book, self.wrote)

    def forget_lines(self) -> None:
        """What lines are read with has changed."""
        if "capturing" in self.__dict__:  # not made before the first frame for this
            self.capturing.forget()
