"""What the pane beside Today says about the row under the cursor: the order is the priority."""

from repcockpit.domain.views.today import TodayView, WhyView
from repcockpit.tui import words
from repcockpit.tui.day import State, state_of
from repcockpit.tui.glyphs import Glyphs
from repcockpit.tui.parts import contact_bar, contact_target, contact_words, parts_lines, section, touch_line
from repcockpit.tui.text import Line, cut, cut_line, justify, left, visible


def panel_lines(view: WhyView, day: TodayView, width: int, glyphs: Glyphs) -> list[Line]:
    """The pane in lines of at most `width` cells; what does not fit below is the list's business."""
    lines = _who(view, day, width, glyphs)
    lines += [[], *_why(view, width, glyphs)]
    if view.item.contact_id is not None:
        lines += [[], *_contact(view, day, width, glyphs)]
    past = [row for row in view.touches if row.on <= day.day][:3]
    if past:
        lines += [[], section("LAST THREE", "", width, glyphs)]
        lines += [touch_line(row, day.day, width, glyphs, said=row.note or row.why) for row in past]
    if view.open_items:
        lines += [[], section("OPEN", "", width, glyphs)]
        lines += [_open(each, width, glyphs) for each in view.open_items]
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
        said = f"{words.plain(item.planned_type or 'visit')} {words.day_ahead(item.planned_on, day.day)}"
        plan = [(glyphs.next + " ", "accent"), (said, "text")]
    if reach or plan:
        lines.append(justify([(reach, "text")], plan, width, glyphs.ellipsis))
    return lines


def _why(view: WhyView, width: int, glyphs: Glyphs) -> list[Line]:
    score = "" if view.item.score is None else f"{view.item.score:.0f} of 100"
    lines = [section("WHY IT IS HERE", score, width, glyphs)]
    if view.item.reasons:
        return lines + parts_lines(view.item.reasons, width, glyphs)
    return lines + [[(cut(visible(rule), width, glyphs.ellipsis), "text")] for rule in view.rule]


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


def _open(each: tuple[str, str, str], width: int, glyphs: Glyphs) -> Line:
    state, kind, text = (visible(part) for part in each)
    is_due = state.startswith("due") or state.endswith("over")
    glyph, ink = (glyphs.slip, "soon") if is_due else (glyphs.calm, "muted")
    line: Line = [(f"{glyph} ", ink), (left(state, 9, glyphs.ellipsis) + "  ", ink)]
    line.append((left(kind, 7, glyphs.ellipsis) + "  ", "text"))
    used = 2 + 9 + 2 + 7 + 2
    return [*line, (cut(text, width - used, glyphs.ellipsis), "muted")]
