"""How the lines under the team's table are drawn: where help is needed, reviews, silent accounts. Pure."""

from datetime import date

from repcockpit.domain.views.team import HelpLine, QbrLine, SilentAccount, TeamRow
from repcockpit.tui.glyphs import Glyphs
from repcockpit.tui.qbr_points import READY
from repcockpit.tui.standing import State
from repcockpit.tui.team_rows import ALL, LEAST, Note, TeamLine
from repcockpit.tui.team_table import Shown, table_line
from repcockpit.tui.text import Line, cells, cut, left, line_cells, right, visible
from repcockpit.tui.words import day_ahead, day_behind

_STATE = 9
WHO_FROM = 76
"""The cells from which a name has fifteen."""
_QBR_STATES = {
    "late": ("late", "late!", "late!"),
    "at_risk": ("clock", "late", "late"),
    "ready": ("done", "good", "text"),
    "planned": ("planned", "accent", "text"),
    "asked": ("calm", "muted", "text"),
}


def team_line(line: TeamLine, shown: Shown, width: int, glyphs: Glyphs, *, is_here: bool) -> Line:
    """One row in exactly `width` cells."""
    item = line.item
    if isinstance(item, TeamRow):
        return table_line(item, shown, width, glyphs, is_here=is_here, is_all=line.section == ALL)
    if isinstance(item, Note):
        said = left(visible(item.text).replace("–", glyphs.missing), width - 4, glyphs.ellipsis)
        return [
            (glyphs.cursor if is_here else " ", "accent!"),
            ("  ", "text"),
            (said, "muted"),
            (" ", "text"),
        ]
    end: Line = []
    if isinstance(item, HelpLine):
        state, who, context = help_state(item), item.rep_name, item.text
    elif isinstance(item, QbrLine):
        state, who, context = (
            qbr_state(item),
            _account(item.account_name, item.segment),
            _qbr_context(item, glyphs),
        )
        end = _qbr_when(item, shown.today)
    else:
        is_least = line.section == LEAST
        state = _touched_state(item) if is_least else _step_state(item, shown.today)
        who, context = _account(item.account_name, item.segment), item.rep_name
        end = [(_last(item, shown.today), "muted")]
    return ledger_line(state, who, context, end, width, glyphs, is_here=is_here)


def ledger_line(
    state: State, who: str, context: str, end: Line, width: int, glyphs: Glyphs, *, is_here: bool
) -> Line:
    """Cursor, glyph, state, who, context, and what stands at the right; the context is cut, then the name."""
    mark = glyphs.ellipsis
    line: Line = [
        (glyphs.cursor if is_here else " ", "accent!"),
        (f"{getattr(glyphs, state.glyph)} ", state.glyph_ink),
        (_state_cells(state.words, mark), state.words_ink),
    ]
    size = 15 if width >= WHO_FROM else 13
    name, said = visible(who) or glyphs.missing, visible(context)
    room = max(0, width - line_cells(line) - 1)
    ending = line_cells(end) + (1 if end else 0)
    if ending > room - 8:
        end, ending = [], 0
    # A name is cut last: it may take what the context leaves.
    size = min(room - ending, max(size, min(cells(name) + 1, room - ending - cells(said) - 1)))
    line.append((left(name, size, mark), "text!"))
    rest = max(0, width - line_cells(line) - ending - 1)
    line.append((left(" " + cut(said, rest - 1, mark), rest) if rest else "", "muted"))
    return [*line, (" " if end else "", "text"), *end, (" ", "text")]


def _state_cells(words: str, mark: str) -> str:
    """Right-aligned to the edge of all states; a longer one takes the blanks after it before it is cut."""
    said = right(words, _STATE, mark) if cells(words) <= _STATE else cut(words, _STATE + 1, mark)
    return left(said, _STATE + 2)


def help_state(item: HelpLine) -> State:
    """Red where it is now, amber where it is soon; who is away or has left is only to know."""
    if item.kind in {"leave", "left"}:
        return State("calm", item.state, "muted", "text")
    if item.urgency == 0:
        return State("late", item.state, "late!", "late!")
    if item.urgency == 1 and item.kind in {"clock", "qbr"}:
        return State("clock", item.state, "late", "late")
    return State("slip", item.state, "soon", "soon")


def qbr_state(item: QbrLine) -> State:
    """Glyph and word of a review, as on the screen of reviews."""
    glyph, ink, words_ink = _QBR_STATES.get(item.state, ("slip", "soon", "soon"))
    return State(glyph, item.words, ink, words_ink)


def _qbr_context(item: QbrLine, glyphs: Glyphs) -> str:
    if item.readiness is None or item.state == "late":
        return item.rep_name
    score = f"{item.readiness}" if item.readiness >= READY else f"{item.readiness} of {READY}"
    return f"{item.rep_name} {glyphs.dot} {score}"


def _qbr_when(item: QbrLine, today: date) -> Line:
    if item.on is None or item.state == "late":
        return [("not planned", "soon")]
    if (item.on - today).days == 1:
        return [("tomorrow", "text")]
    said = day_ahead(item.on, today) if item.on >= today else day_behind(item.on, today)
    return [(said, "text")]


def _account(name: str, segment: str | None) -> str:
    return f"{name} {segment}" if segment else name


def _touched_state(item: SilentAccount) -> State:
    """`3 touches`, amber at none."""
    if not item.touches_365:
        return State("slip", "untouched", "soon", "soon")
    return State("calm", f"{item.touches_365} a year", "muted", "text")


def _step_state(item: SilentAccount, today: date) -> State:
    if item.due_on is not None and item.due_on < today:
        return State("late", f"{(today - item.due_on).days} d over", "late!", "late!")
    return State("slip", "no step", "soon", "soon")


def _last(item: SilentAccount, today: date) -> str:
    return "never" if item.last_touch_on is None else day_behind(item.last_touch_on, today)
