"""Files at hand: folders read for likely files, and paths as terminals paste them."""

import os
import time
from pathlib import Path

import pytest

from repcockpit.services.importing.places import (
    folder_of,
    pasted_paths,
    read_folder,
    short_path,
    starting_folders,
)


@pytest.mark.parametrize(
    ("text", "paths"),
    [
        ("/exports/a.csv", ["/exports/a.csv"]),
        ("'/exports/My file.csv'", ["/exports/My file.csv"]),
        ('"/exports/My file.csv" /exports/b.csv', ["/exports/My file.csv", "/exports/b.csv"]),
        (r"/exports/My\ file\ \(1\).csv ", ["/exports/My file (1).csv"]),
        ("file:///exports/My%20file.csv", ["/exports/My file.csv"]),
        ("/exports/a.csv\n/exports/b.csv\n", ["/exports/a.csv", "/exports/b.csv"]),
        ("'/exports/it'\\''s.csv'", ["/exports/it's.csv"]),
        (r"C:\Users\Ana\export.csv", [r"C:\Users\Ana\export.csv"]),
        (r'"C:\My files\a.csv" "C:\b.csv"', [r"C:\My files\a.csv", r"C:\b.csv"]),
        ("", []),
        ("''", [""]),
    ],
)
def test_paths_are_read_as_terminals_paste_them(text: str, paths: list[str]) -> None:
    assert [str(path) for path in pasted_paths(text)] == [str(Path(path)) for path in paths]


def test_a_path_that_is_there_is_taken_as_it_stands(tmp_path: Path) -> None:
    odd = tmp_path / "it's a file.csv"
    odd.touch()
    assert pasted_paths(str(odd)) == (odd,)


def test_a_folder_gives_likely_files_newest_first(tmp_path: Path) -> None:
    for number, name in enumerate(("old.csv", "new.XLSX", "x.vcf", "notes.md", ".hidden.csv")):
        (tmp_path / name).touch()
        os.utime(tmp_path / name, (1_000_000 + number, 1_000_000 + number))
    (tmp_path / "sub").mkdir()
    folder = read_folder(tmp_path)
    assert [entry.name for entry in folder.files] == ["x.vcf", "new.XLSX", "old.csv"]
    assert [entry.name for entry in folder.folders] == ["sub"]
    assert not read_folder(tmp_path / "none").is_read
    assert not read_folder(tmp_path / "old.csv").is_read


def test_a_folder_of_many_files_is_read_at_once(tmp_path: Path) -> None:
    for number in range(3_000):
        (tmp_path / f"export-{number}.csv").touch()
    began = time.monotonic()
    assert len(read_folder(tmp_path).files) == 3_000
    assert time.monotonic() - began < 5


def test_what_is_typed_names_a_folder_and_a_beginning(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / "Downloads").mkdir()
    assert folder_of("~/Down") == (tmp_path, "Down")
    assert folder_of("~") == (tmp_path, "")
    assert folder_of("/a/b/") == (Path("/a/b"), "")
    assert folder_of("..") == (Path(".."), "")
    assert short_path(tmp_path / "Downloads") == "~/Downloads"
    assert starting_folders()[0] == tmp_path / "Downloads"
