"""The brief as lines: eight parts with a word at the left, cut to the height so that the questions are always seen."""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from repcockpit.domain.asks import Ask
from repcockpit.domain.views.brief import BriefPerson, BriefPromise, BriefView
from repcockpit.domain.views.details import OpenLine, RequestLine
from repcockpit.domain.views.learning import Bring, IdeaRow, Known
from repcockpit.domain.views.today import TouchRow
from repcockpit.domain.words import spoken
from repcockpit.tui import words
from repcockpit.tui.glyphs import Glyphs
from repcockpit.tui.panel import due_state, request_state
from repcockpit.tui.standing import State
from repcockpit.tui.subject import Subject
from repcockpit.tui.text import Line, cells, cut, left, line_cells, right, visible

_LABEL, _STATE = 9, 11
PARTS = ("People", "Promised", "Requests", "To do", "Ideas", "Bring", "Known", "Last", "Ask")


class BriefRow(NamedTuple):
    """A line: its part, what it is about, and whether it is the first of its part; `left_out` counts what is not shown."""

    part: str
    item: Any
    is_first: bool = False
    left_out: int = 0
    number: int = 0


def parts_of(view: BriefView) -> dict[str, Sequence[Any]]:
    """Every part with its rows; a part without rows says so in one."""
    return {
        "People": view.people,
        "Promised": view.promises,
        "Requests": view.requests,
        "To do": view.tasks,
        "Ideas": view.ideas,
        "Bring": (view.bring,),
        "Known": view.known,
        "Last": view.last,
        "Ask": view.asks,
    }


_LEAST = {"People": 3, "Last": 2, "Ask": 3, "Known": 2}


def rows_of(view: BriefView, room: int) -> list[BriefRow]:
    """The lines of the brief in at most `room` where that can be: the longest parts give way first."""
    parts = {name: list(rows) for name, rows in parts_of(view).items()}
    shown = {name: max(1, len(rows)) for name, rows in parts.items()}
    while sum(shown.values()) > room:
        free = [name for name in PARTS if shown[name] > _LEAST.get(name, 1)]
        if not free:
            break
        shown[max(free, key=lambda name: shown[name])] -= 1
    found: list[BriefRow] = []
    for name in PARTS:
        rows = parts[name][: shown[name]]
        hidden = len(parts[name]) - len(rows)
        if not rows:
            found.append(BriefRow(name, None, is_first=True))
        for number, row in enumerate(rows):
            last = number == len(rows) - 1
            found.append(BriefRow(name, row, number == 0, hidden if last else 0, number + 1))
    return found


_NONE = {
    "People": "nobody is known here",
    "Promised": "nothing open, nothing kept lately",
    "Requests": "none open",
    "To do": "nothing",
    "Ideas": "none waits for an answer",
    "Known": "no need, expectation or challenge noted",
    "Last": "nothing happened yet",
    "Ask": "nothing is missing",
}


def brief_line(row: BriefRow, view: BriefView, width: int, glyphs: Glyphs, *, is_here: bool) -> Line:
    """One line in `width` cells."""
    label = row.part if row.is_first else ""
    line: Line = [(glyphs.cursor if is_here else " ", "accent!"), (left(label, _LABEL) + " ", "head")]
    state, said, end = _said(row, view)
    ink = "muted" if row.item is None else "text"
    if state is not None:
        line += [
            (f"{getattr(glyphs, state.glyph)} ", state.glyph_ink),
            (left(state.words, _STATE) + " ", state.words_ink),
        ]
    elif row.part == "Ask" and row.item is not None:
        line += [(f"{row.number} ", "accent!")]
    tail = f"{end} +{row.left_out}" if row.left_out else end
    room = width - line_cells(line) - 1
    # A question is read first; why it is asked stands beside it where both fit.
    is_ask = row.part == "Ask" and row.item is not None
    most = (cells(tail) if cells(said) + cells(tail) < room else 0) if is_ask else room // 2
    end_room = min(cells(tail), max(0, most))
    bold, _, rest = said.partition("\t")
    first = cut(bold, room - end_room - 1, glyphs.ellipsis)
    line.append((first, "text!" if rest else ink))
    left_room = room - end_room - 1 - cells(first)
    line.append((left("  " + rest if rest else "", max(0, left_room), glyphs.ellipsis), "muted"))
    return [*line, (" " + right(tail, end_room, glyphs.ellipsis), "muted"), (" ", "text")]


