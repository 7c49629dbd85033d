"""Reports as one HTML file that asks for nothing else: tables that a screen reader can walk, charts as inline SVG."""

from collections.abc import Iterator
from html import escape
from typing import BinaryIO, Final

from repcockpit.exchange.writers import html_charts, html_parts
from repcockpit.exchange.writers.html_style import STYLE
from repcockpit.exchange.writers.pack_words import shown
from repcockpit.exchange.writers.pieces import write_lines
from repcockpit.exchange.writers.reading import as_of, is_number, not_shown, readable, rows_in_words, title_of
from repcockpit.exchange.writers.sheets import INSTANTS, SCHEMA_VERSION, Column, Report, Sheet, Written

_UNBROKEN: Final = ("phone", "rep", "owner", "week")


def write_html(report: Report, out: BinaryIO) -> Written:
    """Writes the page and tells its rows and what was left out; the same report makes the same bytes."""
    write_lines(_head(report), out)
    found = []
    for number, sheet in enumerate(report.sheets, 1):
        found.append(readable(sheet))
        write_lines(_section(sheet, number, found[-1].places, found[-1].rows), out)
    left_out = [*report.left_out(), *not_shown(found)]
    write_lines(_foot(left_out), out)
    return Written(report.counted([one.rows for one in found]), tuple(left_out))


def text_of(value: str) -> str:
    """A value inside an element, its lines apart."""
    if value.isalnum() and value.isascii():
        return value
    return "<br>".join(map(html_parts.text_of, value.splitlines()))


def _head(report: Report) -> Iterator[str]:
    title = f"{shown(report.title)}, {report.made.date().isoformat()}"
    yield from html_parts.page_head(title, STYLE)
    yield f"<header><h1>{text_of(report.title)}</h1>"
    yield f'<p class="when">{text_of(as_of(report))}</p>'
    for line in report.lines:
        yield f'<p class="soft">{text_of(line)}</p>'
    if len(report.sheets) > 1:
        links = "".join(
            f'<li><a href="#s{number}">{text_of(sheet.title)}</a></li>'
            for number, sheet in enumerate(report.sheets, 1)
        )
        yield f'<nav aria-label="Parts"><ul>{links}</ul></nav>'
    yield "</header>"
    if report.charts:
        yield '<section aria-label="Charts" class="charts">'
        yield from html_charts.figures(report.charts)
        yield "</section>"


def _section(sheet: Sheet, number: int, places: tuple[int, ...], count: int) -> Iterator[str]:
    title = text_of(sheet.title)
    yield f'<section aria-labelledby="s{number}"><h2 id="s{number}">{title} <span class="count">{count:,}</span></h2>'
    if not count:
        yield '<p class="soft">Nothing.</p></section>'
        return
    columns = [sheet.columns[place] for place in places]
    kinds = [_class(one) for one in columns]
    yield f'<div class="wide" role="region" tabindex="0" aria-label="Table {number}: {escape(shown(sheet.title))}"><table>'
    yield f'<caption class="unseen">{title}, {count:,} row{"" if count == 1 else "s"}</caption><thead><tr>'
    for column, kind in zip(columns, kinds, strict=True):
        yield f'<th scope="col"{kind}>{text_of(title_of(column))}</th>'
    yield "</tr></thead><tbody>"
    for row in rows_in_words(sheet, places):
        cells = "".join(
            f"<td{kind}>{text_of(text)}</td>" for kind, text in zip(kinds[1:], row[1:], strict=True)
        )
        yield f'<tr><th scope="row"{kinds[0]}>{text_of(row[0]) or "–"}</th>{cells}</tr>'
    yield "</tbody></table></div></section>"


def _class(column: Column) -> str:
    if is_number(column):
        return ' class="num"'
    if column.type == "date" or column.type in INSTANTS or column.name in _UNBROKEN:
        return ' class="day"'
    return ' class="long"' if column.name == "note" or column.type == "texts" else ""


def _foot(left_out: list[str]) -> Iterator[str]:
    yield "<footer>"
    if left_out:
        yield f"<p>Left out:</p><ul>{''.join(f'<li>{text_of(one)}</li>' for one in left_out)}</ul>"
    yield f"<p>Made by repcockpit. Schema version {SCHEMA_VERSION}.</p></footer></main></body></html>"
