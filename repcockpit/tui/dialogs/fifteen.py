"""Fifteen minutes: at most five people who can be called now, with the number, their time, and why."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from textual.events import Key

from repcockpit.domain.views.decisions import CallRow, FifteenView
from repcockpit.tui import words
from repcockpit.tui.dialogs.rows import RowsDialog
from repcockpit.tui.subject import Subject
from repcockpit.tui.text import Line, cells, cut, cut_line, justify, line_cells, visible, wrap
from repcockpit.tui.widgets.bars import KeyHint

ATTEMPTS = {"n": "no answer", "v": "voicemail", "b": "busy", "w": "wrong number"}


class Call(NamedTuple):
    """What to do, by action id, with whom."""

    action_id: str
    row: CallRow


def subject_of_call(row: CallRow) -> Subject:
    """The person or account of a row: a promise to somebody is logged with that person."""
    kind, row_id = row.subject_kind, row.subject_id
    if row.contact_id is not None:
        kind, row_id = "contact", row.contact_id
    elif row.account_id is not None:
        kind, row_id = "account", row.account_id
    return Subject(kind, row_id, row.contact_id, row.account_id, row.name, row.place, row.phone)


class FifteenDialog(RowsDialog[CallRow, Call]):
    """Answers whom to open, or whose number to copy; None where it was left. It stays for calls and attempts."""

    widest = 72
    tall = 2

    def __init__(self, view: FifteenView, write: "Callable[[FifteenDialog, Call], None]") -> None:
        """`write` logs a call or an attempt, and then gives `show` who is left."""
        super().__init__()
        self.box_title = f"{view.minutes} minutes: whom to call now"
        self._view, self._write = view, write
        self._is_attempting = False

    def show(self, view: FifteenView) -> None:
        """Who is left after a call."""
        self._view = view
        self.go(self.at)

    @property
    def rows(self) -> Sequence[CallRow]:
        """Who can be called."""
        return self._view.rows

    def choose(self, row: CallRow) -> None:
        """Log a call."""
        self._write(self, Call("log", row))

    def content(self, width: int) -> list[Line]:
        """Two lines a person; then who else is due and why not now."""
        glyphs = self.app.glyphs  # type: ignore[attr-defined]
        lines = self.row_lines(width)
        if not self._view.rows:
            lines.append([("Nobody who is due can be called now.", "text!")])
        rest = self._rest()
        if rest:
            lines += [[], *([(line, "muted")] for line in wrap(rest, width))]
        return [cut_line(line, width, glyphs.ellipsis) for line in lines]

    def drawn_row(self, row: CallRow, width: int, *, is_here: bool) -> list[Line]:
        """The name and the number, then why, and what time it is there."""
        glyphs = self.app.glyphs  # type: ignore[attr-defined]
        phone = cut(visible(row.phone), max(10, width // 2), glyphs.ellipsis)
        start: Line = [(glyphs.cursor if is_here else " ", "accent!"), (visible(row.name), "text!")]
        room = width - line_cells(start) - cells(phone) - 4
        if row.place and room > 3:
            start.append(("  " + cut(visible(row.place), room, glyphs.ellipsis), "muted"))
        first = justify(start, [(phone, "text!")], width, glyphs.ellipsis)
        there = f"{words.hour(row.local_time)} {'there' if row.is_time_known else 'here'}"
        return [
            first,
            justify([(" " + visible(row.why), "muted")], [(there, "muted")], width, glyphs.ellipsis),
        ]

    def _rest(self) -> str:
        view, said = self._view, []
        if view.more:
            said.append(f"{view.more:,} more")
        if view.closed:
            when = ""
            if view.opens_at is not None:
                day = (
                    ""
                    if view.opens_at.date() == view.as_of.date()
                    else f"{words.full_date(view.opens_at.date())} "
                )
                when = f", first at {day}{words.hour(view.opens_at)}"
            said.append(f"{view.closed:,} outside working hours{when}")
        if view.without_phone:
            said.append(f"{view.without_phone:,} without a phone number")
        return "; ".join(said)

    def keys(self) -> tuple[KeyHint, ...]:
        """Log, attempt, copy; after `a` how it ended."""
        close = KeyHint("esc", "close", "escape")
        if self.row is None:
            return (close,)
        if self._is_attempting:
            return (*(KeyHint(key, said, key) for key, said in ATTEMPTS.items()), close)
        return (
            KeyHint("l", "log", "l"),
            KeyHint("a", "attempt", "a"),
            KeyHint("y", "copy number", "y"),
            KeyHint("enter", "open", "enter"),
            close,
        )

    def take_key(self, event: Key) -> None:
        """Move, or say what to do."""
        key = event.key
        if self._is_attempting:
            self._is_attempting = False
            if key in ATTEMPTS and self.row is not None:
                self._write(self, Call(f"attempt_{key}", self.row))
            self.redraw()
            return
        match key:
            case "escape" | "q" | "f":
                self.dismiss(None)
            case "a" if self.row is not None:
                self._is_attempting = True
                self.redraw()
            case "l" if self.row is not None:
                self._write(self, Call("log", self.row))
            case "y" | "enter" if self.row is not None:
                self.dismiss(Call("copy_reach" if key == "y" else "open", self.row))
            case _:
                self.walked(event)
