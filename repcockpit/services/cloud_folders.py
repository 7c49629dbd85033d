"""Whether the book lies where a cloud client copies it away while it is written."""

import os
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from repcockpit.domain.cloud_folders import client_by_mark, client_by_name, client_folders, cloud_sentence

_LOOKED_AT = 2_000
"""Names in one folder that are looked at: a client's own marks stand in its topmost folder, which is seldom larger."""


class CloudFolder(NamedTuple):
    """The client, and its folder that holds the book."""

    client: str
    folder: str

    @property
    def sentence(self) -> str:
        """What is wrong, and what to do."""
        return cloud_sentence(self.client, self.folder)


def cloud_folder(database: Path) -> CloudFolder | None:
    """The cloud-synced folder around a database, which need not exist; links are followed. None where there is none."""
    try:
        place, home = database.expanduser().resolve(), Path.home().resolve()
    except (OSError, RuntimeError):
        return None
    for client, folder in client_folders(os.environ):
        if place.is_relative_to(Path(folder)):
            return CloudFolder(client, folder)
    parts = place.parent.parts
    named = client_by_name(parts, home.parts)
    if named is not None:
        return CloudFolder(named[0], str(Path(*parts[: named[1]])))
    for folder_above in place.parents[:-1]:
        if folder_above == home:
            continue  # clients leave files of their own there that are no mark
        marked = client_by_mark(_names_in(folder_above))
        if marked is not None:
            return CloudFolder(marked, str(folder_above))
    return None


def _names_in(folder: Path) -> list[str]:
    try:
        with os.scandir(folder) as entries:
            return [one.name for one in islice(entries, _LOOKED_AT)]
    except OSError:
        return []
