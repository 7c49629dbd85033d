"""From tokens to what the terminal gets: lines of spans become strips."""

from collections.abc import Sequence

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from repcockpit.tui.text import Span, cells
from repcockpit.tui.theme import Tokens

_PLAIN = {"text": "foreground", "head": "muted"}


class Ink:
    """The styles of one theme, made when they are first used.

    A token is a colour of look.md 2 (`text` for the foreground, `head` for headings), with `!` for bold.
    A ground is `background`, `row` or `panel`; a token may name its own (`text!@row`). A dimmed ink draws everything in `rule`.
    """

    def __init__(self, tokens: Tokens, *, dimmed: bool = False) -> None:
        self.tokens = tokens
        self.dimmed = dimmed
        self._styles: dict[tuple[str, str], Style] = {}

    def style(self, token: str, ground: str) -> Style:
        """The style of a token on a ground."""
        found = self._styles.get((token, ground))
        if found is None:
            found = self._styles[token, ground] = self._make(token, ground)
        return found

    def _make(self, token: str, ground: str) -> Style:
        tokens = self.tokens
        token, _, own_ground = token.partition("@")
        ground = own_ground or ground
        name = token.rstrip("!")
        if self.dimmed:
            under = "background" if ground == "row" else ground
            return Style(color=_colour(tokens.rule), bgcolor=_colour(getattr(tokens, under)))
        bold = token.endswith("!") or name == "head"
        if tokens.is_bold and name in {"late", "accent", "chip", "cursor"}:
            bold = True
        if name in {"chip", "caret", "here"}:
            return self._filled(name, bold=bold)
        colour = getattr(tokens, _PLAIN.get(name, name))
        if tokens.is_ansi and ground == "row":
            return Style(color=_colour(colour), bold=True)
        return Style(color=_colour(colour), bgcolor=_colour(getattr(tokens, ground)), bold=bold)

    def _filled(self, name: str, *, bold: bool) -> Style:
        tokens = self.tokens
        fill = tokens.chip if name == "chip" else tokens.accent
        if tokens.is_ansi:
            return Style(color=_colour(fill), bold=True, reverse=True)
        ink = tokens.chip_text if name == "chip" else tokens.background
        return Style(color=_colour(ink), bgcolor=_colour(fill), bold=bold or name != "caret")

    def strip(self, line: Sequence[Span], width: int, ground: str = "background") -> Strip:
        """A line as exactly `width` cells on a ground."""
        segments = [Segment(text, self.style(token, ground)) for text, token in line if text]
        used = sum(cells(text) for text, _ in line)
        if used < width:
            segments.append(Segment(" " * (width - used), self.style("text", ground)))
            return Strip(segments, width)
        strip = Strip(segments, used)
        return strip.crop(0, width) if used > width else strip


def _colour(name: str) -> str:
    return name.removeprefix("ansi_")
