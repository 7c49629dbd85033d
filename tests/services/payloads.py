"""Texts that act elsewhere, through every export and back; over whole sets: `python -m tests.services.payloads FOLDER`.

FOLDER holds files of texts: JSON lists of texts or of objects, else one text a line.
"""

import csv
import io
import json
import re
import sys
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from html.parser import HTMLParser
from pathlib import Path

from python_calamine import CalamineWorkbook

from repcockpit.domain.errors import BadFileError, RefusedError
from repcockpit.domain.ids import derived_id
from repcockpit.exchange.readers.opening import open_tables
from repcockpit.exchange.readers.table import BadRow
from repcockpit.services.book import Book, open_book
from repcockpit.services.device import init_device
from repcockpit.services.exporting import WHATS, ExportOrder, export_document
from repcockpit.services.importing import ImportOptions, import_files
from repcockpit.store.unit import Unit

NOW = "2026-11-24T09:12"
SAMPLES = (
    "=1+1", "+1+cmd|' /C calc'!A0", "-2+3", "@SUM(1+9)*cmd|' /C calc'!A0", "'=1", "''-1+1", "\t=1", "\r=1", "\n=1",
    '=HYPERLINK("https://x.example","y")', "http://x.example/?a=1&b=2", "mailto:a@x.example", "internal:Sheet1!A1",
    "{=SUM(A1)}", "DDE (\"cmd\";\"/C calc\";\"!A0\")A0", "+34 600 000 001", "-12.5", "1e999", "007", "true", "NULL", "N/A",
    "-", "TRUE", "2026-11-24", "11/12/2026", "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>",
    "</title><svg onload=alert(1)>", "<a href='javascript:alert(1)'>x</a>", "&lt;b&gt; &amp;amp; &#x41;", "</style><b>",
    "| a | b |", "\\| pipe \\", "*bold* _it_ `code` [x](y) ![z](w)", "# head", "---", "1. one", "a\nb\r\nc\rd", "two\n\nlines",
    "a; b", "x;y", "c:\\x; d\\", "\"quoted\", 'single'", "BEGIN:VCARD", "END:VEVENT", "a\\nb", "x,y;z:w\\", "_x000D_ _x0041_",
    "<r><t>rich</t></r>", "\u202eabc", "\u200bnothing", "漢字 😀 é 👩‍👩‍👧", "العربية", "ﷺ", "\x1b[31mred\x1b]0;t\x07", "\x85next\u2028line",
    "\x01\x0b\x1f\x7f", "  padded  ", "\ufeffmark", "%s %d {x} ${y} $(z)", "a\tb",
)  # fmt: skip
"""Small ones of our own making: formulas, links, markup, marks of formats, white space, controls."""
LONG = ("x" * 32_768, "é😀" * 12_000)
"""Longer than a cell of a workbook."""
_PHONE = re.compile(r"\+[0-9 ()./-]+")
_FORMULA = re.compile(rb"<f[ >/]|<hyperlink|TargetMode=.External")


def fill(book: Book, texts: Sequence[str]) -> None:
    """Rows of every exported kind with a text in each of their fields that hold one."""
    with book.write("payloads") as unit:
        field = unit.insert("custom_field", {"name": "Rank"})
        for place, text in enumerate(texts):
            _one(unit, book, field, place, text)


