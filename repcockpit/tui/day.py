"""How a row of Today reads: which glyph, which state, who, and in which context.

Pure: a TodayItem in, words out; the grid is in `grid`, the colours are in `ink`.
"""

from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

from repcockpit.domain.views.today import TodayItem, TodayView
from repcockpit.tui import words
from repcockpit.tui.glyphs import UNICODE, Glyphs
from repcockpit.tui.standing import State, clock_state, never_state, over_state
from repcockpit.tui.subject import QUESTIONS
from repcockpit.tui.text import visible

TITLES = {
    "now": "NOW",
    "today": "TODAY",
    "due": "DUE",
    "catch_up": "CATCH-UP",
    "week": "THIS WEEK",
    "gaps": "GAPS",
    "setup": "SET UP",
}
_SILENCES = frozenset({"account_overdue", "contact_overdue", "never_contacted"})
_TO_ANSWER = State("hole", "to answer", "muted", "muted")
_GAP_WORDS = {
    "gap_no_decision_maker": "decider?",
    "gap_champion_left": "left",
    "gap_champion_silent": "silent",
    "gap_supporters_not_ahead": "not ahead",
    "gap_single_threaded": "1 thread",
    "gap_purchasing_only": "buyers",
    "gap_one_of_us": "one of us",
    "gap_no_opponent_known": "opponent?",
    "gap_role_stale": "stale",
    "training": "expired",
    "info": "no news",
}


_PREFIXES = {
    "promise": "promise",
    "callback": "call back",
    "training": "training",
    "info": "news",
    "qbr": "QBR",
}
_OF_PEOPLE = frozenset(("promise", "task", "training"))
"""Kinds of rows whose bold word is the person where one is named; the account stands at the right."""


class Cells(NamedTuple):
    """The cells of one row, before they are measured; `number` None leaves its place to the context."""

    state: State
    who: str
    context: str
    number: str | None = None
    right: str = ""
    right_ink: str = "muted"


def key_of(item: TodayItem) -> tuple[str, bytes]:
    """What makes a row the same row after a refill."""
    return item.kind, item.subject_id


def row_cells(item: TodayItem, view: TodayView, glyphs: Glyphs = UNICODE) -> Cells:
    """One row in words."""
    state = state_of(item, view)
    who, context = _who(item, f" {glyphs.dot} ")
    if item.kind in _SILENCES and item.group == "due":
        return _silence_cells(item, view, Cells(state, who, context, glyphs.missing))
    right, ink = _right(item, view.day)
    return Cells(state, who, context, None, right, ink)


def _right(item: TodayItem, day: date) -> tuple[str, str]:
    if item.kind == "clock":
        return ("", "muted") if item.due_at is None else (f"by {_clock_time(item.due_at, day)}", "muted")
    if item.kind == "meeting":
        return ("not logged", "soon") if (item.days_over or 0) > 0 else ("", "muted")
    if item.kind == "qbr":
        return ("at risk", "late!") if is_at_risk(item) else ("", "muted")
    if item.planned_on is not None:
        return _planned(item, day), "muted"
    if item.contact_name and item.kind in _OF_PEOPLE:
        return visible(item.account_name or ""), "muted"
    return (visible(item.contact_name or ""), "muted") if item.kind == "callback" else ("", "muted")


def _clock_time(moment: datetime, day: date) -> str:
    if moment.date() == day:
        return words.hour(moment)
    shown = words.day_ahead(moment.date(), day)
    return shown if len(shown) <= 8 else words.short_date(moment.date(), moment.date())


def _silence_cells(item: TodayItem, view: TodayView, cells: Cells) -> Cells:
    if item.last_touch_on is not None:
        cells = cells._replace(number=words.silent_days((view.as_of.date() - item.last_touch_on).days))
    if item.planned_on is not None:
        return cells._replace(right=_planned(item, view.day))
    return cells._replace(right="not planned", right_ink="soon")


def _planned(item: TodayItem, day: date) -> str:
    assert item.planned_on is not None  # noqa: S101 -- both callers have looked
    when = words.day_ahead(item.planned_on, day)
    short = when if len(when) <= 5 else words.short_date(item.planned_on, item.planned_on)
    return f"{words.kind_word(item.planned_type or 'visit')} {short}"


def _who(item: TodayItem, dot: str) -> tuple[str, str]:
    """The bold word, a person where the row is about one, and the grey words after it."""
    person, account = visible(item.contact_name or ""), visible(item.account_name or "")
    segment = visible(item.account_segment or "")
    place = f"{account} {segment}".strip()
    more = f" +{item.others}" if item.others else ""
    title = visible(item.title)
    if item.kind in _SILENCES:
        if person:
            again = title if item.group == "week" else ""
            parts = [part for part in (place, words.plain(item.contact_role), again) if part]
            return person, dot.join(parts) + more
        every = f"every {item.interval_days} d" if item.interval_days else title
        return account, dot.join(part for part in (segment, every) if part) + more
    said = _network(item, dot) if item.kind.startswith("gap_") else _said(item.kind, title, person)
    if (item.group == "setup" or item.subject_kind in QUESTIONS) and not (person or account):
        return "", title
    if item.kind in _OF_PEOPLE:
        return person or account or title, said + more
    return account or person or title, said + more


def _network(item: TodayItem, dot: str) -> str:
    """`network: nobody is known to decide · ask Jon who decides`: the hole first, then what to do."""
    fact = next((one.text for one in item.reasons if one.part == "network"), "")
    return "network: " + dot.join(visible(part) for part in (fact, item.title) if part)


