"""The rows of an import before it is written, and how each is painted (look.md 4, 5, 7)."""

from collections.abc import Callable, Sequence
from pathlib import PurePath
from typing import NamedTuple

from repcockpit.domain.views.importing import (
    ColumnFate,
    ImportPreview,
    OwnerFound,
    RejectedRow,
    TablePreview,
)
from repcockpit.tui.glyphs import Glyphs
from repcockpit.tui.sheet import Group, Heading, Sheet
from repcockpit.tui.text import Line, cells, cut_line, left, line_cells, right, visible
from repcockpit.tui.words import counted

_COLUMN, _FIELD, _LINE = 24, 22, 9
_SOURCES = {
    "generic": "plain table",
    "atomic-crm": "Atomic CRM",
    "calendar": "calendar",
    "dynamics365": "Dynamics 365",
    "hubspot": "HubSpot",
    "linkedin": "LinkedIn",
    "orgchart": "org chart",
    "repcockpit": "repcockpit",
    "vcard": "vCard",
}
_STATES = {
    "choose": ("slip", "soon"),
    "known": ("done", "good"),
    "extra": ("calm", "muted"),
    "left_out": ("calm", "muted"),
    "empty": ("calm", "muted"),
}
_TALLY = (
    ("known", "known"),
    ("choose", "to choose"),
    ("extra", "kept as extra"),
    ("left_out", "left out"),
    ("empty", "without a value"),
)


class FileRow(NamedTuple):
    """A table of a file; `is_open` where its columns stand below."""

    number: int
    table: TablePreview
    is_open: bool


class ColumnRow(NamedTuple):
    """A column of the open table."""

    number: int
    fate: ColumnFate


class OwnerRow(NamedTuple):
    """An owner whom the files name."""

    owner: OwnerFound


class NoteRow(NamedTuple):
    """Something worth knowing about a file."""

    file: str
    text: str


class RejectRow(NamedTuple):
    """A row that stays out; `at` counts from 0 over all files."""

    at: int
    reject: RejectedRow


ImportRow = FileRow | ColumnRow | OwnerRow | NoteRow | RejectRow


class _Rejects(Sequence[ImportRow]):
    """The rejected rows without an object for each."""

    def __init__(self, rejects: Sequence[RejectedRow], start: int) -> None:
        self._rejects, self._start = rejects, start

    def __len__(self) -> int:
        return len(self._rejects)

    def __getitem__(self, at: int | slice) -> "ImportRow":  # type: ignore[override] # never sliced
        assert isinstance(at, int)  # noqa: S101 -- a sheet asks for one row
        return RejectRow(self._start + at, self._rejects[at])


def key_of(row: ImportRow) -> object:
    """What makes a row the same one after a choice."""
    match row:
        case FileRow(number, _, _):
            return "file", number
        case ColumnRow(number, fate):
            return "column", number, fate.name
        case OwnerRow(owner):
            return "owner", owner.name
        case NoteRow(file, text):
            return "note", file, text
        case RejectRow(at, _):
            return "reject", at


def name_of(row: ImportRow) -> str:
    """What a row is called where an action names it."""
    match row:
        case FileRow(_, table, _):
            return _name(table)
        case ColumnRow(_, fate):
            return fate.name
        case OwnerRow(owner):
            return owner.name
        case NoteRow(file, _):
            return file
        case RejectRow(_, reject):
            return f"line {reject.line:,}"


def import_sheet(preview: ImportPreview, is_open: int, width: int, *, is_airy: bool) -> Sheet[ImportRow]:
    """Files, the columns of the open one, owners, what is worth knowing, rejected rows by file."""
    files = [FileRow(number, table, number == is_open) for number, table in enumerate(preview.tables)]
    groups: list[Group[ImportRow]] = [Group(Heading("FILES", f"{len(files):,}", _file_names(width)), files)]
    if preview.tables:
        groups.append(_columns(preview, is_open))
    owners = [OwnerRow(owner) for owner in preview.owners]
    asked = "  which one you are is asked" if preview.asks_owner else ""
    groups.append(Group(Heading("OWNERS", f"{len(owners):,}{asked}"), owners))
    notes = [
        NoteRow(_name(table), spoken(warning)) for table in preview.tables for warning in table.sums.warnings
    ]
    groups.append(Group(Heading("WORTH KNOWING", f"{len(notes):,}"), notes))
    return Sheet([*groups, *_rejected(preview)], is_airy=is_airy)


