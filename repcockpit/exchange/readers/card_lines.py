"""The lines of a vCard file: cards one by one, their properties, text decoded. No meaning of names here."""

import quopri
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

_PROPERTY = re.compile(
    r"^(?:([A-Za-z0-9-]+)\.)?([A-Za-z][A-Za-z0-9-]*)((?:;(?:[^:\"]|\"[^\"]*\")*)?):(.*)$", re.DOTALL
)
_BINARY = frozenset({"PHOTO", "LOGO", "SOUND", "KEY", "X-MS-OL-DESIGN", "X-MS-CARDPICTURE"})
_IDLE = _BINARY | {"PRODID", "PROFILE"}
OURS = "//repcockpit//"
"""What the product of our own cards contains."""
_AGENT = re.compile(r"(?:[A-Za-z0-9-]+\.)?AGENT\b[^:]*:\s*", re.IGNORECASE)
_ENCODINGS = frozenset({"QUOTED-PRINTABLE", "BASE64", "B", "8BIT", "7BIT"})
_CARD_LIMIT = 1 << 22


class Property(NamedTuple):
    """One property: its group, upper-case name, types in lower case, preference (1 first, 100 none), raw value."""

    group: str
    name: str
    types: tuple[str, ...]
    preference: int
    value: str


class Card(NamedTuple):
    """One card: the line of its BEGIN, its version, what it says, why it cannot be read, and lines left out."""

    line: int
    version: str
    properties: tuple[Property, ...]
    problem: str
    odd_lines: tuple[int, ...]


class _Open(NamedTuple):
    line: int
    parts: list[tuple[int, str]]


def cards_of(lines: Iterable[str], charset: str) -> Iterator[Card]:
    """The cards of a file read as Latin-1, so that every property may have its own character set.

    `charset` is that of properties which name none. A card without END, or of more than 4 million characters, is
    given with its problem; nested cards (AGENT) stay inside their card as its property's value.
    """
    current: _Open | None = None
    depth, size, before = 0, 0, ""
    for number, raw in enumerate(lines, start=1):
        text = raw.rstrip("\r\n").replace("\0", "")
        mark = text.strip().upper().removeprefix("\ufeff").removeprefix("ï»¿")
        if mark == "BEGIN:VCARD":
            if current is not None and _AGENT.fullmatch(before):
                depth += 1
            else:
                if current is not None:
                    yield _card(current, charset, "the card has no END:VCARD")
                current, depth, size, before = _Open(number, []), 0, 0, ""
                continue
        elif mark == "END:VCARD" and current is not None and depth == 0:
            yield _card(current, charset, "the card is too long" if size > _CARD_LIMIT else "")
            current = None
        elif mark == "END:VCARD":
            depth = max(0, depth - 1)
        before = text or before
        if current is not None and size <= _CARD_LIMIT:
            size += _keep(current.parts, number, text, nested=depth > 0 or mark == "END:VCARD")
    if current is not None:
        yield _card(current, charset, "the card has no END:VCARD")


def _keep(parts: list[tuple[int, str]], number: int, text: str, *, nested: bool) -> int:
    """Adds a physical line to the card as it unfolds; pictures and keys are not kept. Gives the characters kept."""
    before = parts[-1][1] if parts else ""
    if nested:
        parts[-1] = (parts[-1][0], f"{before}\n{text}")
    elif parts and _is_soft_break(before):
        parts[-1] = (parts[-1][0], before.rstrip()[:-1] + text)
    elif parts and text[:1] in {" ", "\t"}:
        if _is_binary(before):
            return 0
        parts[-1] = (parts[-1][0], before + text[1:])
    elif _is_binary(text):
        parts.append((number, text.partition(":")[0] + ":"))
        return 40
    elif text.strip() and not (parts and _is_binary(before) and not _PROPERTY.match(text)):
        parts.append((number, text))
    return len(text)


def _is_binary(text: str) -> bool:
    head = re.match(r"(?:[A-Za-z0-9-]+\.)?([A-Za-z0-9-]+)[;:]", text)
    return bool(head) and head.group(1).upper() in _BINARY if head else False


def _is_soft_break(text: str) -> bool:
    return text.rstrip(" \t").endswith("=") and "QUOTED-PRINTABLE" in text.partition(":")[0].upper()


def _card(found: _Open, charset: str, problem: str) -> Card:
    version = ""
    properties: list[Property] = []
    odd: list[int] = []
    for number, text in found.parts:
        read = _property(text, charset)
        if read is None:
            if properties and properties[-1].name == "NOTE":
                note = properties[-1]
                properties[-1] = note._replace(
                    value=f"{note.value}\\n{_decoded(text.encode('latin-1'), charset)}"
                )
            else:
                odd.append(number)
        elif read.name == "VERSION":
            version = read.value.strip()
        elif read.name not in _IDLE or (read.name == "PRODID" and OURS in read.value):
            properties.append(read)
    return Card(found.line, version, tuple(properties), problem, tuple(odd))


def _property(text: str, charset: str) -> Property | None:
    match = _PROPERTY.match(text)
    if match is None:
        return None
    group, name, head, value = match.groups()
    types: list[str] = []
    encoding, named, preference = "", "", 100
    for parameter in re.findall(r";((?:[^;\"]|\"[^\"]*\")*)", head):
        key, equals, setting = parameter.partition("=")
        key = key.strip().upper()
        if not equals:
            key, setting = ("ENCODING", key) if key in _ENCODINGS else ("TYPE", key)
        if key == "ENCODING":
            encoding = setting.strip().upper()
        elif key == "CHARSET":
            named = setting.strip(' "')
        elif key == "PREF" and setting.strip(' "').isdigit():
            preference = int(setting.strip(' "'))
        elif key == "TYPE":
            types += [part.strip().lower() for part in setting.replace('"', "").split(",") if part.strip()]
    if "pref" in types:
        preference = min(preference, 1)
    raw = value.encode("latin-1", "replace")
    if encoding == "QUOTED-PRINTABLE":
        raw = quopri.decodestring(raw)
    elif encoding in {"BASE64", "B"}:
        raw = b""
    return Property(
        (group or "").lower(), name.upper(), tuple(types), preference, _decoded(raw, charset, named)
    )


def _decoded(raw: bytes, charset: str, named: str = "") -> str:
    """The text of a value: in the character set it names, else the file's, UTF-8 or Windows-1252."""
    if named:
        try:
            return raw.decode(named, "replace").replace("\0", "")
        except (LookupError, ValueError):
            pass
    for name in (charset, "utf-8"):
        try:
            return raw.decode(name).replace("\0", "")
        except (LookupError, ValueError):
            continue
    return raw.decode("cp1252", "replace").replace("\0", "")


def split_escaped(value: str, mark: str) -> list[str]:
    """The parts of a value between marks that no backslash stands before; the parts stay escaped."""
    parts, start, at = [], 0, 0
    while at < len(value):
        if value[at] == "\\":
            at += 2
            continue
        if value[at] == mark:
            parts.append(value[start:at])
            start = at + 1
        at += 1
    return [*parts, value[start:]]


def unescaped(value: str, version: str) -> str:
    """The text of an escaped value; version 2.1 writes no line breaks with a backslash."""

    def plain(match: re.Match[str]) -> str:
        letter = match.group(1)
        if letter in "nN":
            return match.group() if version == "2.1" else "\n"
        return match.group() if letter == "\\" and version == "2.1" else letter

    return re.sub(r"\\([nN\\,;:\"])", plain, value).replace("\r\n", "\n").strip()
