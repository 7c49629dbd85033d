"""Where the pack of a review goes: a path; its end says whether it is HTML or Markdown, tab changes it."""

from pathlib import Path

from textual.events import Key

from repcockpit.tui.dialogs.export import ExportDialog
from repcockpit.tui.text import Line, visible
from repcockpit.tui.widgets.bars import KeyHint
from repcockpit.tui.widgets.field import Field

_ENDS = {".html": ".md", ".md": ".html"}


class PackDialog(ExportDialog):
    """Answers the path of the file to write, which may replace one that is there."""

    box_title = "Make the pack"

    def __init__(self, account: str, place: str) -> None:
        super().__init__(account, place)
        self._account = account

    def head(self, width: int) -> list[Line]:
        """For whom, and in which form."""
        del width
        is_plain = self.field.text.casefold().endswith(".md")
        form = "Markdown, to edit or to mail" if is_plain else "one HTML file, for a browser or to print"
        return [[(visible(self._account), "text!"), (f"  {form}", "muted")], []]

    def keys(self) -> tuple[KeyHint, ...]:
        """Write it, the other form, leave."""
        found = super().keys()
        return (*found[:-1], KeyHint("tab", "the other form", "tab"), found[-1])

    def take_key(self, event: Key) -> None:
        """Tab changes the end of the name."""
        if event.key != "tab":
            super().take_key(event)
            return
        path = Path(self.field.text)
        text = (
            str(path.with_suffix(_ENDS.get(path.suffix.casefold(), ".html")))
            if path.name
            else self.field.text
        )
        self.type(Field(text, len(text)))
