"""The rows of the inbox: who asks, for what, why, since when; and the same whole for the pane. Pure."""

from datetime import date

from repcockpit.domain.dates import format_date
from repcockpit.domain.views.managing import Inbox, InboxRow
from repcockpit.tui import words
from repcockpit.tui.day import Cells
from repcockpit.tui.glyphs import Glyphs
from repcockpit.tui.grid import row_line
from repcockpit.tui.keeping_rows import fits
from repcockpit.tui.sheet import Group, Heading, Sheet
from repcockpit.tui.standing import State
from repcockpit.tui.text import Line, left, visible, wrap

_LABEL = 11
_IN_THE_LIST = frozenset(("asked by", "account", "tier now"))
_KINDS = {"qbr_skip": "skip the QBR", "tier_change": "tier", "handover": "hand over"}
_EFFECTS = {
    "qbr_skip": ("the review stays left out this time", "the review is due again"),
    "tier_change": ("the account gets the tier", "the tier stays as it is"),
    "handover": ("the account changes hands now", "the account stays until it is ready"),
}


def inbox_sheet(inbox: Inbox, text: str, *, is_airy: bool) -> Sheet[InboxRow]:
    """What waits, then what was answered; those that the filter keeps."""
    groups = []
    for title, rows in (("TO ANSWER", inbox.waiting), ("ANSWERED", inbox.answered)):
        kept = [row for row in rows if not text or fits(text, *_texts(row))]
        tally = f"{len(kept)} of {len(rows):,}" if len(kept) < len(rows) else f"{len(rows):,}"
        groups.append(Group(Heading(title, tally), kept))
    return Sheet(groups, is_airy=is_airy)


def _texts(row: InboxRow) -> tuple[str, ...]:
    view = row.view
    named = [one.name or "" for one in (view.asked_by, view.by, view.account) if one is not None]
    return row.what, view.reason or "", view.note or "", view.state, *named


def inbox_line(row: InboxRow, width: int, glyphs: Glyphs, *, is_here: bool) -> Line:
    """`○     3 d  Ana Ruiz   tier A · Northglass B · by won deals`."""
    view, dot = row.view, f" {glyphs.dot} "
    who = visible(view.asked_by.name or "") if view.asked_by else "nobody"
    account = visible(view.account.name or "") if view.account else ""
    said = _KINDS.get(view.kind, words.plain(view.kind))
    if view.kind == "tier_change":
        said = f"tier {visible(view.asked or glyphs.missing)}"
    why = view.reason if view.state == "open" else view.note
    context = dot.join(
        part for part in (said, f"{account} {row.segment or ''}".strip(), visible(why or "")) if part
    )
    right = f"ready {row.readiness}" if row.readiness is not None and view.state == "open" else ""
    if view.state != "open" and view.by is not None:
        right = visible(view.by.name or "")
    return row_line(Cells(_state(row), who, context, None, right), width, glyphs, is_here=is_here)


def _state(row: InboxRow) -> State:
    match row.view.state:
        case "approved":
            return State("done", "approved", "good", "muted")
        case "refused":
            return State("refused", "refused", "muted", "muted")
    days = row.days or 0
    return State("slip", "today" if days < 1 else f"{days} d", "soon", "soon")


def inbox_lines(
    row: InboxRow, width: int, *, today: date, glyphs: Glyphs, is_short: bool = False
) -> list[Line]:
    """Everything that is needed to decide, then what an answer does; `is_short` leaves out what the list says."""
    view = row.view
    lines: list[Line] = [
        [(piece, "text!")] for piece in wrap(visible(row.what[:1].upper() + row.what[1:]), width)
    ]
    lines += [] if is_short else [[]]
    for label, said in _facts(row, today):
        if is_short and label in _IN_THE_LIST:
            continue
        lines += _fact(label, said, width, glyphs)
    yes, no = _EFFECTS.get(view.kind, ("it holds", "it does not hold"))
    if view.state == "open":
        lines += [
            [],
            [("+ ", "accent!"), (f"approve: {yes}", "text")],
            [("- ", "accent!"), (f"refuse: {no}", "text")],
        ]
    return lines


def _facts(row: InboxRow, today: date) -> list[tuple[str, str]]:
    view = row.view
    asked = format_date(view.asked_on, today) if view.asked_on else ""
    found = [
        ("asked by", view.asked_by.name or "" if view.asked_by else ""),
        ("since", f"{asked}, {row.days} d" if row.days else asked),
        ("why", view.reason or ""),
        ("account", view.account.name or "" if view.account else ""),
        ("tier now", row.segment or ("none" if view.account else "")),
        ("readiness", "" if row.readiness is None else f"{row.readiness} of 100"),
        ("waits for", row.waits_for or ""),
    ]
    if view.state != "open":
        by = f" by {view.by.name}" if view.by else ""
        on = f", {format_date(view.decided_on, today)}" if view.decided_on else ""
        found += [("answer", f"{view.state}{by}{on}"), ("note", view.note or "")]
    return [(label, said) for label, said in found if said]


def _fact(label: str, said: str, width: int, glyphs: Glyphs) -> list[Line]:
    pieces = wrap(visible(said), max(8, width - _LABEL)) or [glyphs.missing]
    return [
        [(left(label if not at else "", _LABEL), "muted"), (piece, "text")] for at, piece in enumerate(pieces)
    ]
