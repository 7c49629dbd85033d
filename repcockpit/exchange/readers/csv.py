"""Delimited text (CSV, TSV, any delimiter) to rows, streamed; a broken line costs no other."""

import csv
import io
from collections import deque
from collections.abc import Iterator
from pathlib import Path

from repcockpit.domain.errors import BadFileError, InvalidValueError
from repcockpit.exchange.cells import unguard
from repcockpit.exchange.readers.charset import Charset, charset_of
from repcockpit.exchange.readers.layout import NAMES, Layout, is_blank, layout_of, width_of
from repcockpit.exchange.readers.table import BadRow, ReadOptions, Row, Table

_SAMPLE = 1 << 18
_LINE_LIMIT = 1 << 22
_PLAIN_LIMIT = 1 << 15
_RECORD_LIMIT = 1 << 21  # characters; Excel's cells end at 32,767, Salesforce's rich text at 131,072
_WORDS = {"tab": "\t", "\\t": "\t", "comma": ",", "semicolon": ";", "bar": "|", "pipe": "|"}


_Record = tuple[int, list[str], bool]
"""Line, cells, whether it is broken."""


class _TooLongError(Exception):
    """A record passed the limit: its opening quote was not meant as one."""


class _Pieces:
    """The lines of a file with their physical numbers; lines can be put back."""

    def __init__(self, file: io.TextIOWrapper, path: Path) -> None:
        self._file = file
        self._path = path
        self._line = 1
        self._back: deque[tuple[int, str]] = deque()
        self._last_mark = ""
        self.nul_count = 0
        self.taken: list[tuple[int, str]] = []
        self._size = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line, text = self._back.popleft() if self._back else self._read()
        self._size += len(text)
        if self._size > _RECORD_LIMIT and self.taken:
            self._back.appendleft((line, text))
            raise _TooLongError
        self.taken.append((line, text))
        return text

    def _read(self) -> tuple[int, str]:
        text = self._file.readline(_LINE_LIMIT)
        if not text:
            raise StopIteration
        if len(text) >= _LINE_LIMIT and text[-1] not in "\r\n":
            raise BadFileError(
                f"{self._path}: line {self._line} is longer than 4 million characters", "is this a table?"
            )
        line = self._line
        if text.endswith("\n") or self._file.newlines == "\r":
            self._line += 1
        if "\0" in text:
            self.nul_count += text.count("\0")
            text = text.replace("\0", "")
        return line, text[1:] if line == 1 and text.startswith("\ufeff") else text

    def begin_record(self) -> None:
        """Forgets the lines of the record before."""
        self.taken.clear()
        self._size = 0

    def put_back(self, kept: int) -> None:
        """Gives back every line of this record but the first `kept`."""
        self._back.extendleft(reversed(self.taken[kept:]))
        if not kept:
            self.begin_record()


def read_csv(path: Path, options: ReadOptions) -> Table:
    """The table of a delimited text file.

    Raises `BadFileError` where the text cannot be decoded, `InvalidValueError` for an unknown encoding or a
    delimiter of several characters.
    """
    csv.field_size_limit(_RECORD_LIMIT)
    charset = charset_of(path, options.encoding)
    delimiter = _one_character(options.delimiter)
    with _open(path, charset) as file:
        pieces = _Pieces(file, path)
        sample, size = [], 0
        for text in _bounded(pieces):
            sample.append(text)
            size += len(text)
            if size > _SAMPLE:
                break
    layout = layout_of(sample, cut=size > _SAMPLE, delimiter=delimiter, columns=options.columns)
    warnings = [*([charset.warning] if charset.warning else []), *layout.warnings]
    return Table(
        path=path,
        sheet=None,
        form="tsv" if layout.delimiter == "\t" else "csv",
        encoding=charset.encoding,
        delimiter=layout.delimiter,
        header=layout.header,
        rows=_rows(path, charset, layout, warnings),
        warnings=warnings,
        has_header=layout.has_header,
    )


