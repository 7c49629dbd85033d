"""The page of one rep, or of the team: every number as a row, and where help is needed there."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, ClassVar, NamedTuple

from repcockpit.domain.views.details import Why
from repcockpit.domain.views.team import Behind, HelpLine, QbrLine, TeamRow, TeamSpan, TeamView
from repcockpit.tui.deeds import teaming
from repcockpit.tui.deeds.looking import show_why, why
from repcockpit.tui.deeds.team_export import export
from repcockpit.tui.desk import Desk
from repcockpit.tui.job import Job
from repcockpit.tui.screens.team_reading import TeamReading
from repcockpit.tui.sheet import Group, Heading, Sheet
from repcockpit.tui.subject import Subject
from repcockpit.tui.team_figures import FigureLine, figure_rows, paint_figure
from repcockpit.tui.team_paint import team_line
from repcockpit.tui.team_pane import rep_lines, row_words
from repcockpit.tui.team_rows import HELP, QBRS, TeamLine, fits, line_copied, line_subject
from repcockpit.tui.team_span import span_words
from repcockpit.tui.team_table import Shown, shown_of
from repcockpit.tui.team_why import why_of_figure, why_of_row
from repcockpit.tui.text import Line, visible
from repcockpit.tui.widgets.bars import Fact, Title
from repcockpit.tui.widgets.pane import Speaker

_GLYPHS = {
    "needs help": "late",
    "soon": "slip",
    "long not synced": "hole",
    "never synced": "hole",
    "on track": "done",
}
MOST_WHY = 200
"""The rows that a reason shows; enter on the number shows them all."""


class _Number(NamedTuple):
    """A number of the page."""

    line: FigureLine


Row = _Number | TeamLine


def open_row(screen: "TeamRepScreen") -> None:
    """The rows behind a number; else what the row is about."""
    row: Row | None = screen.row
    if isinstance(row, _Number):
        rep_id = screen.rep_id
        screen.attempt_to(
            lambda: screen.cockpit.open_place(
                "team_rows", rep_id, screen.name_now, row.line.figure, screen.span
            )
        )
    else:
        teaming.open_subject(screen, screen.subject)


def why_number(screen: "TeamRepScreen") -> None:
    """Why the number says what it says; in a large book its rows are read beside the screen."""
    row: Row | None = screen.row
    line, view = screen.line, screen.view
    team, rep_id, span = screen.desk.team, screen.rep_id, screen.span
    if not isinstance(row, _Number) or line is None or view is None or not team.is_large():
        why(screen)
        return
    figure = row.line.figure

    def came(behind: Behind) -> None:
        if screen.is_current:
            show_why(
                screen,
                why_of_figure(
                    line, figure, behind, view.as_of, is_whole=view.is_whole, has_before=view.has_before
                ),
            )

    Job(
        screen,
        lambda _progress, _stopped: team.behind_apart(rep_id, figure, span, MOST_WHY),
        came,
        screen.show_error,
        lambda _done, _total: None,
    ).start()


class TeamRepScreen(TeamReading):
    """`rep_id` is None for the team."""

    place = "team_rep"
    shown: Shown

    def __init__(self, desk: Desk, rep_id: bytes | None, span: TeamSpan, view: TeamView | None) -> None:
        self.rep_id = rep_id
        super().__init__(desk, span=span, view=view if view is not None and view.span == span else None)

    def whole_apart(self, span: TeamSpan, stopped: Any) -> TeamView:
        """The numbers of this rep alone, those of the days before too."""
        return self.desk.team.page_apart(span, self.rep_id, stopped=stopped)

    def _read_whole(self, view: TeamView) -> None:
        first = self.view
        if first is not None and first.span == view.span and self.line is None:
            view = view._replace(rows=first.rows)  # who left and did nothing then has no row of noughts
        super()._read_whole(view)

    @property
    def is_read(self) -> bool:
        """Whether the days before are there too."""
        return super().is_read and self.view is not None and self.view.has_before

    @property
    def rep(self) -> TeamRow | None:
        """Their row; None for the team, and where nothing is known of them in these days."""
        if self.view is None:
            return None
        return next((one for one in self.view.rows if one.id == self.rep_id), None)

    @property
    def line(self) -> TeamRow | None:
        """Whose numbers these are."""
        if self.view is None:
            return None
        return self.view.total if self.rep_id is None else self.rep

    @property
    def name_now(self) -> str:
        """Their name."""
        line = self.line
        return "team" if self.rep_id is None else line.name if line is not None else ""

    def sheet(self, text: str, *, is_airy: bool) -> Sheet[Row]:
        """The numbers of the days, those that stand, help, reviews."""
        row, view = self.line, self.view
        if row is None or view is None:
            return Sheet(())
        self.shown = shown_of(view)
        in_span, standing = figure_rows(
            row, is_whole=view.is_whole, has_before=view.has_before, has_plan=self.has_plan(row), text=text
        )
        help_lines = [TeamLine(HELP, one) for one in view.help if self._is_mine(one) and fits(text, one)]
        qbrs = [TeamLine(QBRS, one) for one in view.qbrs if self._is_mine(one) and fits(text, one)]
        words = span_words(view.span, view.as_of.date())
        groups: list[Group[Row]] = [
            Group(Heading(words.upper(), f"{len(in_span)}"), [_Number(one) for one in in_span]),
            Group(Heading("AS IT STANDS", f"{len(standing)}"), [_Number(one) for one in standing]),
            Group(Heading("WHERE HELP IS NEEDED", f"{len(help_lines)}"), help_lines),
            Group(Heading("QBRS IN SIGHT", f"{len(qbrs)}"), qbrs),
        ]
        return Sheet(groups, is_airy=is_airy)

    def _is_mine(self, one: HelpLine | QbrLine) -> bool:
        return self.rep_id is None or one.rep_id == self.rep_id

    def key_of(self, row: Row) -> object:
        """The number, or section and record."""
        return row.line.figure if isinstance(row, _Number) else row.key

    def paint(self, row: Row, width: int, *, is_here: bool) -> Line:
        """One row."""
        glyphs = self.cockpit.glyphs
        if isinstance(row, _Number):
            return paint_figure(row.line, width, glyphs, "text", is_here=is_here)
        return team_line(row, self.shown, width, glyphs, is_here=is_here)

    def subject_of(self, row: Row) -> Subject | None:
        """What the row is about; a number is about the rep."""
        if isinstance(row, TeamLine):
            return line_subject(row)
        return Subject("rep", self.rep_id or b"", name=self.name_now)

    def copied(self, row: Row) -> str:
        """The row as a sentence."""
        if isinstance(row, TeamLine):
            return line_copied(row)
        line = row.line
        return ", ".join(part for part in (self.name_now, f"{line.name} {line.value}", line.said) if part)

    def rows_shown(self) -> list[bytes]:
        """The rep."""
        if self.view is None:
            return []
        return [self.rep_id] if self.rep_id is not None else [one.id for one in self.view.rows]

    def title_now(self) -> Title:
        """Whose numbers, of which days."""
        said = span_words(self.span, self.desk.team.today())
        return Title("", visible(self.name_now) or "Team", (said,), self.cockpit.is_demo)

    def facts(self) -> tuple[Fact, ...]:
        """How the row stands, and whether it is read."""
        row = self.rep
        if row is None or self.view is None:
            return (self.reading_fact(),)
        said = row_words(self.view, row, self.cockpit.glyphs)
        glyph = _GLYPHS.get(said[-1][0], "calm")
        words = said[-1][0] if len(said) > 1 else ""
        return (Fact(glyph, words, said[-1][1]), self.reading_fact())

    def speaker(self, row: Row) -> Speaker | None:
        """The rep."""
        del row
        if self.rep is None or self.view is None:
            return None
        return partial(
            rep_lines, self.view, self.rep, self.aside_of(self.rep), has_plan=self.has_plan(self.rep)
        )

    def why_view(self) -> Why | None:
        """How the number is counted, with its rows."""
        row: Row | None = self.row
        line = self.line
        if row is None or line is None or self.view is None:
            return None
        if isinstance(row, _Number):
            behind = self.desk.team.behind(self.rep_id, row.line.figure, self.span, limit=MOST_WHY)
            return why_of_figure(
                line,
                row.line.figure,
                behind,
                self.view.as_of,
                is_whole=self.view.is_whole,
                has_before=self.view.has_before,
            )
        if row.section == QBRS and isinstance(row.item, QbrLine):
            return self.desk.reviews.why(self.desk.reviews.sheet(row.item.qbr_id).row)
        return why_of_row(self.view, line, has_plan=self.has_plan(line))

    def blank_words(self) -> list[Line]:
        """Nothing is known of them in these days, or nothing fits."""
        if self.filter.text:
            return super().blank_words()
        said = (
            "Nothing is known of them in these days."
            if self.view is not None
            else "The numbers are being read."
        )
        return [[(said, "text!")], [], [("[", "accent!"), ("  the days before", "text")]]

    deeds: ClassVar[Mapping[str, Callable[[Any], object]]] = {
        "open": open_row,
        "why": why_number,
        "pack": teaming.one_to_one,
        "export": export,
        "scorecard": teaming.scorecard,
    }
