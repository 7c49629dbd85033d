from pathlib import Path

import pytest

from repcockpit.domain.errors import BadFileError, InvalidValueError
from repcockpit.exchange.readers import ReadOptions
from tests.exchange.readers.reading import read_bytes

TEXT = "Name,City\nJosé Muñoz,Cádiz\nBob,Rome\n"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"]
)
def test_encodings(tmp_path: Path, encoding: str) -> None:
    read = read_bytes(tmp_path, TEXT.encode(encoding))
    assert read.table.header == ("Name", "City")
    assert read.cells[0] == ("José Muñoz", "Cádiz")
    assert bool(read.table.warnings) == (encoding == "cp1252")


def test_utf16_without_mark_in_another_script(tmp_path: Path) -> None:
    text = "Имя,Город\n" + "Анна,Москва\n" * 20
    assert read_bytes(tmp_path, text.encode("utf-16-le")).cells[0] == ("Анна", "Москва")


def test_the_warning_shows_a_changed_value(tmp_path: Path) -> None:
    [warning] = read_bytes(tmp_path, TEXT.encode("cp1252")).table.warnings
    assert "“José” in line 2" in warning
    assert "cp1252" in warning


def test_bytes_without_meaning_are_shown(tmp_path: Path) -> None:
    read = read_bytes(tmp_path, b"Name,City\nA\x81\xe9,Rome\n")
    assert read.cells[0][0] == "A\ufffdé"
    assert "\ufffd" in read.table.warnings[0]


def test_a_given_encoding(tmp_path: Path) -> None:
    content = "名前,会社\n山田,株式会社\n".encode("shift_jis")
    read = read_bytes(tmp_path, content, options=ReadOptions(encoding="shift_jis"))
    assert read.records == [{"名前": "山田", "会社": "株式会社"}]
    with pytest.raises(BadFileError, match="byte 1 is not UTF-8"):
        read_bytes(tmp_path, content, options=ReadOptions(encoding="utf-8"))
    with pytest.raises(InvalidValueError):
        read_bytes(tmp_path, content, options=ReadOptions(encoding="klingon"))


def test_a_mark_that_lies(tmp_path: Path) -> None:
    with pytest.raises(BadFileError, match="byte 6"):
        read_bytes(tmp_path, b"\xef\xbb\xbfa,\xe9\n")
