"""Where a report goes that has several forms: a path whose end says the form, tab turns it."""

from collections.abc import Mapping
from pathlib import Path

from textual.events import Key

from repcockpit.tui.dialogs.export import ExportDialog
from repcockpit.tui.text import Line, visible
from repcockpit.tui.widgets.bars import KeyHint
from repcockpit.tui.widgets.field import Field

FORMS: Mapping[str, str] = {
    ".xlsx": "a workbook, one sheet for each part",
    ".html": "one HTML file, for a browser or to print",
    ".md": "Markdown, to edit or to mail",
    ".csv": "CSV, for any spreadsheet",
    ".json": "JSON, for programs",
}


class ReportDialog(ExportDialog):
    """Answers the path of the file to write, which may replace one that is there."""

    def __init__(self, subject: str, place: str, forms: Mapping[str, str] = FORMS) -> None:
        super().__init__(subject, place)
        self._about, self._forms = subject, forms

    def head(self, width: int) -> list[Line]:
        """What is written, and in which form."""
        del width
        form = self._forms.get(Path(self.field.text).suffix.casefold(), FORMS[".csv"])
        return [[(visible(self._about), "text!"), (f"  {form}", "muted")], []]

    def keys(self) -> tuple[KeyHint, ...]:
        """Write it, another form, leave."""
        found = super().keys()
        return (*found[:-1], KeyHint("tab", "another form", "tab"), found[-1])

    def take_key(self, event: Key) -> None:
        """Tab changes the end of the name."""
        path = Path(self.field.text)
        if event.key != "tab" or not path.name:
            super().take_key(event)
            return
        ends = [*self._forms]
        at = ends.index(path.suffix.casefold()) if path.suffix.casefold() in ends else -1
        text = str(path.with_suffix(ends[(at + 1) % len(ends)]))
        self.type(Field(text, len(text)))
