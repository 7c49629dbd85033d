"""How a row behind a number of the team is drawn. Pure."""

from datetime import date

from repcockpit.domain.dates import format_date
from repcockpit.domain.views.team import BehindRow
from repcockpit.tui.glyphs import Glyphs
from repcockpit.tui.standing import State
from repcockpit.tui.team_paint import ledger_line
from repcockpit.tui.text import Line, visible, wrap
from repcockpit.tui.words import day_ahead, kind_word, short_date

_LONG = 20


def whole_lines(row: BehindRow, today: date, width: int, glyphs: Glyphs) -> list[Line]:
    """The row in full, for the pane."""
    who = row.account_name or row.text
    lines: list[Line] = [[(part, "text!")] for part in wrap(visible(who) or glyphs.missing, width)]
    when = kind_word(row.kind)
    if row.on is not None:
        when += f", {format_date(row.on, today)}"
    lines += [[(when, "muted")], []]
    for text, ink in ((row.text, "text"), (row.state, "text" if row.counts else "muted")):
        if text and text != who:
            lines += [*([(part, ink)] for part in wrap(visible(text), width)), []]
    return lines


def behind_line(row: BehindRow, today: date, width: int, glyphs: Glyphs, *, is_here: bool) -> Line:
    """Day, account, what it is, what it adds, in exactly `width` cells."""
    when = glyphs.missing
    if row.on is not None:
        when = day_ahead(row.on, today) if row.on > today else short_date(row.on, today)
    state = State("calm", when, "muted", "text" if row.counts else "muted")
    who = row.account_name or (row.text if row.kind in {"account", "contact"} else kind_word(row.kind))
    text = "" if who == row.text else row.text
    said = visible(row.state)
    end: Line = [(said, "muted")] if len(said) <= _LONG else []
    context = text if end or not said else f"{text}, {said}" if text else said
    return ledger_line(state, who, context, end, width, glyphs, is_here=is_here)
