"""A report in every form that has rows: csv (its first sheet), xlsx, Markdown, HTML."""

from typing import TYPE_CHECKING, BinaryIO, Final

from repcockpit.domain.errors import UsageError
from repcockpit.exchange.writers.sheets import Report, Sheet, Written
from repcockpit.services.exporting.order import ExportOrder, Tell, Write
from repcockpit.services.exporting.watch import Watch

if TYPE_CHECKING:
    from repcockpit.services.book import Book


def csv_of(report: Report, out: BinaryIO) -> Written:
    """The first sheet; the others are told as left out."""
    from repcockpit.exchange.writers.csv import write_csv_sheet  # noqa: PLC0415 -- one form is written

    rows = write_csv_sheet(report.sheets[0], out)
    others = ", ".join(sheet.title for sheet in report.sheets[1:])
    more = (f"csv holds one table; xlsx, md and html have also: {others}",) if others else ()
    return Written(rows, (*report.left_out(), *more))


def xlsx_of(report: Report, out: BinaryIO) -> Written:
    """A workbook."""
    from repcockpit.exchange.writers.xlsx import write_xlsx  # noqa: PLC0415 -- the same

    return write_xlsx(report, out)


def markdown_of(report: Report, out: BinaryIO) -> Written:
    """Tables to read, to edit or to mail."""
    from repcockpit.exchange.writers.markdown import write_markdown  # noqa: PLC0415 -- the same

    return write_markdown(report, out)


def html_of(report: Report, out: BinaryIO) -> Written:
    """A page to read or to print."""
    from repcockpit.exchange.writers.html import write_html  # noqa: PLC0415 -- the same

    return write_html(report, out)


def write_report(report: Report, form: str, out: BinaryIO, watch: Watch) -> int:
    """Writes the report and gives its records; raises UsageError for a form without rows, StoppedError."""
    write = _WRITERS.get(form)
    if write is None:
        raise UsageError(f"this cannot be exported as {form!r}", "formats: " + ", ".join(_WRITERS))
    watch.go_on()
    sheets = tuple(_watched(sheet, watch) for sheet in report.sheets)
    done = write(report._replace(sheets=sheets), out)
    watch.go_on()
    watch.left_out += done.left_out
    return done.rows


_WRITERS: Final = {"csv": csv_of, "xlsx": xlsx_of, "md": markdown_of, "html": html_of}


def in_forms(tell: Tell, *forms: str) -> dict[str, Write]:
    """A writer for each of the forms; all where none is named."""
    return {form: _writer(tell, form) for form in forms or _WRITERS}


def _writer(tell: Tell, form: str) -> Write:
    def write(book: "Book", order: ExportOrder, out: BinaryIO) -> int:
        watch = order.watch or Watch()
        watch.go_on()
        return write_report(tell(book, order), form, out, watch)

    return write


def _watched(sheet: Sheet, watch: Watch) -> Sheet:
    return sheet._replace(rows=lambda: watch.rows(sheet.rows(), sheet.total))
