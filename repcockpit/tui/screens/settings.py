"""The settings: look, calendar, the numbers of the rules, this machine, keys. What is changed acts at once."""

from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from repcockpit.settings import Settings, read_settings
from repcockpit.tui.deeds import settling
from repcockpit.tui.desk import Desk
from repcockpit.tui.glyphs import Glyphs
from repcockpit.tui.keymap import keymap_of
from repcockpit.tui.plan_rows import plan_rows
from repcockpit.tui.screens.listing import ListScreen
from repcockpit.tui.settings_rows import (
    SettingRow,
    about_lines,
    calendar_rows,
    key_rows,
    machine_rows,
    number_rows,
    paint,
    settings_sheet,
    taste_rows,
)
from repcockpit.tui.sheet import Sheet
from repcockpit.tui.subject import Subject
from repcockpit.tui.text import Line
from repcockpit.tui.widgets.bars import Fact, Title
from repcockpit.tui.widgets.pane import Speaker


class SettingsScreen(ListScreen):
    """A list of everything that can be set; enter changes a row, `d` brings its default back."""

    place = "settings"

    def __init__(self, desk: Desk) -> None:
        self.taste = Settings()
        self.rows: list[SettingRow] = []
        super().__init__(desk)

    def read(self) -> None:
        """The settings file, the calendar, the numbers, the machine."""
        self.taste = read_settings()
        numbers = self.desk.numbers
        machine = numbers.machine()
        self.rows = [
            *taste_rows(self.taste, "look"),
            *key_rows(keymap_of(self.taste.keys)),
            *taste_rows(self.taste, "calendar"),
            *calendar_rows(numbers.calendar()),
            *plan_rows(*self.desk.managing.plans()),
            *number_rows(numbers.numbers()),
            *taste_rows(self.taste, "machine"),
            *machine_rows(machine),
        ]

    def sheet(self, text: str, *, is_airy: bool) -> Sheet[Any]:
        """The rows that the filter keeps."""
        return settings_sheet(self.rows, text, is_airy=is_airy)

    def key_of(self, row: SettingRow) -> tuple[str, str]:
        """Section and name."""
        return row.key

    def paint(self, row: SettingRow, width: int, *, is_here: bool) -> Line:
        """One row."""
        return paint(row, width, self.cockpit.glyphs, is_here=is_here)

    def subject_of(self, row: SettingRow) -> Subject | None:
        """No record stands behind a setting."""
        del row
        return None

    def copied(self, row: SettingRow) -> str:
        """What it is and what it is now."""
        return f"{row.label}: {row.value}"

    def title_now(self) -> Title:
        """The screen's name."""
        return Title("", "Settings", ("what you change acts at once",), is_demo=self.cockpit.is_demo)

    def facts(self) -> tuple[Fact, ...]:
        """How much is not as it comes, and what does not work."""
        own = sum(1 for row in self.rows if row.state == "yours")
        clashes = len(self.taste.complaints) + sum(1 for row in self.rows if row.state == "no key")
        wrong = (Fact("slip", f"{clashes} to look at", "soon"),) if clashes else ()
        return (*wrong, Fact("done", f"{own} yours", "muted")) if own else wrong

    def speaker(self, row: SettingRow) -> Speaker | None:
        """What the row is about."""
        more = self.more_of(row)

        def speak(width: int, glyphs: Glyphs) -> list[Line]:
            del glyphs
            return about_lines(row, more, width)

        return speak

    def more_of(self, row: SettingRow) -> tuple[str, ...]:
        """What a number acts on."""
        return self.desk.numbers.acts_on(row.name) if row.section == "rules" else ()

    deeds: ClassVar[Mapping[str, Callable[[Any], object]]] = {
        "open": settling.change,
        "why": settling.explain,
    }
