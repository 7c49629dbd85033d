"""The lines of a review's checklist, as data: the fourteen items, and what follows a review that was held."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from repcockpit.domain.readiness import BY_NAME, next_steps
from repcockpit.domain.reviews import OVER_STATES
from repcockpit.domain.views.records import TaskView
from repcockpit.domain.views.reviews import QbrRow
from repcockpit.tui import words
from repcockpit.tui.text import visible

READY = 80
SPONSOR = "customer_accepted"
MINUTES, ADD = "minutes", "add"
"""Points of a review that was held: its minutes, and one more action."""


class Point(NamedTuple):
    """A line of the checklist: its key, words, whether it is met, whether it must be, what stands at its right."""

    key: str
    words: str
    is_met: bool
    is_must: bool
    tail: str


def points_of(
    row: QbrRow, actions: Sequence[TaskView], minutes_sent_on: date | None, today: date
) -> list[Point]:
    """The lines of the checklist: the fourteen items; of a review that was held what follows it."""
    if row.state not in OVER_STATES:
        return [
            Point(one.item, BY_NAME[one.item].words, one.met, one.must, str(one.weight)) for one in row.items
        ]
    if row.state == "skipped":
        return []
    sent = (
        f"minutes sent {words.short_date(minutes_sent_on, today)}" if minutes_sent_on else "minutes to send"
    )
    points = [Point(MINUTES, sent, minutes_sent_on is not None, minutes_sent_on is None, "")]
    for task in actions:
        due = words.short_date(task.due_on, today) if task.due_on else "no date"
        who = f"{visible(task.owner.name or '')}: " if task.owner else "nobody: "
        is_set = task.done_on is not None or (task.owner is not None and task.due_on is not None)
        points.append(
            Point(task.id.hex(), who + visible(task.title or ""), task.done_on is not None, not is_set, due)
        )
    return [*points, Point(ADD, "add an action", is_met=False, is_must=False, tail="")]


def first_open(points: Sequence[Point], row: QbrRow) -> int:
    """Where the cursor begins: on the next step, else on the first line that is not met."""
    steps = next_steps(row.items) if row.state not in OVER_STATES else ()
    wanted = steps[0].item if steps else next((one.key for one in points if not one.is_met), "")
    return next((at for at, one in enumerate(points) if one.key == wanted), 0)
