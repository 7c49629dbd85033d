"""Why is this here: a sum, its parts in points, the rule that won, the rows behind it, each to be opened."""

from datetime import date

from textual.events import Key

from repcockpit.domain.views.details import EvidenceRow, Why
from repcockpit.tui import words
from repcockpit.tui.dialogs.steps import Scrolling, step_of
from repcockpit.tui.glyphs import Glyphs
from repcockpit.tui.panel import rule_lines
from repcockpit.tui.parts import parts_lines, section
from repcockpit.tui.text import Line, cells, cut, justify, left, line_cells, on_row, right, visible
from repcockpit.tui.widgets.bars import KeyHint

WIDE = 76
RULE = "rule"
"""The answer that asks for the settings of the rule."""
_WHAT = 14


class WhyDialog(Scrolling[EvidenceRow | str | None]):
    """Everything behind one row; the cursor walks over the rows behind it, and the box scrolls along.

    Answers the row to open, or RULE, or None.
    """

    box_title = "Why"
    widest = WIDE

    def __init__(self, view: Why) -> None:
        super().__init__()
        self.view = view
        self.cursor = 0

    @property
    def _glyphs(self) -> Glyphs:
        found: Glyphs = self.app.glyphs  # type: ignore[attr-defined]
        return found

    def content(self, width: int) -> list[Line]:
        """Sum, parts, rule, rows."""
        rows = self.view.rows
        lines = self._above(width)
        if not rows:
            return [*lines, section("THE ROWS BEHIND IT", "none", width, self._glyphs)]
        lines.append(section("THE ROWS BEHIND IT", f"{len(rows):,}", width, self._glyphs))
        size = max(min(_WHAT, cells(visible(words.kind_word(row.what)))) for row in rows)
        today = self.view.now.date()
        for number, row in enumerate(rows):
            line = self._row(row, today, size, width, is_here=number == self.cursor)
            lines.append(line)
        return lines

    def _above(self, width: int) -> list[Line]:
        """What stands over the rows."""
        view = self.view
        lines = [self._head(width), []]
        if view.reasons:
            lines += [*parts_lines(view.reasons, width, self._glyphs, exact=True), []]
        if view.rule:
            lines.append(section("THE RULE", "", width, self._glyphs))
            for rule in view.rule:
                lines += rule_lines(rule, width)
            lines.append([])
        return lines

    def _head(self, width: int) -> Line:
        end: Line = []
        if self.view.score is not None:
            end = [(f"{self.view.score:.0f}", "text!"), (" of 100", "muted")]
        start: Line = [(visible(self.view.title), "text!"), ("  " + visible(self.view.about), "muted")]
        return justify(start, end, width, self._glyphs.ellipsis)

    def _row(self, row: EvidenceRow, today: date, size: int, width: int, *, is_here: bool) -> Line:
        glyphs = self._glyphs
        when = ""
        if row.on is not None:
            when = words.day_ahead(row.on, today) if row.on > today else words.short_date(row.on, today)
        ink = "text" if row.counts else "muted"
        line: Line = [
            (glyphs.cursor if is_here else " ", "accent!" if is_here else "text"),
            (right(when, max(10, cells(when))) + "  ", "muted"),
            (left(visible(words.kind_word(row.what)), size, glyphs.ellipsis) + "  ", ink),
        ]
        line.append((cut(visible(row.said), max(0, width - line_cells(line)), glyphs.ellipsis), "muted"))
        return on_row(line, width) if is_here else line

    def keys(self) -> tuple[KeyHint, ...]:
        """Open, change the rule, close."""
        some = (
            [KeyHint("enter", "open the row", "enter")] if self.view.rows else [KeyHint("j k", "move", "j")]
        )
        if self.view.numbers:
            some.append(KeyHint("e", "change the rule", "e"))
        return (*some, KeyHint("esc", "close", "escape"))

    def take_key(self, event: Key) -> None:
        """Walk, open, change the rule, or close."""
        if step := step_of(event, self.page):
            self._move(step)
        elif event.key == "enter" and self.view.rows:
            self.dismiss(self.view.rows[self.cursor])
        elif event.key == "e" and self.view.numbers:
            self.dismiss(RULE)
        elif event.key in {"escape", "enter", "w", "q"}:
            self.dismiss(None)

    def _move(self, step: int) -> None:
        count = len(self.view.rows)
        at_top = self.cursor == 0
        self.cursor = max(0, min(self.cursor + step, count - 1)) if count else 0
        if not count or (step < 0 and (at_top or step < -1000)):
            self.scroll = max(0, self.scroll + step)
        else:
            self._keep_in_sight()
        self.box.redraw()

    def _keep_in_sight(self) -> None:
        width = self.box.size.width - 6
        line = len(self._above(width)) + 1 + self.cursor
        room = max(2, self.box.size.height - 4)
        if line < self.scroll:
            self.scroll = line
        elif line >= self.scroll + room - 1:
            self.scroll = line - room + 2

    def clicked(self, y: int) -> None:
        """A click on a row puts the cursor there; on the cursor's row it opens."""
        first = len(self._above(self.box.size.width - 6)) + 1
        number = y + self.scroll - first
        if not 0 <= number < len(self.view.rows):
            return
        if number == self.cursor:
            self.dismiss(self.view.rows[number])
            return
        self.cursor = number
        self.box.redraw()
