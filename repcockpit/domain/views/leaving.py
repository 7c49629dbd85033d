"""Leaving the program. Field names are the keys of the JSON."""

from typing import NamedTuple


class Remains(NamedTuple):
    """Something that stays when the program is removed: what it is, where, and how large (0: nothing is there)."""

    name: str
    path: str
    files: int
    bytes: int
    about: str


class LeavingView(NamedTuple):
    """What stays on this machine and beside it, what was not seen on the share yet, and how the program goes.

    `keys` names the secrets of the team and where they are kept; `target` is the team's file, which is never touched;
    `accounts` and `contacts` count what the book holds (None: it cannot be opened or is not there).
    """

    db: str
    is_there: bool
    accounts: int | None
    contacts: int | None
    unsynced: int
    target: str | None
    installed_by: str
    installed_in: str
    remove_command: str
    remains: tuple[Remains, ...]
    keys: tuple[str, ...] = ()


class DeletedView(NamedTuple):
    """What was deleted, path by path, and what could not be."""

    deleted: tuple[str, ...]
    failed: tuple[str, ...] = ()
