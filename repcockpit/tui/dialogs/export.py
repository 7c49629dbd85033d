"""Where to write what is on the screen: a path, and whether a file stands there already."""

from pathlib import Path

from repcockpit.domain.errors import BadFileError
from repcockpit.tui.dialogs.oneline import OneLine
from repcockpit.tui.text import Line, visible
from repcockpit.tui.widgets.field import Field


class ExportDialog(OneLine[Path]):
    """Answers the path of the file to write, which may replace one that is there."""

    box_title = "Export what is on the screen"
    verb = "write it"

    def __init__(
        self, subject: str, place: str, form: str = "as CSV, for any spreadsheet; it imports again"
    ) -> None:
        """`subject` says what is written (`83 accounts`), `place` is the path that is proposed, `form` says as what."""
        super().__init__()
        self._subject, self._form = subject, form
        self.field = Field(place, len(place))

    def head(self, width: int) -> list[Line]:
        """What is written."""
        del width
        return [
            [(visible(self._subject), "text!"), (f"  {self._form}", "muted")],
            [],
        ]

    def means(self, text: str) -> Path | None:
        """The file. Raises BadFileError for a folder, or a folder that is not there."""
        if not text.strip():
            return None
        try:
            path = Path(text.strip()).expanduser()
            if path.is_dir():
                raise BadFileError(f"{path} is a folder", "add a file name: .csv")
            if not path.parent.is_dir():
                raise BadFileError(f"there is no folder {path.parent}", "name one that is there")
        except (OSError, RuntimeError, ValueError) as problem:
            raise BadFileError("this is no path", str(problem)) from problem
        return path

    def told(self, meant: Path, width: int) -> list[Line]:
        """The whole path; what it replaces."""
        del width
        lines: list[Line] = [[(visible(str(meant.absolute())), "muted")]]
        if meant.exists():
            lines.append([("a file is there: it is replaced", "soon")])
        return lines
