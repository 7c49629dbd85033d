"""Clients that copy a folder to other machines, by the names and marks their folders have. Pure.

A database in such a folder is copied while it is written, and two machines write into one: it breaks. Names are
those of the clients' documentation; on macOS all of them lie below `Library/CloudStorage`.
"""

import re
from collections.abc import Iterable, Mapping, Sequence

_NAMES: tuple[tuple[str, str], ...] = (
    ("OneDrive", r"onedrive( - .+)?"),
    ("OneDrive", r"onedrive-.+"),
    ("Dropbox", r"dropbox( \(.+\))?"),
    ("iCloud Drive", r"com~apple~clouddocs|iclouddrive|icloud drive|mobile documents"),
    ("Google Drive", r"google ?drive(-.+)?|googledrive-.+"),
    ("Nextcloud", r"nextcloud\d*"),
    ("ownCloud", r"owncloud\d*"),
    ("Box", r"box sync|box-box"),
    ("pCloud", r"pcloud ?drive|pcloudsync"),
    ("MEGA", r"megasync"),
    ("Syncthing", r"syncthing"),
    ("Proton Drive", r"proton ?drive(-.+)?"),
    ("Synology Drive", r"synologydrive|cloudstation"),
)
_BELOW_HOME: tuple[tuple[str, str], ...] = (("Box", r"box"), ("MEGA", r"mega"), ("Google Drive", r"my drive"))
"""Words that mean a client only where they stand directly below the home or the root of a drive."""
_MARKS: Mapping[str, str] = {
    ".stfolder": "Syncthing",
    ".dropbox": "Dropbox",
    ".dropbox.cache": "Dropbox",
    ".tmp.drivedownload": "Google Drive",
    ".tmp.driveupload": "Google Drive",
    ".849c9593-d756-4e56-8d6e-42412f2a707b": "OneDrive",
    ".owncloudsync.log": "Nextcloud",
    ".nextcloudsync.log": "Nextcloud",
    ".synologyworkingdirectory": "Synology Drive",
    ".megaignore": "MEGA",
}
_MARK_FORMS: tuple[tuple[str, str], ...] = (("Nextcloud", r"\._?sync_[0-9a-f]{8,}\.db"),)
_VARIABLES: Mapping[str, str] = {
    "OneDrive": "OneDrive",
    "OneDriveConsumer": "OneDrive",
    "OneDriveCommercial": "OneDrive",
}
"""Variables in which a client names its folder, on Windows."""


def client_by_name(parts: Sequence[str], home: Sequence[str]) -> tuple[str, int] | None:
    """(client, how many parts make its folder) of a path's parts; None where no name means one."""
    for place, part in enumerate(parts):
        folded = part.casefold()
        for client, form in _NAMES:
            if re.fullmatch(form, folded):
                return client, place + 1
        if place in (1, len(home)) and tuple(parts[:place]) in {tuple(home), tuple(parts[:1])}:
            for client, form in _BELOW_HOME:
                if re.fullmatch(form, folded):
                    return client, place + 1
        if folded == "cloudstorage" and place and parts[place - 1].casefold() == "library":
            rest = parts[place + 1 : place + 2]
            if rest and client_by_name(rest, ()) is None:
                return rest[0].partition("-")[0] or "a cloud drive", place + 2
    return None


def client_by_mark(names: Iterable[str]) -> str | None:
    """The client whose own files lie in a folder, by the names in it."""
    for name in names:
        folded = name.casefold()
        if _MARKS.get(folded):
            return _MARKS[folded]
        for client, form in _MARK_FORMS:
            if re.fullmatch(form, folded):
                return client
    return None


def client_folders(variables: Mapping[str, str]) -> list[tuple[str, str]]:
    """(client, its folder) for each that the environment names."""
    return [(client, variables[name]) for name, client in _VARIABLES.items() if variables.get(name)]


def cloud_sentence(client: str, folder: str) -> str:
    """What is wrong, and what to do."""
    return (
        f"the book lies in a folder that {client} copies ({folder}): a database copied while it is written breaks, and"
        " two machines must not write into one; move it with REPCOCKPIT_HOME or --db to a folder that stays here, and"
        " share with `repcockpit sync`"
    )
