"""Ideas of customers by state; done or declined, the customer waits to be told."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from repcockpit.domain.ideas import is_to_tell
from repcockpit.tui.deeds import learning
from repcockpit.tui.deeds.capturing import NO_ROW
from repcockpit.tui.desk import Desk
from repcockpit.tui.learning_rows import idea_line, idea_lines, ideas_sheet
from repcockpit.tui.screens.listing import ListScreen
from repcockpit.tui.sheet import Sheet
from repcockpit.tui.subject import Subject
from repcockpit.tui.text import Line, visible
from repcockpit.tui.widgets.bars import Fact, Title
from repcockpit.tui.widgets.blank import nothing_fits
from repcockpit.tui.widgets.pane import Speaker
from repcockpit.tui.words import counted

if TYPE_CHECKING:
    from repcockpit.domain.views.learning import IdeaRow


def explain(screen: "IdeasScreen") -> None:
    """Who, when, told or not, and the revenue behind it."""
    from repcockpit.tui.dialogs.reading import Reading  # noqa: PLC0415 -- needed only here

    row = screen.row
    if row is None:
        screen.show_toast(NO_ROW)
        return
    screen.app.push_screen(Reading("Idea", partial(idea_lines, row, glyphs=screen.cockpit.glyphs)))


def open_idea(screen: "IdeasScreen") -> None:
    """The record; enter there opens the person."""
    from repcockpit.tui.dialogs.record import open_record  # noqa: PLC0415 -- needed only here

    if screen.subject is None:
        screen.show_toast(NO_ROW)
        return
    open_record(screen, screen.subject)


class IdeasScreen(ListScreen):
    """Every idea of the rep's customers, or of the one account it was opened on."""

    place = "ideas"
    rows: "tuple[IdeaRow, ...]"

    def __init__(self, desk: Desk, about: Subject | None = None) -> None:
        self.about = about
        self.is_for_all = about is None
        super().__init__(desk)

    def read(self) -> None:
        """The ideas anew."""
        is_of_one = self.about is not None and not self.is_for_all
        self.rows = self.desk.learning.ideas(self.about.id if is_of_one and self.about else None)

    def sheet(self, text: str, *, is_airy: bool) -> Sheet[Any]:
        """The ideas that the filter keeps, by state."""
        return ideas_sheet(self.rows, text, is_airy=is_airy)

    def rows_shown(self) -> list[bytes]:
        """The ids of the rows that the filter keeps."""
        sheet = self.ledger.sheet
        return [sheet.row(number).id for number in range(sheet.row_count)]

    def key_of(self, row: "IdeaRow") -> bytes:
        """The idea."""
        return row.id

    def paint(self, row: "IdeaRow", width: int, *, is_here: bool) -> Line:
        """One idea."""
        return idea_line(row, width, self.cockpit.glyphs, is_here=is_here)

    def subject_of(self, row: "IdeaRow") -> Subject | None:
        """The idea with its person and account."""
        person, account = row.contact, row.account
        name = (person.name if person else "") or (account.name if account else "") or row.title
        place = (account.name or "") if person and account else ""
        return Subject(
            "idea", row.id, person.id if person else None, account.id if account else None, name, place,
            title=row.title,
        )  # fmt: skip

    def title_now(self) -> Title:
        """Of whom."""
        whom = "of all customers"
        if self.about is not None and not self.is_for_all:
            whom = f"of {visible(self.about.name)}"
        return Title("", "Ideas", (whom,), self.cockpit.is_demo)

    def facts(self) -> tuple[Fact, ...]:
        """How many wait to be told, of how many."""
        waiting = sum(is_to_tell(row.status) for row in self.rows)
        found = (Fact("callback", f"{waiting} to tell", "soon"),) if waiting else ()
        return (*found, Fact("calm", counted(len(self.rows), "idea"), "muted")) if self.rows else ()

    def speaker(self, row: "IdeaRow") -> Speaker | None:
        """The idea in full."""
        return partial(idea_lines, row)

    def blank_words(self) -> list[Line]:
        """No idea yet."""
        if self.filter.text:
            return nothing_fits(self.filter.text)
        return [
            [("Ideas of customers for your products stand here, by state.", "text!")],
            [],
            [
                ("+i", "accent!"),
                ("  in a logged line keeps one; ", "text"),
                ("n", "accent!"),
                (" adds one", "text"),
            ],
        ]

    deeds: ClassVar[Mapping[str, Callable[[Any], object]]] = {
        "open": open_idea,
        "why": explain,
        "done": learning.next_state,
        "new": learning.new_idea,
    }
