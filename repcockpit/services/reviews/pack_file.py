"""The pack of a QBR as a file that is whole or not there, and the note that it was made."""

from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final, NamedTuple

from repcockpit.domain.errors import InvalidValueError, UsageError
from repcockpit.domain.names import fold, words

if TYPE_CHECKING:
    from repcockpit.domain.views.pack import PackView
    from repcockpit.services.book import Book

FORMATS: Final = ("html", "md")
_ENDINGS: Final = {".md": "md", ".markdown": "md", ".html": "html", ".htm": "html"}


class PackFile(NamedTuple):
    """The file that was written, its bytes, and the transaction that notes it (None: noted today already)."""

    path: Path
    size: int
    txn: bytes | None


def write_pack(
    book: "Book", qbr_id: bytes, format: str, path: Path, *, force: bool = False, notes: bool = True
) -> PackFile:
    """Write the pack of a review to `path`; with `notes` the review then says that it was made today.

    Raises NotFoundError, InvalidValueError for another format, and what `replace_file` raises.
    """
    from repcockpit.exchange.writers.output_file import replace_file  # noqa: PLC0415 -- only here
    from repcockpit.services.reviews.following import note_pack  # noqa: PLC0415 -- the same

    checked_format(format)
    view = _built(book, qbr_id)
    with replace_file(path, force=force) as stream:
        size = _write(view, format, stream)
    return PackFile(path, size, note_pack(book, qbr_id).txn if notes else None)


def stream_pack(book: "Book", qbr_id: bytes, format: str, out: BinaryIO) -> int:
    """The pack to a stream; gives its bytes and notes nothing."""
    checked_format(format)
    return _write(_built(book, qbr_id), format, out)


def checked_format(format: str) -> str:
    """`html` or `md`. Raises InvalidValueError for another word."""
    if format not in FORMATS:
        raise InvalidValueError(f"a pack cannot be written as {format!r}", "formats: html, md")
    return format


def format_of(path: Path) -> str:
    """The format that the end of a file name means. Raises UsageError where it means none of them."""
    found = _ENDINGS.get(path.suffix.casefold())
    if found is None:
        raise UsageError(f"a pack cannot be written as {path.name!r}", "end the name in .md or .html")
    return found


def pack_name(account: str, day: str, format: str, kind: str = "qbr") -> str:
    """`qbr-northglass-2026-11-24.html`: letters and digits of the name alone, cut at 40 characters."""
    named = "-".join(words(fold(account)))
    plain = "".join(char if char.isascii() and char.isalnum() else "-" for char in named)
    kept = "-".join(part for part in plain.split("-") if part)[:40].strip("-")
    return f"{kind}-{kept or 'customer'}-{day}.{format}"


def _built(book: "Book", qbr_id: bytes) -> "PackView":
    from repcockpit.services.reviews.pack import build_pack  # noqa: PLC0415 -- only where a pack is made

    return build_pack(book, qbr_id)


def _write(view: "PackView", format: str, out: BinaryIO) -> int:
    if format == "md":
        from repcockpit.exchange.writers.pack_markdown import write_pack_markdown  # noqa: PLC0415 -- one of two

        return write_pack_markdown(view, out)
    from repcockpit.exchange.writers.pack_html import write_pack_html  # noqa: PLC0415 -- the same

    return write_pack_html(view, out)