def _file_names(width: int) -> tuple[str, str]:
    return ("new  changed  same", "rejected") if width >= 76 else ("new  changed  same  rejected", "")


def _columns(preview: ImportPreview, is_open: int) -> Group[ImportRow]:
    table = preview.tables[is_open]
    counts = {state: 0 for state, _ in _TALLY}
    for fate in table.columns:
        counts[fate.state] += 1
    told = [f"{counts[state]} {said}" for state, said in _TALLY if counts[state]]
    if table.is_unknown:
        told = ["nobody knows this table yet: choose above what it holds"]
    kind = (table.kind or "").removesuffix("s").upper()
    name = f"{_name(table)}: " if len(preview.tables) > 1 else ""
    rows = [ColumnRow(is_open, fate) for fate in table.columns]
    return Group(Heading(f"{kind} COLUMNS".strip(), visible(name) + ", ".join(told)), rows)


def _rejected(preview: ImportPreview) -> list[Group[ImportRow]]:
    groups: list[Group[ImportRow]] = []
    rejects, start = preview.report.rejects, 0
    for table in preview.tables:
        count = table.sums.rejected
        own = rejects[start : start + count]
        of = f" of {visible(_name(table))}" if len(preview.tables) > 1 else ""
        said = f"{counted(count, 'row')}{of}; x saves them to a file you can mend"
        groups.append(Group(Heading("REJECTED", said), _Rejects(own, start)))
        start += count
    return groups


def spoken(text: str) -> str:
    """What the importer says, without the words of the command line."""
    for start in (" (--", ": say what it holds with --", ": name its columns with --"):
        text = text.partition(start)[0]
    return text


def _name(table: TablePreview) -> str:
    name = PurePath(table.sums.path).name
    return f"{name}, {table.sheet}" if table.sheet else name


def paint(row: ImportRow, width: int, glyphs: Glyphs, *, is_here: bool) -> Line:
    """One row in at most `width` cells."""
    bar = (glyphs.cursor if is_here else " ", "accent!" if is_here else "text")
    painters: dict[type, Callable[..., Line]] = {
        FileRow: _file,
        ColumnRow: _column,
        OwnerRow: _owner,
        NoteRow: _note,
        RejectRow: _reject,
    }
    return cut_line([bar, *painters[type(row)](row, width - 1, glyphs)], width, glyphs.ellipsis)


def _file(row: FileRow, width: int, glyphs: Glyphs) -> Line:
    sums = row.table.sums
    numbers = [f"{count:,}" for count in (sums.created, sums.updated, sums.unchanged, sums.rejected)]
    refused = (f"{glyphs.refused} {numbers[3]}", "late!") if sums.rejected else ("0", "muted")
    wide = width >= 75
    ends: Line = [
        (right(numbers[0], max(6, len(numbers[0]) + 1)), "text" if sums.created else "muted"),
        (right(numbers[1], max(9, len(numbers[1]) + 1)), "text" if sums.updated else "muted"),
        (right(numbers[2], max(6, len(numbers[2]) + 1)), "muted"),
        (right(refused[0], 13 if wide else 10), refused[1]),
        (" ", "text"),
    ]
    room = width - line_cells(ends) - 2
    source = _source(row.table)
    at = room - (18 if room >= 34 else 0)
    line: Line = [
        _file_glyph(row.table, glyphs),
        (left(visible(_name(row.table)), at - 1, glyphs.ellipsis) + " ", "text!"),
    ]
    if room >= 34:
        line.append((left(source, 18, glyphs.ellipsis), "soon" if row.table.is_unknown else "muted"))
    return [*line, *ends]


def _file_glyph(table: TablePreview, glyphs: Glyphs) -> tuple[str, str]:
    if table.is_unknown or table.unclear:
        return f"{glyphs.slip} ", "soon"
    return "  ", "text"


