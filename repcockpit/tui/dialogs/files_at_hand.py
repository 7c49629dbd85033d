"""The list under the path: what the folder holds, narrowed by what was typed; no widget here."""

import os
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from repcockpit.domain.errors import CockpitError
from repcockpit.services.importing.places import (
    Entry,
    Folder,
    folder_of,
    pasted_paths,
    short_path,
    starting_folders,
)
from repcockpit.tui.glyphs import Glyphs
from repcockpit.tui.text import Line, cut, left, right, visible, wrap
from repcockpit.tui.widgets.field import Field, tail_line
from repcockpit.tui.words import MONTHS, counted

_STEPS = (("GB", 1 << 30), ("MB", 1 << 20), ("kB", 1 << 10))


class Found(NamedTuple):
    """A file or folder of the list: where it is, and how it is written there."""

    path: Path
    shown: str
    is_folder: bool
    changed_at: float
    size: int


class AtHand:
    """Folders, each read once; the last answer is kept for the redraws between two keys."""

    def __init__(self, read: Callable[[Path], Folder]) -> None:
        self._read = read
        self._folders: dict[Path, Folder] = {}
        self._last: tuple[str, list[Found]] | None = None

    def _folder(self, path: Path) -> Folder:
        if path not in self._folders:
            self._folders[path] = self._read(path)
        return self._folders[path]

    def found(self, text: str) -> list[Found]:
        """Files newest first, then folders; without a folder in the text, those of the places exports usually are."""
        if self._last is None or self._last[0] != text:
            self._last = text, self._at_start(text) if _is_plain(text) else self._in_folder(text)
        return self._last[1]

    def said(self, text: str) -> str:
        """Where the list is from."""
        if _is_plain(text):
            places = [visible(short_path(place)) for place in starting_folders()[:2]]
            return "newest in " + " and ".join(places)
        path, _ = folder_of(text)
        folder = self._folder(path)
        shown = visible(short_path(path))
        return f"{shown}, newest first" if folder.is_read else f"{shown} is no folder that can be read"

    def _at_start(self, text: str) -> list[Found]:
        wanted = text.strip().casefold()
        places = starting_folders()
        files = [
            _found(place, entry, short_path(place / entry.name))
            for place in places[:2]
            for entry in self._folder(place).files
            if wanted in entry.name.casefold()
        ]
        files.sort(key=lambda one: -one.changed_at)
        doors = [
            Found(place, short_path(place) + "/", is_folder=True, changed_at=0.0, size=0) for place in places
        ]
        here = places[1] if len(places) > 2 else places[0]
        doors += [_found(here, entry, entry.name + "/") for entry in self._folder(here).folders]
        return files + [one for one in doors if wanted in one.shown.casefold()]

    def _in_folder(self, text: str) -> list[Found]:
        path, start = folder_of(text)
        folder = self._folder(path)
        wanted = start.casefold()
        files = [entry for entry in folder.files if wanted in entry.name.casefold()]
        files.sort(key=lambda entry: not entry.name.casefold().startswith(wanted))
        folders = [entry for entry in folder.folders if wanted in entry.name.casefold()]
        found = [_found(path, entry, entry.name) for entry in files]
        found += [_found(path, entry, entry.name + "/") for entry in folders]
        if not start and folder.is_read and path.resolve().parent != path.resolve():
            found.append(Found(path.resolve().parent, "../", is_folder=True, changed_at=0.0, size=0))
        return found


def _is_plain(text: str) -> bool:
    """Whether no folder is named yet."""
    return not ("/" in text or text.strip().startswith("~") or os.sep in text or text.strip() in (".", ".."))


def _found(place: Path, entry: Entry, shown: str) -> Found:
    return Found(place / entry.name, shown, entry.is_folder, entry.changed_at, entry.size)


def completed(text: str, found: list[Found]) -> str:
    """The path as far as what is in the list agrees; a single folder gets its slash."""
    _, start = folder_of(text)
    likely = [one for one in found if one.path.name.startswith(start) and one.shown != "../"] or found
    if not likely:
        return text
    if _is_plain(text):
        return _written(likely[0]) if len(likely) == 1 or not start else text
    if len(likely) == 1:
        return _written(likely[0])
    shared = _shared([one.path.name for one in likely])
    return text[: len(text) - len(start)] + shared if len(shared) > len(start) else text


def _shared(names: list[str]) -> str:
    """The beginning that all names have."""
    first, last = min(names), max(names)
    at = next((at for at, char in enumerate(first) if last[at : at + 1] != char), len(first))
    return first[:at]


def _written(one: Found) -> str:
    return short_path(one.path) + ("/" if one.is_folder else "")


def entry_line(one: Found, width: int, glyphs: Glyphs, *, is_here: bool, is_marked: bool) -> Line:
    """`▌■ contacts.csv           12 Nov  1.2 MB`."""
    bar = (glyphs.cursor if is_here else " ", "accent!" if is_here else "text")
    mark = (f"{glyphs.full if is_marked else ' '} ", "accent!")
    name = visible(one.shown)
    if one.is_folder:
        return [bar, mark, (left(name, width - 3, glyphs.ellipsis), "text!" if is_here else "muted")]
    ends = f"{right(_day(one.changed_at), 12)}{right(_size(one.size), 9)}"
    room = width - 3 - len(ends)
    return [bar, mark, (left(name, room, glyphs.ellipsis), "text!" if is_here else "text"), (ends, "muted")]


def _day(seconds: float) -> str:
    try:
        day = datetime.fromtimestamp(seconds).astimezone()
    except (OverflowError, OSError, ValueError):
        return ""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def _size(count: int) -> str:
    for unit, step in _STEPS:
        if count >= step:
            return f"{count / step:.1f} {unit}"
    return f"{count} B"


def typed_paths(text: str) -> tuple[Path, ...]:
    """The paths that a typed or pasted text names."""
    return pasted_paths(text)


def field_of(path: Path) -> Field:
    """A path as it stands in the field."""
    shown = short_path(path)
    return Field(shown, len(shown))


def folder_field(path: Path) -> Field:
    """A folder as it stands in the field, with its slash."""
    shown = short_path(path).rstrip("/\\") + "/"
    return Field(shown, len(shown))


def path_line(field: Field, width: int, *, is_typing: bool) -> Line:
    """The field, or what it is for."""
    if not field.text and not is_typing:
        hint = " type or drop a path here, or choose below"
        return [("Path  ", "muted"), (" ", "caret"), (hint, "muted")]
    return [("Path  ", "muted"), *tail_line(field, width - 6)]


def error_lines(error: CockpitError, width: int, glyphs: Glyphs) -> list[Line]:
    """What is wrong with a file, and what to do."""
    told = wrap(visible(error.message), width - 2)
    lines: list[Line] = [[(f"{glyphs.refused} ", "late"), (told[0], "late")]]
    lines += [[("  " + more, "late")] for more in told[1:4]]
    return lines + [[("  " + more, "text")] for more in wrap(visible(error.hint), width - 2)[:3]]


def chosen_line(marked: tuple[Path, ...], found: list[Found], rows: int, width: int, glyphs: Glyphs) -> Line:
    """The files chosen so far, else how many there are."""
    if marked:
        names = ", ".join(visible(path.name) for path in marked)
        said = f"{counted(len(marked), 'file')} chosen: {names}"
        return [(cut(said, width, glyphs.ellipsis), "text")]
    more = f", {len(found) - rows:,} more below" if len(found) > rows else ""
    return [(f"{counted(len(found), 'entry', 'entries')}{more}", "muted")]