def _said(row: BriefRow, view: BriefView) -> tuple[State | None, str, str]:
    """State, what is said (bold and grey parted by a tab), and what stands at the right."""
    item, today = row.item, view.now.date()
    match item:
        case BriefPerson():
            return _person(item, today)
        case BriefPromise():
            who = visible(item.contact.name or "") if item.contact else ""
            if item.done_on is not None:
                return State("done", "kept", "good", "text"), visible(item.title), who
            return due_state(item.due_on, today), visible(item.title), who
        case RequestLine():
            who = visible(item.contact.name or "") if item.contact else ""
            state = request_state(item, view.now)
            state = state._replace(glyph_ink=_plain(state.glyph_ink), words_ink=_plain(state.words_ink))
            return state, f"{item.priority} {visible(item.title)}", who
        case OpenLine():
            return due_state(item.due_on, today), visible(item.title), words.kind_word(item.kind)
        case IdeaRow():
            is_told = item.status not in {"done", "declined"}
            state = State("calm" if is_told else "slip", spoken(item.status)[:_STATE] if is_told else "tell them", *(("muted", "muted") if is_told else ("soon", "soon")))  # fmt: skip
            return state, visible(item.title), visible(item.contact.name or "") if item.contact else ""
        case Bring():
            return _bring(item, today)
        case Known():
            return (
                State("calm", spoken(item.kind)[:_STATE], "muted", "muted"),
                visible(item.text),
                words.day_behind(item.on, today),
            )
        case TouchRow():
            return (
                State("calm", words.kind_word(item.type)[:_STATE], "muted", "text"),
                visible(item.note),
                words.day_behind(item.on, today),
            )
        case Ask():
            return None, visible(item.text), visible(item.why)
    return None, _NONE.get(row.part, ""), ""


def _plain(ink: str) -> str:
    return "late!" if ink == "chip" else ink


_DEPTHS = {"in_depth": "done", "multiple": "done", "brief": "slip", "no_contact": "slip", "unknown": "hole"}


def _person(one: BriefPerson, today: date) -> tuple[State, str, str]:
    glyph = _DEPTHS.get(one.depth, "hole")
    ink = {"done": "good", "slip": "soon", "hole": "muted"}[glyph]
    state = State(glyph, spoken(one.depth), ink, "soon" if glyph == "slip" else "muted")
    about = [visible(one.title), words.plain(one.role)]
    about += [spoken(one.support)] if one.support not in {"unknown", ""} else []
    about += [visible(one.preferred)] if one.preferred else []
    name = visible(one.name) + (", comes" if one.is_attending else "")
    last = words.day_behind(one.care.last_touch_on, today) if one.care.last_touch_on else "never"
    return state, f"{name}\t{' · '.join(part for part in about if part)}", last


def _bring(one: Bring, today: date) -> tuple[State, str, str]:
    if one.item is None:
        last = (
            f"last brought {words.day_behind(one.last_on, today)}"
            if one.last_on
            else "nothing was brought yet"
        )
        return State("hole", "nothing", "muted", "muted"), "nothing new in the library", last
    more = f"{one.left} more" if one.left else ""
    return (
        State("next", words.plain(one.item.kind)[:_STATE], "accent", "muted"),
        visible(one.item.title),
        more,
    )


def subject_of(row: BriefRow, view: BriefView) -> Subject:
    """What a line is about: the person, the record, else the account."""
    account = Subject("account", view.id, None, view.id, view.account.name or "")
    item = row.item
    match item:
        case BriefPerson():
            return Subject("contact", item.id, item.id, view.id, item.name, account.name, "", item.title)
        case BriefPromise() | OpenLine():
            kind = "task"
        case RequestLine():
            kind = "request"
        case IdeaRow():
            kind = "idea"
        case Known() | TouchRow():
            kind = "interaction"
        case Bring() if item.item is not None:
            return account._replace(kind="info", id=item.item.id, title=item.item.title)
        case _:
            return account
    who = getattr(item, "contact", None)
    title = getattr(item, "title", None) or getattr(item, "text", None) or getattr(item, "note", None) or ""
    name = (who.name or "") if who else account.name
    return Subject(
        kind, item.id, who.id if who else None, view.id, name, account.name if who else "", "", title
    )
