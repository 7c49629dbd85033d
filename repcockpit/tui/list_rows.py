"""How the rows, the headings and the header of Accounts and Contacts read."""

from datetime import date

from repcockpit.domain.views.lists import ListGroup, ListRow, ListView
from repcockpit.tui import words
from repcockpit.tui.day import Cells
from repcockpit.tui.glyphs import UNICODE, Glyphs
from repcockpit.tui.grid import Columns, columns, row_line
from repcockpit.tui.sheet import Group, Heading, Sheet
from repcockpit.tui.standing import standing_state
from repcockpit.tui.subject import Subject
from repcockpit.tui.text import Line, visible

TITLES = {
    "mine": "MINE",
    "shared": "SHARED",
    "prospects": "PROSPECTS",
    "former": "FORMER",
    "gone": "LEFT OR MOVED",
}
SORT_WORDS = {
    "name": "by name",
    "tier": "by tier",
    "silence": "longest silence first",
    "due": "what is due first",
}
WIDE = 20
"""The cells of an account's name where the list is wide enough: here it is what is looked for."""


def list_columns(width: int, kind: str) -> Columns:
    """The usual grid, wider for the name of an account where there is room."""
    at = columns(width)
    if kind != "account":
        return at
    more = max(0, min(WIDE - at.who, at.context - 20))
    return at._replace(who=at.who + more, context=at.context - more)


def list_line(row: ListRow, today: date, width: int, glyphs: Glyphs, *, is_here: bool) -> Line:
    """One row in exactly `width` cells."""
    cells = list_cells(row, today, glyphs)
    return row_line(cells, width, glyphs, is_here=is_here, at=list_columns(width, row.kind))


def list_cells(row: ListRow, today: date, glyphs: Glyphs = UNICODE) -> Cells:
    """State, who, where and what, how long silent, what is planned."""
    number = glyphs.missing
    if row.last_touch_on is not None:
        number = words.silent_days(max(0, (today - row.last_touch_on).days))
    right, ink = _planned(row, today)
    context = f" {glyphs.dot} ".join(part for part in _context(row) if part)
    return Cells(standing_state(row, today), visible(row.name) or glyphs.missing, context, number, right, ink)


def _context(row: ListRow) -> tuple[str, ...]:
    segment = visible(row.segment or "")
    owner = "" if row.is_mine or is_code(row.owner_name) else f"owner {visible(row.owner_name or '')}"
    if row.kind == "account":
        late = row.loudest if (row.days_over or 0) >= 0 and not row.is_catch_up else ""
        calm = "" if late else visible(row.person or "")
        place = visible(row.city or ""), visible(row.sector or "")
        return segment, visible(late or ""), owner, calm, *place
    house = f"{visible(row.account_name or '')} {segment}".strip()
    return house, words.plain(row.role) or visible(row.title or ""), owner, visible(row.city or "")


def is_code(name: str | None) -> bool:
    """Nothing, or what another system calls somebody: `005f4000000VrDDAA0` tells a person nothing."""
    return not name or (len(name) >= 8 and " " not in name and any(char.isdigit() for char in name))


def _planned(row: ListRow, today: date) -> tuple[str, str]:
    """What is planned; where somebody is overdue and nothing is, that."""
    if row.planned_on is not None:
        when = words.day_ahead(row.planned_on, today)
        short = when if len(when) <= 5 else words.short_date(row.planned_on, row.planned_on)
        kind = "next" if row.planned_type == "next_step" else words.kind_word(row.planned_type or "visit")
        return f"{kind} {short}", "muted"
    is_over = (row.days_over or 0) > 0 and row.is_key and not row.is_catch_up
    return ("not planned", "soon") if is_over and row.cadence_status != "snoozed" else ("", "muted")


def list_sheet(view: ListView, *, is_airy: bool) -> Sheet[ListRow]:
    """The groups with their counts."""
    groups = []
    for number, group in enumerate(view.groups):
        names = ("", "") if number else ("silent", "planned")
        groups.append(Group(Heading(_title(view, group), _tally(view, group), names), group.rows))
    return Sheet(groups, is_airy=is_airy)


def _title(view: ListView, group: ListGroup) -> str:
    if group.name == "shared" and not view.has_rep:
        return "ACCOUNTS" if view.kind == "account" else "PEOPLE"
    return TITLES[group.name]


def _tally(view: ListView, group: ListGroup) -> str:
    shown = len(group.rows)
    if not view.is_whole:
        return f"first {shown:,}"
    return f"{shown:,}" if shown == group.whole else f"{shown:,} of {group.whole:,}"


def list_parts(view: ListView, *, is_filtered: bool) -> tuple[str, ...]:
    """What the header says beside the name: how many, and in which order."""
    if not view.is_whole:
        return "reading the rest", SORT_WORDS[view.sort]
    count = f"{view.shown:,} of {view.total:,}" if is_filtered else f"{view.total:,}"
    return count, SORT_WORDS[view.sort]


def list_subject(row: ListRow) -> Subject:
    """The account or the person of a row."""
    if row.kind == "account":
        return Subject("account", row.id, None, row.id, row.name, phone=row.phone or "")
    return Subject(
        "contact", row.id, row.id, row.account_id, row.name, row.account_name or "", row.phone or "",
        row.title or "",
    )  # fmt: skip


def copied_line(row: ListRow, today: date) -> str:
    """A row as one line of text."""
    cells = list_cells(row, today)
    parts = (cells.who, cells.context, cells.state.words, cells.right, visible(row.phone or ""))
    return ", ".join(part for part in parts if part)
