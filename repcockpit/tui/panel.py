"""What the pane beside Today says about the row under the cursor: the order is the priority."""

from datetime import date

from repcockpit.domain.views.today import TodayView, WhyView
from repcockpit.tui import words
from repcockpit.tui.day import State, state_of
from repcockpit.tui.glyphs import Glyphs
from repcockpit.tui.parts import (
    contact_bar,
    contact_target,
    contact_words,
    kind_column,
    parts_lines,
    section,
    touch_line,
)
from repcockpit.tui.text import Line, cut, cut_line, justify, left, visible


def panel_lines(view: WhyView, day: TodayView, width: int, glyphs: Glyphs) -> list[Line]:
    """The pane in lines of at most `width` cells; what does not fit below is the list's business."""
    lines = _who(view, day, width, glyphs)
    lines += [[], *_why(view, width, glyphs)]
    if view.item.contact_id is not None or view.item.kind == "account_overdue":
        lines += [[], *_contact(view, day, width, glyphs)]
    past = [row for row in view.touches if row.on <= day.day and row.status != "planned"][:3]
    if past:
        lines += [[], section("LAST THREE", "", width, glyphs)]
        lines += [
            touch_line(row, day.day, width, glyphs, said=row.note or row.why, kind_size=kind_column(past))
            for row in past
        ]
    if view.open_items:
        lines += [[], section("OPEN", "", width, glyphs)]
        lines += [_open(each, day.day, width, glyphs) for each in view.open_items]
    return lines


def _who(view: WhyView, day: TodayView, width: int, glyphs: Glyphs) -> list[Line]:
    item = view.item
    state: State = state_of(item, day)
    ink = "late!" if state.words_ink == "chip" else state.words_ink
    mark: Line = [(f"{getattr(glyphs, state.glyph)} ", ink if state.glyph_ink == "chip" else state.glyph_ink)]
    mark.append((state.words, ink))
    name = visible(item.contact_name or item.account_name or view.title)
    lines = [justify([(name, "text!")], mark, width, glyphs.ellipsis)]
    place = " ".join(part for part in (item.account_name, item.account_segment) if part)
    about = view.title_line or f" {glyphs.dot} ".join(
        part for part in (words.plain(item.contact_role), place if item.contact_name else "") if part
    )
    if about:
        lines.append([(cut(visible(about), width, glyphs.ellipsis), "muted")])
    reach = visible(view.phone or view.email or "")
    plan: Line = []
    if item.planned_on is not None:
        said = f"{words.kind_word(item.planned_type or 'visit')} {words.day_ahead(item.planned_on, day.day)}"
        plan = [(glyphs.next + " ", "accent"), (said, "text")]
    if reach or plan:
        lines.append(justify([(reach, "text")], plan, width, glyphs.ellipsis))
    return lines


def _why(view: WhyView, width: int, glyphs: Glyphs) -> list[Line]:
    score = "" if view.item.score is None else f"{view.item.score:.0f} of 100"
    lines = [section("WHY IT IS HERE", score, width, glyphs)]
    if view.item.reasons:
        return lines + parts_lines(view.item.reasons, width, glyphs)
    said = view.rule or (visible(view.item.title),)
    return lines + [[(cut(visible(rule), width, glyphs.ellipsis), "text")] for rule in said]


def _contact(view: WhyView, day: TodayView, width: int, glyphs: Glyphs) -> list[Line]:
    low, high = contact_target(view.item.interval_days)
    drawn = contact_bar(view.touches_365, view.item.interval_days, glyphs)
    if width >= 51:
        drawn = [("too little ", "muted"), *drawn, (" too much", "muted")]
    return [
        section("CONTACT, 12 MONTHS", f"target {low} to {high}", width, glyphs),
        cut_line(drawn, width, glyphs.ellipsis),
        cut_line(contact_words(view, day.day, glyphs), width, glyphs.ellipsis),
    ]


def _open(each: tuple[str, str, str], day: date, width: int, glyphs: Glyphs) -> Line:
    due, kind, text = each
    glyph, state, ink = _open_state(due, day)
    line: Line = [(f"{getattr(glyphs, glyph)} ", ink), (left(state, 9, glyphs.ellipsis) + "  ", ink)]
    line.append((left(words.plain(kind), 9, glyphs.ellipsis) + "  ", "text"))
    return [*line, (cut(visible(text), width - 24, glyphs.ellipsis), "muted")]


def _open_state(due: str, day: date) -> tuple[str, str, str]:
    """Glyph, words and ink of an open task's due date (ISO); open where it has none."""
    try:
        on = date.fromisoformat(due)
    except ValueError:
        return "calm", visible(due) or "open", "muted"
    over = (day - on).days
    if over > 0:
        return "late", words.days_over(over), "late!"
    shown = f"due {words.day_ahead(on, day)}"
    if over == 0:
        return "slip", shown, "soon"
    return "calm", shown if len(shown) <= 9 else words.short_date(on, on), "muted"