def _bounded(pieces: _Pieces) -> Iterator[str]:
    for text in pieces:
        pieces.begin_record()
        yield text


def _open(path: Path, charset: Charset) -> io.TextIOWrapper:
    return path.open("r", encoding=charset.encoding, errors=charset.errors, newline="")


def _one_character(given: str | None) -> str | None:
    if given is None:
        return None
    delimiter = _WORDS.get(given.casefold(), given)
    if len(delimiter) != 1 or delimiter in '\r\n"':
        raise InvalidValueError(f"a delimiter is one character, not '{given}'", "for example ; or tab")
    return delimiter


def _records(pieces: _Pieces, layout: Layout) -> Iterator[_Record]:
    """Records one by one; one whose quote never closes properly is its first line alone, marked broken."""
    quote, delimiter = layout.quote, layout.delimiter
    reader = csv.reader(pieces, delimiter=delimiter, quotechar=quote)
    for text in pieces:
        if quote not in text and len(text) <= _PLAIN_LIMIT:
            # What the reader would do, at a fraction of its time.
            yield pieces.taken[0][0], text.rstrip("\r\n").split(delimiter), False
            pieces.begin_record()
            continue
        pieces.put_back(0)
        try:
            cells = next(reader)
            sound = _is_sound(pieces, layout)
        except (_TooLongError, csv.Error):
            sound = False
        if sound:
            yield pieces.taken[0][0], cells, False
        else:
            line, first = pieces.taken[0]
            pieces.put_back(1)
            reader = csv.reader(pieces, delimiter=delimiter, quotechar=quote)
            yield line, first.rstrip("\r\n").split(delimiter), True
        pieces.begin_record()


def _is_sound(pieces: _Pieces, layout: Layout) -> bool:
    """Whether the quotes of a record all close where a cell ends; pairs within one line are forgiven."""
    texts = [text for _, text in pieces.taken]
    if len(texts) == 1 and texts[0].count(layout.quote) % 2 == 0:
        return True
    try:
        return (
            len(list(csv.reader(texts, delimiter=layout.delimiter, quotechar=layout.quote, strict=True))) == 1
        )
    except csv.Error:
        return False


def _rows(path: Path, charset: Charset, layout: Layout, warnings: list[str]) -> Iterator[Row | BadRow]:
    width, seen, in_break = len(layout.header), False, False
    with _open(path, charset) as file:
        pieces = _Pieces(file, path)
        for at, (line, cells, is_broken) in enumerate(_records(pieces, layout)):
            if at < layout.skipped or (not (cells and cells[0].isalnum()) and is_blank(cells)):
                continue
            seen = True
            if "'" in "".join(cells):
                cells = [unguard(cell) for cell in cells]  # noqa: PLW2901 -- the same cells as they were written
            if is_broken or len(cells) != width:
                row = _odd_row(
                    line, tuple(cells), width, layout.delimiter, broken=is_broken, in_break=in_break
                )
                in_break = is_broken or (in_break and isinstance(row, BadRow))
                yield row
            else:
                in_break = False
                yield Row(line, tuple(cells))
        if pieces.nul_count:
            warnings.append(f"{pieces.nul_count} NUL characters were left out")
    if not seen:
        warnings.append("no rows below the header" if layout.header else "no rows")


def _odd_row(
    line: int, cells: tuple[str, ...], width: int, delimiter: str, *, broken: bool, in_break: bool
) -> Row | BadRow:
    """A record that is broken, or has more or fewer cells than the header."""
    if broken:
        return BadRow(line, "a quote opens here and does not close", cells)
    if in_break and len(cells) < width:
        return BadRow(line, "a part of the broken row above", cells)
    if width_of(cells) > width:
        name = NAMES.get(delimiter, "delimiter")
        reason = f"has {width_of(cells)} cells, the header has {width}: an unquoted {name}?"
        return BadRow(line, reason, cells)
    return Row(line, cells[:width] + ("",) * (width - len(cells)))
