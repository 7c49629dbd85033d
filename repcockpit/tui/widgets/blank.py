"""What stands where no row stands: welcome, an empty day, a filter that fits nothing."""

from repcockpit.domain.views.today import TodayView
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
    day: TodayView | None = None
    filter_text = ""

    def show(self, day: TodayView, filter_text: str) -> None:
        """Speak of this day."""
        self.day, self.filter_text = day, filter_text
        self.redraw()

    def lines(self, width: int, height: int) -> list[Line]:
        """The words, indented 7; from line 10 where there is room."""
        indent = 7 if width >= 70 else 3
        if self.filter_text:
            words = _nothing_fits(self.filter_text)
        elif self.day is not None and self.day.is_empty:
            words = _welcome()
        else:
            words = _quiet_day()
        above = min(3 if len(words) > 8 else 8, max(0, (height - len(words)) // 2))
        glyphs = self.app.glyphs  # type: ignore[attr-defined]
        lines = [cut_line([(" " * indent, "text"), *line], width, glyphs.ellipsis) for line in words]
        return [Line() for _ in range(above)] + lines


def _nothing_fits(text: str) -> list[Line]:
    return [
        [(f"No row holds “{visible(text)}”.", "text!")],
        [],
        [("esc", "accent!"), ("  shows the whole day again", "text")],
    ]


def _quiet_day() -> list[Line]:
    return [
        [("Nothing waits for you today.", "text!")],
        [],
        [("l", "accent!"), ("  logs what just happened: call maria @northglass: late sand", "text")],
        [("   What is due comes up here by itself, in the order of urgency.", "muted")],
    ]


def _welcome() -> list[Line]:
    lines: list[Line] = [[("Start with the people you already know.", "text!")], []]
    for command, about in _WAYS:
        lines.append([(left(command, 26), "accent!"), (about, "muted")])
    lines += [[], [("in another window; this screen fills by itself", "muted")], []]
    lines += [[("FIVE KEYS, THE SAME ON EVERY SCREEN", "head")], []]
    lines += [[(left(key, 4), "accent!"), (about, "text")] for key, about in _KEYS]
    return [*lines, [], [("Everything stays on this computer, in one file. No network.", "muted")]]
