"""The end of the day: each row answered by one key, then what tomorrow holds."""

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from textual.events import Key

from repcockpit.domain.errors import CockpitError
from repcockpit.domain.views.decisions import SweepRow, SweepView
from repcockpit.tui import words
from repcockpit.tui.desk import Desk, Saved
from repcockpit.tui.dialogs.rows import RowsDialog
from repcockpit.tui.parts import section
from repcockpit.tui.subject import Subject
from repcockpit.tui.text import Line, cut, cut_line, left, right, visible, wrap
from repcockpit.tui.widgets.bars import KeyHint

if TYPE_CHECKING:
    from repcockpit.services.decisions.chosen import Decided

_CHROME = 13
"""Lines of border, key line, what was said, tomorrow and the counts."""


class ToLog(NamedTuple):
    """A row to be written down: `is_held` where the line begins with what was planned."""

    row: SweepRow
    is_held: bool


def subject_of_sweep(row: SweepRow) -> Subject:
    """The appointment, task or promise of a row."""
    return Subject(
        row.kind, row.id, row.contact_id, row.account_id, row.name, row.place, row.phone, row.title
    )


class SweepDialog(RowsDialog[SweepRow, None]):
    """Open until the day is done: answers of one key are written here, the log line stands before it."""

    box_title = "End of day"
    widest = 80

    def __init__(
        self, desk: Desk, write_down: "Callable[[SweepDialog, ToLog], None]", draft_count: int
    ) -> None:
        """`write_down` opens the log line, and then tells `heard` what was saved."""
        super().__init__()
        self.desk, self._write_down, self._draft_count = desk, write_down, draft_count
        self._txns: list[bytes] = []
        self._left: set[bytes] = set()
        self._said, self._is_problem = "", False
        self._view: SweepView = desk.deeds.sweep()

    def heard(self, saved: Saved | None) -> None:
        """What the log line wrote, None where it was left."""
        if saved is not None:
            self._write(lambda: saved)
        else:
            self.redraw()

    @property
    def rows(self) -> list[SweepRow]:
        """What is still to be answered."""
        return [row for row in self._view.rows if row.id not in self._left]

    def content(self, width: int) -> list[Line]:
        """The open rows, what was answered last, tomorrow, the counts."""
        glyphs = self.app.glyphs  # type: ignore[attr-defined]
        rows, room = self.rows, self.room()
        title = str(len(rows)) if len(rows) <= room else f"{room} of {len(rows)}"
        lines: list[Line] = [section("STILL OPEN", title if rows else "", width, glyphs)]
        self.rows_from = len(lines)
        lines += self.row_lines(width)
        if not rows:
            lines.append([("Nothing of today is open.", "text!")])
        mark = (f"{glyphs.refused} ", "late") if self._is_problem else (f"{glyphs.done} ", "good")
        lines.append([mark, (visible(self._said), "text")] if self._said else [])
        lines += self._ahead(width)
        lines += [[], *([(line, "muted")] for line in wrap(self._counts(), width))]
        return [cut_line(line, width, glyphs.ellipsis) for line in lines]

    def room(self) -> int:
        """What the screen has room for."""
        return max(1, self.app.size.height - _CHROME)

    def choose(self, row: SweepRow) -> None:
        """It was held, or kept."""
        self._answer("h", row)

    def drawn_row(self, row: SweepRow, width: int, *, is_here: bool) -> list[Line]:
        """When, what, who, about what."""
        return [self._line(row, width, is_here=is_here)]

    def _line(self, row: SweepRow, width: int, *, is_here: bool = False) -> Line:
        glyphs = self.app.glyphs  # type: ignore[attr-defined]
        mark = glyphs.ellipsis
        glyph = glyphs.planned if row.kind == "interaction" else glyphs.slip
        who_size = 18 if width >= 66 else 13
        about = visible(row.title or row.place).removeprefix(f"{words.kind_word(row.what)}: ")
        return [
            (glyphs.cursor if is_here else " ", "accent!"),
            (f"{glyph} ", "accent" if row.kind == "interaction" else "soon"),
            (right(self._when(row), 9, mark) + "  ", "text"),
            (left(words.kind_word(row.what), 9, mark) + "  ", "text"),
            (left(visible(row.name), who_size, mark) + "  ", "text!"),
            (cut(about, max(0, width - who_size - 27), mark), "muted"),
        ]

    def _when(self, row: SweepRow) -> str:
        today = self._view.day
        if row.on < today:
            shown = words.day_behind(row.on, today)
            return shown if len(shown) <= 9 else words.short_date(row.on, row.on)
        if row.at is not None:
            return words.hour(row.at)
        if row.kind != "task":
            return ""
        return "due today" if row.on == today else f"due {words.WEEKDAYS[row.on.weekday()]}"

    def _ahead(self, width: int) -> list[Line]:
        glyphs, view = self.app.glyphs, self._view  # type: ignore[attr-defined]
        if view.next_day is None:
            return []
        name = words.full_date(view.next_day)
        note = f"{name}, {view.ahead_count}" if view.ahead_count else f"{name}, nothing planned"
        lines = [section("NEXT WORKING DAY", note, width, glyphs)]
        return lines + [self._line(row, width) for row in view.ahead]

    def _counts(self) -> str:
        said = [f"{self._view.logged_count or 'nothing'} logged today"]
        if self._draft_count:
            said.append(f"{words.counted(self._draft_count, 'draft')} not saved, l offers them")
        if self._view.late_count:
            late = self._view.late_count
            said.append(f"{words.counted(late, 'late task')} {'stays' if late == 1 else 'stay'} in Due")
        if self._view.delay:
            said.append(f"you log {self._view.delay}")
        return "; ".join(said)

    def keys(self) -> tuple[KeyHint, ...]:
        """The answers that fit the row."""
        row, done = self.row, KeyHint("esc", "done", "escape")
        undo = (KeyHint("u", "undo", "u"),) if self._txns else ()
        if row is None:
            return (KeyHint("enter", "close", "enter"), *undo, done)
        is_planned = row.kind == "interaction"
        held = "held" if is_planned else ("kept" if row.what == "promise" else "done")
        move = (
            ()
            if self._view.next_day is None
            else (KeyHint("m", f"to {words.WEEKDAYS[self._view.next_day.weekday()]}", "m"),)
        )
        return (
            KeyHint("h", held, "h"),
            KeyHint("n", "not held" if is_planned else "leave open", "n"),
            *move,
            KeyHint("l", "log", "l"),
            *undo,
            done,
        )

    def take_key(self, event: Key) -> None:
        """One answer, or move."""
        row = self.row
        match event.key:
            case "escape" | "q" | "E" | "upper_e":
                self.dismiss(None)
            case "enter" if row is None:
                self.dismiss(None)
            case "u" if self._txns:
                self._undo()
            case "h" | "y" | "n" | "m" | "l" | "enter" if row is not None:
                self._answer(event.key, row)
            case _:
                self.walked(event)

    def _answer(self, key: str, row: SweepRow) -> None:
        subject, deeds = [subject_of_sweep(row)], self.desk.deeds
        is_planned = row.kind == "interaction"
        if key == "l" or (is_planned and key in {"h", "y", "enter"}):
            self._write_down(self, ToLog(row, is_planned))
        elif key == "n" and not is_planned:
            self._left.add(row.id)
            self._told(f"Left open: {row.title}")
            self.redraw()
        elif key == "n":
            self._write(lambda: deeds.not_held(subject))
        elif key != "m":
            self._write(lambda: deeds.mark_held(subject))
        elif (day := self._view.next_day) is not None:
            self._write(lambda: deeds.mark_moved(subject, day))

    def _write(self, act: "Callable[[], Decided | Saved]") -> None:
        try:
            decided = act()
            self._view = self.desk.deeds.sweep()
        except CockpitError as error:
            self._told(error.said, is_problem=True)
        else:
            self._told(decided.text)
            if decided.txn is not None:
                self._txns.append(decided.txn)
        self.redraw()

    def _told(self, said: str, *, is_problem: bool = False) -> None:
        self._said, self._is_problem = said, is_problem

    def _undo(self) -> None:
        try:
            self._told(self.desk.undo(self._txns.pop()).text)
            self._view = self.desk.deeds.sweep()
        except CockpitError as error:
            self._told(error.said, is_problem=True)
        self.redraw()
