from pathlib import Path

import pytest

from tests.exchange.given import given
from tests.exchange.readers.reading import Read, read_bytes, read_one


def card(*lines: str, version: str = "3.0") -> str:
    return "\r\n".join(["BEGIN:VCARD", f"VERSION:{version}", *lines, "END:VCARD", ""])


def read_cards(folder: Path, *cards: str, encoding: str = "utf-8") -> Read:
    return read_bytes(folder, "".join(cards).encode(encoding), "cards.vcf")


def said(folder: Path, *lines: str, version: str = "3.0") -> dict[str, str]:
    [record] = read_cards(folder, card(*lines, version=version)).records
    return {name: text for name, text in record.items() if text}


def test_quoted_printable_with_soft_breaks(tmp_path: Path) -> None:
    lines = [
        "FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Jos=C3=",
        "=A9 Mu=C3=B1oz",
        "NOTE;QUOTED-PRINTABLE:one=0D=0Atwo",
    ]
    assert said(tmp_path, *lines, version="2.1") == {"FN": "José Muñoz", "NOTE": "one\ntwo"}


def test_shift_jis(tmp_path: Path) -> None:
    lines = ["N;CHARSET=SHIFT_JIS:山田;太郎", "FN;CHARSET=SHIFT_JIS:表示 山田"]
    [record] = read_cards(tmp_path, card(*lines, version="2.1"), encoding="shift_jis").records
    assert (record["FN"], record["N.family"], record["N.given"]) == ("表示 山田", "山田", "太郎")


def test_utf16(tmp_path: Path) -> None:
    assert read_cards(tmp_path, card("FN:José"), encoding="utf-16").records[0]["FN"] == "José"


def test_photos_are_dropped(tmp_path: Path) -> None:
    lines = [
        "FN:Ann",
        "PHOTO;ENCODING=b;TYPE=JPEG:/9j/4AAQ",
        " SkZJRgABAQ",
        "PHOTO;BASE64:",
        "  AAAA",
        "BBBB",
        "",
        "TITLE:Buyer",
    ]
    read = read_cards(tmp_path, card(*lines))
    assert {name: text for name, text in read.records[0].items() if text} == {"FN": "Ann", "TITLE": "Buyer"}
    assert not read.table.warnings


def test_one_bad_card_costs_no_other(tmp_path: Path) -> None:
    cut = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Cut\r\n"
    read = read_cards(
        tmp_path,
        card("FN:Ann"),
        cut,
        card("FN:Bob", "no property at all"),
        card("ADR:;;x;;;;"),
        card("FN:Cy"),
    )
    assert [record["FN"] for record in read.records] == ["Ann", "Bob", "Cy"]
    assert [(bad.line, bad.reason[:12]) for bad in read.bad] == [(5, "the card has"), (13, "the card nam")]
    assert any("line 11" in warning for warning in read.table.warnings)


def test_nested_cards_stay_inside(tmp_path: Path) -> None:
    inner = ["AGENT:", "BEGIN:VCARD", "VERSION:2.1", "FN:Susan", "TEL:9", "END:VCARD"]
    read = read_cards(tmp_path, card("FN:Boss", *inner, "TITLE:CEO", version="2.1"), card("FN:Next"))
    assert [record["FN"] for record in read.records] == ["Boss", "Next"]
    assert (read.records[0]["AGENT"], read.records[0]["TITLE"], read.records[0]["TEL"]) == (
        "Susan",
        "CEO",
        "",
    )


def test_escapes_and_folds(tmp_path: Path) -> None:
    got = said(
        tmp_path,
        "N:van\\, Dam;Jo;;;",
        "ORG:A\\;B\\, Inc;Unit;Sub",
        "NOTE:one\\ntw",
        " o\\\\ three",
        "URL:http\\://x.org",
    )
    assert got["N.family"] == "van, Dam"
    assert (got["ORG"], got["ORG.unit"]) == ("A;B, Inc", "Unit / Sub")
    assert got["NOTE"] == "one\ntwo\\ three"
    assert got["URL"] == "http://x.org"
    assert got["FN"] == "Jo van, Dam"


def test_preferred_values_come_first(tmp_path: Path) -> None:
    got = said(
        tmp_path,
        "EMAIL;TYPE=home:a@x.org",
        "EMAIL;TYPE=internet,pref:b@x.org",
        "TEL;PREF=2:1",
        'TEL;VALUE=uri;PREF=1;TYPE="work,voice":tel:+1-2;ext=3',
        "item1.EMAIL:c@x.org",
        "item1.X-ABLabel:_$!<School>!$_",
        version="4.0",
    )
    assert (got["EMAIL"], got["EMAIL 2"], got["EMAIL 2 type"]) == ("b@x.org", "a@x.org", "home")
    assert (got["EMAIL 3"], got["EMAIL 3 type"]) == ("c@x.org", "School")
    assert (got["TEL"], got["TEL type"], got["TEL 2"]) == ("+1-2 ext. 3", "work", "1")


@pytest.mark.parametrize(
    "lines",
    [
        ["X-MS-MANAGER:Big Blue"],
        ["X-EVOLUTION-MANAGER:Big Blue"],
        ["X-MANAGER:Big Blue"],
        ["RELATED;TYPE=x-manager;VALUE=text:Big Blue"],
        ["item1.X-ABRELATEDNAMES:Big Blue", "item1.X-ABLabel:_$!<Manager>!$_"],
        ["X-ABRELATEDNAMES;TYPE=MANAGER:Big Blue"],
        ["X-ANDROID-CUSTOM:vnd.android.cursor.item/relation;Big Blue;7;;;;;;;;;;;;;"],
        ["X-FCENCODED-582D46432D52656C617465644E616D65733A4D616E61676572:Big Blue"],
    ],
)
def test_spellings_of_a_manager(tmp_path: Path, lines: list[str]) -> None:
    assert said(tmp_path, "FN:Ann", *lines)["MANAGER"] == "Big Blue"


def test_birthdays_without_a_year_stay_as_written(tmp_path: Path) -> None:
    assert said(tmp_path, "FN:Ann", "BDAY:--0203")["BDAY"] == "--0203"


def test_every_given_card_is_read() -> None:
    reads = [read_one(path) for path in sorted(given("addressbook", "ez-vcard").glob("*.vcf"))]
    assert sum(len(read.rows) for read in reads) == 26
    assert not any(read.bad or read.table.warnings for read in reads)


def test_what_given_cards_say() -> None:
    folder = given("addressbook", "ez-vcard")
    outlook = read_one(folder / "outlook-2007.vcf").records[0]
    assert (outlook["MANAGER"], outlook["TITLE"], outlook["ORG.unit"]) == (
        "TheManagerName",
        "TheJobTitle",
        "TheDepartment",
    )
    assert outlook["NOTE"].count("\n") == 3
    assert read_one(folder / "gmail-single2.vcf").records[0]["MANAGER"] == "Name11"
    android = read_one(folder / "John_Doe_ANDROID.vcf")
    assert [record["EMAIL"] for record in android.records[:2]] == [
        "john.doe@company.com",
        "jane.doe@company.com",
    ]
    assert all("Ã" not in cell for row in android.rows for cell in row.cells)
    custom = read_one(given("addressbook", "thunderbird-export", "export.vcf"))
    assert custom.records[1]["X-CUSTOM3"] == "custom\r3"
    assert not custom.table.warnings
