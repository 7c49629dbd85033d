"""A request with all that is computed from its events: what its screen, its pane and Today read."""

from datetime import date, tzinfo
from typing import NamedTuple

from repcockpit.domain.request_clocks import PRESSING, Callback, Clocks
from repcockpit.domain.request_figures import Figures
from repcockpit.domain.requests import Life
from repcockpit.domain.views.record_requests import RequestView
from repcockpit.domain.views.today import Face


class Case(NamedTuple):
    """A request at one moment: its view, its life, its clocks; `zone` is its account's.

    `escalated` says who else sees it from three quarters of its time on, or as of which sync it is known.
    """

    view: RequestView
    life: Life
    clocks: Clocks
    zone: str
    has_working_day: bool = True
    escalated: str = ""

    @property
    def callback(self) -> Callback | None:
        """The last call-back owed, done or not."""
        return self.clocks.callbacks[-1] if self.clocks.callbacks else None

    @property
    def here(self) -> tzinfo | None:
        """The rep's zone: a rep reads all times in it, also of a customer elsewhere."""
        return self.view.opened_at.tzinfo if self.view.opened_at is not None else None

    @property
    def is_owed(self) -> bool:
        """Whether the customer waits for a call-back."""
        return self.view.status == "callback_due"


def is_escalated(case: Case) -> bool:
    """Whether a clock that runs is past three quarters of its time; what waits for the customer stands still."""
    if case.life.is_waiting or case.is_owed:
        return False
    running = [one for one in (case.clocks.response, case.clocks.resolution) if one.ended_at is None]
    return any(one.state in PRESSING for one in running)


def face_of(case: Case) -> Face:
    """What a list shows of a request's two clocks."""
    is_open = case.life.responded_at is None
    clock = case.clocks.response if is_open else case.clocks.resolution
    return Face(clock.state, clock.left, clock.share, clock.due_at, "answer" if is_open else "solve")


class RequestsView(NamedTuple):
    """Screen 5: requests by what is to be done, each group in its order; `today` is the rep's day."""

    running: tuple[Case, ...]
    waiting: tuple[Case, ...]
    callbacks: tuple[Case, ...]
    closed: tuple[Case, ...]
    figures: Figures
    ages: dict[str, int]
    today: date
    rep: str | None = None
