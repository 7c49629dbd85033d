"""A path to its tables: what the file is, and the reader for it."""

from pathlib import Path

from repcockpit.domain.errors import BadFileError
from repcockpit.exchange.readers.csv import read_csv
from repcockpit.exchange.readers.recognition import kind_of
from repcockpit.exchange.readers.table import ReadOptions, Table


def open_tables(path: Path, options: ReadOptions = ReadOptions()) -> list[Table]:  # noqa: B008 -- an immutable tuple
    """Every table of a file: sheets of a workbook, types of JSON records, else one.

    Raises `BadFileError` for what cannot be read, by name and with what to do; iterating the rows may raise it too
    where a file breaks in the middle. `InvalidValueError` is for an unknown encoding or delimiter.
    """
    try:
        return _tables(path, options)
    except OSError as error:
        raise BadFileError(
            f"{path} cannot be read: {error.strerror or error}", "check the file and the disk"
        ) from None


def _tables(path: Path, options: ReadOptions) -> list[Table]:
    kind = kind_of(path)
    if kind == "workbook":
        from repcockpit.exchange.readers.xlsx import read_xlsx  # noqa: PLC0415 -- only this format needs it

        return read_xlsx(path, options)
    if kind == "vcard":
        from repcockpit.exchange.readers.vcard import read_vcard  # noqa: PLC0415 -- only this format needs it

        return read_vcard(path, options)
    if kind == "json":
        from repcockpit.exchange.readers.json import read_json  # noqa: PLC0415 -- only this format needs it

        return read_json(path, options)
    if kind == "calendar":
        from repcockpit.exchange.readers.ics import read_ics  # noqa: PLC0415 -- only this format needs it

        return read_ics(path, options)
    return [read_csv(path, options)]
