"""The saved filters of a list, with how many rows each keeps now: use one, keep the present one, rename, remove."""

from collections.abc import Callable, Sequence

from textual.events import Key

from repcockpit.domain.errors import CockpitError
from repcockpit.domain.views.lists import SavedFilter
from repcockpit.tui.desk import Saved
from repcockpit.tui.desks.lists import Lists
from repcockpit.tui.dialogs.rows import RowsDialog
from repcockpit.tui.text import Line, cut, justify, left, visible
from repcockpit.tui.widgets.bars import KeyHint
from repcockpit.tui.widgets.field import Field, tail_line

MOST = 14


class ViewsDialog(RowsDialog[SavedFilter, str]):
    """Answers the text of the filter to use, None where it was closed; `said` hears of every write."""

    box_title = "Saved filters"
    widest = 70

    def __init__(self, lists: Lists, kind: str, present: str, said: Callable[[Saved], object]) -> None:
        super().__init__()
        self._lists, self._kind, self._present, self._said = lists, kind, present.strip(), said
        self._filters = lists.filters(kind)
        self._field: Field | None = None
        self._renamed = ""
        self._note: Line = []

    @property
    def rows(self) -> Sequence[SavedFilter]:
        """The filters."""
        return self._filters

    def room(self) -> int:
        """All where the screen has room."""
        return max(1, min(MOST, len(self._filters), self.app.size.height - 8))

    def choose(self, row: SavedFilter) -> None:
        """Use it."""
        self.dismiss(row.text)

    def content(self, width: int) -> list[Line]:
        """The field while a name is typed, the filters, and what was just done."""
        glyphs = self.app.glyphs  # type: ignore[attr-defined]
        lines = self.row_lines(width)
        lines.append([(glyphs.hairline * width, "rule")])
        if self._field is not None:
            lines.append([("name  ", "muted"), *tail_line(self._field, width - 6)])
        elif self._note:
            lines.append(self._note)
        elif self._present:
            lines.append(
                [("now   ", "muted"), (cut(visible(self._present), width - 6, glyphs.ellipsis), "accent")]
            )
        else:
            lines.append([("Type a filter with / first, then n keeps it here.", "muted")])
        return lines

    def drawn_row(self, row: SavedFilter, width: int, *, is_here: bool) -> list[Line]:
        """Its name, its text, how many rows it keeps."""
        glyphs = self.app.glyphs  # type: ignore[attr-defined]
        keeps = glyphs.ellipsis if row.keeps is None else f"{row.keeps:,}"
        start: Line = [
            (glyphs.cursor if is_here else " ", "accent!"),
            (
                left(visible(row.name), 26, glyphs.ellipsis) + "  ",
                "text!" if is_here or not row.is_built_in else "text",
            ),
            (cut(visible(row.text), max(0, width - 40), glyphs.ellipsis), "muted"),
        ]
        return [justify(start, [(keeps, "text")], width, glyphs.ellipsis)]

    def keys(self) -> tuple[KeyHint, ...]:
        """What can be done now."""
        if self._field is not None:
            return KeyHint("enter", "save", "enter"), KeyHint("esc", "back", "escape")
        found = [KeyHint("enter", "use it", "enter")]
        if self._present:
            found.append(KeyHint("n", "keep the present one", "n"))
        if self.row is not None and not self.row.is_built_in:
            found += [KeyHint("e", "rename", "e"), KeyHint("d", "remove", "d")]
        return (*found, KeyHint("esc", "close", "escape"))

    def take_key(self, event: Key) -> None:
        """Into the name while it is typed; else move, use, keep, rename, remove."""
        if self._field is not None:
            self._type_name(event)
            return
        self._note = []
        match event.key:
            case "escape" | "v" | "q":
                self.dismiss(None)
            case "enter":
                if self.row is not None:
                    self.choose(self.row)
            case "n":
                self._begin("")
            case "e":
                self._begin(self.row.name if self.row is not None else "")
            case "d":
                self._remove()
            case _:
                self.walked(event)

    def _begin(self, renamed: str) -> None:
        if not renamed and not self._present:
            self._note = [("There is no filter to keep: type one first with /", "soon")]
        elif renamed and self.row is not None and self.row.is_built_in:
            self._note = [("Built in: only filters of your own have another name", "soon")]
        else:
            self._renamed, self._field = renamed, Field(renamed, len(renamed))
        self.redraw()

    def _type_name(self, event: Key) -> None:
        field = self._field or Field()
        match event.key:
            case "escape":
                self._field = None
            case "enter" | "ctrl+s":
                self._write(field.text)
            case _:
                self._field = field.pressed(event.key, event.character) or field
        self.redraw()

    def _write(self, name: str) -> None:
        def write() -> Saved | None:
            if self._renamed:
                return self._lists.rename_filter(self._kind, self._renamed, name)
            return self._lists.save_filter(self._kind, name, self._present)

        if self._done(write):
            self._field = None
            wanted = " ".join(name.split())
            self.at = next((at for at, one in enumerate(self._filters) if one.name == wanted), 0)

    def _remove(self) -> None:
        if self.row is not None:
            name = self.row.name
            self._done(lambda: self._lists.remove_filter(self._kind, name))
            self.go(self.at)

    def _done(self, write: Callable[[], Saved | None]) -> bool:
        """Write, read anew, and say it; what cannot be is said instead."""
        try:
            saved = write()
            self._filters = self._lists.filters(self._kind)
        except CockpitError as error:
            self._note = [(visible(error.said), "late")]
            self._field = None
            return False
        if saved is not None:
            self._said(saved)
            self._note = [(visible(saved.text), "text"), ("   u undoes, after esc", "muted")]
        return True

    def take_paste(self, text: str) -> None:
        """Into the name."""
        if self._field is not None:
            self._field = self._field.typed(text)
            self.redraw()

    def clicked(self, y: int) -> None:
        """Nothing while a name is typed."""
        if self._field is None:
            super().clicked(y)
