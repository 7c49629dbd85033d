"""Which files: a path with completion, and under it the likely files of that folder."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from textual.events import Key

from repcockpit.domain.errors import CockpitError
from repcockpit.tui.dialogs.files_at_hand import (
    AtHand,
    Found,
    chosen_line,
    completed,
    entry_line,
    error_lines,
    field_of,
    folder_field,
    path_line,
    typed_paths,
)
from repcockpit.tui.dialogs.rows import RowsDialog
from repcockpit.tui.job import Job, counted_work
from repcockpit.tui.text import Line
from repcockpit.tui.widgets.bars import KeyHint
from repcockpit.tui.widgets.field import Field

if TYPE_CHECKING:
    from repcockpit.domain.views.importing import ImportPreview
    from repcockpit.tui.desks.imports import Imports

_ROWS = 9


class Picked(NamedTuple):
    """The files chosen, and what they hold."""

    paths: tuple[Path, ...]
    preview: "ImportPreview"


class FilesDialog(RowsDialog[Found, Picked]):
    """Answers files that could be read, with their preview; what cannot be read is said here."""

    box_title = "Bring in files"
    widest = 76

    def __init__(self, imports: "Imports") -> None:
        super().__init__()
        self._imports = imports
        self._hand = AtHand(imports.folder)
        self._field = Field()
        self._is_typing = False
        self._marked: dict[Path, None] = {}
        self._error: CockpitError | None = None
        self._counts: tuple[int, int] | None = None
        self._job: Job[ImportPreview] | None = None

    is_typing = True

    @property
    def rows(self) -> list[Found]:
        """The files and folders that what was typed leaves."""
        return self._hand.found(self._field.text)

    def room(self) -> int:
        """The same height, whatever a folder holds."""
        return _ROWS

    def content(self, width: int) -> list[Line]:
        """Field, hairline, list, what is chosen or wrong."""
        glyphs = self.app.glyphs  # type: ignore[attr-defined]
        lines: list[Line] = [
            path_line(self._field, width, is_typing=self._is_typing),
            [(glyphs.hairline * width, "rule")],
            [(self._hand.said(self._field.text), "muted")],
        ]
        self.rows_from = len(lines)
        if self._error is not None:
            foot = error_lines(self._error, width, glyphs)
        elif self._counts is not None:
            foot = [[(counted_work("Reading", *self._counts), "text"), ("   esc stops", "muted")], []]
        else:
            foot = [chosen_line(tuple(self._marked), self.rows, _ROWS, width, glyphs), []]
        found = self.row_lines(width) or [[("  nothing here looks like a table or an address book", "muted")]]
        return [*lines, *found, *(Line() for _ in range(_ROWS + 1 - len(found))), *foot]

    def drawn_row(self, row: Found, width: int, *, is_here: bool) -> list[Line]:
        """Its name, its day, its size."""
        glyphs = self.app.glyphs  # type: ignore[attr-defined]
        return [entry_line(row, width, glyphs, is_here=is_here, is_marked=row.path in self._marked)]

    def keys(self) -> tuple[KeyHint, ...]:
        """What can be done now."""
        if self._job is not None:
            return (KeyHint("esc", "stop", "escape"),)
        here = self.row
        into = (
            here is not None
            and here.is_folder
            and not self._marked
            and not any(path.is_file() for path in typed_paths(self._field.text))
        )
        keys = [KeyHint("enter", "open folder" if into else "go on", "enter")]
        if not self._is_typing and here is not None and not here.is_folder:
            keys.append(KeyHint("space", "choose several", "space"))
        return (*keys, KeyHint("tab", "complete", "tab"), KeyHint("esc", "cancel", "escape"))

    def take_key(self, event: Key) -> None:
        """Into the field, through the list, on, or away."""
        if self._job is not None:
            if event.key == "escape":
                self._stop()
            return
        self._error = None
        moves: dict[str, Callable[[], object]] = {
            "escape": lambda: self.dismiss(None),
            "enter": self._enter,
            "ctrl+s": self._enter,
            "tab": self._complete,
        }
        if event.key in moves:
            moves[event.key]()
        elif event.key == "space" and not self._is_typing:
            self._mark()
        elif not self.walked(event):
            self._type(self._field.pressed(event.key, event.character))

    def take_paste(self, text: str) -> None:
        """Dropped files: one stands in the field, several are chosen."""
        if self._job is not None:
            return
        self._error = None
        paths = typed_paths(text)
        if len(paths) > 1:
            self._marked |= dict.fromkeys(paths)
            self.redraw()
        elif paths and not self._field.text.strip():
            self._type(field_of(paths[0]))
        else:
            self._type(self._field.typed(text))

    def _type(self, field: Field | None) -> None:
        if field is not None:
            self._field, self._is_typing = field, bool(field.text)
            self.at = self.first = 0
            self.redraw()

    def go(self, at: int) -> None:
        """Out of the field, into the list."""
        self._is_typing = False
        super().go(at)

    def choose(self, row: Found) -> None:
        """Go on, where the list is walked over."""
        del row
        if self._is_typing:
            self.go(self.at)
        else:
            self._enter()

    def _mark(self) -> None:
        here = self.row
        if here is not None and not here.is_folder:
            if here.path in self._marked:
                del self._marked[here.path]
            else:
                self._marked[here.path] = None
            self.go(self.at + 1)

    def _complete(self) -> None:
        text = completed(self._field.text, self.rows)
        self._type(Field(text, len(text)))

    def _enter(self) -> None:
        """Into a folder, or on with the files: those chosen, else the one typed, else the one under the cursor."""
        paths = tuple(self._marked)
        here = self.row
        if not paths and self._field.text.strip() and self._is_typing:
            typed = typed_paths(self._field.text)
            if any(path.exists() for path in typed) or here is None:
                paths = typed
        if not paths and here is not None:
            paths = (here.path,)
        if len(paths) == 1 and paths[0].is_dir():
            self._type(folder_field(paths[0]))
            self._is_typing = False
            self.redraw()
        elif paths:
            self._read(paths)

    def _read(self, paths: tuple[Path, ...]) -> None:
        try:
            for path in paths:
                self._imports.check(path)
        except CockpitError as error:
            self._fail(error)
            return
        self._job = Job(
            self,
            lambda progress, stopped: self._imports.preview(paths, {}, progress, stopped),
            lambda preview: self.dismiss(Picked(paths, preview)),
            self._fail,
            self._say,
        )
        self._job.start()

    def _say(self, done: int, total: int) -> None:
        self._counts = done, total
        self.redraw()

    def _stop(self) -> None:
        if self._job is not None:
            self._job.stop()
        self._job = self._counts = None
        self.redraw()

    def _fail(self, error: CockpitError) -> None:
        self._error, self._job, self._counts = error, None, None
        self.redraw()

    def clicked(self, y: int) -> None:
        """Nothing while files are read."""
        if self._job is None:
            super().clicked(y)

    def on_unmount(self) -> None:
        """What still reads may stop."""
        if self._job is not None:
            self._job.stop()