def _one(unit: Unit, book: Book, field: bytes, place: int, text: str) -> None:
    day = {"tracking_started_on": "2026-01-01"}
    account = unit.insert(
        "account",
        day
        | {"name": text, "segment": "A", "status": "customer", "city": text, "street": text, "note": text, "potential": text}
        | {"owner_id": book.author_id, "website": text, "phone": text, "sector": text},
    )  # fmt: skip
    contact = unit.insert(
        "contact",
        day
        | {"name": text, "first_name": text, "last_name": text, "title": text, "department": text, "note": text}
        | {"primary_account_id": account, "status": "active", "support_note": text, "new_employer": text},
    )  # fmt: skip
    who = {"account_id": account, "contact_id": contact}
    note = {"note": text, "subject": text, "account_id": account, "rep_id": book.author_id, "type": "call"}
    for on, status in (("2026-11-20", "completed"), ("2026-11-27", "planned")):
        met = unit.insert("interaction", note | {"occurred_on": on, "status": status, "outcome": "connected"})
        unit.insert("participant", {"interaction_id": met, "contact_id": contact})
    task = who | {"title": text, "note": text, "due_on": "2026-11-26", "status": "not_started"} | day
    unit.insert("task", task | {"kind": "promise"})
    unit.insert("task", task | {"kind": "task"})
    request = unit.insert(
        "request", who | {"title": text, "note": text, "opened_at": 1_795_082_400_000 + place, "zone": "UTC", "handed_to": text}
    )  # fmt: skip
    unit.insert("request_event", {"request_id": request, "kind": "opened", "at": 1_795_082_400_000 + place})
    unit.insert("idea", who | {"title": text, "product": text, "note": text, "status": "new"})
    training = unit.insert("training", {"topic": text, "given_on": "2026-10-01", "account_id": account})
    unit.insert("training_person", {"training_id": training, "contact_id": contact})
    unit.insert(
        "delivery", {"account_id": account, "order_no": text, "line": text, "product": text, "unit": text}
    )
    unit.insert(
        "deal", who | {"name": text, "stage": "won", "stage_name": text, "amount": 1, "currency": "EUR"}
    )
    unit.insert("qbr", {"account_id": account, "due_on": "2026-12-01", "note": text, "decisions": text})
    value = {"field_id": field, "target_id": account, "value": text}
    unit.insert("custom_value", value | {"id": derived_id(field, account)})
    tag = unit.insert("tag", {"name": text})
    unit.insert("tagging", {"id": derived_id(tag, account), "tag_id": tag, "target_id": account})


def export_every(book: Book, folder: Path) -> Iterator[tuple[str, str, Path]]:
    """Every WHAT in every form: its file."""
    folder.mkdir(parents=True, exist_ok=True)
    for what, forms in WHATS.items():
        for form in forms:
            path = folder / f"{what}.{form}"
            export_document(book, ExportOrder(what, form), path, force=True)
            yield what, form, path


def faults_of(form: str, path: Path, harmless: Path) -> list[str]:
    """What is wrong with a file, beside that of a book with harmless words."""
    check = {
        "csv": _csv,
        "xlsx": _xlsx,
        "html": _html,
        "md": _markdown,
        "json": _json,
        "ics": _lines,
        "vcf": _lines,
    }
    return [f"{path.name}: {fault}" for fault in check[form](path, harmless)]


def _csv(path: Path, _: Path) -> Iterator[str]:
    rows = list(csv.reader(io.StringIO(path.read_bytes().decode(), newline="")))
    for row in rows:
        if len(row) != len(rows[0]):
            yield f"a row of {len(row)} cells: {row[:2]}"
        yield from (f"acts: {cell[:60]!r}" for cell in row if _acts(cell))


def _acts(cell: str) -> bool:
    if not re.match(r"[=+\-@\t\r]", cell) or _PHONE.fullmatch(cell):
        return False
    return re.fullmatch(r"[+-](\d+([.,]\d+)*[.,]?|[.,]\d+)([eE][+-]?\d+)?", cell) is None


def _xlsx(path: Path, harmless: Path) -> Iterator[str]:
    with zipfile.ZipFile(path) as archive, zipfile.ZipFile(harmless) as other:
        long = {"xl/worksheets/sheet"}
        names = {name for name in archive.namelist() if not any(name.startswith(one) for one in long)}
        if names != {name for name in other.namelist() if not any(name.startswith(one) for one in long)}:
            yield f"other parts: {names ^ set(other.namelist())}"
        for name in archive.namelist():
            if found := _FORMULA.search(archive.read(name)):
                yield f"{name}: {found.group()!r}"
    for sheet in CalamineWorkbook.from_path(str(path)).sheet_names:
        CalamineWorkbook.from_path(str(path)).get_sheet_by_name(sheet).to_python()


