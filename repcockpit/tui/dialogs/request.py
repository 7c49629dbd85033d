"""A new request: one line, and under it what will be opened, for whom, and when its clocks end."""

import re
from typing import TYPE_CHECKING, Any

from textual.events import Key

from repcockpit.domain.dates import format_date
from repcockpit.domain.requests import TARGET_HOURS, priority_of
from repcockpit.tui.desk import Desk, Saved
from repcockpit.tui.dialogs.oneline import OneLine
from repcockpit.tui.request_pane import moment
from repcockpit.tui.subject import Subject
from repcockpit.tui.text import Line, cut, visible
from repcockpit.tui.widgets.field import Field
from repcockpit.tui.words import plain

if TYPE_CHECKING:
    from repcockpit.domain.capture.new_request import NewRequest
    from repcockpit.domain.errors import CockpitError

_HINTS = (
    ("e1 pumps stopped", "an emergency, urgent: P1"),
    ("17:40 call q2 sand wet", "by phone at 17:40: answered then"),
    ("@account d3 data sheet by fri", "for somebody else, promised for Friday"),
)
_KINDS = (
    "e emergency  w wrong delivery  q quality  t technical",
    "c commercial terms  d document  o other; then 1 high to 3 low",
)


_KIND_TYPED = re.compile(
    r"(?:\d[\d:.h]*\s+)?(?:(?:call|visit|meeting|video|email|message):?\s+)?[ewqtcdo][123]{1,2}",
    re.IGNORECASE,
)
"""A line that is a kind and its digits so far, perhaps behind a time and a channel."""


class RequestDialog(OneLine[Any]):
    """Opens the request itself, so that what the book refuses leaves the line; answers what was saved."""

    widest = 72
    verb = "open it"

    def __init__(self, desk: Desk, subject: Subject | None, begin: str = "") -> None:
        super().__init__()
        self.field = Field(begin, len(begin))
        name = subject.name or subject.place if subject else ""
        self.box_title = f"New request: {visible(name)}" if name else "New request"
        self._desk, self._subject = desk, subject

    def means(self, text: str) -> "NewRequest | None":
        """What is asked for."""
        if not text.strip():
            return None
        return self._desk.requests.read(text, self._desk.capturing.context(self._subject))

    def told(self, meant: "NewRequest", width: int) -> list[Line]:
        """Who, what, which priority, by when."""
        glyphs = self.app.glyphs  # type: ignore[attr-defined]
        priority = priority_of(meant.impact, meant.urgency)
        answer, solve = TARGET_HOURS[priority]
        names = (meant.person.name if meant.person else "", meant.account.name if meant.account else "")
        who = f" {glyphs.dot} ".join(visible(name) for name in names if name) or "nobody named"
        today = self._desk.now().date()
        began = moment(meant.at, today) if meant.at else "now"
        is_answered = meant.via in {"call", "visit", "meeting", "video"}
        said = "answered, solve" if is_answered else f"answer in {answer}, solve"
        lines: list[Line] = [
            [
                ("request  ", "muted"),
                (f"{priority}  ", "text!"),
                (cut(visible(meant.title), width - 13, glyphs.ellipsis), "text!"),
            ],
            [("for      ", "muted"), (cut(who, width - 9, glyphs.ellipsis), "text")],
            [
                ("kind     ", "muted"),
                (f"{plain(meant.type)}, urgency {meant.urgency}, impact {meant.impact}", "text"),
            ],
            [
                ("clocks   ", "muted"),
                (f"from {began}; {said} in {solve} working hours", "text"),
            ],
        ]
        if meant.due_on:
            lines.append([("promised ", "muted"), (format_date(meant.due_on, today), "text")])
        return lines

    def refused(self, problem: "CockpitError", width: int) -> list[Line]:
        """The reason, and whom a name could mean."""
        lines = super().refused(problem, width)
        for one in problem.candidates[:4]:
            lines.append([(f"  {visible(one.name)}", "text"), (f"  {visible(one.account or '')}", "muted")])
        return lines

    def hints(self) -> list[Line]:
        """Examples, and the letters."""
        shown: list[Line] = [[(f"{example:<32}", "text"), (meaning, "muted")] for example, meaning in _HINTS]
        return [*shown, [], *([(line, "muted")] for line in _KINDS)]

    def take_key(self, event: Key) -> None:
        """The blank after the kind comes by itself: `r e 1` and the text is an emergency."""
        letter, field = event.character or "", self.field
        is_word = letter.isprintable() and letter != "" and letter not in " :123"
        if is_word and field.caret == len(field.text) and _KIND_TYPED.fullmatch(field.text.strip()):
            self.field = field if field.text.endswith(" ") else field.typed(" ")
        super().take_key(event)

    def take(self, meant: "NewRequest") -> None:
        """Open it; the line stays where the book refuses."""
        from repcockpit.domain.errors import CockpitError  # noqa: PLC0415 -- only where something is refused

        try:
            saved: Saved | None = self._desk.requests.open(meant)
        except CockpitError as problem:
            self._meant, self._problem = None, problem
            self.redraw()
            return
        self.dismiss(saved)
