"""The part of the desk for requests: the screen, the line of a new one, steps and call-backs."""

from datetime import date
from typing import TYPE_CHECKING

from repcockpit.domain.errors import UsageError
from repcockpit.tui.desk import Saved
from repcockpit.tui.desks.part import Part, guarded
from repcockpit.tui.subject import Subject

if TYPE_CHECKING:
    from repcockpit.domain.capture import Context
    from repcockpit.domain.capture.new_request import NewRequest
    from repcockpit.domain.views.details import Why
    from repcockpit.domain.views.requests import Case, RequestsView

_WORDS = {
    "ack": "Answered", "wait": "Waiting for the customer", "resume": "Going on", "hand": "Handed over",
    "resolve": "Solved, call back next", "cancel": "Cancelled", "works": "Called back, works",
    "does_not_work": "Called back, does not work", "unreachable": "Called back, nobody reached",
}  # fmt: skip


class Requests(Part):
    """Reads by service, each write one step, said in a sentence."""

    @guarded
    def view(self) -> "RequestsView":
        """The requests by what is to be done."""
        from repcockpit.services.requests.reading import requests_view  # noqa: PLC0415 -- after the first frame

        return requests_view(self.book)

    @guarded
    def case(self, subject: Subject) -> "Case | None":
        """The request of a row; None for a row that has none."""
        from repcockpit.services.requests.reading import case_of  # noqa: PLC0415 -- the same

        return case_of(self.book, subject.kind, subject.id)

    @guarded
    def why(self) -> "Why":
        """The sums of thirty days and the rows behind them."""
        from repcockpit.services.requests.reading import why_figures  # noqa: PLC0415 -- the same

        return why_figures(self.book)

    @guarded
    def read(self, text: str, context: "Context") -> "NewRequest":
        """What a line asks for; raises for what cannot be opened."""
        from repcockpit.services.requests.typed import read_request  # noqa: PLC0415 -- the same

        return read_request(text, context)

    @guarded
    def open(self, found: "NewRequest") -> Saved | None:
        """Open what was typed."""
        from repcockpit.services.requests.typed import open_typed  # noqa: PLC0415 -- the same

        written = open_typed(self.book, found)
        view = written.view
        whom = next((link.name for link in (view.contact, view.account) if link and link.name), "")
        said = f"Opened {view.priority} {view.title}" + (f" for {whom}" if whom else "")
        return self.saved(said, written.txn)

    @guarded
    def call_back(self, subject: Subject, outcome: str, note: str = "") -> Saved | None:
        """The outcome of the call-back that the row waits for; raises where it waits for none."""
        from repcockpit.services.requests.callbacks import call_back  # noqa: PLC0415 -- the same

        case = self.case(subject)
        if case is None:
            raise UsageError("no call-back is owed on this row", "5 shows the requests that wait for one")
        written = call_back(self.book, case.view.id, outcome, note=note)
        return self.saved(f"{_WORDS[outcome]}: {case.view.title or 'request'}", written.txn)

    @guarded
    def step(
        self, request_id: bytes, step: str, note: str = "", to: str = "", due_on: date | None = None
    ) -> Saved | None:
        """A step of the request, with a note; `to` and `due_on` where it is handed over."""
        from repcockpit.services.requests.steps import take_step  # noqa: PLC0415 -- the same

        written = take_step(self.book, request_id, step, note=note, to=to, due_on=due_on)
        return self.saved(f"{_WORDS[step]}: {written.view.title or 'request'}", written.txn)

    @guarded
    def executive(
        self, request_id: bytes, who: str, due_on: date | None = None, *, is_done: bool = False
    ) -> Saved | None:
        """Whose voice the request needs, or that it was heard."""
        from repcockpit.services.requests.steps import needs_executive  # noqa: PLC0415 -- the same

        written = needs_executive(
            self.book, request_id, who or None, due_on=due_on, is_done=True if is_done else None
        )
        verb = "spoke" if is_done else "is asked to speak"
        return self.saved(f"{written.view.executive.who} {verb}: {written.view.title}", written.txn)

    @guarded
    def promise(self, text: str) -> tuple[str, date | None]:
        """`QA by fri` as the department, or the executive, and the promised day."""
        from repcockpit.services.local_dates import read_day  # noqa: PLC0415 -- the same

        who, by, day = text.rpartition(" by ")
        return (who.strip(), read_day(self.book, day.strip(), "forward")) if by else (text.strip(), None)
