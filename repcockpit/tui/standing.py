"""The left edge of a row about a cadence: which glyph, which words. One place for Today, the lists and the pane."""

from datetime import date, timedelta
from typing import NamedTuple

from repcockpit.domain.settings import DEFAULTS
from repcockpit.domain.views.lists import ListRow
from repcockpit.tui import words

_TWO_DAYS = 48 * 3600
_LOW = frozenset(("C", "D"))


class State(NamedTuple):
    """A glyph by name, the words beside it, and the tokens of both."""

    glyph: str
    words: str
    glyph_ink: str
    words_ink: str


def over_state(days_over: int, *, is_red: bool) -> State:
    """`12 d over`: red past the maximum, amber before."""
    ink = "late!" if is_red else "soon"
    return State("late" if is_red else "slip", words.days_over(days_over), ink, ink)


def never_state(segment: str | None) -> State:
    """Never contacted: amber at A and B accounts, a hole at the others."""
    if segment in _LOW:
        return State("hole", "never", "muted", "muted")
    return State("slip", "never", "soon", "soon")


def due_state(on: date, today: date) -> State:
    """`due Thu` within the week, then `12 d left`."""
    if on <= today:
        return State("slip", "due today", "soon", "soon")
    ahead = (on - today).days
    said = f"{ahead} d left" if ahead < 100 else f"in {ahead} d"
    if ahead < 7:
        said = f"due {words.WEEKDAYS[on.weekday()]}"
    return State("calm", said, "muted", "text")


def clock_state(state: str | None, left: timedelta, share: float) -> State:
    """A running clock by its working time: `1h20 left`; the one filled block only past three quarters."""
    if state == "paused":
        return State("calm", "paused", "muted", "muted")
    if state in {"breached", "met_late"}:
        return State("clock", "breached", "late!", "late!")
    if state is None:
        return State("calm", "no hours", "muted", "muted")
    seconds = left.total_seconds()
    said = f"{int(seconds // 3600)} h left" if seconds >= _TWO_DAYS else f"{words.span(seconds)} left"
    if share >= 0.75:
        return State("clock", said, "chip", "chip")
    return State("slip", said, "soon", "soon") if share >= 0.5 else State("calm", said, "muted", "muted")


def standing_state(row: ListRow, today: date) -> State:
    """Where an account or a person of a list stands."""
    over = row.days_over or 0
    match row.cadence_status:
        case None:
            return _untimed(row)
        case "do_not_contact":
            return State("refused", "opted out", "muted", "muted")
        case "snoozed":
            return State("calm", "snoozed", "muted", "muted")
        case "never_contacted":
            return State("calm", "never", "muted", "muted") if row.is_catch_up else never_state(row.segment)
    if row.is_catch_up and row.last_touch_on is not None:
        return State("calm", words.long_silence((today - row.last_touch_on).days), "muted", "muted")
    if over > 0:
        if not row.is_key:
            return _pace(row)
        return over_state(over, is_red=row.is_red)
    if row.cadence_status in {"due_today", "due_soon"} and row.due_on is not None:
        return due_state(row.due_on, today)
    return State("done", "on track", "good", "text")


def _untimed(row: ListRow) -> State:
    """Without a cadence: what the record is."""
    said = words.plain(row.status)
    if said in {"", "active", "customer", "dormant"}:
        said = "no rhythm"
    return State("calm", said[:9], "muted", "muted")


def _pace(row: ListRow) -> State:
    """Others than key people are never overdue: their touches of a year against seven."""
    made, wanted = row.touches_365 or 0, DEFAULTS.pace_per_year
    if made >= wanted:
        return State("done", "on pace", "good", "text")
    return State("calm", f"{made} of {wanted}", "muted", "text")
