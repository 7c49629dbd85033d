"""Where the team syncs, and the passphrase of what lies there."""

from repcockpit.domain.errors import UsageError
from repcockpit.tui.dialogs.oneline import OneLine
from repcockpit.tui.sync_words import ENDINGS, form_of
from repcockpit.tui.text import Line, wrap
from repcockpit.tui.widgets.field import Field

_GOOD_FOR = {
    "file": "One file: for a share, a stick or a mail, and up to ten devices.",
    "folder": "A folder: for a cloud drive, and for many devices.",
    "": "As it lies there: an existing file or folder.",
}


class TargetDialog(OneLine[str]):
    """Answers the path as typed, `~` included; None where it was left."""

    box_title = "Where the team syncs"
    widest = 74
    verb, leave = "sync there", "cancel"
    prompt = "> "

    def __init__(self, text: str = "") -> None:
        super().__init__()
        self.field = Field(text, len(text))

    def head(self, width: int) -> list[Line]:
        """What one file and what a folder is good for."""
        told = (
            "A path that every device of the team reaches, each by its own name for it.",
            "NAME.rcsync is one file: a share, a stick, a mail; up to ten devices.",
            "NAME/ is a folder: a cloud drive, or more devices than that.",
        )
        return [*([(piece, "text")] for one in told for piece in wrap(one, width)), []]

    def means(self, text: str) -> str | None:
        """The path; nothing for nothing."""
        if not text.strip():
            return None
        form_of(text)
        return text.strip()

    def told(self, meant: str, width: int) -> list[Line]:
        """Which form it is."""
        form = form_of(meant)
        said = _GOOD_FOR[form] + ("" if form else f" For a new one {ENDINGS}.")
        return [[(piece, "muted")] for piece in wrap(said, width)]

    def hints(self) -> list[Line]:
        """An example of each."""
        return [[("/mnt/share/team.rcsync", "muted")], [("~/Drive/team/", "muted")]]


class PassphraseDialog(OneLine[str]):
    """Answers the passphrase; what is typed is not shown. `about` says what it is for."""

    box_title = "Passphrase of the team"
    widest = 60
    verb, leave = "open it", "cancel"
    prompt = "> "

    def __init__(self, about: str = "", verb: str = "") -> None:
        super().__init__()
        self._about = about or "What lies there is encrypted. Its recovery key opens it too."
        self.verb = verb or self.verb

    def head(self, width: int) -> list[Line]:
        """What for."""
        return [*([(piece, "text")] for piece in wrap(self._about, width)), []]

    def means(self, text: str) -> str | None:
        """The text itself."""
        if "\n" in text:
            raise UsageError("a passphrase is one line", "type it again")
        return text or None

    def told(self, meant: str, width: int) -> list[Line]:
        """How long it is, and nothing of it."""
        del width
        return [[(f"{len(meant)} characters", "muted")]]

    def content(self, width: int) -> list[Line]:
        """The field with a sign in the place of each character."""
        shown = self.field
        sign = self.app.glyphs.calm  # type: ignore[attr-defined]
        self.field = Field(sign * len(shown.text), shown.caret)
        try:
            return super().content(width)
        finally:
            self.field = shown
