"""What a file is, from its first bytes; what cannot be imported is refused by name, with what to do."""

import re
import zipfile
import zlib
from pathlib import Path
from typing import Literal

from repcockpit.domain.errors import BadFileError
from repcockpit.exchange.readers.charset import utf16_without_mark

Kind = Literal["text", "workbook", "vcard", "json", "calendar"]
_HEAD = 1 << 16
_SAVE_CSV = "export the table as CSV, XLSX, vCard or JSON"
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"II*\0", b"MM\0*", b"\0\0\x01\0")
_BINARIES = (
    (
        b"SQLite format 3\0",
        "an SQLite database",
        "open it with sqlite3 and export each table as CSV with headers",
    ),
    (b"%PDF", "a PDF document", "ask for the table itself: " + _SAVE_CSV),
    (b"{\\rtf", "a text document (RTF)", _SAVE_CSV),
    (b"\x1f\x8b", "a compressed file (gzip)", "unpack it and import what is inside"),
    (b"BZh", "a compressed file (bzip2)", "unpack it and import what is inside"),
    (b"\xfd7zXZ", "a compressed file (xz)", "unpack it and import what is inside"),
    (b"7z\xbc\xaf", "an archive (7z)", "unpack it and import what is inside"),
    (b"Rar!", "an archive (RAR)", "unpack it and import what is inside"),
    (b"\x28\xb5\x2f\xfd", "a compressed file (zstd)", "unpack it and import what is inside"),
    (b"PAR1", "a Parquet file", "convert it to CSV"),
    (b"!BDN", "an Outlook mailbox (PST)", "in Outlook: File, Export, as CSV"),
    (b"\0\x01\0\0Standard", "an Access database", "open it in Access and export each table as CSV or XLSX"),
    (b"\x7fELF", "a program", "give a CSV, XLSX, vCard or JSON file"),
    (b"MZ\x90\0", "a program", "give a CSV, XLSX, vCard or JSON file"),
)
_WORKBOOKS = frozenset({".xlsx", ".xlsm", ".xlsb", ".ods"})
_CALENDARS = frozenset({".ics", ".ical", ".ifb", ".icalendar"})
_CALENDAR = re.compile(r"BEGIN:V(?:CALENDAR|EVENT|TODO|JOURNAL|FREEBUSY|TIMEZONE)\b", re.IGNORECASE)
_SQL = re.compile(
    r"\s*+(?:--[^\n]*+\n\s*+|/\*(?:[^*]|\*(?!/))*+\*/;?\s*+)*+(BEGIN( TRANSACTION)?;|CREATE (TABLE|DATABASE|SCHEMA)\b|INSERT INTO\b|"
    r"DROP TABLE\b|PRAGMA \w+|SET \w+|START TRANSACTION|USE \w+;|LOCK TABLES)",
    re.IGNORECASE,
)
_LDIF = re.compile(r"(?:#[^\n]*+\n|version: *\d+[ \t\r]*\n|[ \t\r\ufeff]*\n)*+dn::? ", re.IGNORECASE)
_OURS = "export it as csv, xlsx or json: those come back"
_MARKUP = re.compile(r"\s*<(\?xml|!doctype|html|head|body|table)\b", re.IGNORECASE)


def kind_of(path: Path) -> Kind:
    """How the file must be read; raises `BadFileError` for what holds no table."""
    head = _head(path)
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _archive(path)
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return "workbook"
    for mark, name, hint in _BINARIES:
        if head.startswith(mark):
            raise BadFileError(f"{path} is {name}", hint)
    if head.startswith(_PICTURES) or (head.startswith(b"BM") and _is_binary(head)):
        raise BadFileError(f"{path} is a picture", "type what it shows, or ask for the table: " + _SAVE_CSV)
    text = _text(head)
    _refuse_text(path, text)
    if path.suffix.lower() in {".md", ".markdown"}:
        raise BadFileError(f"{path} is a page to be read (Markdown)", _OURS)
    start = text.lstrip("\ufeff \t\r\n")
    if (
        re.search(r"^\s*BEGIN:VCARD\s*$", text, re.IGNORECASE | re.MULTILINE)
        and start[:6].upper() == "BEGIN:"
    ):
        return "vcard"
    if path.suffix.lower() in _CALENDARS or _CALENDAR.match(start):
        return "calendar"
    if _is_json(path, start):
        return "json"
    if _is_binary(head):
        raise BadFileError(f"{path} is no text: it holds binary data", _SAVE_CSV)
    return "text"


