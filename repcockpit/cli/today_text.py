"""The day as plain text, for pipes, logs and screen readers: words instead of glyphs, one line per row."""

from collections.abc import Iterator
from datetime import date, datetime

from repcockpit.domain.dates import format_ahead, format_date, format_duration, format_past
from repcockpit.domain.ranking import is_after
from repcockpit.domain.views.today import GROUPS, OverdueRow, OverdueView, TodayItem, TodayView
from repcockpit.services.local_dates import week_of

HEADINGS = {
    "now": "Now",
    "today": "Today",
    "due": "Due",
    "catch_up": "Catch-up",
    "week": "This week",
    "gaps": "Gaps",
    "setup": "Set up",
}
_STATE_WIDTH = 11
_LONGEST = 100
_SAID_AS_REASON = ("never contacted", "mail only")
_CADENCES = ("account_overdue", "contact_overdue", "never_contacted")


def today_lines(view: TodayView) -> Iterator[str]:
    """The whole day: a title, the groups with their counts, each row with its reason."""
    who = view.rep_name or "everybody"
    yield f"Today · {format_date(view.day, date.min)} · {who}" + (" · DEMO" if view.is_demo else "")
    if view.is_day_off:
        off, day = format_date(view.as_of.date(), view.day), format_date(view.day, view.day)
        yield f"{off} is a day off; this is {day}, the next working day."
    for heading, items, total in _groups(view):
        yield ""
        yield f"{heading}: {len(items)}" + (f" of {total:,}" if total > len(items) else "")
        for item in items:
            yield "  " + item_line(item, view)
    yield from _ending(view)


def _groups(view: TodayView) -> Iterator[tuple[str, list[TodayItem], int]]:
    """Heading, rows and whole count of each group; the days ahead are parted where this device's week ends."""
    last = week_of(view.day).last_on
    for group in GROUPS:
        items = [item for item in view.items if item.group == group]
        later = [item for item in items if is_after(item, last)] if group == "week" else []
        held = [item for item in items if item not in later] if later else items
        total = view.counts.get(group, len(items)) - len(later)
        if held or total > 0:
            yield HEADINGS[group], held, total
        if later:
            yield "Next week", later, len(later)


def _ending(view: TodayView) -> Iterator[str]:
    if view.is_empty:
        yield ""
        yield "The book is empty. Bring in the export of your CRM: repcockpit import FILE"
        yield "Or look at a sample book: repcockpit demo"
    elif not view.items:
        yield ""
        yield "Nothing to do today."
    for count, what in (
        (view.counts.get("conflicts", 0), "conflicts"),
        (view.counts.get("unsynced", 0), "unsynced"),
    ):
        if count:
            yield ""
            yield f"{count:,} {what}"


def item_line(item: TodayItem, view: TodayView) -> str:
    """One row: its state, who and where, what, how long silent, what is planned, and why it is here."""
    parts = [who] if (who := _who(item)) else []
    if item.title and item.title not in (item.contact_name, item.account_name, *_SAID_AS_REASON):
        parts.append(_bounded(item.title))
    if item.last_touch_on is not None:
        parts.append(f"silent {(view.as_of.date() - item.last_touch_on).days} d")
    if item.planned_on is not None and item.kind in _CADENCES:
        parts.append(f"{item.planned_type or 'planned'} {format_ahead(item.planned_on, view.day)}")
    elif item.kind in _CADENCES and item.group == "due":
        parts.append("not planned")
    why = _why(item)
    return f"{state_of(item, view):<{_STATE_WIDTH}} {' · '.join(parts)}" + (f" · why: {why}" if why else "")


def _why(item: TodayItem) -> str:
    """The reasons that brought points; of an appointment or a task to come the state says it all."""
    if item.kind == "callback" or (item.group in ("today", "week") and item.kind not in _CADENCES):
        return ""
    told = [one for one in item.reasons if one.text and one.points != 0 and one.text != item.title]
    return ", ".join(
        f"segment {one.text}" if one.part == "segment" and len(one.text) == 1 else _bounded(one.text)
        for one in told
    )


def _bounded(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def _who(item: TodayItem) -> str:
    names = [item.contact_name, item.account_name]
    if item.contact_role:
        names.append(item.contact_role.replace("_", " "))
    said = ", ".join(_bounded(name) for name in names if name)
    return said + (f" +{item.others}" if said and item.others else "")


def state_of(item: TodayItem, view: TodayView) -> str:
    """The state of a row in two or three words: `12 d over`, `1h20 left`, `due today`, `never`, `14:30`."""
    if item.group == "gaps":
        return _gap(item)
    if item.face is not None and item.face.state in {"paused", "breached", None}:
        return item.face.state or "no hours"
    if item.face is not None:
        return f"{_span(int(item.face.left.total_seconds() // 60))} left"
    if item.due_at is not None:
        minutes = int((item.due_at.timestamp() - view.as_of.timestamp()) // 60)
        return f"{_span(abs(minutes))} {'left' if minutes >= 0 else 'over'}"
    if item.at is not None:
        return _moment(item.at, view.day)
    if item.kind == "never_contacted":
        return "never"
    if item.group == "catch_up" and item.last_touch_on is not None:
        return format_past(item.last_touch_on, view.day)
    if item.days_over is not None and item.days_over > 0:
        return f"{item.days_over} d over"
    if item.due_on is not None:
        return "due today" if item.due_on == view.day else format_ahead(item.due_on, view.day)
    return "to do" if item.group == "setup" else "open"


def _gap(item: TodayItem) -> str:
    """What is missing: `ask now`, `network`, `expired`, `bring`."""
    if item.kind == "qbr":
        return "ask now"
    if item.kind.startswith("gap_"):
        return "network"
    return item.reasons[0].part if item.kind in ("training", "info") and item.reasons else "open"


def _span(minutes: int) -> str:
    return f"{minutes // 1440} d" if minutes >= 2880 else format_duration(max(1, minutes))


def _moment(at: datetime, day: date) -> str:
    clock = f"{at:%H:%M}"
    return clock if at.date() == day else f"{format_ahead(at.date(), day)} {clock}"


def overdue_lines(view: OverdueView) -> Iterator[str]:
    """Accounts and contacts past due, ranked, each with what it is judged by."""
    for heading, rows in (("Contacts", view.contacts), ("Accounts", view.accounts)):
        yield f"{heading}: {len(rows):,}"
        for row in rows:
            yield "  " + _overdue_line(row, view.as_of.date())
        yield ""


def _overdue_line(row: OverdueRow, today: date) -> str:
    names = [row.name] if row.account_name in (None, row.name) else [row.name, row.account_name or ""]
    parts = [", ".join(map(_bounded, names))]
    parts.append(
        "never contacted" if row.last_touch_on is None else f"last {format_past(row.last_touch_on, today)}"
    )
    parts.append(f"every {row.interval_days} d, {row.rule}")
    parts.append(f"planned {format_ahead(row.planned_on, today)}" if row.planned_on else "not planned")
    if row.is_catch_up:
        parts.append("catch-up")
    return f"{row.days_over} d over".ljust(_STATE_WIDTH) + " " + " · ".join(parts)