class _Page(HTMLParser):
    """The elements of a page with the names of their attributes, and the attributes that could act."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.shapes: set[tuple[str, tuple[str, ...]]] = set()
        self.acting: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.shapes.add((tag, tuple(sorted(name for name, _ in attrs))))
        for name, value in attrs:
            is_link = name in ("href", "src", "action", "xlink:href", "srcset", "data")
            if (
                name.startswith("on")
                or (is_link and not str(value).startswith("#"))
                or "javascript:" in str(value)
            ):
                self.acting.append(f"{tag} {name}={value}")


_READABLE = {("bdi", ()), ("br", ()), ("wbr", ())}


def _html(path: Path, harmless: Path) -> Iterator[str]:
    page, plain = _Page(path.read_text("utf-8")), _Page(harmless.read_text("utf-8"))
    yield from page.acting
    if more := page.shapes - plain.shapes - _READABLE:
        yield f"other elements: {sorted(more)}"


def _markdown(path: Path, _: Path) -> Iterator[str]:
    width = 0
    for line in path.read_bytes().decode().split("\n"):
        pipes = len(re.findall(r"(?<!\\)(?:\\\\)*\|", line))
        if line.startswith("|"):
            if width and pipes != width:
                yield f"{pipes} bars instead of {width}: {line[:80]!r}"
            width = width or pipes
        else:
            width = 0
        if re.search(r"(?<!\\)<(?!br>)", line):
            yield f"markup: {line[:80]!r}"


def _json(path: Path, _: Path) -> Iterator[str]:
    json.loads(path.read_bytes())
    yield from ()


def _lines(path: Path, harmless: Path) -> Iterator[str]:
    lines = path.read_bytes().split(b"\r\n")
    yield from (f"too long: {line[:60]!r}" for line in lines if len(line) > 75)
    yield from (f"a bare break: {line[:60]!r}" for line in lines if b"\n" in line or b"\r" in line)
    marks = [line for line in lines if line.startswith((b"BEGIN:", b"END:"))]
    if marks != [
        line for line in harmless.read_bytes().split(b"\r\n") if line.startswith((b"BEGIN:", b"END:"))
    ]:
        yield "other components"
    table = open_tables(path)[0]
    bad = [row for row in table.rows if isinstance(row, BadRow) and "names nobody" not in row.reason]
    yield from (f"cannot be read: {row}" for row in bad)


def read_back(book: Book, form: str, path: Path) -> str:
    """What an import of the file into the same book would change; nothing where it is as it should be."""
    try:
        report = import_files(book, [path], ImportOptions(dry_run=True))
    except (RefusedError, BadFileError):
        return ""
    sums = report.totals
    is_card = form == "vcf"  # a person called NULL, or by controls alone, has no card that says so
    if (sums.created, sums.updated, 0 if is_card else sums.rejected) == (0, 0, 0):
        return ""
    return f"{path.name}: {sums} {report.rejects[:2]}"


def check_all(texts: Sequence[str], folder: Path) -> list[str]:
    """Every fault of every export of a book with these texts, and of its way back."""
    books = {"naughty": texts, "harmless": [f"word {place}" for place in range(len(texts))]}
    for name, some in books.items():
        with open_book(folder / f"{name}.db", now=NOW) as book:
            init_device(book, "Ana Ruiz", timezone="Europe/Madrid")
            fill(book, some)
    faults: list[str] = []
    with open_book(folder / "harmless.db", now=NOW) as book:
        list(export_every(book, folder / "harmless"))
    with open_book(folder / "naughty.db", now=NOW) as book:
        for what, form, path in export_every(book, folder / "naughty"):
            faults += faults_of(form, path, folder / "harmless" / f"{what}.{form}")
            if fault := read_back(book, form, path):
                faults.append(fault)
    return faults


def texts_of(folder: Path) -> list[str]:
    """The texts of every file of a folder; what a database cannot hold (half characters) is left out."""
    found: dict[str, None] = {}
    for path in sorted(folder.rglob("*")):
        if path.suffix == ".json":
            found.update(dict.fromkeys(_texts(json.loads(path.read_text("utf-8")))))
        elif path.suffix in (".txt", ".csv"):
            found.update(dict.fromkeys(path.read_text("utf-8", "replace").split("\n")))
    return [text for text in found if text.strip() and not re.search("[\ud800-\udfff\0]", text)]


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | dict):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _texts(one)


def main() -> None:
    """Check the texts of the folder that is named."""
    texts = texts_of(Path(sys.argv[1]))
    with tempfile.TemporaryDirectory() as folder:
        faults = check_all(texts, Path(folder))
    sys.stdout.write("\n".join([*faults[:50], f"{len(texts)} texts, {len(faults)} faults", ""]))
    sys.exit(bool(faults))


if __name__ == "__main__":
    main()
