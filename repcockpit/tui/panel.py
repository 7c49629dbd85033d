"""What the pane says about a person or an account, beside any list: the order is the priority."""

from collections.abc import Sequence
from datetime import date, datetime

from repcockpit.domain.views.details import Activity, OpenLine, PaneView, PersonLine, RequestLine
from repcockpit.tui import words
from repcockpit.tui.care import care_state, tone_state
from repcockpit.tui.glyphs import Glyphs
from repcockpit.tui.parts import (
    contact_bar,
    contact_target,
    contact_words,
    kind_column,
    parts_lines,
    section,
    span_words,
    touch_line,
)
from repcockpit.tui.standing import State, clock_state
from repcockpit.tui.text import Line, cells, cut, cut_line, justify, left, line_cells, visible, wrap

_TWO_COLUMNS = 50
_PEOPLE = 5


def panel_lines(view: PaneView, state: State | None, width: int, glyphs: Glyphs) -> list[Line]:
    """The pane in lines of at most `width` cells; what does not fit below is the list's business.

    `state` is what the row beside it says; without one it is the standing of the person or account.
    """
    today = view.now.date()
    lines = _who(view, state or _state(view, today), width, glyphs)
    lines += [[], *_why(view, width, glyphs)]
    if view.care.interval_days:
        lines += [[], *_contact(view, today, width, glyphs)]
    if view.touches:
        lines += [[], section("LAST THREE", "", width, glyphs)]
        size = kind_column(view.touches)
        lines += [
            touch_line(row, today, width, glyphs, said=row.note or row.why, kind_size=size)
            for row in view.touches
        ]
    work = [*(open_line(each, today, width, glyphs) for each in view.open)]
    work += [request_line(each, view.now, width, glyphs) for each in view.requests]
    if work:
        lines += [[], section("OPEN", "", width, glyphs), *work]
    if view.asks:
        lines += [[], section("THREE THINGS TO ASK", "", width, glyphs), *_asks(view, width)]
    if view.seven:
        lines += [[], section("SEVEN ACTIVITIES", "", width, glyphs), *seven_grid(view.seven, width, glyphs)]
    if view.people:
        lines += [[], section("PEOPLE", f"{len(view.people):,}", width, glyphs)]
        lines += [_person(each, width, glyphs) for each in view.people[:_PEOPLE]]
    return lines


def _asks(view: PaneView, width: int) -> list[Line]:
    """Numbered, each in at most two lines."""
    lines: list[Line] = []
    for number, ask in enumerate(view.asks, 1):
        first, *more = wrap(visible(ask.text), width - 2)[:2]
        lines.append([(f"{number} ", "accent!"), (first, "text")])
        lines += [[("  " + rest, "text")] for rest in more]
    return lines


def _state(view: PaneView, today: date) -> State:
    return care_state(
        view.care,
        today,
        status=view.status,
        segment=view.segment,
        is_key=view.is_key,
        touches_365=view.touches_365,
    )


def _who(view: PaneView, state: State, width: int, glyphs: Glyphs) -> list[Line]:
    ink = "late!" if state.words_ink == "chip" else state.words_ink
    mark: Line = [(f"{getattr(glyphs, state.glyph)} ", ink if state.glyph_ink == "chip" else state.glyph_ink)]
    mark.append((state.words, ink))
    lines = [justify([(visible(view.name), "text!")], mark, width, glyphs.ellipsis)]
    about = visible(view.about).replace(" · ", f" {glyphs.dot} ")
    if about:
        lines.append([(cut(about, width, glyphs.ellipsis), "muted")])
    reach: Line = [(visible(view.phone or view.email or ""), "text")]
    plan: Line = []
    if view.care.planned_on is not None:
        kind = words.kind_word(view.care.planned_type or "visit")
        said = f"{kind} {words.day_ahead(view.care.planned_on, view.now.date())}"
        plan = [(glyphs.next + " ", "accent"), (said, "text")]
    there: Line = [(f"{words.hour(view.there)} there", "muted")] if view.there is not None else []
    if there and line_cells(reach) + line_cells(there) + line_cells(plan) + 4 <= width:
        reach, there = [*reach, ("   ", "text"), *there], []
    if line_cells(reach) or plan:
        lines.append(justify(reach, plan, width, glyphs.ellipsis))
    return [*lines, there] if there else lines


def _why(view: PaneView, width: int, glyphs: Glyphs) -> list[Line]:
    score = "" if view.score is None else f"{view.score:.0f} of 100"
    lines = [section("WHY IT IS HERE" if view.reasons else "CADENCE", score, width, glyphs)]
    if view.reasons:
        return lines + parts_lines(view.reasons, width, glyphs)
    for rule in view.rule:
        lines += rule_lines(rule, width)
    return lines


def rule_lines(rule: str, width: int) -> list[Line]:
    """A rule in words: what it says, then, after two blanks, how it comes about in grey."""
    text = visible(rule)
    first = wrap(text, width)[0]
    rest = wrap(text[len(first) :].lstrip(" "), width - 2) if len(first) < len(text) else []
    strong, found, weak = first.partition("  ")
    lines: list[Line] = [[(strong, "text"), ("  " + weak if found else "", "muted")]]
    return lines + [[("  " + more, "muted")] for more in rest]


