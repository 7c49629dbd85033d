"""How each row of a detail is drawn, in exactly the list's width (look.md 4)."""

from datetime import date

from repcockpit.domain.views.details import (
    Activity,
    DealLine,
    Detail,
    FieldLine,
    Happened,
    OpenLine,
    PersonLine,
    RequestLine,
)
from repcockpit.domain.views.record_requests import Link
from repcockpit.tui import words
from repcockpit.tui.care import care_state, tone_state
from repcockpit.tui.day import Cells
from repcockpit.tui.detail_rows import DetailRow
from repcockpit.tui.glyphs import Glyphs
from repcockpit.tui.grid import row_line
from repcockpit.tui.panel import due_state, request_state, title_of
from repcockpit.tui.parts import contact_bar, contact_words
from repcockpit.tui.standing import State
from repcockpit.tui.text import Line, cells, cut, cut_line, left, line_cells, right, visible

NARROW = 76
"""Below so many cells of list the right columns go."""
_LABEL = 17


def paint_row(row: DetailRow, detail: Detail, width: int, glyphs: Glyphs, *, is_here: bool) -> Line:
    """One row; the first span is the cursor's cell."""
    bar = (glyphs.cursor if is_here else " ", "accent!" if is_here else "text")
    match row.item:
        case Activity() as item:
            return _filled([bar, *_activity(item, detail, width, glyphs)], width, glyphs)
        case Happened() as item:
            return _filled([bar, *_happened(item, detail, width, glyphs)], width, glyphs)
        case FieldLine() as item:
            label = left(visible(item.label), _LABEL - 1, glyphs.ellipsis) + " "
            return _filled(
                [bar, ("  ", "text"), (label, "muted"), (visible(item.value), "text")], width, glyphs
            )
        case other:
            return row_line(_cells(other, detail, glyphs), width, glyphs, is_here=is_here)


def _filled(line: Line, width: int, glyphs: Glyphs) -> Line:
    kept = cut_line(line, width - 1, glyphs.ellipsis)
    return [*kept, (" " * (width - line_cells(kept)), "text")]


def _activity(item: Activity, detail: Detail, width: int, glyphs: Glyphs) -> Line:
    name: Line = [(left(title_of(item.name), 10, glyphs.ellipsis), "text")]
    if not item.tone:
        return [*name, (visible(item.fact), "text")]
    state = tone_state(item.tone, item.words)
    if item.name == "contact" and detail.kind == "contact":
        state = _own_state(detail)
        item = item._replace(words=state.words)
    if item.name == "pace":
        return [*name, *_pace(detail, width, glyphs)]
    said = visible(item.words)
    name += [
        (f"{getattr(glyphs, state.glyph)} ", state.glyph_ink),
        (left(said, 11, glyphs.ellipsis) + " ", "muted" if said == "none" else state.words_ink),
    ]
    if width < NARROW:
        return [*name, (said_of(item), "muted")]
    ends, ink = _activity_end(item, detail.now.date())
    room = width - 1 - 10 - 2 - 12 - 1
    if not ends:
        return [*name, (left(said_of(item), room, glyphs.ellipsis), "muted")]
    fact = left(said_of(item), room - 12, glyphs.ellipsis)
    return [*name, (fact, "muted"), (" " + right(ends, 11, glyphs.ellipsis), ink)]


def said_of(item: Activity) -> str:
    """What stands beside the state; nothing where the state says it all."""
    return "" if item.words == "none" else visible(item.fact)


def _own_state(detail: Detail) -> State:
    return care_state(
        detail.care, detail.now.date(), status=detail.status, segment=detail.segment, is_key=detail.is_key,
        touches_365=detail.touches_365,
    )  # fmt: skip


def _activity_end(item: Activity, today: date) -> tuple[str, str]:
    """What stands at the right: `visit Fri`, `not planned`, a day, or nothing."""
    ink = {"slip": "soon", "late": "late"}.get(
        item.right_tone, "soon" if item.right == "not planned" else "muted"
    )
    if item.right and item.on is not None and item.on >= today:
        when = words.day_ahead(item.on, today)
        kind = words.kind_word(item.right)
        whole = f"{kind} {when}"
        return (whole if len(whole) <= 11 else f"{kind[:4]} {words.short_date(item.on, item.on)}"), "text"
    if item.right:
        return visible(item.right), ink
    if item.on is None:
        return "", "muted"
    return _day(item.on, today, 11), "muted"


def _pace(detail: Detail, width: int, glyphs: Glyphs) -> Line:
    care = detail.care
    said = contact_words(
        detail.touches_365, care.interval_days, care.last_touch_on, detail.now.date(), glyphs
    )
    drawn = contact_bar(detail.touches_365, care.interval_days, glyphs)
    return [*drawn, ("  ", "text"), *said] if width >= 60 else said


