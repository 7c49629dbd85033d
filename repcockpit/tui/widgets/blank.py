"""What stands where no row stands: welcome, an empty day, a filter that fits nothing."""

from repcockpit.tui.text import Line, cut_line, left, visible
from repcockpit.tui.widgets.canvas import Canvas

_WAYS = (
    ("repcockpit import FILE", "CSV, Excel, vCard; --dry-run shows first"),
    ("repcockpit add account", "a name is enough: name='Northglass'"),
    ("repcockpit demo", "sample data, kept apart, marked DEMO"),
)
_KEYS = (
    ("l", "log what just happened"),
    ("w", "why is this here"),
    ("/", "filter the list"),
    ("u", "undo, also tomorrow"),
    ("?", "everything else"),
)


class Blank(Canvas):
    """One bold sentence, the key that helps, and where the rest is."""

    DEFAULT_CSS = "Blank { display: none; }"
    words: list[Line] = []  # noqa: RUF012 -- replaced, never changed

    def show(self, words: list[Line]) -> None:
        """Say these lines."""
        self.words = words
        self.redraw()

    def lines(self, width: int, height: int) -> list[Line]:
        """The words, indented 7; from line 10 where there is room."""
        indent = 7 if width >= 70 else 3
        words = self.words
        above = min(3 if len(words) > 8 else 8, max(0, (height - len(words)) // 2))
        glyphs = self.app.glyphs  # type: ignore[attr-defined]
        lines = [cut_line([(" " * indent, "text"), *line], width, glyphs.ellipsis) for line in words]
        return [Line() for _ in range(above)] + lines


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
    for command, about in _WAYS:
        lines.append([(left(command, 26), "accent!"), (about, "muted")])
    lines += [[], [("in another window; this screen fills by itself", "muted")], []]
    lines += [[("FIVE KEYS, THE SAME ON EVERY SCREEN", "head")], []]
    lines += [[(left(key, 4), "accent!"), (about, "text")] for key, about in _KEYS]
    return [*lines, [], [("Everything stays on this computer, in one file. No network.", "muted")]]
