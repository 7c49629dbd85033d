"""Two records side by side: which one is kept, what stays of each field, how much moves along."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.events import Key

from repcockpit.domain.errors import CockpitError
from repcockpit.domain.views.duplicates import DuplicatePair
from repcockpit.domain.views.keeping import MergedField, MergePreview
from repcockpit.tui.desk import Saved
from repcockpit.tui.dialogs.box import Dialog
from repcockpit.tui.glyphs import Glyphs
from repcockpit.tui.text import Line, cut, cut_line, left, visible, wrap
from repcockpit.tui.widgets.bars import KeyHint
from repcockpit.tui.words import counted

if TYPE_CHECKING:
    from repcockpit.tui.desks.keeping import Keeping

_MOVED = {
    "interaction": ("interaction", None),
    "contact": ("person", "people"),
    "info": ("piece of news", "pieces of news"),
    "feedback": ("answer", "answers"),
}
"""Words for what hangs on a record, where its kind is not the word."""
NARROW = 64


class MergeDialog(Dialog[Saved]):
    """Answers what was written, or None."""

    box_title = "Merge"

    def __init__(self, keeping: "Keeping", pair: DuplicatePair) -> None:
        super().__init__()
        self.keeping, self.pair = keeping, pair
        self.is_left = True
        self.trouble = ""
        self._first = 0
        self._previews: dict[bool, MergePreview] = {}

    @property
    def kept(self) -> bytes:
        """The record that stays."""
        return self.pair.a.id if self.is_left else self.pair.b.id

    @property
    def dropped(self) -> bytes:
        """The record that goes into the other."""
        return self.pair.b.id if self.is_left else self.pair.a.id

    def preview(self) -> MergePreview | None:
        """What the merge would do; None where it cannot be done, which is said."""
        if self.is_left not in self._previews:
            try:
                self._previews[self.is_left] = self.keeping.preview(self.pair.kind, self.kept, self.dropped)
            except CockpitError as error:
                self.trouble = error.said
                return None
        return self._previews[self.is_left]

    def content(self, width: int) -> list[Line]:
        """Why they may be one, the fields, what moves."""
        glyphs: Glyphs = self.app.glyphs  # type: ignore[attr-defined]
        why = f"{', '.join(self.pair.why)}: {self.pair.score:.0f} points"
        lines: list[Line] = [[(piece, "muted")] for piece in wrap(why, width)]
        lines.append([])
        view = self.preview()
        if view is not None:
            lines += self._heads(view, width, glyphs)
            for field in view.fields:
                lines += self._field(field, width, glyphs)
            lines += [[], *([(piece, "text")] for piece in wrap(moved_words(view), width))]
        lines += [[(piece, "late")] for piece in wrap(visible(self.trouble), width)] if self.trouble else []
        return lines

    def _heads(self, view: MergePreview, width: int, glyphs: Glyphs) -> list[Line]:
        label, half = _widths(width)
        names = self._sides(view.keep, view.drop)
        line: Line = [(" " * label, "text")]
        for is_left, name in zip((True, False), names, strict=True):
            is_kept = is_left is self.is_left
            mark = glyphs.done if is_kept else " "
            line += [
                (f"{mark} ", "good"),
                (left(visible(name), half - 2, glyphs.ellipsis), "text!" if is_kept else "muted"),
            ]
        stays = "is kept", "goes into it"
        below: Line = [(" " * label, "text")]
        for word in self._sides(*stays):
            below.append((left(f"  {word}", half), "muted"))
        return [line, below, [(glyphs.hairline * width, "rule")]]

    def _field(self, field: MergedField, width: int, glyphs: Glyphs) -> list[Line]:
        """One field: what stays is bright with a sign, the other is grey; where both stay, both have it."""
        label, half = _widths(width)
        line: Line = [(left(visible(field.label), label - 1, glyphs.ellipsis) + " ", "muted")]
        for value in self._sides(field.keep, field.drop):
            stays = bool(value) and _stays(value, field.result)
            mark = glyphs.done if stays else " "
            shown = cut(visible(value) or glyphs.missing, half - 3, glyphs.ellipsis)
            line += [
                (f"{mark} ", "good"),
                (left(shown, half - 2, glyphs.ellipsis), "text" if stays else "muted"),
            ]
        return [cut_line(line, width, glyphs.ellipsis)]

    def _sides(self, keep: str, drop: str) -> tuple[str, str]:
        """What is kept and what is dropped, as they stand from left to right."""
        return (keep, drop) if self.is_left else (drop, keep)

    def shown(self, width: int, height: int) -> list[Line]:
        """Scrolled, where both records are longer than the screen."""
        lines, room = self.content(width), max(1, height - 2)
        self._first = max(0, min(self._first, len(lines) - room))
        below = len(lines) - room - self._first
        tally: Line = [(f"{below} more below", "muted")] if below > 0 else []
        kept = lines[self._first : self._first + room]
        return [*kept, *([] for _ in range(room - len(kept))), tally, self.key_line(width)][:height]

    def keys(self) -> tuple[KeyHint, ...]:
        """Choose, merge, or say that they are two."""
        other = "right" if self.is_left else "left"
        is_narrow = self.app.size.width < NARROW
        return (
            KeyHint(other, "keep that" if is_narrow else "keep that one", other),
            KeyHint("ctrl+s", "merge", "ctrl+s"),
            KeyHint("n", "differ" if is_narrow else "not the same", "n"),
            KeyHint("esc", "leave" if is_narrow else "leave it", "escape"),
        )

    def take_key(self, event: Key) -> None:
        """Choose the side, merge, part, scroll, close."""
        match event.key:
            case "escape" | "q":
                self.dismiss(None)
                return
            case "left" | "right" | "h" | "l":
                self.is_left, self.trouble = event.key in ("left", "h"), ""
            case "ctrl+s":
                self._write(lambda: self.keeping.merge(self.pair.kind, self.kept, self.dropped))
            case "n":
                self._write(lambda: self.keeping.differ(self.pair.kind, self.pair.a.id, self.pair.b.id))
            case "down" | "j" | "up" | "k" | "pagedown" | "pageup":
                step = {"pagedown": 10, "pageup": -10, "down": 1, "j": 1}.get(event.key, -1)
                self._first = max(0, self._first + step)
        if self.is_current:
            self.redraw()

    def _write(self, act: Callable[[], Saved | None]) -> None:
        try:
            self.dismiss(act())
        except CockpitError as error:
            self.trouble = error.said


def _widths(width: int) -> tuple[int, int]:
    """The cells of the labels and of each side."""
    label = 16 if width >= NARROW else 11
    return label, (width - label) // 2


def _stays(value: str, result: str) -> bool:
    """Whether a value is there after the merge: as a whole, or each part of a list."""
    if value == result:
        return True
    held = {part.strip() for part in result.split(",")}
    return all(part.strip() in held for part in value.split(","))


def moved_words(view: MergePreview) -> str:
    """What hangs on the dropped record, and whose it is from then on."""
    if not view.moves:
        return f"Nothing hangs on {visible(view.drop)}. u parts them again."
    counts = [counted(count, *_MOVED.get(kind, (kind, None))) for kind, count in view.moves]
    listed = ", ".join(counts[:-1]) + (" and " if counts[1:] else "") + counts[-1]
    return f"Goes along: {listed} of {visible(view.drop)}. u parts them again."
