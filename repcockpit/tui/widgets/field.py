"""A one-line field as values: the text, the place of the caret, and what each key does to them."""

from typing import NamedTuple

from repcockpit.tui.text import Line, cells, visible

LIMIT = 20_000


class Field(NamedTuple):
    """What has been typed; `caret` counts characters from the start."""

    text: str = ""
    caret: int = 0

    def typed(self, more: str) -> "Field":
        """With `more` put in at the caret; line ends become blanks, and the text stays under the limit."""
        more = " ".join(more.splitlines())[: max(0, LIMIT - len(self.text))]
        return Field(self.text[: self.caret] + more + self.text[self.caret :], self.caret + len(more))

    def at(self, caret: int) -> "Field":
        """With the caret moved, inside the text."""
        return self._replace(caret=max(0, min(caret, len(self.text))))

    def _left(self) -> int:
        at = self.caret - 1
        while at > 0 and cells(self.text[at]) == 0:
            at -= 1
        return max(0, at)

    def _right(self) -> int:
        at = self.caret + 1
        while at < len(self.text) and cells(self.text[at]) == 0:
            at += 1
        return min(len(self.text), at)

    def _word_left(self) -> int:
        at = len(self.text[: self.caret].rstrip())
        return self.text[:at].rfind(" ") + 1

    def _word_right(self) -> int:
        rest = self.text[self.caret :]
        blanks = len(rest) - len(rest.lstrip())
        end = rest.find(" ", blanks)
        return len(self.text) if end < 0 else self.caret + end

    def _without(self, start: int, end: int) -> "Field":
        return Field(self.text[:start] + self.text[end:], start)

    def pressed(self, key: str, character: str | None) -> "Field | None":
        """What a key makes of the field; None where the key means nothing here."""
        if character is not None and character.isprintable() and len(character) == 1:
            return self.typed(character)
        return self._moved(key) or self._erased(key)

    def _moved(self, key: str) -> "Field | None":
        match key:
            case "left":
                return self.at(self._left())
            case "right":
                return self.at(self._right())
            case "home" | "ctrl+a":
                return self.at(0)
            case "end" | "ctrl+e":
                return self.at(len(self.text))
            case "ctrl+left" | "alt+b":
                return self.at(self._word_left())
            case "ctrl+right" | "alt+f":
                return self.at(self._word_right())
        return None

    def _erased(self, key: str) -> "Field | None":
        match key:
            case "backspace" | "ctrl+h":
                return self._without(self._left() if self.caret else 0, self.caret)
            case "delete":
                return self._without(self.caret, self._right())
            case "ctrl+w" | "alt+backspace":
                return self._without(self._word_left(), self.caret)
            case "ctrl+u":
                return self._without(0, self.caret)
            case "ctrl+k":
                return self._without(self.caret, len(self.text))
        return None


def field_lines(field: Field, width: int, inks: list[str] | None = None) -> list[Line]:
    """The field in lines of `width` cells with its caret; `inks` has a token for each character.

    Lines break after a blank where there is one, so that words stay whole.
    """
    pieces = [(visible(char), inks[at] if inks else "text") for at, char in enumerate(field.text)]
    pieces.append((" ", "text"))
    lines: list[Line] = []
    line: Line = []
    used, blank = 0, -1
    for at, (shown, token) in enumerate(pieces):
        while line and used + cells(shown) > width:  # what is kept may be too long for it again
            keep = line[blank + 1 :] if 0 <= blank < len(line) - 1 and shown != " " else []
            lines.append(line[: len(line) - len(keep)])
            line, used, blank = keep, sum(cells(text) for text, _ in keep), -1
        line.append((shown, "caret" if at == field.caret else token))
        used += cells(shown)
        if shown == " ":
            blank = len(line) - 1
    return [_joined(each) for each in [*lines, line]]


def _joined(line: Line) -> Line:
    joined: Line = []
    for text, token in line:
        if joined and joined[-1][1] == token:
            joined[-1] = (joined[-1][0] + text, token)
        else:
            joined.append((text, token))
    return joined


NEAR = 4
"""So many times the width behind the caret are looked at for what stands beside it; joiners have no width."""


def tail_line(field: Field, width: int) -> Line:
    """The field in one line that shows the caret: what does not fit goes off at the left."""
    start, room = field.caret, width
    while start and (room := room - cells(visible(field.text[start - 1]))) > 0:
        start -= 1
    near = field.text[start : field.caret + NEAR * width]  # a note may be as long as a letter
    lines = field_lines(Field(near, field.caret - start), max(1, width))
    return next(line for line in lines if any(ink == "caret" for _, ink in line))
