"""The preview says column by column what an import would do, and writes nothing."""

from collections.abc import Callable
from pathlib import Path

import pytest

from repcockpit.domain.errors import BadFileError
from repcockpit.domain.views.importing import ColumnFate, ImportPreview
from repcockpit.services.book import Book
from repcockpit.services.importing import ImportCancelledError, ImportOptions, import_files
from repcockpit.services.importing.options import Said
from repcockpit.services.importing.preview import preview_import
from tests.services.seeding import fresh_book

Write = Callable[[str, str], Path]
PEOPLE = (
    "First Name;Last Name;Firma;E-Mail;Birthday;Shoe size;Nothing;Owner\n"
    "Maria;López;Northglass;maria@northglass.example;03/04/1970;41;;Ana Ruiz\n"
    "Jon;Smith;Northglass;jon@northglass.example;05/06/1971;42;;Ana Ruiz\n"
    ";;;;07/08/1980;;;Ana Ruiz\n"
    "Pau;Serra [/red];株式会社;pau@x.example;01/02/1980;;;Jon Vidal\n"
)


def _fates(preview: ImportPreview, at: int = 0) -> dict[str, ColumnFate]:
    return {fate.name: fate for fate in preview.tables[at].columns}


def test_each_column_says_what_becomes_of_it(book: Book, write: Write) -> None:
    preview = preview_import(book, [write("people.csv", PEOPLE)], ImportOptions())
    fates = _fates(preview)
    assert fates["Firma"][1:5] == ("known", "account", "account", "Northglass")
    assert fates["Shoe size"][1:5] == ("extra", "kept as extra", "custom", "41")
    assert fates["Nothing"].state == "empty"
    assert fates["Birthday"][1:6] == ("choose", "birthday", "birthday", "03/04/1970", "dmy")
    assert preview.tables[0].columns[0].name == "Birthday", "what must be decided stands first"
    assert fates["E-Mail"].samples == ("maria@northglass.example", "jon@northglass.example", "pau@x.example")
    assert preview.report.totals[:5] == (4, 3, 0, 0, 1)
    assert [reject.line for reject in preview.report.rejects] == [4]
    assert [(one.name, one.contacts, one.is_me) for one in preview.owners] == [
        ("Ana Ruiz", 2, True),
        ("Jon Vidal", 1, False),
    ]
    assert not preview.asks_owner
    assert book.db.execute("select count(*) from contact").fetchone() == (0,)


def test_a_device_without_a_rep_is_asked_which_owner_it_is(database: Path, write: Write) -> None:
    with fresh_book(database, rep=None) as nobody:
        preview = preview_import(nobody, [write("people.csv", PEOPLE)], ImportOptions())
        assert preview.asks_owner
        assert not preview.has_rep
        without = preview_import(nobody, [write("plain.csv", "First Name,Last Name\nA,B\n")], ImportOptions())
        assert not without.asks_owner


def test_choices_of_a_shape_act_and_are_kept_for_the_next_file(book: Book, write: Write) -> None:
    first = write("people.csv", PEOPLE)
    shape = preview_import(book, [first], ImportOptions()).tables[0].shape
    said = Said(None, ("Shoe size=department", "Firma=custom"), (("Birthday", "mdy"),))
    options = ImportOptions(said=((shape, said),))
    preview = preview_import(book, [first], options)
    fates = _fates(preview)
    assert (fates["Shoe size"].state, fates["Shoe size"].field) == ("known", "department")
    assert fates["Firma"].field == "kept as extra"
    assert (fates["Birthday"].state, fates["Birthday"].order) == ("known", "mdy")
    import_files(book, [first], options)
    row = book.db.execute("select department, birthday from contact where last_name = 'López'").fetchone()
    assert row == ("41", "1970-03-04")
    later = preview_import(book, [write("later.csv", PEOPLE.replace("Maria", "Mara"))], ImportOptions())
    assert (later.tables[0].map, later.tables[0].orders) == (said.map, said.orders)
    assert _fates(later)["Birthday"].order == "mdy"
    taken_back = ImportOptions(said=((shape, Said()),))
    assert _fates(preview_import(book, [first], taken_back))["Firma"].field == "account"


def test_a_table_nobody_knows_waits_for_its_kind(book: Book, write: Write) -> None:
    path = write("odd.csv", "Foo,Bar\nNorthglass,1\nLabdrill,2\n")
    preview = preview_import(book, [path], ImportOptions())
    table = preview.tables[0]
    assert table.is_unknown
    assert preview.report.totals.rejected == 2
    known = ImportOptions(said=((table.shape, Said("accounts", ("Foo=name",))),))
    assert preview_import(book, [path], known).report.totals.created == 2
    import_files(book, [path], known)
    assert preview_import(book, [path], ImportOptions()).report.totals.unchanged == 2, "kept with the shape"


def test_what_cannot_be_read_or_was_stopped_is_said(book: Book, write: Write, tmp_path: Path) -> None:
    (tmp_path / "some.db").write_bytes(b"SQLite format 3\0" + bytes(100))
    with pytest.raises(BadFileError, match="an SQLite database"):
        preview_import(book, [tmp_path / "some.db"], ImportOptions())
    path = write("people.csv", PEOPLE)
    with pytest.raises(ImportCancelledError):
        preview_import(book, [path], ImportOptions(cancelled=lambda: True))


def test_own_exports_and_address_books_have_a_preview_too(book: Book, write: Write) -> None:
    card = "BEGIN:VCARD\nVERSION:3.0\nFN:Ana Gil\nORG:Northglass\nBDAY:1970-01-02\nEND:VCARD\n"
    preview = preview_import(book, [write("a.vcf", card)], ImportOptions())
    assert preview.tables[0].kind == "contacts"
    assert preview.report.totals.created == 1
