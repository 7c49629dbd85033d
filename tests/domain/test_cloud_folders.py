from pathlib import PurePosixPath, PureWindowsPath

import pytest

from repcockpit.domain.cloud_folders import client_by_mark, client_by_name, client_folders

HOME = PurePosixPath("/home/ana").parts
MAC = PurePosixPath("/Users/ana").parts
WINDOWS = PureWindowsPath(r"C:\Users\ana").parts


@pytest.mark.parametrize(
    ("path", "home", "client", "folder"),
    [
        ("/home/ana/Dropbox/work", HOME, "Dropbox", "/home/ana/Dropbox"),
        ("/home/ana/Dropbox (Contoso)", HOME, "Dropbox", "/home/ana/Dropbox (Contoso)"),
        ("/mnt/big/Nextcloud/a/b", HOME, "Nextcloud", "/mnt/big/Nextcloud"),
        ("/home/ana/Google Drive/My Drive", HOME, "Google Drive", "/home/ana/Google Drive"),
        ("/home/ana/Box/x", HOME, "Box", "/home/ana/Box"),
        ("/Users/ana/Library/CloudStorage/OneDrive-Contoso/x", MAC, "OneDrive", "/Users/ana/Library/CloudStorage/OneDrive-Contoso"),
        ("/Users/ana/Library/CloudStorage/GoogleDrive-ana@x.example", MAC, "Google Drive", None),
        ("/Users/ana/Library/CloudStorage/Egnyte-contoso/x", MAC, "Egnyte", "/Users/ana/Library/CloudStorage/Egnyte-contoso"),
        ("/Users/ana/Library/Mobile Documents/com~apple~CloudDocs/rc", MAC, "iCloud Drive", "/Users/ana/Library/Mobile Documents"),
    ],
)  # fmt: skip
def test_a_name_means_a_client(path: str, home: tuple[str, ...], client: str, folder: str | None) -> None:
    parts = PurePosixPath(path).parts
    found = client_by_name(parts, home)
    assert found is not None
    assert found[0] == client
    assert str(PurePosixPath(*parts[: found[1]])) == (folder or path)


@pytest.mark.parametrize(
    ("path", "client"),
    [
        (r"C:\Users\ana\OneDrive\Documents", "OneDrive"),
        (r"C:\Users\ana\OneDrive - Contoso GmbH\rc", "OneDrive"),
        (r"G:\My Drive\rc", "Google Drive"),
        (r"C:\Users\ana\iCloudDrive", "iCloud Drive"),
        (r"C:\Users\ana\AppData\Local\repcockpit", None),
    ],
)
def test_windows_too(path: str, client: str | None) -> None:
    found = client_by_name(PureWindowsPath(path).parts, WINDOWS)
    assert (found[0] if found else None) == client


@pytest.mark.parametrize(
    "path",
    [
        "/home/ana/.local/share/repcockpit", "/home/ana/work/box/x", "/home/ana/dropboxes", "/home/ana/Library/CloudStorage",
        "/home/ana/mega-deal", "/home/ana/work/My Drive", "/",
    ],
)  # fmt: skip
def test_other_names_mean_none(path: str) -> None:
    assert client_by_name(PurePosixPath(path).parts, HOME) is None


@pytest.mark.parametrize(
    ("name", "client"),
    [
        (".stfolder", "Syncthing"), (".dropbox.cache", "Dropbox"), ("._sync_0a1b2c3d4e5f.db", "Nextcloud"),
        (".sync_0a1b2c3d4e5f.db", "Nextcloud"), (".tmp.drivedownload", "Google Drive"),
        (".849C9593-D756-4E56-8D6E-42412F2A707B", "OneDrive"), ("notes.db", None), (".sync.db", None),
    ],
)  # fmt: skip
def test_marks(name: str, client: str | None) -> None:
    assert client_by_mark(["a.txt", name]) == client


def test_folders_that_the_environment_names() -> None:
    assert client_folders({"OneDriveCommercial": "D:\\work", "HOME": "/x", "OneDrive": ""}) == [
        ("OneDrive", "D:\\work")
    ]
