"""What the cockpit asks of the rest of the program: one desk, behind which services and the store work."""

from typing import TYPE_CHECKING, NamedTuple, Protocol

from repcockpit.tui.activity_desk import ActivityDesk

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from repcockpit.domain.views.today import TodayView
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


class Saved(NamedTuple):
    """What a save wrote: one sentence for the toast, and the transaction (16 bytes)."""

    text: str
    txn: bytes


class Undone(NamedTuple):
    """What undo or redo did: one sentence, and how many records were edited since and left alone."""

    text: str
    skipped: int


class Undoable(NamedTuple):
    """The transaction that `u` would take back; `age_seconds` since it was written."""

    label: str
    rows: int
    age_seconds: float
    is_this_session: bool


class DayDesk(Protocol):
    """The day and its clock."""

    def today(self) -> "TodayView":
        """The day: rows in the order they are shown."""
        ...

    def first_day(self) -> "TodayView":
        """The same for the first frame: what takes long to find may be left out until `warm` has run."""
        ...

    def now(self) -> "datetime":
        """The business time: aware, in the rep's zone."""
        ...


class Desk(ActivityDesk, DayDesk, Protocol):
    """The services of one database as the screens use them.

    Calls come from the interface thread, one at a time; only the first `today` and `warm` come from
    another thread, so the connection behind must allow that. Every method may raise CockpitError.
    """

    @property
    def lists(self) -> "Lists":
        """Accounts and contacts as lists."""
        ...

    @property
    def details(self) -> "Details":
        """One account or person in full."""
        ...

    @property
    def deeds(self) -> "Deeds":
        """Decisions on rows."""
        ...

    @property
    def forms(self) -> "Forms":
        """New and edited records."""
        ...

    @property
    def imports(self) -> "Imports":
        """Files brought in."""
        ...

    @property
    def keeping(self) -> "Keeping":
        """History, bin, duplicates."""
        ...

    @property
    def numbers(self) -> "Numbers":
        """The numbers of the rules and the calendar."""
        ...

    @property
    def capturing(self) -> "Capturing":
        """Capture lines read and written."""
        ...

    @property
    def subjects(self) -> "Subjects":
        """Accounts and people by name."""
        ...

    @property
    def exports(self) -> "Exports":
        """Files written."""
        ...

    @property
    def conflicts(self) -> "Conflicts":
        """What two people wrote while apart."""
        ...

    @property
    def syncing(self) -> "Syncing":
        """The file or folder of the team."""
        ...

    def read_ahead(self, kind: str, record_id: bytes) -> None:
        """Read the account or contact that will probably be opened next; never raises."""
        ...

    @property
    def database(self) -> "Path | None":
        """The file that is worked on; None where there is none."""
        ...

    def undo(self, txn: bytes | None) -> Undone:
        """Take back `txn`, or the last transaction. Raises NothingToUndoError."""
        ...

    def last_undoable(self) -> "Undoable | tuple[str, int, float, bool] | None":
        """What `undo(None)` would take back."""
        ...

    def redo(self) -> Undone:
        """Bring back what the last undo took away. Raises NothingToUndoError."""
        ...

    def data_version(self) -> int:
        """A number that changes when anything was written, here or by another process."""
        ...

    def warm(self) -> None:
        """Import what writing needs; called once from a thread, after the first frame."""
        ...

    def close(self) -> None:
        """Let go of the database."""
        ...
