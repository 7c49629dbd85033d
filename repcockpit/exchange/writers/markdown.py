"""Reports as Markdown: a title, a table for each sheet, what was left out; nothing that was typed acts."""

import re
from collections.abc import Iterator
from typing import BinaryIO, Final

from repcockpit.exchange.writers.pack_markdown import escaped
from repcockpit.exchange.writers.pieces import write_lines
from repcockpit.exchange.writers.reading import as_of, is_number, not_shown, readable, rows_in_words, title_of
from repcockpit.exchange.writers.sheets import SCHEMA_VERSION, Report, Sheet, Written
from repcockpit.exchange.writers.values import encoded

_PLAIN: Final = re.compile(r"-?[0-9][0-9.,:\- ]*")
"""A number, a day or an instant."""


def write_markdown(report: Report, out: BinaryIO) -> Written:
    """Writes the report and tells its rows and what was left out; the same report makes the same bytes."""
    about = "  \n".join([as_of(report), *map(escaped, report.lines)])
    out.write(encoded(f"# {escaped(report.title)}\n\n{about}\n"))
    found = []
    for sheet in report.sheets:
        found.append(readable(sheet))
        write_lines(_table(sheet, found[-1].places, found[-1].rows), out)
    left_out = [*report.left_out(), *not_shown(found)]
    foot = ["", "---", ""]
    foot += [f"- left out: {escaped(one)}" for one in left_out]
    out.write(encoded("\n".join([*foot, f"- schema version {SCHEMA_VERSION}", ""])))
    return Written(report.counted([one.rows for one in found]), tuple(left_out))


def _table(sheet: Sheet, places: tuple[int, ...], count: int) -> Iterator[str]:
    yield f"\n## {escaped(sheet.title)} ({count:,})\n"
    if not count:
        yield "Nothing."
        return
    columns = [sheet.columns[place] for place in places]
    yield "| " + " | ".join(escaped(title_of(one)) for one in columns) + " |"
    yield "|" + "|".join(" ---: " if is_number(one) else " --- " for one in columns) + "|"
    for row in rows_in_words(sheet, places):
        yield "| " + " | ".join(_cell(text) for text in row) + " |"


def _cell(text: str) -> str:
    """A text in a cell; its lines stay apart."""
    if text.isalnum() or _PLAIN.fullmatch(text):
        return text
    return "<br>".join(escaped(line) for line in text.splitlines()) if text else ""
