"""Why is this here: a sum, its parts in points, the rule that won, the rows behind it."""

from textual.events import Key

from repcockpit.domain.views.today import TodayView, WhyView
from repcockpit.tui.dialogs.box import Dialog
from repcockpit.tui.glyphs import Glyphs
from repcockpit.tui.parts import kind_column, parts_lines, section, touch_line
from repcockpit.tui.text import Line, cut, justify, visible, wrap
from repcockpit.tui.widgets.bars import KeyHint

WIDE = 76


class WhyDialog(Dialog[None]):
    """Everything behind one row; longer than the screen, it scrolls."""

    box_title = "Why"
    widest = WIDE

    def __init__(self, view: WhyView, day: TodayView) -> None:
        super().__init__()
        self._view, self._day = view, day
        self._scroll = 0

    def content(self, width: int) -> list[Line]:
        """Sum, parts, rule, rows."""
        view = self._view
        lines = [self._head(width), []]
        if view.item.reasons:
            lines += [*parts_lines(view.item.reasons, width, self._glyphs, exact=True), []]
        if view.rule:
            lines.append(section("THE RULE", "", width, self._glyphs))
            lines += self._rule(width)
            lines.append([])
        lines += self._rows(width)
        return lines

    @property
    def _glyphs(self) -> Glyphs:
        found: Glyphs = self.app.glyphs  # type: ignore[attr-defined]
        return found

    def _head(self, width: int) -> Line:
        item = self._view.item
        name = visible(item.contact_name or item.account_name or self._view.title)
        about = self._place()
        end: Line = []
        if item.score is not None:
            end = [(f"{item.score:.0f}", "text!"), (" of 100", "muted")]
        return justify([(name, "text!"), ("  " + about, "muted")], end, width, self._glyphs.ellipsis)

    def _place(self) -> str:
        scored = [item for item in self._day.items if item.group == self._view.item.group]
        ranked = [item for item in scored if item.score is not None]
        if self._view.item.score is None or self._view.item not in ranked:
            return visible(self._view.item.title)
        place = ranked.index(self._view.item) + 1
        return f"{'first' if place == 1 else f'number {place:,}'} of {len(ranked):,} here"

    def _rule(self, width: int) -> list[Line]:
        lines: list[Line] = []
        for rule in self._view.rule:
            first, *rest = wrap(visible(rule), width)
            strong, found, weak = first.partition("  ")
            lines.append([(strong, "text"), ("  " + weak if found else "", "muted")])
            lines += [[("  " + more, "muted")] for more in rest]
        return lines

    def _rows(self, width: int) -> list[Line]:
        rows = self._view.touches
        if not rows:
            return [section("THE ROWS BEHIND IT", "none: nothing has been logged", width, self._glyphs)]
        lines = [section("THE ROWS BEHIND IT", f"{len(rows):,}", width, self._glyphs)]
        for row in rows:
            said = row.why if not row.note else f"{row.why}: {row.note}"
            lines.append(
                touch_line(row, self._day.day, width, self._glyphs, said=said, kind_size=kind_column(rows))
            )
        return lines

    def shown(self, width: int, height: int) -> list[Line]:
        """The part of the content that is in sight."""
        lines = self.content(width)
        room = max(0, height - 2)
        self._scroll = max(0, min(self._scroll, len(lines) - room))
        seen = lines[self._scroll : self._scroll + room]
        below = len(lines) - self._scroll - room
        if below > 0:
            seen[-1] = [(cut(f"{below + 1:,} more lines below", width), "muted")]
        body = seen + [Line() for _ in range(room - len(seen))]
        return [*body, [], self.key_line(width)]

    def keys(self) -> tuple[KeyHint, ...]:
        """Move and close."""
        return KeyHint("j k", "move", "j"), KeyHint("esc", "close", "escape")

    def take_key(self, event: Key) -> None:
        """Scroll, or close."""
        page = max(1, self.box.size.height - 6)
        steps = {"j": 1, "down": 1, "k": -1, "up": -1, "pagedown": page, "pageup": -page, "ctrl+d": page // 2}
        steps |= {
            "ctrl+u": -(page // 2),
            "g": -1_000_000,
            "home": -1_000_000,
            "G": 1_000_000,
            "end": 1_000_000,
        }
        step = steps.get(event.key) or steps.get(event.character or "")
        if step:
            self._scroll = max(0, self._scroll + step)
            self.box.redraw()
        elif event.key in {"escape", "enter", "w", "q"}:
            self.dismiss(None)
