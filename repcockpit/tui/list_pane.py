"""What the pane beside Accounts and Contacts says about the row under the cursor: the order is the priority."""

from datetime import date

from repcockpit.domain.views.lists import Glance, ListRow
from repcockpit.tui import words
from repcockpit.tui.glyphs import Glyphs
from repcockpit.tui.parts import section
from repcockpit.tui.standing import due_state, over_state, standing_state
from repcockpit.tui.text import Line, cells, cut, justify, left, line_cells, right, visible


def glance_lines(view: Glance, today: date, width: int, glyphs: Glyphs) -> list[Line]:
    """The pane in lines of at most `width` cells."""
    lines = _who(view, today, width, glyphs)
    if view.rule or view.touches_365:
        made = f"{view.touches_365} touches in 12 months"
        lines += [[], section("CONTACT", made, width, glyphs)]
        if view.rule:
            lines.append([(cut(visible(view.rule), width, glyphs.ellipsis), "text")])
    if view.touches:
        lines += [[], section("LAST THREE", "", width, glyphs)]
        size = max(7, *(cells(words.short_date(on, today)) for on, _, _ in view.touches))
        lines += [_touch(each, today, size, width, glyphs) for each in view.touches]
    if view.open_items:
        lines += [[], section("OPEN", f"{len(view.open_items)}", width, glyphs)]
        lines += [_open(each, today, width, glyphs) for each in view.open_items]
    if view.people:
        lines += [[], section("PEOPLE", f"{view.people_count:,}", width, glyphs)]
        lines += [_person(*each, width, glyphs) for each in view.people]
    return lines


def _who(view: Glance, today: date, width: int, glyphs: Glyphs) -> list[Line]:
    row = view.row
    state = standing_state(row, today)
    mark: Line = [(f"{getattr(glyphs, state.glyph)} ", state.glyph_ink), (state.words, state.words_ink)]
    lines = [justify([(visible(row.name), "text!")], mark, width, glyphs.ellipsis)]
    dot = f" {glyphs.dot} "
    if about := dot.join(part for part in _about(row) if part):
        lines.append([(cut(visible(about), width, glyphs.ellipsis), "muted")])
    reach = visible(row.phone or row.email or "")
    plan: Line = []
    if row.planned_on is not None:
        kind = "next step" if row.planned_type == "next_step" else words.kind_word(row.planned_type)
        plan = [(glyphs.next + " ", "accent"), (f"{kind} {words.day_ahead(row.planned_on, today)}", "text")]
    if reach or plan:
        lines.append(justify([(reach, "text")], plan, width, glyphs.ellipsis))
    if row.loudest:
        lines.append([(cut(f"because of {visible(row.loudest)}", width, glyphs.ellipsis), "muted")])
    return lines


def _about(row: ListRow) -> tuple[str, ...]:
    place = f"{row.account_name or ''} {row.segment or ''}".strip()
    if row.kind == "contact":
        return row.title or "", words.plain(row.role), place, row.owner_name or ""
    segment = f"tier {row.segment}" if row.segment else "no tier"
    return segment, words.plain(row.status), row.city or "", row.sector or "", row.owner_name or ""


def _touch(each: tuple[date, str, str], today: date, size: int, width: int, glyphs: Glyphs) -> Line:
    on, kind, text = each
    line: Line = [(right(words.short_date(on, today), size) + "  ", "muted")]
    line.append((left(words.kind_word(kind), 8, glyphs.ellipsis) + " ", "text"))
    return [*line, (cut(visible(text), width - line_cells(line), glyphs.ellipsis), "muted")]


def _open(each: tuple[str, str, str], today: date, width: int, glyphs: Glyphs) -> Line:
    due, kind, text = each
    glyph, said, ink = "calm", "open", "muted"
    if due:
        on = date.fromisoformat(due)
        state = over_state((today - on).days, is_red=True) if on < today else due_state(on, today)
        glyph, said, ink = state.glyph, state.words, state.words_ink
    line: Line = [(f"{getattr(glyphs, glyph)} ", ink), (right(said, 9, glyphs.ellipsis) + "  ", ink)]
    line.append((left(words.plain(kind), 8, glyphs.ellipsis) + " ", "text"))
    return [*line, (cut(visible(text), width - line_cells(line), glyphs.ellipsis), "muted")]


def _person(name: str, role: str, width: int, glyphs: Glyphs) -> Line:
    shown = cut(visible(name), max(8, width // 2), glyphs.ellipsis)
    room = width - cells(shown) - 2
    return justify(
        [(shown, "text")], [(cut(words.plain(role), room, glyphs.ellipsis), "muted")], width, glyphs.ellipsis
    )
