"""One conflict: both values of each line beside each other, what it was, and what merged by itself."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import ComposeResult
from textual.events import Resize, ScreenResume
from textual.geometry import Size

from repcockpit.domain.errors import CockpitError
from repcockpit.domain.views.conflicts import ConflictView, FieldConflict
from repcockpit.tui.conflict_paint import Drawn, Look, conflict_lines, value_lines
from repcockpit.tui.conflict_values import Pick, verbs_of
from repcockpit.tui.deeds import conflicts
from repcockpit.tui.desk import Desk
from repcockpit.tui.screens.frame import FrameScreen
from repcockpit.tui.subject import Subject
from repcockpit.tui.text import Line, visible
from repcockpit.tui.widgets.bars import Fact, KeyHint, Title
from repcockpit.tui.widgets.pane import EDGE, Pane, pane_width
from repcockpit.tui.widgets.sides import Sides

if TYPE_CHECKING:
    from repcockpit.tui.desks.conflicts import Conflicts
    from repcockpit.tui.glyphs import Glyphs

LIST_FROM = 80
"""The cells that both sides need beside a pane."""
NARROW = 76


class ConflictScreen(FrameScreen):
    """The conflict of that id, else the first one; `tab` goes to the next."""

    place = "conflict"

    def __init__(self, desk: Desk, conflict_id: bytes | None = None) -> None:
        super().__init__(desk)
        self.views: tuple[ConflictView, ...] = ()
        self.number = self.at = 0
        self.sides, self.pane = Sides(self.drawn), Pane()
        self._stamp: object = None
        self._known: dict[bytes, ConflictView] = {}
        self.read()
        self.number = self._number_of(conflict_id) or 0

    @property
    def part(self) -> "Conflicts":
        """The desk's part for conflicts."""
        return self.desk.conflicts

    @property
    def view(self) -> ConflictView | None:
        """The conflict that is shown; None where nothing is to be settled any more."""
        if not self.views:
            return None
        shown = self.views[min(self.number, len(self.views) - 1)]
        if shown.id not in self._known:
            self._known[shown.id] = self.part.with_past(shown)
        return self._known[shown.id]

    @property
    def field(self) -> FieldConflict | None:
        """The line under the cursor."""
        view = self.view
        return view.fields[min(self.at, len(view.fields) - 1)] if view is not None else None

    @property
    def picks(self) -> dict[bytes, Pick]:
        """What was chosen for the lines of this conflict."""
        view = self.view
        ids = {field.id for field in view.fields} if view is not None else set()
        return {key: pick for key, pick in self.part.picks.items() if key in ids}

    @property
    def subject(self) -> Subject | None:
        """The record whose line is under the cursor."""
        field = self.field
        return Subject(field.record.kind, field.record.id, name=field.record.title) if field else None

    def read(self) -> None:
        """Every conflict; may raise CockpitError."""
        self._stamp = self.desk.data_version()
        self.views = self.part.views()
        self._known.clear()

    def read_again(self, *, is_done: bool = False) -> None:
        """Anew: the same conflict where it is still there, else the one that took its place."""
        del is_done
        shown = self.view
        try:
            self.read()
        except CockpitError as error:
            self.show_error(error)
            return
        number = self._number_of(shown.id) if shown is not None else None
        if number is None:
            self.at = 0
        else:
            self.number = number
        self.show()

    def _number_of(self, conflict_id: bytes | None) -> int | None:
        return next((at for at, view in enumerate(self.views) if view.id == conflict_id), None)

    def look_for_others(self) -> None:
        """Read again where something was written since."""
        try:
            stamp = self.desk.data_version()
        except CockpitError:
            return
        if self._stamp != stamp:
            self.read_again()
            self._stamp = stamp

    def on_screen_resume(self, event: ScreenResume) -> None:
        """With what was written meanwhile."""
        super().on_screen_resume(event)
        self.look_for_others()

    def compose(self) -> ComposeResult:
        """Header, sides, pane, footer."""
        self._fit(self.app.size)
        self.show()
        yield self.header
        yield self.pane
        yield self.footer
        yield self.sides

    def on_resize(self, event: Resize) -> None:
        """Beside each other or below, with the pane where there is room."""
        self._fit(event.size)
        self.show()

    def _fit(self, size: Size) -> None:
        wide = pane_width(size.width)
        wide = wide if size.width - wide - EDGE >= LIST_FROM else 0
        self.pane.styles.display = "block" if wide else "none"
        self.pane.styles.width = wide + EDGE
        self.pane.styles.height = max(1, size.height - 2)

    def show(self) -> None:
        """Draw everything anew."""
        self.number = max(0, min(self.number, len(self.views) - 1))
        self.at = max(0, min(self.at, len(self.view.fields) - 1 if self.view else 0))
        self.sides.at = self.at
        self.sides.redraw()
        self.pane.show(self.whole_lines if self.field is not None else None)
        self.draw_bars()

    def drawn(self, width: int) -> list[Drawn]:
        """The lines of the conflict."""
        glyphs, view = self.cockpit.glyphs, self.view
        if view is None:
            return [Drawn([]), Drawn([(" Nothing is to be settled any more.", "text!")])]
        today = self.desk.now().date()
        return conflict_lines(Look(view, self.picks, self.at, today, glyphs), width)

    def whole_lines(self, width: int, glyphs: "Glyphs") -> list[Line]:
        """The values of the line under the cursor, whole."""
        field = self.field
        return value_lines(field, self.desk.now().date(), width, glyphs) if field is not None else []

    def draw_bars(self) -> None:
        """Which of how many, whose, and how much is left."""
        view = self.view
        about: tuple[str, ...] = ()
        if view is not None:
            place = visible(view.account.title) if view.account and view.account != view.subject else ""
            name = visible(view.subject.title) or view.subject.kind
            about = (f"{name}, {place}" if place else name,)
        name = f"Conflict {self.number + 1:,} of {len(self.views):,}" if view is not None else "Conflicts"
        self.header.title_now = Title("", name, about, is_demo=self.cockpit.is_demo)
        left = sum(len(one.fields) for one in self.views)
        self.header.facts = (Fact("settle", f"{left:,} to settle", "soon"),) if left else ()
        self.header.redraw()
        if self.prefix:
            self.clear_toast()
        super().draw_bars()

    def usual_keys(self) -> tuple[KeyHint, ...]:
        """The two sides by what they are here, with arrows where the terminal has them."""
        signs = ("left", "right") if self.cockpit.glyphs.is_ascii else ("←", "→")
        verbs = dict(zip(("value_before", "value_after"), verbs_of(self.field), strict=True))
        shown = {"left": signs[0], "right": signs[1]}
        is_narrow = self.app.size.width < NARROW
        hints = []
        for hint in super().usual_keys():
            if hint.action == "other_value" and self.field is not None and not self.field.can_type:
                continue
            verb = verbs.get(hint.action, hint.verb)
            verb = verb.removeprefix("keep ").removesuffix(" value") if is_narrow else verb
            hints.append(hint._replace(key=shown.get(hint.key, hint.key), verb=verb))
        return tuple(hints)

    def on_sides_clicked(self, event: Sides.Clicked) -> None:
        """A click on a line goes there."""
        self.at = event.field
        self.show()

    deeds: ClassVar[Mapping[str, Callable[[Any], object]]] = conflicts.OF_ONE
