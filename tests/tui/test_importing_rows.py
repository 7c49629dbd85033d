"""Every row of an import fits its width, whatever the cells hold, and choices say what they mean."""

import pytest
from rich.cells import cell_len

from repcockpit.domain.views.importing import (
    ColumnFate,
    FieldOffer,
    FileSums,
    ImportPreview,
    ImportReport,
    OwnerFound,
    RejectedRow,
    TablePreview,
    Totals,
)
from repcockpit.services.importing.options import Said
from repcockpit.tui.glyphs import ASCII, UNICODE
from repcockpit.tui.importing_about import about_lines, title_of
from repcockpit.tui.importing_choices import (
    column_options,
    is_a_name,
    kind_options,
    name_of,
    owner_options,
    with_column,
    with_kind,
)
from repcockpit.tui.importing_rows import import_sheet, key_of, paint, spoken
from repcockpit.tui.sheet import Heading
from repcockpit.tui.text import line_cells
from tests.tui.test_hostile import HOSTILE

SUMS = FileSums(
    "/x/people.csv", "generic", "contacts", "utf-8", ";", 1407, 1301, 22, 36, 48, ("a: 3 (--x says)",)
)


def _preview(word: str = "Maria", rejects: int = 48) -> ImportPreview:
    fates = (
        ColumnFate("Born", "choose", "birthday", "birthday", "03/04/1970", "dmy", is_unclear=True),
        ColumnFate(word, "known", "name", "name", word, samples=(word, "Jon")),
        ColumnFate("Size", "extra", "kept as extra", "custom", word),
        ColumnFate("Noise", "left_out", "left out", "ignore", word),
        ColumnFate("Void", "empty", "name", "name", ""),
    )
    sums = SUMS._replace(path=f"/x/{word}", warnings=(word,), rejected=rejects)
    offers = (FieldOffer("name", "name"), FieldOffer("birthday", "birthday"))
    header = tuple(fate.name for fate in fates)
    table = TablePreview(
        sums, None, "shape:1", "contacts", False, header, fates, offers, None, ("Size=name",), ()
    )
    odd = table._replace(is_unknown=True, kind=None, sums=SUMS._replace(rejected=1, source=None), offers=())
    rows = tuple(RejectedRow(sums.path, line, word, (word, "b")) for line in range(rejects + 1))
    report = ImportReport(
        None, None, (sums, odd.sums), Totals(8, 4, 2, 1, 49), rows, (), (), None, is_dry_run=True
    )
    owners = (OwnerFound(word, b"r" * 16, 90, 83, 5, is_me=False, is_known=False),)
    return ImportPreview(report, (table, odd), owners, has_rep=False, asks_owner=True)


@pytest.mark.parametrize("word", HOSTILE)
@pytest.mark.parametrize("width", [40, 60, 80, 84, 140])
def test_every_row_fits_whatever_it_holds(word: str, width: int) -> None:
    preview = _preview(word, rejects=2)
    sheet = import_sheet(preview, 0, width, is_airy=False)
    for at in range(sheet.row_count):
        row = sheet.row(at)
        for glyphs in (UNICODE, ASCII):
            line = paint(row, width, glyphs, is_here=at == 0)
            assert line_cells(line) <= width
            assert not any(ord(char) < 32 or char == "\x7f" for text, _ in line for char in text)
        for line in about_lines(row, preview, 50, UNICODE):
            assert cell_len("".join(text for text, _ in line)) <= 50, title_of(row)


def test_the_sheet_stands_as_in_the_picture() -> None:
    preview = _preview("contacts.csv")
    sheet = import_sheet(preview, 0, 80, is_airy=False)
    headings = [found for at in range(sheet.line_count) if isinstance(found := sheet.at(at), Heading)]
    assert [heading.title for heading in headings] == [
        "FILES", "CONTACT COLUMNS", "OWNERS", "WORTH KNOWING", "REJECTED", "REJECTED",
    ]  # fmt: skip
    assert "1 known, 1 to choose, 1 kept as extra, 1 left out, 1 without a value" in headings[1].tally
    shown = [
        "".join(text for text, _ in paint(sheet.row(at), 80, UNICODE, is_here=at == 2)) for at in range(12)
    ]
    assert shown[0].split() == ["○", "contacts.csv", "plain", "table", "1,301", "22", "36", "×", "48"]
    assert "choose: what is it" in shown[1]
    assert shown[2].startswith("▌○ Born                    → choose: day first?     03/04/1970")
    assert "83 accounts, 5 contacts" in shown[7]
    assert shown[10].startswith(" ×    line 0  contacts.csv")
    assert key_of(sheet.row(2)) == ("column", 0, "Born")
    assert sheet.row_count == 2 + 5 + 1 + 2 + 49


def test_ten_thousand_rejects_are_not_ten_thousand_objects() -> None:
    sheet = import_sheet(_preview(rejects=100_000), 0, 80, is_airy=False)
    assert sheet.row_count == 2 + 5 + 1 + 2 + 100_001
    assert "×   100,000  " in "".join(
        text for text, _ in paint(sheet.row(sheet.row_count - 1), 80, UNICODE, is_here=True)
    )


def test_choices_become_words_of_the_importer() -> None:
    table = _preview().tables[0]
    born, size = table.columns[0], table.columns[2]
    options, at = column_options(table, born)
    assert (options[at].word, options[at].about) == ("order:dmy", "03/04/1970 is 3 Apr")
    assert options[1].about == "03/04/1970 is 4 Mar"
    assert with_column(table, born, "order:mdy") == Said(None, ("Size=name",), (("Born", "mdy"),))
    assert with_column(table, size, "birthday").map == ("Size=birthday",)
    assert with_column(table, size, "").map == ()
    assert column_options(table, size)[0][-1].word == ""
    assert with_kind(table, "accounts") == Said("accounts", (), ())
    assert with_kind(table, "contacts").map == ("Size=name",)
    assert kind_options(table)[1] == 1
    assert [one.title for one in owner_options(_preview("Ana Ruiz").owners)] == [
        "Ana Ruiz", "none of these, I am …", "not now",
    ]  # fmt: skip


def test_owners_that_are_no_names_suggest_one() -> None:
    assert is_a_name("Ana Ruiz")
    assert is_a_name("Óscar")
    assert not is_a_name("005f4000000VrDDAA0")
    assert name_of("ana.ruiz@northglass.example") == "Ana Ruiz"
    assert name_of("005f4000000VrDDAA0") == ""
    assert spoken("x fits both (--date-order says which)") == "x fits both"
