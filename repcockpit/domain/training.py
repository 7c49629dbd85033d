"""Training: for how long one holds, and where each person stands in each topic (rules.md 2.22, features F60 to F62)."""

from calendar import monthrange
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final, NamedTuple

STATES: Final = ("valid", "soon", "planned", "expired", "never")
"""Where a person stands in a topic, from fine to nothing."""
USAGE: Final = ("not used", "badly used", "used", "well used")
"""The words of a usage of 0 to 3, asked at visits."""
ONBOARDING: Final = "Onboarding"
"""The topic that is proposed for somebody new where no initial training is known."""


class Taken(NamedTuple):
    """A training as it concerns one person; `given_on` is None while it is planned for `due_on`."""

    id: bytes
    given_on: date | None
    due_on: date | None
    expires_on: date | None
    usage: int | None


class Cell(NamedTuple):
    """A person in a topic: `id` is the training that counts, `plan_id` and `due_on` the next one planned."""

    state: str = "never"
    id: bytes | None = None
    given_on: date | None = None
    expires_on: date | None = None
    usage: int | None = None
    plan_id: bytes | None = None
    due_on: date | None = None

    @property
    def is_planned(self) -> bool:
        """Whether the cell belongs to the plan: something was given or is to be."""
        return self.state != "never"

    @property
    def is_valid(self) -> bool:
        """Whether what was learned still holds."""
        return self.state in ("valid", "soon")


NEVER: Final = Cell()


def expiry(given_on: date, expires_on: date | None, valid_months: int | None) -> date | None:
    """The last day on which a training holds: as written, else so many months on; None where it never ends."""
    if expires_on is not None or not valid_months:
        return expires_on
    return months_later(given_on, valid_months)


def months_later(day: date, months: int) -> date | None:
    """The same day so many months on, the last of a shorter month; None past the year 9999."""
    count = day.year * 12 + day.month - 1 + months
    year, month = count // 12, count % 12 + 1
    return None if year > 9999 else date(year, month, min(day.day, monthrange(year, month)[1]))


def cell_of(rows: Iterable[Taken], valid_months: int | None, today: date, soon_days: int) -> Cell:
    """Where a person stands in a topic by all trainings of it; one dated after `today` is still planned.

    What holds longest counts; a plan is shown beside it, and hides only that the last one has expired.
    """
    given: list[tuple[date, Taken]] = []
    plans: list[tuple[date, Taken]] = []
    for row in rows:
        if row.given_on is None or row.given_on > today:
            plans.append((row.given_on or row.due_on or date.max, row))
        else:
            given.append((expiry(row.given_on, row.expires_on, valid_months) or date.max, row))
    cell = NEVER
    if given:
        until, best = max(given, key=lambda pair: (pair[0], pair[1].given_on or date.min, pair[1].id))
        state = _standing(until, today, soon_days)
        cell = Cell(state, best.id, best.given_on, None if until == date.max else until, best.usage)
    if plans:
        due, plan = min(plans, key=lambda pair: (pair[0], pair[1].id))
        cell = cell._replace(plan_id=plan.id, due_on=None if due == date.max else due)
        if not cell.is_valid:
            cell = cell._replace(state="planned")
    return cell


def _standing(until: date, today: date, soon_days: int) -> str:
    if until < today:
        return "expired"
    return "soon" if until != date.max and until - today <= timedelta(days=soon_days) else "valid"


def tally(cells: Iterable[Cell]) -> tuple[int, int]:
    """How many cells hold, of how many that belong to the plan (rules.md 2.22 "Scorecard parts")."""
    planned = [cell for cell in cells if cell.is_planned]
    return sum(cell.is_valid for cell in planned), len(planned)


def is_trainable(account_status: str | None, contact_status: str | None) -> bool:
    """Whether trainings are proposed: active people of customers, and nobody else (rules.md 2.22 "Onboarding")."""
    is_customer = (account_status or "customer") in ("customer", "dormant")
    return is_customer and (contact_status or "active") == "active"
