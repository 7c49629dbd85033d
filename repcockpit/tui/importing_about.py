"""What is known about one row of an import: beside the list where there is room, else in a box."""

from repcockpit.domain.views.importing import ImportPreview, TablePreview
from repcockpit.tui.glyphs import Glyphs
from repcockpit.tui.importing_rows import (
    ColumnRow,
    FileRow,
    ImportRow,
    NoteRow,
    OwnerRow,
    RejectRow,
    said_order,
    said_owner,
    spoken,
)
from repcockpit.tui.parts import section
from repcockpit.tui.text import Line, visible, wrap
from repcockpit.tui.words import counted

_LONGEST = 4_000
"""Characters of a cell that are shown; the rest is said to be there."""


def title_of(row: ImportRow) -> str:
    """What the row is, for the edge of a box."""
    match row:
        case FileRow():
            return "File"
        case ColumnRow():
            return "Column"
        case OwnerRow():
            return "Owner"
        case NoteRow():
            return "Worth knowing"
        case RejectRow():
            return "Rejected row"


def about_lines(row: ImportRow, preview: ImportPreview, width: int, glyphs: Glyphs) -> list[Line]:
    """The row in lines of at most `width` cells."""
    match row:
        case FileRow(_, table, _):
            return _file(table, width, glyphs)
        case ColumnRow(number, _):
            return _column(row, preview.tables[number], width, glyphs)
        case OwnerRow(owner):
            return [*_bold(owner.name, width), *_grey(said_owner(owner), width)]
        case NoteRow(file, text):
            return [*_bold(file, width), [], *_plain(text, width)]
        case RejectRow():
            return _reject(row, preview, width, glyphs)


def _bold(text: str, width: int) -> list[Line]:
    return [[(line, "text!")] for line in wrap(visible(text), width)]


def _plain(text: str, width: int) -> list[Line]:
    return [[(line, "text")] for line in wrap(visible(text), width)]


def _grey(text: str, width: int) -> list[Line]:
    return [[(line, "muted")] for line in wrap(visible(text), width)]


def _file(table: TablePreview, width: int, glyphs: Glyphs) -> list[Line]:
    sums = table.sums
    lines = _bold(sums.path, width)
    read = [counted(sums.rows, "row"), sums.encoding or ""]
    if sums.delimiter:
        named = {"\t": "tabs", ",": "commas", ";": "semicolons", "|": "bars"}
        read.append(f"cells between {named.get(sums.delimiter, repr(sums.delimiter))}")
    lines += _grey(", ".join(part for part in read if part), width)
    if table.is_unknown:
        lines += [[], *_plain("Nobody knows this table: enter chooses what its rows are.", width)]
    if sums.warnings:
        lines += [[], section("WORTH KNOWING", "", width, glyphs)]
        for warning in sums.warnings:
            lines += _plain(spoken(warning), width)
    return lines


def _column(row: ColumnRow, table: TablePreview, width: int, glyphs: Glyphs) -> list[Line]:
    fate = row.fate
    lines = _bold(fate.name, width)
    lines += _grey({"empty": "no row has a value", "left_out": "left out"}.get(fate.state, fate.field), width)
    if fate.is_unclear:
        said = f"{fate.sample} fits both day first and month first; read as {said_order(fate.order)}"
        lines += [[], *_plain(said, width)]
    if table.is_unknown:
        lines += [[], *_plain("It is read once the file's kind is chosen.", width)]
    if fate.samples:
        lines += [[], section("IN THE FIRST ROWS", "", width, glyphs)]
        lines += [_one(sample, width, glyphs) for sample in fate.samples]
    return lines


def _one(text: str, width: int, glyphs: Glyphs) -> Line:
    shown = wrap(visible(text), max(1, width - 1))
    return [(shown[0] + (glyphs.ellipsis if len(shown) > 1 else ""), "text")]


def _reject(row: RejectRow, preview: ImportPreview, width: int, glyphs: Glyphs) -> list[Line]:
    reject = row.reject
    lines = [*_bold(spoken(reject.reason), width), *_grey(f"{reject.file}, line {reject.line:,}", width), []]
    lines.append(section("AS IT STANDS IN THE FILE", "", width, glyphs))
    names = next((table.header for table in preview.tables if table.sums.path == reject.file), ())
    for at, cell in enumerate(reject.row):
        if cell.strip():
            name = names[at] if at < len(names) else f"cell {at + 1}"
            rest = len(cell) - _LONGEST
            told = cell[:_LONGEST] + (f"{glyphs.ellipsis} and {rest:,} more characters" if rest > 0 else "")
            lines += _grey(name, width)
            lines += [[("  " + line, "text")] for line in wrap(visible(told), max(1, width - 2))]
    return lines