def _said(kind: str, title: str, person: str) -> str:
    if kind == "meeting":
        return _meeting(title, person)
    if kind == "training":
        title = title.removeprefix(f"{person}: ")
    if kind == "info":
        title = title.removeprefix("bring ")
    prefix = _PREFIXES.get(kind, "")
    if prefix and not title.casefold().startswith(prefix.casefold()):
        return f"{prefix}: {title}" if title else prefix
    return title


def _meeting(title: str, person: str) -> str:
    kind, colon, about = title.partition(": ")
    kind = words.kind_word(kind)
    title = f"{kind}{colon}{about}"
    if not person or person.casefold() in title.casefold():
        return title
    return f"{kind} {person}{colon}{about}" if title else person


def is_at_risk(item: TodayItem) -> bool:
    """Whether a review has a date soon and is far from ready."""
    return item.kind == "qbr" and any(reason.part == "at risk" for reason in item.reasons)


def is_red(item: TodayItem) -> bool:
    """Late past the maximum: as the rule of its cadence says, a broken promise, a task ten days over."""
    over = item.days_over or 0
    if item.kind in _SILENCES:
        return item.is_red
    if item.kind in {"promise", "callback"}:
        return over > 0
    return over >= 10


def state_of(item: TodayItem, view: TodayView) -> State:
    """Glyph, words and colours of the left edge."""
    if item.subject_kind in QUESTIONS:
        return _TO_ANSWER
    if item.group == "catch_up":
        return State("calm", _catch_up_words(item, view.day), "muted", "muted")
    if item.kind == "clock":
        return _clock(item, view)
    if item.kind == "callback":
        return _callback(item, view.day)
    if item.kind == "qbr" and item.planned_on is None:
        return State("slip", "ask now", "soon", "soon") if item.group == "gaps" else _due(item, view)
    if item.kind in {"meeting", "qbr"}:
        return _appointment(item, view.day)
    if item.kind in {"training", "info"} and item.reasons:
        return State("hole", item.reasons[0].part[:9], "muted", "muted")
    if item.kind.startswith(("gap_", "training", "info")):
        return State("hole", _gap_words(item.kind), "muted", "muted")
    if item.group == "setup":
        return _TO_ANSWER
    if item.group == "week" and item.due_on is not None and item.kind in _SILENCES:
        return State("planned", _short_ahead(item.due_on, view.day), "accent", "text")
    if item.kind == "never_contacted":
        return never_state(item.account_segment)
    return _due(item, view)


def _clock(item: TodayItem, view: TodayView) -> State:
    if item.face is not None:
        return clock_state(item.face.state, item.face.left, item.face.share)
    if item.due_at is None:
        return State("calm", "paused", "muted", "muted")
    ends = item.due_at.astimezone(UTC)
    left = ends - view.as_of.astimezone(UTC)
    whole = ends - item.at.astimezone(UTC) if item.at is not None else timedelta(hours=8)
    return clock_state("breached" if left <= timedelta() else "ok", left, 1 - left / whole if whole else 1.0)


def _appointment(item: TodayItem, day: date) -> State:
    over = item.days_over or 0
    if over > 0:
        return State("slip", f"{over} d ago"[:9], "soon", "soon")
    shown = _moment_words(item, day)
    if is_at_risk(item):
        return State("clock", shown, "late!", "text")
    return State("planned", shown, "accent", "text")


def _callback(item: TodayItem, day: date) -> State:
    over = item.days_over or 0
    if over > 0:
        return State("callback", f"{over} d late", "late!", "late!")
    if item.due_on is None or item.due_on == day:
        return State("callback", "due today", "soon", "soon")
    return State("callback", f"due {words.day_ahead(item.due_on, day)}"[:9], "soon", "soon")


def _moment_words(item: TodayItem, day: date) -> str:
    if item.at is None:
        on = item.due_on or item.planned_on
        return "planned" if on is None else _short_ahead(on, day)
    if item.at.date() == day:
        return words.hour(item.at)
    if 0 < (item.at.date() - day).days < 7:
        return f"{words.WEEKDAYS[item.at.weekday()]} {words.hour(item.at)}"
    return _short_ahead(item.at.date(), day)


def _short_ahead(on: date, day: date) -> str:
    shown = words.day_ahead(on, day)
    return shown if len(shown) <= 9 else words.short_date(on, on)


def _due(item: TodayItem, view: TodayView) -> State:
    over = item.days_over or 0
    if over > 0:
        return over_state(over, is_red=is_red(item))
    if item.due_on is None or item.due_on <= view.day:
        return State("slip", "due today", "soon", "soon")
    shown = _short_ahead(item.due_on, view.day) if item.due_on else "due soon"
    return State("planned", shown, "accent", "text")


def _catch_up_words(item: TodayItem, day: date) -> str:
    if item.last_touch_on is None and item.title == "mail only":
        return "mail only"
    since = item.due_on if item.kind in {"promise", "task", "qbr"} else item.last_touch_on
    return "never" if since is None else words.long_silence((day - since).days)


def _gap_words(kind: str) -> str:
    return _GAP_WORDS.get(kind, words.plain(kind.removeprefix("gap_")))[:9]


def place_words(item: TodayItem, view: TodayView) -> str:
    """`first of 12 here`: the place of a scored row in its group; blank for others."""
    ranked = [one for one in view.items if one.group == item.group and one.score is not None]
    if item not in ranked:
        return ""
    place = ranked.index(item) + 1
    return f"{'first' if place == 1 else f'number {place:,}'} of {len(ranked):,} here"
