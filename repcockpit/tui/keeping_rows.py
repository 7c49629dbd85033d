"""The rows of history, bin and duplicates, in words and cells. Pure: views in, lines out."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from itertools import groupby
from typing import NamedTuple

from repcockpit.domain.names import fold
from repcockpit.domain.views.duplicates import DuplicatePair, Twin
from repcockpit.domain.views.keeping import BinnedRow, PastChange, PastTxn
from repcockpit.tui import words
from repcockpit.tui.day import Cells
from repcockpit.tui.glyphs import Glyphs
from repcockpit.tui.grid import row_line
from repcockpit.tui.parts import section
from repcockpit.tui.sheet import Group, Heading, Sheet
from repcockpit.tui.standing import State
from repcockpit.tui.text import Line, cut, cut_line, justify, left, visible, wrap

PROBABLE = 80
"""From this score on a pair is probably one (rules.md 2.16)."""
_INDENT = 14
_LABEL = 15


class PastRow(NamedTuple):
    """A line of history: a transaction, or one change of it; `at` counts its changes from 0."""

    txn: PastTxn
    change: PastChange | None = None
    at: int = -1
    is_cut: bool = False


def fits(text: str, *parts: str) -> bool:
    """Whether each folded word of the filter stands in one of the parts."""
    held = fold(" ".join(parts))
    return all(word in held for word in fold(text).split())


def past_sheet(rows: Sequence[PastRow], today: date, *, is_airy: bool) -> Sheet[PastRow]:
    """Transactions by day, the unfolded ones with their changes."""
    groups = []
    for day, some in groupby(rows, key=lambda row: row.txn.at.date()):
        kept = list(some)
        count = sum(1 for row in kept if row.change is None and not row.is_cut)
        title = "TODAY" if day == today else words.full_date(day).upper()
        title += f" {day.year}" if day.year != today.year else ""
        groups.append(Group(Heading(title, f"{count:,}"), kept))
    return Sheet(groups, is_airy=is_airy)


def past_line(row: PastRow, width: int, glyphs: Glyphs, *, is_here: bool) -> Line:
    """A transaction as a row of the grid; a change indented below it."""
    if row.change is not None or row.is_cut:
        return _change_row(row, width, glyphs, is_here=is_here)
    is_gone = row.txn.state == "taken back"
    glyph = "refused" if is_gone else "calm"
    state = State(glyph, words.hour(row.txn.at), "muted", "text")
    cells = Cells(state, visible(row.txn.by or "nobody yet"), visible(row.txn.what), None, row.txn.state)
    return row_line(cells, width, glyphs, is_here=is_here)


def _change_row(row: PastRow, width: int, glyphs: Glyphs, *, is_here: bool) -> Line:
    line: Line = [(glyphs.cursor if is_here else " ", "accent!"), (" " * (_INDENT - 1), "text")]
    if row.change is None:
        line.append(("and more", "muted"))
    else:
        line += change_spans(row.change, glyphs)
    return cut_line(line, width - 1, glyphs.ellipsis)


def change_spans(change: PastChange, glyphs: Glyphs) -> Line:
    """`phone            +34 942 … → +34 600 …`; what was blank before says only what it is now."""
    name = change.field if change.field != change.kind else ""
    about = " ".join(part for part in (change.kind if not change.record else "", name) if part)
    old, new = (visible(value) or glyphs.missing for value in (change.old, change.new))
    before = f"{old} {glyphs.next} " if change.old else ""
    label = left(visible(about), _LABEL, glyphs.ellipsis)
    return [(label + "  ", "muted"), (before, "muted"), (new, "text")]


def change_lines(changes: Iterable[PastChange], width: int, glyphs: Glyphs) -> list[Line]:
    """All changes of a transaction for the pane: per record a heading, per field a line."""
    lines: list[Line] = []
    for (kind, record), some in groupby(changes, key=lambda one: (one.kind, one.record)):
        title = visible(record) or visible(kind)
        note = "" if title == visible(kind) else visible(kind)
        lines += [[], section(cut(title, width - 6, glyphs.ellipsis), note, width, glyphs)]
        for change in some:
            lines += _wrapped(change, width, glyphs)
    return lines


def _wrapped(change: PastChange, width: int, glyphs: Glyphs) -> list[Line]:
    old, new = (visible(value) or glyphs.missing for value in (change.old, change.new))
    label = left(visible(change.field), 16, glyphs.ellipsis)
    said = f"{old} {glyphs.next} {new}" if change.old else new
    pieces = wrap(said, max(8, width - 17))[:3]
    return [
        [(f"{label} " if at == 0 else " " * 17, "muted"), (piece, "text")] for at, piece in enumerate(pieces)
    ]


def binned_sheet(rows: Sequence[BinnedRow], text: str, *, is_airy: bool) -> Sheet[BinnedRow]:
    """The bin by kind, the fullest kind not first: in the order of the book."""
    kept = [row for row in rows if fits(text, row.title, words.plain(row.kind), row.by)]
    kinds = dict.fromkeys(row.kind for row in sorted(kept, key=lambda row: row.kind))
    groups = []
    for kind in kinds:
        some = [row for row in kept if row.kind == kind]
        groups.append(Group(Heading(words.plain(kind).upper(), f"{len(some):,}"), some))
    return Sheet(groups, is_airy=is_airy)


def binned_line(row: BinnedRow, today: date, width: int, glyphs: Glyphs, *, is_here: bool) -> Line:
    """When, what, by whom."""
    when = _when(row.at, today)
    title = (visible(row.title) or "without a name") + row.more
    cells = Cells(State("calm", when, "muted", "text"), title, "", None, "")
    line = row_line(cells, width, glyphs, is_here=is_here)
    by = f"by {cut(visible(row.by), width // 4, glyphs.ellipsis)} " if row.by else ""
    return _with_end(line, by, width, glyphs)


def _with_end(line: Line, end: str, width: int, glyphs: Glyphs) -> Line:
    text = [(part.rstrip() if at == len(line) - 2 else part, ink) for at, (part, ink) in enumerate(line[:-1])]
    return justify(text, [(end, "muted")], width, glyphs.ellipsis)


def _when(at: datetime | None, today: date) -> str:
    """`14:05` today, `13 Oct` before; never longer than nine cells."""
    if at is None:
        return "long ago"
    if at.date() == today:
        return words.hour(at)
    return words.short_date(at.date(), today) if at.year == today.year else f"{at:%m/%Y}"


def pairs_sheet(pairs: Sequence[DuplicatePair], text: str, *, is_airy: bool) -> Sheet[DuplicatePair]:
    """Accounts, then people, the likeliest first."""
    kept = [pair for pair in pairs if fits(text, *_said(pair.a), *_said(pair.b), *pair.why)]
    groups = []
    for kind, title in (("account", "ACCOUNTS"), ("contact", "PEOPLE")):
        some = [pair for pair in kept if pair.kind == kind]
        groups.append(Group(Heading(title, f"{len(some):,}"), some))
    return Sheet(groups, is_airy=is_airy)


def _said(twin: Twin) -> tuple[str, str]:
    return twin.name or "", twin.account or ""


def pair_line(pair: DuplicatePair, width: int, glyphs: Glyphs, *, is_here: bool) -> Line:
    """`√ 95 points  Maria López   Lopez, Maria · Northglass   same e-mail`."""
    is_probable = pair.score >= PROBABLE
    state = State(
        "settle", "probable" if is_probable else "perhaps", "soon", "soon" if is_probable else "text"
    )
    other = visible(pair.b.name or "") if pair.b.name != pair.a.name else ""
    place = visible(pair.b.account or pair.a.account or "")
    context = f" {glyphs.dot} ".join(part for part in (other, ", ".join(pair.why), place) if part)
    cells = Cells(state, visible(pair.a.name or ""), context, None, f"{pair.score:.0f} points")
    return row_line(cells, width, glyphs, is_here=is_here)


def pair_lines(pair: DuplicatePair, width: int, glyphs: Glyphs) -> list[Line]:
    """Both names in full, and what makes them look alike, for the pane."""
    lines: list[Line] = []
    for twin in (pair.a, pair.b):
        lines += [[(piece, "text!")] for piece in wrap(visible(twin.name or "without a name"), width)]
        if twin.account:
            lines.append([(cut(visible(twin.account), width, glyphs.ellipsis), "muted")])
        lines.append([])
    lines.append(section("WHY", f"{pair.score:.0f} points", width, glyphs))
    lines += [[(f"{glyphs.done} ", "good"), (one, "text")] for one in pair.why]
    return lines
