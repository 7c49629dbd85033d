"""The rows behind a number of the team: what counts, and what does not with the reason."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, ClassVar

from repcockpit.domain.names import fold
from repcockpit.domain.views.details import Why
from repcockpit.domain.views.team import Behind, BehindRow, TeamSpan
from repcockpit.tui.deeds import teaming
from repcockpit.tui.desk import Desk
from repcockpit.tui.job import Job
from repcockpit.tui.screens.listing import ListScreen
from repcockpit.tui.sheet import Group, Heading, Sheet
from repcockpit.tui.subject import Subject
from repcockpit.tui.team_behind import behind_line, whole_lines
from repcockpit.tui.team_figures import NAMES, RULES
from repcockpit.tui.team_span import span_words
from repcockpit.tui.text import Line, visible, wrap
from repcockpit.tui.widgets.bars import Fact, Title
from repcockpit.tui.widgets.pane import Speaker
from repcockpit.tui.words import counted


class TeamRowsScreen(ListScreen):
    """Of one rep, or of the team where `rep_id` is None; `figure` is a word of FIGURES."""

    place = "team_rows"
    behind: Behind | None = None

    def __init__(self, desk: Desk, rep_id: bytes | None, name: str, figure: str, span: TeamSpan) -> None:
        self.rep_id, self.rep_name, self.figure, self.span = rep_id, name, figure, span
        self.job: Job[Behind] | None = None
        self._is_shown = False
        super().__init__(desk)

    def read(self) -> None:
        """All of them: at once in a small book, else beside the screen."""
        if not self.desk.team.is_large():
            self.behind = self.desk.team.behind(self.rep_id, self.figure, self.span)
        elif self._is_shown:
            self._begin()

    def on_mount(self) -> None:
        """Begin where that takes long."""
        super().on_mount()
        self._is_shown = True
        if self.behind is None:
            self._begin()

    def _begin(self) -> None:
        self._let_go()
        team, rep_id, figure, span = self.desk.team, self.rep_id, self.figure, self.span
        self.job = Job(
            self,
            lambda _progress, _stopped: team.behind_apart(rep_id, figure, span),
            self._read_whole,
            self.show_error,
            lambda _done, _total: None,
        )
        self.job.start()

    def _read_whole(self, behind: Behind) -> None:
        self.behind = behind
        self.fill()

    def _let_go(self) -> None:
        if self.job is not None and not self.job.is_over:
            self.job.stop()
        self.job = None

    def on_unmount(self) -> None:
        """Nobody waits for it any more."""
        self._let_go()

    def sheet(self, text: str, *, is_airy: bool) -> Sheet[BehindRow]:
        """Those that count, then those that do not."""
        if self.behind is None:
            return Sheet(())
        words = fold(text).split()
        rows = [
            one
            for one in self.behind.rows
            if all(word in fold(f"{one.account_name or ''} {one.text} {one.state}") for word in words)
        ]
        groups = [
            Group(Heading(title, f"{len(some):,}"), some)
            for title, some in (
                ("THESE COUNT", [one for one in rows if one.counts]),
                ("THESE DO NOT", [one for one in rows if not one.counts]),
            )
        ]
        return Sheet(groups, is_airy=is_airy)

    def key_of(self, row: BehindRow) -> object:
        """The record."""
        return row.kind, row.id, row.state, row.on

    def paint(self, row: BehindRow, width: int, *, is_here: bool) -> Line:
        """One row."""
        return behind_line(row, self.desk.team.today(), width, self.cockpit.glyphs, is_here=is_here)

    def subject_of(self, row: BehindRow) -> Subject | None:
        """The record with its account."""
        name = row.account_name or row.text
        if row.kind == "contact":
            return Subject("contact", row.id, row.id, row.account_id, row.text, row.account_name or "")
        return Subject(row.kind, row.id, None, row.account_id, name, title=row.text)

    def copied(self, row: BehindRow) -> str:
        """When, where, what."""
        on = row.on.isoformat() if row.on else ""
        return ", ".join(part for part in (on, row.account_name or "", row.text, row.state) if part)

    def title_now(self) -> Title:
        """Whose number, which, of which days."""
        name = visible(self.rep_name) or "Team"
        said = span_words(self.span, self.desk.team.today())
        return Title("", name, (NAMES[self.figure], said), self.cockpit.is_demo)

    def facts(self) -> tuple[Fact, ...]:
        """How many rows there are."""
        if self.behind is None:
            return (Fact("calm", "reading", "muted"),)
        return (Fact("calm", counted(self.behind.total, "row"), "muted"),)

    def speaker(self, row: BehindRow) -> Speaker | None:
        """The row in full."""
        return partial(whole_lines, row, self.desk.team.today())

    def why_view(self) -> Why | None:
        """Why the record of the row stands where it stands; without one, how the number is counted."""
        subject = self.subject
        found = self.desk.details.why_of(subject) if subject is not None else None
        if found is not None:
            return found
        rule = (RULES[self.figure], *(self.behind.words if self.behind is not None else ()))
        return Why(NAMES[self.figure], self.rep_name, None, (), rule, (), self.desk.now())

    def blank_words(self) -> list[Line]:
        """No row stands behind it, or none fits."""
        if self.filter.text:
            return super().blank_words()
        if self.behind is None:
            return [
                [("The rows are being read.", "text!")],
                [],
                [("esc", "accent!"), ("  leads back", "text")],
            ]
        return [
            [("No row stands behind this number.", "text!")],
            [],
            *([(part, "muted")] for part in wrap(RULES[self.figure], max(20, self.app.size.width - 10))),
        ]

    deeds: ClassVar[Mapping[str, Callable[[Any], object]]] = {
        "open": lambda screen: teaming.open_subject(screen, screen.subject),
    }
