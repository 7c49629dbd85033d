"""Text in cells: showing what must not act, measuring, cutting, joining.

Whatever a person typed reaches the screen through `visible`; it is never parsed as markup.
"""

from collections.abc import Sequence

from rich.cells import cell_len

from repcockpit.domain import names

Span = tuple[str, str]
"""A piece of text and the token of its ink (`muted`, `late!`, …)."""

Line = list[Span]

_SPACES = dict.fromkeys(map(ord, "\t\n\r\v\f"), " ")


def visible(text: str) -> str:
    """`text` on one line, with what would act on the terminal written out."""
    if text.isascii() and text.isprintable():
        return text
    return names.visible(text.translate(_SPACES))


def cells(text: str) -> int:
    """The number of terminal cells that `text` takes."""
    return len(text) if text.isascii() else cell_len(text)


def head(text: str, width: int) -> str:
    """The longest beginning of `text` that takes at most `width` cells."""
    if text.isascii():
        return text[: max(0, width)]
    used, end = 0, len(text)
    for at, char in enumerate(text):
        used += cell_len(char)
        if used > width:
            end = at
            break
    # A sign that makes the one before it wider has no width itself.
    while end and cell_len(text[:end]) > width:
        end -= 1
    return text[:end]


def cut(text: str, width: int, ellipsis: str = "…") -> str:
    """`text` in at most `width` cells, the last one an ellipsis where something was left out."""
    if width <= 0:
        return ""
    if cells(text) <= width:
        return text
    return head(text, width - 1) + ellipsis


def left(text: str, width: int, ellipsis: str = "…") -> str:
    """`text` cut and padded on the right to exactly `width` cells."""
    shown = cut(text, width, ellipsis)
    return shown + " " * (width - cells(shown))


def right(text: str, width: int, ellipsis: str = "…") -> str:
    """`text` cut and padded on the left to exactly `width` cells."""
    shown = cut(text, width, ellipsis)
    return " " * (width - cells(shown)) + shown


def line_cells(line: Sequence[Span]) -> int:
    """The cells of a whole line."""
    return sum(cells(text) for text, _ in line)


def cut_line(line: Sequence[Span], width: int, ellipsis: str = "…") -> Line:
    """A line in at most `width` cells."""
    kept: Line = []
    room = width
    for index, (text, token) in enumerate(line):
        size = cells(text)
        last = index == len(line) - 1
        if size > room or (size == room and not last and line_cells(line[index + 1 :])):
            kept.append(
                (cut(text + "  ", room, ellipsis) if size == room else cut(text, room, ellipsis), token)
            )
            return kept
        kept.append((text, token))
        room -= size
    return kept


def justify(start: Sequence[Span], end: Sequence[Span], width: int, ellipsis: str = "…") -> Line:
    """`start` at the left and `end` at the right of `width` cells; `start` is cut, `end` is not."""
    ending = line_cells(end)
    room = max(0, width - ending - (1 if ending else 0))
    begun = cut_line(start, room, ellipsis)
    gap = max(0, width - ending - line_cells(begun))
    return [*begun, (" " * gap, "text"), *end]


def on_row(line: Sequence[Span], width: int) -> Line:
    """A line filled to `width` cells, on the ground of the row under the cursor."""
    gap = " " * max(0, width - line_cells(line))
    return [(text, ink if ink == "caret" else f"{ink}@row") for text, ink in [*line, (gap, "text")]]


def wrap(text: str, width: int) -> list[str]:
    """`text` in lines of at most `width` cells, broken at blanks where there are any."""
    lines: list[str] = []
    current = ""
    width = max(1, width)
    for word in text.split(" "):
        rest = word
        joined = f"{current} {rest}" if current else rest
        if cells(joined) <= width:
            current = joined
            continue
        if current:
            lines.append(current)
        while cells(rest) > width:
            begun = head(rest, width) or rest[0]
            lines.append(begun)
            rest = rest[len(begun) :]
        current = rest
    return [*lines, current]
