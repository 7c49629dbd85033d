"""Reports as one HTML file that asks for nothing else: tables that a screen reader can walk, charts as inline SVG."""

from collections.abc import Iterator
from html import escape
from typing import BinaryIO, Final

from repcockpit.exchange.writers import html_charts
from repcockpit.exchange.writers.html_style import STYLE
from repcockpit.exchange.writers.markdown import as_of
from repcockpit.exchange.writers.pack_words import shown
from repcockpit.exchange.writers.reading import is_number, not_shown, readable, rows_in_words, title_of
from repcockpit.exchange.writers.sheets import INSTANTS, SCHEMA_VERSION, Column, Report, Sheet, Written
from repcockpit.exchange.writers.values import encoded

_LINES_AT_ONCE: Final = 500
_UNBROKEN: Final = ("phone", "rep", "owner", "week")
_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'"


def write_html(report: Report, out: BinaryIO) -> Written:
    """Writes the page and tells its rows and what was left out; the same report makes the same bytes."""
    _write(_head(report), out)
    found = []
    for number, sheet in enumerate(report.sheets, 1):
        found.append(readable(sheet))
        _write(_section(sheet, number, found[-1].places, found[-1].rows), out)
    left_out = [*report.left_out(), *not_shown(found)]
    _write(_foot(left_out), out)
    return Written(report.counted([one.rows for one in found]), tuple(left_out))


def text_of(value: str) -> str:
    """A value inside an element; what somebody typed keeps its own direction, its lines stay apart."""
    if value.isalnum() and value.isascii():
        return value
    return "<br>".join(_line(line) for line in value.splitlines())


def _line(value: str) -> str:
    said = escape(shown(value))
    return said if said.isascii() else f"<bdi>{said}</bdi>"


def _head(report: Report) -> Iterator[str]:
    yield "<!doctype html>"
    yield '<html lang="en"><head><meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield '<meta name="referrer" content="no-referrer">'
    yield '<meta name="generator" content="repcockpit">'
    yield f"<title>{escape(shown(report.title))}, {report.made.date().isoformat()}</title>"
    yield f"<style>{STYLE}</style></head><body><main>"
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


def _write(lines: Iterator[str], out: BinaryIO) -> None:
    some: list[str] = []
    for line in lines:
        some.append(line + "\n")
        if len(some) >= _LINES_AT_ONCE:
            out.write(encoded("".join(some)))
            some.clear()
    out.write(encoded("".join(some)))