def _head(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise BadFileError(f"{path} is a folder", "name the files in it")
        with path.open("rb") as file:
            head = file.read(_HEAD)
    except FileNotFoundError:
        raise BadFileError(f"{path} does not exist", "check the path") from None
    except PermissionError:
        raise BadFileError(f"{path} cannot be read: no permission", "check who may read it") from None
    except (OSError, ValueError) as error:
        raise BadFileError(f"{path} cannot be read: {error}", "check the path and the disk") from None
    if not head.strip(b"\0 \t\r\n\xef\xbb\xbf"):
        raise BadFileError(f"{path} is empty", "export it again")
    return head


def _text(head: bytes) -> str:
    """The head as text, good enough to recognise ASCII words in any encoding."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head.decode("utf-16", "replace")
    return head.replace(b"\0", b"").decode("utf-8-sig", "replace")


def _is_binary(head: bytes) -> bool:
    """Whether more than one byte in twenty is a control character that no text holds.

    A file whose first line is plain text is a table, whatever its cells hold.
    """
    if head.startswith((b"\xff\xfe", b"\xfe\xff")) or utf16_without_mark(head) is not None:
        return False
    first = head.splitlines()[0] if head else b""
    if len(first) > 3 and all(code >= 32 or code == 9 for code in first) and _is_utf8(first):
        return False
    odd = sum(head.count(code) for code in range(32) if code not in b"\t\n\r\f\v\x1a\x1b")
    return odd > 16 and odd * 20 > len(head)


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _is_json(path: Path, start: str) -> bool:
    if path.suffix.lower() in {".json", ".jsonl", ".ndjson"}:
        return True
    return bool(re.match(r'(\{\s*"[^"]*"\s*:|\{\s*\}|\[\s*\{\s*"|\[\s*\])', start))


def _refuse_text(path: Path, text: str) -> None:
    if _SQL.match(text):
        raise BadFileError(
            f"{path} is a dump of a database (SQL)", "load it into its database and export each table as CSV"
        )
    if _LDIF.match(text):
        raise BadFileError(f"{path} is LDIF", "export the address book as vCard or CSV instead")
    if _MARKUP.match(text) and 'content="repcockpit' in text:
        raise BadFileError(f"{path} is a page of repcockpit to be read (HTML)", _OURS)
    if _MARKUP.match(text):
        raise BadFileError(
            f"{path} is a page of HTML or XML", "open it in a spreadsheet and save it as XLSX or CSV"
        )


def _archive(path: Path) -> Kind:
    """A workbook is a ZIP archive inside; other archives are refused."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = {name.replace("\\", "/").lower() for name in archive.namelist()}
            kind = archive.read("mimetype")[:80] if "mimetype" in archive.namelist() else b""
    except (
        zipfile.BadZipFile,
        zlib.error,
        OSError,
        RuntimeError,
        NotImplementedError,
        KeyError,
        ValueError,
        EOFError,
    ):
        raise BadFileError(f"{path} is a damaged workbook or archive", "save or download it again") from None
    if (
        path.suffix.lower() in _WORKBOOKS
        or any(name.startswith("xl/") or name == "workbook.xml" for name in names)
        or b"spreadsheet" in kind
    ):
        return "workbook"
    if any(name.startswith("index/") and name.endswith(".iwa") for name in names) or "index.zip" in names:
        raise BadFileError(f"{path} is a Numbers document", "in Numbers: File, Export To, CSV or Excel")
    if any(name.startswith(("word/", "ppt/")) for name in names) or b"opendocument" in kind:
        raise BadFileError(f"{path} is a text document or a presentation", _SAVE_CSV)
    raise BadFileError(f"{path} is an archive (ZIP)", "unpack it and import the files inside")
