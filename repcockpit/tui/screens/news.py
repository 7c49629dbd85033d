"""News: the library of industry information, for whom each item still is, and who got it."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from repcockpit.tui.deeds import learning
from repcockpit.tui.deeds.capturing import NO_ROW
from repcockpit.tui.desk import Desk
from repcockpit.tui.learning_rows import item_lines, library_line, library_sheet
from repcockpit.tui.screens.listing import ListScreen
from repcockpit.tui.sheet import Sheet
from repcockpit.tui.subject import Subject
from repcockpit.tui.text import Line, visible
from repcockpit.tui.widgets.bars import Fact, Title
from repcockpit.tui.widgets.blank import nothing_fits
from repcockpit.tui.widgets.pane import Speaker
from repcockpit.tui.words import counted

if TYPE_CHECKING:
    from repcockpit.domain.views.learning import Got, Library, LibraryRow
    from repcockpit.domain.views.record_requests import Link


def show_item(screen: "NewsScreen") -> None:
    """The item in a box: its path or link to copy, and who got it."""
    from repcockpit.tui.dialogs.reading import Reading  # noqa: PLC0415 -- needed only here

    row = screen.row
    if row is None:
        screen.show_toast(NO_ROW)
        return
    got, today, glyphs = screen.got(row), screen.view.day, screen.cockpit.glyphs
    say = partial(item_lines, row, got, today, glyphs=glyphs)
    screen.app.push_screen(Reading("News", say))


class NewsScreen(ListScreen):
    """The library; `about` is the customer it was opened on, None for nobody."""

    place = "news"
    view: "Library"

    def __init__(self, desk: Desk, about: Subject | None = None) -> None:
        self.about = about
        self.is_for_all = about is None
        super().__init__(desk)

    def read(self) -> None:
        """The library anew."""
        about = None if self.is_for_all else self.about
        self.view = self.desk.learning.library(about.account_id if about else None)

    def got(self, row: "LibraryRow") -> "tuple[Got, ...]":
        """Who got an item."""
        return self.desk.learning.who_got(row.item.id)

    def people_here(self) -> "list[Link]":
        """Whom an item can be brought to without typing a name."""
        if self.is_for_all or self.about is None:
            return []
        return self.desk.learning.people_at(self.about.id)

    def sheet(self, text: str, *, is_airy: bool) -> Sheet[Any]:
        """The items that the filter keeps."""
        return library_sheet(self.view.rows, text, is_airy=is_airy)

    def key_of(self, row: "LibraryRow") -> bytes:
        """The item."""
        return row.item.id

    def paint(self, row: "LibraryRow", width: int, *, is_here: bool) -> Line:
        """One item."""
        unit = "left" if self.is_for_all else "people"
        glyphs = self.cockpit.glyphs
        return library_line(row, self.view.day, width, glyphs, is_here=is_here, unit=unit)

    def subject_of(self, row: "LibraryRow") -> Subject | None:
        """The item."""
        return Subject("info", row.item.id, name=row.item.title, title=row.item.title)

    def copied(self, row: "LibraryRow") -> str:
        """Title and where it is."""
        where = row.item.path or row.item.url or row.item.note or ""
        return f"{row.item.title}: {where}" if where else row.item.title

    def title_now(self) -> Title:
        """For whom."""
        whom = (
            "everybody" if self.is_for_all else visible((self.view.account and self.view.account.name) or "")
        )
        other = ("N for them" if self.is_for_all else "N for everybody",) if self.about is not None else ()
        return Title("", "News", (f"for {whom}", *other), self.cockpit.is_demo)

    def facts(self) -> tuple[Fact, ...]:
        """How many can be brought, and what is late to be written."""
        late = sum(
            row.item.is_to_write and row.item.due_on is not None and row.item.due_on < self.view.day
            for row in self.view.rows
        )
        found = (Fact("late", f"{late} to write", "late"),) if late else ()
        return (*found, Fact("calm", counted(len(self.view.rows), "item"), "muted")) if self.view.rows else ()

    def speaker(self, row: "LibraryRow") -> Speaker | None:
        """The item in full."""
        return partial(item_lines, row, self.got(row), self.view.day)

    def blank_words(self) -> list[Line]:
        """An empty library."""
        if self.filter.text:
            return nothing_fits(self.filter.text)
        return [
            [("What you can bring to customers stands here: trends, studies, news.", "text!")],
            [],
            [("n", "accent!"), ("  adds a file, a link or a note", "text")],
            [],
            [("Nothing is fetched; a file stays where it is.", "muted")],
        ]

    deeds: ClassVar[Mapping[str, Callable[[Any], object]]] = {
        "open": show_item,
        "why": show_item,
        "select": learning.bring,
        "done": learning.bring,
        "new": learning.new_item,
    }
