"""The words that both forms of a pack share: headings, the lines of its head, what stands where nothing is known."""

from typing import Final

from repcockpit.domain.dates import format_exact, format_near
from repcockpit.domain.names import visible
from repcockpit.domain.pack import UNKNOWN
from repcockpit.domain.views.pack import PackAction, PackIdea, PackNote, PackStep, PackView, Period
from repcockpit.domain.words import spoken

TITLE: Final = "Quarterly business review"
DECISIONS: Final = "Decisions we seek"
DIFFERENCE: Final = "What changed since the last review"
ACTIONS: Final = "Actions of the last review"
SCORECARD: Final = "How reliable we were"
REQUESTS: Final = "Issues and requests"
NOTES: Final = "Your priorities and challenges"
IDEAS: Final = "Your ideas"
ITEMS: Final = "Industry news we bring"
AHEAD: Final = "The next quarter"
AGENDA: Final = "Sixty minutes"
PEOPLE: Final = "At the table"
NOTHING: Final = {
    DECISIONS: "None written yet.",
    ACTIONS: "None were agreed.",
    REQUESTS: "None in this period.",
    NOTES: "None noted yet: this is what we would like to hear first.",
    IDEAS: "None yet.",
    ITEMS: "None chosen yet.",
    AHEAD: "Nothing planned yet.",
    PEOPLE: "Nobody is invited yet.",
}
"""What a section says where it has nothing to say."""


def shown(text: str) -> str:
    """What somebody typed, on one line, with what would act written out."""
    return visible(" ".join(text.split()))


def when(view: PackView) -> str:
    """The day of the meeting, with its hour and zone where known."""
    if view.meets_on is None:
        return "no date agreed yet"
    day = format_exact(view.meets_on)
    if view.meets_at is None:
        return day
    return f"{day}, {view.meets_at.hour:02}:{view.meets_at.minute:02} {view.meets_at.tzname() or ''}".rstrip()


def span(period: Period) -> str:
    """`12 Aug to Tue 24 Nov 2026`."""
    return f"{format_near(period.since, period.until)} to {format_exact(period.until)}"


def period_line(view: PackView) -> str:
    """Which days the numbers speak of, and which they are compared with."""
    last = (
        f"the last review was on {format_exact(view.last_on)}" if view.last_on else "this is the first review"
    )
    return f"Numbers are of {span(view.period)}, compared with {span(view.before)}; {last}."


def made_line(view: PackView) -> str:
    """When it was made, and by whom."""
    by = f" by {', '.join(shown(one) for one in view.our_people)}" if view.our_people else ""
    return f"Made from the record on {format_exact(view.made_on)}{by}. {UNKNOWN.capitalize()} means that nothing was recorded."


def action_words(one: PackAction) -> tuple[str, str, str, str]:
    """(what, who, until when, state)."""
    due = format_exact(one.due_on) if one.due_on else "no date"
    done = f", {format_exact(one.done_on)}" if one.done_on else ""
    return shown(one.title), shown(one.owner) or "nobody", due, one.state + done


def note_words(one: PackNote) -> tuple[str, str, str]:
    """(what was said, what it is and by whom, when)."""
    by = f", {shown(one.by)}" if one.by else ""
    return shown(one.text), f"{spoken(one.kind)}{by}", format_exact(one.on)


def idea_words(one: PackIdea) -> tuple[str, str, str]:
    """(the idea, the product and who had it, its state with the day)."""
    about = ", ".join(shown(part) for part in (one.product, one.by) if part)
    since = f", {format_exact(one.status_on)}" if one.status_on else ""
    return shown(one.title), about, f"{spoken(one.status)}{since}"


def step_words(one: PackStep) -> tuple[str, str]:
    """(the day, what)."""
    about = f": {shown(one.about)}" if one.about else ""
    return format_exact(one.on) if one.on else "day open", f"{shown(one.what)}{about}"