def _contact(view: PaneView, today: date, width: int, glyphs: Glyphs) -> list[Line]:
    interval = view.care.interval_days
    low, high = contact_target(interval)
    drawn = contact_bar(view.touches_365, interval, glyphs)
    if width >= 51:
        drawn = [("too little ", "muted"), *drawn, (" too much", "muted")]
    said = contact_words(view.touches_365, interval, view.care.last_touch_on, today, glyphs)
    return [
        section("CONTACT, 12 MONTHS", f"target {span_words(low, high)}", width, glyphs),
        cut_line(drawn, width, glyphs.ellipsis),
        cut_line(said, width, glyphs.ellipsis),
        *(
            [
                [(f"{glyphs.slip if not n else ' '} {part}", "soon")]
                for n, part in enumerate(wrap(view.guard, width - 2))
            ]
            if view.guard
            else ()
        ),
    ]


def open_line(each: OpenLine, today: date, width: int, glyphs: Glyphs) -> Line:
    """`○ due Thu    promise  audit report`."""
    state = due_state(each.due_on, today)
    line: Line = [(f"{getattr(glyphs, state.glyph)} ", state.glyph_ink)]
    line.append((left(state.words, 9, glyphs.ellipsis) + "  ", state.words_ink))
    line.append((left(words.kind_word(each.kind), 9, glyphs.ellipsis) + "  ", "text"))
    return [*line, (cut(visible(each.title), max(0, width - 24), glyphs.ellipsis), "muted")]


def request_line(each: RequestLine, now: datetime, width: int, glyphs: Glyphs) -> Line:
    """`· 14 h left  request  P2, sample bags`."""
    state = request_state(each, now)
    ink = "late!" if state.words_ink == "chip" else state.words_ink
    line: Line = [
        (f"{getattr(glyphs, state.glyph)} ", "late!" if state.glyph_ink == "chip" else state.glyph_ink)
    ]
    line.append((left(state.words, 9, glyphs.ellipsis) + "  ", ink))
    line.append((left("request", 9) + "  ", "text"))
    return [
        *line,
        (cut(f"{each.priority} {visible(each.title)}", max(0, width - 24), glyphs.ellipsis), "muted"),
    ]


def due_state(due_on: date | None, today: date) -> State:
    """Where an open task stands; open where it has no date."""
    if due_on is None:
        return State("calm", "open", "muted", "muted")
    over = (today - due_on).days
    if over > 0:
        return tone_state("late", words.days_over(over))
    shown = f"due {words.day_ahead(due_on, today)}"
    if over == 0:
        return tone_state("slip", shown)
    shown = shown if len(shown) <= 9 else words.short_date(due_on, due_on)
    return State("calm", shown, "muted", "muted")


def request_state(each: RequestLine, now: datetime) -> State:
    """Time left of a request, or what it waits for."""
    if not each.is_open:
        return State("done", "closed" if each.status != "cancelled" else "cancelled", "good", "muted")
    if each.due_at is None:
        if each.status == "callback_due":
            missed = each.callback_on is not None and each.callback_on < now.date()
            ink = "late!" if missed else "soon"
            return State("callback", "missed" if missed else "call back", ink, ink)
        return State("calm", "paused" if each.status == "waiting_customer" else "no hours", "muted", "muted")
    left_time = each.left if each.left is not None else each.due_at - now
    return clock_state(each.state or ("breached" if each.due_at <= now else "ok"), left_time, each.share)


def seven_grid(seven: Sequence[Activity], width: int, glyphs: Glyphs) -> list[Line]:
    """The seven as a short grid: in two columns where there is room."""
    if width < _TWO_COLUMNS:
        return [cut_line(_cell(each, glyphs), width, glyphs.ellipsis) for each in seven]
    half = (len(seven) + 1) // 2
    lines: list[Line] = []
    for number in range(half):
        line = cut_line(_cell(seven[number], glyphs), width // 2, glyphs.ellipsis)
        if number + half < len(seven):
            gap = max(0, width // 2 - line_cells(line))
            line = [*line, (" " * gap, "text"), *_cell(seven[number + half], glyphs)]
        lines.append(cut_line(line, width, glyphs.ellipsis))
    return lines


def _cell(each: Activity, glyphs: Glyphs) -> Line:
    state = tone_state(each.tone, each.words)
    return [
        (f"{getattr(glyphs, state.glyph)} ", state.glyph_ink),
        (left(title_of(each.name), 9) + " ", "text"),
        (visible(state.words), state.words_ink),
    ]


def _person(each: PersonLine, width: int, glyphs: Glyphs) -> Line:
    shown = cut(visible(each.name), max(8, width // 2), glyphs.ellipsis)
    role = cut(words.plain(each.role), max(0, width - cells(shown) - 2), glyphs.ellipsis)
    return justify([(shown, "text")], [(role, "muted")], width, glyphs.ellipsis)


def title_of(name: str) -> str:
    """The word of an activity at the left: `qbr` is QBR."""
    return "QBR" if name == "qbr" else name[:1].upper() + name[1:]
