"""What stands where no row stands: welcome, an empty day, a filter that fits nothing."""

from textual.events import Click
from textual.message import Message

from repcockpit.tui.text import Line, cut_line, left, visible
from repcockpit.tui.widgets.canvas import Canvas

_WAYS = (
    ("import", "i", "Bring a file", "CSV, Excel, vCard; preview first"),
    ("new", "n", "Write your first account", "a name is enough"),
    ("demo", "d", "Look around with sample data", "kept apart, marked DEMO"),
)
"""The ways to begin: action, key, what it is, what is known about it; the safest first."""
_WAY = "way:"
_KEYS = (
    ("l", "log what just happened"),
    ("w", "why is this here"),
    ("/", "filter the list"),
    ("u", "undo, also tomorrow"),
    ("?", "everything else"),
)


class Blank(Canvas):
    """One bold sentence, the key that helps, and where the rest is; the ways of the welcome have a cursor."""

    DEFAULT_CSS = "Blank { display: none; }"
    words: list[Line] = []  # noqa: RUF012 -- replaced, never changed
    at = 0

    class Chosen(Message):
        """A way to begin was clicked."""

        def __init__(self, action: str) -> None:
            super().__init__()
            self.action = action

    def show(self, words: list[Line]) -> None:
        """Say these lines."""
        self.words = words
        self.redraw()

    @property
    def way(self) -> str:
        """The action of the way under the cursor; nothing where there are no ways."""
        ways = [way for line in self.words if (way := _way_of(line))]
        return ways[min(self.at, len(ways) - 1)] if ways else ""

    def move(self, step: int) -> None:
        """Put the cursor on another way."""
        self.at = max(0, min(self.at + step, len(_WAYS) - 1))
        self.redraw()

    def lines(self, width: int, height: int) -> list[Line]:
        """The words, indented 7; from line 10 where there is room."""
        indent = 7 if width >= 70 else 3
        glyphs = self.app.glyphs  # type: ignore[attr-defined]
        here = self.way
        lines: list[Line] = []
        for line in self.words:
            is_here = here and _way_of(line) == here
            start: Line = [(" " * indent, "text")]
            if is_here:
                start = [(" " * (indent - 2), "text"), (glyphs.cursor + " ", "accent!")]
            lines.append(cut_line([*start, *line], width, glyphs.ellipsis))
        return [Line() for _ in range(self._above(height))] + lines

    def _above(self, height: int) -> int:
        return min(3 if len(self.words) > 8 else 8, max(0, (height - len(self.words)) // 2))

    def on_click(self, event: Click) -> None:
        """A click on a way to begin is that way."""
        at = event.y - self._above(self.size.height)
        if 0 <= at < len(self.words) and (way := _way_of(self.words[at])):
            self.post_message(self.Chosen(way))


def _way_of(line: Line) -> str:
    """The action that a line of the welcome stands for."""
    return line[0][1].removeprefix(_WAY) if line and line[0][1].startswith(_WAY) else ""


def nothing_fits(text: str) -> list[Line]:
    """A filter that fits no row."""
    return [
        [(f"No row holds “{visible(text)}”.", "text!")],
        [],
        [("esc", "accent!"), ("  shows all of them again", "text")],
    ]


def quiet_day() -> list[Line]:
    """A day without a row."""
    return [
        [("Nothing waits for you today.", "text!")],
        [],
        [("l", "accent!"), ("  logs what just happened: call maria @northglass: late sand", "text")],
        [("   What is due comes up here by itself, in the order of urgency.", "muted")],
    ]


def welcome() -> list[Line]:
    """An empty book."""
    lines: list[Line] = [[("Start with the people you already know.", "text!")], []]
    for action, key, title, about in _WAYS:
        mark = ("", _WAY + action)
        lines.append([mark, (f"{key}  ", "accent!"), (left(title, 31), "text"), (about, "muted")])
    lines += [[], [], [("FIVE KEYS, THE SAME ON EVERY SCREEN", "head")], []]
    lines += [[(left(key, 4), "accent!"), (about, "text")] for key, about in _KEYS]
    return [*lines, [], [], [("Everything stays on this computer, in one file. No network.", "muted")]]
