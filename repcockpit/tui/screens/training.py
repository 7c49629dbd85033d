"""Training of an account: people by topics; the state of a row is that of the topic under the cursor."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from repcockpit.domain.training import Cell
from repcockpit.tui.deeds import learning
from repcockpit.tui.desk import Desk
from repcockpit.tui.learning_rows import first_topic, matrix_line, matrix_sheet, topic_room, trainee_lines
from repcockpit.tui.screens.listing import ListScreen
from repcockpit.tui.sheet import Sheet
from repcockpit.tui.subject import Subject
from repcockpit.tui.text import Line, visible
from repcockpit.tui.widgets.bars import Fact, Title
from repcockpit.tui.widgets.blank import nothing_fits
from repcockpit.tui.widgets.pane import EDGE, Speaker, pane_width
from repcockpit.tui.words import counted

if TYPE_CHECKING:
    from repcockpit.domain.views.learning import Matrix, Trainee


def explain(screen: "TrainingScreen") -> None:
    """The person in every topic, in a box."""
    from repcockpit.tui.dialogs.reading import Reading  # noqa: PLC0415 -- needed only here

    row = screen.row
    if row is not None:
        glyphs = screen.cockpit.glyphs
        say = partial(trainee_lines, row, screen.view, screen.at, glyphs=glyphs)
        screen.app.push_screen(Reading("Training", say))


class TrainingScreen(ListScreen):
    """The people of one account by the topics they were trained in."""

    place = "training"
    view: "Matrix"

    def __init__(self, desk: Desk, about: Subject) -> None:
        self.about = about
        self.at = self._first = 0
        super().__init__(desk)

    def read(self) -> None:
        """The matrix anew; the cursor stays on its topic, which may stand elsewhere."""
        before = self._present()
        self.view = self.desk.learning.matrix(self.about.id)
        titles = [topic.title for topic in self.view.topics]
        self.at = titles.index(before) if before in titles else max(0, min(self.at, len(titles) - 1))

    def _present(self) -> str | None:
        view = getattr(self, "view", None)
        return view.topics[self.at].title if view is not None and view.topics else None

    def _width(self) -> int:
        wide = pane_width(self.app.size.width)
        return self.app.size.width - (wide + EDGE if wide else 0)

    def sheet(self, text: str, *, is_airy: bool) -> Sheet[Any]:
        """The people that the filter keeps, under the topics in sight."""
        room = topic_room(self._width())
        self._first = first_topic(self.at, len(self.view.topics), room, self._first)
        glyphs, at = self.cockpit.glyphs, self.at
        return matrix_sheet(self.view, text, self._width(), glyphs, at, self._first, is_airy=is_airy)

    def go_to_topic(self, at: int) -> None:
        """Put the cursor on a column; numbers outside mean the nearest."""
        at = max(0, min(at, len(self.view.topics) - 1))
        if at != self.at:
            self.at = at
            self.fill()
            self.ask_pane()

    def topic(self) -> str:
        """The topic under the cursor; where there is none yet, what somebody new is trained in."""
        topics = self.view.topics
        return topics[self.at].title if topics else self.desk.learning.first_topic()

    def cell(self) -> Cell:
        """The cell under the cursor."""
        row: Trainee | None = self.row
        return row.cells[self.at] if row is not None and row.cells else Cell()

    def people(self) -> list[bytes]:
        """The chosen people, else the one under the cursor."""
        return [one.id for one in self.subjects()]

    def called(self, people: list[bytes]) -> str:
        """One person by name, several by their number."""
        if len(people) > 1:
            return counted(len(people), "person", "people")
        return next((visible(one.name) for one in self.view.people if one.id in people), "")

    def key_of(self, row: "Trainee") -> bytes:
        """The person."""
        return row.id

    def paint(self, row: "Trainee", width: int, *, is_here: bool) -> Line:
        """One person."""
        glyphs = self.cockpit.glyphs
        return matrix_line(row, self.view, width, glyphs, self.at, self._first, is_here=is_here)

    def subject_of(self, row: "Trainee") -> Subject | None:
        """The person."""
        account = self.view.account
        return Subject("contact", row.id, row.id, account.id, row.name, account.name or "", title=row.title)

    def title_now(self) -> Title:
        """The account, and the topic under the cursor."""
        return Title(
            "",
            "Training",
            (visible(self.view.account.name or ""), *self._topic_words()),
            self.cockpit.is_demo,
        )

    def _topic_words(self) -> tuple[str, ...]:
        if not self.view.topics:
            return ()
        topic = self.view.topics[self.at]
        months = f" {topic.valid_months} months" if topic.valid_months else ""
        return (f"{visible(topic.title)}{months}, {self.at + 1} of {len(self.view.topics)}",)

    def facts(self) -> tuple[Fact, ...]:
        """How many cells hold, of those that belong to the plan; whom to welcome."""
        new = sum(one.proposes for one in self.view.people)
        found = (Fact("slip", f"{new} new here", "soon"),) if new else ()
        if not self.view.planned:
            return found
        tone = ("done", "good") if self.view.valid == self.view.planned else ("calm", "muted")
        return (*found, Fact(tone[0], f"{self.view.valid} of {self.view.planned} valid", tone[1]))

    def speaker(self, row: "Trainee") -> Speaker | None:
        """The person in every topic."""
        return partial(trainee_lines, row, self.view, self.at)

    def blank_words(self) -> list[Line]:
        """Nobody is known there."""
        if self.filter.text:
            return nothing_fits(self.filter.text)
        return [
            [("People of this account stand here, with what they were trained in.", "text!")],
            [],
            [("esc", "accent!"), ("  goes back; n there adds a person", "text")],
        ]

    deeds: ClassVar[Mapping[str, Callable[[Any], object]]] = {
        "open": learning.open_cell,
        "done": learning.given_today,
        "new": learning.new_topic,
        "edit": learning.edit_cell,
        "remove": learning.drop_cell,
        "why": explain,
    }
