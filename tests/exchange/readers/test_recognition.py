import zipfile
from pathlib import Path

import pytest

from repcockpit.domain.errors import BadFileError
from repcockpit.exchange.readers import open_tables
from tests.exchange.given import given


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"SQLite format 3\0" + b"\0" * 84, "SQLite"),
        (b"BEGIN TRANSACTION;\nCREATE TABLE a (b);\n", "SQL"),
        (b"-- MySQL dump 10.13\n--\nDROP TABLE IF EXISTS `a`;\n", "SQL"),
        (b"dn: cn=x\nobjectclass: top\n", "LDIF"),
        (b"version: 1\ndn: cn=x\n", "LDIF"),
        (b"%PDF-1.7\n", "PDF"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "picture"),
        (b"\x1f\x8b\x08\0", "gzip"),
        (b"<!DOCTYPE html><html>", "HTML"),
        (b"\xff\xfe" + "<?xml version".encode("utf-16-le"), "HTML or XML"),
        (bytes(range(256)) * 20, "binary"),
        (b"PK\x03\x04garbage", "damaged"),
        (b"", "empty"),
        (b"\xef\xbb\xbf\r\n \r\n", "empty"),
    ],
)
def test_refusals_name_the_file_and_what_to_do(tmp_path: Path, content: bytes, word: str) -> None:
    path = tmp_path / "some file.csv"
    path.write_bytes(content)
    with pytest.raises(BadFileError) as caught:
        open_tables(path)
    assert word in caught.value.message
    assert "some file.csv" in caught.value.message
    assert caught.value.hint


@pytest.mark.parametrize(
    ("inside", "word"),
    [("Index/Tables.iwa", "Numbers"), ("word/document.xml", "text document"), ("a.csv", "ZIP")],
)
def test_archives(tmp_path: Path, inside: str, word: str) -> None:
    path = tmp_path / "a.bin"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(inside, "x")
    with pytest.raises(BadFileError, match=word):
        open_tables(path)


def test_folders_and_absent_files(tmp_path: Path) -> None:
    with pytest.raises(BadFileError, match="folder"):
        open_tables(tmp_path)
    with pytest.raises(BadFileError, match="does not exist"):
        open_tables(tmp_path / "no.csv")


def test_what_only_looks_like_something_else(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    for text in ("[Name],City\nAnn,Bern\n", "BM,City\nAnn,Bern\n", "Set,Use\n1,2\n", "MZone,b\n1,2\n"):
        path.write_text(text)
        assert open_tables(path)[0].form == "csv", text


def test_given_files_that_are_refused() -> None:
    folder = given("crm")
    for name in ("chinook/Chinook_Sqlite.sqlite", "cumulusci-sample/sample.sql"):
        with pytest.raises(BadFileError):
            open_tables(folder / name)
