"""The files a person may mean: what a folder holds, what was pasted, what a path typed so far leads to."""

import os
import re
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

SUFFIXES = (".csv", ".tsv", ".xlsx", ".vcf", ".ics", ".json", ".xls", ".ods", ".txt", ".jsonl")
_LIKELY = SUFFIXES[:6]
_QUOTED = re.compile(r"'((?:[^'])*)'|\"((?:[^\"\\]|\\.)*)\"")


class Entry(NamedTuple):
    """A file or a folder: its name, when it was changed (seconds since 1970), its size in bytes."""

    name: str
    is_folder: bool
    changed_at: float
    size: int


class Folder(NamedTuple):
    """What a folder holds for an import: likely files newest first, then its folders by name; `is_read` or not."""

    path: Path
    files: tuple[Entry, ...]
    folders: tuple[Entry, ...]
    is_read: bool = True


def folder_of(text: str) -> tuple[Path, str]:
    """The folder that a path typed so far means, and the beginning of a name in it."""
    if not text.strip():
        return Path.cwd(), ""
    text = text.strip()
    if text == "~":
        return Path.home(), ""
    text = os.path.expanduser(text) if text.startswith("~") else text  # noqa: PTH111 -- keeps a last slash
    head, tail = os.path.split(text)
    if tail in (".", ".."):
        head, tail = text, ""
    return Path(head or "."), tail


def read_folder(path: Path) -> Folder:
    """The likely files of a folder and the folders in it; hidden ones are left out."""
    files: list[Entry] = []
    folders: list[Entry] = []
    try:
        with os.scandir(path) as found:
            for one in found:
                if one.name.startswith("."):
                    continue
                suffix = os.path.splitext(one.name)[1].lower()  # noqa: PTH122 -- 10,000 of them
                if suffix in _LIKELY:
                    entry = _entry(one)
                    if entry is not None:
                        (folders if entry.is_folder else files).append(entry)
                elif not suffix and _is_folder(one):
                    folders.append(Entry(one.name, is_folder=True, changed_at=0.0, size=0))
    except OSError:
        return Folder(path, (), (), is_read=False)
    files.sort(key=lambda entry: (-entry.changed_at, entry.name))
    folders.sort(key=lambda entry: entry.name.casefold())
    return Folder(path, tuple(files), tuple(folders))


def _entry(one: "os.DirEntry[str]") -> Entry | None:
    try:
        state = one.stat()
        return Entry(one.name, one.is_dir(), state.st_mtime, state.st_size)
    except OSError:
        return None


def _is_folder(one: "os.DirEntry[str]") -> bool:
    try:
        return one.is_dir()
    except OSError:
        return False


def starting_folders() -> tuple[Path, ...]:
    """Where exports usually are: the Downloads folder, then the one the program was started in; each once."""
    places = [Path.home() / "Downloads", Path.cwd(), Path.home()]
    return tuple(dict.fromkeys(place for place in places if place.is_dir()))


def short_path(path: Path) -> str:
    """A path as it is typed: the home folder is `~`."""
    text, home = str(path), str(Path.home())
    if text == home:
        return "~"
    return "~" + text[len(home) :] if text.startswith(home + os.sep) else text


def pasted_paths(text: str) -> tuple[Path, ...]:
    """The paths in a pasted or typed text: plain, quoted, with backslashes, `file://` addresses; one or several.

    A text that names a file as it stands is that file, whatever signs it holds.
    """
    found: list[Path] = []
    for line in text.splitlines():
        whole = line.strip()
        if whole:
            found += [_path(whole)] if _is_there(whole) else [_path(word) for word in _words(whole)]
    return tuple(dict.fromkeys(found))


def _is_there(text: str) -> bool:
    try:
        return _path(text).exists()
    except (OSError, ValueError):
        return False


def _path(word: str) -> Path:
    if word.startswith("file:"):
        address = urlsplit(word)
        name = unquote(address.path)
        if re.match(r"/[A-Za-z]:/", name):
            name = name[1:]
        return Path(name)
    return Path(word).expanduser() if word.startswith("~") else Path(word)


def _words(line: str) -> list[str]:
    """Words as a shell or a terminal writes dropped files; a path of Windows keeps its backslashes."""
    if re.match(r"\"?[A-Za-z]:\\|\\\\", line):
        return [one.strip('"') for one in re.findall(r'"[^"]*"|\S+', line)]
    words: list[str] = []
    current, at, is_open = "", 0, False
    while at < len(line):
        char = line[at]
        quoted = _QUOTED.match(line, at) if char in "'\"" else None
        if quoted:
            inner = quoted.group(1)
            current += inner if inner is not None else re.sub(r"\\(.)", r"\1", quoted.group(2))
            at, is_open = quoted.end(), True
            continue
        if char == "\\" and at + 1 < len(line):
            current, at, is_open = current + line[at + 1], at + 2, True
            continue
        if char.isspace():
            if is_open:
                words.append(current)
            current, is_open = "", False
        else:
            current, is_open = current + char, True
        at += 1
    return [*words, current] if is_open else words