def _day(on: date, today: date, size: int) -> str:
    """A day in at most `size` cells, ahead or behind; another year in two digits where there is no room."""
    shown = words.day_ahead(on, today) if on > today else words.day_behind(on, today)
    if len(shown) <= size:
        return shown
    if on.year == today.year:
        return words.short_date(on, on)
    return f"{on.day} {words.MONTHS[on.month - 1]} {on.year % 100:02}"


def _happened(item: Happened, detail: Detail, width: int, glyphs: Glyphs) -> Line:
    today = detail.now.date()
    is_ahead = item.status == "planned"
    mark = glyphs.planned if is_ahead else " "
    size = 15 if width >= NARROW else 13 if width >= 60 else 10
    more = f" +{item.others}" if item.others else ""
    who = (
        left(cut(visible(item.who), size - cells(more), glyphs.ellipsis) + more, size)
        if item.who
        else " " * size
    )
    line: Line = [
        (mark + " ", "accent"),
        (right(_day(item.on, today, 9), 9) + "  ", "text" if is_ahead else "muted"),
    ]
    kind = words.kind_word(item.type)
    said = visible(_said(item))
    if detail.kind == "contact":
        # Who it is stands in the header; here only who else took part, and the note has the room.
        company = f"with {visible(item.who)}{more}" if item.who else ""
        said = ": ".join(part for part in (company, said) if part)
    else:
        line.append((who + " ", "text!"))
    if width < NARROW:
        return [*line, (f"{kind}: {said}" if said else kind, "muted")]
    return [*line, (left(kind, 8, glyphs.ellipsis) + " ", "text"), (said, "muted")]


def _said(item: Happened) -> str:
    """The note; before it how a try ended, or what became of a plan."""
    if item.kind != "interaction":
        return item.text
    if item.status not in {"completed", "planned", ""}:
        ended = words.plain(item.status)
    else:
        ended = words.plain(item.outcome) if item.outcome not in {None, "connected"} else ""
    return ": ".join(part for part in (ended, item.text) if part)


def _cells(item: object, detail: Detail, glyphs: Glyphs) -> Cells:
    today, dot = detail.now.date(), f" {glyphs.dot} "
    match item:
        case PersonLine():
            state = care_state(
                item.care, today, status=item.status, segment=detail.segment, is_key=item.is_key,
                touches_365=item.touches_365,
            )  # fmt: skip
            parts = (item.relation, visible(item.title), words.plain(item.role))
            ends = _day(item.care.last_touch_on, today, 11) if item.care.last_touch_on else "never"
            if item.care.planned_on is not None:
                ends = _plan(item.care.planned_on, item.care.planned_type, today)
            return Cells(state, visible(item.name), dot.join(part for part in parts if part), None, ends)
        case OpenLine():
            who = item.contact or (item.account if detail.kind == "contact" else None)
            name = visible(who.name or "") if who and who.id != detail.id else ""
            said = f"{words.kind_word(item.kind)}: {visible(item.title)}"
            return Cells(due_state(item.due_on, today), name or visible(detail.name), said)
        case RequestLine():
            name = visible(item.contact.name or "") if item.contact else visible(detail.name)
            return Cells(
                request_state(item, detail.now), name, f"{item.priority} {visible(item.title)}", None,
                _request_end(item, detail),
            )  # fmt: skip
        case DealLine():
            return _deal(item, today, dot)
        case Link():
            said = "works at" if detail.kind == "contact" else "part of"
            return Cells(State("next", said, "accent", "muted"), visible(item.name or ""), "")
    raise TypeError(type(item).__name__)


def _plan(on: date, kind: str | None, today: date) -> str:
    when = words.day_ahead(on, today)
    word = words.kind_word(kind or "visit")
    return f"{word} {when}" if len(word) + len(when) < 11 else f"{word[:4]} {words.short_date(on, on)}"


def _request_end(item: RequestLine, detail: Detail) -> str:
    today = detail.now.date()
    if item.is_open and item.due_at is not None:
        local = item.due_at.astimezone(detail.now.tzinfo)
        if local.date() == today:
            return f"by {words.hour(local)}"
        return f"by {words.day_ahead(local.date(), today)}"[:11]
    last = item.resolved_at or item.opened_at
    return _day(last.astimezone(detail.now.tzinfo).date(), today, 11) if last else ""


def _deal(item: DealLine, today: date, dot: str) -> Cells:
    tone = {"won": "done", "lost": "refused"}.get(item.stage, "calm")
    state = tone_state(tone, words.plain(item.stage)[:9] or "open")
    if tone == "refused":
        state = state._replace(words_ink="muted")
    amount = f"{item.amount:,.0f} {visible(item.currency or '')}".strip() if item.amount is not None else ""
    stage = words.plain(item.stage_name)
    parts = (visible(item.name), amount, "" if item.stage in stage.casefold() else stage)
    who = visible(item.contact.name or "") if item.contact else ""
    ends = _day(item.closed_on, today, 11) if item.closed_on else ""
    return Cells(state, who, dot.join(part for part in parts if part), None, ends)
