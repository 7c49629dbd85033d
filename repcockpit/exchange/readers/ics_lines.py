"""Lines of calendar files: unfolded, each property with its parameters, each component with its own lines.

Tolerant: LF and lone CR, folds inside a character, lines that are no property, components that never end.
"""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

_NAME = re.compile(r"[A-Za-z0-9\-]+")
_ESCAPED = re.compile(r"\\([nN\\,;:\"])")
_DEEPEST: Final = 50
_LONGEST: Final = 1 << 21
"""Characters of a component that are kept; attachments are left out anyway."""
_IDLE: Final = frozenset(
    ("ATTACH", "IMAGE", "X-ALT-DESC", "STYLED-DESCRIPTION", "X-APPLE-STRUCTURED-LOCATION")
)


class IcsProperty(NamedTuple):
    """One property: upper-case name and parameters, the value as it is written."""

    line: int
    name: str
    parameters: dict[str, str]
    value: str

    @property
    def text(self) -> str:
        """The value as TEXT, its escapes undone."""
        return unescaped(self.value)


class IcsComponent(NamedTuple):
    """One component without those inside it; `problem` says why it is not whole, `odd` which line is none."""

    line: int
    name: str
    properties: tuple[IcsProperty, ...]
    inner: tuple["IcsComponent", ...] = ()
    problem: str = ""
    odd: int | None = None

    def first(self, name: str) -> IcsProperty | None:
        """The first property of that name."""
        return next((one for one in self.properties if one.name == name), None)

    def every(self, name: str) -> list[IcsProperty]:
        """Every property of that name."""
        return [one for one in self.properties if one.name == name]

    def text(self, name: str) -> str:
        """The text of the first property of that name, else nothing."""
        found = self.first(name)
        return found.text.strip() if found else ""


def unescaped(value: str) -> str:
    """The text of an escaped value."""
    return _ESCAPED.sub(lambda match: "\n" if match[1] in "nN" else match[1], value)


def unfolded(content: bytes) -> Iterator[tuple[int, bytes]]:
    """(line number from 1, bytes) of every logical line; a fold may stand inside a character."""
    start, parts = 0, list[bytes]()
    for number, raw in enumerate(content.splitlines(), start=1):
        if parts and raw[:1] in (b" ", b"\t"):
            parts.append(raw[1:])
            continue
        if parts:
            yield start, b"".join(parts)
        start, parts = number, [raw]
    if parts:
        yield start, b"".join(parts)


def property_of(line: int, text: str) -> IcsProperty | None:
    """The property on a logical line; None for a line that is none."""
    end = _value_at(text)
    if end < 0:
        return None
    head, *settings = _split(text[:end])
    name = head.strip()
    name = name.rpartition(".")[2]  # item1.SUMMARY
    if not _NAME.fullmatch(name):
        return None
    parameters: dict[str, str] = {}
    for setting in settings:
        key, _, value = setting.partition("=")
        parameters.setdefault(key.strip().upper(), value.strip().replace('"', "").replace("^'", '"'))
    return IcsProperty(line, name.upper(), parameters, text[end + 1 :])


def _value_at(text: str) -> int:
    """Where the colon before the value stands; one inside quotes is none, unless the quote never ends."""
    is_quoted = False
    for place, letter in enumerate(text):
        if letter == '"':
            is_quoted = not is_quoted
        elif letter == ":" and not is_quoted:
            return place
    return text.find(":") if is_quoted else -1


def _split(head: str) -> list[str]:
    """The parts of a head between semicolons that stand outside quotes."""
    parts, part, is_quoted = [], list[str](), False
    for letter in head:
        if letter == '"':
            is_quoted = not is_quoted
        if letter == ";" and not is_quoted:
            parts.append("".join(part))
            part = []
        else:
            part.append(letter)
    return [*parts, "".join(part)]


class _Open:
    """A component whose end has not come yet."""

    def __init__(self, line: int, name: str) -> None:
        self.line, self.name, self.size = line, name, 0
        self.odd: int | None = None
        self.properties: list[IcsProperty] = []
        self.inner: list[IcsComponent] = []

    def closed(self, problem: str = "") -> IcsComponent:
        """The component as it is now."""
        too_long = "longer than 2 MB" if self.size > _LONGEST else ""
        return IcsComponent(
            self.line, self.name, tuple(self.properties), tuple(self.inner), problem or too_long, self.odd
        )

    def take(self, number: int, text: str) -> None:
        """Keep a line, unless nobody reads it."""
        found = property_of(number, text)
        if found is None:
            self.odd = self.odd or number
        elif found.name not in _IDLE:
            self.size += len(text)
            if self.size <= _LONGEST:
                self.properties.append(found)


def components_of(lines: Iterator[tuple[int, str]]) -> Iterator[IcsComponent]:
    """Every component in the order of its end; calendars themselves too, without what stands in them."""
    stack: list[_Open] = []
    for number, text in lines:
        word = text.strip().upper()
        if word.startswith("BEGIN:"):
            name = word[6:].strip()
            if len(stack) >= _DEEPEST:
                continue
            if stack and name in ("VCALENDAR", "VEVENT") and stack[-1].name != "VCALENDAR":
                yield from _given_up(stack, keep=name == "VEVENT")
            stack.append(_Open(number, name))
        elif word.startswith("END:"):
            yield from _ended(stack, word[4:].strip())
        elif stack and text.strip():
            stack[-1].take(number, text)
    yield from _given_up(stack, keep=False)


def _ended(stack: list[_Open], name: str) -> Iterator[IcsComponent]:
    """Close the component of that name, and what was left open inside it; an end of nothing is no end."""
    if not any(one.name == name for one in stack):
        return
    while stack:
        one = stack.pop()
        problem = "" if one.name == name else f"BEGIN:{one.name} has no END"
        yield from _placed(stack, one.closed(problem))
        if one.name == name:
            return


def _given_up(stack: list[_Open], *, keep: bool) -> Iterator[IcsComponent]:
    """Close what is open although its end never came; `keep` leaves the calendar open."""
    while stack and not (keep and stack[-1].name == "VCALENDAR"):
        one = stack.pop()
        yield from _placed(stack, one.closed(f"BEGIN:{one.name} has no END"))


def _placed(stack: list[_Open], found: IcsComponent) -> Iterator[IcsComponent]:
    """Hand out what stands in a calendar or by itself; what stands inside another component belongs to it."""
    if stack and stack[-1].name != "VCALENDAR":
        stack[-1].inner.append(found)
    else:
        yield found
