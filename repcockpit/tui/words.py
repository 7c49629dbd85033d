"""The words of state and time (look.md 6): number first, short, the same everywhere."""

from datetime import date, datetime

from repcockpit.tui.text import visible

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")

_KINDS = {
    "qbr": "QBR",
    "qbr_action": "QBR step",
    "next_step": "next step",
    "nps": "NPS",
    "csat": "CSAT",
    "callback": "call back",
}


def short_date(day: date, today: date) -> str:
    """`13 Oct`; another year adds the year."""
    shown = f"{day.day} {MONTHS[day.month - 1]}"
    return shown if day.year == today.year else f"{shown} {day.year}"


def full_date(day: date) -> str:
    """`Tue 24 Nov`."""
    return f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}"


def day_ahead(day: date, today: date) -> str:
    """`today`, `Fri` within the week, then `Wed 9 Dec`; another year adds the year."""
    ahead = (day - today).days
    if ahead == 0:
        return "today"
    if 0 < ahead < 7:
        return WEEKDAYS[day.weekday()]
    if day.year != today.year:
        return short_date(day, today)
    return full_date(day)


def day_behind(day: date, today: date) -> str:
    """`today`, `6 d ago` up to 30 days, then `13 Oct`."""
    behind = (today - day).days
    if behind == 0:
        return "today"
    if 0 < behind <= 30:
        return f"{behind} d ago"
    return short_date(day, today)


def hour(moment: datetime) -> str:
    """`14:30`."""
    return f"{moment.hour:02}:{moment.minute:02}"


def span(seconds: float) -> str:
    """A length of time in at most four cells and a unit: `40m`, `1h20`, `14 h`, `3 d`."""
    minutes = max(0, int(seconds // 60))
    if minutes < 60:
        return f"{minutes}m"
    hours, rest = divmod(minutes, 60)
    if hours < 10:
        return f"{hours}h{rest:02}" if rest else f"{hours}h"
    if hours < 48:
        return f"{hours} h"
    return f"{hours // 24} d"


def days_over(count: int) -> str:
    """`12 d over`, in nine cells up to 999 days, then in years."""
    if count < 1000:
        return f"{count} d over"
    return f"{count // 365} y over"


def silent_days(count: int) -> str:
    """`42 d`, and years from three on."""
    return f"{count} d" if count < 1000 else f"{count / 365:.1f} y"


def long_silence(count: int) -> str:
    """A silence before the cockpit was used: `20 days`, `7 months`, `3 years`."""
    if count < 60:
        return f"{count} days"
    months = count // 30
    if months < 24:
        return f"{months} months"
    return f"{count // 365} years"


def counted(count: int, one: str, many: str | None = None) -> str:
    """`1 clock`, `2 clocks`."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def plain(word: str | None) -> str:
    """A stored word as people say it: `decision_maker` is decision maker."""
    return visible(word or "").replace("_", " ")


def kind_word(kind: str | None) -> str:
    """The word of what happened or is to be done; QBR is the user's own word."""
    return _KINDS.get(kind or "") or plain(kind)


def sentence(text: str) -> str:
    """A message as a sentence of a screen: it begins with a capital."""
    return text[:1].upper() + text[1:]


def ago(seconds: float) -> str:
    """`just now`, `12m ago`, `3 d ago`."""
    return "just now" if seconds < 60 else f"{span(seconds)} ago"