def _source(table: TablePreview) -> str:
    if table.is_unknown:
        return "choose: what is it"
    source = table.sums.source or ""
    return _SOURCES.get(source, visible(source).capitalize())


def _pair(glyph: str, ink: str, name: str, becomes: Line, sample: str, width: int, glyphs: Glyphs) -> Line:
    """Glyph 2, column 24, arrow 2, field 22, sample the rest (look.md 4)."""
    room = width - 2 - 2
    column = _COLUMN if room >= _COLUMN + _FIELD else max(12, room - _FIELD)
    line: Line = [
        (f"{getattr(glyphs, glyph)} ", ink),
        (left(name, column - 1, glyphs.ellipsis) + " ", "text"),
    ]
    line.append((f"{glyphs.next} ", "muted"))
    line += becomes
    rest = room - column - _FIELD - 2
    if rest >= 8:
        gap = max(1, _FIELD - sum(cells(text) for text, _ in becomes))
        line += [(" " * gap, "text"), (left(sample, rest, glyphs.ellipsis), "muted")]
    return line


def _column(row: ColumnRow, width: int, glyphs: Glyphs) -> Line:
    fate = row.fate
    glyph, ink = _STATES[fate.state]
    return _pair(glyph, ink, visible(fate.name), _becomes(fate, glyphs), visible(fate.sample), width, glyphs)


def _becomes(fate: ColumnFate, glyphs: Glyphs) -> Line:
    match fate.state:
        case "choose":
            return [(left(f"choose: {_question(fate)}", _FIELD, glyphs.ellipsis), "soon!")]
        case "known":
            order = f", {said_order(fate.order)}" if fate.is_unclear else ""
            return [(left(f"{fate.field}{order}", _FIELD, glyphs.ellipsis), "text!")]
        case "extra":
            return [(left(fate.field, _FIELD, glyphs.ellipsis), "text!")]
        case "left_out":
            return [(left(fate.field or "not read", _FIELD, glyphs.ellipsis), "muted")]
    return [(left("nothing in it", _FIELD, glyphs.ellipsis), "muted")]


def _question(fate: ColumnFate) -> str:
    return "day first?" if fate.order != "mdy" else "month first?"


def said_order(order: str | None) -> str:
    """How the dates of a column are read."""
    return {"mdy": "month first", "ymd": "year first"}.get(order or "", "day first")


def said_owner(owner: OwnerFound) -> str:
    """What an owner has: `83 accounts, 133 contacts`."""
    parts = [counted(owner.accounts, "account")] if owner.accounts else []
    parts += [counted(owner.contacts, "contact")] if owner.contacts else []
    rest = owner.rows - owner.accounts - owner.contacts
    parts += [counted(rest, "row" if not parts else "other row")] if rest else []
    return ", ".join(parts)


def _owner(row: OwnerRow, width: int, glyphs: Glyphs) -> Line:
    owner = row.owner
    said = "you" if owner.is_me else "a rep here" if owner.is_known else "comes in as a rep"
    becomes: Line = [(left(said, _FIELD, glyphs.ellipsis), "text!")]
    return _pair("calm", "muted", visible(owner.name), becomes, said_owner(owner), width, glyphs)


def _note(row: NoteRow, width: int, glyphs: Glyphs) -> Line:
    del width
    return [(f"{glyphs.calm} ", "muted"), (visible(row.file) + "  ", "muted"), (visible(row.text), "text")]


def _reject(row: RejectRow, width: int, glyphs: Glyphs) -> Line:
    reject = row.reject
    said, reason = f"line {reject.line:,}", 30 if width >= 70 else 24
    start: Line = [
        (f"{glyphs.refused} ", "late"),
        (right(said if cells(said) <= _LINE else f"{reject.line:,}", _LINE) + "  ", "muted"),
        (left(visible(spoken(reject.reason)), reason, glyphs.ellipsis) + "  ", "text"),
    ]
    return [*start, (visible(row_text(reject)), "muted")]


def row_text(reject: RejectedRow) -> str:
    """The cells of a rejected row as one text, as far as a line can show."""
    text = ""
    for cell in reject.row:
        text += cell[:200] + ";"
        if len(text) > 600:
            break
    return text.strip(";") if text.strip("; ") else ""
