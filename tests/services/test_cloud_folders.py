"""A book in a folder that a cloud client copies is warned of: by doctor, by paths."""

from pathlib import Path

import pytest

from repcockpit.services.care import paths_view
from repcockpit.services.cloud_folders import cloud_folder
from repcockpit.services.doctor import machine_checks


def test_folders_of_clients(tmp_path: Path) -> None:
    for name, client in (
        ("OneDrive - Contoso", "OneDrive"),
        ("Dropbox", "Dropbox"),
        ("Nextcloud2", "Nextcloud"),
    ):
        found = cloud_folder(tmp_path / name / "deep" / "book.db")
        assert found is not None
        assert (found.client, found.folder) == (client, str(tmp_path / name))
        assert str(tmp_path / name) in found.sentence


def test_a_mark_above_the_book(tmp_path: Path) -> None:
    database = tmp_path / "shared" / "deep" / "book.db"
    database.parent.mkdir(parents=True)
    assert cloud_folder(database) is None
    (tmp_path / "shared" / ".stfolder").mkdir()
    found = cloud_folder(database)
    assert found is not None
    assert (found.client, found.folder) == ("Syncthing", str(tmp_path / "shared"))


def test_a_link_is_followed_and_the_environment_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "Dropbox").mkdir()
    (tmp_path / "data").symlink_to(tmp_path / "Dropbox")
    found = cloud_folder(tmp_path / "data" / "book.db")
    assert found is not None
    assert found.client == "Dropbox"
    assert cloud_folder(tmp_path / "work" / "book.db") is None
    monkeypatch.setenv("OneDriveCommercial", str(tmp_path / "work"))
    found = cloud_folder(tmp_path / "work" / "book.db")
    assert found is not None
    assert found.client == "OneDrive"


def test_the_home_itself_is_no_mark(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / ".dropbox").mkdir()
    assert cloud_folder(tmp_path / ".local" / "book.db") is None


def test_doctor_and_paths_say_it(tmp_path: Path) -> None:
    inside, outside = tmp_path / "Dropbox" / "book.db", tmp_path / "book.db"
    assert (paths_view(inside).cloud, paths_view(outside).cloud) == ("Dropbox", None)
    said = {one.name: one for one in machine_checks(inside)}["folder"]
    assert not said.ok
    assert "REPCOCKPIT_HOME" in said.detail
    assert {one.name: one for one in machine_checks(outside)}["folder"].ok
