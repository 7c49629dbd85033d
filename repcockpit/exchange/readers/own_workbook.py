"""Our own workbooks: the sheet about them is no table, and texts too long for a cell are put back whole."""

from collections.abc import Iterable, Iterator, Mapping

from repcockpit.exchange.readers.table import BadRow, Row, Table

_ABOUT = ("about", ("what", "note"))
_LONG = ("long texts", ("sheet", "id", "column", "part", "text"))
_CUT = 'the whole text is on the sheet "long texts")'
_SPELLED = "_xFFFE_"
"""How a workbook spells U+FFFE, which XML cannot hold."""
_Texts = Mapping[tuple[str, str, str], str]


def whole(tables: Iterable[Table]) -> list[Table]:
    """The tables of a file as they came, those of a workbook of ours without its notes and with their long texts."""
    found = list(tables)
    if not any(_is(table, _ABOUT) for table in found):
        return found
    texts: _Texts = {}
    kept = []
    for table in found:
        if _is(table, _LONG):
            texts = _texts(table.rows)
        elif not _is(table, _ABOUT):
            kept.append(table)
    return [table._replace(rows=_whole(table, texts)) for table in kept]


def _is(table: Table, sheet: tuple[str, tuple[str, ...]]) -> bool:
    return table.form == "xlsx" and (table.sheet, table.header) == sheet


def _texts(rows: Iterator[Row | BadRow]) -> _Texts:
    texts: dict[tuple[str, str, str], str] = {}
    for row in rows:
        if isinstance(row, Row):
            sheet, row_id, column, _, text = row.cells
            texts[sheet, row_id, column] = texts.get((sheet, row_id, column), "") + text
    return texts


def _whole(table: Table, texts: _Texts) -> Iterator[Row | BadRow]:
    title, _, page = (table.sheet or "").rpartition(" ")
    sheet = title if page.isdigit() and title else table.sheet or ""
    for row in table.rows:
        if isinstance(row, Row) and _SPELLED in "".join(row.cells):
            row = row._replace(  # noqa: PLW2901 -- the same row
                cells=tuple(cell.replace(_SPELLED, "\ufffe") for cell in row.cells)
            )
        if isinstance(row, Row) and any(cell.endswith(_CUT) for cell in row.cells):
            cells = zip(table.header, row.cells, strict=True)
            row_id = row.cells[0]
            row = Row(  # noqa: PLW2901 -- the same row
                row.line,
                tuple(
                    texts.get((sheet, row_id, name), cell) if cell.endswith(_CUT) else cell
                    for name, cell in cells
                ),
            )
        yield row
