"""What header and footer of Today say: the title, the filter, the facts, the keys of a field."""

from repcockpit.domain.views.today import TodayView
from repcockpit.tui.day import state_of
from repcockpit.tui.text import Line, visible
from repcockpit.tui.widgets.bars import Fact, KeyHint, Title
from repcockpit.tui.widgets.field import Field, tail_line
from repcockpit.tui.words import counted, full_date


def day_title(view: TodayView, *, is_demo: bool) -> Title:
    """Which day and whose; on a day off, that it is the next working one."""
    if view.is_empty and not is_demo:
        return Title("", "repcockpit", ("nothing here yet",))
    day = full_date(view.day) + (", next working day" if view.is_day_off else "")
    rep = (visible(view.rep_name),) if view.rep_name else ()
    return Title("1", "Today", (day, *rep), is_demo)


def filter_line(field: Field, width: int, *, is_open: bool) -> Line:
    """`/text`, with the caret while it is typed."""
    room = max(8, min(30, width // 3))
    if is_open:
        typed = [(text, "accent" if ink == "text" else ink) for text, ink in tail_line(field, room)]
        return [("/", "accent!"), *typed]
    return [("/" + visible(field.text), "accent!")] if field.text else []


def filter_keys() -> tuple[KeyHint, ...]:
    """The keys of the open filter."""
    return KeyHint("enter", "keep the filter", "enter"), KeyHint("esc", "show all", "back")


def header_facts(view: TodayView, *, is_cut_off: bool = False) -> tuple[Fact, ...]:
    """At most three facts, most urgent first; `is_cut_off`: the last sync did not reach the team."""
    clocks = [state_of(item, view).glyph for item in view.items if item.kind == "clock"]
    pressing = clocks.count("clock")
    over = sum(item.group == "due" and (item.days_over or 0) > 0 for item in view.items)
    facts = []
    if pressing:
        facts.append(Fact("clock", counted(pressing, "clock"), "late!"))
    if over:
        facts.append(Fact("late", f"{over:,} over", "late"))
    if view.counts.get("conflicts"):
        facts.append(Fact("settle", f"{view.counts['conflicts']:,} to settle", "soon"))
    if view.counts.get("unsynced"):
        said = f"{view.counts['unsynced']:,} unsynced"
        facts.append(Fact("unsent", f"{said}, no sync" if is_cut_off else said, "muted"))
    elif is_cut_off:
        facts.append(Fact("unsent", "no sync", "muted"))
    if clocks and not pressing:
        facts.append(Fact("calm", counted(len(clocks), "clock"), "muted"))
    return tuple(facts[:3])
