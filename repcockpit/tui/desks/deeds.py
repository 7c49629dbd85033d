"""The part of the desk for decisions on rows, and for what is read before deciding."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from repcockpit.tui.desks.part import Part, guarded
from repcockpit.tui.subject import Subject

if TYPE_CHECKING:
    from repcockpit.domain.snooze import Snooze
    from repcockpit.domain.views.decisions import (
        FifteenView,
        OldTasksView,
        RepChoice,
        SetupQuestion,
        SweepView,
    )
    from repcockpit.services.decisions.chosen import Decided

Rows = Sequence[Subject]


class Deeds(Part):
    """Each call one decision, written at once; the answer is the sentence of the toast."""

    def _told(self, decided: "Decided") -> "Decided":
        self.saved(decided.text, decided.txn)
        return decided

    @guarded
    def set_tier(self, rows: Rows, letter: str | None) -> "Decided":
        """The accounts of the rows get a tier, or none."""
        from repcockpit.services.decisions.tiers import set_tier  # noqa: PLC0415 -- after the first frame

        return self._told(set_tier(self.book, rows, letter))

    @guarded
    def step_tier(self, rows: Rows, *, is_up: bool) -> "Decided":
        """One tier up or down."""
        from repcockpit.services.decisions.tiers import lower_tier, raise_tier  # noqa: PLC0415 -- the same

        return self._told((raise_tier if is_up else lower_tier)(self.book, rows))

    @guarded
    def set_owner(self, rows: Rows, rep_id: bytes, *, follows: bool = True) -> "Decided":
        """The rows become a colleague's, with what is open at accounts where that follows."""
        from repcockpit.services.decisions.owners import set_owner  # noqa: PLC0415 -- after the first frame

        return self._told(set_owner(self.book, rows, rep_id, follows=follows))

    @guarded
    def snooze(self, rows: Rows, until: date | None, reason: str = "") -> "Decided":
        """The rows are away until a day; without one they are back at once."""
        from repcockpit.services.decisions.snoozes import snooze, unsnooze  # noqa: PLC0415 -- the same

        return self._told(
            unsnooze(self.book, rows) if until is None else snooze(self.book, rows, until, reason)
        )

    @guarded
    def snooze_in_force(self, rows: Rows) -> "Snooze | None":
        """Until when and why the only row is away already."""
        from repcockpit.services.decisions.snoozes import snooze_in_force  # noqa: PLC0415 -- the same

        return snooze_in_force(self.book, rows)

    @guarded
    def mark_held(self, rows: Rows) -> "Decided":
        """Held, done, kept."""
        from repcockpit.services.decisions.outcomes import mark_held  # noqa: PLC0415 -- after the first frame

        return self._told(mark_held(self.book, rows))

    @guarded
    def not_held(self, rows: Rows) -> "Decided":
        """Planned, and did not take place."""
        from repcockpit.services.decisions.outcomes import not_held  # noqa: PLC0415 -- after the first frame

        return self._told(not_held(self.book, rows))

    @guarded
    def mark_moved(self, rows: Rows, day: date) -> "Decided":
        """To another day."""
        from repcockpit.services.decisions.outcomes import mark_moved  # noqa: PLC0415 -- the same

        return self._told(mark_moved(self.book, rows, day))

    @guarded
    def movable_to(self, rows: Rows) -> date | None:
        """The next working day, the usual day to move to. Raises UsageError where nothing can move."""
        from repcockpit.services.decisions.outcomes import movable_to  # noqa: PLC0415 -- the same

        return movable_to(self.book, rows)

    @guarded
    def remove(self, rows: Rows) -> "Decided":
        """To the bin, with what belongs to them."""
        from repcockpit.services.decisions.removal import remove  # noqa: PLC0415 -- after the first frame

        return self._told(remove(self.book, rows))

    @guarded
    def close_old_tasks(self, outcome: str) -> "Decided":
        """The one decision on old imported tasks: close, keep_a or keep."""
        from repcockpit.services.decisions.old_tasks import close_old_tasks  # noqa: PLC0415 -- the same

        return self._told(close_old_tasks(self.book, outcome))

    @guarded
    def answer_setup(self, row: Subject, answer: str) -> "Decided":
        """The answer to a question of Set up."""
        from repcockpit.services.decisions.questions import answer_setup  # noqa: PLC0415 -- the same

        return self._told(answer_setup(self.book, row, answer))

    @guarded
    def setup_question(self, row: Subject) -> "SetupQuestion":
        """A question of Set up with its answers."""
        from repcockpit.services.decisions.questions import setup_question  # noqa: PLC0415 -- the same

        return setup_question(self.book, row)

    @guarded
    def old_tasks(self) -> "OldTasksView":
        """The imported tasks that wait for one decision."""
        from repcockpit.services.decisions.old_tasks import old_tasks_view  # noqa: PLC0415 -- the same

        return old_tasks_view(self.book)

    @guarded
    def fifteen(self) -> "FifteenView":
        """Whom to call now."""
        from repcockpit.services.decisions.fifteen import fifteen_view  # noqa: PLC0415 -- the same

        return fifteen_view(self.book)

    @guarded
    def sweep(self) -> "SweepView":
        """The end of the day."""
        from repcockpit.services.decisions.sweep import sweep_view  # noqa: PLC0415 -- the same

        return sweep_view(self.book)

    @guarded
    def reps(self) -> "tuple[RepChoice, ...]":
        """Our people, those with the most accounts first."""
        from repcockpit.services.decisions.owners import reps_to_choose  # noqa: PLC0415 -- the same

        return reps_to_choose(self.book)

    @guarded
    def read_day(self, text: str) -> date:
        """The day to come that a text means. Raises InvalidValueError."""
        from repcockpit.services.decisions.outcomes import read_new_day  # noqa: PLC0415 -- the same

        return read_new_day(self.book, text)

    @guarded
    def read_snooze(self, text: str) -> "Snooze":
        """Until when and why. Raises InvalidValueError."""
        from repcockpit.services.decisions.snoozes import read_snooze  # noqa: PLC0415 -- the same

        return read_snooze(self.book, text)
