"""Today: one ranked list, and what stands behind each row."""

from functools import partial
from typing import TYPE_CHECKING, Any

from repcockpit.domain.views.today import TodayItem, TodayView
from repcockpit.tui.day import key_of, place_words, row_cells, state_of
from repcockpit.tui.desk import Desk
from repcockpit.tui.grid import row_line
from repcockpit.tui.screens.listing import ListScreen
from repcockpit.tui.sheet import Sheet
from repcockpit.tui.subject import Subject, subject_of_item
from repcockpit.tui.text import Line
from repcockpit.tui.today_bars import day_title, header_facts
from repcockpit.tui.today_sheet import searched_texts, today_sheet
from repcockpit.tui.widgets.bars import Fact, Title
from repcockpit.tui.widgets.blank import Blank, nothing_fits, quiet_day, welcome
from repcockpit.tui.widgets.pane import Speaker

if TYPE_CHECKING:
    from repcockpit.domain.views.details import Why


def begun(screen: "TodayScreen") -> None:
    """The book is not empty any more."""
    from repcockpit.tui.deeds.bringing import ask_once  # noqa: PLC0415 -- once in the life of a book

    ask_once(screen)


class TodayScreen(ListScreen):
    """The screen of the day; on an empty book it is the welcome."""

    day: TodayView
    pane_needs = ("repcockpit.tui.deeds.moving", "repcockpit.services.details.panes", "repcockpit.tui.panel")

    def __init__(
        self, desk: Desk, day: TodayView | None = None, *, stamp: object = None, is_demo: bool = False
    ) -> None:
        if day is not None:
            self.day = day
        super().__init__(desk, stamp=stamp if day is not None else None)
        self.is_demo = is_demo or self.day.is_demo
        self._texts: tuple[TodayView, tuple[str, ...]] | None = None

    @property
    def place(self) -> str:  # type: ignore[override]
        """Welcome while the book is empty."""
        return "welcome" if self.day.is_empty and not self.is_demo else "today"

    def read(self) -> None:
        """The day; who is at the keyboard is asked with the first record."""
        was_empty = getattr(self, "day", None) is not None and self.day.is_empty
        self.day = self.desk.today()
        if was_empty and not self.day.is_empty:
            self.call_after_refresh(begun, self)

    def read_soon(self) -> None:
        """Read again now where this screen is on top, else when it comes back."""
        if self.is_current:
            self.read_again()
        else:
            self._seen_stamp = None

    def perform(self, action_id: str) -> None:
        """On an empty book the cursor stands on the ways to begin."""
        step = {"down": 1, "up": -1, "top": -9, "bottom": 9}.get(action_id)
        if self.place != "welcome" or (step is None and action_id != "open"):
            super().perform(action_id)
        elif step is None:
            super().perform(self.blank.way)
        else:
            self.blank.move(step)

    def take_paste(self, text: str) -> None:
        """Files dropped on the welcome are brought in."""
        if self.place != "welcome":
            super().take_paste(text)
            return
        from repcockpit.tui.deeds.bringing import import_files  # noqa: PLC0415 -- only with an empty book

        import_files(self, text)

    def on_blank_chosen(self, event: Blank.Chosen) -> None:
        """A click on a way to begin."""
        self.perform(event.action)

    def sheet(self, text: str, *, is_airy: bool) -> Sheet[Any]:
        """The groups of the day."""
        if text and (self._texts is None or self._texts[0] is not self.day):
            self._texts = self.day, searched_texts(self.day)
        texts = self._texts[1] if text and self._texts else None
        return today_sheet(self.day, text, is_airy=is_airy, texts=texts)

    def key_of(self, row: TodayItem) -> tuple[str, bytes]:
        """Kind and record."""
        return key_of(row)

    def paint(self, row: TodayItem, width: int, *, is_here: bool) -> Line:
        """One row in the grid."""
        glyphs = self.app.glyphs  # type: ignore[attr-defined]
        return row_line(row_cells(row, self.day, glyphs), width, glyphs, is_here=is_here)

    def subject_of(self, row: TodayItem) -> Subject | None:
        """The record of the row."""
        return subject_of_item(row)

    def copied(self, row: TodayItem) -> str:
        """The row as a line of text."""
        cells = row_cells(row, self.day)
        return ", ".join(part for part in (cells.who, cells.context, cells.state.words, cells.right) if part)

    def rows_shown(self) -> list[TodayItem]:
        """The rows that the filter keeps."""
        sheet = self.ledger.sheet
        return [sheet.row(number) for number in range(sheet.row_count)]

    def title_now(self) -> Title:
        """Which day and whose."""
        return day_title(self.day, is_demo=self.is_demo)

    def facts(self) -> tuple[Fact, ...]:
        """Clocks, what is over, what is not sent."""
        return header_facts(
            self.day, is_cut_off=not self.cockpit.is_demo and self.cockpit.syncer.problem is not None
        )

    def blank_words(self) -> list[Line]:
        """The filter fits nothing, the book is empty, or the day is quiet."""
        if self.filter.text:
            return nothing_fits(self.filter.text)
        return welcome() if self.place == "welcome" else quiet_day()

    def has_pane(self) -> bool:
        """Not beside the welcome."""
        return not self.day.is_empty

    def speaker(self, row: TodayItem) -> Speaker | None:
        """Who, why, contact, last three, open."""
        from repcockpit.tui.panel import panel_lines  # noqa: PLC0415 -- after the first frame

        return partial(panel_lines, self.desk.details.pane_item(row), state_of(row, self.day))

    def why_view(self) -> "Why | None":
        """Everything behind the row under the cursor, and the place it has in its group."""
        row: TodayItem | None = self.row
        if row is None:
            return None
        view = self.desk.details.why_item(row)
        return view._replace(about=place_words(row, self.day) or view.about)
