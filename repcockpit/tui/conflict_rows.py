"""The list of conflicts: by account, one row for what the same actions disagree about. Pure."""

from collections.abc import Sequence
from datetime import date
from itertools import groupby

from repcockpit.domain.views.conflicts import ConflictView
from repcockpit.tui import words
from repcockpit.tui.conflict_values import said, side_words
from repcockpit.tui.day import Cells
from repcockpit.tui.glyphs import Glyphs
from repcockpit.tui.grid import row_line
from repcockpit.tui.keeping_rows import fits
from repcockpit.tui.parts import section
from repcockpit.tui.sheet import Group, Heading, Sheet
from repcockpit.tui.standing import State
from repcockpit.tui.text import Line, cut, visible, wrap

STATES = {"deleted": "deleted", "parent": "hidden", "cycle": "a circle", "steps": "steps"}
NOWHERE = "NO ACCOUNT"


def conflicts_sheet(views: Sequence[ConflictView], text: str, *, is_airy: bool) -> Sheet[ConflictView]:
    """The conflicts that the filter keeps, by account."""
    groups = []
    for account, some in groupby(views, key=lambda view: view.account):
        held = list(some)
        kept = [view for view in held if not text or fits(text, *_texts(view))]
        title = visible(account.title).upper() if account is not None else NOWHERE
        tally = f"{len(kept)} of {len(held)}" if len(kept) < len(held) else f"{len(held):,}"
        groups.append(Group(Heading(title, tally), kept))
    return Sheet(groups, is_airy=is_airy)


def _texts(view: ConflictView) -> tuple[str, ...]:
    account = view.account.title if view.account is not None else ""
    lines = [part for field in view.fields for part in (field.label, *(one.value for one in field.values))]
    return view.subject.title, account, view.says, *others(view), *lines


def others(view: ConflictView) -> tuple[str, ...]:
    """Who wrote the values that are not one's own."""
    named = [one.by for field in view.fields for one in field.values if one.by and not one.is_own]
    return tuple(dict.fromkeys(named))


def conflict_line(view: ConflictView, today: date, width: int, glyphs: Glyphs, *, is_here: bool) -> Line:
    """One row: how many lines, whose, which fields, by whom and when."""
    count = len(view.fields)
    said = STATES.get(view.form) or words.counted(count, "line")
    labels = ", ".join(dict.fromkeys(visible(field.label) for field in view.fields))
    who = visible(view.subject.title) or words.plain(view.subject.kind)
    more = f" and {view.record_count - 1:,} more" if view.record_count > 1 else ""
    by = visible(others(view)[0]) if others(view) else ""
    newest = max((one.at for field in view.fields for one in field.values if one.at), default=None)
    when = words.day_behind(newest.date(), today) if newest is not None else ""
    hidden = f" {glyphs.dot} in the bin" if view.is_hidden else ""
    labels = labels if view.form == "field" else visible(view.says) or labels
    context = f"{labels}{more}{hidden}" + (f" {glyphs.dot} {by}" if by and view.form == "field" else "")
    return row_line(
        Cells(State("settle", said, "soon", "soon"), who, context, None, when), width, glyphs, is_here=is_here
    )


def conflict_pane(view: ConflictView, width: int, glyphs: Glyphs) -> list[Line]:
    """What the pane says of a conflict: each line with its values."""
    lines: list[Line] = [[(piece, "text!")] for piece in wrap(visible(view.subject.title), width)]
    lines += [[(piece, "text")] for piece in wrap(visible(view.says), width)]
    for field in view.fields:
        lines += [[], section(visible(field.label).upper()[:20], "", width, glyphs)]
        for value in field.values:
            side = f"{side_words(value, field):<8}"
            lines.append([(side, "muted"), (cut(said(value), width - 8, glyphs.ellipsis), "text")])
    return lines
